//! All answers in a list, each to be changed; and the way to clear them.

use yingbao_core::{Entity, FactId, Lack, Value};

use crate::{
    model::{
        answer::{Answer, Told},
        state::{Page, Place},
    },
    session::{reduce::Action, route},
    text::{Key, show, words::sentence},
    view::{
        element::{El, el, text},
        pages::{View, heading},
        people,
    },
};

/// The list of answers.
pub fn page(view: &View<'_>) -> Vec<El> {
    let state = view.state();
    let mut rows = Vec::new();
    if let Some(place) = state.place {
        let unknown = if place == Place::Unknown { Key::PlaceUnknown } else { Key::AnswersUnknown };
        let place = view.words.home().unwrap_or_else(|| view.own(unknown).to_owned());
        rows.push(row(view, view.own(Key::PlaceAnswer), &place, Page::Place));
    }
    of_subject(view, None, &mut rows);
    let count = view.words.fill(Key::PeopleCount, &[("n", &state.people.len().to_string())]);
    rows.push(row(view, view.own(Key::PeopleTitle), &count, Page::People));
    for member in 0..state.people.len() {
        let who = sentence(&view.words.who(member));
        rows.push(row(view, &who, &people::birth(view, member), Page::Person(member)));
        of_subject(view, Some(member), &mut rows);
    }
    vec![
        heading(view.own(Key::AnswersTitle)),
        view.hint(Key::AnswersHint),
        el("dl").class("rows").all(rows),
        el("div").class("next").add(view.button("primary", Key::ButtonContinueQuestions, Action::Resume)),
    ]
}

/// The answered questions about the household, or about one person.
fn of_subject(view: &View<'_>, member: Option<usize>, rows: &mut Vec<El>) {
    let (rules, state) = (view.rules(), view.state());
    let entity = if member.is_some() { Entity::Member } else { Entity::Household };
    for (slot, question) in (0u16..).zip(&rules.book.questions) {
        let lack = |fact: FactId| member.map_or(Lack::Household(fact), |m| Lack::Member(m, fact));
        // A fact that is asked twice, in a box and by itself, stands here once.
        let here =
            |fact: &&FactId| question.entity == entity && rules.question_for(lack(**fact)) == Some(slot);
        for fact in question.facts.iter().filter(here) {
            if let (Some(told), false) =
                (state.told(member, *fact), member.is_some() && rules.of_person(*fact))
            {
                let page = route::page_for(rules, lack(*fact)).unwrap_or(Page::Question(slot, member));
                rows.push(answered(view, member, *fact, told, page));
            }
        }
    }
    let Some((member, person)) = member.and_then(|m| Some((m, state.people.get(m)?))) else { return };
    for (link, page) in [(&person.parents, Page::Parents(member)), (&person.spouse, Page::Spouse(member))] {
        if let Some(link) = link {
            rows.push(row(view, &view.words.page(page), &linked(view, &link.told), page));
        }
    }
}

fn answered(view: &View<'_>, member: Option<usize>, fact: FactId, told: &Told, page: Page) -> El {
    row(view, &view.words.fact_of(member, fact), &show::told(&view.words, member, fact, told), page)
}

fn linked(view: &View<'_>, told: &Told) -> String {
    match told.answer {
        Answer::Known(Value::Choice(bits)) if bits != 0 => {
            let names = (0..view.state().people.len()).filter(|m| bits >> m & 1 == 1);
            view.words.list(names.map(|m| view.words.who(m)).collect())
        }
        Answer::Known(_) | Answer::OneOf(_) => view.own(Key::SpouseNobody).to_owned(),
        Answer::Declined => view.own(Key::AnswersDeclined).to_owned(),
        _ => view.own(Key::AnswersUnknown).to_owned(),
    }
}

fn row(view: &View<'_>, title: &str, answer: &str, page: Page) -> El {
    let change = view.small(Key::ButtonChange, Key::ButtonChangeWhat, title, Action::Open(page));
    el("div")
        .class("row")
        .add(text("dt", title))
        .add(el("dd").add(text("bdi", answer)))
        .add(el("dd").class("row-ways").add(change))
}

/// The answers that a criterion rests on, to be changed; none where nothing was answered.
pub fn changes(view: &View<'_>, facts: &[(Option<usize>, FactId)]) -> Option<El> {
    let mut rows = Vec::new();
    for (member, fact) in facts {
        let lack = member.map_or(Lack::Household(*fact), |m| Lack::Member(m, *fact));
        if let (Some(told), Some(page)) =
            (view.state().told(*member, *fact), route::page_for(view.rules(), lack))
        {
            rows.push(answered(view, *member, *fact, told, page));
        }
    }
    (!rows.is_empty())
        .then(|| el("div").add(view.label(Key::CriterionUsed)).add(el("dl").class("rows").all(rows)))
}

/// Asks before everything is cleared.
pub fn restart_page(view: &View<'_>) -> Vec<El> {
    let keep = view.button("primary", Key::ButtonRestartNo, Action::Back);
    let clear = view.button("danger", Key::ButtonRestartYes, Action::Clear);
    vec![
        heading(view.own(Key::RestartTitle)),
        view.say("p", Key::RestartHint),
        el("div").class("next").add(keep).add(clear),
    ]
}
