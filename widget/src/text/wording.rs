//! The rulebook's texts, with people, places and facts put into words.

use yingbao_core::{
    rulebook::{Entity, FactId, Form, Program, ProgramId, Question, RegionId},
    screening::{Entry, MissingInput},
    wording::{explain::Explainer, placeholders::fill},
};

use crate::{
    catalog::Catalog,
    model::state::{HomeRegion, Page, State},
    text::{Key, Language},
};

/// Looks texts up in one language.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The rules.
    pub rules: &'a Catalog,
    /// What was answered.
    pub state: &'a State,
    slot: usize,
}

impl<'a> Wording<'a> {
    /// Wording in the language of a state.
    #[must_use]
    pub fn new(rules: &'a Catalog, state: &'a State) -> Self {
        Self { rules, state, slot: state.language.slot(rules.book) }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.state.language
    }

    /// A text of the widget.
    #[must_use]
    pub fn own(&self, key: Key) -> &'static str {
        self.language().text(key)
    }

    /// A text of the widget with placeholders.
    #[must_use]
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        sentence(&self.language().fill(key, values))
    }

    /// What puts reasons into words.
    #[must_use]
    pub const fn explain(&self) -> Explainer<'static, Language> {
        Explainer { book: self.rules.book, language: self.slot, phrases: self.language() }
    }

    /// A text of the rulebook; `None` where it has none.
    #[must_use]
    pub fn message(&self, key: &str) -> Option<&'static str> {
        self.explain().message(key)
    }

    /// A text of the rulebook, or the last name in its key.
    #[must_use]
    pub fn title(&self, kind: &str, id: &str) -> String {
        self.explain().title(kind, id)
    }

    /// Which of the texts of a rulebook source to show.
    #[must_use]
    pub fn pick<'t>(&self, chinese: &'t str, english: &'t str) -> &'t str {
        self.explain().pick(chinese, english)
    }

    /// A person in words: 'your spouse', 'your child (no. 2)'.
    #[must_use]
    pub fn who(&self, member: usize) -> String {
        let relation = self.rules.relation_of(self.state, member);
        let own = match relation {
            Some("self") => Some(Key::WhoSelf),
            Some("spouse") => Some(Key::WhoSpouse),
            Some("child") => Some(Key::WhoChild),
            Some("parent") => Some(Key::WhoParent),
            Some("grandparent") => Some(Key::WhoGrandparent),
            Some("grandchild") => Some(Key::WhoGrandchild),
            Some("sibling") => Some(Key::WhoSibling),
            Some("child_in_law") => Some(Key::WhoChildInLaw),
            Some("parent_in_law") => Some(Key::WhoParentInLaw),
            _ => None,
        };
        let name = self.own(own.unwrap_or(Key::WhoOther)).to_owned();
        let same = |m: &usize| self.rules.relation_of(self.state, *m) == relation;
        let before = (0..member).filter(same).count();
        if before == 0 && !(member + 1..self.state.people.len()).any(|m| same(&m)) {
            return name;
        }
        self.language().fill(Key::WhoNumbered, &[("who", &name), ("n", &(before + 1).to_string())])
    }

    /// A relation as a choice.
    #[must_use]
    pub fn relation(&self, option: &str) -> String {
        self.title("relation", option)
    }

    /// A fact's noun, question or hint.
    #[must_use]
    pub fn fact(&self, member: Option<usize>, fact: FactId, part: &str) -> Option<String> {
        let (facts, kind) = match member {
            None => (&self.rules.book.household_facts, "fact"),
            Some(_) => (&self.rules.book.member_facts, "fact.member"),
        };
        let id = &facts.get(fact.index())?.id;
        let text = self.message(&format!("{kind}.{id}.{part}"));
        match (text, member) {
            (Some(text), Some(member)) => Some(sentence(&fill(text, &[("who", &self.who(member))]))),
            (Some(text), None) => Some(text.to_owned()),
            (None, _) if part == "title" => Some(id.clone()),
            (None, _) => None,
        }
    }

    /// A fact with the person it is about.
    #[must_use]
    pub fn fact_of(&self, member: Option<usize>, fact: FactId) -> String {
        let title = self.fact(member, fact, "title").unwrap_or_default();
        match member {
            Some(member) => self.of(&title, member),
            None => title,
        }
    }

    /// Something with the person it is about.
    #[must_use]
    pub fn of(&self, what: &str, member: usize) -> String {
        self.fill(Key::ResultsForWho, &[("program", what), ("who", &self.who(member))])
    }

    /// A name and what it stands before.
    #[must_use]
    pub fn labelled(&self, name: &str, text: &str) -> String {
        self.language().fill(Key::RangeLabelled, &[("name", name), ("text", text)])
    }

    /// Several names in a row.
    #[must_use]
    pub fn list(&self, names: Vec<String>) -> String {
        names.join(self.own(Key::RangeComma))
    }

    /// An option of a fact.
    #[must_use]
    pub fn option(&self, fact: &str, option: &str) -> String {
        self.message(&format!("option.{fact}.{option}.title")).unwrap_or(option).to_owned()
    }

    /// The options of a fact that make sense to show, with their bits.
    #[must_use]
    pub fn options(&self, member: Option<usize>, fact: FactId) -> Vec<(u8, String)> {
        let book = self.rules.book;
        let facts = if member.is_some() { &book.member_facts } else { &book.household_facts };
        let Some(fact) = facts.get(fact.index()) else { return Vec::new() };
        let options = self.rules.options(&fact.kind).into_iter();
        options.map(|(bit, option)| (bit, self.option(&fact.id, option))).collect()
    }

    /// A place by its code.
    #[must_use]
    pub fn place(&self, code: u32) -> String {
        let region = self.rules.book.region(code);
        region.map_or_else(String::new, |id| self.region(id))
    }

    /// A place by its slot.
    #[must_use]
    pub fn region(&self, id: RegionId) -> String {
        let region = self.rules.book.regions.get(id.index());
        region.map_or_else(String::new, |r| self.pick(&r.name, r.english()).to_owned())
    }

    /// The family's place, widest first; `None` where it is not known.
    #[must_use]
    pub fn home(&self) -> Option<String> {
        let Some(HomeRegion::Known(code)) = self.state.place else { return None };
        Some(self.in_full(code))
    }

    /// A place with those it lies in.
    #[must_use]
    pub fn in_full(&self, code: u32) -> String {
        let mut line: Vec<String> = self.rules.line(code).into_iter().map(|c| self.place(c)).collect();
        match self.language() {
            Language::Chinese => line.concat(),
            Language::English => {
                line.reverse();
                line.join(", ")
            }
        }
    }

    /// The narrowest name of the family's place.
    #[must_use]
    pub fn near_home(&self) -> Option<String> {
        let Some(HomeRegion::Known(code)) = self.state.place else { return None };
        Some(self.place(code))
    }

    /// A programme's name.
    #[must_use]
    pub fn programme(&self, id: ProgramId) -> String {
        self.rules.program(id).map_or_else(String::new, |program| self.title("program", &program.id))
    }

    /// A programme's text.
    #[must_use]
    pub fn program(&self, program: &Program, part: &str) -> Option<&'static str> {
        self.message(&format!("program.{}.{part}", program.id))
    }

    /// A programme with the person it is tested for.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> String {
        let Some(program) = self.rules.program(entry.program) else { return String::new() };
        let title = self.title("program", &program.id);
        match (program.unit, entry.member) {
            (Entity::Member, Some(member)) => self.of(&title, member),
            _ => title,
        }
    }

    /// Something that can be asked.
    #[must_use]
    pub fn lack(&self, lack: MissingInput) -> String {
        match lack {
            MissingInput::Region => self.own(Key::PlaceAnswer).to_owned(),
            MissingInput::Household(fact) => self.fact_of(None, fact),
            MissingInput::Member(member, fact) => self.fact_of(Some(member), fact),
            MissingInput::Parents(member) => self.fill(Key::ParentsTitle, &[("who", &self.who(member))]),
            MissingInput::Spouse(member) => self.fill(Key::SpouseTitle, &[("who", &self.who(member))]),
        }
    }

    /// A page's title or hint, with the person it is about.
    #[must_use]
    pub fn sheet(&self, page: u16, member: Option<usize>, part: &str) -> Option<String> {
        let id = &self.rules.book.pages.get(usize::from(page))?.id;
        let text = self.message(&format!("page.{id}.{part}"))?;
        Some(member.map_or_else(|| text.to_owned(), |m| self.about(text, m)))
    }

    /// A text with the person it is about.
    #[must_use]
    pub fn about(&self, text: &str, member: usize) -> String {
        sentence(&fill(text, &[("who", &self.who(member))]))
    }

    /// A box's title, hint, or what it means left empty; those of its one fact, where it has no title of its own.
    #[must_use]
    pub fn tick(&self, question: &Question, part: &str) -> Option<String> {
        let own = |part: &str| self.message(&format!("box.{}.{part}", question.id));
        if own("title").is_some() || part == "empty" {
            return own(part).map(str::to_owned);
        }
        let member = (question.entity == Entity::Member).then_some(0);
        question.facts.first().and_then(|fact| self.fact(member, *fact, part))
    }

    /// What a question asks, in one line.
    #[must_use]
    pub fn question(&self, slot: u16, member: Option<usize>) -> String {
        let Some(question) = self.rules.question(slot) else { return String::new() };
        match (&question.form, question.facts.as_slice()) {
            (Form::Tick(_), _) => self.tick(question, "title").unwrap_or_default(),
            (Form::Parents, _) => self.fill(Key::ParentsTitle, &[("who", &self.who(member.unwrap_or(0)))]),
            (Form::Spouse, _) => self.fill(Key::SpouseTitle, &[("who", &self.who(member.unwrap_or(0)))]),
            (_, [fact]) => {
                let of_one = || self.fact(member, *fact, "question");
                of_one().unwrap_or_else(|| self.fact_of(member, *fact))
            }
            _ => self.sheet(question.page, member, "title").unwrap_or_default(),
        }
    }

    /// A question as the name of its answer.
    #[must_use]
    pub fn answer_to(&self, slot: u16, member: Option<usize>) -> String {
        let Some(question) = self.rules.question(slot) else { return String::new() };
        match (&question.form, question.facts.as_slice()) {
            (Form::Region, _) => self.own(Key::PlaceAnswer).to_owned(),
            (Form::Field { .. } | Form::Band { .. }, [fact]) => self.fact_of(member, *fact),
            _ => self.question(slot, member),
        }
    }

    /// The title of a page.
    #[must_use]
    pub fn page(&self, page: Page) -> String {
        let own = match page {
            Page::Sheet(page, member) => return self.sheet(page, member, "title").unwrap_or_default(),
            Page::Change(slot, member) => return self.question(slot, member),
            Page::Program(slot) => return self.programme(ProgramId(slot)),
            Page::Urgent => Key::UrgentTitle,
            Page::Answers => Key::AnswersTitle,
            Page::Results => Key::ResultsTitle,
            Page::Restart => Key::RestartTitle,
        };
        self.own(own).to_owned()
    }
}

/// A text that starts with a capital; Chinese has none, and English words start with ASCII letters.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
