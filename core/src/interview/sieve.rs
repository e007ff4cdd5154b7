//! Boxes: what one says that is ticked, and what one says that is left empty.

use rust_decimal::Decimal;

use crate::{
    domain::{Bound, Range, Truth, Value},
    household::top,
    rulebook::{FactType, Unticked},
};

/// What is known of a box from the value of its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The fact may still have the value of an empty box, and others.
    Open,
    /// The fact has the value of an empty box.
    Empty,
    /// The fact has another value.
    Ticked,
}

impl Unticked {
    /// Whether a fact of this type can have the value, and whether it lies at an end of the type, so that a ticked box
    /// leaves one range.
    #[must_use]
    pub fn fits(self, kind: &FactType) -> bool {
        match (self, kind) {
            (Self::Truth(_), FactType::Truth) | (Self::Nothing, FactType::Set(_)) => true,
            (Self::Options(bits), kind @ FactType::Choice(_)) => match top(kind) {
                Value::Choice(all) => bits != 0 && bits & !all == 0 && bits != all,
                _ => false,
            },
            (Self::Number(n), FactType::Count(low, high)) => n == *low || Some(n) == *high,
            (Self::Number(n), FactType::Flow(_) | FactType::Stock | FactType::Area) => n == 0,
            _ => false,
        }
    }

    /// The value of the fact where the box is left empty.
    #[must_use]
    pub fn value(self) -> Value {
        match self {
            Self::Truth(truth) => Value::Truth(truth.into()),
            Self::Options(bits) => Value::Choice(bits),
            Self::Number(n) => Value::Number(Range::exact(n.into())),
            Self::Nothing => Value::Set { sure: 0, possible: 0 },
        }
    }

    /// What is known of the fact where the box is ticked: anything that an empty box does not mean.
    #[must_use]
    pub fn ticked(self, kind: &FactType) -> Value {
        match (self, top(kind)) {
            (Self::Truth(truth), _) => Value::Truth(Truth::from(!truth)),
            (Self::Options(bits), Value::Choice(all)) => Value::Choice(all & !bits),
            (Self::Number(n), Value::Number(all)) => {
                let end = Some(Bound { value: Decimal::from(n), open: true });
                let lowest = all.low.is_some_and(|low| low.value == Decimal::from(n));
                Value::Number(if lowest { Range { low: end, ..all } } else { Range { high: end, ..all } })
            }
            (_, all) => all,
        }
    }

    /// What is known of the box.
    #[must_use]
    pub fn state(self, value: Value) -> State {
        let (empty, other) = match (self, value) {
            (Self::Truth(truth), Value::Truth(known)) => {
                (known != Truth::from(!truth), known != Truth::from(truth))
            }
            (Self::Options(bits), Value::Choice(left)) => (left & bits != 0, left & !bits != 0),
            (Self::Number(n), Value::Number(range)) => {
                let n = Range::exact(n.into());
                (range.equals(n) != Truth::False, range.equals(n) != Truth::True)
            }
            (Self::Nothing, Value::Set { sure, possible }) => (sure == 0, possible != 0),
            _ => (true, true),
        };
        match (empty, other) {
            (true, false) => State::Empty,
            (false, _) => State::Ticked,
            (true, true) => State::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State;
    use crate::{
        domain::{Range, Truth, Value},
        rulebook::{FactType, Per, Unticked},
    };

    #[test]
    fn a_ticked_box_is_everything_but_what_an_empty_one_means() {
        let choice = FactType::Choice(["full", "partial", "none"].map(str::to_owned).to_vec());
        let none = Unticked::Options(1);
        assert_eq!(none.ticked(&choice), Value::Choice(0b110));
        assert_eq!(none.state(Value::Choice(0b110)), State::Ticked);
        assert_eq!(none.state(Value::Choice(0b001)), State::Empty);
        assert_eq!(none.state(Value::Choice(0b101)), State::Open);
        let away = Unticked::Truth(true);
        assert_eq!(away.ticked(&FactType::Truth), Value::Truth(Truth::False));
        assert_eq!(away.state(Value::Truth(Truth::Unknown)), State::Open);
        let money = Unticked::Number(0).ticked(&FactType::Flow(Per::Month));
        assert_eq!(money, Value::Number(Range::positive()));
        assert_eq!(Unticked::Number(0).state(money), State::Ticked);
        let alone = Unticked::Number(6);
        let six = FactType::Count(0, Some(6));
        assert_eq!(alone.state(alone.ticked(&six)), State::Ticked);
        assert_eq!(alone.state(alone.value()), State::Empty);
    }

    #[test]
    fn a_value_that_leaves_two_ranges_fits_no_box() {
        assert!(!Unticked::Number(3).fits(&FactType::Count(0, Some(6))));
        assert!(!Unticked::Number(1).fits(&FactType::Stock));
        assert!(!Unticked::Options(0b10).fits(&FactType::Choice(vec!["a".to_owned()])));
    }
}
