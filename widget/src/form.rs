//! A page of fields, each with its question, its hint, what is wrong with it, and what to enter.

use yew::{Html, classes, html};
use yingbao_core::{FactId, FactType};

use crate::{
    choices::{self, Choice, tick},
    draft::{Draft, Problem, few},
    field::{self, Field, kind, member},
    numbers,
    pages::{View, heading},
    place,
    state::Page,
    text::Key,
    words::sentence,
};

/// One field as it is shown.
pub struct Shown<'a> {
    /// Its position on the page.
    pub slot: usize,
    /// What stands in it.
    pub draft: &'a Draft,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// Whether it has a hint.
    pub hint: bool,
}

impl Shown<'_> {
    /// A name within the shadow root.
    pub fn id(&self, part: &str) -> String {
        format!("{part}{}", self.slot)
    }

    /// What describes the field.
    pub fn described(&self) -> Option<String> {
        let hint = self.hint.then(|| self.id("hint"));
        let problem = self.problem.map(|_| self.id("problem"));
        let parts: Vec<String> = [problem, hint].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// The page: its heading is the question itself where there is only one.
pub fn page(view: &View<'_>) -> Html {
    let state = view.state();
    let fields = field::fields(view.rules(), state);
    let alone = fields.len() == 1;
    let shown = fields.iter().zip(&state.drafts).enumerate().map(|(slot, (field, draft))| {
        let problem = state.problems.get(slot).copied().flatten();
        one(view, field, slot, draft, problem, alone)
    });
    html! {
        <>
            if !alone { { heading(&title(view)) } }
            { for shown }
        </>
    }
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

fn one(
    view: &View<'_>,
    field: &Field,
    slot: usize,
    draft: &Draft,
    problem: Option<Problem>,
    alone: bool,
) -> Html {
    let (question, hint) = asked(view, field);
    let shown = Shown { slot, draft, problem, hint: hint.is_some() };
    let legend = if alone { heading(&question) } else { html! { <span class="question">{ question }</span> } };
    let body = body(view, field, &shown);
    html! {
        <fieldset class={classes!("field", problem.is_some().then_some("wrong"))} part="field"
            role="group" aria-describedby={shown.described()}>
            <legend>{ legend }</legend>
            if let Some(hint) = hint { <p class="hint" id={shown.id("hint")}>{ hint }</p> }
            if let Some(problem) = problem {
                <p class="problem" part="problem" id={shown.id("problem")}>
                    <b>{ view.own(Key::ErrorTitle) }</b>{ " " }{ wrong(view, problem) }
                </p>
            }
            { body }
        </fieldset>
    }
}

/// The question and hint of a field.
fn asked(view: &View<'_>, field: &Field) -> (String, Option<String>) {
    let words = &view.words;
    let page = view.state().page;
    let member = member(page);
    let own = |key| Some(view.own(key).to_owned());
    match field {
        Field::Fact(fact) => {
            let question = words.fact(member, *fact, "question");
            let question = question.unwrap_or_else(|| words.fact_of(member, *fact));
            (question, words.fact(member, *fact, "hint"))
        }
        Field::Ticks(_) => (words.page(page), own(Key::TicksHint)),
        Field::Relation => (view.own(Key::PeopleRelation).to_owned(), None),
        Field::Birth if member == Some(0) => {
            (view.own(Key::PeopleSelfBirth).to_owned(), own(Key::PeopleBirthHint))
        }
        Field::Birth => (view.own(Key::PeopleBirth).to_owned(), own(Key::PeopleBirthHint)),
        Field::Place => (view.own(Key::PlaceTitle).to_owned(), own(Key::PlaceHint)),
        Field::Links => (words.page(page), None),
    }
}

fn body(view: &View<'_>, field: &Field, shown: &Shown<'_>) -> Html {
    let member = member(view.state().page);
    match field {
        Field::Fact(fact) => match kind(view.rules(), member, *fact) {
            Some(kind) => of_fact(view, member, *fact, kind, shown),
            None => Html::default(),
        },
        Field::Ticks(facts) => {
            let boxes = facts.iter().enumerate().map(|(bit, fact)| {
                let bit = u8::try_from(bit).unwrap_or(u8::MAX);
                let title = view.words.fact(member, *fact, "title").unwrap_or_default();
                tick(view, shown, bit, &title, view.words.fact(member, *fact, "hint"))
            });
            html! { <>{ for boxes }{ choices::rest(view, shown) }</> }
        }
        Field::Relation => {
            let options = view.rules().relation.map_or_else(Vec::new, |fact| {
                let options = kind(view.rules(), Some(0), fact).map_or(&[][..], FactType::options);
                (0u8..)
                    .zip(options)
                    .filter(|(_, option)| *option != "self")
                    .map(|(bit, option)| Choice::pick(bit, view.words.relation(option)))
                    .collect()
            });
            choices::radios(view, shown, &options)
        }
        Field::Birth => numbers::birth(view, shown),
        Field::Place => place::selects(view, shown),
        Field::Links => links(view, shown),
    }
}

fn of_fact(
    view: &View<'_>,
    member: Option<usize>,
    fact: FactId,
    kind: &FactType,
    shown: &Shown<'_>,
) -> Html {
    match kind {
        FactType::Truth | FactType::Elsewhere => {
            let options = [
                Choice::pick(0, view.own(Key::FieldYes).to_owned()),
                Choice::pick(1, view.own(Key::FieldNo).to_owned()),
            ];
            choices::with_unknown(view, shown, &options, false)
        }
        FactType::Choice(_) => {
            let options: Vec<Choice> = view
                .words
                .options(member, fact)
                .into_iter()
                .map(|(bit, text)| Choice::pick(bit, text))
                .collect();
            choices::with_unknown(view, shown, &options, options.len() > 2)
        }
        FactType::Set(_) => {
            let options = view.words.options(member, fact);
            let boxes = options.iter().map(|(bit, text)| tick(view, shown, *bit, text, None));
            html! { <>{ for boxes }{ choices::rest(view, shown) }</> }
        }
        _ => match few(kind) {
            Some(numbers) => {
                let options: Vec<Choice> = (0u8..)
                    .zip(numbers)
                    .map(|(bit, n)| Choice::pick(bit, view.words.option_or_number(member, fact, n.into())))
                    .collect();
                choices::with_unknown(view, shown, &options, true)
            }
            None => numbers::number(view, shown, kind),
        },
    }
}

/// Who of the other people is a parent, or the spouse.
fn links(view: &View<'_>, shown: &Shown<'_>) -> Html {
    let page = view.state().page;
    let people = view.state().people.len();
    let others = (0..people).filter(|other| Some(*other) != member(page));
    let named = others.map(|m| (u8::try_from(m).unwrap_or(u8::MAX), sentence(&view.words.who(m))));
    if matches!(page, Page::Parents(_)) {
        let boxes = named.map(|(bit, who)| tick(view, shown, bit, &who, None));
        return html! { <>{ for boxes }{ choices::rest(view, shown) }</> };
    }
    let nobody = u8::try_from(people).unwrap_or(u8::MAX);
    let options: Vec<Choice> = named
        .chain([(nobody, view.own(Key::SpouseNobody).to_owned())])
        .map(|(bit, who)| Choice::pick(bit, who))
        .collect();
    choices::with_unknown(view, shown, &options, false)
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
        Problem::Date => Key::ErrorDate,
        Problem::Future => Key::ErrorFuture,
        Problem::Old => Key::ErrorOld,
        Problem::Relation => Key::ErrorRelation,
    };
    view.own(key).to_owned()
}
