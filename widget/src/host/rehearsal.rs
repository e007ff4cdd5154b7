//! The way through the questionnaire, gone once beforehand by nobody. A browser compiles a function of the engine when it is first
//! called: without this the first press of every kind would wait for that.

use gloo_timers::callback::Timeout;
use yew::{Callback, NodeRef};

use crate::{
    catalog::Catalog,
    model::state::Page,
    session::{reduce::Action, session::Session},
    text::Language,
    view::{pages, view::View},
};

/// Milliseconds before it begins: what a person does first comes before it.
const BEFORE: u32 = 400;
/// Milliseconds between two pages, so that a press never waits for more than one.
const BETWEEN: u32 = 60;

/// A session in which every page is left empty.
pub struct Rehearsal {
    session: Session,
}

impl Rehearsal {
    /// Begins; `again` has [`Self::go_on`] called.
    pub fn new(catalog: Catalog, language: Language, again: impl FnOnce() + 'static) -> Self {
        Timeout::new(BEFORE, again).forget();
        Self { session: Session::new(catalog, language, None) }
    }

    /// Takes the next page and draws it for nobody; nothing once the results were there.
    pub fn go_on(mut self, again: impl FnOnce() + 'static) -> Option<Self> {
        if self.session.state.step.page == Page::Results {
            return None;
        }
        self.session.act(Action::Skip);
        drop(pages::frame(&View::new(&self.session, Callback::noop()), &NodeRef::default()).end());
        Timeout::new(BETWEEN, again).forget();
        Some(self)
    }
}
