//! Where the keyboard and the screen reader go, and what is brought into view.

use gloo_timers::callback::Timeout;
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ShadowRoot,
};

/// A screen reader passes over a text that changes together with something else.
const BREATH: u32 = 150;

/// To the heading of a new page, which is brought into view: whoever pressed a button far down would see the end
/// of the next page, or nothing of it.
pub fn heading(frame: &Element) {
    let Some(heading) = find(frame, &["h2"]) else { return };
    without_scrolling(&heading);
    let whole = |pixels: f64| pixels as i32;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).map_or(0, whole);
    let options = ScrollIntoViewOptions::new();
    // In the upper half the page stays as it is: nothing jumps under the finger.
    let low = whole(heading.get_bounding_client_rect().top()) > height / 2;
    options.set_block(if low { ScrollLogicalPosition::Start } else { ScrollLogicalPosition::Nearest });
    options.set_behavior(ScrollBehavior::Instant);
    heading.scroll_into_view_with_scroll_into_view_options(&options);
}

/// To the first field in error. Where the focus is there already it would not be told of: then it is announced.
pub fn problem(frame: &Element, announcement: &mut Option<Timeout>) {
    let places = [".wrong [aria-invalid=true]", ".wrong input:checked", ".wrong input", ".wrong select"];
    let Some(field) = find(frame, &places) else { return };
    if active(frame).is_none_or(|focused| focused != *field) {
        let _ = field.focus();
        return;
    }
    let (Some(problem), Some(live)) = (find(frame, &[".problem"]), find(frame, &[".live"])) else { return };
    live.set_text_content(None);
    *announcement =
        Some(Timeout::new(BREATH, move || live.set_text_content(problem.text_content().as_deref())));
}

/// Where what had the focus is gone, to the first thing to use in the field it stood in.
pub fn keep(frame: &Element, field: &str) {
    if active(frame).is_some() {
        return;
    }
    let places = ["input:checked", "select", "input", "button"].map(|kind| format!("{field} {kind}"));
    let Some(target) = find(frame, &places.each_ref().map(String::as_str)) else { return };
    without_scrolling(&target);
}

/// Takes the focus from what will be gone with the page. A browser that loses the focused element while the next page is half
/// drawn lays out that half first; on the page that still stands there it has nothing to do.
pub fn leave(frame: &Element) {
    if let Some(focused) = active(frame).and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.blur();
    }
}

fn active(frame: &Element) -> Option<Element> {
    frame.get_root_node().dyn_into::<ShadowRoot>().ok().and_then(|root| root.active_element())
}

/// Gives the focus to an element that stays where it is.
pub fn without_scrolling(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

fn find(frame: &Element, selectors: &[&str]) -> Option<HtmlElement> {
    let found = selectors.iter().find_map(|selector| frame.query_selector(selector).ok().flatten());
    found.and_then(|element| element.dyn_into().ok())
}
