//! From the fields of a page to answers.

use yingbao_core::{
    domain::{Range, Value},
    household::{FactValue, Household},
    rulebook::{Fact, FactId, FactType, Form},
};

use crate::{
    catalog::Catalog,
    model::{
        answer::{Answer, Answers, RecordedAnswer},
        form::{Field, FormField, positions},
        input::{FieldInput, How, Problem},
        parse_input,
        state::{HomeRegion, Link, Said, State, everybody},
    },
    session::{fields::band, household::household, session::Session},
};

impl Session {
    /// Takes all fields of the page shown as answers; none, where one of them cannot be taken: then each says what is
    /// wrong with it.
    pub fn take(&mut self) -> bool {
        let mut after = self.state.clone();
        let fields = std::mem::take(&mut after.fields);
        let mut sound = true;
        let seen_again: Vec<bool> = fields.iter().map(|one| self.is_seen_again(one)).collect();
        for ((one, seen_again), shown) in fields.iter().zip(seen_again).zip(&mut self.state.fields) {
            if seen_again {
                continue;
            }
            shown.problem = take(&self.catalog, &mut after, one).err();
            sound &= shown.problem.is_none();
        }
        if sound {
            after.fields = fields;
            forget_details(&self.catalog, &self.state, &self.household, &mut after);
            after.revision += 1;
            self.state = after;
            self.refresh();
        }
        sound
    }

    /// Whether boxes about several people stand as they were left: each was answered in an own way, and going on past
    /// them changes none.
    fn is_seen_again(&self, one: &FormField) -> bool {
        let (Field::Box { question, people } | Field::Holds { question, people, .. }) = &one.field else {
            return false;
        };
        let asked = |member| self.state.said(*question, member).is_some();
        members(*people).into_iter().all(asked) && self.input(&one.field) == one.input
    }

    /// Leaves everything on the page that is still empty as not known.
    pub fn skip(&mut self) {
        let catalog = &self.catalog;
        for FormField { field, input, .. } in &mut self.state.fields {
            let typed = input.texts.iter().any(|text| !text.trim().is_empty());
            let empty = match field {
                Field::Needs => false,
                Field::Box { .. } | Field::Holds { .. } => !input.open,
                Field::Person(_) => !typed,
                Field::HomeRegion | Field::Band { .. } => input.picked == 0,
                Field::Parents(_) | Field::Spouse(_) => input.how == How::About,
                Field::Fact { member, fact, .. } => {
                    let listed = catalog.kind(*member, *fact).is_some_and(parse_input::is_picked);
                    if listed { input.picked == 0 } else { !typed }
                }
            };
            if empty && input.how != How::Declined {
                input.how = How::Unknown;
            }
        }
    }
}

const fn said(answer: &Answer) -> Said {
    match answer {
        Answer::Unknown => Said::Unsure,
        Answer::Declined => Said::Declined,
        _ => Said::Answered,
    }
}

fn take(catalog: &Catalog, state: &mut State, one: &FormField) -> Result<(), Problem> {
    let FormField { field, input, .. } = one;
    match field {
        Field::Needs => state.needs = input.picked,
        Field::HomeRegion => {
            state.place = Some(match u32::try_from(input.picked) {
                _ if input.how == How::Unknown => HomeRegion::Unknown,
                Ok(code) if code != 0 && catalog.book.region(code).is_some() => HomeRegion::Known(code),
                _ => return Err(Problem::HomeRegion),
            });
            state.place_told = true;
        }
        Field::Person(member) => {
            take_birth(catalog, state, *member, input)?;
            for (slot, question) in catalog.questions().filter(|(_, question)| catalog.lists_people(question))
            {
                let told = question.facts.iter().find_map(|fact| state.told(Some(*member), *fact));
                let said = told.map_or(Said::Unsure, |told| said(&told.answer));
                state.record(slot, Some(*member), said);
            }
        }
        Field::Box { question, people } => {
            if input.open && input.picked == 0 && input.how != How::Unknown {
                return Err(Problem::Who);
            }
            for member in members(*people) {
                let left = if input.picked >> member.unwrap_or(0) & 1 == 1 {
                    Said::Ticked
                } else if input.how == How::Unknown {
                    Said::Unsure
                } else {
                    Said::Empty
                };
                take_box(catalog, state, *question, member, left);
            }
        }
        Field::Holds { question, fact, option, people } => {
            if input.open && input.picked == 0 && input.how != How::Unknown {
                return Err(Problem::Who);
            }
            for member in members(*people) {
                let (mut sure, mut possible) = match state.told(member, *fact).map(|told| &told.answer) {
                    Some(Answer::Known(Value::Set { sure, possible })) => (*sure, *possible),
                    _ => (0, 0),
                };
                let bit = 1u64 << option;
                let ticked = input.picked >> member.unwrap_or(0) & 1 == 1;
                let may_be = ticked || input.how == How::Unknown;
                sure = if ticked { sure | bit } else { sure & !bit };
                possible = if may_be { possible | bit } else { possible & !bit };
                let told = RecordedAnswer::plain(Answer::Known(Value::Set { sure, possible }));
                state.tell(member, *fact, told);
                let unsure = sure == 0 && possible != 0;
                state.record(*question, member, if unsure { Said::Unsure } else { Said::Answered });
            }
        }
        Field::Band { question, member, bands } => {
            let Some(fact) = catalog.question(*question).and_then(|q| q.facts.first()) else { return Ok(()) };
            let told = match input.how {
                How::Unknown => RecordedAnswer::plain(Answer::Unknown),
                How::Declined => RecordedAnswer::plain(Answer::Declined),
                _ => {
                    let at = input.picked.trailing_zeros() as usize;
                    let ends = bands.get(at).filter(|_| input.picked != 0).ok_or(Problem::Pick)?;
                    band(ends, input.per)
                }
            };
            // A sum that was told and lies in the band stays: it is nearer.
            let kind = catalog.kind(*member, *fact);
            let within = |old: &RecordedAnswer| kind.is_some_and(|kind| lies_in(kind, old, &told));
            state.record(*question, *member, said(&told.answer));
            if !state.told(*member, *fact).is_some_and(within) {
                state.tell(*member, *fact, told);
            }
        }
        Field::Fact { question, member, fact } => {
            let Some(kind) = catalog.kind(*member, *fact) else { return Ok(()) };
            let blank =
                matches!(catalog.question(*question).map(|q| &q.form), Some(Form::Field { blank: true }))
                    && input.how == How::Exact
                    && input.texts.iter().all(|text| text.trim().is_empty())
                    && !parse_input::is_picked(kind);
            let told = if blank {
                let nothing = Value::Number(Range::exact(rust_decimal::Decimal::ZERO));
                RecordedAnswer { answer: Answer::Known(nothing), per: input.per }
            } else {
                parse_input::answer(kind, input)?
            };
            state.record(*question, *member, said(&told.answer));
            state.tell(*member, *fact, told);
        }
        Field::Parents(member) => take_link(state, *member, true, input)?,
        Field::Spouse(member) => take_link(state, *member, false, input)?,
    }
    Ok(())
}

fn members(people: u64) -> Vec<Option<usize>> {
    if people == 0 { vec![None] } else { positions(people).map(Some).collect() }
}

/// Whether an earlier answer is a number within a later range.
fn lies_in(kind: &FactType, old: &RecordedAnswer, new: &RecordedAnswer) -> bool {
    let number = |told: &RecordedAnswer| match (&told.answer, told.given(kind).value) {
        (Answer::Known(_) | Answer::Range(_), Value::Number(range)) => Some(range),
        _ => None,
    };
    matches!((number(old), number(new)), (Some(old), Some(new)) if new.hull(old) == new && old != new)
}

/// A box that is left otherwise than before makes void what was told in more detail, and it is asked again.
fn take_box(catalog: &Catalog, state: &mut State, slot: u16, member: Option<usize>, left: Said) {
    let before = state.said(slot, member);
    state.record(slot, member, left);
    if before.is_none() || before == Some(left) {
        return;
    }
    let Some(question) = catalog.question(slot) else { return };
    for fact in &question.facts {
        state.forget(member, *fact);
        forget_records(catalog, state, member, *fact, Some(slot));
    }
}

/// Takes out that a fact was asked, but for one question.
fn forget_records(
    catalog: &Catalog,
    state: &mut State,
    member: Option<usize>,
    fact: FactId,
    but: Option<u16>,
) {
    state.records.retain(|record| {
        let asks = || {
            catalog.question(record.question).is_some_and(|question| {
                (question.entity == yingbao_core::rulebook::Entity::Member) == member.is_some()
                    && question.facts.contains(&fact)
            })
        };
        record.member != member || Some(record.question) == but || !asks()
    });
}

fn take_birth(
    catalog: &Catalog,
    state: &mut State,
    member: usize,
    input: &FieldInput,
) -> Result<(), Problem> {
    let (Some(age), Some(birth)) = (catalog.age, catalog.birth) else { return Ok(()) };
    let (fact, other, told) = match input.how {
        How::Exact => {
            let day = parse_input::date(&input.texts, Some(catalog.date))?;
            (birth, age, RecordedAnswer::plain(Answer::Known(Value::Number(Range::exact(day.0.into())))))
        }
        How::Unknown | How::Declined => {
            let told = parse_input::answer(&FactType::Age, input)?;
            state.tell(Some(member), birth, told.clone());
            state.tell(Some(member), age, told);
            return Ok(());
        }
        How::Age | How::About => (age, birth, parse_input::answer(&FactType::Age, input)?),
    };
    state.forget(Some(member), other);
    // An age that was only seen again was not told again: it holds for the day on which it was told.
    if let Some(person) = state.people.get_mut(member)
        && fact == age
        && person.facts.get(age) != Some(&told)
    {
        person.aged_on = Some(catalog.date);
    }
    state.tell(Some(member), fact, told);
    Ok(())
}

fn take_link(state: &mut State, member: usize, parents: bool, input: &FieldInput) -> Result<(), Problem> {
    let people = state.people.len();
    let Some(person) = state.people.get_mut(member) else { return Ok(()) };
    let among = everybody(people) & !(1 << member);
    let picked = input.picked & among;
    let told = match input.how {
        How::Unknown => Answer::Unknown,
        How::Declined => Answer::Declined,
        How::About => return Err(Problem::Nobody),
        // The document has no word for 'none of these': it stays open.
        _ if !parents && picked == 0 => Answer::OneOf(0),
        _ if parents && picked.count_ones() > 2 => return Err(Problem::Most(2)),
        _ => Answer::Known(Value::Choice(picked)),
    };
    let link = Link { told: RecordedAnswer::plain(told), among };
    *(if parents { &mut person.parents } else { &mut person.spouse }) = Some(link);
    Ok(())
}

/// Details of an answer go when the answer changes: the grade of a disability says nothing of another one. What was
/// itself told anew stays.
fn forget_details(catalog: &Catalog, before: &State, known: &Household, after: &mut State) {
    let now = household(catalog, after);
    let gone = |facts: &[Fact],
                then: &[FactValue],
                now: &[FactValue],
                old: &Answers,
                new: &Answers|
     -> Vec<FactId> {
        let value = |all: &[FactValue], fact: FactId| all.get(fact.index()).map(|g| g.value);
        (0u16..)
            .zip(facts)
            .filter_map(|(slot, fact)| {
                let (detail, base) = (FactId(slot), fact.depends_on?);
                let kind = &facts.get(base.index())?.kind;
                let known = value(then, base).is_some_and(|v| v != yingbao_core::household::top(kind));
                let changed = known && differs(value(then, base), value(now, base));
                (changed && old.get(detail) == new.get(detail)).then_some(detail)
            })
            .collect()
    };
    let book = catalog.book;
    for fact in gone(&book.household_facts, &known.facts, &now.facts, &before.household, &after.household) {
        after.forget(None, fact);
        forget_records(catalog, after, None, fact, None);
    }
    for member in 0..after.people.len() {
        let facts = (known.members.get(member), now.members.get(member));
        let people = (before.people.get(member), after.people.get(member));
        if let ((Some(then), Some(now)), (Some(old), Some(new))) = (facts, people) {
            for fact in gone(&book.member_facts, &then.facts, &now.facts, &old.facts, &new.facts) {
                after.forget(Some(member), fact);
                forget_records(catalog, after, Some(member), fact, None);
            }
        }
    }
}

/// Whether a value is another now, and not only better known.
fn differs(then: Option<Value>, now: Option<Value>) -> bool {
    match (then, now) {
        (Some(Value::Choice(then)), Some(Value::Choice(now))) => now & !then != 0,
        (Some(Value::Number(then)), Some(Value::Number(now))) => then.meet(now) != now,
        (then, now) => then != now,
    }
}
