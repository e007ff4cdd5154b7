//! A figure that the rulebook has exactly, in every particular: amount, unit, day, area and the document it stands in.

use fastrand::Rng;
use yingbao_core::{
    rulebook::{ParameterValue, Rulebook, Source},
    ruleset::Origin,
};

use super::{Account, Accounts, Amount, Area, Claim, Policy, Row, Span, in_force::Value, mapping::claims};

/// So many of the rows that are in exactly and have a day, drawn at random.
#[must_use]
pub fn drawn<'p>(policy: &'p Policy, accounts: &Accounts, seed: u64, most: usize) -> Vec<&'p Row> {
    let exact = policy.rows.iter().zip(&accounts.of).filter(|(row, account)| {
        **account == Account::Exact && Span::parse(&row.effective_from).is_some_and(|s| s.day().is_some())
    });
    let mut rows: Vec<&Row> = exact.map(|(row, _)| row).collect();
    Rng::with_seed(seed).shuffle(&mut rows);
    rows.truncate(most);
    rows
}

/// Where a row and what the engine makes of the rulebook on its day in its place are not the same; nothing for a row
/// that has no day.
#[must_use]
pub fn differences(policy: &Policy, book: &Rulebook, row: &Row) -> Vec<String> {
    let Some(day) = Span::parse(&row.effective_from).and_then(Span::day) else { return Vec::new() };
    let Some(place) = row.region_code.parse().ok().and_then(|code| book.region(code)) else {
        return vec!["there is no such place".to_owned()];
    };
    let rules = book.at(day, Some(place), &[]);
    let mut found = Vec::new();
    for claim in claims(row) {
        let resolved = book.parameter(claim.parameter).and_then(|id| rules.parameters.get(id.index()));
        let Some(resolved) = resolved else { continue };
        // So many times the urban standard, where that is the only one.
        let one_standard = matches!(claim.amount, Amount::Times(_, of) if book
            .parameter(of)
            .and_then(|id| rules.parameters.get(id.index()))
            .is_some_and(|standard| standard.urban.0 == standard.rural.0));
        for area in Area::BOTH {
            let what = format!("{} {}", claim.parameter, area.text());
            let (setting, origin) = area.of(resolved);
            let both = resolved.urban == resolved.rural;
            let own = matches!(origin, Origin::Set { region, .. } if region == place);
            if claim.areas.contains(area) {
                found.extend(
                    differs(book, &claim, row, (setting, origin), own).map(|why| format!("{what} {why}")),
                );
            } else if own && both && !one_standard && !is_for_both(policy, row, &claim, *area) {
                found.push(format!("{what} has the same, and no row says so"));
            }
        }
    }
    found
}

/// What is not as the row says, if anything.
fn differs(
    book: &Rulebook,
    claim: &Claim,
    row: &Row,
    (setting, origin): (ParameterValue, Origin),
    own: bool,
) -> Option<String> {
    let Origin::Set { from, source, stale, multiple, .. } = origin else {
        return Some("is not set".to_owned());
    };
    if !own {
        return Some("is that of another place".to_owned());
    }
    // Set long before and not again since, the engine takes it for 'at least this'.
    let value = Value { from, setting, multiple };
    if !(value.is(book, claim.amount) || (stale && value.holds(book, claim.amount))) {
        return Some(format!("is {setting:?} {multiple:?}"));
    }
    // Set before by another document, and confirmed by this one.
    if Span::parse(&row.effective_from).and_then(Span::day) != Some(from) {
        return None;
    }
    let source = source.and_then(|id| book.sources.get(id.index()))?;
    let differs = |told: &str, cited: &str| !told.is_empty() && told != cited;
    if differs(&row.document_number, &source.number) {
        return Some(format!("cites {} \"{}\", not {}", source.id, source.number, row.document_number));
    }
    if !is_title(&row.document_title, source) {
        return Some(format!("cites {} \"{}\", not \"{}\"", source.id, source.title, row.document_title));
    }
    None
}

/// Whether a title of the lists is a source's. Either may name the place or the offices before it ("…关于"), and the
/// lists the year or day after it, to tell two documents apart.
fn is_title(told: &str, source: &Source) -> bool {
    let plain = |text: &str| text.replace('（', "(").replace('）', ")").replace([' ', '、'], "");
    let (told, title, issuer) = (plain(told), plain(&source.title), plain(&source.issuer));
    let about = |text: &str| text.find("关于").and_then(|at| text.get(at..)).unwrap_or(text).to_owned();
    let after = |told: &str| about(told).strip_prefix(&about(&title)).map(str::to_owned);
    let rest = after(&told).or_else(|| after(told.strip_prefix(&issuer)?));
    told.is_empty() || rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || "-()".contains(c)))
}

/// Whether the figure of some families is that of these too: another row has it, or a note says so.
fn is_for_both(policy: &Policy, row: &Row, claim: &Claim, area: Area) -> bool {
    let rows = policy.rows.iter().filter(|other| other.region_code == row.region_code);
    let mut claims = rows.flat_map(claims).filter(|other| other.parameter == claim.parameter);
    row.note.contains("unified")
        || claims.any(|other| other.areas.contains(&area) && other.amount == claim.amount)
}
