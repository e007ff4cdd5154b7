//! Details of an answer go when the answer changes: the grade of a disability says nothing of another one.

use yingbao_core::{Fact, FactId};

use crate::{
    model::{
        answer::Answers,
        state::{Person, State},
    },
    session::rules::Rules,
};

/// Takes out what was answered as a detail of an answer that `after` changes or no longer has. What was itself told
/// anew stays.
pub fn forget(rules: &Rules, before: &State, after: &mut State) {
    of(&rules.book.household_facts, &before.household, &mut after.household);
    for (before, after) in before.people.iter().zip(&mut after.people) {
        of(&rules.book.member_facts, &before.facts, &mut after.facts);
        of_relation(rules, before, after);
    }
}

fn of(facts: &[Fact], before: &Answers, after: &mut Answers) {
    // In their order: a detail may have details of its own.
    for (slot, fact) in (0u16..).zip(facts) {
        let (detail, Some(base)) = (FactId(slot), fact.depends_on) else { continue };
        let changed = before.get(base).is_some() && before.get(base) != after.get(base);
        if changed && before.get(detail) == after.get(detail) {
            after.remove(detail);
        }
    }
}

/// Who someone's parents and spouse are is asked by what they are to the person asked.
fn of_relation(rules: &Rules, before: &Person, after: &mut Person) {
    let relation = |person: &Person| rules.relation.and_then(|fact| person.facts.get(fact).cloned());
    if relation(before) != relation(after) {
        after.parents = None;
        after.spouse = None;
    }
}
