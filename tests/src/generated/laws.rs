//! The laws, as functions that say where one is broken.

use std::{collections::BTreeMap, fmt};

use fastrand::Rng;
use yingbao_core::{
    domain::{Day, Range, Truth},
    engine::Options,
    household::Household,
    rulebook::{FactType, ProgramId, Rulebook},
    ruleset::Ruleset,
    screening::{Entry, MissingInput, Open, Screening, Verdict},
};

use super::{
    broken::{Breakage, screened},
    draw, family,
    naive::Naive,
    shrink,
};

/// A law that a household breaks over a drawn rulebook, made as small as it still breaks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What drew both.
    pub seed: u64,
    /// What was said, and what should have been.
    pub why: String,
    /// What differs from a plain household: as it was told first, and what became of it.
    pub told: Vec<Vec<String>>,
    /// How many members are left.
    pub members: usize,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}: {}\n  {} members", self.seed, self.why, self.members)?;
        for told in &self.told {
            write!(f, "\n  a plain household, but {}", told.join(", "))?;
        }
        Ok(())
    }
}

/// Holds a law over one household, as it was told and what became of it; where it is broken, over ever smaller ones.
fn held(
    seed: u64,
    book: &Rulebook,
    households: Vec<Household>,
    law: impl Fn(&[Household]) -> Result<(), String>,
) -> Result<(), Broken> {
    let Err(first) = law(&households) else { return Ok(()) };
    let least = shrink::shrink(book, households, |tried| law(tried).is_err());
    let why = law(&least).err().unwrap_or(first);
    let members = least.first().map_or(0, |household| household.members.len());
    let told = least.iter().map(|household| shrink::told(book, household)).collect();
    Err(Broken { seed, why, told, members })
}

/// The rules on some day.
fn rules(book: &Rulebook) -> Ruleset<'_> {
    book.at(Day(20_000), Some(yingbao_core::rulebook::RegionId(0)), &[])
}

/// Programme, member, verdict.
type Said = (u16, Option<usize>, Verdict);

fn verdicts(screening: &Screening) -> Vec<Said> {
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
pub fn twin(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let (book, full, ..) = case(seed);
    held(seed, &book, vec![full], |households| {
        let naive = Naive { book: &book, household: &households[0] };
        for entry in screened(&rules(&book), &households[0], broken, Options::default()).entries {
            let (expected, amount) = naive.program(entry.program.index(), entry.member);
            let verdict = Verdict::from(Truth::from(expected));
            if entry.verdict != verdict {
                return Err(format!("{entry:?}: expected {verdict:?}"));
            }
            if let (Some(given), Some(amount)) = (entry.amount, amount)
                && given.range.known() != Some(cents(amount))
            {
                return Err(format!("{entry:?}: expected {amount}"));
            }
        }
        Ok(())
    })
}

fn cents(value: rust_decimal::Decimal) -> rust_decimal::Decimal {
    value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// *Soundness*: a firm verdict on a partial household is that of every completion, and the amount of every
/// completion that qualifies lies in the range.
///
/// # Errors
/// The entry that a completion contradicts.
pub fn soundness(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let (book, full, open, mut rng) = case(seed);
    let screening = screened(&rules(&book), &open, broken, Options::default());
    for round in 0..12 {
        let world = if round == 0 {
            full.clone()
        } else {
            family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)
        };
        if contradicted(&book, &screening, &world).is_err() {
            held(seed, &book, vec![open.clone(), world], |households| {
                let screening = screened(&rules(&book), &households[0], broken, Options::default());
                contradicted(&book, &screening, &households[1])
            })?;
        }
    }
    Ok(())
}

/// Whether a completion contradicts what was said of the household before.
fn contradicted(book: &Rulebook, screening: &Screening, world: &Household) -> Result<(), String> {
    let naive = Naive { book, household: world };
    for entry in &screening.entries {
        let (holding, amount) = naive.program(entry.program.index(), entry.member);
        let firm = entry.verdict != Verdict::Possible;
        if firm && entry.verdict != Verdict::from(Truth::from(holding)) {
            return Err(format!("{entry:?}: a completion says {holding}"));
        }
        if let (true, Some(given), Some(amount)) = (holding, entry.amount, amount)
            && !holds(given.range, cents(amount))
        {
            return Err(format!("{entry:?}: a completion is paid {amount}"));
        }
    }
    Ok(())
}

/// *Refinement*: knowing more never turns a firm verdict round.
///
/// # Errors
/// The verdict that turned.
pub fn refinement(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let says = |household: &Household| verdicts(&screened(&rules, household, broken, Options::default()));
    let (mut before, mut household) = (says(&open), open);
    for _ in 0..6 {
        let mask = rng.u64(..);
        let touch = move |who: Option<usize>, index: usize| {
            mask >> ((who.map_or(0, |w| w + 1) * 11 + index) % 64) & 1 == 1
        };
        let closer = family::narrow(&book, &household, &mut rng, &touch, &|who| mask >> who & 1 == 1);
        let after = says(&closer);
        if turned(&before, &after).is_err() {
            let both = vec![household, closer.clone()];
            held(seed, &book, both, |households| turned(&says(&households[0]), &says(&households[1])))?;
        }
        (before, household) = (after, closer);
    }
    Ok(())
}

/// Whether a firm verdict turned round.
fn turned(before: &[Said], after: &[Said]) -> Result<(), String> {
    for (old, new) in before.iter().zip(after) {
        if matches!(
            (old.2, new.2),
            (Verdict::Likely, Verdict::Unlikely) | (Verdict::Unlikely, Verdict::Likely)
        ) {
            return Err(format!("{old:?} became {new:?}"));
        }
    }
    Ok(())
}

/// *Relevance*: a fact that is not asked next changes no verdict.
///
/// # Errors
/// The verdict that changed.
pub fn relevance(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let screening = screened(&rules, &open, broken, Options::default());
    let unasked = |who, index| !asked(&book, &screening, who, index);
    let parents = |who: usize| !screening.next.contains(&MissingInput::Parents(who));
    let other = family::narrow(&book, &open, &mut rng, &unasked, &parents);
    held(seed, &book, vec![open, other], |households| {
        let [before, after] =
            [0, 1].map(|i: usize| screened(&rules, &households[i], broken, Options::default()));
        if differs_in_asked(&book, &before, &households[0], &households[1]) {
            return Ok(());
        }
        for (old, new) in before.entries.iter().zip(&after.entries) {
            if old.verdict != new.verdict {
                return Err(format!("{old:?} became {new:?}"));
            }
        }
        Ok(())
    })
}

/// Whether a fact is asked next.
fn asked(book: &Rulebook, screening: &Screening, who: Option<usize>, index: usize) -> bool {
    let birth = book.member_fact("birth_date");
    screening.next.iter().any(|lack| match (lack, who) {
        (MissingInput::Household(id), None) => id.index() == index,
        (MissingInput::Member(member, id), Some(who)) => {
            let age = Some(*id) == birth && book.member_facts[index].kind == FactType::Age;
            *member == who && (id.index() == index || age)
        }
        _ => false,
    })
}

/// Whether two households differ in what is asked next.
fn differs_in_asked(book: &Rulebook, screening: &Screening, one: &Household, other: &Household) -> bool {
    let facts = (0..book.household_facts.len())
        .any(|fact| one.facts[fact] != other.facts[fact] && asked(book, screening, None, fact));
    facts
        || one.members.iter().zip(&other.members).enumerate().any(|(who, (a, b))| {
            let parents = a.parents != b.parents && screening.next.contains(&MissingInput::Parents(who));
            parents
                || (0..book.member_facts.len())
                    .any(|fact| a.facts[fact] != b.facts[fact] && asked(book, screening, Some(who), fact))
        })
}

/// *Follows*: completions in which the programmes that an entry follows come out alike agree on the entry.
///
/// # Errors
/// The entry on which two of them differ. Otherwise how many entries follow others.
pub fn follows(seed: u64, broken: Option<Breakage>) -> Result<usize, Broken> {
    let (book, _, open, mut rng) = case(seed);
    // Without splitting more stays open, and what breaks splitting breaks nothing here.
    let says = |household: &Household| screened(&rules(&book), household, broken, Options { cases: 0 });
    let screening = says(&open);
    let worlds: Vec<Household> =
        (0..24).map(|_| family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)).collect();
    let mut checked = 0;
    for entry in &screening.entries {
        let Some(Open::Follows(programs)) = &entry.open else { continue };
        checked += 1;
        let mut seen: BTreeMap<Vec<bool>, (bool, &Household)> = BTreeMap::new();
        for world in &worlds {
            let (settled, here) = outcomes(&book, &screening, entry, programs, world);
            let (before, first) = *seen.entry(settled).or_insert((here, world));
            if before != here {
                held(seed, &book, vec![open.clone(), first.clone(), world.clone()], |households| {
                    agree(&book, &says(&households[0]), &households[1], &households[2])
                })?;
            }
        }
    }
    Ok(checked)
}

/// How the programmes that an entry follows come out in a completion, and how the entry does.
fn outcomes(
    book: &Rulebook,
    screening: &Screening,
    entry: &Entry,
    programs: &[ProgramId],
    world: &Household,
) -> (Vec<bool>, bool) {
    let naive = Naive { book, household: world };
    let says = |program: ProgramId, member| naive.program(program.index(), member).0;
    let others = screening.entries.iter().filter(|e| programs.contains(&e.program));
    (others.map(|e| says(e.program, e.member)).collect(), says(entry.program, entry.member))
}

/// Whether what follows other programmes is one thing where those are.
fn agree(book: &Rulebook, screening: &Screening, one: &Household, other: &Household) -> Result<(), String> {
    for entry in &screening.entries {
        let Some(Open::Follows(programs)) = &entry.open else { continue };
        let [one, other] = [one, other].map(|world| outcomes(book, screening, entry, programs, world));
        if one.0 == other.0 && one.1 != other.1 {
            return Err(format!("{entry:?} is both, whatever it follows"));
        }
    }
    Ok(())
}

/// *Order*: naming the members in another order changes nothing but the order.
///
/// # Errors
/// The entry that changed.
pub fn order(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let (book, _, open, _) = case(seed);
    let rules = rules(&book);
    held(seed, &book, vec![open], |households| {
        let open = &households[0];
        let n = open.members.len();
        let mut turned = open.clone();
        turned.members.reverse();
        for member in &mut turned.members {
            for parent in member.parents.iter_mut().flatten() {
                *parent = n - 1 - *parent;
            }
        }
        turned.link(&book);
        let [there, back] =
            [open, &turned].map(|household| screened(&rules, household, broken, Options { cases: 0 }));
        for entry in &there.entries {
            let member = entry.member.map(|m| n - 1 - m);
            let other = back.entries.iter().find(|e| e.program == entry.program && e.member == member);
            if other.is_none_or(|o| o.verdict != entry.verdict || o.amount != entry.amount) {
                return Err(format!("{entry:?} against {other:?}"));
            }
        }
        Ok(())
    })
}

/// *Splitting* only ever settles: with it no firm verdict differs, and no fewer are firm.
///
/// # Errors
/// The verdict that splitting changed. Otherwise the firm verdicts without, with, and in truth.
pub fn splitting(seed: u64, broken: Option<Breakage>) -> Result<[u32; 3], Broken> {
    let (book, _, open, mut rng) = case(seed);
    let rules = rules(&book);
    let both = |household: &Household| {
        let screened = |options| screened(&rules, household, broken, options);
        (screened(Options { cases: 0 }), screened(Options::default()))
    };
    held(seed, &book, vec![open.clone()], |households| {
        let (plain, split) = both(&households[0]);
        for (before, after) in plain.entries.iter().zip(&split.entries) {
            if before.verdict != Verdict::Possible && before.verdict != after.verdict {
                return Err(format!("{before:?} became {after:?}"));
            }
        }
        Ok(())
    })?;
    let (plain, split) = both(&open);
    let mut counts = [0; 3];
    let worlds: Vec<Household> =
        (0..60).map(|_| family::narrow(&book, &open, &mut rng, &|_, _| true, &|_| true)).collect();
    for (before, after) in plain.entries.iter().zip(&split.entries) {
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
