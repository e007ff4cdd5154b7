//! Where the family lives: from the province down, as far as the rulebook has places.

use yew::virtual_dom::ListenerKind;

use crate::{
    model::draft::How,
    text::Key,
    view::{
        element::{Does, El, UNSURE, el, text},
        form::Shown,
        pages::View,
    },
};

/// One list for each level that has places.
pub fn selects(view: &View<'_>, shown: &Shown<'_>) -> El {
    let mut lists = el("div").class("choices");
    let mut parent: Option<u32> = None;
    for (level, chosen) in shown.draft.texts.iter().enumerate() {
        let places: Vec<u32> = view.rules().within(parent).collect();
        if places.is_empty() {
            break;
        }
        let chosen = chosen.parse::<u32>().ok().filter(|_| shown.draft.how != How::Unknown);
        lists = lists.add(select(view, shown, level, parent, &places, chosen));
        parent = chosen;
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
    let unsure = shown.draft.how == How::Unknown;
    let none = if level == 0 { Key::PlacePick } else { Key::PlaceUnsure };
    let mut list = el("select")
        .with("id", id.clone())
        .at("part", "select")
        .at("autocomplete", "off")
        .maybe("aria-describedby", shown.described())
        .maybe("aria-invalid", (level == 0 && shown.problem.is_some()).then(|| "true".to_owned()))
        .hears(ListenerKind::onchange, &view.sender, Does::Place(shown.slot, level))
        .add(view.say("option", none).at("value", "").selected(chosen.is_none() && !unsure));
    for code in places {
        let option = text("option", &view.words.place(*code)).with("value", format!("{code:06}"));
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
