//! Clicks, before any button hears them.

use std::{cell::RefCell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// Hears every click first.
pub struct Clicks {
    last: Rc<RefCell<Option<Element>>>,
    _listeners: [EventListener; 2],
}

impl Clicks {
    /// Begins to hear, before the widget is drawn in `root`. The second click of a double click does nothing: many
    /// people press everything twice. The first may have turned the page, so that the second lands on something else,
    /// a link of the host page below a page that became shorter, or takes the focus away from the new heading.
    pub fn hear(root: &Element) -> Self {
        let last = Rc::new(RefCell::new(None));
        let (noted, root) = (Rc::clone(&last), root.clone());
        let click = listen("click", move |event| {
            if second(event, &noted) {
                event.prevent_default();
                event.stop_immediate_propagation();
            } else {
                let target = event.composed_path().get(0).dyn_into::<Element>().ok();
                *noted.borrow_mut() = target.filter(|target| root.contains(Some(target)));
            }
        });
        let noted = Rc::clone(&last);
        let press = listen("mousedown", move |event| {
            if second(event, &noted) {
                event.prevent_default();
            }
        });
        Self { last, _listeners: [click, press] }
    }

    /// What was clicked last, with the mouse, a finger or the keyboard.
    pub fn last(&self) -> Option<Element> {
        self.last.borrow().clone()
    }
}

fn listen(kind: &'static str, hears: impl FnMut(&Event) + 'static) -> EventListener {
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&window(), kind, first, hears)
}

/// Whether it belongs to the second click of a double click, or a later one, of which the first pressed something here.
/// Words are still marked by a double click.
fn second(event: &Event, last: &RefCell<Option<Element>>) -> bool {
    let pressed = |last: &Element| last.closest("button, label, summary").ok().flatten().is_some();
    event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 1)
        && last.borrow().as_ref().is_some_and(pressed)
}
