//! What the rulebook offers the widget on one day, with the few names the widget itself must know: places, people and
//! their ages.

use std::borrow::Cow;

use yingbao_core::{
    domain::{Day, Value},
    rulebook::{Entity, FactId, FactType, Program, ProgramId, Question, RegionId, Rulebook},
};

use crate::model::{answer::Answer, state::State};

/// The section and the tier of what cannot wait.
pub const URGENT: &str = "urgent";

/// The nation's code: the root of all places.
const NATION: u32 = 0;

/// A rulebook on one day.
pub struct Catalog {
    /// The rules of all places.
    pub book: &'static Rulebook,
    /// The day.
    pub date: Day,
    /// The programmes as they stand on that day; slots as in the rulebook.
    pub programs: Vec<Cow<'static, Program>>,
    /// The member fact `relation`.
    pub relation: Option<FactId>,
    /// The member fact `birth_date`.
    pub birth: Option<FactId>,
    /// The member fact that is an age.
    pub age: Option<FactId>,
}

impl Catalog {
    /// The rules on a day.
    #[must_use]
    pub fn new(book: &'static Rulebook, date: Day) -> Self {
        let builtin = book.builtin();
        Self {
            book,
            date,
            programs: book.at(date, None, &[]).programs,
            relation: builtin.relation.map(|relation| relation.id),
            birth: builtin.birth_date,
            age: builtin.age,
        }
    }

    /// The options of `relation`.
    #[must_use]
    pub fn relations(&self) -> &'static [String] {
        let fact = self.relation.and_then(|fact| self.book.member_facts.get(fact.index()));
        fact.map_or(&[], |fact| fact.kind.options())
    }

    /// The slot of an option of `relation`.
    #[must_use]
    pub fn relation_option(&self, name: &str) -> Option<usize> {
        self.relations().iter().position(|o| o == name)
    }

    /// The option of `relation` that a person has, if told.
    #[must_use]
    pub fn relation_of(&self, state: &State, member: usize) -> Option<&'static str> {
        match state.told(Some(member), self.relation?)?.answer {
            Answer::Known(Value::Choice(bits)) => {
                self.relations().get(bits.trailing_zeros() as usize).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The place with a code or a former code, or the nearest place of the rulebook that it lies in; never the whole
    /// nation.
    #[must_use]
    pub fn nearest(&self, code: &str) -> Option<u32> {
        let code: u32 = (code.len() == 6).then(|| code.parse().ok()).flatten()?;
        [code, code - code % 100, code - code % 10_000]
            .into_iter()
            .filter_map(|code| self.book.region(code).and_then(|id| self.book.regions.get(id.index())))
            .map(|region| region.code)
            .find(|code| *code != NATION)
    }

    /// The places directly within another, or within the nation.
    pub fn within(&self, code: Option<u32>) -> impl Iterator<Item = u32> {
        let parent = self.book.region(code.unwrap_or(NATION));
        self.book
            .regions
            .iter()
            .filter(move |r| Some(r.parent) == parent && Some(r.code) != code && r.code != NATION)
            .map(|r| r.code)
    }

    /// A place and the places it lies in, widest first, without the nation.
    #[must_use]
    pub fn line(&self, code: u32) -> Vec<u32> {
        let mut line = Vec::new();
        let mut at = self.book.region(code);
        while let Some(region) = at.and_then(|id: RegionId| self.book.regions.get(id.index())) {
            if region.code == NATION {
                break;
            }
            line.insert(0, region.code);
            if Some(region.parent) == at {
                break;
            }
            at = Some(region.parent);
        }
        line
    }

    /// The places that fit what was typed, best first, at most so many.
    #[must_use]
    pub fn find(&self, typed: &str, most: usize) -> Vec<u32> {
        let found = yingbao_core::rulebook::find_places(self.book, typed, most).into_iter();
        found.filter_map(|id| self.book.regions.get(id.index())).map(|region| region.code).collect()
    }

    /// A programme as it stands on the day.
    #[must_use]
    pub fn program(&self, id: ProgramId) -> Option<&Program> {
        self.programs.get(id.index()).map(|program| &**program)
    }

    /// A question.
    #[must_use]
    pub fn question(&self, slot: u16) -> Option<&'static Question> {
        self.book.questions.get(usize::from(slot))
    }

    /// The questions with their slots.
    pub fn questions(&self) -> impl Iterator<Item = (u16, &'static Question)> {
        (0u16..).zip(&self.book.questions)
    }

    /// What a fact can hold.
    #[must_use]
    pub fn kind(&self, member: Option<usize>, fact: FactId) -> Option<&'static FactType> {
        let facts = if member.is_some() { &self.book.member_facts } else { &self.book.household_facts };
        facts.get(fact.index()).map(|f| &f.kind)
    }

    /// Whether a member fact is asked on the page where all people are listed.
    #[must_use]
    pub fn of_person(&self, fact: FactId) -> bool {
        [self.relation, self.birth, self.age].contains(&Some(fact))
    }

    /// Whether a question is one of those asked where all people are listed.
    #[must_use]
    pub fn lists_people(&self, question: &Question) -> bool {
        question.entity == Entity::Member && question.facts.iter().any(|f| self.of_person(*f))
    }

    /// The options of a set, or of a choice, that stand for something in this rulebook, with their slots.
    #[must_use]
    pub fn options(&self, kind: &'static FactType) -> Vec<(u8, &'static String)> {
        // Of a set of programmes only those that this rulebook knows.
        let known = |option: &String| self.book.programs.iter().any(|p| p.id == *option);
        let of_programs = matches!(kind, FactType::Set(_)) && kind.options().iter().any(known);
        (0u8..).zip(kind.options()).filter(|(_, option)| !of_programs || known(option)).collect()
    }
}
