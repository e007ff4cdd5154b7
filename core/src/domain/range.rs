//! Intervals of exact decimals. An end is closed, open, or at infinity.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::Truth;

/// A finite end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bound {
    /// Where the range ends.
    #[serde(with = "crate::domain::decimal")]
    pub value: Decimal,
    /// Whether the value itself is left out.
    pub open: bool,
}

/// Every number between two ends; `None` is infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// The lower end.
    pub low: Option<Bound>,
    /// The upper end.
    pub high: Option<Bound>,
}

impl From<Decimal> for Range {
    fn from(value: Decimal) -> Self {
        Self::exact(value)
    }
}

const fn closed(value: Decimal) -> Bound {
    Bound { value, open: false }
}

/// Adds two ends; an overflow has no finite end.
fn add_ends(a: Option<Bound>, b: Option<Bound>) -> Option<Bound> {
    let (a, b) = (a?, b?);
    Some(Bound { value: a.value.checked_add(b.value)?, open: a.open || b.open })
}

impl Range {
    /// Nothing known.
    pub const ALL: Self = Self { low: None, high: None };

    /// One number.
    #[must_use]
    pub const fn exact(value: Decimal) -> Self {
        Self { low: Some(closed(value)), high: Some(closed(value)) }
    }

    /// A closed range; `None` is infinity.
    #[must_use]
    pub fn between(low: Option<Decimal>, high: Option<Decimal>) -> Self {
        Self { low: low.map(closed), high: high.map(closed) }
    }

    /// Zero and above.
    #[must_use]
    pub const fn not_negative() -> Self {
        Self { low: Some(closed(Decimal::ZERO)), high: None }
    }

    /// Above zero.
    #[must_use]
    pub const fn positive() -> Self {
        Self { low: Some(Bound { value: Decimal::ZERO, open: true }), high: None }
    }

    /// The number, if there is only one.
    #[must_use]
    pub fn known(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.value == high.value => Some(low.value),
            _ => None,
        }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => Some(if a.value == b.value {
                Bound { value: a.value, open: a.open && b.open }
            } else if a.value < b.value {
                a
            } else {
                b
            }),
            _ => None,
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(if a.value == b.value {
                Bound { value: a.value, open: a.open && b.open }
            } else if a.value > b.value {
                a
            } else {
                b
            }),
            _ => None,
        };
        Self { low, high }
    }

    /// What both allow; the first where they do not meet.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        let low = higher_low(self.low, other.low);
        let high = lower_high(self.high, other.high);
        match (low, high) {
            (Some(l), Some(h)) if l.value > h.value => self,
            _ => Self { low, high },
        }
    }

    /// The part of this range that is not below everything in `low` nor above everything in `high`; all of it where
    /// there is no such part.
    #[must_use]
    pub fn bounded(self, low: Self, high: Self) -> Self {
        self.meet(Self { low: low.low, high: high.high })
    }

    /// Whether the first is below the second.
    #[must_use]
    pub fn less(self, other: Self) -> Truth {
        if let (Some(high), Some(low)) = (self.high, other.low)
            && (high.value < low.value || (high.value == low.value && (high.open || low.open)))
        {
            return Truth::True;
        }
        if let (Some(low), Some(high)) = (self.low, other.high)
            && low.value >= high.value
        {
            return Truth::False;
        }
        Truth::Unknown
    }

    /// Whether both are the same number.
    #[must_use]
    pub fn equals(self, other: Self) -> Truth {
        if self.less(other) == Truth::True || other.less(self) == Truth::True {
            return Truth::False;
        }
        match (self.known(), other.known()) {
            (Some(a), Some(b)) => Truth::from(a == b),
            _ => Truth::Unknown,
        }
    }

    /// The smaller of two numbers.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        -(-self).max(-other)
    }

    /// The larger of two numbers.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(if a.value == b.value {
                Bound { value: a.value, open: a.open && b.open }
            } else if a.value > b.value {
                a
            } else {
                b
            }),
            _ => None,
        };
        Self { low: higher_low(self.low, other.low), high }
    }

    /// The quotient by a range above zero; anything where the divisor may be zero or below.
    #[must_use]
    pub fn divide(self, by: Self) -> Self {
        let Some(least) = by.low else {
            return Self::ALL;
        };
        if least.value <= Decimal::ZERO {
            return Self::ALL;
        }
        let over = |end: Option<Bound>, divisor: Option<Bound>| -> Option<Bound> {
            let end = end?;
            if end.value.is_zero() {
                return Some(end);
            }
            match divisor {
                Some(d) => Some(Bound { value: end.value.checked_div(d.value)?, open: end.open || d.open }),
                None => Some(Bound { value: Decimal::ZERO, open: true }),
            }
        };
        let by_low = by.low;
        let low_divisor = if self.low.is_some_and(|b| b.value < Decimal::ZERO) { by_low } else { by.high };
        let high_divisor = if self.high.is_some_and(|b| b.value < Decimal::ZERO) { by.high } else { by_low };
        Self { low: over(self.low, low_divisor), high: over(self.high, high_divisor) }
    }
}

fn higher_low(a: Option<Bound>, b: Option<Bound>) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.value == b.value {
            Bound { value: a.value, open: a.open || b.open }
        } else if a.value > b.value {
            a
        } else {
            b
        }),
        (end, None) | (None, end) => end,
    }
}

fn lower_high(a: Option<Bound>, b: Option<Bound>) -> Option<Bound> {
    let flip = |end: Option<Bound>| end.map(|b| Bound { value: -b.value, open: b.open });
    flip(higher_low(flip(a), flip(b)))
}

impl std::ops::Neg for Range {
    type Output = Self;

    fn neg(self) -> Self {
        let flip = |end: Option<Bound>| end.map(|b| Bound { value: -b.value, open: b.open });
        Self { low: flip(self.high), high: flip(self.low) }
    }
}

impl std::ops::Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: add_ends(self.low, other.low), high: add_ends(self.high, other.high) }
    }
}

impl std::ops::Sub for Range {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// An end while multiplying: infinities are kept apart by their sign.
#[derive(Clone, Copy)]
enum End {
    Below,
    At(Bound),
    Above,
}

fn product(a: End, b: End) -> End {
    let sign = |end: End| match end {
        End::Below => -1,
        End::Above => 1,
        End::At(b) if b.value.is_zero() => 0,
        End::At(b) => {
            if b.value.is_sign_negative() {
                -1
            } else {
                1
            }
        }
    };
    let (sa, sb) = (sign(a), sign(b));
    if let (End::At(x), End::At(y)) = (a, b) {
        // A zero that is included makes an included zero, whatever the other side leaves out.
        let open = match (x.value.is_zero(), y.value.is_zero()) {
            (true, false) => x.open,
            (false, true) => y.open,
            (true, true) => x.open && y.open,
            _ => x.open || y.open,
        };
        if let Some(value) = x.value.checked_mul(y.value) {
            return End::At(Bound { value, open });
        }
    }
    match sa * sb {
        0 => {
            // zero times infinity: zero is the limit; it is reached only if the zero is included
            let open = matches!((a, b), (End::At(z), _) | (_, End::At(z)) if z.open);
            End::At(Bound { value: Decimal::ZERO, open })
        }
        1 => End::Above,
        _ => End::Below,
    }
}

impl std::ops::Mul for Range {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let ends = |r: Self| [r.low.map_or(End::Below, End::At), r.high.map_or(End::Above, End::At)];
        // Of a number both ends are one, and most of what is multiplied is a number.
        let own = |r: Self| if r.low.is_some() && r.low == r.high { 1 } else { 2 };
        let corners = ends(self)
            .into_iter()
            .take(own(self))
            .flat_map(|a| ends(other).into_iter().take(own(other)).map(move |b| product(a, b)));
        let mut result: Option<Self> = None;
        for corner in corners {
            let piece = match corner {
                End::Below => Self { low: None, high: Some(closed(Decimal::MIN)) },
                End::Above => Self { low: Some(closed(Decimal::MAX)), high: None },
                End::At(bound) => Self { low: Some(bound), high: Some(bound) },
            };
            result = Some(result.map_or(piece, |r| r.hull(piece)));
        }
        result.unwrap_or(Self::ALL)
    }
}

#[cfg(test)]
mod tests;
