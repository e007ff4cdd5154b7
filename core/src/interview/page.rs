//! Pages: what is still to be asked, page by page.

use super::{
    answer::{kind, value},
    band::{Band, bands},
    settles::{Worth, worth},
    sieve,
};
use crate::{
    domain::{Truth, Value},
    engine::{
        evaluate::{Evaluator, scope},
        next_question::declined,
    },
    household::{Household, totals::totals},
    rulebook::{Entity, FactId, FactType, Form, ProgramId, Question},
    ruleset::Ruleset,
    screening::{MissingInput, Screening, Verdict},
};

/// A question about one member, or about the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Slot of the question.
    pub question: u16,
    /// The member; none for a question about the household.
    pub member: Option<usize>,
}

/// A question that was on a page which the person went on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What was asked.
    pub key: Key,
    /// Whether there was an answer, rather than 'not sure' or 'prefer not to say': then no finer question follows.
    pub answered: bool,
}

/// One question of a page, with the people it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Slot of the question.
    pub question: u16,
    /// The people it is asked about: of nobody else is anything told by it. Empty for the household.
    pub people: Vec<usize>,
    /// The bands to choose from, for a question asked in bands.
    pub bands: Vec<Band>,
}

/// A page to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Slot of the page.
    pub page: u16,
    /// The person, for a page that is shown once for each.
    pub member: Option<usize>,
    /// What it asks.
    pub items: Vec<Item>,
}

/// What is wanted of the interview.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Programmes to begin with.
    pub first: &'a [ProgramId],
    /// Only what these ask for, refinements included: the way from a result to what would settle it.
    pub only: Option<&'a [MissingInput]>,
}

/// Every page that is still to come as far as is known now, the next one first.
#[must_use]
pub fn sheets(
    rules: &Ruleset<'_>,
    household: &Household,
    screening: &Screening,
    asked: &[Asked],
    wanted: Wanted<'_>,
) -> Vec<Sheet> {
    let mut finder = Finder {
        rules,
        household,
        screening,
        asked,
        wanted,
        evaluator: Evaluator::new(rules.rules(), household),
        settled: Vec::new(),
    };
    let mut first = Vec::new();
    let mut later = Vec::new();
    for (index, page) in (0u16..).zip(&rules.book.pages) {
        let members: Vec<Option<usize>> =
            if page.each { (0..household.members.len()).map(Some).collect() } else { vec![None] };
        for member in members {
            let items = finder.items(index, member);
            if items.is_empty() {
                continue;
            }
            let sheet = Sheet { page: index, member, items };
            if page.always || wanted.first.is_empty() || finder.needed(&sheet) {
                first.push(sheet);
            } else {
                later.push(sheet);
            }
        }
    }
    first.append(&mut later);
    first.into_iter().fold(Vec::new(), |mut sheets: Vec<Sheet>, sheet| {
        match sheets.last_mut() {
            Some(before) if joins(rules, before, &sheet) => before.items.extend(sheet.items),
            _ => sheets.push(sheet),
        }
        sheets
    })
}

/// The bands of a question, about a member or the household, as they are now; none where it is asked in no bands.
#[must_use]
pub fn bands_of(
    rules: &Ruleset<'_>,
    household: &Household,
    question: u16,
    member: Option<usize>,
) -> Vec<Band> {
    let Some(question) = rules.book.questions.get(usize::from(question)) else { return Vec::new() };
    let (Form::Band { cuts, inclusive }, Some(fact)) = (&question.form, question.facts.first()) else {
        return Vec::new();
    };
    let mut evaluator = Evaluator::new(rules.rules(), household);
    kind(rules.book, question.entity, *fact)
        .map(|kind| bands(&mut evaluator, cuts, *inclusive, kind, scope(member)))
        .unwrap_or_default()
}

/// So many lines are answered without scrolling far.
const SHORT: usize = 11;
/// A list of everything to tick, such as what a family receives, counts as so many lines.
const LIST: usize = 6;

/// Whether a page stands on the one before it: it may, and the two together are short.
fn joins(rules: &Ruleset<'_>, before: &Sheet, sheet: &Sheet) -> bool {
    let pages = &rules.book.pages;
    let page = |sheet: &Sheet| pages.get(usize::from(sheet.page));
    let lines = |sheet: &Sheet| -> usize {
        let lines = sheet.items.iter().filter_map(|item| {
            let question = rules.book.questions.get(usize::from(item.question))?;
            let kind = question.facts.first().and_then(|fact| kind(rules.book, question.entity, *fact));
            Some(match (&question.form, kind) {
                (Form::Tick(_), _) => 1,
                (_, Some(FactType::Set(_))) => LIST,
                _ => item.people.len().max(1),
            })
        });
        lines.sum()
    };
    page(sheet).is_some_and(|page| page.joins)
        && page(before).is_some_and(|page| !page.always && !page.each)
        && lines(before) + lines(sheet) <= SHORT
}

struct Finder<'f, 'a> {
    rules: &'f Ruleset<'a>,
    household: &'f Household,
    screening: &'f Screening,
    asked: &'f [Asked],
    wanted: Wanted<'f>,
    evaluator: Evaluator<'f>,
    /// Totals of which it is known whether their parts are worth asking for.
    settled: Vec<(FactId, Worth)>,
}

impl Finder<'_, '_> {
    fn items(&mut self, page: u16, member: Option<usize>) -> Vec<Item> {
        let book = self.rules.book;
        let questions = (0u16..).zip(&book.questions).filter(|(_, q)| q.page == page);
        let mut items = Vec::new();
        for (slot, question) in questions {
            let subjects: Vec<Option<usize>> = match (question.entity, member) {
                (Entity::Household, None | Some(0)) => vec![None],
                (Entity::Household, Some(_)) => continue,
                (Entity::Member, Some(_)) => vec![member],
                (Entity::Member, None) => (0..self.household.members.len()).map(Some).collect(),
            };
            let open: Vec<Option<usize>> = subjects
                .into_iter()
                .filter(|member| self.is_open(Key { question: slot, member: *member }, question))
                .collect();
            if open.is_empty() {
                continue;
            }
            let bands = match (&question.form, question.facts.first()) {
                (Form::Band { cuts, inclusive }, Some(fact)) => {
                    let scope = scope(open.first().copied().flatten());
                    kind(book, question.entity, *fact)
                        .map(|kind| bands(&mut self.evaluator, cuts, *inclusive, kind, scope))
                        .unwrap_or_default()
                }
                _ => Vec::new(),
            };
            // Where no end of a band is known there is nothing to choose between.
            if matches!(question.form, Form::Band { .. }) && bands.len() < 2 {
                continue;
            }
            items.push(Item { question: slot, people: open.into_iter().flatten().collect(), bands });
        }
        items
    }

    /// Whether a question is to be asked now.
    fn is_open(&mut self, key: Key, question: &Question) -> bool {
        let member = key.member;
        let book = self.rules.book;
        if self.asked.iter().any(|a| a.key == key) || !self.concerns(question, member) {
            return false;
        }
        let page = book.pages.get(usize::from(question.page));
        let lacks: Vec<MissingInput> = lacks(question, member).collect();
        if let Some(only) = self.wanted.only {
            if !lacks.iter().any(|l| only.contains(l)) {
                return false;
            }
        } else {
            let always = page.is_some_and(|p| p.always);
            if question.refine || !(always || lacks.iter().any(|l| self.screening.next.contains(l))) {
                return false;
            }
        }
        if lacks.iter().any(|l| declined(self.household, *l)) {
            return false;
        }
        match &question.form {
            Form::Tick(_) | Form::Band { .. } => self.is_undecided(question, member),
            Form::Field { .. } => {
                let facts = &question.facts;
                // Facts of one entry are ways to tell the same: the day of birth, or the age.
                !facts.iter().any(|f| self.value(member, *f).is_some_and(|v| v.is_known()))
                    && self.coarse_first(question, member)
                    && self.worth(question)
            }
            Form::Region => self.rules.region.is_none(),
            Form::Parents => {
                member.and_then(|m| self.household.members.get(m)).is_some_and(|m| m.parents.is_none())
            }
            Form::Spouse => {
                member.and_then(|m| self.household.members.get(m)).is_some_and(|m| m.spouse.is_none())
            }
        }
    }

    /// Whether what a box or band asks is still open.
    fn is_undecided(&self, question: &Question, member: Option<usize>) -> bool {
        match &question.form {
            Form::Tick(unticked) => {
                let state = |(fact, unticked): (&FactId, &crate::rulebook::Unticked)| {
                    self.value(member, *fact).map_or(sieve::State::Open, |v| unticked.state(v))
                };
                let states = question.facts.iter().zip(unticked).map(state);
                // One that is ticked already is past the box.
                let mut open = false;
                for state in states {
                    match state {
                        sieve::State::Open => open = true,
                        sieve::State::Ticked => return false,
                        sieve::State::Empty => {}
                    }
                }
                open
            }
            Form::Band { .. } => question
                .facts
                .first()
                .and_then(|f| self.value(member, *f))
                .is_some_and(|v| v.number().high.is_none()),
            _ => false,
        }
    }

    /// Whether the boxes and bands that ask for the same coarsely have been answered, so that a finer question may
    /// follow. 'Not sure' there is not sure here.
    fn coarse_first(&mut self, fine: &Question, member: Option<usize>) -> bool {
        let book = self.rules.book;
        (0u16..).zip(&book.questions).all(|(slot, coarse)| {
            let asks_the_same = matches!(coarse.form, Form::Tick(_) | Form::Band { .. })
                && coarse.entity == fine.entity
                && coarse.facts.iter().any(|f| fine.facts.contains(f))
                && (!coarse.refine || self.wanted.only.is_some())
                && self.concerns(coarse, member);
            if !asks_the_same {
                return true;
            }
            match self.asked.iter().find(|a| a.key == Key { question: slot, member }) {
                Some(asked) => asked.answered,
                None => !self.is_undecided(coarse, member),
            }
        })
    }

    /// Whether a total that was told, or its parts, could still settle something if they were known exactly. What stands
    /// on a person's page beside the parts of a total is asked with them, or not at all.
    fn worth(&mut self, question: &Question) -> bool {
        if self.wanted.only.is_some() {
            return true;
        }
        let book = self.rules.book;
        let each = book.pages.get(usize::from(question.page)).is_some_and(|page| page.each);
        let beside =
            |other: &&Question| each && other.page == question.page && other.entity == Entity::Member;
        let parts: Vec<FactId> = match question.entity {
            Entity::Household => Vec::new(),
            Entity::Member if each => {
                book.questions.iter().filter(beside).flat_map(|q| &q.facts).copied().collect()
            }
            Entity::Member => question.facts.clone(),
        };
        let total = totals(&book.household_facts).find(|(id, fact)| match question.entity {
            Entity::Household => question.facts.contains(id),
            Entity::Member => parts.iter().any(|part| fact.total_of.contains(part)),
        });
        let Some((total, fact)) = total else { return true };
        if let Some((_, known)) = self.settled.iter().find(|(t, _)| *t == total) {
            let known = *known;
            return self.is_worth(question, known, fact);
        }
        // Before its band is told nothing can be said of a total's parts; they come after it.
        let band = (0u16..).zip(&book.questions).find(|(_, other)| {
            other.facts.contains(&total) && matches!(other.form, Form::Band { .. }) && !other.refine
        });
        if let Some((slot, band)) = band
            && question.entity == Entity::Member
            && self.is_open(Key { question: slot, member: None }, band)
        {
            return false;
        }
        let beside: Vec<FactId> = parts.into_iter().filter(|part| !fact.total_of.contains(part)).collect();
        let known = worth(self.rules, self.household, self.screening, total, &beside);
        self.settled.push((total, known));
        self.is_worth(question, known, fact)
    }

    /// Whether a question of a total's page is among what is worth asking.
    fn is_worth(&self, question: &Question, worth: Worth, total: &crate::rulebook::Fact) -> bool {
        match worth {
            Worth::Nothing => false,
            Worth::Beside => {
                question.entity == Entity::Member
                    && !question.facts.iter().any(|fact| total.total_of.contains(fact))
            }
            Worth::Parts => true,
        }
    }

    fn concerns(&mut self, question: &Question, member: Option<usize>) -> bool {
        match &question.concerns {
            Some(expr) if member.is_some() => {
                self.evaluator.value(expr, scope(member)).truth() != Truth::False
            }
            _ => true,
        }
    }

    fn value(&self, member: Option<usize>, fact: FactId) -> Option<Value> {
        value(self.household, member, fact)
    }

    /// Whether a page asks for something that a programme to begin with lacks.
    fn needed(&self, sheet: &Sheet) -> bool {
        let questions = &self.rules.book.questions;
        let asked: Vec<MissingInput> = sheet
            .items
            .iter()
            .filter_map(|item| Some((item, questions.get(usize::from(item.question))?)))
            .flat_map(|(item, question)| {
                let people: Vec<Option<usize>> = if question.entity == Entity::Household {
                    vec![None]
                } else {
                    item.people.iter().copied().map(Some).collect()
                };
                people.into_iter().flat_map(|m| lacks(question, m).collect::<Vec<_>>()).collect::<Vec<_>>()
            })
            .collect();
        self.screening
            .entries
            .iter()
            .filter(|e| e.verdict == Verdict::Possible && self.wanted.first.contains(&e.program))
            .any(|e| e.missing.iter().any(|l| asked.contains(l)))
    }
}

/// What a question asks for.
fn lacks(question: &Question, member: Option<usize>) -> impl Iterator<Item = MissingInput> + '_ {
    let link = match (&question.form, member) {
        (Form::Region, _) => Some(MissingInput::Region),
        (Form::Parents, Some(member)) => Some(MissingInput::Parents(member)),
        (Form::Spouse, Some(member)) => Some(MissingInput::Spouse(member)),
        _ => None,
    };
    let facts = question.facts.iter().map(move |fact| {
        member.map_or(MissingInput::Household(*fact), |member| MissingInput::Member(member, *fact))
    });
    facts.chain(link)
}
