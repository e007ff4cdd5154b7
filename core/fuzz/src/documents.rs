//! Household documents of the right shape, with values nobody should write among those anybody may.

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};
use yingbao_core::{
    Rulebook,
    rulebook::{Fact, FactType},
};

/// Numbers at an edge: of the reader, of a decimal of 96 bits, of a day, of a count.
const NUMBERS: [&str; 24] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.01",
    "0.001",
    "0.10",
    "1e2",
    "1E-2",
    "1e400",
    "-1e-400",
    "12",
    "18",
    "60",
    "150",
    "151",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "18446744073709551616",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "0.0000000000000000000000000001",
    "99999999999999999999999999999999999999",
];

/// Texts at an edge.
const TEXTS: [&str; 20] = [
    "",
    "a",
    "b",
    "year",
    "month",
    "1.00",
    "-1",
    " 1",
    "１２",
    "NaN",
    "1e3",
    "2026-02-29",
    "2028-02-29",
    "0000-01-01",
    "9999-12-31",
    "2026-13-01",
    "000000",
    "990101",
    "\u{202e}a\u{0}",
    "self",
];

/// A document drawn from bytes.
pub fn document(book: &Rulebook, bytes: &mut Unstructured<'_>) -> Result<Value> {
    let mut document = Map::new();
    document.insert("version".to_owned(), if rarely(bytes)? { hostile(bytes)? } else { json!(1) });
    for key in ["date", "region"] {
        if bytes.ratio(1, 3)? {
            document.insert(key.to_owned(), hostile(bytes)?);
        }
    }
    if bytes.ratio(1, 3)? {
        let mut set = Map::new();
        for parameter in &book.parameters {
            if bytes.arbitrary()? {
                set.insert(parameter.id.clone(), quantity(bytes)?);
            }
        }
        document.insert("parameters".to_owned(), Value::Object(set));
    }
    document.insert("household".to_owned(), facts(&book.household_facts, bytes)?);
    let count = bytes.int_in_range(0..=4)?;
    let mut members = Vec::new();
    for index in 0..count {
        members.push(member(book, index, count, bytes)?);
    }
    document.insert("members".to_owned(), Value::Array(members));
    if rarely(bytes)? {
        document.insert(text(bytes)?, hostile(bytes)?);
    }
    Ok(Value::Object(document))
}

fn member(book: &Rulebook, index: usize, count: usize, bytes: &mut Unstructured<'_>) -> Result<Value> {
    let id = |index: usize| Value::from(format!("m{index}"));
    let mut member = facts(&book.member_facts, bytes)?;
    member["id"] = if rarely(bytes)? { hostile(bytes)? } else { id(index) };
    if !rarely(bytes)? {
        let other = if bytes.arbitrary()? { "child" } else { "parent" };
        member["relation"] = if index == 0 { "self".into() } else { other.into() };
    }
    if bytes.ratio(1, 4)? {
        let mut parents = Vec::new();
        for _ in 0..bytes.int_in_range(0..=3)? {
            parents.push(id(bytes.int_in_range(0..=count)?));
        }
        member["parents"] = Value::Array(parents);
    }
    if bytes.ratio(1, 6)? {
        member["spouse"] = id(bytes.int_in_range(0..=count)?);
    }
    Ok(member)
}

fn facts(facts: &[Fact], bytes: &mut Unstructured<'_>) -> Result<Value> {
    let mut told = Map::new();
    for fact in facts {
        if bytes.arbitrary()? {
            told.insert(
                fact.id.clone(),
                if rarely(bytes)? { hostile(bytes)? } else { fitting(&fact.kind, bytes)? },
            );
        }
    }
    Ok(Value::Object(told))
}

/// A value of the fact's type, or nearly.
fn fitting(kind: &FactType, bytes: &mut Unstructured<'_>) -> Result<Value> {
    let choice = |options: &[String], bytes: &mut Unstructured<'_>| -> Result<Value> {
        Ok(bytes.choose(options)?.clone().into())
    };
    Ok(match kind {
        FactType::Truth => bytes.arbitrary::<bool>()?.into(),
        FactType::Choice(options) if bytes.arbitrary()? => choice(options, bytes)?,
        FactType::Choice(options) => {
            json!({ "one_of": [choice(options, bytes)?, choice(options, bytes)?] })
        }
        FactType::Set(options) => json!([choice(options, bytes)?]),
        FactType::Date => {
            let (year, month, day) =
                (bytes.int_in_range(1900..=2030)?, bytes.int_in_range(0..=13)?, bytes.int_in_range(0..=32)?);
            format!("{year}-{month:02}-{day:02}").into()
        }
        _ => quantity(bytes)?,
    })
}

/// A number, a range, or a sum over time.
fn quantity(bytes: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match bytes.int_in_range(0..=5)? {
        0 | 1 => number(bytes)?,
        2 => json!({ "min": number(bytes)?, "max": number(bytes)? }),
        3 => json!({ "min": number(bytes)?, "per": "year" }),
        4 => json!({ "amount": number(bytes)?, "per": if bytes.arbitrary()? { "month" } else { "year" } }),
        _ => json!({ "max": number(bytes)? }),
    })
}

fn number(bytes: &mut Unstructured<'_>) -> Result<Value> {
    if bytes.arbitrary()? {
        return Ok(bytes.int_in_range(0..=20_000)?.into());
    }
    let text = *bytes.choose(&NUMBERS)?;
    Ok(if bytes.ratio(1, 4)? {
        text.into()
    } else {
        serde_json::from_str(text).expect("a number of any length")
    })
}

fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    if bytes.ratio(3, 4)? { Ok((*bytes.choose(&TEXTS)?).to_owned()) } else { bytes.arbitrary() }
}

/// Anything that is JSON.
fn hostile(bytes: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match bytes.int_in_range(0..=9)? {
        0 => Value::Null,
        1 => bytes.arbitrary::<bool>()?.into(),
        2 | 3 => number(bytes)?,
        4 | 5 => text(bytes)?.into(),
        6 => json!({ "declined": true }),
        7 => json!({ text(bytes)?: hostile(bytes)?, "per": text(bytes)? }),
        8 => json!([hostile(bytes)?, hostile(bytes)?]),
        _ => json!({ "one_of": [hostile(bytes)?, text(bytes)?] }),
    })
}

fn rarely(bytes: &mut Unstructured<'_>) -> Result<bool> {
    bytes.ratio(1, 24)
}
