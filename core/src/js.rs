//! The documents of the contract as JavaScript values: conversions only.

use js_sys::{Array, JSON, JsString, Number, Object, Reflect, Symbol};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    api::page,
    document::{read_tree, write},
    domain::Day,
    engine::screen,
    quantity::{DocumentError, Tree},
    ruleset::Rulesets,
};

/// How deep a document may nest; a ring of objects ends here too.
const DEEPEST: usize = 128;

/// Screens one household document. A bad document gives `{ error: { path, found, expected, message } }`.
#[must_use]
pub fn screen_value(rulesets: &mut Rulesets<'_>, household: &JsValue, today: Option<Day>) -> JsValue {
    let request = plain(household, "").and_then(|tree| read_tree(rulesets.book(), &tree, today));
    match request {
        Ok(request) => {
            let rules = rulesets.at(request.date, request.region, &request.overrides);
            let written = write(rules, &request.household, &screen(rules, &request.household));
            // One crossing instead of one for each of a thousand values.
            JSON::parse(&written).unwrap_or(JsValue::NULL)
        }
        Err(error) => value(&refusal(&error)),
    }
}

/// The next page of the interview, from a household document, a list of the keys that were asked, and `needs` or `only`
/// of the options. A bad document or list gives `{ error: … }` as [`screen_value`] does.
#[must_use]
pub fn page_value(
    rulesets: &mut Rulesets<'_>,
    household: &JsValue,
    asked: &JsValue,
    options: &JsValue,
    today: Option<Day>,
) -> JsValue {
    let mut next = || {
        let (household, asked) = (plain(household, "")?, plain(asked, "asked")?);
        page(rulesets, &household, &asked, &plain(options, "options")?, today)
    };
    value(&next().unwrap_or_else(|error| refusal(&error)))
}

/// A value as a document.
fn plain(value: &JsValue, path: &str) -> Result<Tree, DocumentError> {
    tree(value, DEEPEST).map_err(|found| DocumentError {
        path: path.to_owned(),
        found,
        expected: if path.is_empty() { "one household document as plain data" } else { "plain data" }
            .to_owned(),
    })
}

/// A value as a document, or what stands in its way.
fn tree(value: &JsValue, deepest: usize) -> Result<Tree, String> {
    let Some(deeper) = deepest.checked_sub(1) else {
        return Err("objects nested too deep".to_owned());
    };
    if value.is_null() || value.is_undefined() {
        return Ok(Tree::Null);
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Tree::Truth(truth));
    }
    if let Some(text) = value.as_string() {
        return Ok(Tree::Text(text));
    }
    if let Some(number) = value.dyn_ref::<Number>() {
        // JavaScript's own text of a number is the shortest that reads back as the same.
        return number
            .to_string_with_radix(10)
            .map(|text| Tree::Number(text.into()))
            .map_err(|_| "a number".to_owned());
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return list.iter().map(|item| tree(&item, deeper)).collect::<Result<_, _>>().map(Tree::List);
    }
    // A map, a set and the like are objects too, but what is in them are not their properties.
    let is_plain = value.is_object() && !Reflect::has(value, &Symbol::iterator()).unwrap_or(true);
    if !is_plain {
        return Err(value.js_typeof().as_string().unwrap_or_default());
    }
    let entry = |entry: JsValue| -> Result<(String, Tree), String> {
        let pair: Array = entry.unchecked_into();
        let key = JsString::from(pair.get(0));
        Ok((key.into(), tree(&pair.get(1), deeper)?))
    };
    Object::entries(value.unchecked_ref()).iter().map(entry).collect::<Result<_, _>>().map(Tree::Map)
}

/// A document as a value.
fn value(tree: &Tree) -> JsValue {
    match tree {
        Tree::Null => JsValue::NULL,
        Tree::Truth(truth) => (*truth).into(),
        // Documents out hold whole numbers only; decimals are strings.
        Tree::Number(text) => text.parse::<i32>().map_or_else(|_| text.into(), JsValue::from),
        Tree::Text(text) => text.into(),
        Tree::List(items) => items.iter().map(value).collect::<Array>().into(),
        Tree::Map(entries) => {
            let object = Object::new();
            for (key, part) in entries {
                // A new object takes every property.
                let _ = Reflect::set(&object, &key.into(), &value(part));
            }
            object.into()
        }
    }
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
