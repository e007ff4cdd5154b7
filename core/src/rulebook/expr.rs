//! The compiled form of an expression: slots, not names.

use std::cell::Cell;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::rulebook::{FactId, ParameterId, ProgramId, VariableId};

/// How deep binders may nest; `check` sees to it.
pub const DEPTH: usize = 6;

/// How deep expressions may nest, whatever they are made of: a file that goes deeper is refused before it is read to its
/// end, which would take a place on the stack for each level.
const DEEPEST: usize = 200;

/// What a number measures. Flows are held per year: a month times twelve is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// CNY over time, held per year.
    Flow,
    /// CNY.
    Stock,
    /// A count, a share or an age: no unit.
    Plain,
    /// Square metres.
    Area,
    /// A day of the calendar, held as days since 1970-01-01.
    Day,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compare {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

/// An expression. A member is named by the depth of the `sum`, `count`, `any` or `all` (or, at depth 0,
/// the programme or member variable) that introduced it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub enum Expr {
    /// `true`, `false`
    Truth(bool),
    /// A number.
    Number(#[serde(with = "crate::domain::decimal")] Decimal),
    /// A household fact.
    Fact(FactId),
    /// A fact of the member at a depth.
    MemberFact(FactId, u8),
    /// A parameter: its urban or rural value by `household.area` where they differ.
    Parameter(ParameterId),
    /// `is_unset(parameter)`: no place and no document sets it.
    IsUnset(ParameterId),
    /// A household variable.
    Variable(VariableId),
    /// A variable of the member at a depth.
    MemberVariable(VariableId, u8),
    /// Whether a household programme is likely.
    Verdict(ProgramId),
    /// Whether a member's programme is likely.
    MemberVerdict(ProgramId, u8),
    /// `!a`
    Not(Box<Expr>),
    /// `a && b && …`
    And(Vec<Expr>),
    /// `a || b || …`
    Or(Vec<Expr>),
    /// `condition ? a : b`
    If(Box<[Expr; 3]>),
    /// `a < b`
    Compare(Compare, Box<[Expr; 2]>),
    /// `a + b`
    Add(Box<[Expr; 2]>),
    /// `a - b`
    Subtract(Box<[Expr; 2]>),
    /// `a * b`
    Multiply(Box<[Expr; 2]>),
    /// `min(a, b)`
    Min(Box<[Expr; 2]>),
    /// `max(a, b)`
    Max(Box<[Expr; 2]>),
    /// `between(x, low, high)`: x itself, of which the rules know that it is never below `low` nor above `high`. Where
    /// everything is known it is x; where not, both narrow it.
    Between(Box<[Expr; 3]>),
    /// `a in ["x", "y"]` or `a == "x"`: the options as a bit set.
    In(Box<Expr>, u64),
    /// `has(member.receives, "x")`: a set fact holds the option.
    Has(Box<Expr>, u8),
    /// `sum(m, …)`: over all members, bound at the depth.
    Sum(u8, Box<Expr>),
    /// `count(m, condition)`
    Count(u8, Box<Expr>),
    /// `any(m, condition)`
    Any(u8, Box<Expr>),
    /// `all(m, condition)`
    All(u8, Box<Expr>),
    /// `parent_of(a, b)`: a is a parent of b.
    ParentOf(u8, u8),
    /// `spouse_of(a, b)`
    SpouseOf(u8, u8),
    /// `same(a, b)`: both names stand for one member.
    Same(u8, u8),
}

thread_local! {
    /// How many expressions are being read within one another.
    static LEVEL: Cell<usize> = const { Cell::new(0) };
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let level = LEVEL.get();
        if level == DEEPEST {
            return Err(D::Error::custom("an expression too deep"));
        }
        LEVEL.set(level + 1);
        let read = Self::deserialize(from);
        LEVEL.set(level);
        read
    }
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, to)
    }
}

impl Expr {
    /// The direct parts.
    pub fn children<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        match self {
            Self::Not(inner) | Self::In(inner, _) | Self::Has(inner, _) => visit(inner),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(visit),
            Self::If(parts) | Self::Between(parts) => parts.iter().for_each(visit),
            Self::Compare(_, sides)
            | Self::Add(sides)
            | Self::Subtract(sides)
            | Self::Multiply(sides)
            | Self::Min(sides)
            | Self::Max(sides) => sides.iter().for_each(visit),
            Self::Sum(_, body) | Self::Count(_, body) | Self::Any(_, body) | Self::All(_, body) => {
                visit(body)
            }
            Self::Truth(_)
            | Self::Number(_)
            | Self::Fact(_)
            | Self::MemberFact(..)
            | Self::Parameter(_)
            | Self::IsUnset(_)
            | Self::Variable(_)
            | Self::MemberVariable(..)
            | Self::Verdict(_)
            | Self::MemberVerdict(..)
            | Self::ParentOf(..)
            | Self::SpouseOf(..)
            | Self::Same(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Expr};

    /// `!!…!true` as a file holds it.
    fn nested(levels: usize) -> Vec<u8> {
        let not = postcard::to_allocvec(&Expr::Not(Box::new(Expr::Truth(true)))).unwrap();
        let (not, truth) = not.split_at(1);
        [not.repeat(levels).as_slice(), truth].concat()
    }

    #[test]
    fn an_expression_too_deep_is_refused_before_the_stack_ends() {
        let reads = |levels| postcard::from_bytes::<Expr>(&nested(levels)).is_ok();
        assert!(reads(DEEPEST - 1) && !reads(DEEPEST));
        assert!(!reads(1_000_000));
        assert!(reads(DEEPEST - 1), "what was refused counts no more");
    }
}
