//! From the answers to the family that the engine screens.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{
    domain::{Day, Range, Value},
    household::{Builder, FactValue, Household},
    interview::{Ticked, answer::tell_box},
};

use crate::{
    catalog::Catalog,
    model::{
        answer::Answer,
        state::{Link, Said, State},
    },
};

/// The family as far as the answers tell.
#[must_use]
pub fn household(catalog: &Catalog, state: &State) -> Household {
    let book = catalog.book;
    let mut builder = Builder::new(book, catalog.date, state.people.len());
    let household = builder.household();
    // First what the boxes say, then the facts themselves: they are nearer.
    for record in &state.records {
        let ticked = match record.said {
            Said::Ticked => Ticked::Yes,
            Said::Empty => Ticked::No,
            _ => continue,
        };
        if let Some(question) = catalog.question(record.question) {
            tell_box(book, household, question, record.member, ticked);
        }
    }
    for (fact, told) in state.household.iter() {
        if let (Some(kind), Some(slot)) =
            (book.household_facts.get(fact.index()), household.facts.get_mut(fact.index()))
        {
            *slot = told.given(&kind.kind);
        }
    }
    for (index, (person, member)) in state.people.iter().zip(&mut household.members).enumerate() {
        for (fact, told) in person.facts.iter() {
            if let (Some(kind), Some(slot)) =
                (book.member_facts.get(fact.index()), member.facts.get_mut(fact.index()))
            {
                *slot = told.given(&kind.kind);
            }
        }
        birth(catalog, person.aged_on.unwrap_or(catalog.date), &mut member.facts);
        let people = state.people.len();
        let told = |link: &Option<Link>, most| {
            let link = link.as_ref().filter(|link| link.covers(index, people, most))?;
            matches!(link.told.answer, Answer::Known(_)).then(|| link.named())
        };
        member.parents = told(&person.parents, 2);
        member.spouse = told(&person.spouse, 1).and_then(|p| p.first().copied());
    }
    builder.settle()
}

/// Makes age and day of birth say the same: one of the two was asked. An age was told on a day, perhaps before today.
fn birth(catalog: &Catalog, told_on: Day, facts: &mut [FactValue]) {
    let (Some(age), Some(birth)) = (catalog.age, catalog.birth) else { return };
    let number = |facts: &[FactValue], slot: usize| facts.get(slot).map_or(Range::ALL, |g| g.value.number());
    let (years, days) = (number(facts, age.index()), number(facts, birth.index()));
    let whole = |bound: Option<yingbao_core::domain::Bound>| bound.and_then(|b| b.value.to_i32());
    let age_of = |day: i32| Decimal::from(Day(day).age_on(catalog.date));
    let ages = |days: Range| Range::between(whole(days.high).map(age_of), whole(days.low).map(age_of));
    let (years, days) = if days == Range::ALL {
        let first = whole(years.high).map(|oldest| Day::births(oldest, told_on).0);
        let last = whole(years.low).map_or(catalog.date, |youngest| Day::births(youngest, told_on).1);
        let day = |d: Day| Decimal::from(d.0);
        let days = Range::between(first.map(day), Some(day(last)));
        (if told_on == catalog.date { years } else { ages(days) }, days)
    } else {
        (ages(days), days)
    };
    for (slot, range) in [(age, years), (birth, days)] {
        if let Some(given) = facts.get_mut(slot.index()) {
            given.value = Value::Number(range);
        }
    }
}
