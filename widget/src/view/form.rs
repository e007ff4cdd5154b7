//! A page of fields, each with its question, its hint, what is wrong with it, and what to enter.

use rust_decimal::Decimal;
use yingbao_core::{FactId, FactType};

use crate::{
    model::{
        draft::{Draft, Problem, few},
        state::Page,
    },
    session::{
        field::{Field, FormField, kind, member},
        whom,
    },
    text::{Key, show::number, words::sentence},
    view::{
        choices::{self, tick},
        element::{El, el, text},
        numbers,
        pages::{View, heading},
        place,
    },
};

/// One field as it is shown.
pub struct Shown<'a> {
    /// The number of the page: browsers remember a group of radio buttons by its name alone, and pass over
    /// one of the same name on the next page.
    pub turn: u32,
    /// Its position on the page.
    pub slot: usize,
    /// What stands in it.
    pub draft: &'a Draft,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

impl Shown<'_> {
    /// A name within the shadow root.
    pub fn id(&self, part: &str) -> String {
        format!("{part}{}-{}", self.turn, self.slot)
    }

    /// What describes a line or list, beside what describes the whole field.
    pub fn described(&self) -> Option<String> {
        self.problem.map(|_| self.id("problem"))
    }
}

/// The page: its heading is the question itself where there is only one.
pub fn page(view: &View<'_>) -> Vec<El> {
    let state = view.state();
    let alone = state.fields.len() == 1;
    let mut page = Vec::new();
    if !alone {
        page.push(heading(&title(view)));
    }
    page.extend(state.fields.iter().enumerate().map(|(slot, field)| one(view, field, slot, alone)));
    page
}

fn title(view: &View<'_>) -> String {
    match view.state().page {
        Page::Person(member) if member < view.state().people.len() => {
            view.words.fill(Key::PeopleChangeTitle, &[("who", &view.words.who(member))])
        }
        Page::Person(_) => view.own(Key::PeopleNewTitle).to_owned(),
        page => view.words.page(page),
    }
}

fn one(view: &View<'_>, form_field: &FormField, slot: usize, alone: bool) -> El {
    let FormField { field, draft, problem } = form_field;
    let (question, hint) = asked(view, field);
    let shown = Shown { turn: view.state().turn, slot, draft, problem: *problem };
    let legend = if alone { heading(&question) } else { text("span", &question).class("question") };
    let problem = shown.problem.map(|problem| {
        let line = el("p").class("problem").with("id", shown.id("problem"));
        line.add(view.say("b", Key::ErrorTitle)).say(" ").say(&wrong(view, problem))
    });
    // Told once: where something is typed, the line itself says what is wrong with it.
    let problem_here = shown.problem.filter(|_| !typed(view, field)).map(|_| shown.id("problem"));
    let described: Vec<String> =
        problem_here.into_iter().chain(hint.as_ref().map(|_| shown.id("hint"))).collect();
    let hint = hint.map(|hint| text("p", &hint).class("hint").with("id", shown.id("hint")));
    let body = body(view, field, &shown).into_iter().enumerate().map(|(at, part)| part.key(BODY + at));
    el("fieldset")
        .class(if problem.is_some() { "field wrong" } else { "field" })
        .maybe("aria-describedby", (!described.is_empty()).then(|| described.join(" ")))
        .add(el("legend").add(legend).key(LEGEND))
        .add_some(hint.map(|hint| hint.key(HINT)))
        .add_some(problem.map(|problem| problem.key(PROBLEM)))
        .all(body.collect())
        .key(slot)
}

/// The keys of the parts of a field: a message that comes or goes leaves the focus where it is.
const LEGEND: usize = 0;
const HINT: usize = 1;
const PROBLEM: usize = 2;
const BODY: usize = 3;

/// Whether a field has lines or lists, which are marked by themselves where they are wrong.
fn typed(view: &View<'_>, field: &Field) -> bool {
    match field {
        Field::Birth | Field::Place => true,
        Field::Fact(fact) => kind(view.rules(), member(view.state().page), *fact).is_some_and(|kind| {
            !matches!(kind, FactType::Truth | FactType::Elsewhere | FactType::Choice(_) | FactType::Set(_))
                && few(kind).is_none()
        }),
        Field::Ticks(_) | Field::Relation | Field::Whom { .. } | Field::Links => false,
    }
}

/// The question and hint of a field.
fn asked(view: &View<'_>, field: &Field) -> (String, Option<String>) {
    let words = &view.words;
    let page = view.state().page;
    let member = member(page);
    let (question, hint) = match field {
        Field::Fact(fact) => {
            let question = words.fact(member, *fact, "question");
            let question = question.unwrap_or_else(|| words.fact_of(member, *fact));
            return (question, words.fact(member, *fact, "hint"));
        }
        Field::Ticks(_) => return (words.page(page), Some(view.own(Key::TicksHint).to_owned())),
        Field::Whom { fact, question, .. } => {
            // What an empty box tells, where that is more than 'no'.
            let empty =
                view.rules().question(*question).and_then(|q| words.message(&format!("box.{}.empty", q.id)));
            let hint = match empty {
                Some(text) => text.to_owned(),
                None => words.fact(Some(0), *fact, "hint").unwrap_or_default(),
            };
            return (words.page(page), Some(format!("{hint} {}", view.own(Key::WhomHint))));
        }
        Field::Links => return (words.page(page), None),
        Field::Relation => (Key::PeopleRelation, None),
        Field::Birth if member == Some(0) => (Key::PeopleSelfBirth, Some(Key::PeopleBirthHint)),
        Field::Birth => (Key::PeopleBirth, Some(Key::PeopleBirthHint)),
        Field::Place => (Key::PlaceTitle, Some(Key::PlaceHint)),
    };
    (view.own(question).to_owned(), hint.map(|key| view.own(key).to_owned()))
}

fn body(view: &View<'_>, field: &Field, shown: &Shown<'_>) -> Vec<El> {
    let member = member(view.state().page);
    match field {
        Field::Fact(fact) => match kind(view.rules(), member, *fact) {
            Some(kind) => of_fact(view, member, *fact, kind, shown),
            None => Vec::new(),
        },
        Field::Ticks(facts) => {
            let boxes = (0u8..).zip(facts).map(|(bit, fact)| {
                let title = view.words.fact(member, *fact, "title").unwrap_or_default();
                tick(view, shown, bit, &title, view.words.fact(member, *fact, "hint"))
            });
            vec![
                el("div").class("choices").all(boxes.collect()),
                choices::rest(view, shown, Key::TicksRest, Key::TicksRestNo),
            ]
        }
        Field::Relation => {
            let fact = view.rules().relation;
            let options = fact.and_then(|fact| kind(view.rules(), Some(0), fact));
            let options = (0u8..)
                .zip(options.map_or(&[][..], FactType::options))
                .filter(|(_, option)| *option != "self")
                .map(|(bit, option)| choices::Choice::pick(bit, view.words.relation(option)));
            vec![choices::radios(view, shown, options.collect())]
        }
        Field::Birth => vec![numbers::birth(view, shown)],
        Field::Place => vec![place::selects(view, shown)],
        Field::Whom { people, .. } => {
            let options: Vec<(u8, String)> = whom::positions(*people).map(|m| person(view, m)).collect();
            vec![
                choices::ticks(view, shown, &options),
                choices::rest(view, shown, Key::WhomRest, Key::WhomRestNo),
            ]
        }
        Field::Links => links(view, shown),
    }
}

fn of_fact(
    view: &View<'_>,
    member: Option<usize>,
    fact: FactId,
    kind: &FactType,
    shown: &Shown<'_>,
) -> Vec<El> {
    let own = |key| view.own(key).to_owned();
    let options = match kind {
        FactType::Truth | FactType::Elsewhere => vec![(0, own(Key::FieldYes)), (1, own(Key::FieldNo))],
        FactType::Choice(_) => view.words.options(member, fact),
        FactType::Set(_) => {
            let options = view.words.options(member, fact);
            return vec![
                choices::ticks(view, shown, &options),
                choices::rest(view, shown, Key::TicksRest, Key::TicksRestNo),
            ];
        }
        _ => match few(kind) {
            Some(numbers) => (0u8..)
                .zip(numbers)
                .map(|(bit, n)| (bit, view.words.option_or_number(member, fact, n.into())))
                .collect(),
            None => return vec![numbers::number(view, shown, kind)],
        },
    };
    let several = options.len() > 2;
    vec![choices::with_unknown(view, shown, options, several)]
}

/// A person as a choice.
fn person(view: &View<'_>, member: usize) -> (u8, String) {
    (u8::try_from(member).unwrap_or(u8::MAX), sentence(&view.words.who(member)))
}

/// Who of the other people is a parent, or the spouse.
fn links(view: &View<'_>, shown: &Shown<'_>) -> Vec<El> {
    let page = view.state().page;
    let people = view.state().people.len();
    let others = (0..people).filter(|other| Some(*other) != member(page));
    let mut options: Vec<(u8, String)> = others.map(|other| person(view, other)).collect();
    if matches!(page, Page::Parents(_)) {
        return vec![
            choices::ticks(view, shown, &options),
            choices::rest(view, shown, Key::WhomRest, Key::WhomRestNo),
        ];
    }
    options.push((u8::try_from(people).unwrap_or(u8::MAX), view.own(Key::SpouseNobody).to_owned()));
    vec![choices::with_unknown(view, shown, options, false)]
}

/// What is wrong, in words.
fn wrong(view: &View<'_>, problem: Problem) -> String {
    let key = match problem {
        Problem::Pick => Key::ErrorPick,
        Problem::PickSome => Key::ErrorPickSome,
        Problem::Missing => Key::ErrorMissing,
        Problem::MissingRange => Key::ErrorMissingRange,
        Problem::Number => Key::ErrorNumber,
        Problem::Whole => Key::ErrorWhole,
        Problem::Decimals => Key::ErrorDecimals,
        Problem::Negative => Key::ErrorNegative,
        Problem::Large => Key::ErrorLarge,
        Problem::Least(least) => {
            return view.words.fill(Key::ErrorLeast, &[("least", &least.to_string())]);
        }
        Problem::Most(most) => return view.words.fill(Key::ErrorMost, &[("most", &most.to_string())]),
        Problem::Crossed => Key::ErrorCrossed,
        Problem::Long => Key::ErrorLong,
        Problem::OneNumber => Key::ErrorOneNumber,
        Problem::Unclear(first, second) => {
            let shown = |hundredths: u64| {
                let value = Decimal::new(i64::try_from(hundredths).unwrap_or(i64::MAX), 2);
                number(view.words.language(), value)
            };
            let (first, second) = (shown(first), shown(second));
            if first == second {
                return view.words.fill(Key::ErrorUnclear, &[("n", &first)]);
            }
            return view.words.fill(Key::ErrorUnclearTwo, &[("first", &first), ("second", &second)]);
        }
        Problem::Foreign => Key::ErrorForeign,
        Problem::Per => Key::ErrorPer,
        Problem::Nominal => Key::ErrorNominal,
        Problem::Year(year) => return view.words.fill(Key::ErrorYear, &[("year", &year.to_string())]),
        Problem::Lunar => Key::ErrorLunar,
        Problem::Date => Key::ErrorDate,
        Problem::Future => Key::ErrorFuture,
        Problem::Old => Key::ErrorOld,
        Problem::Relation => Key::ErrorRelation,
        Problem::Rest => Key::ErrorRest,
    };
    view.own(key).to_owned()
}
