//! The list of the people who live together.

use yew::{Html, html};
use yingbao_core::{Range, Unit, Value};

use crate::{
    answer::Answer,
    pages::{View, heading},
    reduce::Action,
    show,
    state::{MOST_PEOPLE, Page},
    text::Key,
    words::sentence,
};

/// The page.
pub fn page(view: &View<'_>) -> Html {
    let people = view.state().people.len();
    let count = view.words.fill(Key::PeopleCount, &[("n", &people.to_string())]);
    let rows = (0..people).map(|member| row(view, member));
    html! {
        <>
            { heading(view.own(Key::PeopleTitle)) }
            <p class="hint">{ view.own(Key::PeopleHint) }</p>
            <ul class="rows" part="people">{ for rows }</ul>
            <p>{ count }</p>
            if people < MOST_PEOPLE {
                { view.button("secondary", view.own(Key::ButtonAdd), Action::Open(Page::Person(people))) }
            } else {
                <p>{ view.own(Key::PeopleFull) }</p>
            }
            <div class="next">{ view.button("primary", view.own(Key::PeopleDone), Action::Continue) }</div>
        </>
    }
}

fn row(view: &View<'_>, member: usize) -> Html {
    let who = view.words.who(member);
    html! {
        <li key={member}>
            <span><b>{ sentence(&who) }</b>{ " " }<bdi>{ birth(view, member) }</bdi></span>
            <span class="row-ways">
                { view.small(Key::ButtonChange, Key::ButtonChangeWhat, &who, Action::Open(Page::Person(member))) }
                if member > 0 {
                    { view.small(Key::ButtonRemove, Key::ButtonRemoveWho, &who, Action::Remove(member)) }
                }
            </span>
        </li>
    }
}

/// A person's day of birth or age in words.
pub fn birth(view: &View<'_>, member: usize) -> String {
    let (rules, state) = (view.rules(), view.state());
    let language = view.words.language();
    let told = |fact: Option<_>| fact.and_then(|f| state.told(Some(member), f)).map(|t| &t.answer);
    let shown = |range: Range, unit| show::measured(language, range, unit);
    match (told(rules.birth), told(rules.age)) {
        (Some(Answer::Known(Value::Number(day))), _) => {
            view.words.fill(Key::PeopleBorn, &[("date", &shown(*day, Unit::Day))])
        }
        (_, Some(Answer::Known(Value::Number(age)) | Answer::Range(age))) => {
            view.words.fill(Key::PeopleAged, &[("age", &shown(*age, Unit::Plain))])
        }
        _ => view.own(Key::PeopleBirthUnknown).to_owned(),
    }
}
