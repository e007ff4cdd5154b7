//! Yes, no, or left open to the place or the office.

use std::ops::{BitAnd, BitOr, Not};

/// What a test says when every fact is known: the texts may still leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// The place or the office decides.
    Open,
}

impl Truth {
    /// The decisions still possible.
    #[must_use]
    pub fn options(self) -> &'static [bool] {
        match self {
            Truth::Yes => &[true],
            Truth::No => &[false],
            Truth::Open => &[false, true],
        }
    }

    /// `Open` where nothing has been fixed.
    #[must_use]
    pub fn unless_set(set: Option<bool>) -> Self {
        set.map_or(Truth::Open, Truth::from)
    }

    /// Whether it is not a plain no.
    #[must_use]
    pub fn may_hold(self) -> bool {
        self != Truth::No
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::Yes } else { Truth::No }
    }
}

impl BitAnd for Truth {
    type Output = Truth;

    fn bitand(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Open,
        }
    }
}

impl BitOr for Truth {
    type Output = Truth;

    fn bitor(self, other: Truth) -> Truth {
        !(!self & !other)
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Open => Truth::Open,
        }
    }
}
