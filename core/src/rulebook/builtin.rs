//! Every name the engine itself knows: facts that carry a family's links, ages and areas, and what it rounds and notes
//! by. All else is a rulebook's own. Looked up and checked once a rulebook; nowhere else stands for one a text or a bit.

mod lookup;

use std::sync::OnceLock;

use crate::{
    domain::Value,
    rulebook::{FactId, NoteId, ParameterId},
};

/// The greatest age of a person, in completed years.
pub const OLDEST: u32 = 150;

/// Whether a family is urban or rural: which of a place's two standards is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// In a town.
    Urban,
    /// In a village.
    Rural,
}

/// How somebody is related to the one who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The one who asks.
    Own,
    /// Husband or wife.
    Spouse,
    /// Son or daughter; a step or adopted child too.
    Child,
    /// Father or mother.
    Parent,
    /// A parent of a parent.
    Grandparent,
    /// A child of a child.
    Grandchild,
    /// Brother or sister.
    Sibling,
    /// Partner of a child.
    ChildInLaw,
    /// Parent of the spouse.
    ParentInLaw,
    /// Anybody else.
    Other,
}

impl Relation {
    fn named(name: &str) -> Self {
        match name {
            "self" => Self::Own,
            "spouse" => Self::Spouse,
            "child" => Self::Child,
            "parent" => Self::Parent,
            "grandparent" => Self::Grandparent,
            "grandchild" => Self::Grandchild,
            "sibling" => Self::Sibling,
            "child_in_law" => Self::ChildInLaw,
            "parent_in_law" => Self::ParentInLaw,
            _ => Self::Other,
        }
    }
}

/// A choice of which the engine knows one option, by its bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<Id> {
    /// The fact or parameter.
    pub id: Id,
    /// The option.
    pub option: u64,
}

/// The fact that says in which area a family lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaFact {
    /// The household fact.
    pub fact: FactId,
    urban: u64,
    rural: u64,
}

/// What the engine knows by name; `None` where the rulebook has no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Builtin {
    /// Household fact `area`.
    pub area: Option<AreaFact>,
    /// The member fact that is an age.
    pub age: Option<FactId>,
    /// Member fact `birth_date`.
    pub birth_date: Option<FactId>,
    /// Member fact `relation`, with the bit of `self`.
    pub relation: Option<Known<FactId>>,
    /// What each option of `relation` is.
    pub relations: Vec<Relation>,
    /// Member fact `marital_status`, with the bit of `married`.
    pub marital_status: Option<Known<FactId>>,
    /// Member fact `disability_type`, with the bit of `none`.
    pub disability_type: Option<Known<FactId>>,
    /// Member fact `disability_grade`.
    pub disability_grade: Option<FactId>,
    /// Member facts that the office decides.
    pub local: Vec<FactId>,
    /// Parameter `amount_rounding`, with the bit of `yuan_up`.
    pub amount_rounding: Option<Known<ParameterId>>,
    /// Note `assumed_bound`.
    pub assumed_bound: Option<NoteId>,
    /// Note `stale_parameter`.
    pub stale_parameter: Option<NoteId>,
    /// Note `reported_parameter`.
    pub reported_parameter: Option<NoteId>,
}

impl AreaFact {
    /// The area that an answer tells.
    #[must_use]
    pub fn of(&self, told: Value) -> Option<Area> {
        match told {
            Value::Choice(bits) if bits == self.urban => Some(Area::Urban),
            Value::Choice(bits) if bits == self.rural => Some(Area::Rural),
            _ => None,
        }
    }
}

/// The variables that read a verdict, themselves or through others.
#[derive(Clone, Debug, Default)]
pub(crate) struct VerdictReaders {
    /// Of the household.
    pub household: Vec<bool>,
    /// Of a member.
    pub member: Vec<bool>,
}

/// Keeps what was looked up; two rulebooks are the same whether or not it was.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub(super) builtin: OnceLock<Builtin>,
    pub(super) readers: OnceLock<VerdictReaders>,
}

impl PartialEq for Found {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Found {}
