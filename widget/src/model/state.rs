//! All that one run of the widget holds: nothing else remembers an answer.

use serde::{Deserialize, Serialize};
use yingbao_core::{
    domain::{Day, Value},
    rulebook::FactId,
};

use crate::model::{
    answer::{Answer, Answers, RecordedAnswer},
    form::{Field, FormField, positions, shifted},
    language::Language,
};

/// At most so many people; the documents have the same limit.
pub const MOST_PEOPLE: usize = 20;

/// One page of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Page {
    /// A page of the interview, by its slot, about everybody or one person.
    Sheet(u16, Option<usize>),
    /// One question of the interview by itself, to change its answer.
    Change(u16, Option<usize>),
    /// What urgent help there is.
    Urgent,
    /// All answers, to check and change.
    Answers,
    /// The results.
    Results,
    /// All about one programme, by its slot.
    Program(u16),
    /// Asks whether to clear everything.
    Restart,
}

impl Page {
    /// Makes the page one about the same person after another is taken out of the list; whether it still is one.
    fn without(&mut self, gone: usize) -> bool {
        let (Self::Sheet(_, Some(member)) | Self::Change(_, Some(member))) = self else { return true };
        let stays = *member != gone;
        *member -= usize::from(*member > gone);
        stays
    }
}

/// A page as it is or was shown. It holds no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The page.
    pub page: Page,
    /// What its fields ask.
    pub fields: Vec<Field>,
    /// Whether the page was opened to change an answer: going on from it leads back.
    pub changing: bool,
    /// The programme, and the person, whose result the questions shown are to settle.
    pub settling: Option<(u16, Option<usize>)>,
}

impl Step {
    /// A page without fields, on the way forward.
    #[must_use]
    pub const fn plain(page: Page) -> Self {
        Self { page, fields: Vec::new(), changing: false, settling: None }
    }

    fn without(&mut self, gone: usize) -> bool {
        self.fields.retain_mut(|field| field.without(gone));
        if self.settling.is_some_and(|(_, member)| member.is_some_and(|member| member >= gone)) {
            self.settling = None;
        }
        self.page.without(gone)
            && (!self.fields.is_empty() || !matches!(self.page, Page::Sheet(..) | Page::Change(..)))
    }
}

/// Where the family lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HomeRegion {
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
    pub told: RecordedAnswer,
    /// The people who were there to choose from: 'none of them' says nothing about who is added later.
    pub among: u64,
}

/// How a question was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// A box, ticked.
    Ticked,
    /// A box, left empty.
    Empty,
    /// Anything else, answered.
    Answered,
    /// Not sure.
    Unsure,
    /// Preferred not to say.
    Declined,
}

/// That something was asked, and how it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The question.
    pub question: u16,
    /// The person; none: the household.
    pub member: Option<usize>,
    /// How it was left.
    pub said: Said,
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The language shown.
    pub language: Language,
    /// Where the family lives, once told or preset.
    pub place: Option<HomeRegion>,
    /// Whether the place needs no question any more.
    pub place_told: bool,
    /// The place that the host page set.
    pub preset: Option<u32>,
    /// What the family comes for, as bits over the rulebook's needs.
    pub needs: u64,
    /// Answers about the household.
    pub household: Answers,
    /// The people; the first is the person asked.
    pub people: Vec<Person>,
    /// What was asked, each question and person once.
    pub records: Vec<Record>,
    /// The pages of the interview that were gone through, each once, in their order.
    pub done: Vec<(u16, Option<usize>)>,
    /// The page shown.
    pub step: Step,
    /// Pages to go back to, last one last.
    pub trail: Vec<Step>,
    /// The fields of the page shown, with what stands in them.
    pub fields: Vec<FormField>,
    /// Whether the options of a set that stand behind 'more' are shown on this page: once one of them was ticked.
    pub more: bool,
    /// Fields that were left with something typed or ticked that is no answer yet; it stands there again when
    /// the same is asked again.
    pub unsaved: Vec<FormField>,
    /// Grows with every change of an answer.
    pub revision: u32,
    /// Grows with every page shown. What is done on a page carries its number, so that a second press never
    /// lands on the page after it.
    pub turn: u32,
}

impl State {
    /// The answer to a fact, of the household or of a person.
    #[must_use]
    pub fn told(&self, member: Option<usize>, fact: FactId) -> Option<&RecordedAnswer> {
        match member {
            None => self.household.get(fact),
            Some(member) => self.people.get(member)?.facts.get(fact),
        }
    }

    /// Stores an answer.
    pub fn tell(&mut self, member: Option<usize>, fact: FactId, told: RecordedAnswer) {
        match member {
            None => self.household.insert(fact, told),
            Some(member) => {
                if let Some(person) = self.people.get_mut(member) {
                    person.facts.insert(fact, told);
                }
            }
        }
    }

    /// Forgets an answer.
    pub fn forget(&mut self, member: Option<usize>, fact: FactId) {
        match member {
            None => self.household.remove(fact),
            Some(member) => {
                if let Some(person) = self.people.get_mut(member) {
                    person.facts.remove(fact);
                }
            }
        }
    }

    /// How a question was left.
    #[must_use]
    pub fn said(&self, question: u16, member: Option<usize>) -> Option<Said> {
        self.records.iter().find(|r| r.question == question && r.member == member).map(|r| r.said)
    }

    /// Notes how a question was left.
    pub fn record(&mut self, question: u16, member: Option<usize>, said: Said) {
        match self.records.iter_mut().find(|r| r.question == question && r.member == member) {
            Some(record) => record.said = said,
            None => self.records.push(Record { question, member, said }),
        }
    }

    /// The people of whom a question was asked, as a set.
    #[must_use]
    pub fn asked_of(&self, question: u16) -> u64 {
        let members = self.records.iter().filter(|r| r.question == question).filter_map(|r| r.member);
        members.fold(0, |people, member| people | 1 << member)
    }

    /// Takes a person out, out of the links of the others, and out of every page that was shown.
    pub fn remove(&mut self, member: usize) {
        if member == 0 || member >= self.people.len() {
            return;
        }
        self.people.remove(member);
        for person in &mut self.people {
            for slot in [&mut person.parents, &mut person.spouse] {
                let Some(link) = slot else { continue };
                link.among = shifted(link.among, member);
                if let Answer::Known(Value::Choice(bits)) = &mut link.told.answer {
                    let alone = *bits == 1 << member;
                    *bits = shifted(*bits, member);
                    // Who was the only one named is gone: it is asked again.
                    if alone {
                        *slot = None;
                    }
                }
            }
        }
        self.records.retain_mut(|record| match &mut record.member {
            Some(of) if *of == member => false,
            Some(of) => {
                *of -= usize::from(*of > member);
                true
            }
            None => true,
        });
        self.done.retain_mut(|(page, of)| {
            let mut sheet = Page::Sheet(*page, *of);
            let stays = sheet.without(member);
            if let Page::Sheet(_, left) = sheet {
                *of = left;
            }
            stays
        });
        for fields in [&mut self.fields, &mut self.unsaved] {
            fields.retain_mut(|FormField { field, input, .. }| {
                if matches!(
                    field,
                    Field::Box { .. } | Field::Holds { .. } | Field::Parents(_) | Field::Spouse(_)
                ) {
                    input.picked = shifted(input.picked, member);
                }
                field.without(member)
            });
        }
        self.step.without(member);
        self.trail.retain_mut(|step| step.without(member));
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

    /// The people named.
    #[must_use]
    pub fn named(&self) -> Vec<usize> {
        match self.told.answer {
            Answer::Known(Value::Choice(bits)) => positions(bits).collect(),
            _ => Vec::new(),
        }
    }
}

/// All positions of so many people, as a set.
#[must_use]
pub const fn everybody(people: usize) -> u64 {
    (1 << people) - 1
}
