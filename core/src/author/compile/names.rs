//! Everything an expression can name.

use std::collections::BTreeSet;

use crate::author::source::table::Text;
use crate::rulebook::{
    Entity, Fact, FactId, FactType, ParameterId, ParameterType, ProgramId, Unit, VariableId,
};

/// What an expression comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'n> {
    /// A statement.
    Truth,
    /// The number 0, which goes with every unit.
    Zero,
    /// A number.
    Number(Unit),
    /// One of some options.
    Choice(&'n [String]),
    /// Any of some options.
    Set(&'n [String]),
}

impl Kind<'_> {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Truth => "a statement",
            Self::Zero => "0",
            Self::Number(unit) => unit_words(unit),
            Self::Choice(_) => "a choice",
            Self::Set(_) => "a set",
        }
    }
}

/// A unit in words.
#[must_use]
pub const fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Flow => "a flow (CNY over time)",
        Unit::Stock => "a stock (CNY)",
        Unit::Plain => "a plain number",
        Unit::Area => "an area (m²)",
        Unit::Day => "a day",
    }
}

/// What a fact comes to.
#[must_use]
pub fn fact_kind(kind: &FactType) -> Kind<'_> {
    match kind {
        FactType::Choice(options) => Kind::Choice(options),
        FactType::Set(options) => Kind::Set(options),
        other => other.unit().map_or(Kind::Truth, Kind::Number),
    }
}

/// What a parameter comes to.
#[must_use]
pub fn parameter_kind(kind: &ParameterType) -> Kind<'_> {
    match kind {
        ParameterType::Flow(_) => Kind::Number(Unit::Flow),
        ParameterType::Stock => Kind::Number(Unit::Stock),
        ParameterType::Area => Kind::Number(Unit::Area),
        ParameterType::Count | ParameterType::Share | ParameterType::Years => Kind::Number(Unit::Plain),
        ParameterType::Truth => Kind::Truth,
        ParameterType::Choice(options) => Kind::Choice(options),
    }
}

/// A variable before its expression is read.
#[derive(Clone, Copy, Debug)]
pub struct VariableDecl<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its expression.
    pub value: Text<'a>,
}

/// Everything an expression can name.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Facts of the household.
    pub household_facts: Vec<Fact>,
    /// Facts of a member.
    pub member_facts: Vec<Fact>,
    /// Parameters.
    pub parameters: Vec<(String, ParameterType)>,
    /// Variables of the household.
    pub household_variables: Vec<VariableDecl<'a>>,
    /// Variables of a member.
    pub member_variables: Vec<VariableDecl<'a>>,
    /// Programmes in statutory order.
    pub programs: Vec<(String, Entity)>,
    /// Names whose definition has a mistake: using them is none.
    pub broken: BTreeSet<String>,
}

/// A slot, which `check` keeps below 65,536.
pub fn slot(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

impl Names<'_> {
    /// Notes a name whose definition has a mistake.
    pub fn broken(&mut self, id: Option<Text<'_>>) {
        self.broken.extend(id.map(|text| text.text.to_owned()));
    }

    /// A fact of an entity.
    #[must_use]
    pub fn fact(&self, entity: Entity, id: &str) -> Option<(FactId, &FactType)> {
        let facts = match entity {
            Entity::Household => &self.household_facts,
            Entity::Member => &self.member_facts,
        };
        facts.iter().enumerate().find(|(_, f)| f.id == id).map(|(i, f)| (FactId(slot(i)), &f.kind))
    }

    /// A variable of an entity.
    #[must_use]
    pub fn variable(&self, entity: Entity, id: &str) -> Option<VariableId> {
        self.variables(entity).iter().position(|v| v.id == id).map(|i| VariableId(slot(i)))
    }

    /// The variables of an entity.
    #[must_use]
    pub fn variables(&self, entity: Entity) -> &[VariableDecl<'_>] {
        match entity {
            Entity::Household => &self.household_variables,
            Entity::Member => &self.member_variables,
        }
    }

    /// A parameter.
    #[must_use]
    pub fn parameter(&self, id: &str) -> Option<(ParameterId, &ParameterType)> {
        let found = self.parameters.iter().enumerate().find(|(_, (name, _))| name == id);
        found.map(|(i, (_, kind))| (ParameterId(slot(i)), kind))
    }

    /// A programme.
    #[must_use]
    pub fn program(&self, id: &str) -> Option<(ProgramId, Entity)> {
        let found = self.programs.iter().enumerate().find(|(_, (name, _))| name == id);
        found.map(|(i, (_, unit))| (ProgramId(slot(i)), *unit))
    }

    /// The names after `household.` or `member.`.
    pub fn of_entity(&self, entity: Entity) -> impl Iterator<Item = &str> {
        let facts = match entity {
            Entity::Household => &self.household_facts,
            Entity::Member => &self.member_facts,
        };
        facts.iter().map(|f| f.id.as_str()).chain(self.variables(entity).iter().map(|v| v.id))
    }
}
