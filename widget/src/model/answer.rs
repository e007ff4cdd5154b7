//! What a person said in answer to a question.

use serde::{Deserialize, Serialize};
use yingbao_core::{
    domain::{Range, Value},
    household::{FactValue, top},
    rulebook::{FactId, FactType, Per},
};

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// One value.
    Known(Value),
    /// A number between two ends, either of which may be open.
    Range(Range),
    /// One of several options.
    OneOf(u64),
    /// Asked, and not known.
    Unknown,
    /// Chosen not to say; never asked again.
    Declined,
}

/// An answer as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// The answer.
    pub answer: Answer,
    /// Whether a flow was told by the month or by the year.
    pub per: Per,
}

/// The answers about the household, or about one person, one for a fact. They are few: a list will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(Vec<(FactId, RecordedAnswer)>);

impl Answers {
    /// The answer to a fact.
    #[must_use]
    pub fn get(&self, fact: FactId) -> Option<&RecordedAnswer> {
        self.0.iter().find(|(f, _)| *f == fact).map(|(_, told)| told)
    }

    /// Takes an answer, in place of an earlier one.
    pub fn insert(&mut self, fact: FactId, told: RecordedAnswer) {
        match self.0.iter_mut().find(|(f, _)| *f == fact) {
            Some((_, old)) => *old = told,
            None => self.0.push((fact, told)),
        }
    }

    /// Forgets an answer.
    pub fn remove(&mut self, fact: FactId) {
        self.0.retain(|(f, _)| *f != fact);
    }

    /// All answers.
    pub fn iter(&self) -> std::slice::Iter<'_, (FactId, RecordedAnswer)> {
        self.0.iter()
    }
}

impl RecordedAnswer {
    /// An answer for which months and years make no difference.
    #[must_use]
    pub const fn plain(answer: Answer) -> Self {
        Self { answer, per: Per::Month }
    }

    /// What the engine is told of a fact.
    #[must_use]
    pub fn given(&self, kind: &FactType) -> FactValue {
        let scale = |range: Range| match (kind, self.per) {
            (FactType::Flow(_), Per::Month) => range.in_a_year(),
            _ => range,
        };
        let all = top(kind);
        let (value, declined) = match &self.answer {
            Answer::Known(Value::Number(range)) => (Value::Number(scale(*range)), false),
            Answer::Known(value) => (*value, false),
            Answer::Range(range) => (Value::Number(all.number().meet(scale(*range))), false),
            Answer::OneOf(options) => (one_of(*options, all), false),
            Answer::Unknown => (all, false),
            Answer::Declined => (all, true),
        };
        FactValue { value, declined }
    }
}

/// Several options of a choice; of a statement both leave it unknown.
const fn one_of(options: u64, all: Value) -> Value {
    match all {
        Value::Choice(every) if options & every != 0 => Value::Choice(options & every),
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use yingbao_core::{
        domain::{Range, Value},
        rulebook::{FactType, Per},
    };

    use super::{Answer, RecordedAnswer};

    #[test]
    fn a_month_and_a_year_meet() {
        let flow = FactType::Flow(Per::Month);
        let told = |n: i64, per| RecordedAnswer {
            answer: Answer::Known(Value::Number(Range::exact(Decimal::from(n)))),
            per,
        };
        assert_eq!(told(100, Per::Month).given(&flow), told(1200, Per::Year).given(&flow));
    }

    #[test]
    fn an_open_end_stays_within_the_type() {
        let at_most = RecordedAnswer::plain(Answer::Range(Range::between(None, Some(Decimal::from(3)))));
        let given = at_most.given(&FactType::Stock);
        assert_eq!(given.value, Value::Number(Range::between(Some(Decimal::ZERO), Some(Decimal::from(3)))));
        let declined = RecordedAnswer::plain(Answer::Declined).given(&FactType::Stock);
        assert!(declined.declined);
        assert_eq!(declined.value, Value::Number(Range::not_negative()));
    }
}
