//! Kleene's three-valued logic.

use serde::{Deserialize, Serialize};

/// What is known of a statement: it holds, it does not, or that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Truth {
    /// Holds in no completion.
    False,
    /// Holds in every completion.
    True,
    /// Not known.
    Unknown,
}

impl Truth {
    /// False as soon as one side is, whatever else is unknown.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// True as soon as one side is, whatever else is unknown.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }

    /// The union of what both allow: firm only where both agree.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }

    /// Whether every completion agrees.
    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// `Some(true)`, `Some(false)` or `None`.
    #[must_use]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Unknown => None,
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    fn options(truth: Truth) -> Vec<bool> {
        match truth {
            True => vec![true],
            False => vec![false],
            Unknown => vec![true, false],
        }
    }

    fn hull(values: &[bool]) -> Truth {
        values.iter().map(|&v| Truth::from(v)).reduce(Truth::hull).unwrap()
    }

    #[test]
    fn connectives_are_the_hull_over_completions() {
        for a in [True, False, Unknown] {
            for b in [True, False, Unknown] {
                let over = |f: fn(bool, bool) -> bool| {
                    let all: Vec<bool> = options(a)
                        .into_iter()
                        .flat_map(|x| options(b).into_iter().map(move |y| f(x, y)))
                        .collect();
                    hull(&all)
                };
                assert_eq!(a.and(b), over(|x, y| x && y), "{a:?} and {b:?}");
                assert_eq!(a.or(b), over(|x, y| x || y), "{a:?} or {b:?}");
            }
        }
    }
}
