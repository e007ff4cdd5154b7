//! The spot on a page from which another page was opened, so that coming back leads there and not to the top.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::focus;

/// A spot. It outlives the elements it was taken from, and what it stands in may have moved meanwhile.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The card it is in, by its id.
    card: Option<String>,
    /// What was pressed, by its name, and the how manieth of that name it is.
    pressed: Option<(String, u32)>,
    /// How far below the top of the window it was, in whole pixels.
    top: i32,
    /// What was unfolded, by its id.
    open: Vec<String>,
}

impl Spot {
    /// The spot of an element that was pressed.
    pub fn of(frame: &Element, pressed: &Element) -> Self {
        // A press on the words within a button is one on the button.
        let button = pressed.closest("button").ok().flatten();
        let pressed = button.as_ref().unwrap_or(pressed);
        let card = pressed.closest("article").ok().flatten();
        let within = card.as_ref().unwrap_or(frame);
        let name = pressed.get_attribute("name");
        let pressed_name = name.and_then(|name| {
            let same = all(within, &format!("[name=\"{name}\"]"));
            let at = same.iter().position(|one| one == pressed)?;
            Some((name, u32::try_from(at).ok()?))
        });
        let open = all(frame, "details[open]");
        Self {
            card: card.map(|card| card.id()),
            pressed: pressed_name,
            top: top(pressed),
            open: open.iter().map(Element::id).collect(),
        }
    }

    /// Goes back there, as near as what is there now allows; whether anything of it is there.
    pub fn restore(&self, frame: &Element) -> bool {
        for id in &self.open {
            if let Some(details) = all(frame, &format!("#{id}")).first() {
                let _ = details.set_attribute("open", "");
            }
        }
        let card = self.card.as_ref().and_then(|card| all(frame, &format!("#{card}")).into_iter().next());
        if self.card.is_some() && card.is_none() {
            return false;
        }
        let within = card.as_ref().unwrap_or(frame);
        let pressed = self.pressed.as_ref().and_then(|(name, at)| {
            let same = all(within, &format!("[name=\"{name}\"]"));
            same.get(*at as usize).or_else(|| same.first()).cloned()
        });
        let title = || card.as_ref().and_then(|card| card.query_selector("h3, h4").ok().flatten());
        let Some(target) = pressed.or_else(title).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
            return false;
        };
        // A title takes the focus only by this.
        if target.tag_name() != "BUTTON" {
            let _ = target.set_attribute("tabindex", "-1");
        }
        let moved = top(&target) - self.top;
        gloo_utils::window().scroll_by_with_x_and_y(0.0, moved.into());
        focus::without_scrolling(&target);
        true
    }
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn top(element: &Element) -> i32 {
    // Within a document's height every pixel is exact.
    element.get_bounding_client_rect().top() as i32
}
