//! The frame around every page, and which page it holds.

use yew::{NodeRef, virtual_dom::ListenerKind};
use yingbao_core::{rulebook::ProgramId, screening::Verdict};

use crate::{
    model::state::Page,
    session::reduce::Action,
    text::{Key, Language},
    view::{
        element::{Does, El, el, text},
        form, program_page, results, review,
        view::View,
    },
};

/// The keys of the parts of the frame; pages have numbers of their own from the last one on.
const TOP: usize = 0;
const TRACK: usize = 1;
const LIVE: usize = 2;
const NEXT: usize = 3;
const WAYS: usize = 4;
const PRIVACY: usize = 5;
const FIRST: usize = 6;

/// So many pages in, results so far begin to say something.
const RESULTS_AFTER: usize = 2;

/// The whole widget. Each page has its own elements: none keeps what the page before left in it.
pub fn frame(view: &View<'_>, frame: &NodeRef) -> El {
    let state = view.state();
    let other = match state.language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let page: Vec<El> = match state.step.page {
        Page::Sheet(..) | Page::Change(..) => form::page(view),
        Page::Urgent => results::urgent_page(view),
        Page::Answers => review::page(view),
        Page::Results => results::page(view),
        Page::Program(slot) => program_page::page(view, ProgramId(slot)),
        Page::Restart => review::restart_page(view),
    };
    let page = page.into_iter().enumerate().map(|(at, part)| part.key(at)).collect();
    let switch = text("button", other.name())
        .class("language")
        .at("type", "button")
        .at("lang", other.tag())
        .hears(ListenerKind::onclick, &view.sender, Does::Act(Action::Language(other)));
    let back = (!state.trail.is_empty()).then(|| view.button("back", Key::ButtonBack, Action::Back));
    let (at, of) = progress(view);
    let step = (of > 0).then(|| {
        let values = [("at", &*at.to_string()), ("of", &*of.to_string())];
        text("p", &view.words.fill(Key::ProgressStep, &values)).class("progress")
    });
    let track = (of > 0).then(|| {
        el("progress")
            .class("track")
            .at("aria-label", view.own(Key::ProgressLabel))
            .with("max", of.to_string())
            .with("value", at.to_string())
            .key(TRACK)
    });
    let top = el("div")
        .class("top")
        .add(back.unwrap_or_else(|| el("span")))
        .add(step.unwrap_or_else(|| el("span")))
        .add(switch);
    // Once a page: the result says at its head what it is.
    let is_result = matches!(state.step.page, Page::Results | Page::Program(_));
    let privacy = el("p").class("privacy");
    let privacy = if is_result { privacy } else { privacy.say(view.own(Key::FrameEstimate)).say(" ") };
    let privacy = privacy.say(view.own(Key::FramePrivacy));
    let column = el("div")
        .class("column")
        .add(top.key(TOP))
        .add_some(track)
        .add(el("div").at("class", "live").at("aria-live", "assertive").key(LIVE))
        .add(el("div").class("page").all(page).key(FIRST + state.turn as usize));
    // What stands below comes with the rest of the page: nothing is seen to move.
    let whole = !view.has_rest();
    let column = column
        .add_some(goes_on(view).filter(|_| whole).map(|next| next.key(NEXT)))
        .add_some(whole.then(|| ways(view).key(WAYS)))
        .add_some(whole.then(|| privacy.key(PRIVACY)));
    el("section")
        .kept(frame)
        .class("frame")
        .maybe("aria-busy", view.at_first.then(|| "true".to_owned()))
        .at("lang", state.language.tag())
        .at("aria-label", view.own(Key::FrameLabel))
        .add(el("div").class("sheet").add(column).add_some(rail(view)))
}

/// Which page of the interview this is, and how many there are as far as is known now; nothing elsewhere.
fn progress(view: &View<'_>) -> (usize, usize) {
    let state = view.state();
    let Page::Sheet(page, member) = state.step.page else { return (0, 0) };
    if state.step.settling.is_some() {
        return (0, 0);
    }
    let done = state.done.len();
    match state.done.iter().position(|one| *one == (page, member)) {
        Some(at) => (at + 1, (done + view.session.ahead.len()).max(at + 1)),
        None => (done + 1, done + view.session.ahead.len().max(1)),
    }
}

fn goes_on(view: &View<'_>) -> Option<El> {
    let state = view.state();
    if state.step.page == Page::Urgent {
        let next = view.button("primary", Key::ButtonNext, Action::Continue);
        return Some(el("div").class("next").add(next));
    }
    if state.fields.is_empty() {
        return None;
    }
    let key = if state.step.changing { Key::ButtonSave } else { Key::ButtonNext };
    let skip = view.button("secondary", Key::ButtonSkip, Action::Skip);
    let next = view.button("primary", key, Action::Continue);
    Some(el("div").class("next").add_some((!state.step.changing).then_some(skip)).add(next))
}

/// The ways out of a page.
fn ways(view: &View<'_>) -> El {
    let state = view.state();
    let page = state.step.page;
    let ways = el("div").class("ways");
    if page == Page::Restart {
        return ways;
    }
    let some = state.done.len() >= RESULTS_AFTER;
    [
        (page != Page::Results && some, Key::ButtonResults, Page::Results),
        (
            !matches!(page, Page::Answers | Page::Results) && !state.done.is_empty(),
            Key::ButtonAnswers,
            Page::Answers,
        ),
        (view.session.holds_answers(), Key::ButtonRestart, Page::Restart),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .fold(ways, |ways, (_, key, page)| ways.add(view.button("way", key, Action::Open(page))))
}

/// So many programmes stand in the rail.
const RAIL_ROWS: usize = 8;

/// What looks likely so far, beside the questions where there is room for it.
fn rail(view: &View<'_>) -> Option<El> {
    let is_question = matches!(view.state().step.page, Page::Sheet(..) | Page::Change(..));
    if !is_question || view.state().done.len() < RESULTS_AFTER {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    for entry in &view.session.screening.entries {
        let name = view.session.program(entry.program).map(|p| view.words.title("program", &p.id));
        if let Some(name) = name.filter(|name| entry.verdict == Verdict::Likely && !names.contains(name)) {
            names.push(name);
        }
    }
    let rows = names.iter().take(RAIL_ROWS).map(|name| text("li", name)).collect();
    let title = view.say("h3", Key::RailTitle);
    let list = if names.is_empty() { view.hint(Key::RailNone) } else { el("ul").all(rows) };
    Some(el("aside").class("rail").add(title).add(list).add(view.hint(Key::RailHint)))
}
