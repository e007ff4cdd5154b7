//! Every programme for one household: total and pure.

use std::collections::BTreeSet;

use crate::{
    domain::Truth,
    engine::{
        amount::estimate,
        case_split::Search,
        evaluate::{Evaluator, Judged, scope, subjects},
        missing::MissingInputs,
        next_question,
        notes::notes,
        rules::Rules,
    },
    household::Household,
    rulebook::{Builtin, Program, ProgramId, reads::Reach},
    ruleset::Ruleset,
    screening::{Amount, Entry, MissingInput, Open, Reason, Screening, Verdict},
};

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many narrower households may be evaluated to settle one undecided verdict; 0: no splitting.
    pub cases: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { cases: 64 }
    }
}

/// Estimates every programme. Nothing unknown ever becomes no.
#[must_use]
pub fn screen(rules: &Ruleset<'_>, household: &Household) -> Screening {
    screen_with(rules, household, Options::default())
}

/// As [`screen()`], trying as hard as told.
#[must_use]
pub fn screen_with(rules: &Ruleset<'_>, household: &Household, options: Options) -> Screening {
    let facts = rules.book.builtin();
    let mut evaluator = Evaluator::new(rules.rules(), household);
    let mut unbounded = Evaluator::new(Rules { parameters: &rules.unbounded, ..rules.rules() }, household);
    let assumed = rules.book.builtin().assumed_bound;
    let mut entries = Vec::new();
    for (index, program) in rules.programs.iter().enumerate() {
        let id = ProgramId(u16::try_from(index).unwrap_or(u16::MAX));
        for member in subjects(program, household.members.len()) {
            let judged = judged(rules, &mut evaluator, id, member, options);
            let rests = rests_on_bounds(rules, &mut unbounded, (id, member), &judged, options);
            let Judged { truth, reasons, .. } = judged;
            let mut entry =
                entry(rules, &mut evaluator, (facts, options), id, program, member, truth, reasons);
            if let (true, Some(note)) = (rests, assumed) {
                entry.notes.push(note);
                entry.notes.sort_unstable();
            }
            promise_no_ceiling(rules, &mut unbounded, (id, program, member), entry.amount.as_mut(), options);
            entries.push(entry);
        }
    }
    let next = next_question::next(rules, household, &entries);
    Screening { entries, next }
}

/// A ceiling says how much no place pays: as the upper end of what may be paid it would be a promise.
fn promise_no_ceiling(
    rules: &Ruleset<'_>,
    unbounded: &mut Evaluator<'_>,
    (id, program, member): (ProgramId, &Program, Option<usize>),
    amount: Option<&mut Amount>,
    options: Options,
) {
    if let (Some(amount), Some(rule)) = (amount, &program.amount)
        && amount.range.high.is_some()
    {
        let without = estimate(rules, unbounded, (id, options.cases), rule, member);
        if without.is_some_and(|without| without.range.high.is_none()) {
            amount.range.high = None;
        }
    }
}

/// What [`screen()`] says of some programmes, but for what is missing, what an open verdict waits for and what to ask
/// next. Among the programmes are to be all whose verdicts they read.
#[cfg(feature = "author")]
pub(crate) fn answers(
    rules: &Ruleset<'_>,
    household: &Household,
    programs: &BTreeSet<ProgramId>,
) -> Vec<Entry> {
    let options = Options::default();
    let mut evaluator = Evaluator::new(rules.rules(), household);
    let mut unbounded = Evaluator::new(Rules { parameters: &rules.unbounded, ..rules.rules() }, household);
    let assumed = rules.book.builtin().assumed_bound;
    let mut entries = Vec::new();
    for id in programs {
        let Some(program) = rules.programs.get(id.index()) else { continue };
        for member in subjects(program, household.members.len()) {
            let judged = judged(rules, &mut evaluator, *id, member, options);
            let rests = rests_on_bounds(rules, &mut unbounded, (*id, member), &judged, options);
            let verdict = Verdict::from(judged.truth);
            let rule = program.amount.as_ref().filter(|_| verdict != Verdict::Unlikely);
            let mut amount =
                rule.and_then(|rule| estimate(rules, &mut evaluator, (*id, options.cases), rule, member));
            promise_no_ceiling(rules, &mut unbounded, (*id, program, member), amount.as_mut(), options);
            let mut notes = notes(rules, &mut evaluator, program, member, verdict, &judged.reasons);
            notes.extend(assumed.filter(|_| rests));
            notes.sort_unstable();
            entries.push(Entry {
                program: *id,
                member,
                verdict,
                open: None,
                amount,
                reasons: judged.reasons,
                missing: Vec::new(),
                amount_missing: Vec::new(),
                notes,
            });
        }
    }
    entries
}

/// One programme for one subject; those before it are judged already.
fn judged(
    rules: &Ruleset<'_>,
    evaluator: &mut Evaluator<'_>,
    id: ProgramId,
    member: Option<usize>,
    options: Options,
) -> Judged {
    let Some(program) = rules.programs.get(id.index()) else {
        return Judged { truth: Truth::Unknown, reasons: Vec::new(), split: false };
    };
    let mut judged = evaluator.judge(program, member);
    if judged.truth == Truth::Unknown && options.cases > 0 {
        let household = evaluator.household;
        let search = Search::new(rules, evaluator, (id, member), options.cases, None);
        let truth = search.map_or(Truth::Unknown, |mut search| search.verdict(household));
        if truth != judged.truth {
            settled(truth, &mut judged.reasons);
            judged.truth = truth;
            judged.split = true;
            // What was found to depend on this verdict depends on it no more.
            evaluator.found.clear();
        }
    }
    evaluator.set_verdict(id, member, judged.truth);
    judged
}

/// Whether a firm verdict stands only because of a floor or ceiling: without them, it would be open. Where it is,
/// so is what other programmes read of it.
fn rests_on_bounds(
    rules: &Ruleset<'_>,
    unbounded: &mut Evaluator<'_>,
    (id, member): (ProgramId, Option<usize>),
    judged: &Judged,
    options: Options,
) -> bool {
    let mut without = Truth::Unknown;
    if judged.truth.is_known() {
        without = unbounded.verdict(id, member);
        // Only what took cases with them may take cases without them.
        if judged.split && !without.is_known() {
            let household = unbounded.household;
            let search = Search::new(rules, unbounded, (id, member), options.cases, None);
            without = search.map_or(Truth::Unknown, |mut search| search.verdict(household));
        }
    }
    unbounded.set_verdict(id, member, without);
    without != judged.truth
}

/// The verdict that [`screen()`] gives on one programme, from the programmes it reads alone.
pub(crate) fn verdict(
    rules: &Ruleset<'_>,
    household: &Household,
    reach: &Reach,
    id: ProgramId,
    member: Option<usize>,
) -> Verdict {
    let mut evaluator = Evaluator::new(rules.rules(), household);
    let mut truth = Truth::Unknown;
    for program in reach.programs.iter().filter(|p| **p <= id) {
        let Some(rule) = rules.programs.get(program.index()) else { continue };
        for subject in subjects(rule, household.members.len()) {
            if *program == id && subject != member {
                continue;
            }
            truth = judged(rules, &mut evaluator, *program, subject, Options::default()).truth;
        }
    }
    truth.into()
}

/// What a verdict that cases settled says of each criterion: likely, all hold in every case; unlikely with one
/// that is open, it is that one that fails in every case.
fn settled(truth: Truth, reasons: &mut [Reason]) {
    let open = reasons.iter().filter(|r| !r.holds.is_known()).count();
    if truth == Truth::True || open == 1 {
        for reason in reasons.iter_mut().filter(|r| !r.holds.is_known()) {
            reason.holds = truth;
        }
    }
}

impl Ruleset<'_> {
    /// What the evaluator sees: no date, no region.
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules {
            household_facts: &self.book.household_facts,
            member_facts: self.book.member_facts.len(),
            household_variables: &self.book.household_variables,
            member_variables: &self.book.member_variables,
            programs: &self.programs,
            parameters: &self.parameters,
            area: self.area,
            readers: self.book.verdict_readers(),
        }
    }
}

#[allow(clippy::too_many_arguments)] // one caller; a struct would only name them twice
fn entry(
    rules: &Ruleset<'_>,
    evaluator: &mut Evaluator<'_>,
    (facts, options): (&Builtin, Options),
    id: ProgramId,
    program: &Program,
    member: Option<usize>,
    truth: Truth,
    reasons: Vec<Reason>,
) -> Entry {
    let verdict = Verdict::from(truth);
    let region_known = rules.region.is_some();
    let mut inputs = MissingInputs::new(evaluator, facts, region_known);
    let direct = (verdict == Verdict::Possible).then(|| inputs.direct(id, member));
    let missing: Vec<MissingInput> = match &direct {
        Some(direct) => inputs.all(direct.clone()).missing().collect(),
        None => Vec::new(),
    };
    let open = direct.map(|direct| open(evaluator, (id, member), &direct.verdicts(), &missing));
    let (mut amount, mut amount_missing) = (None, Vec::new());
    if let (Some(rule), true) = (&program.amount, verdict != Verdict::Unlikely) {
        amount = estimate(rules, evaluator, (id, options.cases), rule, member);
        if amount.is_some() {
            let inputs =
                MissingInputs::new(evaluator, facts, region_known).expression(&rule.value, scope(member));
            amount_missing = inputs.missing().filter(|lack| missing.binary_search(lack).is_err()).collect();
        }
    }
    let notes = notes(rules, evaluator, program, member, verdict, &reasons);
    Entry { program: id, member, verdict, open, amount, reasons, missing, amount_missing, notes }
}

/// How many open verdicts one may follow: each doubles what is evaluated.
const MOST_FOLLOWED: usize = 4;

/// What an open verdict waits for, from the open verdicts that it reads and from what is missing.
fn open(
    evaluator: &Evaluator<'_>,
    subject: (ProgramId, Option<usize>),
    read: &[(ProgramId, Option<usize>)],
    missing: &[MissingInput],
) -> Open {
    if follows(evaluator, subject, read) {
        let programs: BTreeSet<ProgramId> = read.iter().map(|(program, _)| *program).collect();
        Open::Follows(programs.into_iter().collect())
    } else if missing.is_empty() {
        Open::Office
    } else {
        Open::Answers
    }
}

/// Whether the open verdicts that a verdict reads settle it, whichever way they turn out. They are taken to turn out
/// in every combination, also in those that the rules exclude.
fn follows(
    evaluator: &Evaluator<'_>,
    (id, member): (ProgramId, Option<usize>),
    read: &[(ProgramId, Option<usize>)],
) -> bool {
    if read.is_empty() || read.len() > MOST_FOLLOWED {
        return false;
    }
    (0..1u32 << read.len()).all(|case| {
        // Variables read verdicts, so none that was found before may be kept.
        let mut settled = evaluator.without_open_verdicts();
        for (bit, (program, member)) in read.iter().enumerate() {
            settled.set_verdict(*program, *member, Truth::from(case >> bit & 1 == 1));
        }
        settled.verdict(id, member).is_known()
    })
}
