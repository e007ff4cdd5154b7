//! What a person can be asked, what is worked out of it, and what an office can attest to.

use serde::{Deserialize, Serialize};

use super::{Expr, FactId, Unit};

/// What a fact can hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactType {
    /// True or false.
    Truth,
    /// One of some options.
    Choice(Vec<String>),
    /// Any of some options.
    Set(Vec<String>),
    /// A whole number between two bounds, the upper one optional.
    Count(u32, Option<u32>),
    /// CNY over time; a document gives it for a month, or for the last twelve months.
    Flow(Per),
    /// CNY.
    Stock,
    /// Square metres.
    Area,
    /// A day.
    Date,
    /// Completed years, derived from the day of birth.
    Age,
    /// A place in a document; to the rules, whether it lies outside the region.
    Elsewhere,
    /// What the office decides about this one: true or false, never told and never asked.
    Local,
}

impl FactType {
    /// The options of a choice or set.
    #[must_use]
    pub fn options(&self) -> &[String] {
        match self {
            Self::Choice(options) | Self::Set(options) => options,
            _ => &[],
        }
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        match self {
            Self::Count(..) | Self::Age => Some(Unit::Plain),
            Self::Flow(_) => Some(Unit::Flow),
            Self::Stock => Some(Unit::Stock),
            Self::Area => Some(Unit::Area),
            Self::Date => Some(Unit::Day),
            Self::Truth | Self::Elsewhere | Self::Local | Self::Choice(_) | Self::Set(_) => None,
        }
    }
}

/// Something a person can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Name in documents.
    pub id: String,
    /// What it holds.
    pub kind: FactType,
    /// The fact of the same household or person that it is a detail of: with another answer to that one, what was
    /// answered here says nothing any more (the grade of a disability that is another one now).
    pub depends_on: Option<FactId>,
    /// Facts of a member that this fact of the household is the sum of, over all members; empty where it is no total.
    pub total_of: Vec<FactId>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Every month.
    Month,
    /// Every year.
    Year,
    /// One time.
    Once,
}

/// A derived value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Name in expressions.
    pub id: String,
    /// Its meaning.
    pub value: Expr,
}

/// Whom a programme is tested for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// The household as one.
    #[default]
    Household,
    /// Each member.
    Member,
}

/// Something that an office, hospital or assessor can find and attest to: a certificate, an assessment, a registration.
/// Never a sum of money, so that no one is told to earn or to own less.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Name.
    pub id: String,
    /// Whose facts they are.
    pub entity: Entity,
    /// The facts it says, together.
    pub facts: Vec<FactId>,
}
