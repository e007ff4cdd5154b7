//! Numbers, ranges and answers in words.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{
    domain::{Day, Range, Truth, Value},
    rulebook::{FactId, FactType, ParameterValue, Per, Unit},
    screening::{Amount, Reason, Statement},
};

use crate::{
    model::{
        answer::{Answer, RecordedAnswer},
        decimal_text::number,
        input::few,
    },
    text::{Key, Language, fill, wording::Wording},
};

/// A range, each end shown by `end`.
#[must_use]
pub fn range(language: Language, range: Range, end: impl Fn(Decimal) -> String) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) if low.value == high.value => end(low.value),
        (Some(low), Some(high)) => {
            language.fill(Key::RangeBetween, &[("low", &end(low.value)), ("high", &end(high.value))])
        }
        (Some(low), None) if low.value.is_zero() => language.text(Key::RangeAny).to_owned(),
        (Some(low), None) => {
            let key = if low.open { Key::RangeAbove } else { Key::RangeAtLeast };
            language.fill(key, &[("low", &end(low.value))])
        }
        (None, Some(high)) => {
            let key = if high.open { Key::RangeBelow } else { Key::RangeAtMost };
            language.fill(key, &[("high", &end(high.value))])
        }
        (None, None) => language.text(Key::RangeAny).to_owned(),
    }
}

/// A range of a unit, the unit itself left to the sentence around it.
#[must_use]
pub fn measured(language: Language, of: Range, unit: Unit) -> String {
    range(language, of, |value| match unit {
        Unit::Day => value.to_i32().map_or_else(String::new, |day| Day(day).to_string()),
        _ => number(language, value),
    })
}

/// What a programme would pay.
#[must_use]
pub fn amount(language: Language, amount: &Amount) -> String {
    let in_yuan = range(language, amount.range, |value| {
        language.fill(Key::ResultsAmountOf, &[("n", &number(language, value))])
    });
    let key = match amount.per {
        Per::Month => Key::ResultsPerMonth,
        Per::Year => Key::ResultsPerYear,
        Per::Once => Key::ResultsPerOnce,
    };
    language.fill(key, &[("amount", &in_yuan)])
}

/// Whether an amount says anything.
#[must_use]
pub fn tells(amount: &Amount) -> bool {
    amount.range.high.is_some() || amount.range.low.is_some_and(|low| low.value >= Decimal::ONE)
}

/// Which of a criterion's sentences fits.
#[must_use]
pub const fn part(reason: &Reason) -> &'static str {
    match reason.holds() {
        Truth::True => "met",
        Truth::False => "not_met",
        Truth::Unknown => "open",
    }
}

/// A criterion's sentence with the family's own numbers.
#[must_use]
pub fn reason(words: &Wording<'_>, program: &str, criterion: &str, reason: &Reason) -> Option<String> {
    let part = part(reason);
    let text = words.message(&format!("criterion.{program}.{criterion}.{part}"))?;
    Some(match reason.statement() {
        Some(statement) => {
            let [left, right, margin] = sides(words.language(), statement);
            fill(text, &[("left", &left), ("right", &right), ("margin", &margin)])
        }
        None => text.to_owned(),
    })
}

/// Both sides of a comparison and what lies between them.
#[must_use]
pub fn sides(language: Language, statement: &Statement) -> [String; 3] {
    [statement.left, statement.right, statement.margin].map(|side| measured(language, side, statement.unit))
}

/// A parameter's value.
#[must_use]
pub fn setting(
    words: &Wording<'_>,
    parameter: &yingbao_core::rulebook::Parameter,
    setting: ParameterValue,
) -> String {
    let language = words.language();
    match setting {
        ParameterValue::Number(value) => {
            let monthly = match parameter.kind {
                yingbao_core::rulebook::ParameterType::Flow(Per::Month) => value.in_a_month(),
                _ => value,
            };
            measured(language, monthly, Unit::Plain)
        }
        ParameterValue::NoLimit => words.own(Key::SourceNoLimit).to_owned(),
        ParameterValue::Truth(truth) => words
            .own(match truth {
                Truth::True => Key::SourceTrue,
                Truth::False => Key::SourceFalse,
                Truth::Unknown => Key::SourceUnknown,
            })
            .to_owned(),
        ParameterValue::Choice(bits) => {
            let yingbao_core::rulebook::ParameterType::Choice(options) = &parameter.kind else {
                return String::new();
            };
            either(
                words,
                options
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| bits >> bit & 1 == 1)
                    .map(|(_, option)| words.option(&parameter.id, option)),
            )
        }
    }
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

#[cfg(test)]
mod tests {
    use yingbao_core::domain::{Bound, Range};

    use super::range;
    use crate::text::Language::English;

    #[test]
    fn ranges_say_what_is_open() {
        let show = |low: Option<i64>, high: Option<i64>| {
            range(English, Range::between(low.map(Into::into), high.map(Into::into)), |v| v.to_string())
        };
        assert_eq!(show(Some(1), Some(2)), "1 to 2");
        assert_eq!(show(Some(2), Some(2)), "2");
        assert_eq!(show(Some(1), None), "at least 1");
        assert_eq!(show(None, Some(2)), "at most 2");
        assert_eq!(show(Some(0), None), "not known");
        let above = Range { low: Some(Bound { value: 3.into(), open: true }), high: None };
        assert_eq!(range(English, above, |v| v.to_string()), "more than 3");
    }
}
