//! The rules, the answers, and what follows from them: computed once after each change.

use yingbao_core::{
    domain::{Day, Value},
    engine::{Options, screen_with},
    household::Household,
    interview::{self, Asked, Item, Key, Sheet, Wanted},
    rulebook::{Form, Program, ProgramId, Question, Rulebook},
    ruleset::Ruleset,
    screening::{Entry, MissingInput, Screening, Verdict},
};

use crate::{
    catalog::{Catalog, URGENT},
    model::{
        answer::{Answer, Answers, RecordedAnswer},
        language::Language,
        state::{HomeRegion, Link, Page, Person, Said, State, Step},
    },
    session::household::household,
};

/// What the screening stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Standing {
    revision: u32,
    date: Day,
    deep: bool,
    settling: Option<(u16, Option<usize>)>,
}

/// One run of the widget.
pub struct Session {
    /// The rules of all places, on the day on which it was last looked.
    pub catalog: Catalog,
    /// The answers, and the page shown.
    pub state: State,
    /// The rules in the family's place.
    pub ruleset: Ruleset<'static>,
    /// The family as far as the answers tell.
    pub household: Household,
    /// What the engine says of it.
    pub screening: Screening,
    /// The pages of the interview still to come as far as is known now, the next one first.
    pub ahead: Vec<Sheet>,
    standing: Standing,
}

impl Session {
    /// Nothing answered yet.
    #[must_use]
    pub fn new(catalog: Catalog, language: Language, region: Option<&str>) -> Self {
        let state = State {
            language,
            place: None,
            place_told: false,
            preset: None,
            needs: 0,
            household: Answers::default(),
            people: vec![person(&catalog, catalog.relation_option("self").unwrap_or(0))],
            records: Vec::new(),
            done: Vec::new(),
            step: Step::plain(Page::Results),
            trail: Vec::new(),
            fields: Vec::new(),
            more: false,
            unsaved: Vec::new(),
            revision: 0,
            turn: 0,
        };
        let mut session = Self::with(catalog, state);
        session.preset_place(region);
        session.refresh();
        session.show_next();
        session
    }

    /// Goes on with an earlier run.
    #[must_use]
    pub fn with(catalog: Catalog, state: State) -> Self {
        let ruleset = catalog.book.at(catalog.date, None, &[]);
        let household = household(&catalog, &state);
        let screening = screen_with(&ruleset, &household, Options { cases: 0 });
        let standing = Standing {
            revision: state.revision.wrapping_sub(1),
            date: catalog.date,
            deep: false,
            settling: None,
        };
        let mut session = Self { catalog, state, ruleset, household, screening, ahead: Vec::new(), standing };
        session.refresh();
        session
    }

    /// The rulebook.
    #[must_use]
    pub const fn book(&self) -> &'static Rulebook {
        self.catalog.book
    }

    /// Takes the rules of another day, where it is another.
    pub fn go_by(&mut self, day: Day) {
        if day != self.catalog.date {
            self.catalog = Catalog::new(self.catalog.book, day);
            self.refresh();
        }
    }

    /// Takes the place that the host page sets. It needs no question where nothing narrower is on record.
    pub fn preset_place(&mut self, region: Option<&str>) {
        let state = &mut self.state;
        state.preset = region.and_then(|code| self.catalog.nearest(code));
        if let Some(code) = state.preset {
            state.place = Some(HomeRegion::Known(code));
            state.place_told = self.catalog.within(Some(code)).next().is_none();
            state.revision += 1;
        }
    }

    /// Brings what follows from the answers up to date. Where verdicts are shown the engine tries as hard as it does
    /// anywhere; on the way there only what to ask is wanted, which costs a twentieth of the time and hardly a question.
    pub fn refresh(&mut self) {
        let deep = matches!(self.state.step.page, Page::Results | Page::Program(_));
        let state = &self.state;
        let settling = state.step.settling;
        let standing = Standing { revision: state.revision, date: self.catalog.date, deep, settling };
        if standing == self.standing {
            return;
        }
        self.standing = standing;
        let region = match state.place {
            Some(HomeRegion::Known(code)) => self.catalog.book.region(code),
            _ => None,
        };
        if self.ruleset.region != region || self.ruleset.date != self.catalog.date {
            self.ruleset = self.catalog.book.at(self.catalog.date, region, &[]);
        }
        self.household = household(&self.catalog, state);
        let options = if deep { Options::default() } else { Options { cases: 0 } };
        self.screening = screen_with(&self.ruleset, &self.household, options);
        self.ahead = self.sheets();
    }

    fn sheets(&self) -> Vec<Sheet> {
        let state = &self.state;
        let asked = asked(&self.catalog, state);
        let first: Vec<ProgramId> = (0..)
            .zip(&self.catalog.book.needs)
            .filter(|(bit, _)| state.needs >> bit & 1 == 1)
            .flat_map(|(_, need)| need.programs.iter().copied())
            .collect();
        let lacks = state.step.settling.map(|(program, member)| self.lacks(program, member));
        let wanted = Wanted { first: &first, only: lacks.as_deref() };
        let mut sheets = interview::sheets(&self.ruleset, &self.household, &self.screening, &asked, wanted);
        // A place that the host page set may have narrower ones: then it is asked all the same.
        let region = self.catalog.questions().find(|(_, question)| question.form == Form::Region);
        if let (Some((slot, question)), false, None) = (region, state.place_told, &lacks) {
            let item = Item { question: slot, people: Vec::new(), bands: Vec::new() };
            let is_region = |item: &Item| item.question == slot;
            if !sheets.iter().flat_map(|sheet| &sheet.items).any(is_region) {
                match sheets.iter_mut().find(|sheet| sheet.page == question.page) {
                    Some(sheet) => sheet.items.insert(0, item),
                    None => {
                        let at = sheets.iter().position(|s| s.page > question.page).unwrap_or(sheets.len());
                        sheets.insert(at, Sheet { page: question.page, member: None, items: vec![item] });
                    }
                }
            }
        }
        sheets
    }

    /// What would settle the result of a programme, for one member or for all, best first.
    #[must_use]
    pub fn lacks(&self, program: u16, member: Option<usize>) -> Vec<MissingInput> {
        let entries = self.screening.entries.iter();
        entries
            .filter(|entry| {
                entry.program.index() == usize::from(program) && (member.is_none() || entry.member == member)
            })
            .flat_map(|entry| entry.missing.iter().chain(&entry.amount_missing))
            .copied()
            .collect()
    }

    /// Whether anything was told, or is being told: what would be gone if the page were left.
    #[must_use]
    pub fn holds_answers(&self) -> bool {
        let state = &self.state;
        state.place != state.preset.map(HomeRegion::Known)
            || state.people.len() > 1
            || state.needs != 0
            || !state.records.is_empty()
            || state.people.iter().any(|person| person.parents.is_some() || person.spouse.is_some())
            || !state.unsaved.is_empty()
            || self.is_edited()
    }

    /// Urgent programmes that are worth asking for at once.
    #[must_use]
    pub fn urgent(&self) -> Vec<&Entry> {
        let is_urgent = |question: &Question| {
            let section = self.catalog.book.section(question);
            self.catalog.book.sections.get(usize::from(section)).map(String::as_str) == Some(URGENT)
        };
        let ticked = self
            .catalog
            .questions()
            .filter(|(_, question)| is_urgent(question))
            .any(|(slot, _)| self.state.said(slot, None) == Some(Said::Ticked));
        let shown = |entry: &&Entry| {
            let tier = self.catalog.program(entry.program).map(|p| p.tier.as_str());
            tier == Some(URGENT)
                && match entry.verdict {
                    Verdict::Likely => true,
                    Verdict::Possible => ticked,
                    Verdict::Unlikely => false,
                }
        };
        self.screening.entries.iter().filter(shown).collect()
    }

    /// A programme as it stands on the day.
    #[must_use]
    pub fn program(&self, id: ProgramId) -> Option<&Program> {
        self.catalog.program(id)
    }
}

/// A person of whom only the relation is known, by its slot among the options.
#[must_use]
pub fn person(catalog: &Catalog, option: usize) -> Person {
    let mut person = Person::default();
    if let Some(fact) = catalog.relation {
        let relation = Answer::Known(Value::Choice(1 << option));
        person.facts.insert(fact, RecordedAnswer::plain(relation));
    }
    person
}

/// What was asked, as the interview counts it.
fn asked(catalog: &Catalog, state: &State) -> Vec<Asked> {
    let mut found: Vec<Asked> = state
        .records
        .iter()
        .map(|record| Asked {
            key: Key { question: record.question, member: record.member },
            answered: !matches!(record.said, Said::Unsure | Said::Declined),
        })
        .collect();
    let people = state.people.len();
    for (question, one) in catalog.questions() {
        let mut add = |member| found.push(Asked { key: Key { question, member }, answered: true });
        let covered = |link: &Option<Link>, member, most| {
            link.as_ref().is_some_and(|link| link.covers(member, people, most))
        };
        match one.form {
            Form::Region if state.place_told => add(None),
            Form::Parents => (0..people)
                .filter(|m| state.people.get(*m).is_some_and(|p| covered(&p.parents, *m, 2)))
                .for_each(|m| add(Some(m))),
            Form::Spouse => (0..people)
                .filter(|m| state.people.get(*m).is_some_and(|p| covered(&p.spouse, *m, 1)))
                .for_each(|m| add(Some(m))),
            _ => {}
        }
    }
    found
}
