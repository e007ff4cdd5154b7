//! Runs the cases: every difference between the answer a household must get and the one it gets.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::author::{
    cases::{Case, Expect, ExpectedAmount, ExpectedTruth},
    source::Span,
};
use crate::{
    document::{Request, read_tree},
    domain::{Range, Truth},
    engine::screen,
    quantity::DocumentError,
    rulebook::Rulebook,
    screening::{Entry, Reason, Screening, Verdict},
};

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what, `dibao of member a: verdict`.
    pub subject: String,
    /// What the case asks for.
    pub expected: String,
    /// What came out.
    pub found: String,
    /// Where the case asks for it.
    pub place: Span,
}

/// A case that was run.
#[derive(Clone, Debug)]
pub struct Answers {
    /// What the document asks.
    pub request: Request,
    /// What came out.
    pub screening: Screening,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// Runs a case.
///
/// # Errors
/// Where the case is no household document.
pub fn run(book: &Rulebook, case: &Case) -> Result<Answers, DocumentError> {
    let request = read_tree(book, &case.document, None)?;
    let rules = book.at(request.date, request.region, &request.overrides);
    let screening = screen(&rules, &request.household);
    let differences = differences(book, &request, &screening, case);
    Ok(Answers { request, screening, differences })
}

/// What differs between the answers a case asks for and those that came out.
pub(in crate::author) fn differences(
    book: &Rulebook,
    request: &Request,
    screening: &Screening,
    case: &Case,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for expect in &case.expects {
        compare(book, request, screening, expect, &mut differences);
    }
    differences
}

/// The entry that an expectation speaks of.
#[must_use]
pub fn entry_of<'s>(
    book: &Rulebook,
    request: &Request,
    screening: &'s Screening,
    expect: &Expect,
) -> Option<&'s Entry> {
    let program = book.program(&expect.program)?;
    let member = match &expect.member {
        Some(id) => Some(request.household.members.iter().position(|m| m.id == *id)?),
        None => None,
    };
    screening.entries.iter().find(|e| e.program == program && e.member == member)
}

fn compare(
    book: &Rulebook,
    request: &Request,
    screening: &Screening,
    expect: &Expect,
    differences: &mut Vec<Difference>,
) {
    let subject = match &expect.member {
        Some(member) => format!("{} of member {member}", expect.program),
        None => expect.program.clone(),
    };
    let mut differ = |of: &str, expected: String, found: String| {
        let subject = if of.is_empty() { subject.clone() } else { format!("{subject}: {of}") };
        differences.push(Difference { subject, expected, found, place: expect.place });
    };
    let Some(entry) = entry_of(book, request, screening, expect) else {
        let found = if expect.member.is_some() {
            "no entry: the programme is tested for the household, or the document has no such member"
        } else {
            "no entry: the programme is tested for each member, so `member` must say which"
        };
        differ("", "an entry".to_owned(), found.to_owned());
        return;
    };
    if let Some(verdict) = expect.verdict.filter(|v| *v != entry.verdict) {
        differ("verdict", verdict_words(verdict).to_owned(), verdict_words(entry.verdict).to_owned());
    }
    if let Some(amount) = &expect.amount {
        let range = entry.amount.map(|a| a.range);
        if !amount_is(amount, range) {
            differ("amount", amount_words(amount), range.map_or_else(|| "none".to_owned(), shown));
        }
    }
    let program = book.programs.get(entry.program.index()).map(|p| book.program_on(p, request.date));
    for (id, expected) in &expect.criteria {
        let index = program.as_ref().and_then(|p| p.criteria.iter().position(|c| c.id == *id));
        let Some(reason) = index.and_then(|i| entry.reasons.get(i)) else { continue };
        let found = outcome(reason);
        if found != *expected {
            let numbers = reason
                .statement()
                .map_or_else(String::new, |s| format!(" ({} against {})", shown(s.left), shown(s.right)));
            differ(id, expected.words().to_owned(), format!("{}{numbers}", found.words()));
        }
    }
    let notes: Vec<&str> =
        entry.notes.iter().filter_map(|n| book.notes.get(n.index())).map(String::as_str).collect();
    for (asked, there) in [(&expect.notes, true), (&expect.without, false)] {
        for note in asked.iter().filter(|note| notes.contains(&note.as_str()) != there) {
            let word = if there { "with" } else { "without" };
            differ("notes", format!("{word} {note}"), format!("[{}]", notes.join(", ")));
        }
    }
}

/// What a condition came to.
#[must_use]
pub const fn outcome(reason: &Reason) -> ExpectedTruth {
    if reason.waived() {
        return ExpectedTruth::Waived;
    }
    match reason.holds() {
        Truth::True => ExpectedTruth::Met,
        Truth::False => ExpectedTruth::NotMet,
        Truth::Unknown => ExpectedTruth::Open,
    }
}

const fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Unlikely => "unlikely",
    }
}

fn amount_is(expected: &ExpectedAmount, found: Option<Range>) -> bool {
    let end = |text: &Option<String>| text.as_ref().map(|t| Decimal::from_str(t).ok());
    match (expected, found) {
        (ExpectedAmount::None, None) => true,
        (ExpectedAmount::Between(low, high), Some(range)) => {
            end(high) == range.high.map(|b| Some(b.value))
                && end(low).is_none_or(|low| low == range.low.map(|b| b.value))
        }
        _ => false,
    }
}

fn amount_words(expected: &ExpectedAmount) -> String {
    let end = |text: &Option<String>| text.clone().unwrap_or_else(|| "…".to_owned());
    match expected {
        ExpectedAmount::None => "none".to_owned(),
        ExpectedAmount::Between(low, high) if low == high => end(low),
        ExpectedAmount::Between(low, high) => format!("{} to {}", end(low), end(high)),
    }
}

/// A range as it is shown, to the fen.
#[must_use]
pub fn shown(range: Range) -> String {
    let end = |bound: Option<crate::domain::Bound>| {
        bound.map_or_else(|| "…".to_owned(), |b| format!("{:.2}", b.value.round_dp(2)))
    };
    match range.known() {
        Some(value) => format!("{:.2}", value.round_dp(2)),
        None => format!("{} to {}", end(range.low), end(range.high)),
    }
}
