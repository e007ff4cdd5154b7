//! Case splitting: correlated unknowns settled by trying every option of a few of them.
//!
//! It may only turn an undecided verdict into a firm one: it answers with the hull over all cases.

use crate::{
    AmountRule, Fact, FactId, FactType, Household, Lack, Link, ParameterId, ProgramId, Range, Resolved,
    Ruleset, Setting, Truth, Value,
    evaluate::{Evaluator, Rules, scope},
    missing::{FactSlots, Lacks, Unsettled},
};

/// A whole-number range is split into at most so many numbers, a choice into so many options.
const WIDEST: u64 = 12;

/// One way the unknown may turn out, as far as it was tried.
#[derive(Clone)]
struct World {
    household: Household,
    parameters: Vec<Resolved>,
}

/// What is tried, and how much more may be.
pub struct Search<'r> {
    rules: &'r Ruleset<'r>,
    facts: FactSlots,
    program: ProgramId,
    member: Option<usize>,
    /// Where each member stands when they are put in an order of what is known of them: the order they were
    /// named in must not decide which cases are tried.
    rank: Vec<usize>,
    /// Firm verdicts on other programmes: what every case agrees on anyway.
    verdicts: Vec<Option<Truth>>,
    left: u32,
}

impl<'r> Search<'r> {
    /// A search over the cases of one programme.
    pub fn new(
        rules: &'r Ruleset<'r>,
        evaluator: &Evaluator<'_>,
        program: ProgramId,
        member: Option<usize>,
        cases: u32,
    ) -> Self {
        let mut verdicts = evaluator.firm_verdicts();
        let slot = evaluator.verdict_slot(program, member);
        if let Some(entry) = verdicts.get_mut(slot) {
            *entry = None;
        }
        let facts = FactSlots::of(rules.book);
        let rank = ranks(evaluator.household);
        Self { rules, facts, program, member, rank, verdicts, left: cases }
    }

    fn world(&self, household: &Household) -> World {
        World { household: household.clone(), parameters: self.rules.parameters.clone() }
    }

    fn evaluator<'w>(&self, world: &'w World) -> Evaluator<'w>
    where
        'r: 'w,
    {
        let rules = Rules { parameters: &world.parameters, ..self.rules.rules() };
        Evaluator::new(rules, &world.household).with_verdicts(self.verdicts.clone())
    }

    /// The verdict on a programme that is undecided as it stands: firm where every case agrees.
    pub fn verdict(&mut self, household: &Household) -> Truth {
        let world = self.world(household);
        self.verdict_in(&world)
    }

    fn verdict_in(&mut self, world: &World) -> Truth {
        let mut hull: Option<Truth> = None;
        for case in self.cases(world, None) {
            if self.left == 0 {
                return Truth::Unknown;
            }
            self.left -= 1;
            let mut truth = self.evaluator(&case).verdict(self.program, self.member);
            if truth == Truth::Unknown {
                truth = self.verdict_in(&case);
            }
            let all = hull.map_or(truth, |h| h.hull(truth));
            if all == Truth::Unknown {
                return all;
            }
            hull = Some(all);
            if self.rules.rules().broken(crate::ruleset::Fault::OneCase) {
                break;
            }
        }
        hull.unwrap_or(Truth::Unknown)
    }

    /// The hull of an amount over the cases that may qualify, within what it is as things stand.
    pub fn amount(&mut self, household: &Household, rule: &AmountRule, whole: Range) -> Range {
        let world = self.world(household);
        let mut hull = None;
        self.amount_in(&world, rule, whole, &mut hull);
        hull.unwrap_or(whole)
    }

    fn amount_in(&mut self, world: &World, rule: &AmountRule, whole: Range, hull: &mut Option<Range>) {
        let cases = self.cases(world, Some(rule));
        if cases.is_empty() || self.left == 0 {
            *hull = Some(hull.map_or(whole, |h| h.hull(whole)));
            return;
        }
        for case in cases {
            self.left = self.left.saturating_sub(1);
            let mut evaluator = self.evaluator(&case);
            if evaluator.verdict(self.program, self.member) == Truth::False {
                continue;
            }
            let here = evaluator.value(&rule.value, scope(self.member)).number();
            if hull.is_some_and(|h| h.hull(here) == h) {
                continue;
            }
            if here.known().is_some() {
                *hull = Some(hull.map_or(here, |h| h.hull(here)));
            } else {
                self.amount_in(&case, rule, here, hull);
            }
        }
    }

    /// The cases of the unknown that has the fewest; none where nothing can be split.
    fn cases(&self, world: &World, amount: Option<&AmountRule>) -> Vec<World> {
        let Some(definition) = self.rules.book.programs.get(self.program.index()) else {
            return Vec::new();
        };
        let mut evaluator = self.evaluator(world);
        let mut lacks = Lacks::new(&mut evaluator, self.facts, self.rules.region.is_some());
        lacks.program(definition, self.member);
        if let Some(rule) = amount {
            lacks.gather(&rule.value, scope(self.member));
        }
        let (found, unsettled) = (lacks.found, lacks.unsettled);
        let rank = |member: usize| self.rank.get(member).copied().unwrap_or_default();
        let local = unsettled.iter().filter_map(|open| match *open {
            Unsettled::Parameter(id) => Some(((0, id.0, 0), with_parameter(world, id)?)),
            Unsettled::Member(member, id) => {
                Some(((1, id.0, rank(member)), self.options(world, Lack::Member(member, id))?))
            }
        });
        let facts = found.iter().filter_map(|lack| {
            let place = match *lack {
                Lack::Region => (2, 0, 0),
                Lack::Household(id) => (3, id.0, 0),
                Lack::Member(member, id) => (4, id.0, rank(member)),
                Lack::Parents(member) => (5, 0, rank(member)),
                Lack::Spouse(member) => (6, 0, rank(member)),
            };
            Some((place, self.options(world, *lack)?))
        });
        local.chain(facts).min_by_key(|(place, worlds)| (worlds.len(), *place)).unwrap_or_default().1
    }

    /// The worlds in each case of one unknown; `None` where it has too many.
    fn options(&self, world: &World, lack: Lack) -> Option<Vec<World>> {
        let household = &world.household;
        let with = |cases: Vec<Household>| {
            cases
                .into_iter()
                .map(|household| World { household, parameters: world.parameters.clone() })
                .collect()
        };
        match lack {
            Lack::Region => None,
            Lack::Household(id) => {
                let whole = is_whole(self.rules.book.household_facts.get(id.index()));
                let values = cases(household.facts.get(id.index())?.value, whole)?;
                Some(with(values.into_iter().map(|v| with_household(household, id, v)).collect()))
            }
            Lack::Member(member, id) => {
                let id = self.facts.split(id);
                let whole = is_whole(self.rules.book.member_facts.get(id.index()));
                let values = cases(household.members.get(member)?.facts.get(id.index())?.value, whole)?;
                let cases = values.into_iter().map(|v| self.with_member(household, member, id, v));
                Some(with(cases.collect()))
            }
            Lack::Parents(child) => {
                let open = self.first(|a| household.linked(Link::ParentOf, a, child) == Truth::Unknown)?;
                Some(with(linked(household, Link::ParentOf, open, child)))
            }
            Lack::Spouse(a) => {
                let open = self.first(|b| household.linked(Link::SpouseOf, a, b) == Truth::Unknown)?;
                Some(with(linked(household, Link::SpouseOf, a, open)))
            }
        }
    }

    /// The first member of whom something holds, by rank.
    fn first(&self, holds: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.rank.len()).filter(|&m| holds(m)).min_by_key(|&m| self.rank.get(m))
    }

    fn with_member(&self, household: &Household, member: usize, id: FactId, value: Value) -> Household {
        let mut case = household.clone();
        if let Some(given) = case.members.get_mut(member).and_then(|m| m.facts.get_mut(id.index())) {
            given.value = value;
        }
        if self.facts.links(id) {
            // Links already split stay; only those a relation tells are worked out anew.
            let (parents, spouses) = (case.parent_of.clone(), case.spouse_of.clone());
            case.link(self.rules.book);
            keep(&mut case.parent_of, &parents);
            keep(&mut case.spouse_of, &spouses);
        }
        case
    }
}

fn keep(links: &mut [Truth], before: &[Truth]) {
    for (link, before) in links.iter_mut().zip(before) {
        if before.is_known() && !link.is_known() {
            *link = *before;
        }
    }
}

/// The worlds in each case of a statement or choice that no place has settled.
fn with_parameter(world: &World, id: ParameterId) -> Option<Vec<World>> {
    let resolved = *world.parameters.get(id.index())?;
    let settings: Vec<Setting> = match resolved.urban.0 {
        Setting::Truth(Truth::Unknown) => vec![Setting::Truth(Truth::True), Setting::Truth(Truth::False)],
        Setting::Choice(bits) if bits.count_ones() > 1 => {
            (0..64).filter(|i| bits >> i & 1 == 1).map(|i| Setting::Choice(1 << i)).collect()
        }
        _ => return None,
    };
    let case = |setting| {
        let mut case = world.clone();
        if let Some(entry) = case.parameters.get_mut(id.index()) {
            *entry = Resolved { urban: (setting, resolved.urban.1), rural: (setting, resolved.rural.1) };
        }
        case
    };
    Some(settings.into_iter().map(case).collect())
}

fn with_household(household: &Household, id: FactId, value: Value) -> Household {
    let mut case = household.clone();
    if let Some(given) = case.facts.get_mut(id.index()) {
        given.value = value;
    }
    case
}

fn linked(household: &Household, link: Link, a: usize, b: usize) -> Vec<Household> {
    [Truth::True, Truth::False]
        .into_iter()
        .map(|truth| {
            let mut case = household.clone();
            case.set_link(link, a, b, truth);
            case
        })
        .collect()
}

/// The values an unknown one may have, where they are few.
fn cases(value: Value, whole: bool) -> Option<Vec<Value>> {
    match value {
        Value::Truth(Truth::Unknown) => Some(vec![Value::Truth(Truth::True), Value::Truth(Truth::False)]),
        Value::Choice(options) if (2..=WIDEST).contains(&u64::from(options.count_ones())) => {
            Some((0..64).filter(|i| options >> i & 1 == 1).map(|i| Value::Choice(1 << i)).collect())
        }
        Value::Number(range) if whole => whole_numbers(range),
        Value::Set { sure, possible } => {
            // One option in or out; the rest are split further down.
            let open = possible & !sure;
            let bit = open & open.wrapping_neg();
            (bit != 0).then(|| {
                vec![
                    Value::Set { sure: sure | bit, possible },
                    Value::Set { sure, possible: possible & !bit },
                ]
            })
        }
        _ => None,
    }
}

/// The place of each member among all, by what is known of them.
fn ranks(household: &Household) -> Vec<usize> {
    let members = &household.members;
    let before = |m: usize| {
        let own = members.get(m).map(|m| &m.facts);
        members.iter().filter(|other| Some(&other.facts) < own).count()
    };
    (0..members.len()).map(before).collect()
}

/// Ages and counts are whole; money between two whole sums is not.
fn is_whole(fact: Option<&Fact>) -> bool {
    fact.is_some_and(|f| matches!(f.kind, FactType::Count(..) | FactType::Age))
}

/// The whole numbers in a short closed range.
fn whole_numbers(range: Range) -> Option<Vec<Value>> {
    let (low, high) = (range.low?, range.high?);
    if low.open || high.open || !low.value.fract().is_zero() || !high.value.fract().is_zero() {
        return None;
    }
    let width = high.value.checked_sub(low.value)?;
    if width.is_zero() || width >= WIDEST.into() {
        return None;
    }
    let steps = u64::try_from(width).ok()?;
    Some(
        (0..=steps)
            .map(|i| Value::Number(Range::exact(low.value + rust_decimal::Decimal::from(i))))
            .collect(),
    )
}
