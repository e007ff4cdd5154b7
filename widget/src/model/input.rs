//! What stands in a field before it is an answer, and what may be wrong with it.

use serde::{Deserialize, Serialize};
use yingbao_core::{
    domain::{Range, Truth, Value},
    rulebook::{FactType, Per},
    wording::format::number,
};

use crate::model::answer::{Answer, RecordedAnswer};

/// How well something is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// One value.
    #[default]
    Exact,
    /// A birth by completed years.
    Age,
    /// From, to; or one of several.
    About,
    /// Not known.
    Unknown,
    /// Not said.
    Declined,
}

/// The content of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInput {
    /// How well it is known.
    pub how: How,
    /// Ticked boxes or people, the one chosen, or the code of a place.
    pub picked: u64,
    /// A box: whether it is ticked. Else whether the other ways to answer are shown.
    pub open: bool,
    /// What is typed: a number and, for a range, its other end; or year, month, day.
    pub texts: [String; 3],
    /// By the month or by the year.
    pub per: Per,
}

/// A change of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// How well it is known.
    How(How),
    /// The one chosen.
    Pick(u8),
    /// A box ticked or cleared: one of several, or one of the people.
    Tick(u8, bool),
    /// The box of the field ticked or cleared; else the other ways to answer shown or hidden.
    Open(bool),
    /// A place chosen, by its code; 0 for none.
    HomeRegion(u32),
    /// Typed text.
    Text(usize, String),
    /// Month or year.
    Per(Per),
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing chosen.
    Pick,
    /// Fewer than two ticked where one of several is meant.
    PickSome,
    /// Nothing typed.
    Missing,
    /// Neither end typed.
    MissingRange,
    /// No number.
    Number,
    /// No whole number.
    Whole,
    /// More than two decimals.
    Decimals,
    /// Below zero.
    Negative,
    /// Beyond what can be counted.
    Large,
    /// Below the least.
    Least(u32),
    /// Above the most.
    Most(u32),
    /// The ends cross.
    Crossed,
    /// No such day.
    Date,
    /// A day to come.
    Future,
    /// An age nobody has.
    Old,
    /// More text than a number needs.
    Long,
    /// A range where one number goes.
    OneNumber,
    /// Its separators group no thousands: the numbers it may be, in hundredths; twice the same where it is one.
    Unclear(u64, u64),
    /// Another currency.
    Foreign,
    /// Written by the month and chosen by the year, or the other way round.
    Per,
    /// 虚岁, not completed years.
    Nominal,
    /// A year of two digits: the year it may be.
    Year(u32),
    /// A date of the lunar calendar.
    Lunar,
    /// Ticked, and not told who it is.
    Who,
    /// Nobody chosen, and not told that it is nobody.
    Nobody,
    /// No place chosen.
    HomeRegion,
}

impl Default for FieldInput {
    fn default() -> Self {
        Self { how: How::Exact, picked: 0, open: false, texts: Default::default(), per: Per::Month }
    }
}

/// Bits of a statement shown as a choice.
pub const YES: u64 = 1;
/// The other bit.
pub const NO: u64 = 2;

/// At most so many choices are shown in place of a number field.
const FEW: u32 = 8;

/// The numbers offered as choices, where they are few.
#[must_use]
pub fn few(kind: &FactType) -> Option<std::ops::RangeInclusive<u32>> {
    match kind {
        FactType::Count(low, Some(high)) if high - low < FEW => Some(*low..=*high),
        _ => None,
    }
}

impl FieldInput {
    /// The field of a fact, filled in with the answer so far.
    #[must_use]
    pub fn of(kind: &FactType, told: Option<&RecordedAnswer>) -> Self {
        let mut input = Self::default();
        if let FactType::Flow(per) = kind {
            input.per = *per;
        }
        let Some(told) = told else { return input };
        input.per = told.per;
        match &told.answer {
            Answer::Known(value) => input.fill(kind, *value),
            Answer::Range(range) => {
                input.how = How::About;
                input.fill_range(kind, *range);
            }
            Answer::OneOf(bits) => {
                input.how = How::About;
                input.picked = *bits;
            }
            Answer::Unknown => input.how = How::Unknown,
            Answer::Declined => input.how = How::Declined,
        }
        input
    }

    fn fill(&mut self, kind: &FactType, value: Value) {
        match value {
            Value::Truth(truth) => self.picked = if truth == Truth::True { YES } else { NO },
            Value::Choice(bits) => self.picked = bits,
            Value::Set { sure, .. } => self.picked = sure,
            Value::Number(range) => self.fill_range(kind, range),
        }
    }

    fn fill_range(&mut self, kind: &FactType, range: Range) {
        let text = |end: Option<yingbao_core::domain::Bound>| {
            end.map_or_else(String::new, |b| number(false, b.value))
        };
        if let Some(numbers) = few(kind) {
            let within = |n: u32| {
                let n = rust_decimal::Decimal::from(n);
                range.low.is_none_or(|b| b.value <= n) && range.high.is_none_or(|b| b.value >= n)
            };
            let least = *numbers.start();
            self.picked = numbers.filter(|n| within(*n)).fold(0, |bits, n| bits | 1 << (n - least));
        } else {
            self.texts = [text(range.low), text(range.high), String::new()];
        }
    }

    /// Changes the field.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::How(how) => {
                // One choice and several do not mix.
                if (self.how == How::About) != (how == How::About) && self.picked.count_ones() > 1 {
                    self.picked = 0;
                }
                self.how = how;
            }
            Edit::Pick(option) => {
                self.how = How::Exact;
                self.picked = 1 << option;
            }
            Edit::Tick(option, on) => {
                self.picked = self.picked & !(1 << option) | u64::from(on) << option;
            }
            Edit::Text(slot, text) => {
                if let Some(old) = self.texts.get_mut(slot) {
                    *old = text;
                }
            }
            Edit::Per(per) => self.per = per,
            Edit::Open(open) => self.open = open,
            Edit::HomeRegion(code) => {
                self.how = How::Exact;
                self.picked = code.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, FieldInput, How};

    #[test]
    fn ticks_come_and_go_one_by_one() {
        let mut input = FieldInput::default();
        input.edit(Edit::Tick(0, true));
        input.edit(Edit::Tick(3, true));
        assert_eq!(input.picked, 0b1001);
        input.edit(Edit::Tick(0, false));
        assert_eq!(input.picked, 0b1000);
        input.edit(Edit::Tick(2, true));
        input.edit(Edit::How(How::About));
        assert_eq!(input.picked, 0, "several ticks are no single choice");
        input.edit(Edit::Pick(1));
        assert_eq!((input.picked, input.how), (2, How::Exact));
    }
}
