//! Clicks, before any button hears them.

use std::{cell::RefCell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// How far apart two clicks at one place are at most, in pixels: a finger is not steady, and rows are twice as high.
const NEAR: u32 = 24;

/// Hears every click first.
pub struct Clicks {
    last: Rc<RefCell<Option<Click>>>,
    _listeners: [EventListener; 2],
}

/// A click on something here.
struct Click {
    target: Element,
    x: i32,
    y: i32,
    /// Which click in a row it was, as the browser counts.
    count: i32,
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
                *noted.borrow_mut() = Click::of(event).filter(|click| root.contains(Some(&click.target)));
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
        self.last.borrow().as_ref().map(|click| click.target.clone())
    }
}

fn listen(kind: &'static str, hears: impl FnMut(&Event) + 'static) -> EventListener {
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&window(), kind, first, hears)
}

impl Click {
    fn of(event: &Event) -> Option<Self> {
        let target = event.composed_path().get(0).dyn_into().ok()?;
        let mouse = event.dyn_ref::<MouseEvent>()?;
        Some(Self { target, x: mouse.client_x(), y: mouse.client_y(), count: mouse.detail() })
    }
}

/// Whether it belongs to the second click of a double click, or a later one, of which the first pressed something here.
/// Words are still marked by a double click, and two quick taps on two boxes are two taps.
fn second(event: &Event, last: &RefCell<Option<Click>>) -> bool {
    let Some(now) = event.dyn_ref::<MouseEvent>().filter(|click| click.detail() > 1) else { return false };
    last.borrow().as_ref().is_some_and(|last| {
        let near = |a: i32, b: i32| a.abs_diff(b) <= NEAR;
        // The click on a label is followed by one on its box, counted the same.
        let further = now.detail() > last.count;
        let pressed = last.target.closest("button, label, summary").ok().flatten().is_some();
        further && pressed && near(now.client_x(), last.x) && near(now.client_y(), last.y)
    })
}
