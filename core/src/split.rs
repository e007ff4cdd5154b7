//! Case splitting: correlated unknowns settled by trying every option of a few of them.
//!
//! It may only turn an undecided verdict into a firm one: it answers with the hull over all cases.

use crate::{
    Fact, FactId, FactType, Household, Lack, Link, ProgramId, Range, Ruleset, Truth, Value,
    evaluate::Evaluator,
    missing::{FactSlots, Lacks},
};

/// A whole-number range is split into at most so many numbers, a choice into so many options.
const WIDEST: u64 = 12;

/// What the cases have said so far.
struct Search<'r> {
    rules: &'r Ruleset<'r>,
    facts: FactSlots,
    program: ProgramId,
    member: Option<usize>,
    left: u32,
}

/// The verdict on a programme that is undecided as it stands: firm where every case agrees.
pub fn settle(
    rules: &Ruleset<'_>,
    evaluator: &Evaluator<'_>,
    household: &Household,
    program: ProgramId,
    member: Option<usize>,
    cases: u32,
) -> Truth {
    let mut verdicts = evaluator.firm_verdicts();
    let slot = evaluator.verdict_slot(program, member);
    if let Some(entry) = verdicts.get_mut(slot) {
        *entry = None;
    }
    let mut search = Search { rules, facts: FactSlots::of(rules.book), program, member, left: cases };
    search.over(household, &verdicts)
}

impl Search<'_> {
    /// The hull over the cases of one more unknown.
    fn over(&mut self, household: &Household, verdicts: &[Option<Truth>]) -> Truth {
        let Some(definition) = self.rules.book.programs.get(self.program.index()) else {
            return Truth::Unknown;
        };
        let mut evaluator = Evaluator::new(self.rules.rules(), household).with_verdicts(verdicts.to_vec());
        let mut lacks = Lacks::new(&mut evaluator, self.facts, self.rules.region.is_some());
        lacks.program(definition, self.member);
        let found = lacks.found;
        let candidates = found.iter().filter_map(|lack| self.options(household, *lack));
        let Some(options) = candidates.min_by_key(Vec::len) else {
            return Truth::Unknown;
        };
        let mut hull: Option<Truth> = None;
        for case in options {
            if self.left == 0 {
                return Truth::Unknown;
            }
            self.left -= 1;
            let mut truth = Evaluator::new(self.rules.rules(), &case)
                .with_verdicts(verdicts.to_vec())
                .verdict(self.program, self.member);
            if truth == Truth::Unknown {
                truth = self.over(&case, verdicts);
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

    /// The household in each case of one unknown; `None` where it has too many.
    fn options(&self, household: &Household, lack: Lack) -> Option<Vec<Household>> {
        match lack {
            Lack::Region => None,
            Lack::Household(id) => {
                let whole = is_whole(self.rules.book.household_facts.get(id.index()));
                let values = cases(household.facts.get(id.index())?.value, whole)?;
                Some(values.into_iter().map(|v| with_household(household, id, v)).collect())
            }
            Lack::Member(member, id) => {
                let id = self.facts.split(id);
                let whole = is_whole(self.rules.book.member_facts.get(id.index()));
                let values = cases(household.members.get(member)?.facts.get(id.index())?.value, whole)?;
                Some(values.into_iter().map(|v| self.with_member(household, member, id, v)).collect())
            }
            Lack::Parents(child) => {
                let n = household.members.len();
                let open = (0..n).find(|&a| household.linked(Link::ParentOf, a, child) == Truth::Unknown)?;
                Some(linked(household, Link::ParentOf, open, child))
            }
            Lack::Spouse(a) => {
                let n = household.members.len();
                let open = (0..n).find(|&b| household.linked(Link::SpouseOf, a, b) == Truth::Unknown)?;
                Some(linked(household, Link::SpouseOf, a, open))
            }
        }
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
