//! The texts that rules and figures rest on.

use std::collections::BTreeSet;

use crate::author::{
    lower::context::Context,
    source::{
        Code,
        files::Span,
        table::{Table, Text},
    },
};
use crate::rulebook::{Citation, Source, SourceId};
use crate::wording::nearest;

/// The sources, and which of them are cited.
#[derive(Debug, Default)]
pub(in crate::author) struct Sources {
    ids: Vec<String>,
    cited: BTreeSet<usize>,
}

impl Sources {
    /// Reads sources.toml and the sources beside the figures.
    pub fn read(context: &mut Context<'_>) -> Self {
        let mut sources = Self::default();
        if let Some(table) = context.required("sources.toml") {
            for part in table.tables("source") {
                sources.one(context, &part);
            }
            table.finish();
        }
        let files: Vec<usize> = context.log.within("regions/").collect();
        for file in files {
            let Some(table) = context.file(file) else { continue };
            for part in table.tables("source") {
                sources.one(context, &part);
            }
        }
        sources
    }

    fn one(&mut self, context: &mut Context<'_>, table: &Table<'_>) {
        let Some(id) = table.required_text("id") else { return };
        context.place(format!("source.{}", id.text), id.place);
        let required =
            |key: &'static str| table.required_text(key).map_or_else(String::new, |t| t.text.to_owned());
        let dated = |key: &'static str| {
            let text = table.text(key);
            if let Some(text) = text.filter(|t| !day_or_less(t.text)) {
                context.log.report(
                    Code::BadDate,
                    text.place,
                    format!("\"{}\" is no day, month or year", text.text),
                    "\"2024-07-01\", \"2024-07\" or \"2024\"",
                );
            }
            text.map_or_else(String::new, |t| t.text.to_owned())
        };
        table.required("read");
        let source = Source {
            id: id.text.to_owned(),
            title: required("title"),
            title_en: required("title_en"),
            number: table.text_or_empty("number"),
            issuer: required("issuer"),
            issued: dated("issued"),
            in_force: dated("in_force"),
            read: table.truth("read"),
            parts: table.truth("parts"),
        };
        table.finish();
        self.ids.push(source.id.clone());
        context.book.sources.push(source);
    }

    /// The slot of a source; a mistake where it is not listed.
    pub fn find(&mut self, context: &Context<'_>, id: &str, place: Span) -> Option<SourceId> {
        let Some(index) = self.ids.iter().position(|i| i == id) else {
            let instead = nearest(id, self.ids.iter().map(String::as_str)).map_or_else(
                || "a [[source]] with this id in sources.toml or beside the figures".to_owned(),
                |near| format!("\"{near}\""),
            );
            context.log.report(Code::UnknownSource, place, format!("there is no source \"{id}\""), instead);
            return None;
        };
        self.cited.insert(index);
        u16::try_from(index).ok().map(SourceId)
    }

    /// The articles that a condition cites.
    pub fn citations(&mut self, context: &Context<'_>, texts: &[Text<'_>]) -> Vec<Citation> {
        let mut cites = Vec::with_capacity(texts.len());
        for text in texts {
            let (id, article) = text.text.split_once(':').unwrap_or((text.text, ""));
            if let Some(source) = self.find(context, id, text.place) {
                cites.push(Citation { source, article: article.to_owned() });
            }
        }
        cites
    }

    /// Notes every source that nothing cites.
    pub fn finish(&self, context: &Context<'_>) {
        for (index, id) in self.ids.iter().enumerate() {
            if self.cited.contains(&index) {
                continue;
            }
            if let Some(place) = context.places.get(&format!("source.{id}")) {
                context.log.report(
                    Code::UnusedSource,
                    *place,
                    format!("nothing cites \"{id}\""),
                    "a `cite` or a value's `source`, or no such source",
                );
            }
        }
    }
}

/// Whether a text is a day, a month or a year.
fn day_or_less(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    crate::domain::Day::parse(&full).is_some()
}
