//! All answers in a list, each to be changed; and the way to clear them.

use yew::{Html, html};
use yingbao_core::{Entity, FactId};

use crate::{
    answer::{Answer, Told},
    pages::{View, heading},
    people,
    reduce::Action,
    show,
    state::{Page, Place},
    text::Key,
    words::sentence,
};

/// The list of answers.
pub fn page(view: &View<'_>) -> Html {
    let state = view.state();
    let mut rows = Vec::new();
    if state.place_told || state.place.is_some() {
        let place = view.words.home().unwrap_or_else(|| {
            let known = state.place == Some(Place::Unknown);
            view.own(if known { Key::PlaceUnknown } else { Key::AnswersUnknown }).to_owned()
        });
        rows.push(row(view, view.own(Key::PlaceAnswer), &place, Page::Place));
    }
    of_subject(view, None, &mut rows);
    rows.push(row(
        view,
        view.own(Key::PeopleTitle),
        &view.words.fill(Key::PeopleCount, &[("n", &state.people.len().to_string())]),
        Page::People,
    ));
    for member in 0..state.people.len() {
        let who = sentence(&view.words.who(member));
        rows.push(row(view, &who, &people::birth(view, member), Page::Person(member)));
        of_subject(view, Some(member), &mut rows);
    }
    html! {
        <>
            { heading(view.own(Key::AnswersTitle)) }
            <p class="hint">{ view.own(Key::AnswersHint) }</p>
            <dl class="rows" part="answers">{ for rows }</dl>
            <div class="next">
                { view.button("primary", view.own(Key::ButtonContinueQuestions), Action::Resume) }
            </div>
        </>
    }
}

/// The answered questions about the household, or about one person.
fn of_subject(view: &View<'_>, member: Option<usize>, rows: &mut Vec<Html>) {
    let (rules, state) = (view.rules(), view.state());
    let entity = if member.is_some() { Entity::Member } else { Entity::Household };
    for (slot, question) in rules.book.questions.iter().enumerate() {
        let Ok(slot) = u16::try_from(slot) else { continue };
        if question.entity != entity {
            continue;
        }
        for fact in &question.facts {
            if member.is_some() && rules.of_person(*fact) {
                continue;
            }
            if let Some(told) = state.told(member, *fact) {
                let title = view.words.fact_of(member, *fact);
                let answer = show::told(&view.words, member, *fact, told);
                rows.push(row(view, &title, &answer, Page::Question(slot, member)));
            }
        }
    }
    let Some(person) = member.and_then(|m| state.people.get(m)) else { return };
    for (told, page) in [
        (&person.parents, member.map(Page::Parents)),
        (&person.spouse, member.map(Page::Spouse)),
    ] {
        if let (Some(told), Some(page)) = (told, page) {
            rows.push(row(view, &view.words.page(page), &linked(view, told), page));
        }
    }
}

fn linked(view: &View<'_>, told: &Told) -> String {
    match told.answer {
        Answer::Known(yingbao_core::Value::Choice(bits)) if bits != 0 => {
            let names = (0..view.state().people.len()).filter(|m| bits >> m & 1 == 1);
            names.map(|m| view.words.who(m)).collect::<Vec<_>>().join("、")
        }
        Answer::Known(_) | Answer::OneOf(_) => view.own(Key::SpouseNobody).to_owned(),
        Answer::Declined => view.own(Key::AnswersDeclined).to_owned(),
        _ => view.own(Key::AnswersUnknown).to_owned(),
    }
}

fn row(view: &View<'_>, title: &str, answer: &str, page: Page) -> Html {
    html! {
        <div class="row">
            <dt>{ title }</dt>
            <dd><bdi>{ answer }</bdi></dd>
            <dd class="row-ways">
                { view.small(Key::ButtonChange, Key::ButtonChangeWhat, title, Action::Open(page)) }
            </dd>
        </div>
    }
}

/// Buttons to change the answers that a criterion rests on; none where nothing was answered.
pub fn changes(view: &View<'_>, facts: impl Iterator<Item = (Option<usize>, FactId)>) -> Html {
    let (rules, state) = (view.rules(), view.state());
    let rows: Vec<Html> = facts
        .filter_map(|(member, fact)| {
            let told = state.told(member, fact)?;
            let lack = member.map_or(yingbao_core::Lack::Household(fact), |m| yingbao_core::Lack::Member(m, fact));
            let page = crate::route::page_for(rules, lack)?;
            let title = view.words.fact_of(member, fact);
            Some(row(view, &title, &show::told(&view.words, member, fact, told), page))
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! { <><p class="label">{ view.own(Key::CriterionUsed) }</p><dl class="rows">{ for rows }</dl></> }
}

/// Asks before everything is cleared.
pub fn restart_page(view: &View<'_>) -> Html {
    html! {
        <>
            { heading(view.own(Key::RestartTitle)) }
            <p>{ view.own(Key::RestartHint) }</p>
            <div class="next">
                { view.button("primary", view.own(Key::ButtonRestartNo), Action::Back) }
                { view.button("danger", view.own(Key::ButtonRestartYes), Action::Clear) }
            </div>
        </>
    }
}
