//! Runs that go on for longer than a day.

use rust_decimal::Decimal;
use yingbao_core::{Day, FactId, Range, Value};

use crate::{
    model::{
        answer::Answer,
        draft::{Edit, How, Problem},
        state::{Page, State},
    },
    session::{
        household::household,
        reduce::{Action, reduce},
        rules::Rules,
        sample,
    },
    text::Language,
};

const BIRTH: FactId = FactId(1);
const AGE: FactId = FactId(2);

struct Run {
    day: Day,
    rules: Rules,
    state: State,
}

impl Run {
    /// Someone alone, asked for the birth.
    fn new() -> Self {
        let rules = sample::rules();
        let state = State::new(&rules, Language::Chinese, Some("310000"));
        let mut run = Self { day: rules.date, rules, state };
        run.act(Action::Continue).act(Action::Edit(0, Edit::Pick(0))).act(Action::Continue);
        assert_eq!(run.state.page, Page::Person(0));
        run
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.rules.go_by(self.day);
        self.state = reduce(&self.rules, &self.state, action);
        self
    }

    fn later(&mut self, year: i32, month: u32, day: u32) -> &mut Self {
        self.day = Day::new(year, month, day).unwrap();
        self
    }

    fn aged(&mut self, years: &str) -> &mut Self {
        self.act(Action::Edit(0, Edit::Text(0, years.to_owned()))).act(Action::Continue)
    }

    fn born(&mut self, year: i32, month: u32, day: u32) -> &mut Self {
        self.act(Action::Edit(0, Edit::How(How::Exact)));
        for (slot, part) in [year.to_string(), month.to_string(), day.to_string()].into_iter().enumerate() {
            self.act(Action::Edit(0, Edit::Text(slot, part)));
        }
        self.act(Action::Continue)
    }

    /// What the engine is told of the birth and the age.
    fn told(&self) -> [Range; 2] {
        let household = household(&self.rules, &self.state);
        [BIRTH, AGE].map(|fact| household.members[0].facts[fact.index()].value.number())
    }
}

fn whole(low: i32, high: i32) -> Range {
    Range::between(Some(Decimal::from(low)), Some(Decimal::from(high)))
}

#[test]
fn a_birthday_that_passes_counts_in_the_results() {
    let mut run = Run::new();
    run.born(1946, 12, 20);
    assert_eq!(run.told()[1], whole(79, 79));
    run.later(2027, 2, 2).act(Action::Open(Page::Results));
    assert_eq!(run.rules.date, run.day);
    assert_eq!(run.told()[1], whole(80, 80));
}

#[test]
fn an_age_is_that_of_the_day_on_which_it_was_told() {
    let mut run = Run::new();
    run.aged("79");
    let births = run.told()[0];
    assert_eq!(births, whole(Day::new(1946, 11, 25).unwrap().0, Day::new(1947, 11, 24).unwrap().0));
    run.later(2027, 2, 2).act(Action::Open(Page::Results));
    assert_eq!(run.told(), [births, whole(79, 80)]);
    // Seen again and left as it was, it is not told again; told anew it is.
    run.act(Action::Open(Page::Person(0))).act(Action::Continue);
    assert_eq!(run.told(), [births, whole(79, 80)]);
    run.act(Action::Open(Page::Person(0))).aged("80");
    assert_eq!(
        run.told(),
        [whole(Day::new(1946, 2, 3).unwrap().0, Day::new(1947, 2, 2).unwrap().0), whole(80, 80)]
    );
}

#[test]
fn an_age_told_in_a_run_that_failed_keeps_its_day() {
    let mut run = Run::new();
    run.aged("79");
    let births = run.told()[0];
    let bytes = postcard::to_allocvec(&run.state).unwrap();
    run.later(2027, 2, 2);
    run.state = postcard::from_bytes(&bytes).unwrap();
    run.rules = Rules::new(run.rules.book, run.day);
    assert_eq!(run.told(), [births, whole(79, 80)]);
}

#[test]
fn a_baby_born_yesterday_is_no_child_of_the_future() {
    let mut run = Run::new();
    run.born(2027, 2, 1);
    assert_eq!(run.state.fields[0].problem, Some(Problem::Future));
    run.later(2027, 2, 2).act(Action::Continue);
    assert_eq!(run.state.page, Page::People);
    assert_eq!(run.told()[1], whole(0, 0));
}

#[test]
fn starting_again_starts_on_the_day() {
    let mut run = Run::new();
    run.aged("79").later(2027, 2, 2).act(Action::Open(Page::Restart)).act(Action::Clear);
    assert_eq!(run.rules.date, run.day);
    assert_eq!(run.state.people[0].aged_on, None);
}

#[test]
fn what_is_being_answered_stays_when_the_day_changes() {
    let mut run = Run::new();
    run.aged("40").act(Action::Continue);
    let page = run.state.page;
    run.later(2027, 2, 2).act(Action::Edit(0, Edit::Text(0, "900".to_owned())));
    assert_eq!((run.state.page, &*run.state.fields[0].draft.texts[0]), (page, "900"));
    run.act(Action::Continue);
    assert_eq!(run.rules.date, run.day);
    let wage = run.state.told(Some(0), FactId(3)).map(|told| told.answer.clone());
    assert_eq!(wage, Some(Answer::Known(Value::Number(Range::exact(Decimal::from(900))))));
}
