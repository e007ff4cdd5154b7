//! Number fields: one number or from and to, by the month or year; and days of birth.

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::{Html, TargetCast, html};
use yingbao_core::{FactType, Per};

use crate::{
    choices::{Choice, radios},
    draft::{Edit, How},
    form::Shown,
    pages::View,
    reduce::Action,
    text::Key,
};

/// One line to type a number in. Nothing else is typed anywhere.
fn line(view: &View<'_>, shown: &Shown<'_>, part: usize, label: &str, unit: &str, narrow: bool) -> Html {
    let slot = shown.slot;
    let typed = view.on_some(move |event: InputEvent| {
        let text = event.target_dyn_into::<HtmlInputElement>()?.value();
        Some(Action::Edit(slot, Edit::Text(part, text)))
    });
    let entered = view.on_some(|event: KeyboardEvent| (event.key() == "Enter").then_some(Action::Continue));
    let id = format!("{}-{part}", shown.id("text"));
    let wrong = shown.problem.is_some();
    html! {
        <div class={if narrow { "line narrow" } else { "line" }}>
            <label for={id.clone()}>{ label }</label>
            <span class="typed">
                <input type="text" id={id} part="input" inputmode={if narrow { "numeric" } else { "decimal" }}
                    autocomplete="off" spellcheck="false" autocapitalize="off" maxlength="20"
                    aria-describedby={shown.described()} aria-invalid={wrong.then_some("true")}
                    value={shown.draft.texts.get(part).cloned()} oninput={typed} onkeydown={entered} />
                if !unit.is_empty() { <span class="unit">{ unit }</span> }
            </span>
        </div>
    }
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

fn per(view: &View<'_>, shown: &Shown<'_>) -> Html {
    let choice = |per: Per, text: Key| {
        html! {
            <label class="choice" part="choice">
                <input type="radio" name={shown.id("per")} value={if per == Per::Year { "year" } else { "month" }}
                    checked={shown.draft.per == per} onchange={view.edit::<web_sys::Event>(shown.slot, Edit::Per(per))} />
                <span>{ view.own(text) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="per">
            <legend>{ view.own(Key::FieldPer) }</legend>
            <div class="pair">{ choice(Per::Month, Key::FieldPerMonth) }{ choice(Per::Year, Key::FieldPerYear) }</div>
        </fieldset>
    }
}

fn ends(view: &View<'_>, shown: &Shown<'_>, unit: &str) -> Html {
    html! {
        <>
            <p class="hint">{ view.own(Key::FieldRangeHint) }</p>
            <div class="pair">
                { line(view, shown, 0, view.own(Key::FieldFrom), unit, false) }
                { line(view, shown, 1, view.own(Key::FieldTo), unit, false) }
            </div>
        </>
    }
}

/// A number of a fact, as well as it is known.
pub fn number(view: &View<'_>, shown: &Shown<'_>, kind: &FactType) -> Html {
    let unit_words = unit(kind).map_or("", |key| view.own(key));
    let flow = matches!(kind, FactType::Flow(_));
    let label = if flow || *kind == FactType::Stock { Key::FieldAmount } else { Key::FieldNumber };
    let per = || if flow { per(view, shown) } else { Html::default() };
    let mut exact = Choice::how(view, How::Exact, Key::HowExact);
    exact.below = Some(html! {
        <>{ line(view, shown, 0, view.own(label), unit_words, false) }{ per() }</>
    });
    let mut about = Choice::how(view, How::About, Key::HowAbout);
    about.below = Some(html! { <>{ ends(view, shown, unit_words) }{ per() }</> });
    let choices = [
        exact,
        about,
        Choice::how(view, How::Unknown, Key::HowUnknown),
        Choice::how(view, How::Declined, Key::HowDeclined),
    ];
    radios(view, shown, &choices)
}

/// A day of birth or an age, as well as it is known.
pub fn birth(view: &View<'_>, shown: &Shown<'_>) -> Html {
    let years = view.own(Key::FieldYears);
    let mut age = Choice::how(view, How::Age, Key::HowAge);
    age.below = Some(line(view, shown, 0, view.own(Key::FieldAge), years, true));
    let mut day = Choice::how(view, How::Exact, Key::HowDate);
    day.below = Some(html! {
        <div class="pair" role="group" aria-label={view.own(Key::FieldDate)}>
            { line(view, shown, 0, view.own(Key::FieldYear), "", true) }
            { line(view, shown, 1, view.own(Key::FieldMonth), "", true) }
            { line(view, shown, 2, view.own(Key::FieldDay), "", true) }
        </div>
    });
    let mut about = Choice::how(view, How::About, Key::HowAboutAge);
    about.below = Some(ends(view, shown, years));
    let choices = [
        age,
        day,
        about,
        Choice::how(view, How::Unknown, Key::HowUnknown),
        Choice::how(view, How::Declined, Key::HowDeclined),
    ];
    radios(view, shown, &choices)
}
