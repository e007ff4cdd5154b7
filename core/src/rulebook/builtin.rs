//! Every name the engine itself knows: facts that carry a family's links, ages and areas, and what it rounds and notes
//! by. All else is a rulebook's own. Looked up and checked once a rulebook; nowhere else stands for one a text or a bit.

use std::sync::OnceLock;

use super::{FactId, FactType, NoteId, ParameterId, ParameterType, Rulebook};
use crate::domain::Value;

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

/// What a rulebook lacks that the engine would need.
pub(crate) struct Unfit {
    /// `household` or `member`.
    pub entity: &'static str,
    /// The fact.
    pub fact: &'static str,
    /// What it has to be.
    pub expected: &'static str,
}

fn bit(options: &[String], name: &str) -> Option<u64> {
    options.iter().position(|o| o == name).and_then(|i| 1u64.checked_shl(u32::try_from(i).ok()?))
}

impl Builtin {
    fn of(book: &Rulebook) -> Self {
        let member = |name: &str| {
            let id = book.member_fact(name)?;
            Some((id, &book.member_facts.get(id.index())?.kind))
        };
        let known = |name: &str, option: &str| {
            let (id, kind) = member(name)?;
            Some(Known { id, option: bit(kind.options(), option)? })
        };
        let area = book.household_fact("area").and_then(|fact| {
            let options = book.household_facts.get(fact.index())?.kind.options();
            Some(AreaFact { fact, urban: bit(options, "urban")?, rural: bit(options, "rural")? })
        });
        let slots = |kind: &FactType| {
            let facts = book.member_facts.iter().enumerate().filter(|(_, f)| f.kind == *kind);
            facts.filter_map(|(i, _)| u16::try_from(i).ok().map(FactId)).collect::<Vec<_>>()
        };
        let amount_rounding = book.parameter("amount_rounding").and_then(|id| {
            let ParameterType::Choice(options) = &book.parameters.get(id.index())?.kind else { return None };
            Some(Known { id, option: bit(options, "yuan_up")? })
        });
        Self {
            area,
            age: slots(&FactType::Age).first().copied(),
            birth_date: member("birth_date").map(|(id, _)| id),
            relation: known("relation", "self"),
            relations: member("relation").map_or_else(Vec::new, |(_, kind)| {
                kind.options().iter().map(|o| Relation::named(o)).collect()
            }),
            marital_status: known("marital_status", "married"),
            disability_type: known("disability_type", "none"),
            disability_grade: member("disability_grade").map(|(id, _)| id),
            local: slots(&FactType::Local),
            amount_rounding,
            assumed_bound: book.note("assumed_bound"),
            stale_parameter: book.note("stale_parameter"),
            reported_parameter: book.note("reported_parameter"),
        }
    }

    /// A fact of a name the engine knows that is not what it takes it for.
    pub(crate) fn unfit(&self, book: &Rulebook) -> Option<Unfit> {
        let member = |fact: &'static str, expected, fits: bool| {
            let is_there = book.member_fact(fact).is_some();
            (is_there && !fits).then_some(Unfit { entity: "member", fact, expected })
        };
        let day = self.birth_date.and_then(|id| book.member_facts.get(id.index()));
        let area = book.household_fact("area").is_some() && self.area.is_none();
        area.then_some(Unfit {
            entity: "household",
            fact: "area",
            expected: "a choice with the options \"urban\" and \"rural\"",
        })
        .or_else(|| member("relation", "a choice with the option \"self\"", self.relation.is_some()))
        .or_else(|| {
            let fits = self.marital_status.is_some();
            member("marital_status", "a choice with the option \"married\"", fits)
        })
        .or_else(|| {
            let fits = self.disability_type.is_some();
            member("disability_type", "a choice with the option \"none\"", fits)
        })
        .or_else(|| member("birth_date", "a date", day.is_some_and(|f| f.kind == FactType::Date)))
    }
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

/// Keeps what was looked up; two rulebooks are the same whether or not it was.
#[derive(Clone, Debug, Default)]
pub struct Found(OnceLock<Builtin>);

impl PartialEq for Found {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Found {}

impl Rulebook {
    /// What the engine knows by name. The rulebook's facts, parameters and notes do not change after this was asked.
    #[must_use]
    pub fn builtin(&self) -> &Builtin {
        self.builtin.0.get_or_init(|| Builtin::of(self))
    }
}
