//! The laws over the shipped rulebook, as functions that say where one is broken.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use yingbao_core::engine::Options;

use super::{Breakage, read, screen, screen_with, shipped};
use crate::{
    generate::{
        self,
        facts::{Kind, TOTALS, Total},
        shrink, totals, transform,
    },
    oracle,
};

/// A law: a seed, and how the engine or its reader is broken.
pub type Law = fn(u64, Option<Breakage>) -> Result<(), Broken>;

/// A law that a household breaks, made as small as it still breaks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// What drew it.
    pub seed: u64,
    /// What was said, and what should have been.
    pub why: String,
    /// The household as it was told first, and what became of it.
    pub documents: Vec<Value>,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}\n  {}", self.seed, self.why)?;
        for document in &self.documents {
            write!(f, "\n  a plain household, but {}\n  {document}", shrink::told(document).join(", "))?;
        }
        Ok(())
    }
}

/// Holds a law over documents of one household; where it is broken, over ever smaller ones.
fn held(
    seed: u64,
    documents: Vec<Value>,
    broken: Option<Breakage>,
    law: impl Fn(&[Value]) -> Result<(), String>,
) -> Result<(), Broken> {
    let Err(first) = law(&documents) else { return Ok(()) };
    let is_read = |document: &Value| read(document, None).is_ok() && read(document, broken).is_ok();
    let documents = shrink::shrink(documents, |tried| tried.iter().all(is_read) && law(tried).is_err());
    let why = law(&documents).err().unwrap_or(first);
    Err(Broken { seed, why, documents })
}

/// One entry of a screening document, as far as the laws look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    member: Option<String>,
    verdict: String,
    amount: Option<Sums>,
}

/// At least, at most, how often.
type Sums = (Decimal, Option<Decimal>, String);

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn entries(screening: &Value) -> Vec<Entry> {
    let sum = |v: &Value| v.as_str().and_then(|t| t.parse::<Decimal>().ok());
    let list = screening["programs"].as_array().cloned().unwrap_or_default();
    let entry = |e: &Value| Entry {
        id: text(&e["id"]),
        member: e["member"].as_str().map(str::to_owned),
        verdict: text(&e["verdict"]),
        amount: e
            .get("amount")
            .map(|a| (sum(&a["min"]).unwrap_or_default(), sum(&a["max"]), text(&a["per"]))),
    };
    list.iter().map(entry).collect()
}

fn find<'e>(entries: &'e [Entry], id: &str, member: Option<&str>) -> Result<&'e Entry, String> {
    entries
        .iter()
        .find(|e| e.id == id && e.member.as_deref() == member)
        .ok_or_else(|| format!("no entry {id} {member:?}"))
}

fn paths(list: &Value) -> Vec<String> {
    list.as_array().map(|l| l.iter().map(text).collect()).unwrap_or_default()
}

/// *Twin*: on complete households the independent oracle agrees, to the fen.
///
/// # Errors
/// The entry that differs, with the household.
pub fn twin(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    held(seed, vec![generate::household(seed)], broken, |documents| agrees(&documents[0], broken))
}

fn agrees(full: &Value, broken: Option<Breakage>) -> Result<(), String> {
    let household = oracle::json::household(full).map_err(|incomplete| incomplete.to_string())?;
    // One of these that is not known is one range to the engine; the oracle tries values of it.
    let tried = ["near_dibao_line", "savings_limit", "per_capita_disposable_income", "rigid_spending_ratio"];
    let unknown = tried.iter().any(|key| full["parameters"][*key].is_null());
    let contested = unknown || !oracle::readings::touched(&household).is_empty();
    let given = entries(&screen(full, broken));
    for expected in oracle::screen(full) {
        let entry = find(&given, expected.id, expected.member.as_deref())?;
        let amount = expected.amount.map(|a| (a.min, a.max, a.per.name().to_owned()));
        let same = entry.verdict == expected.verdict.name() && entry.amount == amount;
        // The oracle tries every way the office may decide; the engine as many as its cap allows, and so may leave
        // open what the oracle settles. Never the other way round, and never where nothing is left to the office.
        let looser = contested
            && (entry.verdict == "possible" || entry.verdict == expected.verdict.name())
            && wider(entry.amount.as_ref(), amount.as_ref());
        if !same && !looser {
            return Err(format!("engine {entry:?}\n  oracle {expected:?}"));
        }
    }
    Ok(())
}

/// Whether one amount holds another.
fn wider(given: Option<&Sums>, expected: Option<&Sums>) -> bool {
    match (given, expected) {
        (Some((low, high, _)), Some((least, most, _))) => {
            low <= least && high.is_none_or(|h| most.is_some_and(|m| m <= h))
        }
        (_, None) => true,
        (None, Some(_)) => false,
    }
}

/// *Soundness*: what is firm on a partial household is what the oracle says of its completions, and
/// the amounts of those that qualify lie in the range.
///
/// # Errors
/// The entry that a completion contradicts, with both documents.
pub fn soundness(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let full = generate::household(seed);
    let open = generate::loosen(&full, seed);
    let given = entries(&screen(&open, broken));
    for round in 0..4 {
        let world = if round == 0 { full.clone() } else { generate::complete(&open, seed * 7 + round) };
        if contradicted(&given, &world).is_err() {
            held(seed, vec![open.clone(), world], broken, |documents| {
                let is_complete = oracle::json::household(&documents[1]).is_ok();
                let is_completion = is_complete && generate::admits(&documents[0], &documents[1]).is_ok();
                let given = entries(&screen(&documents[0], broken));
                if is_completion { contradicted(&given, &documents[1]) } else { Ok(()) }
            })?;
        }
    }
    Ok(())
}

/// Whether a completion contradicts what was said of the household before.
fn contradicted(given: &[Entry], world: &Value) -> Result<(), String> {
    for expected in oracle::screen(world) {
        let entry = find(given, expected.id, expected.member.as_deref())?;
        let turned = entry.verdict != "possible" && entry.verdict != expected.verdict.name();
        let beyond = match (&entry.amount, expected.amount) {
            (Some((low, high, _)), Some(amount)) => {
                amount.min < *low || high.is_some_and(|h| amount.max.is_none_or(|m| m > h))
            }
            _ => false,
        };
        if turned || beyond {
            return Err(format!("engine {entry:?}\n  oracle {expected:?}"));
        }
    }
    Ok(())
}

/// *Refinement*: knowing more never turns a firm verdict round.
///
/// # Errors
/// The verdict that turned, with both documents.
pub fn refinement(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let open = generate::loosen(&generate::household(seed), seed);
    let full = generate::complete(&open, seed);
    let refined = transform::refine(&open, &full, seed);
    let mut before = (entries(&screen(&open, broken)), open);
    for world in [refined, full] {
        let after = entries(&screen(&world, broken));
        if turned(&before.0, &after).is_err() {
            held(seed, vec![before.1, world.clone()], broken, |documents| {
                let [before, after] = [0, 1].map(|i| entries(&screen(&documents[i], broken)));
                turned(&before, &after)
            })?;
        }
        before = (after, world);
    }
    Ok(())
}

/// Whether a firm verdict turned round.
fn turned(before: &[Entry], after: &[Entry]) -> Result<(), String> {
    for (old, new) in before.iter().zip(after) {
        if old.verdict != new.verdict && old.verdict != "possible" && new.verdict != "possible" {
            return Err(format!("{old:?}\n  {new:?}"));
        }
    }
    Ok(())
}

/// *Relevance*: a fact on which nothing is said to depend changes no verdict.
///
/// # Errors
/// The verdict that changed, with the fact.
pub fn relevance(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let open = generate::loosen(&generate::household(seed), seed);
    let screening = screen(&open, broken);
    let named = named(&screening);
    let before = entries(&screening);
    // A part of the facts of each household, so that more households are seen.
    let unasked = transform::open_facts(&open).into_iter().filter(|path| !named.contains(&disability(path)));
    for path in unasked.skip(usize::try_from(seed % 6).unwrap_or(0)).step_by(6) {
        let settled = transform::settle(&open, &path, seed);
        if changed(&before, &entries(&screen(&settled, broken)), &path).is_err() {
            held(seed, vec![open.clone(), settled], broken, |documents| {
                let [before, after] = [0, 1].map(|i| screen(&documents[i], broken));
                let is_named = self::named(&before).contains(&disability(&path));
                if is_named { Ok(()) } else { changed(&entries(&before), &entries(&after), &path) }
            })?;
        }
    }
    Ok(())
}

/// All facts on which something is said to depend.
fn named(screening: &Value) -> Vec<String> {
    let mut named = paths(&screening["next"]);
    for program in screening["programs"].as_array().into_iter().flatten() {
        // What was declined is not asked again, and still named as missing.
        named.extend(paths(&program["missing"]));
    }
    named.iter().map(|path| disability(path)).collect()
}

/// Kind and grade of a disability are settled together.
fn disability(path: &str) -> String {
    path.replace("disability_grade", "disability_type")
}

/// Whether a verdict changed.
fn changed(before: &[Entry], after: &[Entry], path: &str) -> Result<(), String> {
    match before.iter().zip(after).find(|(old, new)| old.verdict != new.verdict) {
        Some((old, new)) => Err(format!("{old:?}\n  {new:?}\n  by {path}")),
        None => Ok(()),
    }
}

/// *Open*: what is possible says what it waits for. No answer settles what waits for the office; what follows other
/// programmes is settled wherever they are, however much else stays open.
///
/// # Errors
/// The entry that is not as it says, with the documents.
pub fn open(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let partial = generate::loosen(&generate::household(seed), seed);
    let full = generate::complete(&partial, seed);
    let refined = transform::refine(&partial, &full, seed);
    // Without splitting more stays open, and what breaks splitting breaks nothing here.
    let options = Options { cases: if seed.is_multiple_of(2) { 0 } else { Options::default().cases } };
    held(seed, vec![partial, refined, full], broken, |documents| {
        let worlds = [(documents[1].clone(), true), (documents[2].clone(), false)];
        open_before(&documents[0], &worlds, options, broken)
    })
}

/// The law *open* over one document and what became of it: whether by answers alone, or the office may have decided too.
///
/// # Errors
/// The entry that is not as it says.
pub fn open_before(
    partial: &Value,
    worlds: &[(Value, bool)],
    options: Options,
    broken: Option<Breakage>,
) -> Result<(), String> {
    let before = screen_with(partial, broken, options);
    let list = |screening: &Value| screening["programs"].as_array().cloned().unwrap_or_default();
    for entry in list(&before) {
        says_what_it_waits_for(&before, &entry)?;
    }
    for (world, answered) in worlds {
        let after = screen_with(world, None, options);
        for (old, new) in list(&before).iter().zip(list(&after)) {
            let broken = if old["open"] == "follows" {
                let open = paths(&old["follows"]).iter().any(|id| is_open(&after, id));
                !open && new["verdict"] == "possible"
            } else {
                // A completion may hold what the office has decided.
                *answered && old["open"] == "office" && new["verdict"] != "possible"
            };
            if broken {
                return Err(format!("{old}\n  {new}"));
            }
        }
    }
    Ok(())
}

/// Whether a programme is possible for anybody.
fn is_open(screening: &Value, id: &str) -> bool {
    let entries = screening["programs"].as_array();
    entries.into_iter().flatten().any(|e| e["id"] == id && e["verdict"] == "possible")
}

/// What an entry waits for goes with its verdict and with what is missing.
fn says_what_it_waits_for(screening: &Value, entry: &Value) -> Result<(), String> {
    let follows = paths(&entry["follows"]);
    let known: Vec<&str> = shipped().programs.iter().map(|p| p.id.as_str()).collect();
    let places: Vec<Option<usize>> = follows.iter().map(|id| known.iter().position(|k| k == id)).collect();
    let missing = !paths(&entry["missing"]).is_empty();
    let right = match entry["open"].as_str() {
        None => entry["verdict"] != "possible" && entry.get("follows").is_none(),
        Some(_) if entry["verdict"] != "possible" => false,
        Some("answers") => missing && entry.get("follows").is_none(),
        Some("office") => !missing && entry.get("follows").is_none(),
        Some("follows") => {
            let in_order = places.windows(2).all(|pair| pair[0] < pair[1]);
            !follows.is_empty() && in_order && follows.iter().all(|id| is_open(screening, id))
        }
        Some(_) => false,
    };
    if right { Ok(()) } else { Err(entry.to_string()) }
}

/// *Order*: members in another order change nothing but the order.
///
/// # Errors
/// The entry that changed.
pub fn order(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let full = generate::household(seed);
    let shuffled = transform::shuffle_members(&full, seed);
    held(seed, vec![full, shuffled], broken, |documents| {
        let after = entries(&screen(&documents[1], broken));
        for entry in entries(&screen(&documents[0], broken)) {
            let other = find(&after, &entry.id, entry.member.as_deref())?;
            if *other != entry {
                return Err(format!("{entry:?}\n  {other:?}"));
            }
        }
        Ok(())
    })
}

/// *Units*: told by the month or by the year, the same document comes out.
///
/// # Errors
/// The household whose documents differ.
pub fn units(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let open = generate::loosen(&generate::household(seed), seed);
    for document in [generate::household(seed), open] {
        let yearly = transform::per_year(&document);
        held(seed, vec![document, yearly], broken, |documents| {
            let [month, year] = [0, 1].map(|i| screen(&documents[i], broken));
            if month == year { Ok(()) } else { Err("by the month and by the year another answer".to_owned()) }
        })?;
    }
    Ok(())
}

/// The least and the most that one of some programmes can be: unlikely, possible, likely.
fn standing(entries: &[Entry], ids: &[&str], member: Option<&str>) -> (u8, u8) {
    let concerned = entries.iter().filter(|e| ids.contains(&e.id.as_str()) && e.member.as_deref() == member);
    // Two that are possible may between them be certain, as one of a pair that exclude each other.
    let level = |e: &Entry| match e.verdict.as_str() {
        "likely" => 2,
        "possible" => 1,
        _ => 0,
    };
    let levels: Vec<u8> = concerned.map(level).collect();
    (levels.iter().copied().max().unwrap_or(0), levels.iter().sum::<u8>().min(2))
}

/// *Monotony*: more income never makes a means-tested verdict better. The tiers are one ladder: a family that
/// leaves dibao may enter the next.
///
/// # Errors
/// The ladder that was climbed.
pub fn monotony(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let full = generate::household(seed);
    let Some((id, richer)) = transform::more_income(&full, seed) else { return Ok(()) };
    let ladders = [
        (LADDERS[0], None),
        (LADDERS[1], None),
        (LADDERS[2], None),
        (&["tekun"] as &[&str], Some(id.as_str())),
    ];
    climbs(seed, full, richer, &ladders, broken)
}

/// *Monotony of totals*: neither does a greater total, where nothing else is told of the income.
///
/// # Errors
/// The ladder that was climbed.
pub fn monotony_of_totals(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let full = generate::household(seed);
    let Some((_, richer)) = transform::more_income(&full, seed) else { return Ok(()) };
    let (full, richer) = (totals::alone(&full), totals::alone(&richer));
    climbs(seed, full, richer, &LADDERS.map(|ladder| (ladder, None)), broken)
}

/// The tiers of a family.
const LADDERS: [&[&str]; 3] =
    [&["dibao"], &["dibao", "near_dibao"], &["dibao", "near_dibao", "rigid_expenditure"]];

/// A ladder that the richer household stands higher on than the poorer one.
fn climbs(
    seed: u64,
    poorer: Value,
    richer: Value,
    ladders: &[(&[&str], Option<&str>)],
    broken: Option<Breakage>,
) -> Result<(), Broken> {
    held(seed, vec![poorer, richer], broken, |documents| {
        let [before, after] = [0, 1].map(|i| entries(&screen(&documents[i], broken)));
        for (ids, member) in ladders {
            if standing(&after, ids, *member).0 > standing(&before, ids, *member).1 {
                return Err(format!("{ids:?} of {member:?}"));
            }
        }
        Ok(())
    })
}

/// *Contradiction*: a total that the members' own facts cannot make up is refused by its name, a fen beyond what they
/// reach; one that they just reach is read.
///
/// # Errors
/// The total that was read, or refused, and should not have been.
pub fn contradiction(seed: u64, broken: Option<Breakage>) -> Result<(), Broken> {
    let full = generate::household(seed);
    for document in [generate::loosen(&full, seed), full] {
        held(seed, vec![document], broken, |documents| refuses_contradictions(&documents[0], broken))?;
    }
    Ok(())
}

fn refuses_contradictions(document: &Value, broken: Option<Breakage>) -> Result<(), String> {
    for total in &TOTALS {
        let path = format!("household.{}", total.key);
        for (told, is_good) in around(document, total) {
            let mut telling = document.clone();
            telling["household"][total.key] = told.clone();
            match read(&telling, broken) {
                Ok(_) if is_good => {}
                Err(error) if !is_good && error.path.starts_with(&path) => {}
                Ok(_) => return Err(format!("{path} {told} is read")),
                Err(error) => return Err(format!("{path} {told}: {error}")),
            }
        }
    }
    Ok(())
}

/// Totals at the ends of what the members' own facts reach, and whether they are within.
fn around(document: &Value, total: &Total) -> Vec<(Value, bool)> {
    let told = |key: &str, sum: Decimal| {
        let sum = oracle::json::to_number(sum);
        match total.kind {
            Kind::Flow => json!({key: sum, "per": "year"}),
            _ if key == "amount" => sum,
            _ => json!({key: sum}),
        }
    };
    let (low, high) = totals::reach(document, total);
    let (fen, month) = (Decimal::new(1, 2), Decimal::from(12));
    let mut found = vec![(told("amount", low), true), (told("max", low), true)];
    if low >= fen {
        found.extend([(told("amount", low - fen), false), (told("max", low - fen), false)]);
    }
    if total.kind == Kind::Flow && low >= month {
        found.push((oracle::json::to_number((low / month - fen).trunc_with_scale(2)), false));
    }
    if let Some(high) = high {
        found.extend([(told("amount", high), true), (told("min", high), true)]);
        found.extend([(told("amount", high + fen), false), (told("min", high + fen), false)]);
        found.push((json!({"min": oracle::json::to_number((high + fen).ceil())}), false));
    }
    found
}
