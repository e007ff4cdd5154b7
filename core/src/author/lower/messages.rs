//! `messages/<language>.toml`, `messages/<language>/**/*.toml`: every text a person sees, flattened to dotted keys.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use crate::author::{
    lower::context::Context,
    source::{
        Code,
        files::{Diagnostics, Span},
        table::Table,
    },
};

/// Reads every language of the rulebook.
pub(in crate::author) fn read(context: &mut Context<'_>) {
    let languages = context.book.languages.clone();
    let mut texts: Vec<BTreeMap<String, String>> = Vec::with_capacity(languages.len());
    for language in &languages {
        let mut found: BTreeMap<String, (String, Span)> = BTreeMap::new();
        for index in of_language(context.log, language) {
            if let Some(table) = context.file(index) {
                flatten(context, &table, "", &mut found);
            }
        }
        for (key, (_, place)) in &found {
            context.places.insert(format!("message.{language}.{key}"), *place);
        }
        texts.push(found.into_iter().map(|(key, (text, _))| (key, text)).collect());
    }
    let files: Vec<usize> = context.log.within("messages/").collect();
    for index in files {
        if !languages.iter().any(|l| of_language(context.log, l).any(|i| i == index)) {
            context.log.report(
                Code::NotListed,
                Span { file: index, offset: None },
                "rulebook.toml does not list this language",
                format!("one of {}", languages.join(", ")),
            );
        }
    }
    let keys: BTreeSet<&String> = texts.iter().flat_map(BTreeMap::keys).collect();
    context.book.message_keys = keys.iter().map(|k| (*k).clone()).collect();
    context.book.messages = texts
        .iter()
        .map(|texts| keys.iter().map(|k| texts.get(*k).cloned().unwrap_or_default()).collect())
        .collect();
}

/// The files that hold a language's texts.
pub(in crate::author) fn of_language<'l>(
    log: &'l Diagnostics,
    language: &str,
) -> impl Iterator<Item = usize> + use<'l> {
    let (file, folder) = (format!("messages/{language}.toml"), format!("messages/{language}/"));
    let files = log.files().iter().enumerate();
    files.filter(move |(_, f)| f.name == file || f.name.starts_with(&folder)).map(|(index, _)| index)
}

fn flatten(
    context: &Context<'_>,
    table: &Table<'_>,
    prefix: &str,
    found: &mut BTreeMap<String, (String, Span)>,
) {
    for (key, item) in table.entries() {
        let full = if prefix.is_empty() { key.text.to_owned() } else { format!("{prefix}.{}", key.text) };
        match item.value {
            DeValue::String(text) => {
                if let Some((_, before)) = found.get(&full) {
                    let (line, _) = context.log.line(*before);
                    let file = context.log.files().get(before.file).map_or("", |f| f.name.as_str());
                    let what = format!("duplicate text `{full}`; first at {file}:{line}");
                    context.log.report(Code::DuplicateName, item.place, what, "only one of the two");
                }
                found.insert(full, (text.trim().to_owned(), item.place));
            }
            DeValue::Table(entries) => {
                flatten(context, &Table::new(context.log, entries, item.place), &full, found);
            }
            _ => table.wrong(&full, item, "a text in quotes"),
        }
    }
}
