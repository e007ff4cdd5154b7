//! Whole runs of a session, over the sample rulebook.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Range, Truth, Value},
    rulebook::{FactId, Per},
    screening::Verdict,
};

use crate::{
    model::{
        answer::Answer,
        form::Field,
        input::{Edit, How, Problem},
        language::Language,
        state::{HomeRegion, Page, Said, State},
        visit::Visit,
    },
    session::{reduce::Action, sample, session::Session},
};

const WAGE: FactId = FactId(3);
const HEALTH: FactId = FactId(4);
const NOTE: FactId = FactId(5);
/// Slots of questions.
const AREA: u16 = 1;
const WAGES: u16 = 9;
const PARENTS: u16 = 10;

const EVENT: Page = Page::Sheet(0, None);
const WHERE: Page = Page::Sheet(1, None);
const WHO: Page = Page::Sheet(2, None);
const MONEY: Page = Page::Sheet(4, None);
const ILLNESS: Page = Page::Sheet(5, None);

struct Run(Session);

impl Run {
    fn new(region: Option<&str>) -> Self {
        Self(Session::new(sample::catalog(), Language::Chinese, region))
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.0.act(action);
        self
    }

    fn edit(&mut self, slot: usize, edit: Edit) -> &mut Self {
        self.act(Action::Edit(slot, edit))
    }

    fn text(&mut self, slot: usize, text: &str) -> &mut Self {
        self.edit(slot, Edit::Text(0, text.to_owned()))
    }

    fn go(&mut self) -> &mut Self {
        self.act(Action::Continue)
    }

    fn page(&self) -> Page {
        self.0.state.step.page
    }

    fn slot(&self, wanted: &Field) -> usize {
        self.0.state.fields.iter().position(|one| one.field == *wanted).unwrap()
    }

    fn problems(&self) -> Vec<Option<Problem>> {
        self.0.state.fields.iter().map(|one| one.problem).collect()
    }

    fn picked(&self, slot: usize) -> u64 {
        self.0.state.fields[slot].input.picked
    }

    fn verdict(&self, program: usize) -> Verdict {
        self.0.screening.entries[program].verdict
    }

    fn told(&self, member: usize, fact: FactId) -> Option<Answer> {
        self.0.state.told(Some(member), fact).map(|t| t.answer.clone())
    }

    fn said(&self, question: u16) -> Vec<Option<Said>> {
        (0..self.0.state.people.len()).map(|m| self.0.state.said(question, Some(m))).collect()
    }

    /// No emergency, in town; the list of people with only the person asked, aged 40.
    fn listing() -> Self {
        let mut run = Self::new(Some("310115"));
        run.go().edit(0, Edit::Pick(0)).go();
        assert_eq!(run.page(), WHO);
        run.text(0, "40");
        run
    }

    /// The same with a spouse and a child of 30 and 12, after the list.
    fn three() -> Self {
        let mut run = Self::listing();
        run.act(Action::Add(1)).act(Action::Add(2)).text(1, "30").text(2, "12").go();
        assert_eq!(run.page(), MONEY);
        run
    }
}

fn exactly(n: i64) -> Value {
    Value::Number(Range::exact(Decimal::from(n)))
}

#[test]
fn urgent_then_place_then_people_then_what_still_matters_then_results() {
    let mut run = Run::new(Some("310115"));
    assert_eq!(run.0.state.place, Some(HomeRegion::Known(310_000)), "the nearest place on record");
    let moved = Run::new(Some("320107"));
    assert_eq!(moved.0.state.place, Some(HomeRegion::Known(320_106)), "the successor of a former code");
    assert_eq!(run.page(), EVENT);
    run.go();
    assert_eq!(run.page(), WHERE);
    assert!(!run.0.state.fields.iter().any(|one| one.field == Field::HomeRegion), "the place is preset");
    run.edit(0, Edit::Pick(0)).go();
    assert_eq!(run.page(), WHO);
    run.text(0, "40").go();
    assert_eq!(run.page(), MONEY);
    run.edit(0, Edit::Open(true)).go();
    assert_eq!(run.page(), MONEY, "what is ticked is asked in full");
    run.text(0, "900").go();
    assert_eq!(run.verdict(1), Verdict::Likely);
    assert_eq!(run.page(), ILLNESS);
    run.edit(0, Edit::How(How::Declined)).go();
    assert_eq!(run.page(), Page::Results);
    assert_eq!(run.verdict(2), Verdict::Possible, "not said never means no");
    assert!(run.0.household.members[0].facts[HEALTH.index()].declined);
    assert_eq!(run.0.household.facts[0].value, Value::Truth(Truth::False), "a box left empty is an answer");
}

#[test]
fn urgent_help_is_shown_at_once() {
    let mut run = Run::new(None);
    run.edit(1, Edit::Open(true)).go();
    assert_eq!(run.page(), Page::Urgent);
    run.go();
    assert_eq!(run.page(), WHERE);
    run.act(Action::Back);
    assert_eq!(run.page(), Page::Urgent);
    run.act(Action::Back);
    assert_eq!(run.page(), EVENT);
    let open = |slot: usize| run.0.state.fields[slot].input.open;
    assert!(open(1) && !open(0), "the ticks come back");
}

#[test]
fn a_place_is_narrowed_step_by_step() {
    let mut run = Run::new(Some("320000"));
    run.go();
    let place = run.slot(&Field::HomeRegion);
    assert_eq!(run.picked(place), 320_000, "a province has narrower places");
    run.edit(place, Edit::HomeRegion(320_100)).edit(place, Edit::HomeRegion(320_106));
    run.edit(place, Edit::HomeRegion(0)).go();
    assert_eq!(run.problems()[place], Some(Problem::HomeRegion));
    run.edit(place, Edit::How(How::Unknown)).act(Action::Skip);
    assert_eq!(run.0.state.place, Some(HomeRegion::Unknown));
    assert_eq!(run.page(), WHO, "not asked again");
}

#[test]
fn only_not_sure_ends_in_results_and_refuses_nothing() {
    let mut run = Run::new(None);
    for _ in 0..30 {
        if run.page() == Page::Results {
            break;
        }
        run.act(Action::Skip);
    }
    assert_eq!(run.page(), Page::Results);
    assert!(run.0.screening.entries.iter().all(|e| e.verdict == Verdict::Possible));
}

#[test]
fn a_wrong_entry_stays_with_its_problem_and_changes_no_answer() {
    let mut run = Run::three();
    run.edit(0, Edit::Open(true)).edit(0, Edit::Tick(0, true)).go();
    let revision = run.0.state.revision;
    run.text(0, "abc").go();
    assert_eq!(run.problems(), [Some(Problem::Number)]);
    assert_eq!(run.0.state.revision, revision);
    run.text(0, "12");
    assert_eq!(run.problems(), [None], "typing takes the message away");
    run.edit(0, Edit::Per(Per::Year)).go();
    assert_eq!(run.0.household.members[0].facts[WAGE.index()].value, exactly(12));
}

#[test]
fn people_come_and_go_with_their_answers() {
    let mut run = Run::listing();
    run.act(Action::Add(2)).text(1, "12").act(Action::Add(1)).text(2, "38");
    assert_eq!(run.0.state.people.len(), 3);
    run.act(Action::Add(0));
    assert_eq!(run.0.state.people.len(), 3, "there is one person asked");
    run.act(Action::Remove(1));
    assert_eq!(run.0.state.people.len(), 2);
    assert_eq!(run.0.state.fields[1].input.texts[0], "38", "what was typed stays with its person");
    run.act(Action::Remove(0));
    assert_eq!(run.0.state.people.len(), 2, "the person asked stays");
    run.act(Action::Add(3)).go();
    assert_eq!(run.problems(), [None, None, Some(Problem::Missing)]);
    run.act(Action::Remove(2)).go();
    assert_eq!(run.page(), MONEY);
    assert_eq!(run.0.household.members[1].facts[2].value, exactly(38));
    run.act(Action::Open(Page::Answers)).act(Action::Open(Page::Change(2, None))).text(1, "39").go();
    assert_eq!(run.page(), Page::Answers, "back to where it was opened");
    assert_eq!(run.0.household.members[1].facts[2].value, exactly(39));
}

#[test]
fn a_birth_is_a_day_or_an_age_but_not_both() {
    let mut run = Run::listing();
    run.edit(0, Edit::Open(true)).edit(0, Edit::How(How::Exact));
    assert_eq!(run.0.state.fields[0].input.texts[0], "", "an age is no year");
    for (part, text) in ["1986", "11", "25"].into_iter().enumerate() {
        run.edit(0, Edit::Text(part, text.to_owned()));
    }
    run.go();
    assert_eq!(run.0.household.members[0].facts[2].value, exactly(39));
    assert_eq!(run.told(0, FactId(2)), None);
}

#[test]
fn the_language_changes_midway_and_nothing_else() {
    let mut run = Run::listing();
    let before = run.0.state.clone();
    run.act(Action::Language(Language::English));
    assert_eq!(State { language: Language::Chinese, ..run.0.state.clone() }, before);
}

#[test]
fn starting_again_clears_all_but_the_preset_place() {
    let mut run = Run::three();
    let (revision, turn) = (run.0.state.revision, run.0.state.turn);
    run.act(Action::Open(Page::Restart)).act(Action::Clear);
    let fresh = Run::new(Some("310000")).0.state;
    assert!(run.0.state.revision > revision && run.0.state.turn > turn);
    assert_eq!(State { revision: fresh.revision, turn: fresh.turn, ..run.0.state.clone() }, fresh);
    assert_eq!(run.0.household.members.len(), 1, "nothing follows from what is gone");
}

#[test]
fn a_run_goes_on_from_its_bytes() {
    let mut run = Run::three();
    run.edit(0, Edit::Open(true)).edit(0, Edit::Tick(1, true));
    let bytes = postcard::to_allocvec(&run.0.state).unwrap();
    let state: State = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(state, run.0.state);
    let mut again = Run(Session::with(sample::catalog(), state));
    again.go();
    run.go();
    assert_eq!(again.0.state, run.0.state);
}

#[test]
fn a_box_asks_who_it_is() {
    let mut run = Run::three();
    let asks = Field::Box { question: WAGES, people: 0b111 };
    assert_eq!(run.0.state.fields[0].field, asks);
    run.edit(0, Edit::Open(true)).go();
    assert_eq!(run.problems(), [Some(Problem::Who)], "nobody is passed over by a hurried press");
    run.edit(0, Edit::Tick(1, true)).edit(0, Edit::Tick(2, true)).edit(0, Edit::Tick(2, false)).go();
    assert_eq!(run.said(WAGES), [Some(Said::Empty), Some(Said::Ticked), Some(Said::Empty)]);
    assert_eq!(run.0.household.members[2].facts[WAGE.index()].value, exactly(0));
    let only = Field::Fact { question: 3, member: Some(1), fact: WAGE };
    assert_eq!(run.0.state.fields.iter().map(|one| &one.field).collect::<Vec<_>>(), [&only]);
    run.act(Action::Back);
    assert_eq!(run.picked(0), 0b010, "the boxes come back");
    run.edit(0, Edit::Tick(1, false)).edit(0, Edit::Tick(0, true)).edit(0, Edit::How(How::Unknown)).go();
    assert_eq!(
        run.said(WAGES),
        [Some(Said::Ticked), Some(Said::Unsure), Some(Said::Unsure)],
        "not sure who else"
    );
    assert_eq!(run.0.household.members[2].facts[WAGE.index()].value, Value::Number(Range::not_negative()));
    run.text(0, "7").go();
    assert_eq!(run.page(), ILLNESS);
}

#[test]
fn not_sure_is_taken_back_by_pressing_it_again() {
    let mut run = Run::three();
    run.edit(0, Edit::How(How::Unknown));
    assert_eq!(run.0.state.fields[0].input.how, How::Unknown);
    run.edit(0, Edit::How(How::Unknown)).go();
    assert_eq!(run.said(WAGES), [Some(Said::Empty); 3]);
}

#[test]
fn one_person_needs_no_who() {
    let mut run = Run::listing();
    run.go().edit(0, Edit::Open(true)).go();
    assert_eq!(run.said(WAGES), [Some(Said::Ticked)]);
}

#[test]
fn a_box_cleared_takes_along_what_was_told_in_more_detail() {
    let mut run = Run::listing();
    run.go().edit(0, Edit::Open(true)).go().text(0, "900").go();
    assert_eq!(run.0.household.members[0].facts[WAGE.index()].value, exactly(10_800));
    run.act(Action::Open(Page::Change(WAGES, None))).go();
    assert_eq!(run.0.household.members[0].facts[WAGE.index()].value, exactly(10_800), "only looked at");
    run.act(Action::Open(Page::Change(WAGES, None))).edit(0, Edit::Open(false)).go();
    assert_eq!(run.told(0, WAGE), None);
    assert_eq!(run.0.household.members[0].facts[WAGE.index()].value, exactly(0));
    run.act(Action::Open(Page::Change(WAGES, None))).edit(0, Edit::Open(true)).go().act(Action::Resume);
    assert_eq!(run.page(), MONEY, "ticked again it is asked again");
}

#[test]
fn what_was_typed_stands_there_again_however_the_page_is_left() {
    for way in
        [Action::Back, Action::Open(Page::Results), Action::Open(Page::Answers), Action::Open(Page::Restart)]
    {
        let mut run = Run::three();
        run.edit(0, Edit::Open(true)).edit(0, Edit::Tick(2, true)).act(way.clone());
        assert_eq!(run.said(WAGES), [None; 3], "not gone on: no answer");
        assert_ne!(run.page(), MONEY);
        run.act(if way == Action::Back { Action::Resume } else { Action::Back });
        assert_eq!(run.page(), MONEY, "{way:?}");
        assert_eq!(run.picked(0), 0b100, "{way:?}");
    }
}

#[test]
fn ticks_left_on_a_page_stand_there_when_someone_was_taken_out_meanwhile() {
    let mut run = Run::three();
    run.edit(0, Edit::Open(true)).edit(0, Edit::Tick(2, true)).act(Action::Open(Page::Change(2, None)));
    run.act(Action::Remove(1)).go();
    assert_eq!(run.page(), MONEY);
    assert_eq!(run.picked(0), 0b10, "of those who are left");
    assert_eq!(run.0.state.fields[0].field, Field::Box { question: WAGES, people: 0b11 });
}

#[test]
fn an_answer_belongs_to_the_fact_it_was_drawn_for() {
    let mut run = Run::new(None);
    let drawn = run.0.state.fields.clone();
    run.edit(1, Edit::Open(true)).act(Action::Region(Some("310000".into())));
    assert_eq!(run.0.state.fields[0].field, drawn[0].field, "the host page changes no open page");
    run.go();
    let known = |fact: usize| run.0.household.facts[fact].value;
    assert_eq!([known(0), known(1)], [Value::Truth(Truth::False), Value::Truth(Truth::True)]);
}

#[test]
fn who_is_added_later_is_asked_alone() {
    let mut run = Run::three();
    run.go();
    run.act(Action::Open(Page::Change(2, None))).act(Action::Add(2)).text(3, "9").go();
    assert_eq!(run.said(WAGES), [Some(Said::Empty), Some(Said::Empty), Some(Said::Empty), None]);
    run.act(Action::Resume);
    assert_eq!(run.0.state.fields[0].field, Field::Box { question: WAGES, people: 0b1000 });
}

#[test]
fn each_person_keeps_an_own_answer_on_a_page_gone_through_again() {
    let mut run = Run::three();
    run.edit(0, Edit::Open(true)).edit(0, Edit::Tick(1, true)).edit(0, Edit::How(How::Unknown)).go();
    let said = run.said(WAGES);
    assert_eq!(said, [Some(Said::Unsure), Some(Said::Ticked), Some(Said::Unsure)]);
    run.act(Action::Open(Page::Change(WAGES, None))).go();
    assert_eq!(run.said(WAGES), said);
}

#[test]
fn none_of_them_says_nothing_about_who_is_added_later() {
    let mut run = Run::three();
    let parents = |run: &Run| run.0.household.members[2].parents.clone();
    run.act(Action::Open(Page::Change(PARENTS, Some(2)))).go();
    assert_eq!(run.problems(), [Some(Problem::Nobody)], "nobody is passed over by a hurried press");
    run.edit(0, Edit::How(How::Exact)).go();
    assert_eq!(parents(&run), Some(vec![]));
    run.act(Action::Open(Page::Change(2, None))).act(Action::Add(4)).text(3, "60").go();
    assert_eq!(parents(&run), None, "the new one may be a parent");
    run.act(Action::Open(Page::Change(PARENTS, Some(2))))
        .edit(0, Edit::Tick(0, true))
        .edit(0, Edit::Tick(1, true))
        .go();
    run.act(Action::Open(Page::Change(2, None))).act(Action::Add(4)).text(4, "50").go();
    assert_eq!(parents(&run), Some(vec![0, 1]), "nobody has three");
}

#[test]
fn a_detail_goes_with_the_answer_it_belongs_to() {
    let mut run = Run::listing();
    run.go().go();
    assert_eq!(run.page(), ILLNESS);
    run.edit(0, Edit::Pick(1)).go();
    let change = |run: &mut Run, question: u16| {
        run.act(Action::Open(Page::Change(question, Some(0))));
    };
    run.0.state.tell(
        Some(0),
        NOTE,
        crate::model::answer::RecordedAnswer::plain(Answer::Known(Value::Truth(Truth::True))),
    );
    change(&mut run, 4);
    run.go();
    assert!(run.told(0, NOTE).is_some(), "gone through without a change");
    change(&mut run, 4);
    run.edit(0, Edit::Pick(0)).go();
    assert_eq!(run.told(0, HEALTH), Some(Answer::Known(Value::Choice(1))));
    assert_eq!(run.told(0, NOTE), None, "what held of another illness does not come back");
}

#[test]
fn a_result_is_settled_by_just_what_it_waits_for() {
    let mut run = Run::new(Some("310115"));
    for _ in 0..3 {
        run.act(Action::Skip);
    }
    run.act(Action::Open(Page::Results));
    assert_eq!(run.verdict(2), Verdict::Possible);
    run.act(Action::Settle(2, Some(0)));
    assert_eq!(run.page(), ILLNESS, "only what the programme waits for");
    run.edit(0, Edit::Pick(2)).go();
    assert_eq!(run.page(), Page::Results, "and back");
    assert_eq!(run.verdict(2), Verdict::Likely);
    run.act(Action::Settle(1, None));
    assert_eq!(run.page(), WHERE, "what was left as not known is asked once more");
    run.act(Action::Skip).act(Action::Skip);
    assert_eq!(run.page(), Page::Results);
    assert!(run.0.state.trail.iter().all(|step| step.page != Page::Results), "no way in circles");
}

#[test]
fn an_exact_sum_stands_in_its_band_and_stays_when_that_is_gone_through() {
    let mut run = Run::listing();
    run.go().edit(0, Edit::Open(true)).go().text(0, "900").go();
    let end = |n: i64| Some(Decimal::from(n));
    let bands = vec![
        Range::between(None, end(899)),
        Range::between(end(900), end(1000)),
        Range::between(end(1001), None),
    ];
    let field = Field::Band { question: 3, member: Some(0), bands };
    assert_eq!(run.0.input(&field).picked, 0b010);
    run.0.state.fields = vec![run.0.filled(field)];
    assert!(run.0.take());
    assert_eq!(run.0.household.members[0].facts[WAGE.index()].value, exactly(10_800), "the nearer answer");
    run.edit(0, Edit::Pick(2));
    assert!(run.0.take());
    let above = run.0.household.members[0].facts[WAGE.index()].value.number();
    assert_eq!(
        (above.low.map(|b| b.value), above.high),
        (end(12_012), None),
        "another band is another answer"
    );
}

#[test]
fn what_was_not_said_is_asked_once_more_where_a_result_is_to_be_settled() {
    let mut run = Run::listing();
    run.go().go();
    assert_eq!(run.page(), ILLNESS);
    run.edit(0, Edit::How(How::Declined)).go();
    assert_eq!((run.page(), run.verdict(2)), (Page::Results, Verdict::Possible));
    run.act(Action::Settle(2, Some(0)));
    assert_eq!(run.page(), ILLNESS, "the button leads to a question");
    run.edit(0, Edit::Pick(2)).go();
    assert_eq!((run.page(), run.verdict(2)), (Page::Results, Verdict::Likely));
}

#[test]
fn a_page_seen_again_shows_its_answers_and_leads_back_as_before() {
    let first = Run::new(Some("310000"));
    let mut run = Run::new(Some("310000"));
    run.edit(0, Edit::Open(true)).go().go();
    let later = Visit::of(&run.0.state);
    run.act(Action::Revisit(Visit::of(&first.0.state)));
    assert_eq!((run.page(), run.0.state.trail.len()), (EVENT, 0));
    assert!(run.0.state.fields[0].input.open);
    run.act(Action::Revisit(later.clone()));
    assert!(Visit::of(&run.0.state).is_at(&later));
}

#[test]
fn a_page_about_someone_taken_out_is_passed_over() {
    let mut run = Run::three();
    run.act(Action::Open(Page::Answers)).act(Action::Open(Page::Change(PARENTS, Some(2))));
    let visit = Visit::of(&run.0.state);
    run.act(Action::Back).act(Action::Open(Page::Change(2, None))).act(Action::Remove(2)).go();
    run.act(Action::Revisit(visit));
    assert_eq!(run.page(), Page::Answers);
}

#[test]
fn only_what_was_told_or_is_being_told_would_be_lost() {
    for region in [None, Some("310000"), Some("320000")] {
        let mut run = Run::new(region);
        run.act(Action::Open(Page::Results)).act(Action::Open(Page::Answers)).act(Action::Back);
        assert!(!run.0.holds_answers());
        run.act(Action::Back).edit(0, Edit::Open(true));
        assert!(run.0.holds_answers());
        run.act(Action::Open(Page::Results));
        assert!(run.0.holds_answers(), "what was typed on a page that was left");
        let mut told = Run::new(region);
        told.go();
        assert!(told.0.holds_answers(), "a box left empty is an answer");
        assert!(!told.act(Action::Clear).0.holds_answers());
    }
}

#[test]
fn the_count_of_pages_only_ever_learns() {
    let mut run = Run::three();
    assert_eq!(run.0.state.done, [(0, None), (1, None), (2, None)]);
    run.act(Action::Back).go();
    assert_eq!(run.0.state.done.len(), 3, "each page once");
    run.act(Action::Open(Page::Change(AREA, None))).edit(0, Edit::Pick(1)).go();
    assert_eq!(run.0.state.done.len(), 3, "a change is no step");
}
