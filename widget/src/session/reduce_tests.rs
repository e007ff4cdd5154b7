//! Whole runs through the reducer, over the sample rulebook.

use rust_decimal::Decimal;
use yingbao_core::{FactId, Per, Range, Truth, Value, Verdict};

use crate::{
    model::{
        answer::Answer,
        draft::{Edit, How, Problem},
        state::{Page, Place, State},
    },
    session::{
        household::household,
        reduce::{Action, reduce},
        rules::Rules,
        sample,
    },
    text::Language,
};

const WAGE: FactId = FactId(3);

struct Run {
    rules: Rules,
    state: State,
}

impl Run {
    fn new(region: Option<&str>) -> Self {
        let rules = sample::rules();
        let state = State::new(&rules, Language::Chinese, region);
        Self { rules, state }
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.state = reduce(&self.rules, &self.state, action);
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

    fn problems(&self) -> Vec<Option<Problem>> {
        self.state.fields.iter().map(|one| one.problem).collect()
    }

    fn verdict(&self, program: usize) -> Verdict {
        self.rules.screened(&self.state).screening.entries[program].verdict
    }

    /// Adds a person of 30 from the list of people.
    fn add(&mut self, relation: u8) -> &mut Self {
        self.act(Action::Open(Page::Person(self.state.people.len())));
        self.edit(0, Edit::Pick(relation)).text(1, "30").go()
    }

    /// No emergency, self aged 40, alone.
    fn alone() -> Self {
        let mut run = Self::new(Some("310115"));
        run.go().text(0, "40").go().go();
        run
    }
}

#[test]
fn urgent_then_people_then_what_still_matters_then_results() {
    let mut run = Run::new(Some("310115"));
    assert_eq!(run.state.place, Some(Place::Known(310_000)), "the nearest place on record");
    assert_eq!(run.state.page, Page::Question(0, None));
    run.go();
    assert_eq!(run.state.page, Page::Question(1, None), "the place is preset, urban or rural matters");
    run.edit(0, Edit::Pick(0)).go();
    assert_eq!(run.state.page, Page::Person(0));
    run.text(0, "40").go();
    assert_eq!(run.state.page, Page::People);
    run.go();
    assert_eq!(run.state.page, Page::Question(3, Some(0)));
    run.text(0, "900").go();
    assert_eq!(run.verdict(1), Verdict::Likely);
    assert_eq!(run.state.page, Page::Question(4, Some(0)));
    run.edit(0, Edit::How(How::Declined)).go();
    assert_eq!(run.state.page, Page::Results);
    assert_eq!(run.verdict(2), Verdict::Possible, "not said never means no");
    let household = household(&run.rules, &run.state);
    assert!(household.members[0].facts[4].declined);
    assert_eq!(household.facts[0].value, Value::Truth(Truth::False), "a box left empty is an answer");
}

#[test]
fn urgent_help_is_shown_at_once() {
    let mut run = Run::new(None);
    run.edit(0, Edit::Tick(1, true)).go();
    assert_eq!(run.state.page, Page::Urgent);
    run.go();
    assert_eq!(run.state.page, Page::Place);
    run.act(Action::Back);
    assert_eq!(run.state.page, Page::Urgent);
    run.act(Action::Back);
    assert_eq!(run.state.page, Page::Question(0, None));
    assert_eq!(run.state.fields[0].draft.picked, 0b10, "the ticks come back");
}

#[test]
fn a_place_is_narrowed_step_by_step() {
    let mut run = Run::new(Some("320000"));
    run.go();
    assert_eq!(run.state.page, Page::Place, "a province has narrower places");
    assert_eq!(run.state.fields[0].draft.texts[0], "320000");
    run.edit(0, Edit::Text(1, "320100".into())).edit(0, Edit::Text(2, "320106".into()));
    run.edit(0, Edit::Text(0, "310000".into()));
    assert_eq!(run.state.fields[0].draft.texts, ["310000", "", ""]);
    run.edit(0, Edit::Text(0, String::new())).go();
    assert_eq!(run.problems(), [Some(Problem::Pick)]);
    run.edit(0, Edit::How(How::Unknown)).go();
    assert_eq!(run.state.place, Some(Place::Unknown));
    assert_ne!(run.state.page, Page::Place, "not asked again");
}

#[test]
fn only_i_do_not_know_ends_in_results_and_refuses_nothing() {
    let mut run = Run::new(None);
    for _ in 0..30 {
        if run.state.page == Page::Results {
            break;
        }
        for slot in 0..run.state.fields.len() {
            run.edit(slot, Edit::How(How::Unknown));
        }
        run.go();
    }
    assert_eq!(run.state.page, Page::Results);
    assert!(run.rules.screened(&run.state).screening.entries.iter().all(|e| e.verdict == Verdict::Possible));
}

#[test]
fn a_wrong_entry_stays_with_its_problem_and_changes_no_answer() {
    let mut run = Run::alone();
    run.state.page = Page::Results;
    run.act(Action::Open(Page::Question(3, Some(0))));
    let before = run.state.revision;
    run.text(0, "abc").go();
    assert_eq!(run.problems(), [Some(Problem::Number)]);
    assert_eq!(run.state.revision, before);
    run.text(0, "12");
    assert_eq!(run.problems(), [None], "typing takes the message away");
    run.edit(0, Edit::Per(Per::Year)).go();
    assert_eq!(run.state.page, Page::Results, "back to where it was opened");
    let told = run.state.told(Some(0), WAGE).unwrap();
    assert_eq!(told.per, Per::Year);
    assert_eq!(told.answer, Answer::Known(Value::Number(Range::exact(Decimal::from(12)))));
    let household = household(&run.rules, &run.state);
    assert_eq!(household.members[0].facts[3].value, Value::Number(Range::exact(Decimal::from(12))));
}

#[test]
fn people_come_and_go_with_their_answers() {
    let mut run = Run::new(Some("310000"));
    run.go().edit(0, Edit::Pick(0)).go().text(0, "40").go();
    for (relation, age) in [(2, "12"), (1, "38")] {
        run.act(Action::Open(Page::Person(run.state.people.len())));
        run.edit(0, Edit::Pick(relation)).text(1, age).go();
        assert_eq!(run.state.page, Page::People);
    }
    assert_eq!(run.state.relation(&run.rules, 2), Some("spouse"));
    run.act(Action::Open(Page::Person(3))).go();
    assert_eq!(run.problems(), [Some(Problem::Relation), Some(Problem::Missing)]);
    run.act(Action::Back);
    assert_eq!((run.state.page, run.state.people.len()), (Page::People, 3), "nobody half added");
    run.act(Action::Remove(1));
    assert_eq!(run.state.people.len(), 2);
    assert_eq!(run.state.relation(&run.rules, 1), Some("spouse"));
    run.act(Action::Remove(0));
    assert_eq!(run.state.people.len(), 2, "the person asked stays");
    run.go();
    assert_eq!(run.state.page, Page::Whom(9), "on to the first question, not back");
    run.act(Action::Open(Page::Answers)).act(Action::Open(Page::People)).act(Action::Open(Page::Person(1)));
    run.text(1, "39").go();
    assert_eq!(run.state.page, Page::People);
    run.text(1, "38").go();
    assert_eq!(run.state.page, Page::Answers, "back to where the list was opened");
    let household = household(&run.rules, &run.state);
    assert_eq!(household.members[1].facts[2].value, Value::Number(Range::exact(Decimal::from(39))));
}

#[test]
fn a_birth_is_a_day_or_an_age_but_not_both() {
    let mut run = Run::alone();
    run.act(Action::Open(Page::Person(0)));
    run.edit(0, Edit::How(How::Exact));
    assert_eq!(run.state.fields[0].draft.texts[0], "", "an age is no year");
    for (slot, text) in ["1986", "11", "25"].into_iter().enumerate() {
        run.edit(0, Edit::Text(slot, text.to_owned()));
    }
    run.go();
    let household = household(&run.rules, &run.state);
    assert_eq!(household.members[0].facts[2].value, Value::Number(Range::exact(Decimal::from(39))));
    assert!(run.state.told(Some(0), FactId(2)).is_none());
}

#[test]
fn the_language_changes_midway_and_nothing_else() {
    let mut run = Run::alone();
    run.act(Action::Open(Page::Question(3, Some(0)))).text(0, "77");
    let before = run.state.clone();
    run.act(Action::Language(Language::English));
    assert_eq!(State { language: Language::Chinese, ..run.state.clone() }, before);
}

#[test]
fn starting_again_clears_all_but_the_preset_place() {
    let mut run = Run::alone();
    run.act(Action::Open(Page::Question(3, Some(0)))).text(0, "77");
    let (revision, turn) = (run.state.revision, run.state.turn);
    run.act(Action::Open(Page::Restart)).act(Action::Clear);
    let fresh = State::new(&run.rules, Language::Chinese, Some("310000"));
    assert!(run.state.revision > revision && run.state.turn > turn);
    assert_eq!(State { revision: fresh.revision, turn: fresh.turn, ..run.state.clone() }, fresh);
}

#[test]
fn a_state_survives_as_bytes() {
    let mut run = Run::alone();
    run.act(Action::Open(Page::Question(3, Some(0)))).edit(0, Edit::How(How::About)).text(0, "5");
    let bytes = postcard::to_allocvec(&run.state).unwrap();
    assert_eq!(postcard::from_bytes::<State>(&bytes).unwrap(), run.state);
}

#[test]
fn one_page_asks_whom_a_question_concerns() {
    let mut run = three();
    run.go();
    assert_eq!(run.state.page, Page::Whom(9));
    run.edit(0, Edit::Tick(1, true)).go();
    assert_eq!(run.problems(), [Some(Problem::Rest)], "nobody is passed over by a hurried press");
    run.edit(0, Edit::Tick(2, true)).edit(0, Edit::How(How::Exact));
    assert_eq!(run.state.fields[0].draft.picked, 0b110, "the boxes stay as they are");
    run.edit(0, Edit::Tick(2, false)).go();
    let told = |run: &Run, member| run.state.told(Some(member), WAGE).map(|t| t.answer.clone());
    assert_eq!([told(&run, 0), told(&run, 1), told(&run, 2)], [Some(nothing()), None, Some(nothing())]);
    assert_eq!(run.state.page, Page::Question(3, Some(1)), "only the one ticked is asked how much");
    run.act(Action::Back);
    assert_eq!(run.state.fields[0].draft.picked, 0b010, "the boxes come back");
    run.edit(0, Edit::Tick(0, true)).edit(0, Edit::How(How::Declined)).go();
    assert_eq!(told(&run, 0), None);
    assert_eq!(told(&run, 2), Some(Answer::Declined));
    assert_eq!(run.state.page, Page::Question(3, Some(0)));
    run.text(0, "7").go().text(0, "8").go();
    assert_eq!(run.state.page, Page::Question(4, Some(0)), "a choice without 'none' is asked one by one");
}

fn three() -> Run {
    let mut run = Run::new(Some("310000"));
    run.go().edit(0, Edit::Pick(0)).go().text(0, "40").go();
    for relation in [1, 2] {
        run.add(relation);
    }
    run
}

fn nothing() -> Answer {
    Answer::Known(Value::Number(Range::exact(Decimal::ZERO)))
}

#[test]
fn what_was_typed_stands_there_again_however_the_page_is_left() {
    for way in
        [Action::Back, Action::Open(Page::Results), Action::Open(Page::Answers), Action::Open(Page::Restart)]
    {
        let mut run = three();
        run.go().edit(0, Edit::Tick(2, true)).act(way.clone());
        assert_eq!(run.state.told(Some(2), WAGE), None, "not gone on: no answer");
        assert_ne!(run.state.page, Page::Whom(9));
        run.act(if way == Action::Back { Action::Resume } else { Action::Back });
        assert_eq!(run.state.page, Page::Whom(9), "{way:?}");
        assert_eq!(run.state.fields[0].draft.picked, 0b100, "{way:?}");
    }
    let mut run = three();
    run.act(Action::Open(Page::Person(3))).text(1, "8").act(Action::Back).act(Action::Open(Page::Person(3)));
    assert_eq!(run.state.fields[1].draft.texts[0], "8", "a person half entered");
    run.act(Action::Back).act(Action::Remove(1)).act(Action::Open(Page::Person(2)));
    assert_eq!(run.state.fields[1].draft.texts[0], "8", "with one person fewer before it");
    run.edit(0, Edit::Pick(3)).go().act(Action::Open(Page::Person(3)));
    assert_eq!(run.state.fields[1].draft.texts[0], "", "once taken, it is not offered for the next one");
}

#[test]
fn ticks_left_on_a_page_stand_there_when_someone_was_added_meanwhile() {
    let mut run = three();
    run.go().edit(0, Edit::Tick(1, true)).edit(0, Edit::How(How::Exact));
    run.act(Action::Open(Page::People)).add(2).act(Action::Open(Page::Whom(9)));
    assert_eq!(run.state.fields[0].draft.picked, 0b0010);
    run.go();
    assert_eq!(run.problems(), [Some(Problem::Rest)], "nothing was said of the new one");
    run.edit(0, Edit::Tick(3, true)).act(Action::Open(Page::People)).act(Action::Remove(2));
    run.act(Action::Open(Page::Whom(9)));
    assert_eq!(run.state.fields[0].draft.picked, 0b0110, "of those who are left");
}

#[test]
fn an_answer_belongs_to_the_fact_it_was_drawn_for() {
    let mut run = Run::new(None);
    let drawn = run.state.fields.clone();
    run.edit(0, Edit::Tick(1, true)).act(Action::Region(Some("310000".into())));
    assert_eq!(run.state.fields[0].field, drawn[0].field, "the host page changes no open page");
    run.go();
    let told = |fact| run.state.told(None, FactId(fact)).map(|t| t.answer.clone());
    assert_eq!(told(1), Some(Answer::Known(Value::Truth(Truth::True))));
    assert_eq!(told(0), Some(Answer::Known(Value::Truth(Truth::False))));
}

#[test]
fn who_is_added_later_was_not_asked() {
    let mut run = three();
    run.go().edit(0, Edit::Tick(1, true)).edit(0, Edit::How(How::Exact)).go();
    run.act(Action::Open(Page::People)).add(2).act(Action::Open(Page::Whom(9)));
    assert_eq!(run.state.fields[0].draft.picked, 0b0010, "the one ticked, and not the new one");
    run.go();
    assert_eq!(run.problems(), [Some(Problem::Rest)], "what an empty box means is asked anew");
    assert_eq!(run.state.told(Some(3), WAGE), None);
    run.edit(0, Edit::How(How::Unknown)).go();
    assert_eq!(run.state.told(Some(3), WAGE).unwrap().answer, Answer::Unknown);
}

#[test]
fn each_person_keeps_an_own_answer_on_a_page_gone_through_again() {
    let mut run = three();
    run.go().edit(0, Edit::How(How::Exact)).go();
    run.act(Action::Open(Page::Question(3, Some(1)))).edit(0, Edit::How(How::Unknown)).go();
    let told = |run: &Run| [0, 1, 2].map(|m| run.state.told(Some(m), WAGE).unwrap().answer.clone());
    assert_eq!(told(&run), [nothing(), Answer::Unknown, nothing()]);
    run.act(Action::Open(Page::Whom(9))).go();
    assert_eq!(told(&run), [nothing(), Answer::Unknown, nothing()]);
    run.act(Action::Open(Page::Whom(9))).edit(0, Edit::How(How::Declined)).go();
    assert_eq!(told(&run), [Answer::Declined, Answer::Declined, Answer::Declined], "said anew of all");
    // Statements to tick go the same way.
    run.state.tell(None, FactId(1), crate::model::answer::Told::plain(Answer::Unknown));
    run.act(Action::Open(Page::Question(0, None))).go();
    let told = |fact| run.state.told(None, FactId(fact)).map(|t| t.answer.clone());
    assert_eq!(told(0), Some(Answer::Known(Value::Truth(Truth::False))));
    assert_eq!(told(1), Some(Answer::Unknown));
}

#[test]
fn none_of_them_says_nothing_about_who_is_added_later() {
    let mut run = three();
    run.act(Action::Open(Page::Parents(2))).go();
    assert_eq!(run.problems(), [Some(Problem::Rest)], "nobody is passed over by a hurried press");
    run.edit(0, Edit::How(How::Exact)).go();
    assert_eq!(household(&run.rules, &run.state).members[2].parents, Some(vec![]));
    run.act(Action::Open(Page::People)).add(1);
    assert_eq!(household(&run.rules, &run.state).members[2].parents, None, "the new one may be a parent");
    run.act(Action::Open(Page::Parents(2))).edit(0, Edit::Tick(0, true)).edit(0, Edit::Tick(3, true)).go();
    run.act(Action::Open(Page::People)).add(4);
    assert_eq!(household(&run.rules, &run.state).members[2].parents, Some(vec![0, 3]), "nobody has three");
}

#[test]
fn a_detail_goes_with_the_answer_it_belongs_to() {
    let mut run = Run::alone();
    let (health, note) = (FactId(4), FactId(5));
    let open = |fact: u16| Action::Open(Page::Question(fact, Some(0)));
    let told = |run: &Run, fact| run.state.told(Some(0), fact).map(|t| t.answer.clone());
    run.act(open(4)).edit(0, Edit::Pick(1)).go().act(open(5)).edit(0, Edit::Pick(0)).go();
    assert_eq!(told(&run, note), Some(Answer::Known(Value::Truth(Truth::True))));
    run.act(open(4)).go();
    assert!(told(&run, note).is_some(), "gone through without a change");
    run.act(open(4)).edit(0, Edit::Pick(0)).go();
    assert_eq!(told(&run, health), Some(Answer::Known(Value::Choice(1))));
    assert_eq!(told(&run, note), None);
    run.act(open(4)).edit(0, Edit::Pick(2)).go();
    assert_eq!(told(&run, note), None, "what held of another illness does not come back");
}

#[test]
fn someone_who_is_somebody_else_now_has_other_links() {
    let mut run = three();
    run.act(Action::Open(Page::Parents(2))).edit(0, Edit::Tick(0, true)).edit(0, Edit::Tick(1, true)).go();
    run.act(Action::Open(Page::Person(2))).text(1, "31").go();
    assert!(run.state.people[2].parents.is_some(), "only older");
    run.act(Action::Open(Page::Person(2))).edit(0, Edit::Pick(4)).go();
    assert_eq!(run.state.people[2].parents, None);
}
