//! All answers in a list, each to be changed; and the way to clear them.

use yingbao_core::rulebook::{Entity, FactId, FactType, Form};

use crate::{
    model::{
        answer::Answer,
        form::positions,
        state::{HomeRegion, Link, Page, Record, Said},
    },
    session::reduce::Action,
    text::{Key, format, wording::sentence},
    view::{
        element::{El, el, text},
        people,
        view::{View, heading},
    },
};

/// The list of answers.
pub fn page(view: &View<'_>) -> Vec<El> {
    let state = view.state();
    let mut rows = Vec::new();
    if let Some(place) = state.place {
        let unknown = if place == HomeRegion::Unknown { Key::PlaceUnknown } else { Key::AnswersUnknown };
        let place = view.words.home().unwrap_or_else(|| view.own(unknown).to_owned());
        let region = view.rules().questions().find(|(_, q)| q.form == Form::Region);
        if let Some((slot, _)) = region {
            rows.push(row(view, view.own(Key::PlaceAnswer), &place, Page::Change(slot, None)));
        }
    }
    let listing = view.rules().questions().find(|(_, q)| view.rules().lists_people(q)).map(|(slot, _)| slot);
    let count = view.words.fill(Key::PeopleCount, &[("n", &state.people.len().to_string())]);
    if let Some(slot) = listing {
        rows.push(row(view, view.own(Key::PeopleTitle), &count, Page::Change(slot, None)));
    }
    for member in 0..state.people.len() {
        let who = sentence(&view.words.who(member));
        rows.push(el("div").class("row").add(text("dt", &who)).add(text("dd", &people::birth(view, member))));
    }
    of_questions(view, |_| true, &mut rows);
    for (member, person) in state.people.iter().enumerate() {
        linked(view, member, &person.parents, Form::Parents, &mut rows);
        linked(view, member, &person.spouse, Form::Spouse, &mut rows);
    }
    vec![
        heading(view.own(Key::AnswersTitle)),
        view.hint(Key::AnswersHint),
        el("dl").class("rows").all(rows),
        el("div").class("actions").add(view.button("primary", Key::ButtonContinueQuestions, Action::Resume)),
    ]
}

/// The questions that were asked, in the order of the rulebook; boxes about several people in one row.
fn of_questions(view: &View<'_>, wanted: impl Fn(&Record) -> bool, rows: &mut Vec<El>) {
    let state = view.state();
    for (slot, question) in view.rules().questions() {
        if view.rules().lists_people(question) {
            continue;
        }
        let mut records: Vec<&Record> = state.records.iter().filter(|r| r.question == slot).collect();
        records.sort_by_key(|record| record.member);
        if !records.iter().any(|record| wanted(record)) {
            continue;
        }
        let is_box = matches!(question.form, Form::Tick(_));
        let set = question.facts.first().is_some_and(|fact| {
            let member = (question.entity == Entity::Member).then_some(0);
            matches!(view.rules().kind(member, *fact), Some(FactType::Set(_)))
        });
        if is_box {
            let title = view.words.answer_to(slot, None);
            rows.push(row(view, &title, &ticked(view, &records), Page::Change(slot, None)));
            continue;
        }
        for record in records.into_iter().filter(|record| wanted(record)) {
            for fact in &question.facts {
                if let Some(told) = state.told(record.member, *fact) {
                    let title = view.words.fact_of(record.member, *fact);
                    let answer = format::told(&view.words, record.member, *fact, told);
                    let member = if set { None } else { record.member };
                    rows.push(row(view, &title, &answer, Page::Change(slot, member)));
                }
            }
        }
    }
}

/// Whom a box was ticked for.
fn ticked(view: &View<'_>, records: &[&Record]) -> String {
    let said = |said: Said| records.iter().any(|record| record.said == said);
    let of_household = records.iter().any(|record| record.member.is_none());
    let names: Vec<String> = records
        .iter()
        .filter(|record| record.said == Said::Ticked)
        .filter_map(|record| Some(view.words.who(record.member?)))
        .collect();
    if !names.is_empty() {
        return view.words.list(names);
    }
    view.own(match (of_household, said(Said::Ticked)) {
        (true, true) => Key::FieldYes,
        _ if said(Said::Unsure) => Key::AnswersUnknown,
        (true, false) => Key::FieldNo,
        _ => Key::AnswersNothingTicked,
    })
    .to_owned()
}

fn linked(view: &View<'_>, member: usize, link: &Option<Link>, form: Form, rows: &mut Vec<El>) {
    let (Some(link), Some((slot, _))) = (link, view.rules().questions().find(|(_, q)| q.form == form)) else {
        return;
    };
    let answer = match link.told.answer {
        Answer::Known(yingbao_core::domain::Value::Choice(bits)) if bits != 0 => {
            view.words.list(positions(bits).map(|m| view.words.who(m)).collect())
        }
        Answer::Known(_) | Answer::OneOf(_) => view.own(Key::SpouseNobody).to_owned(),
        Answer::Declined => view.own(Key::AnswersDeclined).to_owned(),
        _ => view.own(Key::AnswersUnknown).to_owned(),
    };
    let title = view.words.question(slot, Some(member));
    rows.push(row(view, &title, &answer, Page::Change(slot, Some(member))));
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
    let rests = |record: &Record| {
        let question = view.rules().question(record.question);
        question.is_some_and(|q| q.facts.iter().any(|fact| facts.contains(&(record.member, *fact))))
    };
    of_questions(view, rests, &mut rows);
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
        el("div").class("actions").add(keep).add(clear),
    ]
}
