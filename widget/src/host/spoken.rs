//! The language that can be shown: the texts of one come after the rest.

use std::cell::Cell;

use crate::text::Language;

thread_local! {
    static LACKS: Cell<bool> = const { Cell::new(false) };
}

/// The language, or Chinese where its texts are still to come: whoever mounted the widget is told when it asks.
pub fn spoken(language: Language) -> Language {
    if language.is_there() {
        return language;
    }
    LACKS.set(true);
    Language::Chinese
}

/// Whether since this was last asked a language was wanted whose texts are not there.
pub fn lacks() -> bool {
    LACKS.take()
}
