//! Numbers, ranges and answers in words.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Range, Truth, Value},
    rulebook::{FactId, FactType, Per, Unit},
    screening::Amount,
    wording::format::{self, Phrase, Phrases, measured, range},
};

use crate::{
    model::{
        answer::{Answer, RecordedAnswer},
        input::few,
    },
    text::{Key, Language, wording::Wording},
};

impl Phrases for Language {
    fn phrase(self, of: Phrase) -> &'static str {
        self.text(match of {
            Phrase::Between => Key::RangeBetween,
            Phrase::AtLeast => Key::RangeAtLeast,
            Phrase::Above => Key::RangeAbove,
            Phrase::AtMost => Key::RangeAtMost,
            Phrase::Below => Key::RangeBelow,
            Phrase::Any => Key::RangeAny,
            Phrase::Either => Key::RangeEither,
            Phrase::Yes => Key::SourceTrue,
            Phrase::No => Key::SourceFalse,
            Phrase::Unknown => Key::SourceUnknown,
            Phrase::NoLimit => Key::SourceNoLimit,
            Phrase::Yuan => Key::ResultsAmountOf,
            Phrase::PerMonth => Key::ResultsPerMonth,
            Phrase::PerYear => Key::ResultsPerYear,
            Phrase::Once => Key::ResultsPerOnce,
            Phrase::Cited => Key::SourceCited,
            Phrase::Number => Key::SourceNumber,
            Phrase::Article => Key::SourceArticle,
            Phrase::Part => Key::SourcePart,
            Phrase::Force => Key::SourceForce,
            Phrase::Unread => Key::SourceUnread,
        })
    }

    fn is_chinese(self) -> bool {
        self == Self::Chinese
    }
}

/// A number as people of a language read it.
#[must_use]
pub fn number(language: Language, value: Decimal) -> String {
    format::number(language.groups_thousands(), value)
}

/// Whether an amount says anything.
#[must_use]
pub fn tells(amount: &Amount) -> bool {
    amount.range.high.is_some() || amount.range.low.is_some_and(|low| low.value >= Decimal::ONE)
}

/// A band among its neighbours: 'below 2,080', '2,080 to 3,119.99' said by the amounts at which something is decided.
#[must_use]
pub fn band(language: Language, bands: &[Range], at: usize) -> String {
    // Between two bands lie two amounts, the last of the one and the first of the other: the round one is the limit.
    let border = |below: usize| {
        let (last, first) = (bands.get(below)?.high?.value, bands.get(below + 1)?.low?.value);
        let inclusive = last.normalize().scale() < first.normalize().scale();
        Some((if inclusive { last } else { first }, inclusive))
    };
    let yuan = |value| number(language, value);
    match (at.checked_sub(1).and_then(border), border(at)) {
        (None, Some((high, inclusive))) => {
            let key = if inclusive { Key::BandUpTo } else { Key::BandBelow };
            language.fill(key, &[("high", &yuan(high))])
        }
        (Some((low, inclusive)), None) => {
            let key = if inclusive { Key::BandAbove } else { Key::BandFrom };
            language.fill(key, &[("low", &yuan(low))])
        }
        (Some((low, _)), Some((high, _))) => {
            language.fill(Key::BandBetween, &[("low", &yuan(low)), ("high", &yuan(high))])
        }
        (None, None) => language.text(Key::RangeAny).to_owned(),
    }
}

fn either(words: &Wording<'_>, parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(words.own(Key::RangeEither))
}

/// An answer in words.
#[must_use]
pub fn told(words: &Wording<'_>, member: Option<usize>, fact: FactId, told: &RecordedAnswer) -> String {
    let Some(kind) = words.rules.kind(member, fact) else { return String::new() };
    let language = words.language();
    let picked = |bits: u64| {
        words.options(member, fact).into_iter().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, o)| o)
    };
    match &told.answer {
        Answer::Known(Value::Truth(truth)) => {
            words.own(if *truth == Truth::True { Key::FieldYes } else { Key::FieldNo }).to_owned()
        }
        Answer::Known(Value::Choice(bits)) => either(words, picked(*bits)),
        Answer::OneOf(bits) => either(words, picked(*bits)),
        Answer::Known(Value::Set { sure, .. }) => {
            let names: Vec<String> = picked(*sure).collect();
            if names.is_empty() { words.own(Key::AnswersNothingTicked).to_owned() } else { words.list(names) }
        }
        Answer::Known(Value::Number(value)) | Answer::Range(value) => {
            let unit = kind.unit().unwrap_or(Unit::Plain);
            let text = range(language, *value, |end| match unit {
                Unit::Day => measured(language, Range::exact(end), unit),
                Unit::Flow | Unit::Stock => {
                    language.fill(Key::ResultsAmountOf, &[("n", &number(language, end))])
                }
                Unit::Plain if few(kind).is_some() => words.option_or_number(member, fact, end),
                _ => number(language, end),
            });
            match (kind, told.per) {
                (FactType::Flow(_), Per::Month) => language.fill(Key::AnswersExactPerMonth, &[("n", &text)]),
                (FactType::Flow(_), _) => language.fill(Key::AnswersExactPerYear, &[("n", &text)]),
                _ => text,
            }
        }
        Answer::Unknown => words.own(Key::AnswersUnknown).to_owned(),
        Answer::Declined => words.own(Key::AnswersDeclined).to_owned(),
    }
}

impl Wording<'_> {
    /// A number that is offered as a choice: its own text where the rulebook has one.
    #[must_use]
    pub fn option_or_number(&self, member: Option<usize>, fact: FactId, value: Decimal) -> String {
        let facts =
            if member.is_some() { &self.rules.book.member_facts } else { &self.rules.book.household_facts };
        let shown = number(self.language(), value);
        let id = facts.get(fact.index()).map_or("", |f| f.id.as_str());
        self.message(&format!("option.{id}.{shown}.title")).map_or(shown, str::to_owned)
    }
}
