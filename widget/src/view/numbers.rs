//! Number fields: one number or from and to, by the month or year; and days of birth.

use yew::virtual_dom::ListenerKind;
use yingbao_core::{
    domain::Range,
    rulebook::{FactType, Per, Unit},
    wording::format::measured,
};

use crate::{
    model::{
        input::{Edit, How},
        parse_input::{understood, understood_date},
    },
    text::Key,
    view::{
        choices::{Choice, Shown, radios, unsaid},
        element::{Does, El, YEAR, el, text},
        view::View,
    },
};

/// What was typed, as it is read: said where it could be taken for something else. It stands there empty
/// otherwise, so that no line moves, and it describes its line and speaks up on its own for nobody.
fn reading(view: &View<'_>, id: String, what: Option<String>) -> El {
    let words = what.map_or_else(String::new, |what| view.words.fill(Key::FieldReadAs, &[("what", &what)]));
    text("p", &words).class("reading").with("id", id)
}

/// A line to type a number in, with what it is read as and what stands behind it.
fn line(
    view: &View<'_>,
    shown: &Shown<'_>,
    part: usize,
    label: &str,
    kind: &FactType,
    hint: Option<&str>,
    behind: Vec<El>,
) -> El {
    let unit = unit(kind);
    let what = understood(kind, shown.input, part).map(|range| {
        let amount = measured(view.words.language(), range, Unit::Plain);
        unit.map_or_else(|| amount.clone(), |unit| format!("{amount} {}", view.own(unit)))
    });
    let id = format!("{}-{part}", shown.id("reading"));
    let unit = match kind {
        FactType::Flow(_) => Some(per(view, shown, label)),
        _ => unit.map(|unit| view.say("span", unit).class("unit")),
    };
    bare(view, shown, part, label, is_decimal(kind), hint, unit.into_iter().chain(behind).collect(), &id)
        .add(reading(view, id, what))
}

/// A line to type a number in, described by an element of this name. Nothing else is typed but the name of a place.
#[expect(clippy::too_many_arguments, reason = "each is one part of the line")]
fn bare(
    view: &View<'_>,
    shown: &Shown<'_>,
    part: usize,
    label: &str,
    decimal: bool,
    hint: Option<&str>,
    behind: Vec<El>,
    reading: &str,
) -> El {
    let described = shown.described().map_or_else(String::new, |described| described + " ") + reading;
    let id = format!("{}-{part}", shown.id("text"));
    let input = el("input")
        .at("type", "text")
        .at("part", "input")
        .with("id", id.clone())
        .at("inputmode", if decimal { "decimal" } else { "numeric" })
        .at("autocomplete", "off")
        .at("spellcheck", "false")
        .with("aria-describedby", described)
        .maybe("aria-invalid", shown.problem.map(|_| "true".to_owned()))
        .value(shown.input.texts.get(part).map_or("", String::as_str))
        .hears(ListenerKind::oninput, &view.sender, Does::Text(shown.slot, part))
        .hears(ListenerKind::onkeydown, &view.sender, Does::Enter);
    el("div")
        .class(if decimal { "line" } else { "line narrow" })
        .add(text("label", label).with("for", id))
        .add_some(hint.map(|hint| text("small", hint)))
        .add(el("span").class("typed").add(input).all(behind))
}

const fn is_decimal(kind: &FactType) -> bool {
    matches!(kind, FactType::Flow(_) | FactType::Stock | FactType::Area)
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

/// The unit of a flow: by the month or by the year.
fn per(view: &View<'_>, shown: &Shown<'_>, label: &str) -> El {
    let mut list = el("select")
        .class("per")
        .with("aria-label", view.words.labelled(label, view.own(Key::FieldPer)))
        .hears(ListenerKind::onchange, &view.sender, Does::Per(shown.slot));
    for (per, value, key) in [(Per::Month, "month", Key::FieldPerMonth), (Per::Year, YEAR, Key::FieldPerYear)]
    {
        list = list.add(view.say("option", key).at("value", value).selected(shown.input.per == per));
    }
    list
}

fn ends(view: &View<'_>, shown: &Shown<'_>, kind: &FactType) -> El {
    let parts = [Key::FieldFrom, Key::FieldTo];
    let lines = parts.into_iter().enumerate();
    let lines =
        lines.map(|(part, key)| line(view, shown, part, view.own(key), kind, None, Vec::new())).collect();
    el("div").add(view.hint(Key::FieldRangeHint)).add(el("div").class("pair").all(lines))
}

/// A button that shows the other ways to answer.
fn other_ways(view: &View<'_>, shown: &Shown<'_>, key: Key, label: &str) -> El {
    view.button("unsure", key, shown.edit(Edit::Open(true)))
        .with("aria-label", view.words.labelled(view.own(key), label))
        .at("aria-expanded", "false")
}

/// Whether only the one line is shown.
fn is_short(shown: &Shown<'_>, how: How) -> bool {
    shown.input.how == how && !shown.input.open
}

/// A number of a fact, as well as it is known.
pub fn number(view: &View<'_>, shown: &Shown<'_>, kind: &FactType, label: &str, hint: Option<&str>) -> El {
    if is_short(shown, How::Exact) {
        let behind = vec![other_ways(view, shown, Key::HowOther, label)];
        return line(view, shown, 0, label, kind, hint, behind);
    }
    let exact = Choice::how(view, shown, How::Exact, Key::HowExact, || {
        Some(line(view, shown, 0, label, kind, None, Vec::new()))
    });
    let about = Choice::how(view, shown, How::About, Key::HowAbout, || Some(ends(view, shown, kind)));
    let mut choices = vec![exact, about];
    choices.extend(unsaid(view, shown));
    grouped(label, radios(view, shown, false, choices))
}

fn grouped(label: &str, inside: El) -> El {
    el("fieldset").class("ways-to-answer").add(text("legend", label)).add(inside)
}

/// A day of birth or an age, as well as it is known.
pub fn birth(view: &View<'_>, shown: &Shown<'_>, who: &str, remove: Option<El>) -> El {
    let label = view.words.fill(Key::PeopleAgeOf, &[("who", who)]);
    if is_short(shown, How::Age) {
        let mut behind = vec![other_ways(view, shown, Key::HowOtherBirth, &label)];
        behind.extend(remove);
        return line(view, shown, 0, &label, &FactType::Age, None, behind);
    }
    let age = Choice::how(view, shown, How::Age, Key::HowAge, || {
        Some(line(view, shown, 0, view.own(Key::FieldAge), &FactType::Age, None, Vec::new()))
    });
    let day = Choice::how(view, shown, How::Exact, Key::HowDate, || {
        let parts = [Key::FieldYear, Key::FieldMonth, Key::FieldDay];
        let id = shown.id("reading");
        let lines = parts.into_iter().enumerate();
        let lines =
            lines.map(|(part, key)| bare(view, shown, part, view.own(key), false, None, Vec::new(), &id));
        let lines = el("div").class("pair").all(lines.collect());
        let what = understood_date(&shown.input.texts)
            .map(|day| measured(view.words.language(), Range::exact(day.0.into()), Unit::Day));
        let group = el("fieldset").add(text("legend", view.own(Key::FieldDate)));
        Some(group.add(lines).add(reading(view, id.clone(), what)))
    });
    let about =
        Choice::how(view, shown, How::About, Key::HowAboutAge, || Some(ends(view, shown, &FactType::Age)));
    let mut choices = vec![age, day, about];
    choices.extend(unsaid(view, shown));
    grouped(&label, radios(view, shown, false, choices)).add_some(remove)
}
