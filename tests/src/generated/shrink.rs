//! Makes a household that breaks a law over a drawn rulebook smaller while the law stays broken.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Range, Truth, Value},
    household::{Household, top},
    rulebook::{Fact, FactType, Rulebook},
};

/// The simplest that a fact can be, known or not: nothing, no, the first option.
fn plain(kind: &FactType) -> Value {
    match top(kind) {
        Value::Truth(_) => Value::Truth(Truth::False),
        Value::Choice(_) => Value::Choice(1),
        Value::Set { .. } => Value::Set { sure: 0, possible: 0 },
        Value::Number(range) => {
            let least = range.low.map_or(Decimal::ZERO, |low| low.value.max(Decimal::ZERO));
            Value::Number(Range::exact(least))
        }
    }
}

/// The least that still breaks, as far as single steps lead: without a member, with a fact that is plain, with a link
/// that is none. The households are one, as it was told first and what became of it; each step is done in all of them.
#[must_use]
pub fn shrink(
    book: &Rulebook,
    mut households: Vec<Household>,
    breaks: impl Fn(&[Household]) -> bool,
) -> Vec<Household> {
    loop {
        let mut smaller = false;
        let count = households.first().map_or(0, |household| household.members.len());
        let mut steps: Vec<Step> = (1..count).rev().map(Step::Without).collect();
        steps.extend((0..book.household_facts.len()).map(|fact| Step::Plain(None, fact)));
        for member in 0..count {
            steps.push(Step::NoParents(member));
            steps.extend((0..book.member_facts.len()).map(|fact| Step::Plain(Some(member), fact)));
        }
        for step in steps {
            let tried: Vec<Household> =
                households.iter().map(|household| step.done(book, household)).collect();
            if tried != households && breaks(&tried) {
                (households, smaller) = (tried, true);
            }
        }
        if !smaller {
            return households;
        }
    }
}

/// What differs from a plain household: `members.1.wages = …`.
#[must_use]
pub fn told(book: &Rulebook, household: &Household) -> Vec<String> {
    let mut found = Vec::new();
    let mut differing = |name: String, facts: &[Fact], values: Vec<Value>| {
        for (fact, value) in facts.iter().zip(values) {
            if fact.id != "relation" && value != plain(&fact.kind) {
                found.push(format!("{name}.{} = {value:?}", fact.id));
            }
        }
    };
    let values =
        |facts: &[yingbao_core::household::FactValue]| facts.iter().map(|given| given.value).collect();
    differing("household".to_owned(), &book.household_facts, values(&household.facts));
    for (index, member) in household.members.iter().enumerate() {
        differing(format!("members.{index}"), &book.member_facts, values(&member.facts));
    }
    for (index, member) in household.members.iter().enumerate() {
        match &member.parents {
            None => found.push(format!("members.{index}.parents are not told")),
            Some(parents) if parents.is_empty() => {}
            Some(parents) => found.push(format!("members.{index}.parents = {parents:?}")),
        }
    }
    found
}

enum Step {
    Without(usize),
    Plain(Option<usize>, usize),
    NoParents(usize),
}

impl Step {
    fn done(&self, book: &Rulebook, household: &Household) -> Household {
        let mut done = household.clone();
        match *self {
            Self::Without(gone) if gone < done.members.len() => {
                done.members.remove(gone);
                for member in &mut done.members {
                    if let Some(parents) = &mut member.parents {
                        parents.retain(|parent| *parent != gone);
                        parents.iter_mut().for_each(|parent| *parent -= usize::from(*parent > gone));
                    }
                }
            }
            Self::Without(_) => {}
            Self::Plain(None, fact) => done.facts[fact].value = plain(&book.household_facts[fact].kind),
            Self::Plain(Some(member), fact) => {
                if let Some(member) = done.members.get_mut(member)
                    && book.member_facts[fact].id != "relation"
                {
                    member.facts[fact].value = plain(&book.member_facts[fact].kind);
                }
            }
            Self::NoParents(member) => {
                if let Some(member) = done.members.get_mut(member) {
                    member.parents = Some(Vec::new());
                }
            }
        }
        done.link(book);
        done
    }
}
