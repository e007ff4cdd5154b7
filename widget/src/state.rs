//! All that one run of the widget holds: nothing else remembers an answer.

use serde::{Deserialize, Serialize};
use yingbao_core::{FactId, Value};

use crate::{
    answer::{Answer, Answers, Told},
    draft::{Draft, Problem},
    rules::Rules,
    text::Language,
};

/// At most so many people; the documents have the same limit.
pub const MOST_PEOPLE: usize = 20;

/// One page of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Page {
    /// Where the family lives.
    Place,
    /// Relation and birth of one person; one past the last adds another.
    Person(usize),
    /// The list of people.
    People,
    /// A question of the rulebook, about the household or one person.
    Question(u16, Option<usize>),
    /// Which of several people a question of the rulebook concerns.
    Whom(u16),
    /// Who a person's parents are.
    Parents(usize),
    /// Who a person's spouse is.
    Spouse(usize),
    /// What urgent help there is.
    Urgent,
    /// All answers, to check and change.
    Answers,
    /// The results.
    Results,
    /// Asks whether to clear everything.
    Restart,
}

/// Where the family lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A place, by its code.
    Known(u32),
    /// Asked, and not known.
    Unknown,
}

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Answers about this person.
    pub facts: Answers,
    /// Who of the others is a parent, as a set of positions.
    pub parents: Option<Told>,
    /// Who of the others is the spouse, as one position.
    pub spouse: Option<Told>,
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The language shown.
    pub language: Language,
    /// Where the family lives, once told or preset.
    pub place: Option<Place>,
    /// Whether the place needs no question any more.
    pub place_told: bool,
    /// The place that the host page set.
    pub preset: Option<u32>,
    /// Answers about the household.
    pub household: Answers,
    /// The people; the first is the person asked.
    pub people: Vec<Person>,
    /// Whether all people are listed.
    pub people_listed: bool,
    /// Questions of which it was asked whom they concern.
    pub sifted: Vec<u16>,
    /// The page shown.
    pub page: Page,
    /// Pages to go back to, last one last.
    pub trail: Vec<Page>,
    /// Whether the page was opened to change an answer.
    pub changing: bool,
    /// What stands in the fields of the page.
    pub drafts: Vec<Draft>,
    /// What is wrong with each field.
    pub problems: Vec<Option<Problem>>,
    /// Grows with every change of an answer.
    pub revision: u32,
}

impl State {
    /// Nothing answered yet.
    #[must_use]
    pub fn new(rules: &Rules, language: Language, region: Option<&str>) -> Self {
        let mut state = Self {
            language,
            place: None,
            place_told: false,
            preset: None,
            household: Answers::default(),
            people: vec![Person::with_relation(rules, rules.relation_option("self").unwrap_or(0))],
            people_listed: false,
            sifted: Vec::new(),
            page: Page::Place,
            trail: Vec::new(),
            changing: false,
            drafts: Vec::new(),
            problems: Vec::new(),
            revision: 0,
        };
        state.preset_place(rules, region);
        state.show(rules, crate::route::following(rules, &state));
        state
    }

    /// Takes the place that the host page sets. It needs no question where nothing narrower is on record.
    pub fn preset_place(&mut self, rules: &Rules, region: Option<&str>) {
        self.preset = region.and_then(|code| rules.nearest(code));
        if let Some(code) = self.preset {
            self.place = Some(Place::Known(code));
            self.place_told = rules.within(Some(code)).next().is_none();
            self.revision += 1;
        }
    }

    /// Turns to a page and fills its fields with what was answered.
    pub fn show(&mut self, rules: &Rules, page: Page) {
        self.page = page;
        self.drafts = crate::field::drafts(rules, self);
        self.problems = vec![None; self.drafts.len()];
    }

    /// The answer to a fact, of the household or of a person.
    #[must_use]
    pub fn told(&self, member: Option<usize>, fact: FactId) -> Option<&Told> {
        match member {
            None => self.household.get(fact),
            Some(member) => self.people.get(member)?.facts.get(fact),
        }
    }

    /// Stores an answer.
    pub fn tell(&mut self, member: Option<usize>, fact: FactId, told: Told) {
        match member {
            None => {
                self.household.insert(fact, told);
            }
            Some(member) => {
                if let Some(person) = self.people.get_mut(member) {
                    person.facts.insert(fact, told);
                }
            }
        }
    }

    /// Forgets an answer about a person.
    pub fn forget(&mut self, member: usize, fact: FactId) {
        if let Some(person) = self.people.get_mut(member) {
            person.facts.remove(fact);
        }
    }

    /// The option of `relation` that a person has, if told.
    #[must_use]
    pub fn relation<'r>(&self, rules: &'r Rules, member: usize) -> Option<&'r str> {
        let fact = rules.relation?;
        match self.told(Some(member), fact)?.answer {
            Answer::Known(Value::Choice(bits)) => rules
                .book
                .member_facts
                .get(fact.index())?
                .kind
                .options()
                .get(bits.trailing_zeros() as usize)
                .map(String::as_str),
            _ => None,
        }
    }

    /// Takes a person out, and out of the links of the others.
    pub fn remove(&mut self, member: usize) {
        if member == 0 || member >= self.people.len() {
            return;
        }
        self.people.remove(member);
        let shifted = |bits: u64| {
            let below = (1u64 << member) - 1;
            (bits & below) | (bits >> 1 & !below)
        };
        for person in &mut self.people {
            for link in [&mut person.parents, &mut person.spouse] {
                if let Some(Told { answer: Answer::Known(Value::Choice(bits)), .. }) = link {
                    let gone = *bits >> member & 1 == 1;
                    *bits = shifted(*bits);
                    if gone && *bits == 0 {
                        *link = None;
                    }
                }
            }
        }
        self.trail.clear();
    }
}

impl Person {
    /// A person of whom only the relation is known, by its slot among the options.
    #[must_use]
    pub fn with_relation(rules: &Rules, option: usize) -> Self {
        let mut person = Self::default();
        if let Some(fact) = rules.relation {
            person.facts.insert(fact, Told::plain(Answer::Known(Value::Choice(1 << option))));
        }
        person
    }
}
