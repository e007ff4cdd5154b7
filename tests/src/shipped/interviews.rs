//! The interview over the shipped rulebook, with households of which everything is known as the people who answer.

use serde_json::Value;
use yingbao_core::{
    document,
    interview::{Play, Whole, answer::value, play},
    rulebook::FactId,
    screening::{Screening, Verdict},
};

use super::{
    firm::{counties, families},
    shipped,
};

/// A programme that is likely for the whole document and was not found so.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Its name, with the member's where it is for one.
    pub program: String,
    /// What it still lacks.
    pub missing: Vec<String>,
}

/// What came of one interview.
#[derive(Clone, Debug)]
pub struct Interviewed {
    /// The family's name, or what it was drawn from.
    pub name: String,
    /// How many people.
    pub people: usize,
    /// How many pages.
    pub pages: usize,
    /// How often the screen was touched.
    pub taps: usize,
    /// How many programmes are likely for the whole document.
    pub likely: usize,
    /// Those of them that were not found.
    pub lost: Vec<Lost>,
    /// What must not be: a verdict that turned, or something told that the family is not.
    pub wrong: Vec<String>,
}

/// Ordinary families, each in a county drawn at random: as many as told, the same for the same number.
#[must_use]
pub fn ordinary(most: usize) -> Vec<(String, Value)> {
    let families = families();
    let places = counties(17, most);
    let placed = places.iter().enumerate().map(|(index, county)| {
        let (name, mut document) = families[index % families.len()].clone();
        document["region"] = county.clone().into();
        (format!("{name}, in {county}"), document)
    });
    placed.collect()
}

/// Plays the interview with a household document as the person who answers; judged against `truth`, which is the same
/// but where a test wants to see that a difference is found.
///
/// # Panics
/// Where a document is refused: the generators make good ones.
#[must_use]
pub fn interview(name: &str, told: &Value, truth: &Value) -> Interviewed {
    let book = shipped();
    let read = |document: &Value| {
        document::read(book, &document.to_string(), None)
            .unwrap_or_else(|error| panic!("{error} in {document}"))
    };
    let (told, truth) = (read(told), read(truth));
    let whole = Whole {
        date: told.date,
        region: told.region,
        overrides: &told.overrides,
        household: &told.household,
    };
    let play = play(book, whole, &[]);
    let rules = book.at(truth.date, truth.region, &truth.overrides);
    let complete = yingbao_core::engine::screen(&rules, &truth.household);
    let (likely, lost, mut wrong) = compare(&play, &complete);
    wrong.extend(untrue(&play, &truth.household));
    Interviewed {
        name: name.to_owned(),
        people: told.household.members.len(),
        pages: play.pages.len(),
        taps: play.pages.iter().map(|page| page.taps).sum(),
        likely,
        lost,
        wrong,
    }
}

/// How many programmes are likely, which of them were not found, and which verdicts turned.
fn compare(play: &Play<'_>, complete: &Screening) -> (usize, Vec<Lost>, Vec<String>) {
    let (mut likely, mut lost, mut turned) = (0, Vec::new(), Vec::new());
    for (found, whole) in play.screening.entries.iter().zip(&complete.entries) {
        let member = whole.member.map(|m| format!(" of {}", play.household.members[m].id));
        let program = &play.rules.programs[whole.program.index()].id;
        let program = format!("{program}{}", member.unwrap_or_default());
        if found.verdict != Verdict::Possible && found.verdict != whole.verdict {
            turned.push(format!("{program} turned from {:?} to {:?}", found.verdict, whole.verdict));
        }
        if whole.verdict == Verdict::Likely {
            likely += 1;
            if found.verdict != Verdict::Likely {
                let path = |lack| document::lack_path(&play.rules, &play.household, lack);
                let missing = found.missing.iter().map(|lack| path(*lack)).collect();
                lost.push(Lost { program, missing });
            }
        }
    }
    (likely, lost, turned)
}

/// What was told that a family is not.
fn untrue(play: &Play<'_>, truth: &yingbao_core::household::Household) -> Vec<String> {
    let book = shipped();
    let ids = |facts: usize| (0..u16::try_from(facts).unwrap_or(u16::MAX)).map(FactId);
    let mut slots: Vec<(Option<usize>, FactId)> =
        ids(book.household_facts.len()).map(|id| (None, id)).collect();
    for member in 0..truth.members.len() {
        slots.extend(ids(book.member_facts.len()).map(|id| (Some(member), id)));
    }
    let untrue = slots.into_iter().filter_map(|(member, fact)| {
        let [told, own] = [&play.household, truth].map(|household| value(household, member, fact));
        let (told, own) = (told?, own?);
        let facts = if member.is_some() { &book.member_facts } else { &book.household_facts };
        (told.hull(own) != told)
            .then(|| format!("{} of {member:?} was told as {told:?} and is {own:?}", facts[fact.index()].id))
    });
    untrue.collect()
}
