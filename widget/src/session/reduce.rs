//! What a person or the host page does, and what becomes of the session.

use yingbao_core::screening::MissingInput;

use crate::{
    catalog::URGENT,
    model::{
        answer::{Answer, RecordedAnswer},
        form::{Field, FormField, everyone, is_ticked_behind},
        input::{Edit, FieldInput, How},
        language::Language,
        state::{MOST_PEOPLE, Page, Said, Step},
        visit::Visit,
    },
    session::session::{Session, person},
};

/// Something a person or the host page does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows another language.
    Language(Language),
    /// The host page sets the place.
    Region(Option<String>),
    /// A field changes.
    Edit(usize, Edit),
    /// Takes the answers of the page and goes on.
    Continue,
    /// Takes what is empty on the page as not known, and goes on.
    Skip,
    /// Goes back one page.
    Back,
    /// Shows a page again that was shown before.
    Revisit(Visit),
    /// Opens a page, to come back from.
    Open(Page),
    /// Asks what would settle the result of a programme, for one member or for all, and comes back.
    Settle(u16, Option<usize>),
    /// Puts a person of a relation on the list.
    Add(u8),
    /// Takes a person out.
    Remove(usize),
    /// Goes on with the questions that are left.
    Resume,
    /// Clears all answers.
    Clear,
}

/// Something that is done, on a page or by the host page.
#[derive(Debug)]
pub struct Message {
    /// The number of the page on which it was done; none where it holds on any.
    pub turn: Option<u32>,
    /// What is done.
    pub action: Action,
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self { turn: None, action }
    }
}

impl Session {
    /// Does it.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Language(language) => self.state.language = language,
            Action::Region(region) => {
                self.preset_place(region.as_deref());
                self.refresh();
                // Any other open page stays as it was drawn: its fields name their facts themselves.
                if let Some(at) = self.state.fields.iter().position(|one| one.field == Field::HomeRegion) {
                    let filled = self.filled(Field::HomeRegion);
                    if let Some(slot) = self.state.fields.get_mut(at) {
                        *slot = filled;
                    }
                }
            }
            Action::Edit(slot, edit) => {
                edited(&mut self.state.fields, slot, edit);
                self.state.more |= is_ticked_behind(&self.state.fields);
            }
            Action::Continue => self.go_on(),
            Action::Skip => {
                self.skip();
                self.go_on();
            }
            Action::Back => {
                self.set_aside();
                match self.state.trail.pop() {
                    Some(step) => self.show(step),
                    None => self.show_next(),
                }
            }
            Action::Revisit(visit) => self.revisit(visit),
            Action::Open(page) => self.open(page),
            Action::Settle(program, member) => self.settle(program, member),
            Action::Add(relation) => self.add(relation),
            Action::Remove(member) => {
                self.state.remove(member);
                self.state.revision += 1;
                self.refresh();
                self.list_people();
            }
            Action::Resume => {
                self.set_aside();
                self.leave();
                self.show_next();
            }
            Action::Clear => {
                let region = self.state.preset.map(|code| format!("{code:06}"));
                let catalog = crate::catalog::Catalog::new(self.catalog.book, self.catalog.date);
                let (revision, turn) = (self.state.revision, self.state.turn);
                *self = Self::new(catalog, self.state.language, region.as_deref());
                // Never a number that was used before.
                self.state.revision += revision + 1;
                self.state.turn = self.state.turn.wrapping_add(turn);
                self.refresh();
            }
        }
    }

    /// Shows the page after all that was answered: the next of the interview, or the results.
    pub fn show_next(&mut self) {
        let settling = self.state.step.settling;
        let step = match self.ahead.first() {
            Some(sheet) => Step {
                page: Page::Sheet(sheet.page, sheet.member),
                fields: self.fields_of(sheet),
                changing: false,
                settling,
            },
            None => Step::plain(Page::Results),
        };
        self.show(step);
    }

    /// Remembers the page shown as one to go back to.
    fn leave(&mut self) {
        self.state.trail.push(self.state.step.clone());
        self.state.step.settling = None;
        self.refresh();
    }

    fn open(&mut self, page: Page) {
        let step = match page {
            Page::Change(slot, member) => self.change(slot, member),
            Page::Sheet(..) => return,
            page => Step::plain(page),
        };
        self.set_aside();
        if self.state.step.page != page {
            self.state.trail.push(self.state.step.clone());
        }
        self.show(step);
    }

    fn settle(&mut self, program: u16, member: Option<usize>) {
        self.set_aside();
        // What was left as not known, or not said, is asked once more: that is what the person came for.
        for lack in self.lacks(program, member) {
            self.ask_again(lack);
        }
        self.state.revision += 1;
        self.state.trail.push(self.state.step.clone());
        self.state.step.settling = Some((program, member));
        self.refresh();
        self.next_to_settle();
    }

    /// Makes something that was left as not known, or not said, one that was not asked.
    fn ask_again(&mut self, lack: MissingInput) {
        let unsaid = |told: &RecordedAnswer| matches!(told.answer, Answer::Unknown | Answer::Declined);
        let (member, fact) = match lack {
            MissingInput::Household(fact) => (None, fact),
            MissingInput::Member(member, fact) => (Some(member), fact),
            MissingInput::Parents(member) | MissingInput::Spouse(member) => {
                if let Some(person) = self.state.people.get_mut(member) {
                    let parents = matches!(lack, MissingInput::Parents(_));
                    let link = if parents { &mut person.parents } else { &mut person.spouse };
                    link.take_if(|link| unsaid(&link.told));
                }
                return;
            }
            MissingInput::Region => return,
        };
        if self.state.told(member, fact).is_some_and(unsaid) {
            self.state.forget(member, fact);
        }
        let catalog = &self.catalog;
        self.state.records.retain(|record| {
            let asks =
                || catalog.question(record.question).is_some_and(|question| question.facts.contains(&fact));
            record.member != member || !matches!(record.said, Said::Unsure | Said::Declined) || !asks()
        });
    }

    /// The next page of what settles a result; when there is no more, back to where it began.
    fn next_to_settle(&mut self) {
        if !self.ahead.is_empty() {
            return self.show_next();
        }
        self.state.step.settling = None;
        while let Some(step) = self.state.trail.pop() {
            if step.settling.is_none() && !matches!(step.page, Page::Sheet(..)) {
                return self.show(step);
            }
        }
        self.show(Step::plain(Page::Results));
    }

    fn add(&mut self, relation: u8) {
        let known = self.catalog.relations().get(usize::from(relation)).is_some_and(|name| name != "self");
        if self.state.people.len() >= MOST_PEOPLE || !known {
            return;
        }
        self.state.people.push(person(&self.catalog, relation.into()));
        self.state.revision += 1;
        self.refresh();
        self.list_people();
    }

    /// Where the page lists all people: a field for each, with what stands in those that were there.
    fn list_people(&mut self) {
        let is_person = |field: &Field| matches!(field, Field::Person(_));
        let Some(first) = self.state.fields.iter().position(|one| is_person(&one.field)) else {
            return;
        };
        let old: Vec<FormField> =
            self.state.fields.extract_if(first.., |one| is_person(&one.field)).collect();
        let people = 0..self.state.people.len();
        let new: Vec<FormField> = people
            .map(|member| {
                let field = Field::Person(member);
                old.iter().find(|one| one.field == field).cloned().unwrap_or_else(|| self.filled(field))
            })
            .collect();
        self.state.fields.splice(first..first, new);
        self.state.step.fields = self.state.fields.iter().map(|one| one.field.clone()).collect();
    }

    fn go_on(&mut self) {
        let left = self.state.step.clone();
        if left.page == Page::Urgent {
            self.state.trail.push(left);
            self.state.step = Step::plain(Page::Results);
            return self.show_next();
        }
        if !self.take() {
            return;
        }
        if let Page::Sheet(page, member) = left.page
            && left.settling.is_none()
            && !self.state.done.contains(&(page, member))
        {
            self.state.done.push((page, member));
        }
        if left.changing {
            let step = self.state.trail.pop().unwrap_or_else(|| Step::plain(Page::Answers));
            return self.show(step);
        }
        self.state.trail.push(left.clone());
        if left.settling.is_some() {
            return self.next_to_settle();
        }
        let is_urgent = |page: Page| self.section(page) == Some(URGENT);
        let next = self.ahead.first().map(|sheet| Page::Sheet(sheet.page, sheet.member));
        if is_urgent(left.page) && !next.is_some_and(is_urgent) {
            self.state.step = Step::plain(Page::Urgent);
            self.refresh();
            if !self.urgent().is_empty() {
                return self.show(Step::plain(Page::Urgent));
            }
        }
        self.show_next();
    }

    /// The section of a page, by its name in the rulebook.
    #[must_use]
    pub fn section(&self, page: Page) -> Option<&'static str> {
        let book = self.book();
        let section = match page {
            Page::Sheet(page, _) => book.pages.get(usize::from(page))?.section,
            Page::Change(question, _) => book.section(self.catalog.question(question)?),
            _ => return None,
        };
        book.sections.get(usize::from(section)).map(String::as_str)
    }

    /// Shows a page again. People may have been taken out since: what asked about them alone is passed over.
    fn revisit(&mut self, visit: Visit) {
        self.set_aside();
        let people = self.state.people.len();
        let there = |step: &Step| {
            let all = crate::model::state::everybody(people);
            step.fields.iter().all(|field| {
                field.member().is_none_or(|member| member < people) && everyone(field) & !all == 0
            }) && !matches!(step.page, Page::Sheet(_, Some(m)) | Page::Change(_, Some(m)) if m >= people)
        };
        self.state.trail = visit.trail.into_iter().filter(there).collect();
        let step = if there(&visit.step) { Some(visit.step) } else { self.state.trail.pop() };
        self.show(step.unwrap_or_else(|| Step::plain(Page::Answers)));
        if self.state.fields.iter().any(|one| matches!(one.field, Field::Person(_))) {
            self.list_people();
        }
    }
}

/// A field is changed.
fn edited(fields: &mut [FormField], slot: usize, edit: Edit) {
    let Some(FormField { field, input, problem }) = fields.get_mut(slot) else { return };
    *problem = None;
    // Who chose among the ways to answer sees them all from then on: none goes from under the finger.
    if let (Field::Person(_) | Field::Fact { .. }, Edit::How(_)) = (&*field, &edit) {
        input.open = true;
    }
    match (&*field, edit) {
        (Field::Person(_), Edit::How(how)) if how != input.how => {
            *input = FieldInput { how, open: input.open, ..FieldInput::default() };
        }
        (Field::Box { people, .. } | Field::Holds { people, .. }, edit) => match edit {
            Edit::Open(on) => {
                input.how = How::Exact;
                input.open = on;
                // One person, or the household, needs no 'who'.
                let alone = people.count_ones() < 2;
                input.picked = if on && alone { (*people).max(1) } else { 0 };
            }
            Edit::Tick(member, on) => {
                input.how = How::Exact;
                input.edit(Edit::Tick(member, on));
            }
            // Pressed again it is taken back.
            Edit::How(How::Unknown) if input.how == How::Unknown => input.how = How::Exact,
            Edit::How(how) => {
                input.how = how;
                input.open &= people.count_ones() > 1;
                input.picked = if input.open { input.picked } else { 0 };
            }
            _ => {}
        },
        (Field::Parents(_), Edit::Tick(other, on)) => {
            input.edit(Edit::Tick(other, on));
            input.how = if input.picked == 0 { How::About } else { How::Exact };
        }
        (Field::Parents(_) | Field::Spouse(_) | Field::Band { .. }, Edit::How(how)) => {
            input.how = how;
            input.picked = 0;
        }
        // Nothing chosen in a list of options any more.
        (Field::Fact { .. }, Edit::How(How::Exact)) if input.texts.iter().all(String::is_empty) => {
            input.how = How::Exact;
            input.picked = 0;
        }
        (Field::HomeRegion, Edit::Text(_, text)) => input.edit(Edit::Text(0, text)),
        (Field::HomeRegion, edit @ Edit::HomeRegion(_)) => {
            input.edit(edit);
            input.texts[0].clear();
        }
        (_, Edit::Open(false)) => *input = FieldInput { per: input.per, ..blank(field) },
        (_, edit) => input.edit(edit),
    }
}

/// A field in which nothing was entered.
fn blank(field: &Field) -> FieldInput {
    FieldInput {
        how: if matches!(field, Field::Person(_)) { How::Age } else { How::Exact },
        ..FieldInput::default()
    }
}
