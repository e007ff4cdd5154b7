//! Reasons in words: what a condition says of the family's own numbers, what it rests on, and what a figure is.

use crate::{
    domain::{Range, Truth},
    rulebook::{Citation, Parameter, ParameterType, ParameterValue, Per, Rulebook, SourceId, Unit},
    screening::{Reason, Statement},
    wording::{
        format::{Phrase, Phrases, measured},
        placeholders::{fill, holds},
    },
};

/// Puts reasons into words, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Explainer<'b, P> {
    /// The rules, with their texts.
    pub book: &'b Rulebook,
    /// Slot of the language in [`Rulebook::languages`].
    pub language: usize,
    /// The words around the rules' own texts.
    pub phrases: P,
}

/// Which of a criterion's sentences fits: the last part of its key.
#[must_use]
pub const fn part(reason: &Reason) -> &'static str {
    match reason.holds() {
        Truth::True => "met",
        Truth::False => "not_met",
        Truth::Unknown => "open",
    }
}

impl<'b, P: Phrases> Explainer<'b, P> {
    /// A text of the rulebook; `None` where it has none.
    #[must_use]
    pub fn message(&self, key: &str) -> Option<&'b str> {
        self.book.message(self.language, key).filter(|text| !text.is_empty())
    }

    /// The name of a thing of a kind, or what the rules call it.
    #[must_use]
    pub fn title(&self, kind: &str, id: &str) -> String {
        self.message(&format!("{kind}.{id}.title")).unwrap_or(id).to_owned()
    }

    /// Which of the two texts that the rules themselves hold to show.
    #[must_use]
    pub fn pick<'t>(&self, chinese: &'t str, english: &'t str) -> &'t str {
        if self.phrases.is_chinese() || english.is_empty() { chinese } else { english }
    }

    /// The title of a source.
    #[must_use]
    pub fn source_title(&self, id: SourceId) -> &'b str {
        let title = self.book.sources.get(id.index()).map_or("", |source| &source.title);
        self.pick(title, self.book.english_title(id))
    }

    /// The sentence of a criterion that fits, as the rules have it.
    fn template(&self, program: &str, criterion: &str, reason: &Reason) -> Option<&'b str> {
        self.message(&format!("criterion.{program}.{criterion}.{}", part(reason)))
    }

    /// A criterion's sentence with the family's own numbers.
    #[must_use]
    pub fn sentence(&self, program: &str, criterion: &str, reason: &Reason) -> Option<String> {
        let text = self.template(program, criterion, reason)?;
        Some(match reason.statement() {
            Some(statement) => {
                let [left, right, margin] = self.sides(statement);
                fill(text, &[("left", &left), ("right", &right), ("margin", &margin)])
            }
            None => text.to_owned(),
        })
    }

    /// Whether a criterion's sentence tells one of `left`, `right` and `margin` itself.
    #[must_use]
    pub fn tells(&self, program: &str, criterion: &str, reason: &Reason, number: &str) -> bool {
        self.template(program, criterion, reason).is_some_and(|text| holds(text, number))
    }

    /// Both sides of a comparison and what lies between them.
    #[must_use]
    pub fn sides(&self, statement: &Statement) -> [String; 3] {
        [statement.left, statement.right, statement.margin]
            .map(|side| measured(self.phrases, side, statement.unit))
    }

    /// How far a sum lies from its limit, where the sentence itself does not say; `None` for what is open, since its
    /// margin says nothing that a person can use.
    #[must_use]
    pub fn margin(&self, program: &str, criterion: &str, reason: &Reason) -> Option<String> {
        let statement = reason.statement()?;
        let money = matches!(statement.unit, Unit::Flow | Unit::Stock);
        if !money || !reason.holds().is_known() || self.tells(program, criterion, reason, "margin") {
            return None;
        }
        let [.., margin] = self.sides(statement);
        Some(margin)
    }

    /// An article, with the document it stands in.
    #[must_use]
    pub fn cited(&self, cite: &Citation) -> Option<String> {
        let source = self.book.sources.get(cite.source.index())?;
        let part = |of: Phrase, name: &str, value: &str| {
            if value.is_empty() { String::new() } else { self.phrases.filled(of, &[(name, value)]) }
        };
        let article = if source.parts { Phrase::Part } else { Phrase::Article };
        let values = [
            ("title", self.source_title(cite.source)),
            ("number", &part(Phrase::Number, "number", &source.number)),
            ("article", &part(article, "article", &cite.article)),
            ("force", &part(Phrase::Force, "date", &source.in_force)),
        ];
        let mut text = self.phrases.filled(Phrase::Cited, &values);
        if !source.read {
            text.push_str(self.phrases.phrase(Phrase::Unread));
        }
        Some(text)
    }

    /// A parameter's value with its unit.
    #[must_use]
    pub fn value(&self, parameter: &Parameter, value: ParameterValue) -> String {
        let phrases = self.phrases;
        match value {
            ParameterValue::NoLimit => phrases.phrase(Phrase::NoLimit).to_owned(),
            ParameterValue::Number(of) => self.sum(parameter, of),
            ParameterValue::Truth(truth) => phrases
                .phrase(match truth {
                    Truth::True => Phrase::Yes,
                    Truth::False => Phrase::No,
                    Truth::Unknown => Phrase::Unknown,
                })
                .to_owned(),
            ParameterValue::Choice(bits) => {
                let ParameterType::Choice(options) = &parameter.kind else { return String::new() };
                let left = options.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                let name = |option: &String| {
                    let key = format!("option.{}.{option}.title", parameter.id);
                    self.message(&key).unwrap_or(option).to_owned()
                };
                let left: Vec<String> = left.map(|(_, option)| name(option)).collect();
                left.join(phrases.phrase(Phrase::Either))
            }
        }
    }

    fn sum(&self, parameter: &Parameter, of: Range) -> String {
        let plain = |of| measured(self.phrases, of, Unit::Plain);
        let yuan = |of| self.phrases.filled(Phrase::Yuan, &[("n", &plain(of))]);
        match parameter.kind {
            ParameterType::Flow(Per::Month) => {
                self.phrases.filled(Phrase::PerMonth, &[("amount", &yuan(of.in_a_month()))])
            }
            ParameterType::Flow(_) => self.phrases.filled(Phrase::PerYear, &[("amount", &yuan(of))]),
            ParameterType::Stock => yuan(of),
            _ => plain(of),
        }
    }
}
