//! Number fields: one number or from and to, by the month or year; and days of birth.

use yew::virtual_dom::ListenerKind;
use yingbao_core::{FactType, Per, Range, Unit};

use crate::{
    model::{
        draft::{Edit, How},
        parse_input::{understood, understood_date},
    },
    session::reduce::Action,
    text::{Key, show::measured},
    view::{
        choices::{Choice, choice, labelled, radios, unsaid},
        element::{Does, El, el, text},
        form::Shown,
        pages::View,
    },
};

/// What was typed, as it is read: said where it could be taken for something else. It stands there empty
/// otherwise, so that no line moves, and it describes its line and speaks up on its own for nobody.
fn reading(view: &View<'_>, id: String, what: Option<String>) -> El {
    let words = what.map_or_else(String::new, |what| view.words.fill(Key::FieldReadAs, &[("what", &what)]));
    text("p", &words).class("reading").with("id", id)
}

/// A line to type a number in, with what it is read as.
fn line(
    view: &View<'_>,
    shown: &Shown<'_>,
    part: usize,
    label: Key,
    unit: Option<Key>,
    kind: &FactType,
) -> El {
    let what = understood(kind, shown.draft, part).map(|range| {
        let amount = measured(view.words.language(), range, Unit::Plain);
        unit.map_or_else(|| amount.clone(), |unit| format!("{amount} {}", view.own(unit)))
    });
    let id = format!("{}-{part}", shown.id("reading"));
    bare(view, shown, part, label, unit, &id).add(reading(view, id, what))
}

/// A line to type a number in, described by an element of this name. Nothing else is typed anywhere.
fn bare(view: &View<'_>, shown: &Shown<'_>, part: usize, label: Key, unit: Option<Key>, reading: &str) -> El {
    let described = shown.described().map_or_else(String::new, |described| described + " ") + reading;
    let id = format!("{}-{part}", shown.id("text"));
    let decimal = matches!(unit, Some(Key::FieldYuan | Key::FieldSquareMetres));
    let input = el("input")
        .at("type", "text")
        .at("part", "input")
        .with("id", id.clone())
        .at("inputmode", if decimal { "decimal" } else { "numeric" })
        .at("autocomplete", "off")
        .at("spellcheck", "false")
        .with("aria-describedby", described)
        .maybe("aria-invalid", shown.problem.map(|_| "true".to_owned()))
        .value(shown.draft.texts.get(part).map_or("", String::as_str))
        .hears(ListenerKind::oninput, &view.sender, Does::Text(shown.slot, part))
        .hears(ListenerKind::onkeydown, &view.sender, Does::Enter);
    let unit = unit.map(|unit| view.say("span", unit).class("unit"));
    el("div")
        .class(if decimal { "line" } else { "line narrow" })
        .add(view.say("label", label).with("for", id))
        .add(el("span").class("typed").add(input).add_some(unit))
}

/// The unit of a kind of number, in words.
const fn unit(kind: &FactType) -> Option<Key> {
    match kind {
        FactType::Flow(_) | FactType::Stock => Some(Key::FieldYuan),
        FactType::Area => Some(Key::FieldSquareMetres),
        FactType::Age => Some(Key::FieldYears),
        _ => None,
    }
}

fn per(view: &View<'_>, shown: &Shown<'_>) -> El {
    let mut pair = el("div").class("pair");
    for (per, value, key) in
        [(Per::Month, "month", Key::FieldPerMonth), (Per::Year, "year", Key::FieldPerYear)]
    {
        let on = shown.draft.per == per;
        let (input, words) = choice("radio", shown.id("per"), value, on, view.say("span", key));
        let does = Does::Act(Action::Edit(shown.slot, Edit::Per(per)));
        pair = pair.add(labelled((input.hears(ListenerKind::onchange, &view.sender, does), words)));
    }
    el("fieldset").class("per").add(view.say("legend", Key::FieldPer)).add(pair)
}

fn ends(view: &View<'_>, shown: &Shown<'_>, unit: Option<Key>, kind: &FactType) -> El {
    let parts = [Key::FieldFrom, Key::FieldTo];
    let lines = parts.into_iter().enumerate().map(|(part, key)| line(view, shown, part, key, unit, kind));
    el("div").add(view.hint(Key::FieldRangeHint)).add(el("div").class("pair").all(lines.collect()))
}

/// A number of a fact, as well as it is known.
pub fn number(view: &View<'_>, shown: &Shown<'_>, kind: &FactType) -> El {
    let unit = unit(kind);
    let flow = matches!(kind, FactType::Flow(_));
    let label = if unit == Some(Key::FieldYuan) { Key::FieldAmount } else { Key::FieldNumber };
    let with_per = |number: El| Some(el("div").add(number).add_some(flow.then(|| per(view, shown))));
    let exact = Choice::how(view, shown, How::Exact, Key::HowExact, || {
        with_per(line(view, shown, 0, label, unit, kind))
    });
    let about =
        Choice::how(view, shown, How::About, Key::HowAbout, || with_per(ends(view, shown, unit, kind)));
    let mut choices = vec![exact, about];
    choices.extend(unsaid(view, shown));
    radios(view, shown, choices)
}

/// A day of birth or an age, as well as it is known.
pub fn birth(view: &View<'_>, shown: &Shown<'_>) -> El {
    let years = Some(Key::FieldYears);
    let age = Choice::how(view, shown, How::Age, Key::HowAge, || {
        Some(line(view, shown, 0, Key::FieldAge, years, &FactType::Age))
    });
    let day = Choice::how(view, shown, How::Exact, Key::HowDate, || {
        let parts = [Key::FieldYear, Key::FieldMonth, Key::FieldDay];
        let id = shown.id("reading");
        let lines = parts.into_iter().enumerate().map(|(part, key)| bare(view, shown, part, key, None, &id));
        let lines = el("div").class("pair").all(lines.collect());
        let what = understood_date(&shown.draft.texts)
            .map(|day| measured(view.words.language(), Range::exact(day.0.into()), Unit::Day));
        let group = el("fieldset").add(text("legend", view.own(Key::FieldDate)));
        Some(group.add(lines).add(reading(view, id.clone(), what)))
    });
    let about = Choice::how(view, shown, How::About, Key::HowAboutAge, || {
        Some(ends(view, shown, years, &FactType::Age))
    });
    let mut choices = vec![age, day, about];
    choices.extend(unsaid(view, shown));
    radios(view, shown, choices)
}
