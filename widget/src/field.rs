//! The fields of a page: what each asks, how it is filled and how it is read.

use yingbao_core::{FactId, FactType, Lack, Range, Value};

use crate::{
    answer::{Answer, Told},
    draft::{Draft, How, Problem},
    entry,
    route::asked,
    rules::Rules,
    state::{MOST_PEOPLE, Page, Person, Place, State},
    whom,
};

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// One fact of the page's question.
    Fact(FactId),
    /// Several statements to tick.
    Ticks(Vec<FactId>),
    /// A person's relation.
    Relation,
    /// A person's day of birth or age.
    Birth,
    /// Where the family lives, from the widest place down.
    Place,
    /// Which of the people a fact concerns.
    Whom(u16, FactId),
    /// Who of the people is linked.
    Links,
}

/// What a page's facts can hold.
#[must_use]
pub fn kind(rules: &Rules, member: Option<usize>, fact: FactId) -> Option<&'static FactType> {
    let facts = if member.is_some() { &rules.book.member_facts } else { &rules.book.household_facts };
    facts.get(fact.index()).map(|f| &f.kind)
}

/// The fields of the page shown.
#[must_use]
pub fn fields(rules: &Rules, state: &State) -> Vec<Field> {
    match state.page {
        Page::Place => vec![Field::Place],
        Page::Person(0) => vec![Field::Birth],
        Page::Person(_) => vec![Field::Relation, Field::Birth],
        Page::Parents(_) | Page::Spouse(_) => vec![Field::Links],
        Page::Question(question, member) => of_question(rules, state, question, member),
        Page::Whom(question) => {
            whom::fact(rules, question).map(|fact| Field::Whom(question, fact)).into_iter().collect()
        }
        Page::People | Page::Urgent | Page::Answers | Page::Results | Page::Restart => Vec::new(),
    }
}

/// What can still change a verdict and was not asked; on a page that is seen again, what was answered too.
fn of_question(rules: &Rules, state: &State, question: u16, member: Option<usize>) -> Vec<Field> {
    let Some(question) = rules.question(question) else { return Vec::new() };
    let lack = |fact| member.map_or(Lack::Household(fact), |m| Lack::Member(m, fact));
    let screened = rules.screened(state);
    let open = |fact: &&FactId| {
        screened.screening.next.contains(&lack(**fact)) && !asked(rules, state, lack(**fact))
    };
    let fresh = question.facts.iter().filter(open).count();
    let facts: Vec<FactId> = question
        .facts
        .iter()
        .filter(|f| open(f) || ((state.changing || fresh == 0) && asked(rules, state, lack(**f))))
        .copied()
        .collect();
    // A page opened to change an answer that is no longer asked for shows it all.
    let facts = if facts.is_empty() { question.facts.clone() } else { facts };
    let statement = |fact: &FactId| kind(rules, member, *fact) == Some(&FactType::Truth);
    if facts.len() > 1 && facts.iter().all(statement) {
        vec![Field::Ticks(facts)]
    } else {
        facts.into_iter().map(Field::Fact).collect()
    }
}

/// Whom a page asks about.
#[must_use]
pub const fn member(page: Page) -> Option<usize> {
    match page {
        Page::Person(member) | Page::Parents(member) | Page::Spouse(member) => Some(member),
        Page::Question(_, member) => member,
        _ => None,
    }
}

/// The fields filled with what was answered.
#[must_use]
pub fn drafts(rules: &Rules, state: &State) -> Vec<Draft> {
    fields(rules, state).iter().map(|field| draft(rules, state, field)).collect()
}

fn draft(rules: &Rules, state: &State, field: &Field) -> Draft {
    let member = member(state.page);
    match field {
        Field::Fact(fact) => kind(rules, member, *fact)
            .map_or_else(Draft::default, |kind| Draft::of(kind, state.told(member, *fact))),
        Field::Ticks(facts) => {
            let mut draft = Draft::default();
            for (bit, fact) in facts.iter().enumerate() {
                let told = Draft::of(&FactType::Truth, state.told(member, *fact));
                if told.how != How::Exact {
                    draft.how = told.how;
                }
                draft.picked |= u64::from(told.picked == crate::draft::YES) << bit;
            }
            draft
        }
        Field::Relation => match (rules.relation, member) {
            (Some(fact), Some(member)) => kind(rules, Some(member), fact)
                .map_or_else(Draft::default, |kind| Draft::of(kind, state.told(Some(member), fact))),
            _ => Draft::default(),
        },
        Field::Birth => birth_draft(rules, state, member),
        Field::Whom(question, fact) => whom::draft(rules, state, *question, *fact),
        Field::Place => {
            let mut draft = Draft::default();
            match state.place {
                Some(Place::Known(code)) => {
                    for (text, code) in draft.texts.iter_mut().zip(rules.line(code)) {
                        *text = format!("{code:06}");
                    }
                }
                Some(Place::Unknown) => draft.how = How::Unknown,
                None => {}
            }
            draft
        }
        Field::Links => {
            let told = member.and_then(|m| state.people.get(m)).and_then(|person| {
                if matches!(state.page, Page::Parents(_)) {
                    person.parents.as_ref()
                } else {
                    person.spouse.as_ref()
                }
            });
            let mut draft = Draft::of(&FactType::Choice(Vec::new()), told);
            // Nobody among the people: the option after the last of them.
            if told.is_some_and(|t| t.answer == Answer::OneOf(0)) {
                draft.how = How::Exact;
                draft.picked = 1 << state.people.len();
            }
            draft
        }
    }
}

fn birth_draft(rules: &Rules, state: &State, member: Option<usize>) -> Draft {
    let told = |fact: Option<FactId>| fact.and_then(|f| state.told(member, f));
    let mut draft = Draft { how: How::Age, ..Draft::default() };
    if let Some(Told { answer: Answer::Known(Value::Number(day)), .. }) = told(rules.birth)
        && let Some(day) = day.known().and_then(|d| rust_decimal::prelude::ToPrimitive::to_i32(&d))
    {
        let (year, month, day) = yingbao_core::Day(day).parts();
        draft.how = How::Exact;
        draft.texts = [year.to_string(), month.to_string(), day.to_string()];
    } else if let Some(told) = told(rules.age) {
        draft = Draft::of(&FactType::Age, Some(told));
        if draft.how == How::Exact {
            draft.how = How::Age;
        }
    }
    draft
}

/// Reads all fields of the page shown into the answers; what is wrong with each where one cannot be read.
pub fn read(rules: &Rules, state: &mut State) -> Result<(), Vec<Option<Problem>>> {
    let mut after = state.clone();
    if let Page::Person(member) = state.page
        && member == state.people.len()
        && member < MOST_PEOPLE
    {
        after.people.push(Person::default());
    }
    let results: Vec<Option<Problem>> = fields(rules, state)
        .iter()
        .zip(&state.drafts)
        .map(|(field, draft)| one(rules, &mut after, field, draft).err())
        .collect();
    if results.iter().any(Option::is_some) {
        return Err(results);
    }
    after.revision += 1;
    *state = after;
    Ok(())
}

fn one(rules: &Rules, state: &mut State, field: &Field, draft: &Draft) -> Result<(), Problem> {
    let member = member(state.page);
    match field {
        Field::Fact(fact) => {
            let Some(kind) = kind(rules, member, *fact) else { return Ok(()) };
            state.tell(member, *fact, entry::answer(kind, draft)?);
        }
        Field::Ticks(facts) => {
            for (bit, fact) in facts.iter().enumerate() {
                let told = match (draft.picked >> bit & 1, draft.how) {
                    (1, _) => Told::truth(true),
                    (_, How::Unknown) => Told::plain(Answer::Unknown),
                    (_, How::Declined) => Told::plain(Answer::Declined),
                    _ => Told::truth(false),
                };
                state.tell(member, *fact, told);
            }
        }
        Field::Relation => {
            let Some(fact) = rules.relation else { return Ok(()) };
            let own = rules.relation_option("self").map_or(0, |option| 1 << option);
            let told = kind(rules, Some(0), fact).and_then(|kind| entry::answer(kind, draft).ok());
            match told {
                Some(told) if draft.picked & own == 0 => state.tell(member, fact, told),
                _ => return Err(Problem::Relation),
            }
        }
        Field::Birth => read_birth(rules, state, member, draft)?,
        Field::Place => {
            let told = draft.texts.iter().rev().find_map(|t| t.parse().ok());
            state.place = Some(match (draft.how, told) {
                (How::Unknown, _) => Place::Unknown,
                (_, Some(code)) if rules.book.region(code).is_some() => Place::Known(code),
                _ => return Err(Problem::Pick),
            });
            state.place_told = true;
        }
        Field::Whom(question, fact) => whom::read(rules, state, *question, *fact, draft)?,
        Field::Links => read_links(state, member, draft)?,
    }
    Ok(())
}

fn read_birth(rules: &Rules, state: &mut State, member: Option<usize>, draft: &Draft) -> Result<(), Problem> {
    let (Some(age), Some(birth)) = (rules.age, rules.birth) else { return Ok(()) };
    let (fact, other, told) = match draft.how {
        How::Exact => {
            let day = entry::date(&draft.texts, Some(rules.date))?;
            (birth, age, Told::plain(Answer::Known(Value::Number(Range::exact(day.0.into())))))
        }
        How::Unknown | How::Declined => {
            let told = entry::answer(&FactType::Age, draft)?;
            state.tell(member, birth, told.clone());
            state.tell(member, age, told);
            return Ok(());
        }
        How::Age | How::About => (age, birth, entry::answer(&FactType::Age, draft)?),
    };
    if let Some(person) = member.and_then(|m| state.people.get_mut(m)) {
        person.facts.remove(other);
    }
    state.tell(member, fact, told);
    Ok(())
}

fn read_links(state: &mut State, member: Option<usize>, draft: &Draft) -> Result<(), Problem> {
    let parents = matches!(state.page, Page::Parents(_));
    let people = state.people.len();
    let Some(person) = member.and_then(|m| state.people.get_mut(m)) else { return Ok(()) };
    let others = ((1 << people) - 1) & !member.map_or(0, |m| 1 << m);
    let told = match draft.how {
        How::Unknown => Answer::Unknown,
        How::Declined => Answer::Declined,
        // The document has no word for 'none of these': it stays open.
        _ if !parents && draft.picked >> people & 1 == 1 => Answer::OneOf(0),
        _ if !parents && (draft.picked & others).count_ones() != 1 => return Err(Problem::Pick),
        _ => Answer::Known(Value::Choice(draft.picked & others)),
    };
    *(if parents { &mut person.parents } else { &mut person.spouse }) = Some(Told::plain(told));
    Ok(())
}
