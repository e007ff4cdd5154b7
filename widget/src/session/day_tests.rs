//! Runs that go on for longer than a day.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Day, Range, Value},
    rulebook::FactId,
};

use crate::{
    catalog::Catalog,
    model::{
        input::{Edit, How, Problem},
        language::Language,
        state::{Page, State},
    },
    session::{reduce::Action, sample, session::Session},
};

const BIRTH: FactId = FactId(1);
const AGE: FactId = FactId(2);

/// The question that lists the people.
const PEOPLE: Page = Page::Change(2, None);

struct Run {
    day: Day,
    session: Session,
}

impl Run {
    /// Someone alone, asked for the birth.
    fn new() -> Self {
        let catalog = sample::catalog();
        let day = catalog.date;
        let mut run = Self { day, session: Session::new(catalog, Language::Chinese, Some("310000")) };
        run.act(Action::Continue).act(Action::Edit(0, Edit::Pick(0))).act(Action::Continue);
        assert_eq!(run.page(), Page::Sheet(2, None));
        run
    }

    fn page(&self) -> Page {
        self.session.state.step.page
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.session.go_by(self.day);
        self.session.act(action);
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
        [BIRTH, AGE].map(|fact| self.session.household.members[0].facts[fact.index()].value.number())
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
    assert_eq!(run.session.catalog.date, run.day);
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
    run.act(Action::Open(PEOPLE)).act(Action::Continue);
    assert_eq!(run.told(), [births, whole(79, 80)]);
    run.act(Action::Open(PEOPLE)).aged("80");
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
    let bytes = postcard::to_allocvec(&run.session.state).unwrap();
    run.later(2027, 2, 2);
    let state: State = postcard::from_bytes(&bytes).unwrap();
    run.session = Session::with(Catalog::new(run.session.book(), run.day), state);
    assert_eq!(run.told(), [births, whole(79, 80)]);
}

#[test]
fn a_baby_born_yesterday_is_no_child_of_the_future() {
    let mut run = Run::new();
    run.born(2027, 2, 1);
    assert_eq!(run.session.state.fields[0].problem, Some(Problem::Future));
    run.later(2027, 2, 2).act(Action::Continue);
    assert_eq!(run.page(), Page::Sheet(4, None));
    assert_eq!(run.told()[1], whole(0, 0));
}

#[test]
fn starting_again_starts_on_the_day() {
    let mut run = Run::new();
    run.aged("79").later(2027, 2, 2).act(Action::Open(Page::Restart)).act(Action::Clear);
    assert_eq!(run.session.catalog.date, run.day);
    assert_eq!(run.session.state.people[0].aged_on, None);
}

#[test]
fn what_is_being_answered_stays_when_the_day_changes() {
    let mut run = Run::new();
    run.aged("40").act(Action::Edit(0, Edit::Open(true))).act(Action::Continue);
    let page = run.page();
    run.later(2027, 2, 2).act(Action::Edit(0, Edit::Text(0, "900".to_owned())));
    assert_eq!((run.page(), &*run.session.state.fields[0].input.texts[0]), (page, "900"));
    run.act(Action::Continue);
    assert_eq!(run.session.catalog.date, run.day);
    let wage = &run.session.household.members[0].facts[3];
    assert_eq!(wage.value, Value::Number(Range::exact(Decimal::from(10_800))));
}
