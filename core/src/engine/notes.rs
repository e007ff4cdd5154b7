//! What has to be said beside a verdict: the rules' own notes, and how old or sure the figures are.

use crate::{
    domain::Truth,
    engine::evaluate::{Evaluator, scope},
    household::Household,
    rulebook::{Grade, NoteId, Program, Reads},
    ruleset::{Origin, Ruleset},
    screening::{Reason, Verdict},
};

/// The notes beside a verdict, each once, in the rulebook's order.
pub(crate) fn notes(
    rules: &Ruleset<'_>,
    evaluator: &mut Evaluator<'_>,
    program: &Program,
    member: Option<usize>,
    verdict: Verdict,
    reasons: &[Reason],
) -> Vec<NoteId> {
    let scope = scope(member);
    let shown_on = match verdict {
        Verdict::Likely => 0,
        Verdict::Possible => 1,
        Verdict::Unlikely => 2,
    };
    let mut notes: Vec<NoteId> = Vec::new();
    for rule in &program.notes {
        if rule.on.get(shown_on) == Some(&true)
            && rule.when.as_ref().is_none_or(|e| evaluator.value(e, scope).truth() == Truth::True)
        {
            notes.push(rule.note);
        }
    }
    for (criterion, reason) in program.criteria.iter().zip(reasons) {
        if reason.failed_softly {
            notes.extend(criterion.soft);
        }
        if !reason.waived {
            of_parameters(rules, evaluator.household, &criterion.uses, &mut notes);
        }
    }
    if let (Some(amount), true) = (&program.amount, verdict != Verdict::Unlikely) {
        of_parameters(rules, evaluator.household, &amount.uses, &mut notes);
    }
    notes.sort_unstable();
    notes.dedup();
    notes
}

/// Notes on old, second-hand and missing figures.
fn of_parameters(rules: &Ruleset<'_>, household: &Household, uses: &Reads, notes: &mut Vec<NoteId>) {
    let builtin = rules.book.builtin();
    let area = household.area(rules.book);
    let mut used = uses.parameters.clone();
    let mut at = 0;
    while let Some(id) = used.get(at).copied() {
        at += 1;
        let Some(resolved) = rules.parameters.get(id.index()) else {
            continue;
        };
        for origin in resolved.origins(area) {
            match origin {
                Origin::Set { grade, stale, multiple, .. } => {
                    // A multiple is as sure as what it is a multiple of.
                    used.extend(multiple.map(|m| m.of).filter(|of| !used.contains(of)));
                    if stale {
                        notes.extend(builtin.stale_parameter);
                    }
                    if !matches!(grade, Grade::Official | Grade::Assumed) {
                        notes.extend(builtin.reported_parameter);
                    }
                }
                Origin::Override | Origin::Unknown => {}
                Origin::Unset => notes.extend(rules.unset_note(id)),
            }
        }
    }
}
