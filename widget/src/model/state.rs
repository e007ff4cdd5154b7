//! All that one run of the widget holds: nothing else remembers an answer.

use serde::{Deserialize, Serialize};
use yingbao_core::{Day, FactId, Value};

use crate::{
    model::answer::{Answer, Answers, Told},
    session::{
        field::{self, Field, FormField},
        rules::Rules,
    },
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

impl Page {
    /// Makes the page one about the same person after another is taken out of the list; whether it still is one.
    fn without(&mut self, gone: usize) -> bool {
        let (Self::Person(member)
        | Self::Question(_, Some(member))
        | Self::Parents(member)
        | Self::Spouse(member)) = self
        else {
            return true;
        };
        let stays = *member != gone;
        *member -= usize::from(*member > gone);
        stays
    }
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
    /// The day on which an age was told: it says something else on another.
    pub aged_on: Option<Day>,
    /// Who of the others is a parent, as a set of positions.
    pub parents: Option<Link>,
    /// Who of the others is the spouse, as one position.
    pub spouse: Option<Link>,
}

/// Who of the others someone is linked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What was told.
    pub told: Told,
    /// The people who were there to choose from: 'none of them' says nothing about who is added later.
    pub among: u64,
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
    /// Questions of which it was asked whom they concern, each with the people it was asked about: who is added
    /// later was not asked.
    pub sifted: Vec<(u16, u64)>,
    /// The page shown.
    pub page: Page,
    /// Pages to go back to, last one last.
    pub trail: Vec<Page>,
    /// Whether the page was opened to change an answer.
    pub changing: bool,
    /// The fields of the page as they were drawn, with what stands in them.
    pub fields: Vec<FormField>,
    /// Pages that were left with something typed or ticked that is no answer yet; it stands there again when
    /// the page is shown again.
    pub unsaved: Vec<(Page, Vec<FormField>)>,
    /// Grows with every change of an answer.
    pub revision: u32,
    /// Grows with every page shown. What is done on a page carries its number, so that a second press never
    /// lands on the page after it.
    pub turn: u32,
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
            fields: Vec::new(),
            unsaved: Vec::new(),
            revision: 0,
            turn: 0,
        };
        state.preset_place(rules, region);
        state.show(rules, crate::session::route::following(rules, &state));
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

    /// Turns to a page and fills its fields with what was answered, or with what was left there unsaved.
    pub fn show(&mut self, rules: &Rules, page: Page) {
        self.turn = self.turn.wrapping_add(1);
        self.page = page;
        self.fields = field::filled(rules, self);
        let Some(at) = self.unsaved.iter().position(|(left, _)| *left == page) else { return };
        for left in self.unsaved.remove(at).1 {
            for now in &mut self.fields {
                now.take_over(&left);
            }
        }
    }

    /// Whether something typed or ticked on the page is no answer yet.
    fn is_edited(&self, rules: &Rules) -> bool {
        self.fields.iter().any(|one| one.draft != field::draft(rules, self, &one.field))
    }

    /// Whether anything was told, or is being told: what would be gone if the page were left.
    #[must_use]
    pub fn holds_answers(&self, rules: &Rules) -> bool {
        let preset = self.preset.map(Place::Known);
        let of_person = |person: &Person| {
            person.parents.is_some()
                || person.spouse.is_some()
                || person.facts.iter().any(|(fact, _)| Some(*fact) != rules.relation)
        };
        self.place != preset
            || self.people.len() > 1
            || self.household.iter().next().is_some()
            || self.people.iter().any(of_person)
            || !self.unsaved.is_empty()
            || self.is_edited(rules)
    }

    /// Keeps what was typed or ticked on the page before it is left without its answers being taken.
    pub fn set_aside(&mut self, rules: &Rules) {
        if self.is_edited(rules) {
            let fields = self.fields.iter().map(|one| FormField { problem: None, ..one.clone() }).collect();
            self.unsaved.push((self.page, fields));
        }
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
            for slot in [&mut person.parents, &mut person.spouse] {
                let Some(link) = slot else { continue };
                link.among = shifted(link.among);
                if let Answer::Known(Value::Choice(bits)) = &mut link.told.answer {
                    let alone = *bits == 1 << member;
                    *bits = shifted(*bits);
                    // Who was the only one named is gone: it is asked again.
                    if alone {
                        *slot = None;
                    }
                }
            }
        }
        for (_, shown) in &mut self.sifted {
            *shown = shifted(*shown);
        }
        self.unsaved.retain_mut(|(page, fields)| {
            for FormField { field, draft, .. } in fields {
                if let Field::Whom { people, .. } = field {
                    *people = shifted(*people);
                    draft.picked = shifted(draft.picked);
                } else if *field == Field::Links {
                    draft.picked = shifted(draft.picked);
                }
            }
            page.without(member)
        });
        self.trail.clear();
    }
}

impl Link {
    /// Whether it says all there is to say among these people: who was added later could be a parent or the spouse
    /// too, unless as many as there can be are named.
    #[must_use]
    pub fn covers(&self, member: usize, people: usize, most: u32) -> bool {
        let others = everybody(people) & !(1 << member);
        let named = match self.told.answer {
            Answer::Known(Value::Choice(bits)) => bits.count_ones(),
            // Not known, or not said, whoever is there.
            Answer::Unknown | Answer::Declined => return true,
            _ => 0,
        };
        others & !self.among == 0 || named >= most
    }
}

/// All positions of so many people, as a set.
#[must_use]
pub const fn everybody(people: usize) -> u64 {
    (1 << people) - 1
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
