//! A family as far as it is known.

mod builder;
mod kinship;
pub(crate) mod totals;

pub use builder::{Builder, Contradiction, LinkError, agree};

use crate::{
    domain::{Range, Truth, Value},
    rulebook::{Area, Builtin, Fact, FactType, Relation, Rulebook},
};

/// What is known of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactValue {
    /// The values it may still have.
    pub value: Value,
    /// The person chose not to say: never asked again.
    pub declined: bool,
}

impl FactValue {
    /// Nothing known but the type.
    #[must_use]
    pub fn unknown(fact: &Fact) -> Self {
        Self { value: top(&fact.kind), declined: false }
    }
}

/// Everything a type allows.
#[must_use]
pub fn top(kind: &FactType) -> Value {
    let all = |n: usize| if n >= 64 { u64::MAX } else { (1u64 << n) - 1 };
    match kind {
        FactType::Truth | FactType::Elsewhere | FactType::Local => Value::Truth(Truth::Unknown),
        FactType::Choice(options) => Value::Choice(all(options.len())),
        FactType::Set(options) => Value::Set { sure: 0, possible: all(options.len()) },
        FactType::Count(low, high) => {
            Value::Number(Range::between(Some((*low).into()), high.map(Into::into)))
        }
        FactType::Flow(_) | FactType::Stock | FactType::Area | FactType::Age => {
            Value::Number(Range::not_negative())
        }
        FactType::Date => Value::Number(Range::ALL),
    }
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The caller's identifier; carries no name.
    pub id: String,
    /// A value for each member fact.
    pub facts: Vec<FactValue>,
    /// Members who are this one's parents, where told.
    pub parents: Option<Vec<usize>>,
    /// The member who is this one's spouse, where told.
    pub spouse: Option<usize>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// A value for each household fact.
    pub facts: Vec<FactValue>,
    /// The members; one of them is `self`.
    pub members: Vec<Member>,
    pub(crate) parent_of: Vec<Truth>,
    pub(crate) spouse_of: Vec<Truth>,
}

/// Links between two members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first is a parent of the second.
    ParentOf,
    /// The two are married.
    SpouseOf,
}

impl Household {
    /// A family of which nothing is known but how many they are.
    #[must_use]
    pub fn unknown(book: &Rulebook, members: usize) -> Self {
        let facts = book.household_facts.iter().map(FactValue::unknown).collect();
        let member = |i: usize| Member {
            id: format!("{i}"),
            facts: book.member_facts.iter().map(FactValue::unknown).collect(),
            parents: None,
            spouse: None,
        };
        let mut household = Self {
            facts,
            members: (0..members).map(member).collect(),
            parent_of: Vec::new(),
            spouse_of: Vec::new(),
        };
        household.link(book);
        household
    }

    /// What is known of a link.
    #[must_use]
    pub fn linked(&self, link: Link, a: usize, b: usize) -> Truth {
        let table = match link {
            Link::ParentOf => &self.parent_of,
            Link::SpouseOf => &self.spouse_of,
        };
        table.get(a * self.members.len() + b).copied().unwrap_or(Truth::Unknown)
    }

    pub(crate) fn set_link(&mut self, link: Link, a: usize, b: usize, value: Truth) {
        let n = self.members.len();
        let table = match link {
            Link::ParentOf => &mut self.parent_of,
            Link::SpouseOf => &mut self.spouse_of,
        };
        if let Some(entry) = table.get_mut(a * n + b) {
            *entry = value;
        }
        if link == Link::SpouseOf
            && let Some(entry) = table.get_mut(b * n + a)
        {
            *entry = value;
        }
    }
}

impl Household {
    /// In which area the family lives, if known.
    #[must_use]
    pub fn area(&self, book: &Rulebook) -> Option<Area> {
        let area = book.builtin().area?;
        area.of(self.facts.get(area.fact.index())?.value)
    }
}

impl Member {
    /// What this one may be to the one who asks.
    pub(crate) fn relations(&self, builtin: &Builtin) -> Vec<Relation> {
        let told = builtin.relation.and_then(|r| self.facts.get(r.id.index())).map(|given| given.value);
        let Some(Value::Choice(bits)) = told else { return Vec::new() };
        let left = builtin.relations.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
        left.map(|(_, relation)| *relation).collect()
    }

    /// Whether this one is known not to be married.
    pub(crate) fn is_unmarried(&self, builtin: &Builtin) -> bool {
        builtin.marital_status.is_some_and(|married| {
            let told = self.facts.get(married.id.index()).map(|given| given.value);
            matches!(told, Some(Value::Choice(bits)) if bits != 0 && bits & married.option == 0)
        })
    }
}
