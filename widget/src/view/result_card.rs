//! A programme on the page of results: as a card, or in a row.

use yingbao_core::{
    rulebook::Entity,
    screening::{Amount, Entry, Verdict},
    wording::format::amount as in_words,
};

use crate::{
    model::state::Page,
    session::{outcome::Standing, reduce::Action},
    text::{Key, format, wording::sentence},
    view::{
        element::{El, el, text},
        explanation,
        view::View,
    },
};

/// The page of a programme.
pub fn slot(one: &Standing<'_>) -> Page {
    Page::Program(one.id.0)
}

/// Whom it is about; nobody where that is plain.
fn people(view: &View<'_>, one: &Standing<'_>) -> Vec<String> {
    if view.state().people.len() < 2 {
        return Vec::new();
    }
    let members: Vec<usize> = one.entries.iter().filter_map(|entry| entry.member).collect();
    let some = members.len() < view.state().people.len();
    if one.program.unit == Entity::Member && some && !members.is_empty() {
        members.into_iter().map(|member| sentence(&view.words.who(member))).collect()
    } else {
        vec![view.own(Key::ResultsFamily).to_owned()]
    }
}

/// A card under a heading of this level: the name opens everything about it.
pub fn card(view: &View<'_>, one: &Standing<'_>, heading: &'static str) -> El {
    let title = view.opens("title", &view.words.programme(one.id), slot(one));
    let chips: Vec<El> = people(view, one).iter().map(|who| text("span", who).class("chip")).collect();
    let chips = (!chips.is_empty()).then(|| el("p").class("chips").all(chips));
    let reason = one.entries.first().and_then(|entry| explanation::in_short(view, one.program, entry));
    el("article")
        .class("card")
        .with("id", format!("card-{}", one.id.0))
        .add(el(heading).add(title))
        .add_some(chips)
        .add_some(reason.map(|reason| text("p", &reason)))
        .add_some(same_amount(view, &one.entries))
}

/// What all of them would be paid, where it is the same.
fn same_amount(view: &View<'_>, entries: &[&Entry]) -> Option<El> {
    let told = entries.first()?.amount.as_ref()?;
    let same = entries.iter().all(|entry| entry.amount.as_ref() == Some(told));
    let key = if entries.len() > 1 { Key::ResultsAmountEach } else { Key::ResultsAmount };
    if same { amount(view, key, told) } else { None }
}

/// What it would pay, where that says anything.
pub fn amount(view: &View<'_>, label: Key, amount: &Amount) -> Option<El> {
    let shown = in_words(view.words.language(), amount);
    let label = view.words.labelled(view.own(label), "");
    format::tells(amount).then(|| el("p").class("amount").say(&label).add(text("b", &shown)))
}

/// A programme's name with whom it is about.
pub fn with_people(view: &View<'_>, one: &Standing<'_>) -> String {
    let name = view.words.programme(one.id);
    let who = people(view, one);
    if one.program.unit != Entity::Member || one.entries.len() >= view.state().people.len() {
        return name;
    }
    view.words.fill(Key::ResultsForWho, &[("program", &name), ("who", &view.words.list(who))])
}

/// A row: the name opens everything about it; what answers would settle has a button that leads to them.
pub fn row(view: &View<'_>, one: &Standing<'_>, by_answers: bool) -> El {
    let unlikely = one.entries.iter().all(|entry| entry.verdict == Verdict::Unlikely);
    let name = if unlikely { view.words.programme(one.id) } else { with_people(view, one) };
    let first = one.entries.first();
    let waits = first.and_then(|entry| {
        if by_answers {
            let missing = entry.missing.len().to_string();
            return Some(view.words.fill(Key::ResultsMissing, &[("n", &missing)]));
        }
        explanation::in_short(view, one.program, entry)
    });
    let title = view.opens("title", &name, slot(one));
    let title = title.add_some(waits.map(|waits| text("span", &waits).class("hint")));
    let member = if let [alone] = one.entries.as_slice() { alone.member } else { None };
    let settle = by_answers.then(|| {
        view.small(Key::ButtonAnswer, Key::ButtonAnswerWhat, &name, Action::Settle(one.id.0, member))
    });
    el("li").add(title).add_some(settle)
}
