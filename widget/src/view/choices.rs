//! Radio buttons and boxes to tick.

use yew::virtual_dom::ListenerKind;

use crate::{
    model::draft::{Edit, How},
    session::reduce::Action,
    text::Key,
    view::{
        element::{Does, El, el, text},
        form::Shown,
        pages::View,
    },
};

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
        let below = if shown.draft.how == how { below() } else { None };
        Self { edit: Edit::How(how), text: view.own(text).to_owned(), below }
    }

    fn chosen(&self, shown: &Shown<'_>) -> bool {
        match &self.edit {
            Edit::Pick(bit) => shown.draft.how == How::Exact && shown.draft.picked == 1 << bit,
            Edit::How(how) => shown.draft.how == *how,
            _ => false,
        }
    }
}

/// A radio button, or a box, with its words.
pub fn choice(kind: &'static str, name: String, value: &str, on: bool, words: El) -> (El, El) {
    let input = el("input").at("type", kind).with("name", name).value(value).checked(on);
    (input, words)
}

/// The label around a radio button or box.
pub fn labelled((input, words): (El, El)) -> El {
    el("label").class("choice").add(input).add(words)
}

/// A group of radio buttons.
pub fn radios(view: &View<'_>, shown: &Shown<'_>, choices: Vec<Choice>) -> El {
    let mut group = el("div").class("choices");
    for (index, one) in choices.into_iter().enumerate() {
        let on = one.chosen(shown);
        let words = text("span", &one.text);
        let (input, words) = choice("radio", shown.id("choice"), &index.to_string(), on, words);
        let does = Does::Act(Action::Edit(shown.slot, one.edit));
        // Keys: what opens or closes below a choice leaves the focus where it is.
        let label = labelled((input.hears(ListenerKind::onchange, &view.sender, does), words));
        group = group.add(label.key(2 * index));
        group = group.add_some(one.below.map(|below| el("div").class("below").add(below).key(2 * index + 1)));
    }
    group
}

/// 'I don't know' and 'prefer not to say'.
pub fn unsaid(view: &View<'_>, shown: &Shown<'_>) -> [Choice; 2] {
    [
        Choice::how(view, shown, How::Unknown, Key::HowUnknown, || None),
        Choice::how(view, shown, How::Declined, Key::HowDeclined, || None),
    ]
}

/// Options, then 'one of several' where there are many, 'I don't know' and 'prefer not to say'.
pub fn with_unknown(view: &View<'_>, shown: &Shown<'_>, options: Vec<(u8, String)>, several: bool) -> El {
    let about = several
        .then(|| Choice::how(view, shown, How::About, Key::HowOneOf, || Some(ticks(view, shown, &options))));
    let mut choices: Vec<Choice> = options.into_iter().map(|(bit, text)| Choice::pick(bit, text)).collect();
    choices.extend(about);
    choices.extend(unsaid(view, shown));
    radios(view, shown, choices)
}

/// Boxes to tick.
pub fn ticks(view: &View<'_>, shown: &Shown<'_>, options: &[(u8, String)]) -> El {
    let boxes = options.iter().map(|(bit, title)| tick(view, shown, *bit, title, None)).collect();
    el("div").class("choices").all(boxes)
}

/// A box to tick.
pub fn tick(view: &View<'_>, shown: &Shown<'_>, bit: u8, title: &str, hint: Option<String>) -> El {
    let on = shown.draft.picked >> bit & 1 == 1;
    let words = text("span", title).add_some(hint.map(|hint| text("small", &hint)));
    let (input, words) = choice("checkbox", shown.id("tick"), &bit.to_string(), on, words);
    labelled((input.hears(ListenerKind::onchange, &view.sender, Does::Tick(shown.slot, bit)), words))
}

/// What the boxes left empty mean.
pub fn rest(view: &View<'_>, shown: &Shown<'_>, legend: Key, no: Key) -> El {
    let choices =
        [(How::Exact, no), (How::Unknown, Key::TicksRestUnknown), (How::Declined, Key::TicksRestDeclined)];
    let choices = choices.map(|(how, text)| Choice::how(view, shown, how, text, || None));
    let legend = view.say("legend", legend);
    el("fieldset").class("rest").add(legend).add(radios(view, shown, choices.into()))
}
