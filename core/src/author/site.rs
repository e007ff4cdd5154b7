//! Every place of a rulebook where an expression decides something.

use crate::{
    author::lower::Loaded,
    author::source::Span,
    rulebook::{Entity, Expr, Rulebook, Unset},
};

/// Whose an expression is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A programme, by its id.
    Program(String),
    /// A variable, by its name in expressions, `household.headcount`.
    Variable(String),
    /// A parameter, by its id.
    Parameter(String),
}

impl Owner {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Program(name) | Self::Variable(name) | Self::Parameter(name) => name,
        }
    }
}

/// Which bound of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::author) enum Limit {
    UnsetMin,
    UnsetMax,
    Floor,
    Ceiling,
}

impl Limit {
    /// As rulebooks write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::UnsetMin => "unset_min",
            Self::UnsetMax => "unset_max",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
        }
    }
}

/// Where an expression stands, by slots. What only divides shown numbers (`per_head`) decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::author) enum Site {
    /// The meaning of a variable.
    Variable(Entity, usize),
    /// When a condition of a programme applies.
    Applies(usize, usize),
    /// A condition of a programme.
    Test(usize, usize),
    /// When a programme's amount is estimated.
    AmountApplies(usize),
    /// A programme's amount.
    Amount(usize),
    /// When a note of a programme is shown.
    Note(usize, usize),
    /// A bound of a parameter.
    Bound(usize, Limit),
}

/// An entity as rulebooks write it.
pub(in crate::author) const fn word(entity: Entity) -> &'static str {
    match entity {
        Entity::Household => "household",
        Entity::Member => "member",
    }
}

impl Site {
    /// All that hold an expression, in the rulebook's order: parameters, variables, programmes.
    pub fn all(book: &Rulebook) -> Vec<Self> {
        let mut sites = Vec::new();
        for index in 0..book.parameters.len() {
            for limit in [Limit::UnsetMin, Limit::UnsetMax, Limit::Floor, Limit::Ceiling] {
                sites.push(Self::Bound(index, limit));
            }
        }
        sites.extend((0..book.household_variables.len()).map(|i| Self::Variable(Entity::Household, i)));
        sites.extend((0..book.member_variables.len()).map(|i| Self::Variable(Entity::Member, i)));
        for (index, program) in book.programs.iter().enumerate() {
            for criterion in 0..program.criteria.len() {
                sites.extend([Self::Applies(index, criterion), Self::Test(index, criterion)]);
            }
            sites.extend([Self::AmountApplies(index), Self::Amount(index)]);
            sites.extend((0..program.notes.len()).map(|note| Self::Note(index, note)));
        }
        sites.retain(|site| site.expr(book).is_some());
        sites
    }

    /// What stands there.
    pub fn expr(self, book: &Rulebook) -> Option<&Expr> {
        match self {
            Self::Variable(Entity::Household, i) => book.household_variables.get(i).map(|v| &v.value),
            Self::Variable(Entity::Member, i) => book.member_variables.get(i).map(|v| &v.value),
            Self::Applies(p, c) => book.programs.get(p)?.criteria.get(c)?.applies.as_ref(),
            Self::Test(p, c) => book.programs.get(p)?.criteria.get(c).map(|c| &c.test),
            Self::AmountApplies(p) => book.programs.get(p)?.amount.as_ref()?.applies.as_ref(),
            Self::Amount(p) => book.programs.get(p)?.amount.as_ref().map(|a| &a.value),
            Self::Note(p, n) => book.programs.get(p)?.notes.get(n)?.when.as_ref(),
            Self::Bound(p, limit) => {
                let parameter = book.parameters.get(p)?;
                match (limit, &parameter.unset) {
                    (Limit::UnsetMin, Unset::Between(low, _)) => low.as_ref(),
                    (Limit::UnsetMax, Unset::Between(_, high)) => high.as_ref(),
                    (Limit::UnsetMin | Limit::UnsetMax, Unset::Anywhere) => None,
                    (Limit::Floor, _) => parameter.floor.as_ref(),
                    (Limit::Ceiling, _) => parameter.ceiling.as_ref(),
                }
            }
        }
    }

    /// The same, to put something else there.
    pub fn expr_mut(self, book: &mut Rulebook) -> Option<&mut Expr> {
        match self {
            Self::Variable(Entity::Household, i) => book.household_variables.get_mut(i).map(|v| &mut v.value),
            Self::Variable(Entity::Member, i) => book.member_variables.get_mut(i).map(|v| &mut v.value),
            Self::Applies(p, c) => book.programs.get_mut(p)?.criteria.get_mut(c)?.applies.as_mut(),
            Self::Test(p, c) => book.programs.get_mut(p)?.criteria.get_mut(c).map(|c| &mut c.test),
            Self::AmountApplies(p) => book.programs.get_mut(p)?.amount.as_mut()?.applies.as_mut(),
            Self::Amount(p) => book.programs.get_mut(p)?.amount.as_mut().map(|a| &mut a.value),
            Self::Note(p, n) => book.programs.get_mut(p)?.notes.get_mut(n)?.when.as_mut(),
            Self::Bound(p, limit) => {
                let parameter = book.parameters.get_mut(p)?;
                match (limit, &mut parameter.unset) {
                    (Limit::UnsetMin, Unset::Between(low, _)) => low.as_mut(),
                    (Limit::UnsetMax, Unset::Between(_, high)) => high.as_mut(),
                    (Limit::UnsetMin | Limit::UnsetMax, Unset::Anywhere) => None,
                    (Limit::Floor, _) => parameter.floor.as_mut(),
                    (Limit::Ceiling, _) => parameter.ceiling.as_mut(),
                }
            }
        }
    }

    /// Whom its expression is about.
    pub fn entity(self, book: &Rulebook) -> Entity {
        match self {
            Self::Variable(entity, _) => entity,
            Self::Bound(..) => Entity::Household,
            Self::Applies(p, _)
            | Self::Test(p, _)
            | Self::AmountApplies(p)
            | Self::Amount(p)
            | Self::Note(p, _) => book.programs.get(p).map_or(Entity::Household, |p| p.unit),
        }
    }

    /// Whose it is, and which of that: empty, or `.income`.
    pub fn name(self, book: &Rulebook) -> (Owner, String) {
        let program = |p: usize| Owner::Program(book.programs.get(p).map_or(String::new(), |p| p.id.clone()));
        let criterion = |p: usize, c: usize| {
            let found = book.programs.get(p).and_then(|p| p.criteria.get(c));
            found.map_or("", |c| c.id.as_str())
        };
        match self {
            Self::Variable(entity, i) => {
                let list = match entity {
                    Entity::Household => &book.household_variables,
                    Entity::Member => &book.member_variables,
                };
                let id = list.get(i).map_or("", |v| v.id.as_str());
                (Owner::Variable(format!("{}.{id}", word(entity))), String::new())
            }
            Self::Applies(p, c) => (program(p), format!(".{}.applies", criterion(p, c))),
            Self::Test(p, c) => (program(p), format!(".{}", criterion(p, c))),
            Self::AmountApplies(p) => (program(p), ".amount.applies".to_owned()),
            Self::Amount(p) => (program(p), ".amount".to_owned()),
            Self::Note(p, n) => {
                let rule = book.programs.get(p).and_then(|p| p.notes.get(n));
                let note = rule.and_then(|rule| book.notes.get(rule.note.index()));
                (program(p), format!(".note.{}", note.map_or("", String::as_str)))
            }
            Self::Bound(p, limit) => {
                let id = book.parameters.get(p).map_or("", |p| p.id.as_str());
                (Owner::Parameter(id.to_owned()), format!(".{}", limit.text()))
            }
        }
    }

    /// Where it is written.
    pub fn place(self, loaded: &Loaded) -> Span {
        let book = &loaded.book;
        let (owner, part) = self.name(book);
        let owner = owner.name();
        let name = match self {
            Self::Variable(..) => format!("meaning.{owner}"),
            Self::Applies(p, c) => {
                let id = book.programs.get(p).and_then(|p| p.criteria.get(c)).map_or("", |c| c.id.as_str());
                format!("applies.{owner}.{id}")
            }
            Self::Test(..) => format!("test.{owner}{part}"),
            Self::AmountApplies(_) => format!("amount-applies.{owner}"),
            Self::Amount(_) => format!("amount.{owner}"),
            Self::Note(_, n) => format!("when.{owner}.{n}"),
            Self::Bound(_, limit) => format!("{}.{owner}", limit.text()),
        };
        loaded.places.get(&name).copied().unwrap_or(Span { file: 0, offset: None })
    }
}
