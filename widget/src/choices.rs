//! Radio buttons and boxes to tick.

use web_sys::{Event, HtmlInputElement};
use yew::{Html, TargetCast, html};

use crate::{
    draft::{Edit, How},
    form::Shown,
    pages::View,
    reduce::Action,
    text::Key,
};

/// One of several choices.
pub struct Choice {
    /// What choosing it changes.
    pub edit: Edit,
    /// Its words.
    pub text: String,
    /// What is asked below it once it is chosen.
    pub below: Option<Html>,
}

impl Choice {
    /// An option of a fact.
    pub const fn pick(bit: u8, text: String) -> Self {
        Self { edit: Edit::Pick(bit), text, below: None }
    }

    /// How well something is known.
    pub fn how(view: &View<'_>, how: How, text: Key) -> Self {
        Self { edit: Edit::How(how), text: view.own(text).to_owned(), below: None }
    }

    fn chosen(&self, shown: &Shown<'_>) -> bool {
        match &self.edit {
            Edit::Pick(bit) => shown.draft.how == How::Exact && shown.draft.picked == 1 << bit,
            Edit::How(how) => shown.draft.how == *how,
            _ => false,
        }
    }

    fn radio(&self, view: &View<'_>, shown: &Shown<'_>, index: usize) -> Html {
        let chosen = self.chosen(shown);
        let below = self.below.clone().filter(|_| chosen);
        html! {
            <>
                <label class="choice" part="choice">
                    <input type="radio" name={shown.id("choice")} value={index.to_string()} checked={chosen}
                        onchange={view.edit::<Event>(shown.slot, self.edit.clone())} />
                    <span>{ self.text.clone() }</span>
                </label>
                if let Some(below) = below { <div class="below">{ below }</div> }
            </>
        }
    }
}

/// A group of radio buttons.
pub fn radios(view: &View<'_>, shown: &Shown<'_>, choices: &[Choice]) -> Html {
    let all = choices.iter().enumerate().map(|(index, choice)| choice.radio(view, shown, index));
    html! { <div class="choices">{ for all }</div> }
}

/// Options, then 'one of several' where there are many, 'I don't know' and 'prefer not to say'.
pub fn with_unknown(view: &View<'_>, shown: &Shown<'_>, options: &[Choice], several: bool) -> Html {
    let picks = options.iter().enumerate().map(|(index, choice)| choice.radio(view, shown, index));
    let mut others = Vec::new();
    if several {
        let boxes = options.iter().filter_map(|choice| match choice.edit {
            Edit::Pick(bit) => Some(tick(view, shown, bit, &choice.text, None)),
            _ => None,
        });
        let mut about = Choice::how(view, How::About, Key::HowOneOf);
        about.below = (shown.draft.how == How::About).then(|| {
            html! { <div class="choices" role="group" aria-label={view.own(Key::HowOneOf)}>{ for boxes }</div> }
        });
        others.push(about);
    }
    others.push(Choice::how(view, How::Unknown, Key::HowUnknown));
    others.push(Choice::how(view, How::Declined, Key::HowDeclined));
    let others = others.iter().enumerate().map(|(index, c)| c.radio(view, shown, options.len() + index));
    html! { <div class="choices">{ for picks }<hr aria-hidden="true" />{ for others }</div> }
}

/// A box to tick.
pub fn tick(view: &View<'_>, shown: &Shown<'_>, bit: u8, text: &str, hint: Option<String>) -> Html {
    let slot = shown.slot;
    let changed = view.on_some(move |event: Event| {
        let on = event.target_dyn_into::<HtmlInputElement>()?.checked();
        Some(Action::Edit(slot, Edit::Tick(bit, on)))
    });
    html! {
        <label class="choice" part="choice">
            <input type="checkbox" name={shown.id("tick")} value={bit.to_string()}
                checked={shown.draft.picked >> bit & 1 == 1} onchange={changed} />
            <span>{ text }if let Some(hint) = hint { <small>{ hint }</small> }</span>
        </label>
    }
}

/// What the boxes left empty mean.
pub fn rest(view: &View<'_>, shown: &Shown<'_>) -> Html {
    let choices = [
        Choice::how(view, How::Exact, Key::TicksRestNo),
        Choice::how(view, How::Unknown, Key::TicksRestUnknown),
        Choice::how(view, How::Declined, Key::TicksRestDeclined),
    ];
    html! {
        <fieldset class="rest">
            <legend>{ view.own(Key::TicksRest) }</legend>
            { radios(view, shown, &choices) }
        </fieldset>
    }
}
