//! The rulebook that is shipped, loaded from its sources.

use std::{path::Path, sync::OnceLock};

use serde_json::Value;
use yingbao_core::{author::Case, document, engine::Options, rulebook::Rulebook};

pub use broken::Breakage;

fn loaded() -> &'static (Rulebook, Vec<Case>) {
    static LOADED: OnceLock<(Rulebook, Vec<Case>)> = OnceLock::new();
    LOADED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/rulebooks/cn");
        match yingbao_core::author::load(&folder) {
            Ok(loaded) => {
                // By way of its file, as the widget reads it: with the digest.
                let bytes = loaded.book.to_bytes().unwrap_or_else(|error| panic!("{error}"));
                let book = Rulebook::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"));
                (book, loaded.cases)
            }
            Err(mistakes) => panic!("{mistakes:#?}"),
        }
    })
}

/// The rulebook `cn`.
///
/// # Panics
/// Where it does not load: every test of it then fails with the loader's words.
#[must_use]
pub fn shipped() -> &'static Rulebook {
    &loaded().0
}

/// The household documents of the rulebook's own cases.
///
/// # Panics
/// Where a case is no document.
#[must_use]
pub fn cases() -> Vec<Value> {
    loaded()
        .1
        .iter()
        .map(|case| serde_json::to_value(&case.document).unwrap_or_else(|error| panic!("{error}")))
        .collect()
}

pub mod broken;
pub mod firm;
pub mod interviews;
pub mod laws;

/// Screens a household document with the shipped rulebook, as the command line does.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen(document: &Value, broken: Option<Breakage>) -> Value {
    screen_with(document, broken, Options::default())
}

/// As [`screen()`], trying as hard as told.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen_with(document: &Value, broken: Option<Breakage>, options: Options) -> Value {
    let mut screening =
        serde_json::from_str(&text(document, broken, options)).unwrap_or_else(|error| panic!("{error}"));
    if let Some(broken) = broken {
        broken.answers(&mut screening);
    }
    screening
}

/// The screening document of a household document, as text.
#[must_use]
pub fn screen_text(document: &Value) -> String {
    text(document, None, Options::default())
}

/// Reads a household document by the shipped rulebook.
///
/// # Errors
/// What is wrong with the document.
pub fn read(
    document: &Value,
    broken: Option<Breakage>,
) -> Result<document::Request, document::DocumentError> {
    let misread = broken.and_then(|broken| broken.reads(document));
    document::read(shipped(), &misread.as_ref().unwrap_or(document).to_string(), None)
}

fn text(document: &Value, broken: Option<Breakage>, options: Options) -> String {
    let book = shipped();
    let request = read(document, broken).unwrap_or_else(|error| panic!("{error} in {document}"));
    let rules = book.at(request.date, request.region, &request.overrides);
    let screening = yingbao_core::engine::screen_with(&rules, &request.household, options);
    document::write(&rules, &request.household, &screening)
}
