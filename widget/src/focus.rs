//! Where the keyboard and the screen reader go.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn first(frame: &Element, selectors: &[&str]) {
    let found = selectors.iter().find_map(|selector| frame.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// To the heading of a new page.
pub fn heading(frame: &Element) {
    first(frame, &["h2"]);
}

/// To the first field in error.
pub fn problem(frame: &Element) {
    first(frame, &[".wrong [aria-invalid=true]", ".wrong input:checked", ".wrong input", ".wrong select"]);
}
