//! In which order to ask for what is missing.

use crate::{
    engine::inputs::{Input, Layout},
    household::Household,
    rulebook::Entity,
    ruleset::Ruleset,
    screening::{Entry, MissingInput},
};

/// Whether a person chose not to say, so that it is never asked again.
pub(crate) fn declined(household: &Household, lack: MissingInput) -> bool {
    match lack {
        MissingInput::Household(id) => household.facts.get(id.index()).is_some_and(|g| g.declined),
        MissingInput::Member(member, id) => {
            household.members.get(member).and_then(|m| m.facts.get(id.index())).is_some_and(|g| g.declined)
        }
        MissingInput::Region | MissingInput::Parents(_) | MissingInput::Spouse(_) => false,
    }
}

/// What can still change a verdict: by section, then by how many verdicts depend on it against how hard it is.
pub(crate) fn next(rules: &Ruleset<'_>, household: &Household, entries: &[Entry]) -> Vec<MissingInput> {
    let layout = Layout::new(&rules.rules(), household.members.len());
    let mut verdicts = vec![0usize; layout.asked()];
    for lack in entries.iter().flat_map(|e| &e.missing) {
        if let Some(count) = verdicts.get_mut(layout.bit(Input::Missing(*lack))) {
            *count += 1;
        }
    }
    let counted = verdicts.into_iter().enumerate().filter(|(_, count)| *count > 0);
    let counted = counted.filter_map(|(bit, count)| match layout.input(bit) {
        Input::Missing(lack) if !declined(household, lack) => Some((lack, count)),
        _ => None,
    });
    let questions = &rules.book.questions;
    let place = |lack: MissingInput| -> (u8, usize, usize) {
        let last = (u8::MAX, questions.len(), 1);
        let (fact, entity) = match lack {
            MissingInput::Region => return (0, 0, 1),
            MissingInput::Household(id) => (id, Entity::Household),
            MissingInput::Member(_, id) => (id, Entity::Member),
            // Asked with the people themselves.
            MissingInput::Parents(_) | MissingInput::Spouse(_) => {
                match rules.book.builtin().relation.map(|r| r.id) {
                    Some(id) => (id, Entity::Member),
                    None => return last,
                }
            }
        };
        questions
            .iter()
            .position(|q| q.entity == entity && q.facts.contains(&fact))
            .and_then(|i| {
                questions.get(i).map(|q| (rules.book.section(q), i, usize::from(q.hardness.max(1))))
            })
            .unwrap_or(last)
    };
    let mut ordered: Vec<(MissingInput, usize, (u8, usize, usize))> =
        counted.map(|(lack, n)| (lack, n, place(lack))).collect();
    // a/b against c/d, both ways multiplied out
    ordered.sort_by(|(la, na, pa), (lb, nb, pb)| {
        (pa.0.cmp(&pb.0))
            .then_with(|| (nb * pa.2).cmp(&(na * pb.2)))
            .then_with(|| pa.1.cmp(&pb.1))
            .then_with(|| la.cmp(lb))
    });
    ordered.into_iter().map(|(lack, ..)| lack).collect()
}
