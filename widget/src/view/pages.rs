//! The frame around every page, and which page it holds.

use yew::{NodeRef, html::Scope, virtual_dom::ListenerKind};

use crate::{
    host::app::App,
    model::state::{Page, State},
    session::{reduce::Action, route, rules::Rules},
    text::{Key, Language, words::Words},
    view::{
        element::{Does, El, Sender, el, text},
        form, people, results, review,
    },
};

/// What a page needs to show itself.
pub struct View<'a> {
    /// Rules, answers and texts.
    pub words: Words<'a>,
    /// Where actions go.
    pub sender: Sender,
}

impl<'a> View<'a> {
    /// A view of a state.
    pub fn new(rules: &'a Rules, state: &'a State, link: &'a Scope<App>) -> Self {
        Self { words: Words::new(rules, state), sender: Sender::new(link, state.turn) }
    }

    /// The rules.
    pub const fn rules(&self) -> &'a Rules {
        self.words.rules
    }

    /// What was answered.
    pub const fn state(&self) -> &'a State {
        self.words.state
    }

    /// A text of the widget.
    pub fn own(&self, key: Key) -> &'static str {
        self.words.own(key)
    }

    /// An element with a text of the widget.
    pub fn say(&self, tag: &'static str, key: Key) -> El {
        text(tag, self.own(key))
    }

    /// A line that explains.
    pub fn hint(&self, key: Key) -> El {
        self.say("p", key).class("hint")
    }

    /// A line that names what follows.
    pub fn label(&self, key: Key) -> El {
        self.say("p", key).class("label")
    }

    /// A button.
    pub fn button(&self, class: &'static str, key: Key, action: Action) -> El {
        let button = self.say("button", key).class(class).at("type", "button");
        button.hears(ListenerKind::onclick, &self.sender, Does::Act(action))
    }

    /// A button whose purpose is told in full to who cannot see what it stands beside.
    pub fn small(&self, key: Key, in_full: Key, what: &str, action: Action) -> El {
        let label = self.words.fill(in_full, &[("what", what), ("who", what)]);
        let name = if let Action::Open(page) = action { Some(address(page)) } else { None };
        self.button("small", key, action).with("aria-label", label).maybe("name", name)
    }
}

/// A page as the name of what opens it: it is found again by it.
fn address(page: Page) -> String {
    let bytes = postcard::to_allocvec(&page).unwrap_or_default();
    bytes.iter().fold("to".to_owned(), |name, byte| name + "-" + &byte.to_string())
}

/// The heading of a page; it takes the focus when the page is turned.
pub fn heading(title: &str) -> El {
    text("h2", title).at("tabindex", "-1").at("part", "heading")
}

/// The section of a page, by its name in the rulebook.
pub fn section_name(rules: &Rules, page: Page) -> Option<&'static str> {
    let section = route::section(rules, page)?;
    rules.book.sections.get(usize::from(section)).map(String::as_str)
}

/// The keys of the parts of the frame; pages have numbers of their own from the last one on.
const TOP: usize = 0;
const LIVE: usize = 1;
const NEXT: usize = 2;
const WAYS: usize = 3;
const PRIVACY: usize = 4;
const FIRST: usize = 5;

/// The whole widget. Each page has its own elements: none keeps what the page before left in it.
pub fn frame(view: &View<'_>, frame: &NodeRef) -> El {
    let state = view.state();
    let other = match state.language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let page = match state.page {
        Page::Question(..)
        | Page::Whom(_)
        | Page::Parents(_)
        | Page::Spouse(_)
        | Page::Place
        | Page::Person(_) => form::page(view),
        Page::People => people::page(view),
        Page::Urgent => results::urgent_page(view),
        Page::Answers => review::page(view),
        Page::Results => results::page(view),
        Page::Restart => review::restart_page(view),
    };
    let switch = text("button", other.name())
        .class("language")
        .at("type", "button")
        .at("lang", other.tag())
        .hears(ListenerKind::onclick, &view.sender, Does::Act(Action::Language(other)));
    el("section")
        .kept(frame)
        .class("frame")
        .at("lang", state.language.tag())
        .at("aria-label", view.own(Key::FrameLabel))
        .add(el("div").class("top").add(progress(view)).add(switch).key(TOP))
        .add(el("div").at("class", "live").at("aria-live", "assertive").key(LIVE))
        .add(el("div").class("page").all(page).key(FIRST + state.turn as usize))
        .add_some(goes_on(view).map(|next| next.key(NEXT)))
        .add(ways(view).key(WAYS))
        .add(
            view.say("p", Key::FrameEstimate)
                .class("privacy")
                .say(" ")
                .say(view.own(Key::FramePrivacy))
                .key(PRIVACY),
        )
}

/// How far one has come: by sections, and by the questions that can still change a result.
fn progress(view: &View<'_>) -> El {
    let (rules, state) = (view.rules(), view.state());
    let line = el("p").class("progress");
    let (Some(section), Some(name)) = (route::section(rules, state.page), section_name(rules, state.page))
    else {
        return line;
    };
    let values = [
        ("at", &*(section + 1).to_string()),
        ("of", &*rules.book.sections.len().to_string()),
        ("title", &*view.words.title("section", name)),
    ];
    let line = line.say(&view.words.fill(Key::ProgressSection, &values));
    let left = if state.people_listed { route::ahead(rules, state).len() } else { 0 };
    let left = match left {
        0 => return line,
        1 => view.own(Key::ProgressOneLeft).to_owned(),
        n => view.words.fill(Key::ProgressLeft, &[("n", &n.to_string())]),
    };
    line.say(" ").add(text("span", &left))
}

fn goes_on(view: &View<'_>) -> Option<El> {
    let state = view.state();
    let goes_on = state.page == Page::Urgent || !state.fields.is_empty();
    let key = if state.changing { Key::ButtonSave } else { Key::ButtonNext };
    goes_on.then(|| el("div").class("next").add(view.button("primary", key, Action::Continue)))
}

/// The ways out of a page.
fn ways(view: &View<'_>) -> El {
    let state = view.state();
    let page = state.page;
    let ways = el("div").class("ways");
    if page == Page::Restart {
        return ways;
    }
    [
        (!state.trail.is_empty(), Key::ButtonBack, Action::Back),
        (page != Page::Results, Key::ButtonResults, Action::Open(Page::Results)),
        (page != Page::Answers, Key::ButtonAnswers, Action::Open(Page::Answers)),
        (true, Key::ButtonRestart, Action::Open(Page::Restart)),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .fold(ways, |ways, (_, key, action)| ways.add(view.button("way", key, action)))
}
