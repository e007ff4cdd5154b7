//! What outlives a failure: the answers of every mount, and the words of the failure itself.
//!
//! A panic stops the whole instance. What stands here can still be read from outside and handed to a
//! new instance. It is memory of this page only: nothing is written anywhere.

use std::{cell::RefCell, mem, panic::PanicHookInfo};

use crate::model::state::State;

thread_local! {
    static STATES: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    static FAILED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is kept of a mount.
struct Kept {
    mount: usize,
    state: Vec<u8>,
    cleared: bool,
}

/// Keeps the state of a mount; `cleared` where all answers were just taken out of it.
pub fn keep(mount: usize, state: &State, cleared: bool) {
    let Ok(state) = postcard::to_allocvec(state) else { return };
    STATES.with_borrow_mut(|states| match states.iter_mut().find(|kept| kept.mount == mount) {
        Some(kept) => *kept = Kept { mount, state, cleared: kept.cleared | cleared },
        None => states.push(Kept { mount, state, cleared }),
    });
}

/// The state of a mount, as bytes; none before anything was done.
pub fn saved(mount: usize) -> Option<Vec<u8>> {
    of(mount, |kept| kept.state.clone())
}

/// Whether a mount was cleared since this was last asked.
pub fn cleared(mount: usize) -> bool {
    of(mount, |kept| mem::take(&mut kept.cleared)).unwrap_or(false)
}

/// Keeps nothing of a mount any more.
pub fn forget(mount: usize) {
    STATES.with_borrow_mut(|states| states.retain(|kept| kept.mount != mount));
}

fn of<T>(mount: usize, take: impl FnOnce(&mut Kept) -> T) -> Option<T> {
    STATES.with(|states| states.try_borrow_mut().ok()?.iter_mut().find(|kept| kept.mount == mount).map(take))
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
