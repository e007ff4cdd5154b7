//! Case splitting: correlated unknowns settled by trying every option of a few of them.
//!
//! It may only turn an undecided verdict into a firm one: it answers with the hull over all cases.

use std::rc::Rc;

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
    parameters: Rc<Vec<Resolved>>,
}

/// Which option of every unknown is tried at once, to see early that the cases cannot agree.
#[derive(Clone, Copy)]
enum Probe {
    First,
    Last,
    Turns,
}

/// Something that is not known.
#[derive(Clone, Copy)]
enum Open {
    Parameter(ParameterId),
    Fact(Lack),
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
        World { household: household.clone(), parameters: Rc::new(self.rules.parameters.clone()) }
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
        let mut seen: Option<Truth> = None;
        let hasty = self.rules.rules().broken(crate::ruleset::Fault::OneCase);
        for probe in [Probe::First, Probe::Last, Probe::Turns].into_iter().filter(|_| !hasty) {
            let truth = self.probe(&world, probe);
            // One case that stays open, or two that differ: no search can end in a firm verdict.
            if !truth.is_known() || seen.is_some_and(|s| s != truth) {
                return Truth::Unknown;
            }
            seen = Some(truth);
        }
        self.verdict_in(&world)
    }

    /// The verdict where every unknown that can be split takes one of its options.
    fn probe(&self, world: &World, probe: Probe) -> Truth {
        let world = self.settled(world, probe, None);
        self.evaluator(&world).verdict(self.program, self.member)
    }

    /// The world where every unknown that can be split takes one of its options.
    fn settled(&self, world: &World, probe: Probe, amount: Option<&AmountRule>) -> World {
        let mut world = world.clone();
        // What is settled may bring up more that is not; a chain is as long as the rules make it.
        for _ in 0..8 {
            let mut settled = false;
            let places = self.places(&mut self.evaluator(&world), amount);
            for (turn, place) in places.into_iter().enumerate() {
                let options = self.options(&world, place);
                let last = options.len().saturating_sub(1);
                let pick = match probe {
                    Probe::Last => last,
                    Probe::Turns if turn % 2 == 1 => last,
                    Probe::First | Probe::Turns => 0,
                };
                if let Some(option) = options.into_iter().nth(pick) {
                    world = option;
                    settled = true;
                }
            }
            if !settled {
                break;
            }
        }
        world
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
        // A sum that stays open when all else is settled leaves the cases little to say.
        let settled = self.settled(&world, Probe::First, Some(rule));
        if self.evaluator(&settled).value(&rule.value, scope(self.member)).number().known().is_none() {
            return whole;
        }
        let mut hull = None;
        self.amount_in(&world, rule, whole, &mut hull);
        hull.map_or(whole, |h| h.meet(whole))
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
        let mut evaluator = self.evaluator(world);
        let places = self.places(&mut evaluator, amount);
        // Only the one that is chosen is spelled out.
        let fewest = places.into_iter().filter_map(|place| Some((self.count(world, place)?, place)));
        fewest
            .min_by_key(|(count, place)| (*count, self.order(*place)))
            .map_or_else(Vec::new, |(_, place)| self.options(world, place))
    }

    /// What the verdict, or an amount too, hangs on.
    fn places(&self, evaluator: &mut Evaluator<'_>, amount: Option<&AmountRule>) -> Vec<Open> {
        let Some(definition) = self.rules.book.programs.get(self.program.index()) else {
            return Vec::new();
        };
        let mut lacks = Lacks::new(evaluator, self.facts, self.rules.region.is_some());
        lacks.program(definition, self.member);
        if let Some(rule) = amount {
            lacks.gather(&rule.value, scope(self.member));
        }
        let unsettled = lacks.unsettled.iter().map(|open| match *open {
            Unsettled::Parameter(id) => Open::Parameter(id),
            Unsettled::Member(member, id) => Open::Fact(Lack::Member(member, id)),
        });
        let mut places: Vec<Open> = unsettled.chain(lacks.found.iter().map(|l| Open::Fact(*l))).collect();
        places.sort_by_key(|place| self.order(*place));
        places
    }

    /// An order of unknowns that does not hang on how members were named.
    fn order(&self, place: Open) -> (u8, u16, usize) {
        let rank = |member: usize| self.rank.get(member).copied().unwrap_or_default();
        match place {
            Open::Parameter(id) => (0, id.0, 0),
            Open::Fact(Lack::Region) => (1, 0, 0),
            Open::Fact(Lack::Household(id)) => (2, id.0, 0),
            Open::Fact(Lack::Member(member, id)) => (3, id.0, rank(member)),
            Open::Fact(Lack::Parents(member)) => (4, 0, rank(member)),
            Open::Fact(Lack::Spouse(member)) => (5, 0, rank(member)),
        }
    }

    /// What is known of an unknown, where it is a value, and whether it counts in whole numbers.
    fn value(&self, household: &Household, lack: Lack) -> Option<(Value, bool)> {
        match lack {
            Lack::Household(id) => {
                let whole = is_whole(self.rules.book.household_facts.get(id.index()));
                Some((household.facts.get(id.index())?.value, whole))
            }
            Lack::Member(member, id) => {
                let id = self.facts.split(id);
                let whole = is_whole(self.rules.book.member_facts.get(id.index()));
                Some((household.members.get(member)?.facts.get(id.index())?.value, whole))
            }
            Lack::Region | Lack::Parents(_) | Lack::Spouse(_) => None,
        }
    }

    /// The pair of members whose link is open.
    fn pair(&self, household: &Household, lack: Lack) -> Option<(Link, usize, usize)> {
        match lack {
            Lack::Parents(child) => {
                let open = |a: usize| household.linked(Link::ParentOf, a, child) == Truth::Unknown;
                Some((Link::ParentOf, self.first(open)?, child))
            }
            Lack::Spouse(a) => {
                let open = |b: usize| household.linked(Link::SpouseOf, a, b) == Truth::Unknown;
                Some((Link::SpouseOf, a, self.first(open)?))
            }
            _ => None,
        }
    }

    /// How many cases an unknown has; `None` where they are none or too many.
    fn count(&self, world: &World, place: Open) -> Option<usize> {
        match place {
            Open::Parameter(id) => Some(settings(world, id).len()).filter(|n| *n > 1),
            Open::Fact(lack) => match self.value(&world.household, lack) {
                Some((value, whole)) => cases(value, whole).map(|c| c.len()),
                None => self.pair(&world.household, lack).map(|_| 2),
            },
        }
    }

    /// The worlds in each case of one unknown; empty where it has none or too many.
    fn options(&self, world: &World, place: Open) -> Vec<World> {
        let household = &world.household;
        let with = |household| World { household, parameters: Rc::clone(&world.parameters) };
        match place {
            Open::Parameter(id) => {
                settings(world, id).into_iter().map(|setting| with_parameter(world, id, setting)).collect()
            }
            Open::Fact(lack) => {
                if let Some((link, a, b)) = self.pair(household, lack) {
                    return linked(household, link, a, b).into_iter().map(with).collect();
                }
                let values = self.value(household, lack).and_then(|(value, whole)| cases(value, whole));
                let one = |value| match lack {
                    Lack::Household(id) => with_household(household, id, value),
                    Lack::Member(member, id) => {
                        self.with_member(household, member, self.facts.split(id), value)
                    }
                    Lack::Region | Lack::Parents(_) | Lack::Spouse(_) => household.clone(),
                };
                values.unwrap_or_default().into_iter().map(|value| with(one(value))).collect()
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

/// The settings of a statement or choice that no place has settled.
fn settings(world: &World, id: ParameterId) -> Vec<Setting> {
    match world.parameters.get(id.index()).map(|r| r.urban.0) {
        Some(Setting::Truth(Truth::Unknown)) => {
            vec![Setting::Truth(Truth::True), Setting::Truth(Truth::False)]
        }
        Some(Setting::Choice(bits)) if bits.count_ones() > 1 => {
            (0..64).filter(|i| bits >> i & 1 == 1).map(|i| Setting::Choice(1 << i)).collect()
        }
        _ => Vec::new(),
    }
}

fn with_parameter(world: &World, id: ParameterId, setting: Setting) -> World {
    let mut parameters = (*world.parameters).clone();
    if let Some(entry) = parameters.get_mut(id.index()) {
        entry.urban.0 = setting;
        entry.rural.0 = setting;
    }
    World { household: world.household.clone(), parameters: Rc::new(parameters) }
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
