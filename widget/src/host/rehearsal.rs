//! Some pages of the questionnaire and the result, gone through once beforehand by nobody. A browser compiles a function of the
//! engine when it is first called: without this the first press of every kind would wait for that.

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
const BEFORE: u32 = 50;
/// Milliseconds between two pages, so that a press never waits for more than one.
const BETWEEN: u32 = 25;

/// So many steps: two pages of questions, then the result.
const STEPS: u32 = 3;

/// A session of which nobody sees anything.
pub struct Rehearsal {
    session: Session,
    step: u32,
}

impl Rehearsal {
    /// Begins; `again` has [`Self::go_on`] called.
    pub fn new(catalog: Catalog, language: Language, again: impl FnOnce() + 'static) -> Self {
        Timeout::new(BEFORE, again).forget();
        Self { session: Session::new(catalog, language, None), step: 0 }
    }

    /// Takes the next page and draws it for nobody; nothing once the results were there.
    pub fn go_on(mut self, again: impl FnOnce() + 'static) -> Option<Self> {
        if self.session.state.step.page == Page::Results {
            return None;
        }
        self.step += 1;
        self.session.act(if self.step < STEPS { Action::Skip } else { Action::Open(Page::Results) });
        drop(pages::frame(&View::new(&self.session, Callback::noop()), &NodeRef::default()).end());
        Timeout::new(BETWEEN, again).forget();
        Some(self)
    }
}
