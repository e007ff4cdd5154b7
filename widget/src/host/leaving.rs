//! Asks before the page is left with answers on it: nothing is stored, so they would be gone.

use std::cell::{Cell, RefCell};

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{BeforeUnloadEvent, Element};

/// Where people take turns at a device, nobody is asked to stay.
const SHARED: &str = "shared";

/// Hears that the page is being left, for as long as there is something to lose.
pub struct Leaving {
    host: Element,
    answers: Cell<bool>,
    listener: RefCell<Option<EventListener>>,
}

impl Leaving {
    /// For the widget in this custom element.
    pub fn new(host: Element) -> Self {
        Self { host, answers: Cell::new(false), listener: RefCell::new(None) }
    }

    /// Whether there are answers now.
    pub fn settle(&self, answers: bool) {
        self.answers.set(answers);
        self.look();
    }

    /// Begins or ends to hear, by the answers and the element. What is heard for nothing keeps some browsers from
    /// going back to the page at once.
    pub fn look(&self) {
        let wanted = self.answers.get() && self.host.is_connected() && !self.host.has_attribute(SHARED);
        let mut listener = self.listener.borrow_mut();
        if wanted != listener.is_some() {
            *listener = wanted.then(listen);
        }
    }
}

fn listen() -> EventListener {
    let asks = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", asks, |event| {
        event.prevent_default();
        // Older browsers ask only where this is set; none shows it.
        if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
            event.set_return_value("?");
        }
    })
}
