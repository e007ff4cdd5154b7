//! What outlives a failure: the answers of every mount, and the words of the failure itself.
//!
//! A panic stops the whole instance. What stands here can still be read from outside and handed to a
//! new instance. It is memory of this page only: nothing is written anywhere.

use std::{cell::RefCell, panic::PanicHookInfo};

use crate::model::state::State;

thread_local! {
    static STATES: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static FAILED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the state of a mount.
pub fn keep(number: usize, state: &State) {
    if let Ok(bytes) = postcard::to_allocvec(state) {
        STATES.with_borrow_mut(|states| {
            if states.len() <= number {
                states.resize(number + 1, Vec::new());
            }
            if let Some(kept) = states.get_mut(number) {
                *kept = bytes;
            }
        });
    }
}

/// The state of a mount, as bytes.
pub fn saved(number: usize) -> Option<Vec<u8>> {
    STATES.with(|states| states.try_borrow().ok()?.get(number).cloned()).filter(|saved| !saved.is_empty())
}

/// Reads what [`saved`] gave.
pub fn read(bytes: &[u8]) -> Option<State> {
    postcard::from_bytes(bytes).ok()
}

/// Where the widget failed, if it did.
pub fn failed() -> Option<String> {
    FAILED.with(|failed| failed.try_borrow().ok()?.clone())
}

/// Notes a panic by its place in the source. Its message is left out: it could hold an answer.
pub fn note(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, |l| {
        // The file as the project names it, without the folders of the machine it was built on.
        let file = l.file().rsplit(['/', '\\']).next().unwrap_or_default();
        format!("{file}:{}:{}", l.line(), l.column())
    });
    FAILED.with(|failed| {
        if let Ok(mut failed) = failed.try_borrow_mut() {
            *failed = Some(place);
        }
    });
}
