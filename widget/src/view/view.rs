//! What every page needs to draw itself.

use std::cell::Cell;

use yew::{Callback, virtual_dom::ListenerKind};

use crate::{
    catalog::Catalog,
    model::state::{Page, State},
    session::{
        reduce::{Action, Message},
        session::Session,
    },
    text::{Key, wording::Wording},
    view::element::{Does, El, Sender, text},
};

/// What a page needs to show itself.
pub struct View<'a> {
    /// Rules, answers and texts.
    pub words: Wording<'a>,
    /// What follows from the answers.
    pub session: &'a Session,
    /// Where actions go.
    pub sender: Sender,
    /// Whether only what stands in the first view is wanted now.
    pub at_first: bool,
    left_out: Cell<bool>,
}

impl<'a> View<'a> {
    /// A view of a session.
    pub fn new(session: &'a Session, link: Callback<Message>) -> Self {
        let words = Wording::new(&session.catalog, &session.state);
        let sender = Sender::new(link, session.state.turn);
        Self { words, session, sender, at_first: false, left_out: Cell::new(false) }
    }

    /// A view of which a page needs to draw only what is seen without scrolling.
    pub fn only_at_first(self, at_first: bool) -> Self {
        Self { at_first, ..self }
    }

    /// Whether the rest of the page is to be drawn later, asked where it begins.
    pub fn ends_here(&self) -> bool {
        self.left_out.set(self.left_out.get() || self.at_first);
        self.at_first
    }

    /// Whether something was left for later.
    pub fn has_rest(&self) -> bool {
        self.left_out.get()
    }

    /// The rules.
    pub const fn rules(&self) -> &'a Catalog {
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
        self.pressed(class, self.own(key), action)
    }

    /// A button with words of its own.
    pub fn pressed(&self, class: &'static str, words: &str, action: Action) -> El {
        let button = text("button", words).class(class).at("type", "button");
        button.hears(ListenerKind::onclick, &self.sender, Does::Act(action))
    }

    /// A button with the name of what it opens, to be found again when it is come back to.
    pub fn opens(&self, class: &'static str, words: &str, page: Page) -> El {
        self.pressed(class, words, Action::Open(page)).with("name", address(page))
    }

    /// A button whose purpose is told in full to who cannot see what it stands beside.
    pub fn small(&self, key: Key, in_full: Key, what: &str, action: Action) -> El {
        let label = self.words.fill(in_full, &[("what", what), ("who", what)]);
        let name = match action {
            Action::Open(page) => Some(address(page)),
            // Beside the button that opens the programme itself: a name of its own.
            Action::Settle(slot, _) => Some(address(Page::Program(slot)) + "-settle"),
            _ => None,
        };
        self.button("small", key, action).with("aria-label", label).maybe("name", name)
    }
}

/// A page as the name of what opens it: it is found again by it.
pub fn address(page: Page) -> String {
    let bytes = postcard::to_allocvec(&page).unwrap_or_default();
    bytes.iter().fold("to".to_owned(), |name, byte| name + "-" + &byte.to_string())
}

/// The heading of a page; it takes the focus when the page is turned.
pub fn heading(title: &str) -> El {
    text("h2", title).at("tabindex", "-1").at("part", "heading")
}
