//! The one way to put a household together: what was told, checked against itself and worked out as far as it goes.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Household, Link, Member};
use crate::{
    domain::{Bound, Day, Range, Truth, Value},
    household::FactValue,
    rulebook::{Fact, FactId, Rulebook},
};

/// What was told and cannot be together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Contradiction {
    /// A member is born after the day of the rules.
    Unborn(usize),
    /// A member's age and day of birth do not go together.
    Age(usize),
    /// A member has a grade of a disability and none.
    Grade(usize),
    /// So many members are the one who asks: one is.
    Selves(usize),
    /// A second member is the one who asks.
    SecondSelf(usize),
    /// Links between members: of whom, and why.
    Link(usize, LinkError),
    /// A total that its members' own sums cannot make up.
    Total {
        /// The fact of the household.
        total: FactId,
        /// What the members' own sums come to.
        parts: Range,
    },
}

/// What is wrong with a link of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// A parent is named twice.
    ParentTwice(usize),
    /// More than two parents.
    ManyParents,
    /// By their relations to the one who asks, this one is no parent.
    NoParent(usize),
    /// This one is an own parent's parent at any number of steps, and a child.
    Ring,
    /// This parent is younger.
    YoungerParent(usize),
    /// By their relations to the one who asks, this one is not the spouse.
    NoSpouse(usize),
    /// This one's spouse is another.
    SpouseOfAnother(usize),
    /// A second spouse of the one who asks.
    SecondSpouse,
}

impl LinkError {
    /// Whether it lies in the parents that were told, rather than in the spouse or the relation.
    #[must_use]
    pub const fn is_of_parents(self) -> bool {
        matches!(
            self,
            Self::ParentTwice(_)
                | Self::ManyParents
                | Self::NoParent(_)
                | Self::Ring
                | Self::YoungerParent(_)
        )
    }
}

/// Puts a household together.
#[derive(Clone, Debug)]
pub struct Builder<'b> {
    book: &'b Rulebook,
    date: Day,
    household: Household,
}

impl<'b> Builder<'b> {
    /// A family of so many people of whom nothing is known, on a day.
    #[must_use]
    pub fn new(book: &'b Rulebook, date: Day, members: usize) -> Self {
        Self { book, date, household: Household::unknown(book, members) }
    }

    /// What is known so far: facts, parents and spouses are set here.
    pub const fn household(&mut self) -> &mut Household {
        &mut self.household
    }

    /// Makes all that was told say the same, or says what cannot be together: each contradiction once, nearest first.
    /// What is contradicted is left as it was told.
    #[must_use]
    pub fn check(mut self) -> (Household, Vec<Contradiction>) {
        let mut found = Vec::new();
        for member in 0..self.household.members.len() {
            found.extend(self.birth(member).err());
            found.extend(self.grade(member).err());
        }
        found.extend(self.selves());
        self.household.link(self.book);
        found.extend(self.links());
        found.extend(self.household.agree(self.book));
        (self.household, found)
    }

    /// The household, where all that was told can be together.
    ///
    /// # Errors
    /// What cannot, the nearest first.
    pub fn build(self) -> Result<Household, Contradiction> {
        let (household, found) = self.check();
        found.first().map_or(Ok(household), |nearest| Err(*nearest))
    }

    /// The household without what contradicts itself: what is nearer stands, and what was told beside it counts as not
    /// told. A total gives way to the sums of each member, links to the relations and ages, an age to the day of birth;
    /// what the relations and ages alone contradict stays as it is.
    #[must_use]
    pub fn settle(mut self) -> Household {
        loop {
            let (household, found) = self.clone().check();
            // Each round takes something out, so the last is soon there.
            let forgotten = found.into_iter().filter(|contradiction| self.forget(*contradiction)).count();
            if forgotten == 0 {
                return household;
            }
        }
    }

    /// Takes out what a contradiction is about; whether there was anything to take out.
    fn forget(&mut self, contradiction: Contradiction) -> bool {
        let builtin = self.book.builtin();
        let (member, fact) = match contradiction {
            Contradiction::Unborn(member) => (member, builtin.birth_date),
            Contradiction::Age(member) => (member, builtin.age),
            Contradiction::Grade(member) => (member, builtin.disability_grade),
            Contradiction::Link(member, error) => {
                let Some(told) = self.household.members.get_mut(member) else { return false };
                return if error.is_of_parents() {
                    told.parents.take().is_some()
                } else {
                    told.spouse.take().is_some()
                };
            }
            Contradiction::Total { total, .. } => {
                let fact = self.book.household_facts.get(total.index());
                let told = fact.zip(self.household.facts.get_mut(total.index()));
                return told.is_some_and(|(fact, given)| forgotten(given, fact));
            }
            Contradiction::Selves(_) | Contradiction::SecondSelf(_) => return false,
        };
        let Some(id) = fact else { return false };
        let given = self.household.members.get_mut(member).and_then(|m| m.facts.get_mut(id.index()));
        self.book.member_facts.get(id.index()).zip(given).is_some_and(|(fact, given)| forgotten(given, fact))
    }

    fn number(&self, member: usize, id: FactId) -> Range {
        let given = self.household.members.get(member).and_then(|m| m.facts.get(id.index()));
        given.map_or(Range::ALL, |g| g.value.number())
    }

    fn set(&mut self, member: usize, id: FactId, value: Value) {
        let given = self.household.members.get_mut(member).and_then(|m| m.facts.get_mut(id.index()));
        if let Some(given) = given {
            given.value = value;
        }
    }

    /// Makes age and day of birth agree: each narrows the other.
    fn birth(&mut self, member: usize) -> Result<(), Contradiction> {
        let builtin = self.book.builtin();
        let (Some(age), Some(birth)) = (builtin.age, builtin.birth_date) else { return Ok(()) };
        let (told_age, told_birth) = (self.number(member, age), self.number(member, birth));
        if day(told_birth.low).is_some_and(|first| first > self.date) {
            return Err(Contradiction::Unborn(member));
        }
        let agreed = agree(told_age, told_birth, self.date).ok_or(Contradiction::Age(member))?;
        self.set(member, age, Value::Number(agreed.0));
        self.set(member, birth, Value::Number(agreed.1));
        Ok(())
    }

    /// A grade goes with a disability. A grade alone tells nothing of the kind: what was not told stays unknown.
    fn grade(&self, member: usize) -> Result<(), Contradiction> {
        let builtin = self.book.builtin();
        let (Some(kind), Some(grade)) = (builtin.disability_type, builtin.disability_grade) else {
            return Ok(());
        };
        let Some(facts) = self.household.members.get(member).map(|m| &m.facts) else { return Ok(()) };
        let is_none = facts.get(kind.id.index()).is_some_and(|g| g.value == Value::Choice(kind.option));
        let fact = self.book.member_facts.get(grade.index());
        let is_told = facts
            .get(grade.index())
            .zip(fact)
            .is_some_and(|(given, fact)| given.value != FactValue::unknown(fact).value);
        if is_none && is_told { Err(Contradiction::Grade(member)) } else { Ok(()) }
    }

    /// One member is the one who asks, and only one: nobody else may be.
    fn selves(&mut self) -> Option<Contradiction> {
        let relation = self.book.builtin().relation?;
        let told = |member: &Member| member.facts.get(relation.id.index()).map(|g| g.value);
        let selves =
            self.household.members.iter().filter(|m| told(m) == Some(Value::Choice(relation.option))).count();
        if selves != 1 {
            return Some(Contradiction::Selves(selves));
        }
        for member in 0..self.household.members.len() {
            let Some(Value::Choice(bits)) = self.household.members.get(member).and_then(told) else {
                continue;
            };
            if bits == relation.option {
                continue;
            }
            let left = bits & !relation.option;
            if left == 0 {
                return Some(Contradiction::SecondSelf(member));
            }
            self.set(member, relation.id, Value::Choice(left));
        }
        None
    }

    /// Links that contradict each other, the relations or the ages. One who is only perhaps related contradicts nothing.
    fn links(&self) -> Vec<Contradiction> {
        let members = self.household.members.len();
        let mut found: Vec<Contradiction> = Vec::new();
        for member in 0..members {
            let errors = self.parents(member).or_else(|| self.spouse(member));
            found.extend(errors.map(|error| Contradiction::Link(member, error)));
        }
        if found.is_empty()
            && let Some(member) = (0..members).find(|m| self.is_own_ancestor(*m))
        {
            found.push(Contradiction::Link(member, LinkError::Ring));
        }
        found
    }

    fn is(&self, link: Link, a: usize, b: usize) -> bool {
        self.household.linked(link, a, b) == Truth::True
    }

    fn parents(&self, child: usize) -> Option<LinkError> {
        let told = self.household.members.get(child).and_then(|m| m.parents.as_ref());
        for (index, parent) in told.into_iter().flatten().enumerate() {
            if told.is_some_and(|t| t.iter().take(index).any(|p| p == parent)) {
                return Some(LinkError::ParentTwice(*parent));
            }
            if self.household.implied(self.book, Link::ParentOf, *parent, child) == Truth::False {
                return Some(LinkError::NoParent(*parent));
            }
        }
        let parents: Vec<usize> =
            (0..self.household.members.len()).filter(|p| self.is(Link::ParentOf, *p, child)).collect();
        if parents.len() > 2 {
            return Some(LinkError::ManyParents);
        }
        let younger = |parent: &usize| self.is_younger(*parent, child);
        // A step child may be older than one of a couple, and somebody may turn out to be a parent.
        let maybe = (0..self.household.members.len())
            .filter(|p| self.household.linked(Link::ParentOf, *p, child) == Truth::Unknown);
        let each = parents.iter().find(|p| told.is_some_and(|t| t.contains(p)) && younger(p));
        let all = parents.first().filter(|_| parents.iter().copied().chain(maybe).all(|p| younger(&p)));
        each.or(all).map(|parent| LinkError::YoungerParent(*parent))
    }

    fn is_younger(&self, one: usize, other: usize) -> bool {
        self.book
            .builtin()
            .birth_date
            .is_some_and(|birth| self.number(other, birth).less(self.number(one, birth)) == Truth::True)
    }

    fn spouse(&self, member: usize) -> Option<LinkError> {
        let others = || (0..self.household.members.len()).filter(|other| *other != member);
        if let Some(spouse) = self.household.members.get(member).and_then(|m| m.spouse) {
            if self.household.implied(self.book, Link::SpouseOf, member, spouse) == Truth::False {
                return Some(LinkError::NoSpouse(spouse));
            }
            let told = |other: usize| self.household.members.get(other).and_then(|m| m.spouse);
            if told(spouse).is_some_and(|s| s != member)
                || others().any(|other| other != spouse && told(other) == Some(spouse))
            {
                return Some(LinkError::SpouseOfAnother(spouse));
            }
        }
        let spouses = others().filter(|other| self.is(Link::SpouseOf, member, *other));
        (spouses.count() > 1).then_some(LinkError::SecondSpouse)
    }

    fn is_own_ancestor(&self, member: usize) -> bool {
        let members = self.household.members.len();
        let mut above = vec![member];
        let mut seen = vec![false; members];
        while let Some(one) = above.pop() {
            for parent in (0..members).filter(|p| self.is(Link::ParentOf, *p, one)) {
                if parent == member {
                    return true;
                }
                if let Some(seen) = seen.get_mut(parent).filter(|seen| !**seen) {
                    *seen = true;
                    above.push(parent);
                }
            }
        }
        false
    }
}

/// Leaves nothing of an answer but that it was declined; whether there was more.
fn forgotten(given: &mut FactValue, fact: &Fact) -> bool {
    let unknown = FactValue { declined: given.declined, ..FactValue::unknown(fact) };
    std::mem::replace(given, unknown) != unknown
}

fn day(bound: Option<Bound>) -> Option<Day> {
    bound.and_then(|b| b.value.to_i32()).map(Day)
}

/// The ages and days of birth that go together; `None` where none do.
#[must_use]
pub fn agree(age: Range, birth: Range, date: Day) -> Option<(Range, Range)> {
    let years = |bound: Option<Bound>| bound.and_then(|b| b.value.to_i32());
    let by_age = Range::between(
        years(age.high).map(|oldest| Decimal::from(Day::births(oldest, date).0.0)),
        Some(Decimal::from(years(age.low).map_or(date, |youngest| Day::births(youngest, date).1).0)),
    );
    let birth = both(birth, by_age)?;
    let by_birth = Range::between(
        day(birth.high).map(|last| Decimal::from(last.age_on(date))),
        day(birth.low).map(|first| Decimal::from(first.age_on(date))),
    );
    Some((both(age, by_birth)?, birth))
}

/// What both allow, or `None`.
fn both(a: Range, b: Range) -> Option<Range> {
    if a.less(b) == Truth::True || b.less(a) == Truth::True { None } else { Some(a.meet(b)) }
}
