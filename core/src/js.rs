//! The documents of the contract as JavaScript values: conversions only.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::{
    Day, Rulebook,
    document::{DocumentError, Tree, read_tree, write},
    screen,
};

/// Screens one household document. A bad document gives `{ error: { path, found, expected, message } }`.
#[must_use]
pub fn screen_value(book: &Rulebook, household: JsValue, today: Option<Day>) -> JsValue {
    let read = serde_wasm_bindgen::from_value::<Tree>(household)
        .map_err(|error| DocumentError {
            path: String::new(),
            found: error.to_string(),
            expected: "one household document as plain data".to_owned(),
        })
        .and_then(|tree| read_tree(book, &tree, today));
    let answer = match read {
        Ok(request) => {
            let rules = book.at(request.date, request.region, &request.overrides);
            write(&rules, &request.household, &screen(&rules, &request.household))
        }
        Err(error) => refusal(&error),
    };
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true).serialize_missing_as_null(true);
    // A tree of maps, lists and texts has no way to fail.
    answer.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// A caller's mistake as a value.
fn refusal(error: &DocumentError) -> Tree {
    let parts = [
        ("path", error.path.clone()),
        ("found", error.found.clone()),
        ("expected", error.expected.clone()),
        ("message", error.to_string()),
    ];
    let parts = parts.into_iter().map(|(k, v)| (k.to_owned(), Tree::Text(v))).collect();
    Tree::Map(vec![("error".to_owned(), Tree::Map(parts))])
}
