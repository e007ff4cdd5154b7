//! The people who live together: all on one page.

use yingbao_core::{
    domain::{Range, Value},
    rulebook::Unit,
    wording::format::measured,
};

use crate::{
    model::{answer::Answer, state::MOST_PEOPLE},
    session::reduce::Action,
    text::{Key, wording::sentence},
    view::{
        choices::Shown,
        element::{El, el},
        numbers,
        view::View,
    },
};

/// One person: who it is, the age, and a way off the list.
pub fn person(view: &View<'_>, shown: &Shown<'_>, member: usize) -> Vec<El> {
    let who = sentence(&view.words.who(member));
    let remove = (member > 0)
        .then(|| view.small(Key::ButtonRemove, Key::ButtonRemoveWho, &who, Action::Remove(member)));
    vec![numbers::birth(view, shown, &who, remove)]
}

/// A button for each relation that puts another person on the list.
pub fn adding(view: &View<'_>) -> El {
    if view.state().people.len() >= MOST_PEOPLE {
        return view.say("p", Key::PeopleFull);
    }
    let mut chips = el("div").class("chips");
    for (bit, option) in (0u8..).zip(view.rules().relations()) {
        if option != "self" {
            let relation = view.words.relation(option);
            chips = chips.add(
                view.pressed(
                    "chip",
                    &view.words.fill(Key::PeopleAdd, &[("who", &relation)]),
                    Action::Add(bit),
                )
                .with("name", format!("add-{bit}")),
            );
        }
    }
    el("div")
        .at("role", "group")
        .at("aria-label", view.own(Key::PeopleAdding))
        .class("adding")
        .add(view.label(Key::PeopleAdding))
        .add(chips)
}

/// A person's day of birth or age in words.
pub fn birth(view: &View<'_>, member: usize) -> String {
    let (rules, state) = (view.rules(), view.state());
    let language = view.words.language();
    let told = |fact: Option<_>| fact.and_then(|f| state.told(Some(member), f)).map(|t| &t.answer);
    let shown = |range: Range, unit| measured(language, range, unit);
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
