//! The fields of a page: what each asks, and how it is filled with what was answered.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{
    domain::{Bound, Day, Range, Value},
    interview::{Sheet, bands_of},
    rulebook::{Entity, FactType, Form, Per, Question},
};

use crate::{
    model::{
        answer::{Answer, RecordedAnswer},
        form::{Field, FormField, is_ticked_behind, positions},
        input::{FieldInput, How},
        state::{HomeRegion, Page, Said, Step, everybody},
    },
    session::session::Session,
};

impl Session {
    /// The fields of a page of the interview.
    #[must_use]
    pub fn fields_of(&self, sheet: &Sheet) -> Vec<Field> {
        let mut fields = Vec::new();
        if sheet.page == 0 && !self.book().needs.is_empty() && self.state.step.settling.is_none() {
            fields.push(Field::Needs);
        }
        for item in &sheet.items {
            let Some(question) = self.catalog.question(item.question) else { continue };
            if self.catalog.lists_people(question) {
                self.add_people(&mut fields);
                continue;
            }
            let people = item.people.iter().fold(0u64, |people, member| people | 1 << member);
            let bands = item.bands.iter().map(|band| Range::between(band.low, band.high)).collect();
            self.add_question(&mut fields, item.question, question, people, bands);
        }
        fields
    }

    fn add_people(&self, fields: &mut Vec<Field>) {
        for member in 0..self.state.people.len() {
            let field = Field::Person(member);
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }

    fn add_question(
        &self,
        fields: &mut Vec<Field>,
        slot: u16,
        question: &'static Question,
        people: u64,
        bands: Vec<Range>,
    ) {
        let each = |fields: &mut Vec<Field>, make: &dyn Fn(Option<usize>) -> Field| {
            if question.entity == Entity::Household {
                fields.push(make(None));
            } else {
                fields.extend(positions(people).map(|member| make(Some(member))));
            }
        };
        let kind = |fact| self.catalog.kind((question.entity == Entity::Member).then_some(0), fact);
        match &question.form {
            Form::Tick(_) => fields.push(Field::Box { question: slot, people }),
            Form::Region => fields.push(Field::HomeRegion),
            Form::Parents => fields.extend(positions(people).map(Field::Parents)),
            Form::Spouse => fields.extend(positions(people).map(Field::Spouse)),
            Form::Band { .. } => {
                each(fields, &|member| Field::Band { question: slot, member, bands: bands.clone() })
            }
            Form::Field { .. } => {
                for fact in question.facts.iter().copied() {
                    match kind(fact) {
                        Some(set @ FactType::Set(_)) => {
                            let options = self.catalog.options(set).into_iter();
                            fields.extend(options.map(|(option, _)| Field::Holds {
                                question: slot,
                                fact,
                                option,
                                people,
                            }));
                        }
                        _ => each(fields, &|member| Field::Fact { question: slot, member, fact }),
                    }
                }
            }
        }
    }

    /// The page to change how one question was answered.
    #[must_use]
    pub fn change(&self, slot: u16, member: Option<usize>) -> Step {
        let mut fields = Vec::new();
        if let Some(question) = self.catalog.question(slot) {
            if self.catalog.lists_people(question) {
                self.add_people(&mut fields);
            } else {
                // Boxes stand for everybody who was asked; entries for one person.
                let asked = self.state.asked_of(slot) & everybody(self.state.people.len());
                let together = matches!(question.form, Form::Tick(_))
                    || question.facts.iter().any(|f| {
                        question.entity == Entity::Member
                            && matches!(self.catalog.kind(Some(0), *f), Some(FactType::Set(_)))
                    });
                let people = if together { asked } else { member.map_or(0, |m| 1 << m) };
                let bands = self.bands(slot, question, member);
                self.add_question(&mut fields, slot, question, people, bands);
            }
        }
        Step { page: Page::Change(slot, member), fields, changing: true, settling: None }
    }

    /// The bands of a question as they are now.
    fn bands(&self, slot: u16, question: &Question, member: Option<usize>) -> Vec<Range> {
        if !matches!(question.form, Form::Band { .. }) {
            return Vec::new();
        }
        let bands = bands_of(&self.ruleset, &self.household, slot, member);
        bands.iter().map(|band| Range::between(band.low, band.high)).collect()
    }

    /// Turns to a page and fills its fields with what was answered, or with what was left there unsaved.
    pub fn show(&mut self, step: Step) {
        self.state.turn = self.state.turn.wrapping_add(1);
        self.state.step = step;
        self.refresh();
        let fields = self.state.step.fields.clone().into_iter();
        self.state.fields = fields.map(|field| self.filled(field)).collect();
        let state = &mut self.state;
        for now in &mut state.fields {
            let same = |left: &FormField| match (&left.field, &now.field) {
                (Field::Box { question: a, .. }, Field::Box { question: b, .. }) => a == b,
                (a, b) => a == b,
            };
            if let Some(at) = state.unsaved.iter().position(same) {
                now.take_over(&state.unsaved.remove(at));
            }
        }
        state.more = is_ticked_behind(&state.fields);
    }

    /// A field as it is filled with what was answered.
    pub fn filled(&self, field: Field) -> FormField {
        FormField { input: self.input(&field), field, problem: None }
    }

    /// Whether something typed or ticked on the page is no answer yet.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.state.fields.iter().any(|one| self.differs(one))
    }

    fn differs(&self, one: &FormField) -> bool {
        let told = self.input(&one.field);
        // Whether the other ways to answer are shown is no answer; whether a box is ticked is one.
        let is_box = matches!(one.field, Field::Box { .. } | Field::Holds { .. });
        if is_box { one.input != told } else { FieldInput { open: told.open, ..one.input.clone() } != told }
    }

    /// Keeps what was typed or ticked on the page before it is left without its answers being taken.
    pub fn set_aside(&mut self) {
        let left: Vec<FormField> =
            self.state.fields.iter().filter(|one| self.differs(one)).cloned().collect();
        for one in left {
            self.state.unsaved.retain(|old| old.field != one.field);
            self.state.unsaved.push(FormField { problem: None, ..one });
        }
    }

    /// What stands in a field by what was answered.
    #[must_use]
    pub fn input(&self, field: &Field) -> FieldInput {
        let state = &self.state;
        match field {
            Field::Needs => FieldInput { picked: state.needs, ..FieldInput::default() },
            Field::HomeRegion => match state.place {
                Some(HomeRegion::Known(code)) => FieldInput { picked: code.into(), ..FieldInput::default() },
                Some(HomeRegion::Unknown) => FieldInput { how: How::Unknown, ..FieldInput::default() },
                None => FieldInput::default(),
            },
            Field::Person(member) => self.birth(*member),
            Field::Box { question, people } => self.ticked(*question, *people),
            Field::Holds { fact, option, people, .. } => {
                let mut input = FieldInput::default();
                let members: Vec<Option<usize>> =
                    if *people == 0 { vec![None] } else { positions(*people).map(Some).collect() };
                for member in members {
                    match state.told(member, *fact).map(|told| &told.answer) {
                        Some(Answer::Known(Value::Set { sure, .. })) if sure >> option & 1 == 1 => {
                            input.picked |= 1 << member.unwrap_or(0);
                        }
                        Some(Answer::Known(Value::Set { possible, .. })) if possible >> option & 1 == 1 => {
                            input.how = How::Unknown;
                        }
                        Some(Answer::Unknown | Answer::Declined) => input.how = How::Unknown,
                        _ => {}
                    }
                }
                input.open = input.picked != 0;
                input
            }
            Field::Band { question, member, bands } => {
                let fact = self.catalog.question(*question).and_then(|q| q.facts.first().copied());
                let Some((fact, kind)) = fact.and_then(|f| Some((f, self.catalog.kind(*member, f)?))) else {
                    return FieldInput::default();
                };
                let mut input = FieldInput::of(kind, None);
                let Some(told) = state.told(*member, fact) else { return input };
                // What was told exactly stands in the band it lies in.
                let value = told.given(kind).value.number();
                let holds =
                    |ends: &Range| band(ends, input.per).given(kind).value.number().meet(value) == value;
                if let Some(at) = bands.iter().position(holds) {
                    input.picked = 1 << at;
                }
                input.how = how(&told.answer);
                input
            }
            Field::Fact { member, fact, .. } => self
                .catalog
                .kind(*member, *fact)
                .map_or_else(FieldInput::default, |kind| FieldInput::of(kind, state.told(*member, *fact))),
            Field::Parents(member) => self.links(*member, true),
            Field::Spouse(member) => self.links(*member, false),
        }
    }

    fn ticked(&self, question: u16, people: u64) -> FieldInput {
        let mut input = FieldInput::default();
        let members: Vec<Option<usize>> =
            if people == 0 { vec![None] } else { positions(people).map(Some).collect() };
        for member in members {
            match self.state.said(question, member) {
                Some(Said::Ticked) => input.picked |= 1 << member.unwrap_or(0),
                Some(Said::Unsure | Said::Declined) => input.how = How::Unknown,
                _ => {}
            }
        }
        input.open = input.picked != 0;
        input
    }

    fn links(&self, member: usize, parents: bool) -> FieldInput {
        let people = self.state.people.len();
        let blank = FieldInput { how: How::About, ..FieldInput::default() };
        let Some(person) = self.state.people.get(member) else { return blank };
        let (link, most) = if parents { (&person.parents, 2) } else { (&person.spouse, 1) };
        let Some(link) = link else { return blank };
        let picked = link.named().into_iter().fold(0, |bits, other| bits | 1 << other);
        // Who was added since was not there to choose from: nobody is passed over by a hurried press.
        let covers = link.covers(member, people, most);
        FieldInput {
            how: if covers { how(&link.told.answer) } else { How::About },
            picked,
            ..FieldInput::default()
        }
    }

    fn birth(&self, member: usize) -> FieldInput {
        let told = |fact: Option<_>| fact.and_then(|f| self.state.told(Some(member), f));
        let mut input = FieldInput { how: How::Age, ..FieldInput::default() };
        if let Some(Answer::Known(Value::Number(day))) = told(self.catalog.birth).map(|t| &t.answer)
            && let Some(day) = day.known().and_then(|d| d.to_i32())
        {
            let (year, month, day) = Day(day).parts();
            input.how = How::Exact;
            input.texts = [year.to_string(), month.to_string(), day.to_string()];
        } else if let Some(told) = told(self.catalog.age) {
            input = FieldInput::of(&FactType::Age, Some(told));
            if input.how == How::Exact {
                input.how = How::Age;
            }
        }
        input
    }
}

/// How well an answer is known, where one of several was chosen.
const fn how(answer: &Answer) -> How {
    match answer {
        Answer::Unknown => How::Unknown,
        Answer::Declined => How::Declined,
        _ => How::Exact,
    }
}

/// The answer that a band stands for.
#[must_use]
pub fn band(ends: &Range, per: Per) -> RecordedAnswer {
    let least = Some(Bound { value: Decimal::ZERO, open: false });
    RecordedAnswer { answer: Answer::Range(Range { low: ends.low.or(least), high: ends.high }), per }
}
