//! Where the family lives: from the province down, as far as the rulebook has places.

use web_sys::{Event, HtmlSelectElement};
use yew::{Html, TargetCast, html};

use crate::{
    draft::{Edit, How},
    form::Shown,
    pages::View,
    reduce::Action,
    text::Key,
};

const LEVELS: [Key; 3] = [Key::PlaceProvince, Key::PlacePrefecture, Key::PlaceCounty];

/// What the first list offers to who does not know, or does not find, the place.
const UNSURE: &str = "?";

/// One list for each level that has places.
pub fn selects(view: &View<'_>, shown: &Shown<'_>) -> Html {
    let texts = &shown.draft.texts;
    let mut lists = Vec::new();
    let mut parent: Option<u32> = None;
    for (level, label) in LEVELS.into_iter().enumerate() {
        let places: Vec<u32> = view.rules().within(parent).collect();
        if places.is_empty() {
            break;
        }
        let chosen = texts.get(level).and_then(|t| t.parse::<u32>().ok());
        lists.push(select(view, shown, level, label, parent, &places, chosen));
        match chosen {
            Some(code) if shown.draft.how != How::Unknown => parent = Some(code),
            _ => break,
        }
    }
    html! { <div class="choices">{ for lists }</div> }
}

fn select(
    view: &View<'_>,
    shown: &Shown<'_>,
    level: usize,
    label: Key,
    parent: Option<u32>,
    places: &[u32],
    chosen: Option<u32>,
) -> Html {
    let slot = shown.slot;
    let changed = view.on_some(move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>()?.value();
        Some(Action::Edit(
            slot,
            if value == UNSURE { Edit::How(How::Unknown) } else { Edit::Text(level, value) },
        ))
    });
    let id = format!("{}-{level}", shown.id("place"));
    let unsure = shown.draft.how == How::Unknown;
    let wrong = (level == 0 && shown.problem.is_some()).then_some("true");
    let options = places.iter().map(|code| {
        html! {
            <option value={format!("{code:06}")} selected={chosen == Some(*code) && !unsure}>
                { view.words.place(*code) }
            </option>
        }
    });
    let none = if level == 0 { Key::PlacePick } else { Key::PlaceUnsure };
    html! {
        <div class="line" key={parent.unwrap_or(0)}>
            <label for={id.clone()}>{ view.own(label) }</label>
            <select id={id} part="select" autocomplete="off" onchange={changed} aria-invalid={wrong}
                aria-describedby={shown.described()}>
                <option value="" selected={chosen.is_none() && !unsure}>{ view.own(none) }</option>
                { for options }
                if level == 0 {
                    <option value={UNSURE} selected={unsure}>{ view.own(Key::PlaceUnsure) }</option>
                }
            </select>
        </div>
    }
}
