//! Every programme for one household: total and pure.

use std::collections::BTreeSet;

use crate::{
    domain::Truth,
    engine::{
        amount::estimate,
        evaluate::{Evaluator, Judged, scope, subjects},
        judge::{Judge, Worlds},
        missing::MissingInputs,
        next_question,
        notes::notes,
        rules::Rules,
    },
    household::Household,
    rulebook::{Builtin, NoteId, Program, ProgramId, reads::Reach},
    ruleset::Ruleset,
    screening::{Amount, Entry, Estimate, MissingInput, Open, Reason, Screening, Verdict},
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
    let worlds = [Worlds::default(), Worlds::default()];
    let mut judges = Judges::new(rules, household, &worlds, options);
    let mut entries = Vec::new();
    for (id, program) in ids(rules) {
        for member in subjects(program, household.members.len()) {
            let judged = judged(&mut judges.bounded, id, member);
            let rests = judges.rests_on_bounds((id, member), judged.truth, judged.split);
            entries.push(entry(&mut judges, facts, (id, program, member), judged, rests));
        }
    }
    let next = next_question::next(rules, household, &entries);
    Screening { entries, next }
}

/// The verdicts and amounts of [`screen()`] alone, in its order.
#[must_use]
pub fn estimates(rules: &Ruleset<'_>, household: &Household) -> Vec<Estimate> {
    let worlds = [Worlds::default(), Worlds::default()];
    let mut judges = Judges::new(rules, household, &worlds, Options::default());
    let mut estimates = Vec::new();
    for (id, program) in ids(rules) {
        for member in subjects(program, household.members.len()) {
            let (truth, split) = judges.bounded.verdict(id, member);
            judges.rests_on_bounds((id, member), truth, split);
            let verdict = Verdict::from(truth);
            let amount = judges.amount((id, program, member), verdict);
            estimates.push(Estimate { program: id, member, verdict, amount });
        }
    }
    estimates
}

/// What [`screen()`] says of some programmes, but for what is missing, what an open verdict waits for and what to ask
/// next. Among the programmes are to be all whose verdicts they read.
#[cfg(feature = "author")]
pub(crate) fn answers(
    rules: &Ruleset<'_>,
    household: &Household,
    programs: &BTreeSet<ProgramId>,
) -> Vec<Entry> {
    let worlds = [Worlds::default(), Worlds::default()];
    let mut judges = Judges::new(rules, household, &worlds, Options::default());
    let mut entries = Vec::new();
    for (id, program) in ids(rules).filter(|(id, _)| programs.contains(id)) {
        for member in subjects(program, household.members.len()) {
            let judged = judged(&mut judges.bounded, id, member);
            let rests = judges.rests_on_bounds((id, member), judged.truth, judged.split);
            let verdict = Verdict::from(judged.truth);
            let amount = judges.amount((id, program, member), verdict);
            let notes = judges.notes((program, member), verdict, &judged.reasons, rests);
            entries.push(Entry {
                program: id,
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

/// The programmes in their order, in which each comes after those whose verdicts it reads.
fn ids<'r>(rules: &'r Ruleset<'_>) -> impl Iterator<Item = (ProgramId, &'r Program)> {
    (0..).map(ProgramId).zip(rules.programs.iter().map(|program| &**program))
}

/// By the rules as they are, and had the rulebook no floors and no ceilings.
struct Judges<'a> {
    bounded: Judge<'a>,
    unbounded: Judge<'a>,
}

impl<'a> Judges<'a> {
    fn new(
        rules: &'a Ruleset<'a>,
        household: &'a Household,
        [worlds, without]: &'a [Worlds; 2],
        options: Options,
    ) -> Self {
        Self {
            bounded: Judge::new(rules, &rules.parameters, household, worlds, options.cases),
            unbounded: Judge::new(rules, &rules.unbounded, household, without, options.cases),
        }
    }

    /// Whether what a programme says may rest on a floor or ceiling.
    fn may_rest(&self, id: ProgramId) -> bool {
        self.bounded.rules.bounded.get(id.index()) != Some(&false)
    }

    /// Whether a firm verdict stands only because of a floor or ceiling: without them, it would be open. Where it is,
    /// so is what other programmes read of it. `split`: whether it took cases.
    fn rests_on_bounds(
        &mut self,
        (id, member): (ProgramId, Option<usize>),
        truth: Truth,
        split: bool,
    ) -> bool {
        let mut without = truth;
        if truth.is_known() && self.may_rest(id) {
            without = self.unbounded.evaluator.verdict(id, member);
            // Only what took cases with them may take cases without them.
            if split && !without.is_known() {
                without = self.unbounded.verdict_by_cases(id, member);
            }
        }
        self.unbounded.evaluator.set_verdict(id, member, without);
        without != truth
    }

    /// What a programme pays. A ceiling says how much no place pays: as the upper end of what may be paid it would be a
    /// promise.
    fn amount(
        &mut self,
        (id, program, member): (ProgramId, &Program, Option<usize>),
        verdict: Verdict,
    ) -> Option<Amount> {
        let rule = program.amount.as_ref().filter(|_| verdict != Verdict::Unlikely)?;
        let mut amount = estimate(&mut self.bounded, (id, member), rule)?;
        if amount.range.high.is_some() && self.may_rest(id) {
            let without = estimate(&mut self.unbounded, (id, member), rule);
            if without.is_some_and(|without| without.range.high.is_none()) {
                amount.range.high = None;
            }
        }
        Some(amount)
    }

    /// The notes beside a verdict. `rests`: whether it stands only because of a floor or ceiling.
    fn notes(
        &mut self,
        (program, member): (&Program, Option<usize>),
        verdict: Verdict,
        reasons: &[Reason],
        rests: bool,
    ) -> Vec<NoteId> {
        let rules = self.bounded.rules;
        let mut notes = notes(rules, &mut self.bounded.evaluator, program, member, verdict, reasons);
        notes.extend(rules.book.builtin().assumed_bound.filter(|_| rests));
        notes.sort_unstable();
        notes
    }
}

/// One programme for one subject; those before it are judged already.
fn judged(judge: &mut Judge<'_>, id: ProgramId, member: Option<usize>) -> Judged {
    let Some(program) = judge.rules.programs.get(id.index()) else {
        return Judged { truth: Truth::Unknown, reasons: Vec::new(), split: false };
    };
    let mut judged = judge.evaluator.judge(program, member);
    judge.evaluator.set_verdict(id, member, judged.truth);
    (judged.truth, judged.split) = judge.verdict(id, member);
    if judged.split {
        settled(judged.truth, &mut judged.reasons);
    }
    judged
}

/// The verdict that [`screen()`] gives on one programme, from the programmes it reads alone.
pub(crate) fn verdict(
    rules: &Ruleset<'_>,
    household: &Household,
    reach: &Reach,
    id: ProgramId,
    member: Option<usize>,
) -> Verdict {
    let worlds = Worlds::default();
    let cases = Options::default().cases;
    let mut judge = Judge::new(rules, &rules.parameters, household, &worlds, cases);
    let mut truth = Truth::Unknown;
    for program in reach.programs.iter().filter(|p| **p <= id) {
        let Some(rule) = rules.programs.get(program.index()) else { continue };
        for subject in subjects(rule, household.members.len()) {
            if *program == id && subject != member {
                continue;
            }
            truth = judged(&mut judge, *program, subject).truth;
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

fn entry(
    judges: &mut Judges<'_>,
    facts: &Builtin,
    (id, program, member): (ProgramId, &Program, Option<usize>),
    Judged { truth, reasons, .. }: Judged,
    rests: bool,
) -> Entry {
    let judge = &mut judges.bounded;
    let verdict = Verdict::from(truth);
    let region_known = judge.rules.region.is_some();
    let mut inputs = MissingInputs::new(&mut judge.evaluator, facts, region_known);
    let direct = (verdict == Verdict::Possible).then(|| inputs.direct(id, member));
    let missing: Vec<MissingInput> = match &direct {
        Some(direct) => inputs.all(direct.clone()).missing().collect(),
        None => Vec::new(),
    };
    let open = direct.map(|direct| open(&judge.evaluator, (id, member), &direct.verdicts(), &missing));
    let amount = judges.amount((id, program, member), verdict);
    let mut amount_missing = Vec::new();
    if let (Some(rule), Some(_)) = (&program.amount, amount) {
        let inputs = MissingInputs::new(&mut judges.bounded.evaluator, facts, region_known)
            .expression(&rule.value, scope(member));
        amount_missing = inputs.missing().filter(|lack| missing.binary_search(lack).is_err()).collect();
    }
    let notes = judges.notes((program, member), verdict, &reasons, rests);
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
