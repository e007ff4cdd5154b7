//! The documents of the contract as JavaScript values: conversions only.

use js_sys::{Array, JSON, JsString, Number, Object, Reflect, Symbol};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    api::page,
    document::{read_tree, write},
    domain::Day,
    engine::screen,
    quantity::{DocumentError, Tree, json::Json},
    ruleset::Rulesets,
};

/// How deep a document may nest; a ring of objects ends here too.
const DEEPEST: usize = 128;

/// Screens one household document. A bad document gives `{ error: { path, found, expected, message } }`.
#[must_use]
pub fn screen_value(rulesets: &mut Rulesets<'_>, household: &JsValue, today: Option<Day>) -> JsValue {
    let mut screened = || {
        let request = read_tree(rulesets.book(), &plain(household, "")?, today)?;
        let rules = rulesets.at(request.date, request.region, &request.overrides);
        Ok(write(rules, &request.household, &screen(rules, &request.household)))
    };
    answer(screened())
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
    answer(next())
}

/// The answer, in one crossing instead of one for each part of it.
fn answer(answer: Result<String, DocumentError>) -> JsValue {
    JSON::parse(&answer.unwrap_or_else(|error| refusal(&error))).unwrap_or(JsValue::NULL)
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

/// A caller's mistake as a document.
fn refusal(error: &DocumentError) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("error").object(|json| {
            json.key("path").text(&error.path);
            json.key("found").text(&error.found);
            json.key("expected").text(&error.expected);
            json.key("message").text(&error.to_string());
        });
    });
    json.finish()
}
