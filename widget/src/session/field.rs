//! The fields of a page: what each asks, how it is filled and how it is read.

use serde::{Deserialize, Serialize};
use yingbao_core::{FactId, FactType, Lack, Range, Value};

use crate::{
    model::{
        answer::{Answer, Told},
        draft::{Draft, How, Problem},
        parse_input,
        state::{Link, MOST_PEOPLE, Page, Person, Place, State, everybody},
    },
    session::{details, route::asked, rules::Rules, whom},
};

/// What one field asks. It names its facts and people itself, so that an answer is never taken for another
/// question, whatever changes while the page is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    Whom {
        /// The question.
        question: u16,
        /// Its fact.
        fact: FactId,
        /// The people it is asked about, as a set.
        people: u64,
    },
    /// Who of the people is linked.
    Links,
}

/// A field of the page shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// What it asks.
    pub field: Field,
    /// What stands in it.
    pub draft: Draft,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

impl FormField {
    /// Takes what was left in a field that asks the same, perhaps of other people: of who is shown now and was not
    /// then, nothing was said, nor is what the empty boxes mean.
    pub fn take_over(&mut self, left: &Self) {
        match (&self.field, &left.field) {
            (now, then) if now == then => self.draft = left.draft.clone(),
            (Field::Whom { question, people, .. }, Field::Whom { question: the_same, people: then, .. })
                if question == the_same =>
            {
                let how = if people & !then == 0 { left.draft.how } else { How::About };
                let picked = left.draft.picked & people | self.draft.picked & !then;
                self.draft = Draft { how, picked, ..left.draft.clone() };
            }
            _ => {}
        }
    }
}

/// What a page's facts can hold.
#[must_use]
pub fn kind(rules: &Rules, member: Option<usize>, fact: FactId) -> Option<&'static FactType> {
    let facts = if member.is_some() { &rules.book.member_facts } else { &rules.book.household_facts };
    facts.get(fact.index()).map(|f| &f.kind)
}

/// What the fields of the page shown ask.
fn fields(rules: &Rules, state: &State) -> Vec<Field> {
    match state.page {
        Page::Place => vec![Field::Place],
        Page::Person(0) => vec![Field::Birth],
        Page::Person(_) => vec![Field::Relation, Field::Birth],
        Page::Parents(_) | Page::Spouse(_) => vec![Field::Links],
        Page::Question(question, member) => of_question(rules, state, question, member),
        Page::Whom(question) => {
            let field = |fact: &FactId| Field::Whom {
                question,
                fact: *fact,
                people: whom::people(rules, state, question),
            };
            rules.question(question).and_then(|q| q.facts.first()).map(field).into_iter().collect()
        }
        Page::People | Page::Urgent | Page::Answers | Page::Results | Page::Restart => Vec::new(),
    }
}

/// What can still change a verdict and was not asked; on a page that is seen again, what was answered too.
fn of_question(rules: &Rules, state: &State, question: u16, member: Option<usize>) -> Vec<Field> {
    // Boxes about the household stand together.
    let questions = rules.boxes(question);
    let all: Vec<FactId> =
        questions.iter().filter_map(|slot| rules.question(*slot)).flat_map(|q| &q.facts).copied().collect();
    let lack = |fact| member.map_or(Lack::Household(fact), |m| Lack::Member(m, fact));
    let screened = rules.screened(state);
    let open = |fact: &&FactId| {
        screened.screening.next.contains(&lack(**fact)) && !asked(rules, state, lack(**fact))
    };
    let fresh = all.iter().filter(open).count();
    let facts: Vec<FactId> = all
        .iter()
        .filter(|f| open(f) || ((state.changing || fresh == 0) && asked(rules, state, lack(**f))))
        .copied()
        .collect();
    // A page opened to change an answer that is no longer asked for shows it all.
    let facts = if facts.is_empty() { all } else { facts };
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

/// The fields of the page shown, filled with what was answered.
#[must_use]
pub fn filled(rules: &Rules, state: &State) -> Vec<FormField> {
    let filled = |field| FormField { draft: draft(rules, state, &field), field, problem: None };
    fields(rules, state).into_iter().map(filled).collect()
}

/// A field of the page shown, as it is filled with what was answered.
#[must_use]
pub fn draft(rules: &Rules, state: &State, field: &Field) -> Draft {
    let member = member(state.page);
    match field {
        Field::Fact(fact) => kind(rules, member, *fact)
            .map_or_else(Draft::default, |kind| Draft::of(kind, state.told(member, *fact))),
        Field::Ticks(facts) => {
            let told = |fact: &FactId| state.told(member, *fact);
            let holds = |fact: &FactId| told(fact).is_some_and(|t| t.answer == Told::truth(true).answer);
            let mut draft = Draft::default();
            for (bit, fact) in facts.iter().enumerate() {
                draft.picked |= u64::from(holds(fact)) << bit;
            }
            draft.how = rest(How::Exact, facts.iter().filter(|fact| !holds(fact)).map(told));
            draft
        }
        Field::Relation => match (rules.relation, member) {
            (Some(fact), Some(member)) => kind(rules, Some(member), fact)
                .map_or_else(Draft::default, |kind| Draft::of(kind, state.told(Some(member), fact))),
            _ => Draft::default(),
        },
        Field::Birth => birth_draft(rules, state, member),
        Field::Whom { question, people, .. } => whom::draft(rules, state, *question, *people),
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
        Field::Links => links_draft(state, member),
    }
}

/// What the boxes left empty mean, by what was told of each: one thing for all, `otherwise` where nothing was told, and
/// nothing chosen where they differ, so that going on leaves each as it is.
pub fn rest<'t>(otherwise: How, mut told: impl Iterator<Item = Option<&'t Told>>) -> How {
    let mut how = |told: Option<&Told>| match told.map(|t| &t.answer) {
        None => otherwise,
        Some(Answer::Unknown) => How::Unknown,
        Some(Answer::Declined) => How::Declined,
        Some(_) => How::Exact,
    };
    let first = told.next().map_or(otherwise, &mut how);
    if told.all(|told| how(told) == first) { first } else { How::About }
}

fn links_draft(state: &State, member: Option<usize>) -> Draft {
    let people = state.people.len();
    let parents = matches!(state.page, Page::Parents(_));
    let Some((member, person)) = member.and_then(|m| Some((m, state.people.get(m)?))) else {
        return Draft::default();
    };
    let (link, most) = if parents { (&person.parents, 2) } else { (&person.spouse, 1) };
    let mut draft = Draft::of(&FactType::Choice(Vec::new()), link.as_ref().map(|l| &l.told));
    if !link.as_ref().is_some_and(|link| link.covers(member, people, most)) {
        // What an empty box means is asked too: nobody is passed over by a hurried press.
        draft.how = if parents { How::About } else { How::Exact };
    } else if !parents && draft.how == How::About {
        // Nobody among the people: the option after the last of them.
        draft.how = How::Exact;
        draft.picked = 1 << people;
    }
    draft
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
    let results: Vec<Option<Problem>> =
        state.fields.iter().map(|one| take(rules, &mut after, &one.field, &one.draft).err()).collect();
    if results.iter().any(Option::is_some) {
        return Err(results);
    }
    details::forget(rules, state, &mut after);
    after.revision += 1;
    *state = after;
    Ok(())
}

fn take(rules: &Rules, state: &mut State, field: &Field, draft: &Draft) -> Result<(), Problem> {
    let member = member(state.page);
    match field {
        Field::Fact(fact) => {
            let Some(kind) = kind(rules, member, *fact) else { return Ok(()) };
            state.tell(member, *fact, parse_input::answer(kind, draft)?);
        }
        Field::Ticks(facts) => {
            let before = self::draft(rules, state, field);
            for (bit, fact) in facts.iter().enumerate() {
                let told = match left_empty(&before, draft, bit) {
                    Empty::Ticked => Told::truth(true),
                    Empty::AsBefore if state.told(member, *fact).is_some() => continue,
                    Empty::AsBefore | Empty::Unsaid => return Err(Problem::Rest),
                    Empty::Means(How::Unknown) => Told::plain(Answer::Unknown),
                    Empty::Means(How::Declined) => Told::plain(Answer::Declined),
                    Empty::Means(_) => Told::truth(false),
                };
                state.tell(member, *fact, told);
            }
        }
        Field::Relation => {
            let Some(fact) = rules.relation else { return Ok(()) };
            let own = rules.relation_option("self").map_or(0, |option| 1 << option);
            let told = kind(rules, Some(0), fact).and_then(|kind| parse_input::answer(kind, draft).ok());
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
        Field::Whom { question, people, .. } => {
            whom::read(rules, state, *question, *people, draft)?;
        }
        Field::Links => read_links(state, member, draft)?,
    }
    Ok(())
}

fn read_birth(rules: &Rules, state: &mut State, member: Option<usize>, draft: &Draft) -> Result<(), Problem> {
    let (Some(age), Some(birth)) = (rules.age, rules.birth) else { return Ok(()) };
    let (fact, other, told) = match draft.how {
        How::Exact => {
            let day = parse_input::date(&draft.texts, Some(rules.date))?;
            (birth, age, Told::plain(Answer::Known(Value::Number(Range::exact(day.0.into())))))
        }
        How::Unknown | How::Declined => {
            let told = parse_input::answer(&FactType::Age, draft)?;
            state.tell(member, birth, told.clone());
            state.tell(member, age, told);
            return Ok(());
        }
        How::Age | How::About => (age, birth, parse_input::answer(&FactType::Age, draft)?),
    };
    if let Some(person) = member.and_then(|m| state.people.get_mut(m)) {
        person.facts.remove(other);
        // An age that was only seen again was not told again: it holds for the day on which it was told.
        if fact == age && person.facts.get(age) != Some(&told) {
            person.aged_on = Some(rules.date);
        }
    }
    state.tell(member, fact, told);
    Ok(())
}

fn read_links(state: &mut State, member: Option<usize>, draft: &Draft) -> Result<(), Problem> {
    let parents = matches!(state.page, Page::Parents(_));
    let people = state.people.len();
    let Some(person) = member.and_then(|m| state.people.get_mut(m)) else { return Ok(()) };
    let among = everybody(people) & !member.map_or(0, |m| 1 << m);
    let picked = draft.picked & among;
    let told = match draft.how {
        How::Unknown => Answer::Unknown,
        How::Declined => Answer::Declined,
        How::About if picked.count_ones() < 2 && picked != among => return Err(Problem::Rest),
        // The document has no word for 'none of these': it stays open.
        _ if !parents && draft.picked >> people & 1 == 1 => Answer::OneOf(0),
        _ if !parents && picked.count_ones() != 1 => return Err(Problem::Pick),
        _ => Answer::Known(Value::Choice(picked)),
    };
    let link = Link { told: Told::plain(told), among };
    *(if parents { &mut person.parents } else { &mut person.spouse }) = Some(link);
    Ok(())
}

/// What a box says once the page is gone through.
pub enum Empty {
    /// It is ticked.
    Ticked,
    /// It is empty as before, and so is what the empty boxes mean: what was told stays.
    AsBefore,
    /// It is empty, and nothing says what that means.
    Unsaid,
    /// It is empty, which means this.
    Means(How),
}

/// What a box says, beside how the field was filled `before`: several people can have been answered each in their own
/// way, and going on past a page changes none of them.
pub fn left_empty(before: &Draft, draft: &Draft, bit: usize) -> Empty {
    if draft.picked >> bit & 1 == 1 {
        return Empty::Ticked;
    }
    let was_empty = before.picked >> bit & 1 == 0;
    match draft.how {
        How::About if was_empty && before.how == How::About => Empty::AsBefore,
        How::About => Empty::Unsaid,
        how => Empty::Means(how),
    }
}
