//! What the widget does in the page around it: listeners, focus and scrolling.

pub mod app;
pub mod backup;
pub mod clicks;
pub mod clock;
pub mod events;
pub mod focus;
pub mod history;
pub mod leaving;
pub mod mount;
pub mod rehearsal;
pub mod spoken;
pub mod spot;
