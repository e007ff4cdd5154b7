//! What would change a verdict: a day that comes, a rule that starts, a record that is made.
//!
//! Found by judging the programme again at every breakpoint of its rules, each change alone and all else as told.
//! Sums of money are never among them: nobody is told to earn less, to own less or to hide anything.

use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;

use crate::{
    domain::{Bound, Day, Range, Truth, Value},
    engine::screen::verdict,
    household::{Household, agree},
    rulebook::{
        Entity, FactId, FactType, ProgramId, Record, Rulebook,
        reads::{Reach, reach},
    },
    ruleset::{Override, Ruleset},
    screening::Verdict,
};

/// How far ahead days are looked at, in years.
const AHEAD: i32 = 2;

/// A number that a record can find is tried one by one up to so many.
const WIDEST: u32 = 12;

/// One change that turns a verdict, all else as told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the verdict would be.
    pub to: Verdict,
    /// What would have to change.
    pub cause: Cause,
}

/// What would have to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A member grows older.
    Age {
        /// Who.
        member: usize,
        /// Completed years then.
        age: i32,
        /// The first day on which it is so.
        on: Day,
    },
    /// A rule or figure that is announced already.
    Rule {
        /// Its first day.
        on: Day,
    },
    /// A record finds one of these.
    Record {
        /// Its place among the rulebook's records.
        record: usize,
        /// Whose; `None`: the household's.
        member: Option<usize>,
        /// Each alone is enough.
        findings: Vec<Finding>,
    },
}

/// For each fact of a record the values that turn the verdict, in any combination.
pub type Finding = Vec<(FactId, Vec<Value>)>;

/// The nearest changes that turn a programme's verdict for the better: to likely, or where nothing does that and it is
/// unlikely, to possible. Empty where it is likely already, or where no change of these kinds turns it.
#[must_use]
pub fn changes(
    rules: &Ruleset<'_>,
    overrides: &[Override],
    household: &Household,
    program: ProgramId,
    member: Option<usize>,
) -> Vec<Change> {
    let book = rules.book;
    let reach = reach(program, &rules.programs, &book.household_variables, &book.member_variables);
    let now = verdict(rules, household, &reach, program, member);
    if now == Verdict::Likely {
        return Vec::new();
    }
    let looking = Looking { rules, overrides, household, reach, program, member, now };
    let mut found: Vec<Change> = looking.days().into_iter().collect();
    for (index, record) in book.records.iter().enumerate() {
        found.extend(looking.record(index, record));
    }
    if found.iter().any(|c| c.to == Verdict::Likely) {
        found.retain(|c| c.to == Verdict::Likely);
    }
    found
}

struct Looking<'l> {
    rules: &'l Ruleset<'l>,
    overrides: &'l [Override],
    household: &'l Household,
    reach: Reach,
    program: ProgramId,
    member: Option<usize>,
    now: Verdict,
}

impl Looking<'_> {
    fn judge(&self, rules: &Ruleset<'_>, household: &Household) -> Verdict {
        verdict(rules, household, &self.reach, self.program, self.member)
    }

    /// Whether a verdict is better than the present one.
    fn better(&self, to: Verdict) -> bool {
        to < self.now
    }

    /// The first day on which it is likely; where none is, the first on which it is better.
    fn days(&self) -> Option<Change> {
        let book = self.rules.book;
        let mut first: Option<Change> = None;
        for on in self.breakpoints() {
            let aged = aged(book, self.household, on);
            let then = book.at(on, self.rules.region, self.overrides);
            let to = self.judge(&then, &aged);
            if !self.better(to) || first.as_ref().is_some_and(|c| c.to <= to) {
                continue;
            }
            // With today's rules too: then it is the age that does it.
            let birthday = if self.judge(self.rules, &aged) <= to { self.birthday(on) } else { None };
            let cause = birthday.map_or(Cause::Rule { on }, |(member, age)| Cause::Age { member, age, on });
            first = Some(Change { to, cause });
            if to == Verdict::Likely {
                break;
            }
        }
        first
    }

    /// Every day ahead on which someone's age or a rule changes, in order.
    fn breakpoints(&self) -> BTreeSet<Day> {
        let book = self.rules.book;
        let today = self.rules.date;
        let mut days: BTreeSet<Day> = BTreeSet::new();
        let ages = book.member_facts.iter().enumerate().filter(|(_, f)| f.kind == FactType::Age);
        if ages.into_iter().any(|(i, _)| self.reach.uses.member.iter().any(|f| f.index() == i)) {
            for born in (0..self.household.members.len()).flat_map(|m| self.born(m)) {
                let age = born.age_on(today);
                days.extend((1..=AHEAD + 1).map(|more| born.plus_years(age + more)));
            }
        }
        for id in &self.reach.programs {
            let criteria = book.programs.get(id.index()).into_iter().flat_map(|p| &p.criteria);
            days.extend(criteria.flat_map(|c| [c.in_force.from, c.in_force.until.map(Day::next)]).flatten());
        }
        for (index, region) in book.regions.iter().enumerate().filter(|(_, r)| !r.values.is_empty()) {
            let place = u16::try_from(index).map(crate::rulebook::RegionId).ok();
            let here = match (self.rules.region, place) {
                (Some(told), Some(place)) => book.lies_in(told, place),
                _ => true,
            };
            if here {
                days.extend(region.values.iter().map(|v| v.from));
            }
        }
        let end = today.plus_years(AHEAD);
        days.into_iter().filter(|day| today < *day && *day <= end).collect()
    }

    /// The first and last day on which a member may be born.
    fn born(&self, member: usize) -> Vec<Day> {
        let range = self.rules.book.builtin().birth_date.map_or(Range::ALL, |id| {
            let facts = self.household.members.get(member).map(|m| &m.facts);
            facts.and_then(|f| f.get(id.index())).map_or(Range::ALL, |g| g.value.number())
        });
        let day = |end: Option<Bound>| end.and_then(|b| b.value.to_i32()).map(Day);
        [day(range.low), day(range.high)].into_iter().flatten().collect()
    }

    /// Whose birthday a day is, or may be.
    fn birthday(&self, on: Day) -> Option<(usize, i32)> {
        let mut members: Vec<usize> = (0..self.household.members.len()).collect();
        // The one the programme is tested for first.
        members.sort_by_key(|m| (Some(*m) != self.member, *m));
        members.into_iter().find_map(|member| {
            let born = self.born(member);
            let turns = |b: &&Day| b.plus_years(b.age_on(on)) == on;
            born.iter().find(turns).map(|born| (member, born.age_on(on)))
        })
    }

    /// What a record would have to find.
    fn record(&self, index: usize, record: &Record) -> Vec<Change> {
        let read = match record.entity {
            Entity::Household => &self.reach.uses.household,
            Entity::Member => &self.reach.uses.member,
        };
        if !record.facts.iter().any(|f| read.contains(f)) {
            return Vec::new();
        }
        let subjects: Vec<Option<usize>> = match record.entity {
            Entity::Household => vec![None],
            Entity::Member => (0..self.household.members.len()).map(Some).collect(),
        };
        subjects.into_iter().filter_map(|member| self.found(index, record, member)).collect()
    }

    fn found(&self, index: usize, record: &Record, member: Option<usize>) -> Option<Change> {
        let book = self.rules.book;
        let facts = if member.is_some() { &book.member_facts } else { &book.household_facts };
        let mut outcomes: Vec<Vec<Value>> = vec![Vec::new()];
        for fact in record.facts.iter().filter_map(|f| facts.get(f.index())) {
            let values = values(&fact.kind, record.facts.len() > 1);
            outcomes = outcomes
                .iter()
                .flat_map(|before| values.iter().map(|v| before.iter().copied().chain([*v]).collect()))
                .collect();
        }
        let mut turned: [Vec<Vec<Value>>; 2] = [Vec::new(), Vec::new()];
        for outcome in outcomes {
            let mut household = self.household.clone();
            let given = match member {
                Some(member) => &mut household.members.get_mut(member)?.facts,
                None => &mut household.facts,
            };
            let mut new = false;
            for (fact, value) in record.facts.iter().zip(&outcome) {
                if let Some(given) = given.get_mut(fact.index()) {
                    new |= given.value != *value;
                    given.value = *value;
                }
            }
            let to = if new { self.judge(self.rules, &household) } else { self.now };
            let [likely, possible] = &mut turned;
            match to {
                _ if !self.better(to) => {}
                Verdict::Likely => likely.push(outcome),
                _ => possible.push(outcome),
            }
        }
        let [likely, possible] = turned;
        let (to, outcomes) =
            if likely.is_empty() { (Verdict::Possible, possible) } else { (Verdict::Likely, likely) };
        let findings = together(&record.facts, outcomes);
        (!findings.is_empty())
            .then_some(Change { to, cause: Cause::Record { record: index, member, findings } })
    }
}

/// The household on a later day.
fn aged(book: &Rulebook, household: &Household, on: Day) -> Household {
    let mut household = household.clone();
    let builtin = book.builtin();
    let (Some(age), Some(birth)) = (builtin.age, builtin.birth_date) else { return household };
    for member in &mut household.members {
        let born = member.facts.get(birth.index()).map_or(Range::ALL, |g| g.value.number());
        if let (Some((then, _)), Some(given)) =
            (agree(Range::not_negative(), born, on), member.facts.get_mut(age.index()))
        {
            given.value = Value::Number(then);
        }
    }
    household
}

/// What a fact can be found to be; `none` is no finding where a record says several things.
fn values(kind: &FactType, several: bool) -> Vec<Value> {
    match kind {
        FactType::Truth => vec![Value::Truth(Truth::True), Value::Truth(Truth::False)],
        FactType::Choice(options) => {
            let found = options.iter().enumerate().filter(|(_, o)| !(several && *o == "none"));
            found.map(|(i, _)| Value::Choice(1 << i)).collect()
        }
        FactType::Count(low, Some(high)) if high - low <= WIDEST => {
            (*low..=*high).map(|n| Value::Number(Range::exact(n.into()))).collect()
        }
        _ => Vec::new(),
    }
}

/// Single outcomes put together where they differ in one fact alone.
fn together(facts: &[FactId], outcomes: Vec<Vec<Value>>) -> Vec<Finding> {
    let mut products: Vec<Vec<Vec<Value>>> =
        outcomes.into_iter().map(|o| o.into_iter().map(|v| vec![v]).collect()).collect();
    for part in (0..facts.len()).rev() {
        let mut merged: Vec<Vec<Vec<Value>>> = Vec::new();
        for product in products {
            let same = |other: &&mut Vec<Vec<Value>>| {
                let pairs = other.iter().zip(&product).enumerate();
                pairs.filter(|(i, _)| *i != part).all(|(_, (a, b))| a == b)
            };
            match merged.iter_mut().find(same).and_then(|other| other.get_mut(part)) {
                Some(values) => values.extend(product.into_iter().nth(part).unwrap_or_default()),
                None => merged.push(product),
            }
        }
        products = merged;
    }
    products.into_iter().map(|product| facts.iter().copied().zip(product).collect()).collect()
}
