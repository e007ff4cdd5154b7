//! Each figure in the rulebook, or left out with a reason; never both, and no reason without a figure.

use std::{collections::BTreeMap, fmt::Write as _};

use yingbao_core::{
    author::shown,
    domain::Range,
    rulebook::{ParameterValue, RegionId, Rulebook},
};

use super::{
    Amount, Area, Claim, LeftOut, Policy, Row, Span,
    in_force::{Value, in_force},
    mapping::{claims, is_average},
};

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// An average, which is no threshold.
    Average,
    /// No parameter holds such a figure.
    NoParameter,
    /// The rulebook has exactly it.
    Exact,
    /// The rulebook has a range that holds it.
    Within,
    /// A range holds it that was there before, so it may be a figure that nobody entered.
    WithinEarlier,
    /// Left out with a reason.
    LeftOut,
    /// Neither in nor left out.
    Missing,
    /// In, and said to be left out.
    Both,
}

/// The accounts of all figures.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// What became of each, in the order of the lists.
    pub of: Vec<Account>,
    /// Figures that are not accounted for, province by province, each with what was found: a line for the
    /// left-out list, less its reason.
    pub open: BTreeMap<String, Vec<String>>,
    /// Figures within an earlier range, each as those that are open.
    pub doubtful: Vec<String>,
    /// Lines of the left-out lists that are wrong, and why.
    pub wrong_lines: Vec<String>,
}

impl Accounts {
    /// How many figures have one of these accounts.
    #[must_use]
    pub fn count(&self, accounts: &[Account]) -> usize {
        self.of.iter().filter(|account| accounts.contains(account)).count()
    }

    /// How many figures are not accounted for.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open.values().map(Vec::len).sum()
    }
}

/// Holds the figures against the rulebook.
#[must_use]
pub fn join(policy: &Policy, book: &Rulebook) -> Accounts {
    let mut accounts = Accounts { wrong_lines: wrong_lines(policy), ..Accounts::default() };
    for row in &policy.rows {
        let left_out = policy.left_out.iter().find(|line| line.is(row));
        let account = account(book, row, left_out);
        accounts.of.push(account);
        if matches!(account, Account::Missing | Account::Both) {
            let open = accounts.open.entry(row.province().to_owned()).or_default();
            open.push(described(book, row, left_out));
        }
        if account == Account::WithinEarlier {
            accounts.doubtful.push(described(book, row, left_out));
        }
    }
    accounts
}

fn account(book: &Rulebook, row: &Row, left_out: Option<&LeftOut>) -> Account {
    if is_average(row) {
        return Account::Average;
    }
    let claims = claims(row);
    if claims.is_empty() {
        return Account::NoParameter;
    }
    // One without a day may lie in a range of any time by chance: a reason comes first.
    let has_day = Span::parse(&row.effective_from).is_some_and(|span| span.day().is_some());
    match (found(book, row, &claims), left_out) {
        (Some(_), Some(_)) if has_day => Account::Both,
        (_, Some(_)) => Account::LeftOut,
        (Some(account), None) => account,
        (None, None) => Account::Missing,
    }
}

/// How the rulebook has all that a row says: as what of it that it has worst.
fn found(book: &Rulebook, row: &Row, claims: &[Claim]) -> Option<Account> {
    let (place, span) = (place(book, row)?, Span::parse(&row.effective_from)?);
    let mut worst = Account::Exact;
    for claim in claims {
        for area in claim.areas {
            let values = values(book, place, claim, *area, span).into_iter();
            let accounts = values.filter(|value| value.holds(book, claim.amount)).map(|value| {
                match value.is(book, claim.amount) {
                    true => Account::Exact,
                    false if value.from < span.first => Account::WithinEarlier,
                    false => Account::Within,
                }
            });
            worst = worst.max(accounts.min()?);
        }
    }
    Some(worst)
}

fn values(book: &Rulebook, place: RegionId, claim: &Claim, area: Area, span: Span) -> Vec<Value> {
    let parameter = book.parameter(claim.parameter);
    parameter.map_or_else(Vec::new, |parameter| in_force(book, place, parameter, area, span))
}

fn place(book: &Rulebook, row: &Row) -> Option<RegionId> {
    row.region_code.parse().ok().and_then(|code| book.region(code))
}

/// Lines without a reason, twice, or of no figure.
fn wrong_lines(policy: &Policy) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, line) in policy.left_out.iter().enumerate() {
        let earlier = policy.left_out.get(..index).unwrap_or_default();
        let why = if line.reason.is_empty() {
            "gives no reason"
        } else if earlier.iter().any(|other| other.key == line.key) {
            "stands there twice"
        } else if !policy.rows.iter().any(|row| line.is(row)) {
            "is no row of the lists"
        } else {
            continue;
        };
        wrong.push(format!("{}: {} {why}", line.at, line.key.join(",")));
    }
    wrong
}

/// A row as a line of a left-out list, with what the rulebook has in its place.
fn described(book: &Rulebook, row: &Row, left_out: Option<&LeftOut>) -> String {
    let mut text = row.key().map(quoted).join(",");
    text.push(',');
    if let Some(line) = left_out {
        let _ = write!(text, "   in, and left out at {}", line.at);
    }
    let Some(place) = place(book, row) else {
        text.push_str("   there is no such place");
        return text;
    };
    let Some(span) = Span::parse(&row.effective_from) else {
        text.push_str("   that is no day");
        return text;
    };
    for claim in claims(row) {
        let found = claim.areas.iter().map(|area| {
            let values = values(book, place, &claim, *area, span).into_iter();
            let written: Vec<String> =
                values.map(|value| format!("{} from {}", set(book, value, &row.unit), value.from)).collect();
            (area.text(), if written.is_empty() { "none".to_owned() } else { written.join(", then ") })
        });
        let found: Vec<(&str, String)> = found.collect();
        let found = match found.as_slice() {
            [(_, urban), (_, rural)] if urban == rural => urban.clone(),
            found => found.iter().map(|(area, one)| format!("{area} {one}")).collect::<Vec<_>>().join(", "),
        };
        let expected = match claim.amount {
            Amount::Number(number) => written(ParameterValue::Number(Range::exact(number)), &row.unit),
            times @ Amount::Times(..) => times.to_string(),
        };
        let _ = write!(text, "\n      {} {expected}: found {found}", claim.parameter);
    }
    text
}

/// What a place sets, in a row's own unit.
fn set(book: &Rulebook, value: Value, unit: &str) -> String {
    let times = value.multiple.and_then(|multiple| {
        let of = book.parameters.get(multiple.of.index())?;
        Some(format!(", {} x {}", shown(multiple.times), of.id))
    });
    format!("{}{}", written(value.setting, unit), times.unwrap_or_default())
}

/// A setting in a row's own unit.
fn written(setting: ParameterValue, unit: &str) -> String {
    match setting {
        ParameterValue::Number(range) if unit.ends_with("/month") => {
            format!("{} a month", shown(range.divide(Range::exact(12.into()))))
        }
        ParameterValue::Number(range) if unit.ends_with("/year") => format!("{} a year", shown(range)),
        ParameterValue::Number(range) => shown(range),
        other => format!("{other:?}"),
    }
}

/// A cell as RFC 4180 has it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
