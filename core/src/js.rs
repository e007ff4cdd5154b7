//! The documents of the contract as JavaScript values: conversions only.

use js_sys::{Array, JSON, JsString, Number, Reflect, Symbol};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

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
/// How many values a document may hold: a list can say that it has billions, and a proxy never end.
const MOST_VALUES: usize = 262_144;
/// How many characters its keys and texts may have together, in units of UTF-16: what is copied in is never given back.
const LONGEST: u32 = 16_777_216;

// A getter or a proxy runs the caller's code. Each of these catches what it throws, so that nothing of ours is skipped.
#[wasm_bindgen]
extern "C" {
    /// A list.
    type List;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys(object: &JsValue) -> Result<List, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = values)]
    fn values(object: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, method, getter)]
    fn length(this: &List) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn join(this: &List, between: &str) -> Result<JsValue, JsValue>;
}

/// Screens one household document. A bad document gives `{ error: { path, found, expected, message } }`.
///
/// # Errors
/// What the document's own code, a getter or a proxy, throws.
pub fn screen_value(
    rulesets: &mut Rulesets<'_>,
    household: &JsValue,
    today: Option<Day>,
) -> Result<JsValue, JsValue> {
    answer((|| {
        let request = read_tree(rulesets.book(), &plain(household, "")?, today)?;
        let rules = rulesets.at(request.date, request.region, &request.overrides);
        Ok(write(rules, &request.household, &screen(rules, &request.household)))
    })())
}

/// The next page of the interview, from a household document, a list of the keys that were asked, and `needs` or `only`
/// of the options. A bad document or list gives `{ error: … }` as [`screen_value`] does.
///
/// # Errors
/// What the code of one of them, a getter or a proxy, throws.
pub fn page_value(
    rulesets: &mut Rulesets<'_>,
    household: &JsValue,
    asked: &JsValue,
    options: &JsValue,
    today: Option<Day>,
) -> Result<JsValue, JsValue> {
    answer((|| {
        let (household, asked) = (plain(household, "")?, plain(asked, "asked")?);
        Ok(page(rulesets, &household, &asked, &plain(options, "options")?, today)?)
    })())
}

/// Why there is no answer.
enum Failure {
    /// The document cannot be read.
    Refused(DocumentError),
    /// The caller's own code threw this.
    Thrown(JsValue),
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        Self::Refused(error)
    }
}

/// The answer, in one crossing instead of one for each part of it.
fn answer(answer: Result<String, Failure>) -> Result<JsValue, JsValue> {
    JSON::parse(&match answer {
        Ok(answer) => answer,
        Err(Failure::Refused(error)) => refusal(&error),
        Err(Failure::Thrown(thrown)) => return Err(thrown),
    })
}

/// A value as a document.
fn plain(value: &JsValue, path: &str) -> Result<Tree, Failure> {
    let mut reader = Reader { values: MOST_VALUES, characters: LONGEST };
    reader.tree(value, DEEPEST).map_err(|found| match found {
        Odd::Found(found) => Failure::Refused(DocumentError {
            path: path.to_owned(),
            found,
            expected: if path.is_empty() { "one household document as plain data" } else { "plain data" }
                .to_owned(),
        }),
        Odd::Thrown(thrown) => Failure::Thrown(thrown),
    })
}

/// What stands in the way of reading a value.
enum Odd {
    Found(String),
    Thrown(JsValue),
}

impl From<JsValue> for Odd {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

fn found<T>(what: &str) -> Result<T, Odd> {
    Err(Odd::Found(what.to_owned()))
}

/// Reads a value, in as few calls into JavaScript as there can be: they are most of the work.
struct Reader {
    /// How many more values there may be.
    values: usize,
    /// How many more characters.
    characters: u32,
}

impl Reader {
    fn tree(&mut self, value: &JsValue, deepest: usize) -> Result<Tree, Odd> {
        let Some(values) = self.values.checked_sub(1) else {
            return found("more than 262144 values");
        };
        self.values = values;
        if let Some(number) = value.as_f64() {
            return number_text(number, value).map(Tree::Number);
        }
        if let Some(truth) = value.as_bool() {
            return Ok(Tree::Truth(truth));
        }
        if value.is_string() {
            return self.text(value).map(Tree::Text);
        }
        if value.is_null() || value.is_undefined() {
            return Ok(Tree::Null);
        }
        let Some(deeper) = deepest.checked_sub(1) else {
            return found("objects nested too deep");
        };
        if is_array(value)? {
            return self.list(value, deeper);
        }
        // A map, a set and the like are objects too, but what is in them are not their properties.
        if !value.is_object() || Reflect::has(value, &Symbol::iterator())? {
            return Err(Odd::Found(value.js_typeof().as_string().unwrap_or_default()));
        }
        self.map(value, deeper)
    }

    fn list(&mut self, list: &JsValue, deeper: usize) -> Result<Tree, Odd> {
        let length = list.unchecked_ref::<List>().length()?.as_f64().unwrap_or_default();
        let mut items = Vec::new();
        let mut index = 0u32;
        while f64::from(index) < length {
            items.push(self.tree(&Reflect::get_u32(list.unchecked_ref(), index)?, deeper)?);
            index = index.saturating_add(1);
        }
        Ok(Tree::List(items))
    }

    fn map(&mut self, object: &JsValue, deeper: usize) -> Result<Tree, Odd> {
        let (keys, values) = (keys(object)?, values(object)?);
        let count = values.length();
        // All keys cross in one piece. None that there is has a line's end.
        let keys = self.text(&keys.join("\n")?)?;
        if count == 0 && keys.is_empty() {
            return Ok(Tree::Map(Vec::new()));
        }
        let keys = keys.split('\n');
        if keys.clone().count() != count as usize {
            return found("a key with a line's end, or an object that changes while it is read");
        }
        let mut entries = Vec::with_capacity(count as usize);
        for (key, index) in keys.zip(0..count) {
            entries.push((key.to_owned(), self.tree(&values.get(index), deeper)?));
        }
        Ok(Tree::Map(entries))
    }

    fn text(&mut self, text: &JsValue) -> Result<String, Odd> {
        let length = text.unchecked_ref::<JsString>().length();
        let Some(characters) = self.characters.checked_sub(length) else {
            return found("more than 16777216 characters");
        };
        self.characters = characters;
        text.as_string().map_or_else(|| found("a text that is none"), Ok)
    }
}

/// A number's text as JavaScript has it: the shortest that reads back as the same.
fn number_text(number: f64, value: &JsValue) -> Result<String, Odd> {
    // Most are whole and small: those need no further call. Rust takes the nearest where a number does not fit.
    let whole = number as i32;
    if f64::from(whole) == number {
        return Ok(whole.to_string());
    }
    let text = value.unchecked_ref::<Number>().to_string_with_radix(10)?;
    JsValue::from(text).as_string().map_or_else(|| found("a number"), Ok)
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
