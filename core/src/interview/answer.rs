//! What an answer on a page tells of the facts.

use super::{Band, sieve::State};
use crate::{
    domain::Value,
    household::{FactValue, Household, top},
    rulebook::{Entity, FactId, FactType, Form, Question, Rulebook},
};

/// How a box stands when a page is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticked {
    /// It is about this member, or about the household.
    Yes,
    /// It was left empty.
    No,
    /// The person is not sure.
    Unsure,
}

fn slot(household: &mut Household, member: Option<usize>, fact: FactId) -> Option<&mut FactValue> {
    match member {
        None => household.facts.get_mut(fact.index()),
        Some(member) => household.members.get_mut(member)?.facts.get_mut(fact.index()),
    }
}

/// The value of a fact as far as it is known.
#[must_use]
pub fn value(household: &Household, member: Option<usize>, fact: FactId) -> Option<Value> {
    let facts = match member {
        None => &household.facts,
        Some(member) => &household.members.get(member)?.facts,
    };
    facts.get(fact.index()).map(|g| g.value)
}

/// The type of a fact.
#[must_use]
pub fn kind(book: &Rulebook, entity: Entity, fact: FactId) -> Option<&FactType> {
    let facts = match entity {
        Entity::Household => &book.household_facts,
        Entity::Member => &book.member_facts,
    };
    facts.get(fact.index()).map(|f| &f.kind)
}

/// Tells what a box says. Ticked, a box about several facts says only that not all of them are as when it is empty: the
/// finer questions follow. To be called only for people whom the page showed.
pub fn tell_box(
    book: &Rulebook,
    household: &mut Household,
    question: &Question,
    member: Option<usize>,
    ticked: Ticked,
) {
    let Form::Tick(unticked) = &question.form else { return };
    for (fact, unticked) in question.facts.iter().zip(unticked) {
        let Some(kind) = kind(book, question.entity, *fact) else { continue };
        let told = match ticked {
            Ticked::No => unticked.value(),
            Ticked::Yes if question.facts.len() == 1 => unticked.ticked(kind),
            Ticked::Yes | Ticked::Unsure => continue,
        };
        if let Some(given) = slot(household, member, *fact) {
            given.value = told;
        }
    }
}

/// Tells what a band says.
pub fn tell_band(
    book: &Rulebook,
    household: &mut Household,
    question: &Question,
    member: Option<usize>,
    band: Band,
) {
    let Some(fact) = question.facts.first() else { return };
    let Some(kind) = kind(book, question.entity, *fact) else { return };
    let range = band.range(kind);
    if let Some(given) = slot(household, member, *fact) {
        given.value = Value::Number(given.value.number().meet(range));
    }
}

/// Tells a fact.
pub fn tell(household: &mut Household, member: Option<usize>, fact: FactId, told: Value) {
    if let Some(given) = slot(household, member, fact) {
        given.value = told;
    }
}

/// How a box stands for someone of whom everything is known.
#[must_use]
pub fn as_known(household: &Household, question: &Question, member: Option<usize>) -> Ticked {
    let Form::Tick(unticked) = &question.form else { return Ticked::Unsure };
    let mut stands = Ticked::No;
    for (fact, unticked) in question.facts.iter().zip(unticked) {
        match value(household, member, *fact).map(|v| unticked.state(v)) {
            Some(State::Ticked) => return Ticked::Yes,
            Some(State::Empty) => {}
            Some(State::Open) | None => stands = Ticked::Unsure,
        }
    }
    stands
}

/// Whether anything at all is known of a fact.
#[must_use]
pub fn is_told(kind: &FactType, value: Value) -> bool {
    value != top(kind)
}
