//! One page in place of one for each person: which of them a question concerns. For the others the answer
//! is no, nothing or none, as the questionnaire says.

use yingbao_core::{FactId, FactType, Lack, Range, Value};

use crate::{
    answer::{Answer, Told},
    draft::{Draft, How, Problem},
    field::kind,
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
    !state.sifted.contains(&question)
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

/// The people shown on the page: those still to be asked, and those who were.
#[must_use]
pub fn people(rules: &Rules, state: &State, fact: FactId) -> Vec<usize> {
    let screened = rules.screened(state);
    let next = &screened.screening.next;
    (0..state.people.len())
        .filter(|member| {
            let lack = Lack::Member(*member, fact);
            next.contains(&lack) || asked(rules, state, lack)
        })
        .collect()
}

/// The boxes as they were left.
#[must_use]
pub fn draft(rules: &Rules, state: &State, question: u16, fact: FactId) -> Draft {
    // What an empty box means is asked too: nobody is passed over by a hurried press.
    let mut draft = Draft { how: How::About, ..Draft::default() };
    let Some(none) = kind(rules, Some(0), fact).and_then(none) else { return draft };
    if state.sifted.contains(&question) {
        draft.how = How::Exact;
    }
    for member in people(rules, state, fact) {
        let concerned = match state.told(Some(member), fact).map(|t| &t.answer) {
            None => state.sifted.contains(&question),
            Some(Answer::Unknown) => {
                draft.how = How::Unknown;
                false
            }
            Some(Answer::Declined) => {
                draft.how = How::Declined;
                false
            }
            Some(answer) => *answer != none.answer,
        };
        draft.picked |= u64::from(concerned) << member;
    }
    draft
}

/// Takes the boxes: an empty one is an answer, a ticked one an answer or a page to come.
pub fn read(
    rules: &Rules,
    state: &mut State,
    question: u16,
    fact: FactId,
    draft: &Draft,
) -> Result<(), Problem> {
    let Some(kind) = kind(rules, Some(0), fact) else { return Ok(()) };
    let Some(none) = none(kind) else { return Ok(()) };
    let people = people(rules, state, fact);
    if draft.how == How::About && people.iter().any(|member| draft.picked >> member & 1 == 0) {
        return Err(Problem::Rest);
    }
    for member in people {
        let before = state.told(Some(member), fact).map(|t| &t.answer);
        if draft.picked >> member & 1 == 0 {
            let told = match draft.how {
                How::Unknown => Told::plain(Answer::Unknown),
                How::Declined => Told::plain(Answer::Declined),
                _ => none.clone(),
            };
            state.tell(Some(member), fact, told);
        } else if *kind == FactType::Truth {
            state.tell(Some(member), fact, Told::truth(true));
        } else if matches!(before, Some(Answer::Unknown | Answer::Declined)) || before == Some(&none.answer) {
            state.forget(member, fact);
        }
    }
    if !state.sifted.contains(&question) {
        state.sifted.push(question);
    }
    Ok(())
}
