//! One page in place of one for each person: which of them a question concerns. For the others the answer
//! is no, nothing or none, as the questionnaire says.

use yingbao_core::{FactId, FactType, Form, Lack, Unticked, Value};

use crate::{
    model::{
        answer::{Answer, Told},
        draft::{Draft, How, Problem},
        state::State,
    },
    session::{
        field::{Empty, kind, left_empty, rest},
        route::asked,
        rules::Rules,
    },
};

/// What an empty box of a question tells of each of its facts; nothing where it is asked in no box.
#[must_use]
pub fn empty(rules: &Rules, question: u16) -> Vec<(FactId, Told)> {
    let Some(question) = rules.question(question) else { return Vec::new() };
    let told = |unticked: &Unticked| {
        Told::plain(match unticked.value() {
            Value::Choice(bits) if bits.count_ones() > 1 => Answer::OneOf(bits),
            value => Answer::Known(value),
        })
    };
    match (&question.form, question.facts.as_slice()) {
        (Form::Tick(unticked), facts) => facts.iter().copied().zip(unticked.iter().map(told)).collect(),
        // What a family receives: nothing, of whom nothing is ticked.
        (Form::Field { blank: true }, [fact])
            if matches!(kind(rules, Some(0), *fact), Some(FactType::Set(_))) =>
        {
            vec![(*fact, told(&Unticked::Nothing))]
        }
        _ => Vec::new(),
    }
}

/// The people the page is about, as a set: those still to be asked, and those who were.
#[must_use]
pub fn people(rules: &Rules, state: &State, question: u16) -> u64 {
    let screened = rules.screened(state);
    let next = &screened.screening.next;
    let facts = rules.question(question).map_or(&[][..], |q| &q.facts);
    (0..state.people.len())
        .filter(|member| {
            facts.iter().any(|fact| {
                let lack = Lack::Member(*member, *fact);
                next.contains(&lack) || asked(rules, state, lack)
            })
        })
        .fold(0, |people, member| people | 1 << member)
}

/// The positions in a set of people.
pub fn positions(people: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |member| people >> member & 1 == 1)
}

/// The people about whom a question was asked already.
#[must_use]
pub fn shown(state: &State, question: u16) -> u64 {
    state.sifted.iter().find(|(one, _)| *one == question).map_or(0, |(_, shown)| *shown)
}

/// The boxes as they were left.
#[must_use]
pub fn draft(rules: &Rules, state: &State, question: u16, people: u64) -> Draft {
    let mut draft = Draft::default();
    let empty = empty(rules, question);
    let shown = shown(state, question);
    let mut quiet = Vec::new();
    for member in positions(people) {
        let told = |fact: FactId| state.told(Some(member), fact);
        let unsaid = |told: &Told| matches!(told.answer, Answer::Unknown | Answer::Declined);
        let other = empty
            .iter()
            .any(|(fact, none)| told(*fact).is_some_and(|told| !unsaid(told) && told.answer != none.answer));
        // Ticked, with the page about this person still to come; who was added later was not asked.
        let coming = shown >> member & 1 == 1 && empty.iter().any(|(fact, _)| told(*fact).is_none());
        if other || coming {
            draft.picked |= 1 << member;
        } else {
            quiet.extend(empty.iter().map(|(fact, _)| told(*fact)));
        }
    }
    // What an empty box means is asked too: nobody is passed over by a hurried press.
    draft.how =
        if people & !shown == 0 && people != 0 { rest(How::Exact, quiet.into_iter()) } else { How::About };
    draft
}

/// Takes the boxes: an empty one is an answer, a ticked one an answer or a page to come.
pub fn read(
    rules: &Rules,
    state: &mut State,
    question: u16,
    people: u64,
    draft: &Draft,
) -> Result<(), Problem> {
    let filled = self::draft(rules, state, question, people);
    let empty = empty(rules, question);
    for member in positions(people) {
        let left = left_empty(&filled, draft, member);
        for (fact, none) in &empty {
            let is_truth = kind(rules, Some(member), *fact) == Some(&FactType::Truth);
            let before = state.told(Some(member), *fact).map(|t| &t.answer);
            let told = match left {
                Empty::Ticked if is_truth && empty.len() == 1 => {
                    Told::truth(none.answer != Told::truth(true).answer)
                }
                Empty::Ticked => {
                    if matches!(before, Some(Answer::Unknown | Answer::Declined))
                        || before == Some(&none.answer)
                    {
                        state.forget(member, *fact);
                    }
                    continue;
                }
                Empty::AsBefore if before.is_some() => continue,
                Empty::AsBefore | Empty::Unsaid => return Err(Problem::Rest),
                Empty::Means(How::Unknown) => Told::plain(Answer::Unknown),
                Empty::Means(How::Declined) => Told::plain(Answer::Declined),
                Empty::Means(_) => none.clone(),
            };
            state.tell(Some(member), *fact, told);
        }
    }
    match state.sifted.iter_mut().find(|(one, _)| *one == question) {
        Some((_, shown)) => *shown |= people,
        None => state.sifted.push((question, people)),
    }
    Ok(())
}
