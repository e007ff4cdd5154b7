//! The list of the people who live together.

use yingbao_core::{Range, Unit, Value};

use crate::{
    model::{
        answer::Answer,
        state::{MOST_PEOPLE, Page},
    },
    session::reduce::Action,
    text::{Key, show, words::sentence},
    view::{
        element::{El, el, text},
        pages::{View, heading},
    },
};

/// The page.
pub fn page(view: &View<'_>) -> Vec<El> {
    let people = view.state().people.len();
    let count = view.words.fill(Key::PeopleCount, &[("n", &people.to_string())]);
    let rows = (0..people).map(|member| row(view, member)).collect();
    let more = if people < MOST_PEOPLE {
        view.button("secondary", Key::ButtonAdd, Action::Open(Page::Person(people)))
    } else {
        view.say("p", Key::PeopleFull)
    };
    vec![
        heading(view.own(Key::PeopleTitle)),
        view.hint(Key::PeopleHint),
        el("ul").class("rows").all(rows),
        text("p", &count),
        more,
        el("div").class("next").add(view.button("primary", Key::PeopleDone, Action::Continue)),
    ]
}

fn row(view: &View<'_>, member: usize) -> El {
    let who = view.words.who(member);
    let change = Action::Open(Page::Person(member));
    let ways = el("span")
        .class("row-ways")
        .add(view.small(Key::ButtonChange, Key::ButtonChangeWhat, &who, change))
        .add_some(
            (member > 0)
                .then(|| view.small(Key::ButtonRemove, Key::ButtonRemoveWho, &who, Action::Remove(member))),
        );
    let name = el("span").add(text("b", &sentence(&who))).say(" ").add(text("bdi", &birth(view, member)));
    el("li").add(name).add(ways)
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
