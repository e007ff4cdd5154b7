//! What the widget does in the page around it: listeners, focus and scrolling.

pub mod clicks;
pub mod clock;
pub mod focus;
pub mod history;
pub mod leaving;
pub mod spot;
