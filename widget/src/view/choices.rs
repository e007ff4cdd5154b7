//! Radio buttons and boxes, as rows or as chips.

use yew::virtual_dom::ListenerKind;

use crate::{
    model::input::{Edit, FieldInput, How, Problem},
    session::reduce::Action,
    text::Key,
    view::{
        element::{Does, El, UNSAID, UNSURE, el, text},
        view::View,
    },
};

/// One field as it is shown.
pub struct Shown<'a> {
    /// The number of the page: browsers remember a group of radio buttons by its name alone, and pass over
    /// one of the same name on the next page.
    pub turn: u32,
    /// Its position on the page.
    pub slot: usize,
    /// What stands in it.
    pub input: &'a FieldInput,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

impl Shown<'_> {
    /// A name within the shadow root.
    pub fn id(&self, part: &str) -> String {
        format!("{part}{}-{}", self.turn, self.slot)
    }

    /// What describes a line or list, beside what describes the whole field.
    pub fn described(&self) -> Option<String> {
        self.problem.map(|_| self.id("problem"))
    }

    /// A change of the field.
    pub const fn edit(&self, edit: Edit) -> Action {
        Action::Edit(self.slot, edit)
    }
}

/// One of several choices.
pub struct Choice {
    /// What choosing it changes.
    pub edit: Edit,
    /// Its words.
    pub text: String,
    /// What is asked below it once it is chosen.
    pub below: Option<El>,
}

impl Choice {
    /// An option of a fact.
    pub const fn pick(bit: u8, text: String) -> Self {
        Self { edit: Edit::Pick(bit), text, below: None }
    }

    /// How well something is known, with what is asked below it.
    pub fn how(
        view: &View<'_>,
        shown: &Shown<'_>,
        how: How,
        text: Key,
        below: impl FnOnce() -> Option<El>,
    ) -> Self {
        let below = if shown.input.how == how { below() } else { None };
        Self { edit: Edit::How(how), text: view.own(text).to_owned(), below }
    }

    fn chosen(&self, shown: &Shown<'_>) -> bool {
        match &self.edit {
            Edit::Pick(bit) => shown.input.how == How::Exact && shown.input.picked == 1 << bit,
            Edit::How(how) => shown.input.how == *how,
            _ => false,
        }
    }
}

/// A group of radio buttons, as rows or as chips.
pub fn radios(view: &View<'_>, shown: &Shown<'_>, chips: bool, choices: Vec<Choice>) -> El {
    let (group, class) = if chips { ("chips", "chip") } else { ("choices", "choice") };
    let mut group = el("div").class(group);
    for (index, one) in choices.into_iter().enumerate() {
        let on = one.chosen(shown);
        let does = Does::Act(shown.edit(one.edit));
        let input = el("input")
            .at("type", "radio")
            .with("name", shown.id("choice"))
            .value(&index.to_string())
            .checked(on)
            .hears(ListenerKind::onchange, &view.sender, does);
        // Keys: what opens or closes below a choice leaves the focus where it is.
        let label = el("label").class(stands(class, on)).add(input).add(text("span", &one.text));
        group = group.add(label.key(2 * index));
        group = group.add_some(one.below.map(|below| el("div").class("below").add(below).key(2 * index + 1)));
    }
    group
}

/// The class of what is chosen or not. A class, since browsers of some years ago know no `:has`, and the sign of a chip's own
/// box is hidden.
fn stands(class: &'static str, on: bool) -> &'static str {
    match (class, on) {
        ("chip", true) => "chip on",
        ("choice", true) => "choice on",
        ("asked", true) => "asked on",
        _ => class,
    }
}

/// 'I don't know' and 'prefer not to say'.
pub fn unsaid(view: &View<'_>, shown: &Shown<'_>) -> [Choice; 2] {
    [
        Choice::how(view, shown, How::Unknown, Key::HowUnknown, || None),
        Choice::how(view, shown, How::Declined, Key::HowDeclined, || None),
    ]
}

/// Options, 'I don't know' and 'prefer not to say'.
pub fn with_unknown(view: &View<'_>, shown: &Shown<'_>, chips: bool, options: Vec<(u8, String)>) -> El {
    let mut choices: Vec<Choice> = options.into_iter().map(|(bit, text)| Choice::pick(bit, text)).collect();
    choices.extend(unsaid(view, shown));
    radios(view, shown, chips, choices)
}

/// The same as a list that opens: where several people are asked, it is short.
pub fn list(view: &View<'_>, shown: &Shown<'_>, label: &str, options: Vec<(u8, String)>) -> El {
    let id = shown.id("list");
    let FieldInput { how, picked, .. } = *shown.input;
    let mut list = el("select")
        .with("id", id.clone())
        .at("part", "select")
        .at("autocomplete", "off")
        .maybe("aria-describedby", shown.described())
        .maybe("aria-invalid", shown.problem.map(|_| "true".to_owned()))
        .hears(ListenerKind::onchange, &view.sender, Does::Pick(shown.slot))
        .add(view.say("option", Key::PlacePick).at("value", "").selected(how == How::Exact && picked == 0));
    for (bit, title) in options {
        let on = how == How::Exact && picked == 1 << bit;
        list = list.add(text("option", &title).with("value", bit.to_string()).selected(on));
    }
    for (value, key, of) in
        [(UNSURE, Key::HowUnknown, How::Unknown), (UNSAID, Key::HowDeclined, How::Declined)]
    {
        list = list.add(view.say("option", key).at("value", value).selected(how == of));
    }
    el("div").class("line").add(text("label", label).with("for", id)).add(list)
}

/// A box to tick, one of several of a field.
pub fn tick(view: &View<'_>, shown: &Shown<'_>, class: &'static str, bit: u8, title: &str) -> El {
    let on = shown.input.picked >> bit & 1 == 1;
    let input = el("input")
        .at("type", "checkbox")
        .with("name", shown.id("tick"))
        .value(&bit.to_string())
        .checked(on)
        .hears(ListenerKind::onchange, &view.sender, Does::Tick(shown.slot, bit));
    el("label").class(stands(class, on)).add(input).add(text("span", title))
}

/// The box that a field is, with its hint, and 'not sure' beside it; ticked, it asks who it is.
pub fn asked_box(
    view: &View<'_>,
    shown: &Shown<'_>,
    title: &str,
    hint: Option<&str>,
    people: &[(u8, String)],
) -> Vec<El> {
    let words = text("span", title).add_some(hint.map(|hint| text("small", hint)));
    let input = el("input")
        .at("type", "checkbox")
        .with("name", shown.id("box"))
        .value("on")
        .checked(shown.input.open)
        .maybe("aria-describedby", shown.described())
        .hears(ListenerKind::onchange, &view.sender, Does::Open(shown.slot));
    let unsure = shown.input.how == How::Unknown && !shown.input.open;
    let not_sure = view
        .button("unsure", Key::HowUnsure, shown.edit(Edit::How(How::Unknown)))
        .with("aria-label", view.words.fill(Key::HowUnsureWhat, &[("what", title)]))
        .at("aria-pressed", if unsure { "true" } else { "false" });
    let head = el("div").class(stands("asked", shown.input.open));
    let head = head.add(el("label").class("choice").add(input).add(words)).add(not_sure);
    let mut parts = vec![head];
    if shown.input.open && people.len() > 1 {
        let mut who = el("div")
            .class("chips")
            .at("role", "group")
            .with("aria-label", view.words.fill(Key::WhomTitle, &[("title", title)]));
        for (bit, name) in people {
            who = who.add(tick(view, shown, "chip", *bit, name));
        }
        let unknown = shown.input.how == How::Unknown;
        who = who.add(
            view.button("chip", Key::WhomUnsure, shown.edit(Edit::How(How::Unknown)))
                .at("aria-pressed", if unknown { "true" } else { "false" }),
        );
        parts.push(who);
    }
    parts
}
