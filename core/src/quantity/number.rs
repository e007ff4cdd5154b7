//! Exact numbers and ranges of them, as documents write them.

use rust_decimal::Decimal;

use crate::quantity::{DocumentError, Tree, error::Path};
use crate::{
    domain::{
        Day, Range,
        money::{MOST, in_a_year},
    },
    rulebook::Per,
    wording::suggest,
};

/// What a number may be.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Decimals.
    pub scale: u32,
    /// Smallest.
    pub low: Option<Decimal>,
    /// Largest.
    pub high: Option<Decimal>,
}

impl Limits {
    /// CNY or m²: not negative, to the hundredth.
    pub const MONEY: Self = Self { scale: 2, low: Some(Decimal::ZERO), high: None };
    /// A share or multiple.
    pub const SHARE: Self = Self { scale: 10, low: Some(Decimal::ZERO), high: None };

    /// A whole number.
    pub fn whole(low: u32, high: Option<u32>) -> Self {
        Self { scale: 0, low: Some(low.into()), high: high.map(Into::into) }
    }

    fn words(&self) -> String {
        let kind = match self.scale {
            0 => "a whole number".to_owned(),
            2 => "a sum with at most 2 decimals".to_owned(),
            n => format!("a number with at most {n} decimals"),
        };
        match (self.low, self.high) {
            (Some(low), Some(high)) => format!("{kind} from {low} to {high}"),
            (Some(low), None) => format!("{kind} from {low} to 10^12"),
            _ => format!("{kind} up to 10^12"),
        }
    }
}

/// Reads one number.
pub fn number(tree: &Tree, limits: Limits, path: &Path<'_>) -> Result<Decimal, DocumentError> {
    let (Tree::Number(text) | Tree::Text(text)) = tree else {
        return Err(path.error(tree, limits.words()));
    };
    let plain = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        all(whole) && all(fraction)
    };
    let read = if plain(text) {
        Decimal::from_str_exact(text).ok()
    } else if matches!(tree, Tree::Number(_)) {
        Decimal::from_scientific(text).ok()
    } else {
        None
    };
    let fits = |value: &Decimal| {
        value.abs() <= MOST
            && value.normalize().scale() <= limits.scale
            && limits.low.is_none_or(|low| *value >= low)
            && limits.high.is_none_or(|high| *value <= high)
    };
    read.filter(fits).ok_or_else(|| path.error(tree, limits.words()))
}

/// What a partly known value is written as, beside a plain one.
pub struct Parts<'t> {
    pub min: Option<&'t Tree>,
    pub max: Option<&'t Tree>,
    pub amount: Option<&'t Tree>,
    pub per: Option<&'t Tree>,
    pub one_of: Option<&'t [Tree]>,
    pub declined: bool,
}

/// Takes a partly known value apart.
pub fn parts<'t>(tree: &'t Tree, path: &Path<'_>) -> Result<Option<Parts<'t>>, DocumentError> {
    const EXPECTED: &str = "a plain value, null, or one of {\"min\", \"max\"}, {\"amount\", \"per\"}, \
                            {\"one_of\": [...]}, {\"declined\": true}";
    let Tree::Map(entries) = tree else { return Ok(None) };
    let mut parts = Parts { min: None, max: None, amount: None, per: None, one_of: None, declined: false };
    for (key, value) in entries {
        let at = Path::Key(path, key);
        let given = (*value != Tree::Null).then_some(value);
        match key.as_str() {
            "min" => parts.min = given,
            "max" => parts.max = given,
            "amount" => parts.amount = given,
            "per" => parts.per = given,
            "one_of" => match value {
                Tree::List(items) if !items.is_empty() => parts.one_of = Some(items),
                _ => return Err(at.error(value, "a list of one or more values")),
            },
            "declined" => match value {
                Tree::Truth(true) => parts.declined = true,
                _ => return Err(at.error(value, "true")),
            },
            _ => {
                let known = ["min", "max", "amount", "per", "one_of", "declined"];
                return Err(at.error(value, suggest(format!("no such key here; {EXPECTED}"), key, known)));
            }
        }
    }
    let range = parts.min.is_some() || parts.max.is_some();
    let forms = [range, parts.amount.is_some(), parts.one_of.is_some(), parts.declined];
    if forms.iter().filter(|f| **f).count() != 1
        || (parts.per.is_some() && (parts.declined || parts.one_of.is_some()))
    {
        return Err(path.error(tree, EXPECTED));
    }
    Ok(Some(parts))
}

/// A number or range of numbers; `per`: what a plain number is, for a flow. Flows come out per year.
pub fn range(tree: &Tree, limits: Limits, per: Option<Per>, path: &Path<'_>) -> Result<Range, DocumentError> {
    let yearly = |value: Decimal, per: Option<Per>| match per {
        Some(Per::Month) => in_a_year(value),
        _ => value,
    };
    let Some(parts) = parts(tree, path)? else {
        return Ok(Range::exact(yearly(number(tree, limits, path)?, per)));
    };
    let told = match (parts.per, per) {
        (None, _) => per,
        (Some(Tree::Text(text)), Some(_)) if text == "month" => Some(Per::Month),
        (Some(Tree::Text(text)), Some(_)) if text == "year" => Some(Per::Year),
        (Some(tree), Some(_)) => {
            return Err(Path::Key(path, "per").error(tree, "\"month\" or \"year\""));
        }
        (Some(tree), None) => {
            return Err(Path::Key(path, "per").error(tree, "no \"per\": this is not a sum over time"));
        }
    };
    let end = |key: &str, part: Option<&Tree>| -> Result<Option<Decimal>, DocumentError> {
        part.map(|t| number(t, limits, &Path::Key(path, key)).map(|v| yearly(v, told))).transpose()
    };
    if let Some(amount) = end("amount", parts.amount)? {
        if per.is_none() {
            return Err(path.error(tree, "a plain number: this is not a sum over time"));
        }
        return Ok(Range::exact(amount));
    }
    if let Some(items) = parts.one_of {
        let mut hull: Option<Range> = None;
        for (index, item) in items.iter().enumerate() {
            let list = Path::Key(path, "one_of");
            let at = Path::Index(&list, index);
            let one = Range::exact(yearly(number(item, limits, &at)?, told));
            hull = Some(hull.map_or(one, |h| h.hull(one)));
        }
        return hull.ok_or_else(|| path.error(tree, "a list of one or more values"));
    }
    let (low, high) = (end("min", parts.min)?, end("max", parts.max)?);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(path.error(tree, "a \"min\" that is not above the \"max\""));
    }
    let floor = limits.low.map(|v| yearly(v, told));
    let ceiling = limits.high.map(|v| yearly(v, told));
    Ok(Range::between(low.or(floor), high.or(ceiling)))
}

fn day(tree: &Tree, path: &Path<'_>) -> Result<Day, DocumentError> {
    match tree {
        Tree::Text(text) => Day::parse(text),
        _ => None,
    }
    .ok_or_else(|| path.error(tree, "a day that exists, as \"YYYY-MM-DD\""))
}

/// A day, exactly.
pub fn exact_day(tree: &Tree, path: &Path<'_>) -> Result<Day, DocumentError> {
    day(tree, path)
}

/// A day or range of days.
pub fn days(tree: &Tree, path: &Path<'_>) -> Result<Range, DocumentError> {
    let exact = |d: Day| Decimal::from(d.0);
    let Some(parts) = parts(tree, path)? else {
        return Ok(Range::exact(exact(day(tree, path)?)));
    };
    if parts.amount.is_some() || parts.per.is_some() {
        return Err(path.error(tree, "a day, or {\"min\", \"max\"} of days"));
    }
    if let Some(items) = parts.one_of {
        let list = Path::Key(path, "one_of");
        let mut hull: Option<Range> = None;
        for (index, item) in items.iter().enumerate() {
            let one = Range::exact(exact(day(item, &Path::Index(&list, index))?));
            hull = Some(hull.map_or(one, |h| h.hull(one)));
        }
        return hull.ok_or_else(|| path.error(tree, "a list of one or more days"));
    }
    let end =
        |key: &str, part: Option<&Tree>| part.map(|t| day(t, &Path::Key(path, key)).map(exact)).transpose();
    let (low, high) = (end("min", parts.min)?, end("max", parts.max)?);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(path.error(tree, "a \"min\" that is not after the \"max\""));
    }
    Ok(Range::between(low, high))
}
