//! parameters.toml.

use std::str::FromStr;

use rust_decimal::Decimal;
use toml::de::DeValue;

use crate::author::{
    compile::{
        names::{Kind, Names},
        typecheck::Compiler,
    },
    lower::{
        context::Context,
        facts::{options, per},
    },
    source::{
        Code,
        table::{Item, Table, Text},
    },
};
use crate::domain::money::in_a_year;
use crate::wording::nearest;
use crate::{
    domain::{Bound, Range},
    rulebook::{Entity, Expr, NoteId, Parameter, ParameterType, Per, Unset},
};

/// Names that stand for something else where a parameter's would.
const TAKEN: [&str; 7] = ["household", "member", "verdict", "true", "false", "null", "in"];

/// Reads names and types, so that expressions can use them.
pub(in crate::author) fn declare(context: &mut Context<'_>, names: &mut Names<'_>) {
    let Some(table) = context.required("parameters.toml") else { return };
    for part in table.tables("parameter") {
        if let (Some(id), Some(kind)) = (part.required_text("id"), kind(context, &part)) {
            context.good_name(id);
            if TAKEN.contains(&id.text) {
                let what = format!("`{}` has another meaning in expressions", id.text);
                context.log.report(Code::BadName, id.place, what, "another name");
            }
            context.place(format!("parameter.{}", id.text), id.place);
            names.parameters.push((id.text.to_owned(), kind));
        } else {
            names.broken(part.text("id"));
        }
    }
    table.finish();
}

fn kind(context: &Context<'_>, table: &Table<'_>) -> Option<ParameterType> {
    let text = table.required_text("type")?;
    Some(match text.text {
        "flow" => ParameterType::Flow(match table.text("per") {
            Some(text) => per(context, text, false)?,
            None => Per::Month,
        }),
        "stock" => ParameterType::Stock,
        "area" => ParameterType::Area,
        "count" => ParameterType::Count,
        "share" => ParameterType::Share,
        "years" => ParameterType::Years,
        "bool" => ParameterType::Truth,
        "choice" => ParameterType::Choice(options(context, table)),
        other => {
            let known = ["flow", "stock", "area", "count", "share", "years", "bool", "choice"];
            let instead = nearest(other, known)
                .map_or_else(|| format!("one of {}", known.join(", ")), |near| format!("\"{near}\""));
            let what = format!("there is no type \"{other}\" of parameters");
            context.log.report(Code::WrongType, text.place, what, instead);
            return None;
        }
    })
}

/// Reads bounds and what holds where nothing is set.
pub(in crate::author) fn compile<'n>(context: &mut Context<'n>, compiler: &Compiler<'n>) {
    let Some(table) = context.required("parameters.toml") else { return };
    for part in table.tables("parameter") {
        let index = context.book.parameters.len();
        let Some((id, kind)) = compiler.names.parameters.get(index) else { break };
        if part.text("id").is_none_or(|text| text.text != *id) {
            continue;
        }
        let parameter = one(context, compiler, &part, index, id, kind);
        for key in ["unset_min", "unset_max", "floor", "ceiling"] {
            if let Some(text) = part.text(key) {
                context.places.insert(format!("{key}.{id}"), text.place);
            }
        }
        context.book.parameters.push(parameter);
        part.finish();
    }
}

fn one<'n>(
    context: &Context<'n>,
    compiler: &Compiler<'n>,
    table: &Table<'n>,
    index: usize,
    id: &str,
    kind: &ParameterType,
) -> Parameter {
    if matches!(kind, ParameterType::Flow(_)) {
        table.item("per");
    }
    if matches!(kind, ParameterType::Choice(_)) {
        table.item("options");
    }
    table.item("type");
    let number = |key: &'static str| {
        let item = table.item(key)?;
        let read = decimal(item);
        if read.is_none() {
            table.wrong(key, item, &format!("a number, {key} = 0"));
        }
        read.map(|value| yearly(value, kind))
    };
    let low = match (number("above"), number("at_least")) {
        (Some(value), _) => Bound { value, open: true },
        (None, Some(value)) => Bound { value, open: false },
        // Documents and regions write no number below zero.
        (None, None) => Bound { value: Decimal::ZERO, open: false },
    };
    let end = |key: &'static str| {
        let text = table.text(key)?;
        bound(context, compiler, text, index, kind)
    };
    let (unset_min, unset_max) = (end("unset_min"), end("unset_max"));
    let (floor, ceiling) = (end("floor"), end("ceiling"));
    let unset = match table.text("unset") {
        Some(Text { text: "anywhere", .. }) => Unset::Anywhere,
        Some(other) => {
            let what = format!("\"{}\" is not known here", other.text);
            context.log.report(
                Code::WrongType,
                other.place,
                what,
                "\"anywhere\", or unset_min and unset_max",
            );
            Unset::Between(None, None)
        }
        None => Unset::Between(unset_min, unset_max),
    };
    let group_default = table.item("group_default").and_then(|item| match item.value {
        DeValue::String(text) if text == "none" => Some(None),
        _ => {
            let read = decimal(item);
            if read.is_none() {
                table.wrong("group_default", item, "a number, or \"none\" for no limit");
            }
            read.map(|value| Some(yearly(value, kind)))
        }
    });
    Parameter {
        id: id.to_owned(),
        kind: kind.clone(),
        areas: table.truth("areas"),
        rises: table.truth("rises"),
        bounds: Range { low: Some(low), high: None },
        unset,
        floor,
        ceiling,
        unset_note: table.text("unset_note").and_then(|text| note(context, text)),
        group: table.text("group").map(|t| t.text.to_owned()),
        group_default,
    }
}

/// The slot of a note.
pub(in crate::author) fn note(context: &Context<'_>, text: Text<'_>) -> Option<NoteId> {
    let found = context.book.note(text.text);
    if found.is_none() {
        let notes = &context.book.notes;
        let instead = nearest(text.text, notes.iter().map(String::as_str))
            .map_or_else(|| format!("one of {}", notes.join(", ")), |near| format!("\"{near}\""));
        let what = format!("rulebook.toml lists no note \"{}\"", text.text);
        context.log.report(Code::NotListed, text.place, what, instead);
    }
    found
}

/// A number written as a number or in quotes.
fn decimal(item: Item<'_>) -> Option<Decimal> {
    match item.value {
        DeValue::Integer(number) => Decimal::from_str(&number.to_string()).ok(),
        DeValue::Float(number) => Decimal::from_str(&number.to_string()).ok(),
        DeValue::String(text) => Decimal::from_str_exact(text).ok(),
        _ => None,
    }
}

/// A sum as it is held: flows per year.
fn yearly(value: Decimal, kind: &ParameterType) -> Decimal {
    match kind {
        ParameterType::Flow(Per::Month) => in_a_year(value),
        _ => value,
    }
}

/// The bound of a parameter that is set nowhere.
fn bound<'n>(
    context: &Context<'n>,
    compiler: &Compiler<'n>,
    text: Text<'n>,
    index: usize,
    kind: &ParameterType,
) -> Option<Expr> {
    let typed = compiler.number(text, Entity::Household)?;
    let own = crate::author::compile::names::parameter_kind(kind);
    if typed.kind != own && typed.kind != Kind::Zero {
        context.log.report(
            Code::UnitMismatch,
            text.place,
            format!("the bound is {}, the parameter {}", typed.kind.words(), own.words()),
            "an expression of the parameter's own unit",
        );
        return None;
    }
    if let Err(code) = parameters_only(&typed.expr, index) {
        let (what, instead) = match code {
            Code::ParameterOrder => {
                ("the bound uses this parameter or a later one", "an earlier parameter, or another order")
            }
            _ => (
                "a bound is made of numbers and earlier parameters with + - * min max alone",
                "such as \"1.5 * dibao_standard\"",
            ),
        };
        context.log.report(code, text.place, what, instead);
        return None;
    }
    Some(typed.expr)
}

fn parameters_only(expr: &Expr, index: usize) -> Result<(), Code> {
    match expr {
        Expr::Number(_) => Ok(()),
        Expr::Parameter(id) if id.index() < index => Ok(()),
        Expr::Parameter(_) => Err(Code::ParameterOrder),
        Expr::Add(sides)
        | Expr::Subtract(sides)
        | Expr::Multiply(sides)
        | Expr::Min(sides)
        | Expr::Max(sides) => sides.iter().try_for_each(|side| parameters_only(side, index)),
        _ => Err(Code::Unsupported),
    }
}
