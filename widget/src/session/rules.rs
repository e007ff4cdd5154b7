//! The rulebook in use, with the few names the widget itself must know: places, people and their ages.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use yingbao_core::{
    Day, Entity, FactId, FactType, Form, Lack, Options, Program, ProgramId, Question, RegionId, Rulebook,
    Ruleset, Screening, screen_with,
};

use crate::{
    model::state::{Page, Place, State},
    session::household::household,
};

/// The section and the tier of what cannot wait.
pub const URGENT: &str = "urgent";

/// The nation's code: the root of all places.
const NATION: u32 = 0;

type Cached<K, V> = RefCell<Option<(K, Rc<V>)>>;

/// What an answer set leads to.
#[derive(Debug)]
pub struct Screened {
    /// What the engine says.
    pub screening: Screening,
}

/// A rulebook on one day.
pub struct Rules {
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
    /// The section in which the place is asked.
    pub place_section: u8,
    /// The section in which the people are asked.
    pub people_section: u8,
    ruleset: Cached<Option<RegionId>, Ruleset<'static>>,
    screened: Cached<(u32, bool), Screened>,
}

impl Rules {
    /// The rules on a day.
    #[must_use]
    pub fn new(book: &'static Rulebook, date: Day) -> Self {
        let section = |name: &str, otherwise: u8| {
            book.sections
                .iter()
                .position(|s| s == name)
                .and_then(|i| u8::try_from(i).ok())
                .unwrap_or(otherwise)
        };
        let age = book.member_facts.iter().position(|f| f.kind == FactType::Age);
        Self {
            book,
            date,
            programs: book.at(date, None, &[]).programs,
            relation: book.member_fact("relation"),
            birth: book.member_fact("birth_date"),
            age: age.and_then(|i| u16::try_from(i).ok()).map(FactId),
            place_section: section("place", 0),
            people_section: section("people", 0),
            ruleset: RefCell::new(None),
            screened: RefCell::new(None),
        }
    }

    /// Exchanges the rules for those of a day, where they are of another.
    pub fn go_by(&mut self, day: Day) {
        if day != self.date {
            *self = Self::new(self.book, day);
        }
    }

    /// The slot of an option of `relation`.
    #[must_use]
    pub fn relation_option(&self, name: &str) -> Option<usize> {
        let fact = self.book.member_facts.get(self.relation?.index())?;
        fact.kind.options().iter().position(|o| o == name)
    }

    /// The place with a code, or the nearest place of the rulebook that it lies in; never the whole nation.
    #[must_use]
    pub fn nearest(&self, code: &str) -> Option<u32> {
        let code: u32 = (code.len() == 6).then(|| code.parse().ok()).flatten()?;
        [code, code - code % 100, code - code % 10_000]
            .into_iter()
            .find(|&c| c != NATION && self.book.region(c).is_some())
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
        while let Some(region) = at.and_then(|id| self.book.regions.get(id.index())) {
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

    /// The place as the engine names it.
    #[must_use]
    pub fn region(&self, state: &State) -> Option<RegionId> {
        match state.place {
            Some(Place::Known(code)) => self.book.region(code),
            _ => None,
        }
    }

    /// The rules in the family's place.
    #[must_use]
    pub fn ruleset(&self, state: &State) -> Rc<Ruleset<'static>> {
        let region = self.region(state);
        cached(&self.ruleset, &region, || self.book.at(self.date, region, &[]))
    }

    /// What the answers lead to. Where verdicts are shown the engine tries as hard as it does anywhere; on
    /// the way there only what to ask is wanted, which costs a hundredth of the time and hardly a question.
    #[must_use]
    pub fn screened(&self, state: &State) -> Rc<Screened> {
        let shown = matches!(state.page, Page::Results | Page::Urgent);
        cached(&self.screened, &(state.revision, shown), || {
            let household = household(self, state);
            let options = if shown { Options::default() } else { Options { cases: 0 } };
            let screening = screen_with(&self.ruleset(state), &household, options);
            Screened { screening }
        })
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

    /// The question that asks for what is lacking; for the fact itself where there is one, else the box or the bands.
    #[must_use]
    pub fn question_for(&self, lack: Lack) -> Option<u16> {
        let (fact, entity) = match lack {
            Lack::Household(fact) => (fact, Entity::Household),
            Lack::Member(_, fact) => (fact, Entity::Member),
            _ => return None,
        };
        let questions = || (0u16..).zip(&self.book.questions);
        let asks = |q: &Question| q.entity == entity && q.facts.contains(&fact);
        let found = questions().find(|(_, q)| asks(q) && matches!(q.form, Form::Field { .. }));
        found.or_else(|| questions().find(|(_, q)| asks(q))).map(|(slot, _)| slot)
    }

    /// The boxes about the household that stand on one page with a question; itself alone, where it is none of them.
    #[must_use]
    pub fn boxes(&self, slot: u16) -> Vec<u16> {
        let is_box = |q: &Question| q.entity == Entity::Household && matches!(q.form, Form::Tick(_));
        match self.question(slot) {
            Some(one) if is_box(one) => (0u16..)
                .zip(&self.book.questions)
                .filter(|(_, q)| is_box(q) && q.page == one.page)
                .map(|(slot, _)| slot)
                .collect(),
            _ => vec![slot],
        }
    }

    /// Whether a member fact is asked on the page of a person's relation and birth.
    #[must_use]
    pub fn of_person(&self, fact: FactId) -> bool {
        [self.relation, self.birth, self.age].contains(&Some(fact))
    }
}

/// The value kept for a key, made anew when the key differs.
fn cached<K: PartialEq + Clone, V>(cell: &Cached<K, V>, key: &K, make: impl FnOnce() -> V) -> Rc<V> {
    if let Some((kept, value)) = &*cell.borrow()
        && kept == key
    {
        return Rc::clone(value);
    }
    let value = Rc::new(make());
    *cell.borrow_mut() = Some((key.clone(), Rc::clone(&value)));
    value
}
