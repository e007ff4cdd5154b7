//! What is known of a value of any type.

use serde::{Deserialize, Serialize};

use crate::domain::{Range, Truth};

/// An element of one of the abstract domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// A statement.
    Truth(Truth),
    /// A number or a day.
    Number(Range),
    /// The options still possible, as a bit set.
    Choice(u64),
    /// A set of options: those surely in it and those that may be.
    Set {
        /// Surely in the set.
        sure: u64,
        /// Possibly in the set; holds `sure`.
        possible: u64,
    },
}

impl Value {
    /// Whether only one value is left.
    #[must_use]
    pub fn is_known(&self) -> bool {
        match self {
            Self::Truth(truth) => truth.is_known(),
            Self::Number(range) => range.known().is_some(),
            Self::Choice(options) => options.count_ones() == 1,
            Self::Set { sure, possible } => sure == possible,
        }
    }

    /// The smallest value that allows what both allow. Both are of one type; `check` sees to it.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Truth(a), Self::Truth(b)) => Self::Truth(a.hull(b)),
            (Self::Number(a), Self::Number(b)) => Self::Number(a.hull(b)),
            (Self::Choice(a), Self::Choice(b)) => Self::Choice(a | b),
            (Self::Set { sure: a, possible: b }, Self::Set { sure: c, possible: d }) => {
                Self::Set { sure: a & c, possible: b | d }
            }
            (value, _) => value,
        }
    }

    /// As a statement; unknown where it is none.
    #[must_use]
    pub const fn truth(self) -> Truth {
        match self {
            Self::Truth(truth) => truth,
            _ => Truth::Unknown,
        }
    }

    /// As a number; anything where it is none.
    #[must_use]
    pub const fn number(self) -> Range {
        match self {
            Self::Number(range) => range,
            _ => Range::ALL,
        }
    }
}
