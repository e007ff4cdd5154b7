//! Where the family lives: found by typing part of the name, or from the province down.

use yew::virtual_dom::ListenerKind;

use crate::{
    model::input::{Edit, How},
    text::Key,
    view::{
        choices::Shown,
        element::{Does, El, UNSURE, el, text},
        view::View,
    },
};

/// So many places are offered: more are not read.
const OFFERED: usize = 6;
/// A place lies in at most so many others and itself.
const LEVELS: usize = 3;

/// The search, what it finds, and one list for each level that has places.
pub fn place(view: &View<'_>, shown: &Shown<'_>) -> Vec<El> {
    let typed = shown.input.texts.first().map_or("", String::as_str);
    let id = shown.id("search");
    let search = el("input")
        .at("type", "text")
        .at("part", "input")
        .with("id", id.clone())
        .at("autocomplete", "off")
        .at("spellcheck", "false")
        .with("aria-describedby", shown.id("found"))
        .value(typed)
        .hears(ListenerKind::oninput, &view.sender, Does::Text(shown.slot, 0));
    let line = el("div").class("search").add(view.say("label", Key::PlaceSearch).with("for", id)).add(search);
    let found: Vec<u32> = view.rules().find(typed, OFFERED);
    let mut offers = el("div").class("choices").key(FOUND);
    for code in &found {
        let name = view.words.in_full(*code);
        offers = offers.add(
            view.pressed("choice", &name, shown.edit(Edit::HomeRegion(*code)))
                .with("name", format!("place-{code}")),
        );
    }
    let told = match (typed.trim().is_empty(), found.len()) {
        (true, _) => String::new(),
        (false, 0) => view.own(Key::PlaceNone).to_owned(),
        (false, n) => view.words.fill(Key::PlaceFound, &[("n", &n.to_string())]),
    };
    let status = text("p", &told).class("hint").with("id", shown.id("found")).at("role", "status");
    vec![line, status, offers, selects(view, shown)]
}

const FOUND: usize = 100;

fn selects(view: &View<'_>, shown: &Shown<'_>) -> El {
    let chosen =
        u32::try_from(shown.input.picked).ok().filter(|code| *code != 0 && shown.input.how != How::Unknown);
    let line = chosen.map_or_else(Vec::new, |code| view.rules().line(code));
    let mut lists = el("div").class("choices");
    let mut parent: Option<u32> = None;
    for level in 0..LEVELS {
        let places: Vec<u32> = view.rules().within(parent).collect();
        if places.is_empty() {
            break;
        }
        let here = line.get(level).copied();
        lists = lists.add(select(view, shown, level, parent, &places, here));
        parent = here;
        if parent.is_none() {
            break;
        }
    }
    lists
}

/// What a level is called: a municipality has districts directly below it.
fn level_name(level: usize, places: &[u32]) -> Key {
    match (level, places.first()) {
        (0, _) => Key::PlaceProvince,
        (_, Some(code)) if code % 100 != 0 => Key::PlaceCounty,
        _ => Key::PlacePrefecture,
    }
}

fn select(
    view: &View<'_>,
    shown: &Shown<'_>,
    level: usize,
    parent: Option<u32>,
    places: &[u32],
    chosen: Option<u32>,
) -> El {
    let id = format!("{}-{level}", shown.id("place"));
    let unsure = shown.input.how == How::Unknown;
    let none = if level == 0 { Key::PlacePick } else { Key::PlaceUnsure };
    let mut list = el("select")
        .with("id", id.clone())
        .at("part", "select")
        .at("autocomplete", "off")
        .maybe("aria-describedby", shown.described())
        .maybe("aria-invalid", (level == 0 && shown.problem.is_some()).then(|| "true".to_owned()))
        .hears(ListenerKind::onchange, &view.sender, Does::HomeRegion(shown.slot))
        // 'Not sure' within a place is the place itself.
        .add(
            view.say("option", none)
                .with("value", parent.unwrap_or(0).to_string())
                .selected(chosen.is_none() && !unsure),
        );
    for code in places {
        let option = text("option", &view.words.place(*code)).with("value", code.to_string());
        list = list.add(option.selected(chosen == Some(*code)));
    }
    if level == 0 {
        list = list.add(view.say("option", Key::PlaceUnsure).at("value", UNSURE).selected(unsure));
    }
    el("div")
        .class("line")
        .key(parent.unwrap_or(0) as usize)
        .add(view.say("label", level_name(level, places)).with("for", id))
        .add(list)
}
