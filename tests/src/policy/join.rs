//! Each figure in the rulebook, or left out with a reason; never both, and no reason without a figure.

use std::{collections::BTreeMap, fmt::Write as _};

use yingbao_core::{Range, Region, Rulebook, Setting, author::shown};

use super::{
    Area, Claim, Figure, LeftOut, Policy, Row, Span,
    in_force::{holds, in_force, is, of},
    mapping::{claims, is_average},
};

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// An average, which is no threshold.
    Average,
    /// No parameter holds such a figure.
    NoParameter,
    /// The rulebook has exactly it.
    Exact,
    /// The rulebook has a range that holds it.
    Within,
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
        (Some(true), None) => Account::Exact,
        (Some(false), None) => Account::Within,
        (None, None) => Account::Missing,
    }
}

/// Whether the rulebook has all that a row says, and if so whether exactly.
fn found(book: &Rulebook, row: &Row, claims: &[Claim]) -> Option<bool> {
    let (region, span) = (place(book, row)?, Span::parse(&row.effective_from)?);
    let mut exact = true;
    for (claim, area) in claims.iter().flat_map(|claim| claim.areas.iter().map(move |area| (claim, *area))) {
        let settings = settings(book, region, claim, area, span);
        settings.iter().find(|setting| holds(**setting, claim.figure))?;
        exact &= settings.iter().any(|setting| is(*setting, claim.figure));
    }
    Some(exact)
}

fn settings(book: &Rulebook, region: &Region, claim: &Claim, area: Area, span: Span) -> Vec<Setting> {
    let Some(parameter) = book.parameter(claim.parameter) else { return Vec::new() };
    in_force(region, parameter, area, span).into_iter().filter_map(|dated| of(dated, area)).collect()
}

fn place<'b>(book: &'b Rulebook, row: &Row) -> Option<&'b Region> {
    let id = book.region(row.region_code.parse().ok()?)?;
    book.regions.get(id.index())
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
    let Some(region) = place(book, row) else {
        text.push_str("   there is no such place");
        return text;
    };
    let Some(span) = Span::parse(&row.effective_from) else {
        text.push_str("   that is no day");
        return text;
    };
    for claim in claims(row) {
        let found = claim.areas.iter().map(|area| {
            let settings = settings(book, region, &claim, *area, span);
            let written = settings.iter().map(|setting| written(*setting, &row.unit));
            let written: Vec<String> = written.collect();
            (area.text(), if written.is_empty() { "none".to_owned() } else { written.join(", then ") })
        });
        let found: Vec<(&str, String)> = found.collect();
        let found = match found.as_slice() {
            [(_, urban), (_, rural)] if urban == rural => urban.clone(),
            found => found.iter().map(|(area, one)| format!("{area} {one}")).collect::<Vec<_>>().join(", "),
        };
        let expected = match claim.figure {
            Figure::Number(number) => written(Setting::Number(Range::exact(number)), &row.unit),
            times @ Figure::Times(..) => times.to_string(),
        };
        let _ = write!(text, "\n      {} {expected}: found {found}", claim.parameter);
    }
    text
}

/// A setting in a row's own unit.
fn written(setting: Setting, unit: &str) -> String {
    match setting {
        Setting::Number(range) if unit.ends_with("/month") => {
            format!("{} a month", shown(range.divide(Range::exact(12.into()))))
        }
        Setting::Number(range) if unit.ends_with("/year") => format!("{} a year", shown(range)),
        Setting::Number(range) => shown(range),
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
