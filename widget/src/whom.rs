//! One page in place of one for each person: which of them a question concerns. For the others the answer
//! is no, nothing or none, as the questionnaire says.

use yingbao_core::{FactId, FactType, Lack, Range, Value};

use crate::{
    answer::{Answer, Told},
    draft::{Draft, How, Problem},
    field::{Empty, kind, left_empty, rest},
    route::asked,
    rules::Rules,
    state::State,
};

/// The answer of someone whom a fact does not concern; `None` where there is no such answer.
fn none(kind: &FactType) -> Option<Told> {
    let value = match kind {
        FactType::Truth => return Some(Told::truth(false)),
        FactType::Flow(_) | FactType::Stock | FactType::Count(0, None) => {
            Value::Number(Range::exact(0.into()))
        }
        // Where "none" stands first it is the usual answer; as the last of a scale it says a great deal.
        FactType::Choice(options) if options.first().is_some_and(|o| o == "none") => Value::Choice(1),
        FactType::Set(_) => Value::Set { sure: 0, possible: 0 },
        _ => return None,
    };
    Some(Told::plain(Answer::Known(value)))
}

/// The fact of a question that can be asked of all people on one page.
#[must_use]
pub fn fact(rules: &Rules, question: u16) -> Option<FactId> {
    let [fact] = rules.question(question)?.facts.as_slice() else { return None };
    none(kind(rules, Some(0), *fact)?).map(|_| *fact)
}

/// Whether a question is worth a page on whom it concerns: two or more people are still to be asked.
#[must_use]
pub fn worth(rules: &Rules, state: &State, question: u16, next: &[Lack]) -> bool {
    !state.sifted.iter().any(|(one, _)| *one == question)
        && fact(rules, question).is_some_and(|fact| open(rules, state, fact, next).count() > 1)
}

fn open<'a>(
    rules: &'a Rules,
    state: &'a State,
    fact: FactId,
    next: &'a [Lack],
) -> impl Iterator<Item = usize> + 'a {
    (0..state.people.len()).filter(move |member| {
        let lack = Lack::Member(*member, fact);
        next.contains(&lack) && !asked(rules, state, lack)
    })
}

/// The people the page is about, as a set: those still to be asked, and those who were.
#[must_use]
pub fn people(rules: &Rules, state: &State, fact: FactId) -> u64 {
    let screened = rules.screened(state);
    let next = &screened.screening.next;
    (0..state.people.len())
        .filter(|member| {
            let lack = Lack::Member(*member, fact);
            next.contains(&lack) || asked(rules, state, lack)
        })
        .fold(0, |people, member| people | 1 << member)
}

/// The positions in a set of people.
pub fn positions(people: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |member| people >> member & 1 == 1)
}

/// The people about whom a question was asked already.
fn shown(state: &State, question: u16) -> u64 {
    state.sifted.iter().find(|(one, _)| *one == question).map_or(0, |(_, shown)| *shown)
}

/// The boxes as they were left.
#[must_use]
pub fn draft(rules: &Rules, state: &State, question: u16, fact: FactId, people: u64) -> Draft {
    let mut draft = Draft::default();
    let Some(none) = kind(rules, Some(0), fact).and_then(none) else { return draft };
    let shown = shown(state, question);
    let told = |member: usize| state.told(Some(member), fact);
    for member in positions(people) {
        let concerned = match told(member).map(|t| &t.answer) {
            // Ticked, with the page about this person still to come; who was added later was not asked.
            None => shown >> member & 1 == 1,
            Some(Answer::Unknown | Answer::Declined) => false,
            Some(answer) => *answer != none.answer,
        };
        draft.picked |= u64::from(concerned) << member;
    }
    // What an empty box means is asked too: nobody is passed over by a hurried press.
    draft.how = if people & !shown == 0 && people != 0 {
        rest(How::Exact, positions(people & !draft.picked).map(told))
    } else {
        How::About
    };
    draft
}

/// Takes the boxes: an empty one is an answer, a ticked one an answer or a page to come.
pub fn read(
    rules: &Rules,
    state: &mut State,
    question: u16,
    fact: FactId,
    people: u64,
    draft: &Draft,
) -> Result<(), Problem> {
    let Some(kind) = kind(rules, Some(0), fact) else { return Ok(()) };
    let Some(none) = none(kind) else { return Ok(()) };
    let filled = self::draft(rules, state, question, fact, people);
    for member in positions(people) {
        let before = state.told(Some(member), fact).map(|t| &t.answer);
        let told = match left_empty(&filled, draft, member) {
            Empty::Ticked if *kind == FactType::Truth => Told::truth(true),
            Empty::Ticked => {
                if matches!(before, Some(Answer::Unknown | Answer::Declined)) || before == Some(&none.answer)
                {
                    state.forget(member, fact);
                }
                continue;
            }
            Empty::AsBefore if before.is_some() => continue,
            Empty::AsBefore | Empty::Unsaid => return Err(Problem::Rest),
            Empty::Means(How::Unknown) => Told::plain(Answer::Unknown),
            Empty::Means(How::Declined) => Told::plain(Answer::Declined),
            Empty::Means(_) => none.clone(),
        };
        state.tell(Some(member), fact, told);
    }
    match state.sifted.iter_mut().find(|(one, _)| *one == question) {
        Some((_, shown)) => *shown |= people,
        None => state.sifted.push((question, people)),
    }
    Ok(())
}
