//! Case splitting: correlated unknowns settled by trying every option of a few of them.
//!
//! It may only turn an undecided verdict into a firm one: it answers with the hull over all cases.

use std::rc::Rc;

use crate::{
    domain::{Range, Truth, Value},
    engine::{
        evaluate::{Evaluator, Firm, scope},
        inputs::{Input, Layout},
        missing::MissingInputs,
        rules::Rules,
    },
    household::{Household, Link},
    rulebook::{AmountRule, Builtin, Fact, FactId, FactType, ParameterId, ParameterValue, ProgramId},
    ruleset::{Resolved, Ruleset},
    screening::MissingInput,
};

/// A whole-number range is split into at most so many numbers, a choice into so many options.
const WIDEST: u64 = 12;

/// How many worlds are looked at before cases are tried.
pub const PROBES: usize = 6;

/// Both ways a link may turn out.
const BOTH: [Truth; 2] = [Truth::True, Truth::False];

/// With more unknowns than this that have options of their own, so few cases settle nothing: over a thousand drawn
/// families, every search that ended in a firm verdict or a narrower amount had nine or fewer.
const MOST_OPEN: usize = 10;

/// One way the unknown may turn out, as far as it was tried.
#[derive(Clone)]
pub struct World {
    household: Household,
    parameters: Rc<Vec<Resolved>>,
}

impl World {
    pub fn household(&self) -> &Household {
        &self.household
    }

    pub fn parameters(&self) -> &[Resolved] {
        &self.parameters
    }
}

/// Which option of every unknown is tried at once, to see early that the cases cannot agree: the first of each, the last of
/// each, then others, so that what only some of several options allow comes up too.
#[derive(Clone, Copy)]
pub struct Probe(usize);

impl Probe {
    pub const FIRST: Self = Self(0);

    pub fn all() -> impl Iterator<Item = Self> {
        (0..PROBES).map(Self)
    }

    pub const fn index(self) -> usize {
        self.0
    }

    /// The option of an unknown that is tried; `turn` counts the unknowns.
    fn of<T: Copy>(self, options: &[T], turn: usize) -> Option<T> {
        match self.0 {
            0 => options.first(),
            1 => options.last(),
            other => options.get((turn + other) % options.len().max(1)),
        }
        .copied()
    }
}

/// The world where every unknown that a search could split takes one of its options: one end of any search.
pub fn settled<'r>(rules: &'r Ruleset<'r>, evaluator: &Evaluator<'_>, probe: Probe) -> World {
    let household = evaluator.household;
    let options = Options::new(rules, household);
    let parameters = Rc::new(evaluator.rules.parameters.to_vec());
    let mut world = World { household: household.clone(), parameters };
    let all = Layout::new(&evaluator.rules, household.members.len()).all();
    for (turn, place) in all.filter_map(place).enumerate() {
        // Of a set, one option after the other; of parents, one person. A set has 64 options, and there are fewer people.
        for _ in 0..64 {
            let steps = options.steps(&world.household, &world.parameters, place);
            let Some(step) = probe.of(&steps, turn) else { break };
            options.apply(&mut world, step);
        }
    }
    world
}

/// Something that is not known.
#[derive(Clone, Copy)]
enum Open {
    Parameter(ParameterId),
    Fact(MissingInput),
}

/// One option of one unknown.
#[derive(Clone, Copy)]
enum Step {
    Parameter(ParameterId, ParameterValue),
    Household(FactId, Value),
    Member(usize, FactId, Value),
    Link(Link, usize, usize, Truth),
}

/// What is tried, and how much more may be.
pub struct Search<'r> {
    options: Options<'r>,
    /// The parameters to begin with.
    parameters: Rc<Vec<Resolved>>,
    program: ProgramId,
    member: Option<usize>,
    /// What every case agrees on anyway.
    firm: Firm,
    left: u32,
}

impl<'r> Search<'r> {
    /// A search over the cases of one programme, or of an amount it pays; `None` where so much is open that none is worth
    /// beginning.
    pub fn new(
        rules: &'r Ruleset<'r>,
        evaluator: &mut Evaluator<'_>,
        (program, member): (ProgramId, Option<usize>),
        cases: u32,
        amount: Option<&AmountRule>,
    ) -> Option<Self> {
        let (household, parameters) = (evaluator.household, evaluator.rules.parameters);
        let open = open(rules, evaluator, (program, member), amount);
        let open = open.into_iter().filter(|place| has_options(rules, household, parameters, *place));
        if !(1..=MOST_OPEN).contains(&open.take(MOST_OPEN + 1).count()) {
            return None;
        }
        let mut firm = evaluator.firm();
        firm.forget(evaluator.verdict_slot(program, member));
        let options = Options::new(rules, household);
        let parameters = Rc::new(parameters.to_vec());
        Some(Self { options, parameters, program, member, firm, left: cases })
    }

    fn world(&self, household: &Household) -> World {
        World { household: household.clone(), parameters: Rc::clone(&self.parameters) }
    }

    fn evaluator<'w>(&self, world: &'w World) -> Evaluator<'w>
    where
        'r: 'w,
    {
        let rules = Rules { parameters: &world.parameters, ..self.options.rules.rules() };
        Evaluator::beginning(rules, &world.household, &self.firm)
    }

    /// The verdict on a programme that is undecided as it stands: firm where every case agrees.
    pub fn verdict(&mut self, household: &Household) -> Truth {
        self.verdict_in(&self.world(household))
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
        }
        hull.unwrap_or(Truth::Unknown)
    }

    /// The hull of an amount over the cases that may qualify, within what it is as things stand.
    pub fn amount(&mut self, household: &Household, rule: &AmountRule, whole: Range) -> Range {
        let world = self.world(household);
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
        let (rules, options) = (self.options.rules, &self.options);
        let mut places = open(rules, &mut self.evaluator(world), (self.program, self.member), amount);
        places.sort_by_key(|place| options.order(*place));
        let steps = places
            .into_iter()
            .map(|place| (options.steps(&world.household, &world.parameters, place), options.order(place)));
        let fewest =
            steps.filter(|(steps, _)| steps.len() > 1).min_by_key(|(steps, order)| (steps.len(), *order));
        let case = |step| {
            let mut case = world.clone();
            options.apply(&mut case, step);
            case
        };
        fewest.map_or_else(Vec::new, |(steps, _)| steps.into_iter().map(case).collect())
    }
}

/// What the unknown of a household may turn out to be.
struct Options<'r> {
    rules: &'r Ruleset<'r>,
    facts: &'r Builtin,
    /// Where each member stands when they are put in an order of what is known of them: the order they were
    /// named in must not decide which cases are tried.
    rank: Vec<usize>,
}

impl<'r> Options<'r> {
    fn new(rules: &'r Ruleset<'r>, household: &Household) -> Self {
        Self { rules, facts: rules.book.builtin(), rank: ranks(household) }
    }

    /// An order of unknowns that does not depend on how members were named.
    fn order(&self, place: Open) -> (u8, u16, usize) {
        let rank = |member: usize| self.rank.get(member).copied().unwrap_or_default();
        match place {
            Open::Parameter(id) => (0, id.0, 0),
            Open::Fact(MissingInput::Region) => (1, 0, 0),
            Open::Fact(MissingInput::Household(id)) => (2, id.0, 0),
            Open::Fact(MissingInput::Member(member, id)) => (3, id.0, rank(member)),
            Open::Fact(MissingInput::Parents(member)) => (4, 0, rank(member)),
            Open::Fact(MissingInput::Spouse(member)) => (5, 0, rank(member)),
        }
    }

    /// The options of one unknown; empty where it has none or too many.
    fn steps(&self, household: &Household, parameters: &[Resolved], place: Open) -> Vec<Step> {
        let facts = |fact: Option<&Fact>, value: Option<Value>| {
            value.and_then(|v| cases(v, is_whole(fact))).unwrap_or_default().into_iter()
        };
        match place {
            Open::Parameter(id) => {
                let options = parameters.get(id.index()).map(settings).unwrap_or_default();
                options.into_iter().map(|setting| Step::Parameter(id, setting)).collect()
            }
            Open::Fact(MissingInput::Region) => Vec::new(),
            Open::Fact(MissingInput::Household(id)) => {
                let value = household.facts.get(id.index()).map(|g| g.value);
                let fact = self.rules.book.household_facts.get(id.index());
                facts(fact, value).map(|value| Step::Household(id, value)).collect()
            }
            Open::Fact(MissingInput::Member(member, id)) => {
                let id = self.facts.split(id);
                let given = household.members.get(member).and_then(|m| m.facts.get(id.index()));
                let fact = self.rules.book.member_facts.get(id.index());
                facts(fact, given.map(|g| g.value)).map(|value| Step::Member(member, id, value)).collect()
            }
            Open::Fact(MissingInput::Parents(child)) => {
                let open = |a: usize| household.linked(Link::ParentOf, a, child) == Truth::Unknown;
                let parent = self.first(open);
                let steps = parent.map(|a| BOTH.map(|truth| Step::Link(Link::ParentOf, a, child, truth)));
                steps.into_iter().flatten().collect()
            }
            Open::Fact(MissingInput::Spouse(a)) => {
                let open = |b: usize| household.linked(Link::SpouseOf, a, b) == Truth::Unknown;
                let spouse = self.first(open);
                let steps = spouse.map(|b| BOTH.map(|truth| Step::Link(Link::SpouseOf, a, b, truth)));
                steps.into_iter().flatten().collect()
            }
        }
    }

    fn apply(&self, world: &mut World, step: Step) {
        let household = &mut world.household;
        match step {
            Step::Parameter(id, setting) => {
                if let Some(entry) = Rc::make_mut(&mut world.parameters).get_mut(id.index()) {
                    entry.urban.0 = setting;
                    entry.rural.0 = setting;
                }
            }
            Step::Household(id, value) => {
                if let Some(given) = household.facts.get_mut(id.index()) {
                    given.value = value;
                }
            }
            Step::Member(member, id, value) => {
                let given = household.members.get_mut(member).and_then(|m| m.facts.get_mut(id.index()));
                if let Some(given) = given {
                    given.value = value;
                }
                if self.facts.links(id) {
                    // Links already split stay; only those a relation tells are worked out anew.
                    let (parents, spouses) = (household.parent_of.clone(), household.spouse_of.clone());
                    household.link(self.rules.book);
                    keep(&mut household.parent_of, &parents);
                    keep(&mut household.spouse_of, &spouses);
                }
            }
            Step::Link(link, a, b, truth) => household.set_link(link, a, b, truth),
        }
    }

    /// The first member of whom something holds, by rank.
    fn first(&self, holds: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.rank.len()).filter(|&m| holds(m)).min_by_key(|&m| self.rank.get(m))
    }
}

/// What a verdict, or an amount too, depends on.
fn open(
    rules: &Ruleset<'_>,
    evaluator: &mut Evaluator<'_>,
    (program, member): (ProgramId, Option<usize>),
    amount: Option<&AmountRule>,
) -> Vec<Open> {
    let mut inputs = MissingInputs::new(evaluator, rules.book.builtin(), rules.region.is_some());
    let direct = inputs.direct(program, member);
    let mut found = inputs.all(direct);
    if let Some(rule) = amount {
        found.join(&inputs.expression(&rule.value, scope(member)));
    }
    found.iter().filter_map(place).collect()
}

/// What may be split of what a value depends on.
fn place(input: Input) -> Option<Open> {
    match input {
        Input::Parameter(id) => Some(Open::Parameter(id)),
        Input::Office(member, id) => Some(Open::Fact(MissingInput::Member(member, id))),
        Input::Missing(missing) => Some(Open::Fact(missing)),
        Input::Verdict(..) => None,
    }
}

/// Whether an unknown has several options of its own, and few.
fn has_options(rules: &Ruleset<'_>, household: &Household, parameters: &[Resolved], place: Open) -> bool {
    let several = |fact: Option<&Fact>, value: Option<Value>| {
        value.and_then(|value| cases(value, is_whole(fact))).is_some_and(|options| options.len() > 1)
    };
    let linked = |link: Link, a: usize, b: usize| household.linked(link, a, b) == Truth::Unknown;
    let people = household.members.len();
    match place {
        Open::Parameter(id) => parameters.get(id.index()).is_some_and(|p| settings(p).len() > 1),
        Open::Fact(MissingInput::Region) => false,
        Open::Fact(MissingInput::Household(id)) => {
            let value = household.facts.get(id.index()).map(|g| g.value);
            several(rules.book.household_facts.get(id.index()), value)
        }
        Open::Fact(MissingInput::Member(member, id)) => {
            let id = rules.book.builtin().split(id);
            let given = household.members.get(member).and_then(|m| m.facts.get(id.index()));
            several(rules.book.member_facts.get(id.index()), given.map(|g| g.value))
        }
        Open::Fact(MissingInput::Parents(child)) => (0..people).any(|a| linked(Link::ParentOf, a, child)),
        Open::Fact(MissingInput::Spouse(a)) => (0..people).any(|b| linked(Link::SpouseOf, a, b)),
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
fn settings(resolved: &Resolved) -> Vec<ParameterValue> {
    match resolved.urban.0 {
        ParameterValue::Truth(Truth::Unknown) => {
            vec![ParameterValue::Truth(Truth::True), ParameterValue::Truth(Truth::False)]
        }
        ParameterValue::Choice(bits) if bits.count_ones() > 1 => {
            (0..64).filter(|i| bits >> i & 1 == 1).map(|i| ParameterValue::Choice(1 << i)).collect()
        }
        _ => Vec::new(),
    }
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
    if low.open || high.open || !low.value.is_integer() || !high.value.is_integer() {
        return None;
    }
    let width = high.value.checked_add(-low.value)?;
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
