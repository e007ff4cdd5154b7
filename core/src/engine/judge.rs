//! One evaluation, and cases to try where it leaves something open.

use std::cell::OnceCell;

use crate::{
    domain::{Range, Truth},
    engine::{
        case_split::{PROBES, Probe, Search, World, settled},
        evaluate::{Evaluator, scope},
        rules::Rules,
    },
    household::Household,
    rulebook::{AmountRule, ProgramId},
    ruleset::{Resolved, Ruleset},
};

/// The worlds of the probes, each made when it is first looked at.
#[derive(Default)]
pub struct Worlds([OnceCell<World>; PROBES]);

/// Evaluates over one household, and tries cases where that leaves a verdict or an amount open.
pub struct Judge<'a> {
    pub rules: &'a Ruleset<'a>,
    pub evaluator: Evaluator<'a>,
    cases: u32,
    worlds: &'a Worlds,
    probes: [Option<Evaluator<'a>>; PROBES],
}

impl<'a> Judge<'a> {
    /// `cases`: how many may be tried for one verdict or amount.
    pub fn new(
        rules: &'a Ruleset<'a>,
        parameters: &'a [Resolved],
        household: &'a Household,
        worlds: &'a Worlds,
        cases: u32,
    ) -> Self {
        let evaluator = Evaluator::new(Rules { parameters, ..rules.rules() }, household);
        Self { rules, evaluator, cases, worlds, probes: [const { None }; PROBES] }
    }

    /// The verdict on a programme, with whether it took cases; those before it are judged already.
    pub fn verdict(&mut self, id: ProgramId, member: Option<usize>) -> (Truth, bool) {
        let truth = self.evaluator.verdict(id, member);
        if truth.is_known() {
            return (truth, false);
        }
        let truth = self.verdict_by_cases(id, member);
        if truth.is_known() {
            self.evaluator.set_verdict(id, member, truth);
            // What was found to depend on this verdict depends on it no more.
            self.evaluator.found.clear();
        }
        (truth, truth.is_known())
    }

    /// An undecided verdict: firm where every case agrees.
    pub fn verdict_by_cases(&mut self, id: ProgramId, member: Option<usize>) -> Truth {
        if self.cases == 0 || !self.probes_agree(id, member) {
            return Truth::Unknown;
        }
        let search = Search::new(self.rules, &mut self.evaluator, (id, member), self.cases, None);
        search.map_or(Truth::Unknown, |mut search| search.verdict(self.evaluator.household))
    }

    /// An amount that is not known, within what it is as things stand: the hull over the cases that may qualify.
    pub fn amount_by_cases(
        &mut self,
        (id, member): (ProgramId, Option<usize>),
        rule: &AmountRule,
        whole: Range,
    ) -> Range {
        // A sum that stays open when all else is settled leaves the cases little to say.
        let settled = |probe: &mut Evaluator<'_>| probe.value(&rule.value, scope(member)).number().known();
        if self.cases == 0 || self.probe(Probe::FIRST).and_then(settled).is_none() {
            return whole;
        }
        let search = Search::new(self.rules, &mut self.evaluator, (id, member), self.cases, Some(rule));
        search.map_or(whole, |mut search| search.amount(self.evaluator.household, rule, whole))
    }

    /// Whether cases may agree on a verdict. Where all is settled that can be, the search would end too: one such world
    /// that stays open, or two that differ, and none of its cases need be tried.
    fn probes_agree(&mut self, id: ProgramId, member: Option<usize>) -> bool {
        let mut seen = Truth::Unknown;
        Probe::all().all(|probe| {
            let truth = self.probe(probe).map_or(Truth::Unknown, |probe| probe.verdict(id, member));
            let agrees = truth.is_known() && (seen == truth || !seen.is_known());
            seen = truth;
            agrees
        })
    }

    fn probe(&mut self, probe: Probe) -> Option<&mut Evaluator<'a>> {
        let (world, slot) = (self.worlds.0.get(probe.index())?, self.probes.get_mut(probe.index())?);
        Some(slot.get_or_insert_with(|| {
            let evaluator = &self.evaluator;
            let world = world.get_or_init(|| settled(self.rules, evaluator, probe));
            let rules = Rules { parameters: world.parameters(), ..self.rules.rules() };
            Evaluator::beginning(rules, world.household(), &evaluator.firm())
        }))
    }
}
