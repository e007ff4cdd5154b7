//! Number fields: one number or from and to, by the month or year; and days of birth.

use yew::virtual_dom::ListenerKind;
use yingbao_core::{FactType, Per};

use crate::{
    choices::{Choice, choice, labelled, radios, unsaid},
    draft::{Edit, How},
    element::{Does, El, el, text},
    form::Shown,
    pages::View,
    reduce::Action,
    text::Key,
};

/// One line to type a number in. Nothing else is typed anywhere.
fn line(view: &View<'_>, shown: &Shown<'_>, part: usize, label: Key, unit: Option<Key>) -> El {
    let id = format!("{}-{part}", shown.id("text"));
    let decimal = matches!(unit, Some(Key::FieldYuan | Key::FieldSquareMetres));
    let input = el("input")
        .at("type", "text")
        .at("part", "input")
        .with("id", id.clone())
        .at("inputmode", if decimal { "decimal" } else { "numeric" })
        .at("autocomplete", "off")
        .at("spellcheck", "false")
        .at("maxlength", "20")
        .maybe("aria-describedby", shown.described())
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

fn ends(view: &View<'_>, shown: &Shown<'_>, unit: Option<Key>) -> El {
    let pair = el("div").class("pair");
    let pair = pair.add(line(view, shown, 0, Key::FieldFrom, unit));
    el("div").add(view.hint(Key::FieldRangeHint)).add(pair.add(line(view, shown, 1, Key::FieldTo, unit)))
}

/// A number of a fact, as well as it is known.
pub fn number(view: &View<'_>, shown: &Shown<'_>, kind: &FactType) -> El {
    let unit = unit(kind);
    let flow = matches!(kind, FactType::Flow(_));
    let label = if unit == Some(Key::FieldYuan) { Key::FieldAmount } else { Key::FieldNumber };
    let with_per = |number: El| Some(el("div").add(number).add_some(flow.then(|| per(view, shown))));
    let exact =
        Choice::how(view, shown, How::Exact, Key::HowExact, || with_per(line(view, shown, 0, label, unit)));
    let about = Choice::how(view, shown, How::About, Key::HowAbout, || with_per(ends(view, shown, unit)));
    let mut choices = vec![exact, about];
    choices.extend(unsaid(view, shown));
    radios(view, shown, choices)
}

/// A day of birth or an age, as well as it is known.
pub fn birth(view: &View<'_>, shown: &Shown<'_>) -> El {
    let years = Some(Key::FieldYears);
    let age =
        Choice::how(view, shown, How::Age, Key::HowAge, || Some(line(view, shown, 0, Key::FieldAge, years)));
    let day = Choice::how(view, shown, How::Exact, Key::HowDate, || {
        let parts = [Key::FieldYear, Key::FieldMonth, Key::FieldDay];
        let lines = parts.into_iter().enumerate().map(|(part, key)| line(view, shown, part, key, None));
        let group = el("fieldset").add(text("legend", view.own(Key::FieldDate)));
        Some(group.add(el("div").class("pair").all(lines.collect())))
    });
    let about = Choice::how(view, shown, How::About, Key::HowAboutAge, || Some(ends(view, shown, years)));
    let mut choices = vec![age, day, about];
    choices.extend(unsaid(view, shown));
    radios(view, shown, choices)
}
