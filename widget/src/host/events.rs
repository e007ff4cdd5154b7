//! What the host page is told. No event carries an answer, or anything that follows from one.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, Element};

/// Something the host page may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The first page is shown.
    Ready,
    /// Another page is shown; of a question, its section.
    Step(Option<&'static str>),
    /// The results are shown.
    Result,
}

impl Event {
    const fn name(self) -> &'static str {
        match self {
            Self::Ready => "yingbao-ready",
            Self::Step(_) => "yingbao-step",
            Self::Result => "yingbao-result",
        }
    }
}

/// Sends an event from the custom element; it leaves shadow roots that the element may stand in.
pub fn send(host: &Element, event: &Event) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Event::Step(section) = event {
        let detail = Object::new();
        let section = section.map_or(JsValue::NULL, JsValue::from_str);
        let _ = Reflect::set(&detail, &JsValue::from_str("section"), &section);
        init.set_detail(&detail);
    }
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event.name(), &init) {
        let _ = host.dispatch_event(&event);
    }
}
