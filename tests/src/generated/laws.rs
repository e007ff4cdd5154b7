//! The laws, as functions that say where one is broken.

use std::collections::BTreeMap;

use fastrand::Rng;
use yingbao_core::{
    domain::{Day, Range, Truth},
    engine::Options,
    household::Household,
    rulebook::{FactType, ProgramId, Rulebook},
    ruleset::Ruleset,
    screening::{MissingInput, Open, Screening, Verdict},
};

use super::{
    broken::{Breakage, screened},
    draw, family,
    naive::Naive,
};

/// The rules on some day.
fn rules(book: &Rulebook) -> Ruleset<'_> {
    book.at(Day(20_000), Some(yingbao_core::rulebook::RegionId(0)), &[])
}

fn verdicts(screening: &Screening) -> Vec<(u16, Option<usize>, Verdict)> {
    screening.entries.iter().map(|e| (e.program.0, e.member, e.verdict)).collect()
}

/// Draws a rulebook, a complete household and a looser one.
fn case(seed: u64) -> (Rulebook, Household, Household, Rng) {
    let book = draw::rulebook(seed);
    let mut rng = Rng::with_seed(seed ^ 0x5eed);
    let full = family::complete(&book, &mut rng);
    let open = family::loosen(&book, &full, &mut rng);
    (book, full, open, rng)
}

fn holds(range: Range, value: rust_decimal::Decimal) -> bool {
    let exact = Range::exact(value);
    range.less(exact) != Truth::True && exact.less(range) != Truth::True
}

/// *Twin*: on a complete household the engine says what the naive evaluator says.
///
/// # Errors
/// The entry that differs.
pub fn twin(seed: u64, broken: Option<Breakage>) -> Result<(), String> {
    let (book, full, ..) = case(seed);
    let naive = Naive { book: &book, household: &full };
    for entry in screened(&rules(&book), &full, broken, Options::default()).entries {
        let (expected, amount) = naive.program(entry.program.index(), entry.member);
        let verdict = Verdict::from(Truth::from(expected));
        if entry.verdict != verdict {
            return Err(format!("seed {seed} {entry:?}: expected {verdict:?}"));
        }
        if let (Some(given), Some(amount)) = (entry.amount, amount)
            && given.range.known() != Some(cents(amount))
        {
            return Err(format!("seed {seed} {entry:?}: expected {amount}"));
        }
    }
    Ok(())
}

fn cents(value: rust_decimal::Decimal) -> rust_decimal::Decimal {
    value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// *Soundness*: a firm verdict on a partial household is that of every completion, and the amount of every
/// completion that qualifies lies in the range.
///
/// # Errors
/// The entry that a completion contradicts.
pub fn soundness(seed: u64, broken: Option<Breakage>) -> Result<(), String> {
    let (book, full, open, mut rng) = case(seed);
    let screening = screened(&rules(&book), &open, broken, Options::default());
    for round in 0..12 {
        let world = if round == 0 {
            full.clone()
        } else {
            family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)
        };
        let naive = Naive { book: &book, household: &world };
        for entry in &screening.entries {
            let (holding, amount) = naive.program(entry.program.index(), entry.member);
            let firm = entry.verdict != Verdict::Possible;
            if firm && entry.verdict != Verdict::from(Truth::from(holding)) {
                return Err(format!("seed {seed} {entry:?}: a completion says {holding}"));
            }
            if let (true, Some(given), Some(amount)) = (holding, entry.amount, amount)
                && !holds(given.range, cents(amount))
            {
                return Err(format!("seed {seed} {entry:?}: a completion is paid {amount}"));
            }
        }
    }
    Ok(())
}

/// *Refinement*: knowing more never turns a firm verdict round.
///
/// # Errors
/// The verdict that turned.
pub fn refinement(seed: u64, broken: Option<Breakage>) -> Result<(), String> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let mut before = verdicts(&screened(&rules, &open, broken, Options::default()));
    let mut household = open;
    for _ in 0..6 {
        let mask = rng.u64(..);
        let touch = move |who: Option<usize>, index: usize| {
            mask >> ((who.map_or(0, |w| w + 1) * 11 + index) % 64) & 1 == 1
        };
        household = family::narrow(&book, &household, &mut rng, &touch, &|who| mask >> who & 1 == 1);
        let after = verdicts(&screened(&rules, &household, broken, Options::default()));
        for (old, new) in before.iter().zip(&after) {
            if matches!(
                (old.2, new.2),
                (Verdict::Likely, Verdict::Unlikely) | (Verdict::Unlikely, Verdict::Likely)
            ) {
                return Err(format!("seed {seed}: {old:?} became {new:?}"));
            }
        }
        before = after;
    }
    Ok(())
}

/// *Relevance*: a fact that is not asked next changes no verdict.
///
/// # Errors
/// The verdict that changed.
pub fn relevance(seed: u64, broken: Option<Breakage>) -> Result<(), String> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let screening = screened(&rules, &open, broken, Options::default());
    let birth = book.member_fact("birth_date");
    let asked = |who: Option<usize>, index: usize| {
        screening.next.iter().any(|lack| match (lack, who) {
            (MissingInput::Household(id), None) => id.index() == index,
            (MissingInput::Member(member, id), Some(who)) => {
                let age = Some(*id) == birth && book.member_facts[index].kind == FactType::Age;
                *member == who && (id.index() == index || age)
            }
            _ => false,
        })
    };
    let unasked = |who, index| !asked(who, index);
    let parents = |who: usize| !screening.next.contains(&MissingInput::Parents(who));
    let other = family::narrow(&book, &open, &mut rng, &unasked, &parents);
    let after = screened(&rules, &other, broken, Options::default());
    for (old, new) in screening.entries.iter().zip(&after.entries) {
        if old.verdict != new.verdict {
            return Err(format!("seed {seed}: {old:?} became {new:?}"));
        }
    }
    Ok(())
}

/// *Follows*: completions in which the programmes that an entry follows come out alike agree on the entry.
///
/// # Errors
/// The entry on which two of them differ. Otherwise how many entries follow others.
pub fn follows(seed: u64, broken: Option<Breakage>) -> Result<usize, String> {
    let (book, _, open, mut rng) = case(seed);
    // Without splitting more stays open, and what breaks splitting breaks nothing here.
    let screening = screened(&rules(&book), &open, broken, Options { cases: 0 });
    let worlds: Vec<Household> =
        (0..24).map(|_| family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)).collect();
    let mut checked = 0;
    for entry in &screening.entries {
        let Some(Open::Follows(programs)) = &entry.open else { continue };
        checked += 1;
        let mut seen: BTreeMap<Vec<bool>, bool> = BTreeMap::new();
        for world in &worlds {
            let naive = Naive { book: &book, household: world };
            let says = |program: ProgramId, member| naive.program(program.index(), member).0;
            let others = screening.entries.iter().filter(|e| programs.contains(&e.program));
            let settled = others.map(|e| says(e.program, e.member)).collect();
            let here = says(entry.program, entry.member);
            if *seen.entry(settled).or_insert(here) != here {
                return Err(format!("seed {seed}: {entry:?} is both, whatever it follows"));
            }
        }
    }
    Ok(checked)
}

/// *Order*: naming the members in another order changes nothing but the order.
///
/// # Errors
/// The entry that changed.
pub fn order(seed: u64, broken: Option<Breakage>) -> Result<(), String> {
    let (book, _, open, _) = case(seed);
    let rules = rules(&book);
    let n = open.members.len();
    let mut turned = open.clone();
    turned.members.reverse();
    for member in &mut turned.members {
        for parent in member.parents.iter_mut().flatten() {
            *parent = n - 1 - *parent;
        }
    }
    turned.link(&book);
    let options = Options { cases: 0 };
    let (there, back) =
        (screened(&rules, &open, broken, options), screened(&rules, &turned, broken, options));
    for entry in &there.entries {
        let member = entry.member.map(|m| n - 1 - m);
        let other = back.entries.iter().find(|e| e.program == entry.program && e.member == member);
        if other.is_none_or(|o| o.verdict != entry.verdict || o.amount != entry.amount) {
            return Err(format!("seed {seed}: {entry:?} against {other:?}"));
        }
    }
    Ok(())
}

/// *Splitting* only ever settles: with it no firm verdict differs, and no fewer are firm.
///
/// # Errors
/// The verdict that splitting changed. Otherwise the firm verdicts without, with, and in truth.
pub fn splitting(seed: u64, broken: Option<Breakage>) -> Result<[u32; 3], String> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let plain = screened(&rules, &open, broken, Options { cases: 0 });
    let split = screened(&rules, &open, broken, Options::default());
    let mut counts = [0; 3];
    let worlds: Vec<Household> =
        (0..60).map(|_| family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)).collect();
    for (before, after) in plain.entries.iter().zip(&split.entries) {
        if before.verdict != Verdict::Possible && before.verdict != after.verdict {
            return Err(format!("seed {seed}: {before:?} became {after:?}"));
        }
        counts[0] += u32::from(before.verdict != Verdict::Possible);
        counts[1] += u32::from(after.verdict != Verdict::Possible);
        let says = |w: &Household| {
            Naive { book: &book, household: w }.program(after.program.index(), after.member).0
        };
        let first = says(&worlds[0]);
        counts[2] += u32::from(worlds.iter().all(|w| says(w) == first));
    }
    Ok(counts)
}
