//! Clicks, before any button hears them.

use std::{cell::RefCell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// Hears every click within the widget first.
pub struct Clicks {
    last: Rc<RefCell<Option<Element>>>,
    _listener: EventListener,
}

impl Clicks {
    /// Begins to hear, in the element the widget is about to be drawn in: of all listeners there the first one comes
    /// first. The second click of a double click does nothing: many people press everything twice, and the page may
    /// have been turned by the first.
    pub fn hear(root: &Element) -> Self {
        let last = Rc::new(RefCell::new(None));
        let noted = Rc::clone(&last);
        let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let listener = EventListener::new_with_options(root, "click", first, move |event| {
            if event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 1) {
                event.prevent_default();
                event.stop_immediate_propagation();
                return;
            }
            *noted.borrow_mut() = event.composed_path().get(0).dyn_into::<Element>().ok();
        });
        Self { last, _listener: listener }
    }

    /// What was clicked last, with the mouse, a finger or the keyboard.
    pub fn last(&self) -> Option<Element> {
        self.last.borrow().clone()
    }
}
