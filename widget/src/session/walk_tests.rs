//! Random walks through a session: whatever is pressed in whatever order, the state stays whole.

use yingbao_core::rulebook::Per;

use crate::{
    model::{
        form::everyone,
        input::{Edit, How},
        language::Language,
        state::{MOST_PEOPLE, Page, State, Step, everybody},
        visit::Visit,
    },
    session::{reduce::Action, sample, session::Session},
};

/// A sequence that looks random and is always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn edit(&mut self) -> Edit {
        match self.below(7) {
            0 => Edit::How([How::Exact, How::Age, How::About, How::Unknown, How::Declined][self.below(5)]),
            1 => Edit::Pick(self.below(6) as u8),
            2 => Edit::Tick(self.below(6) as u8, self.below(2) == 0),
            3 => {
                let texts =
                    ["", "0", "7", "31", "1980", "12000", "-3", "x", "鼓楼", "99999999999999999", "2.345"];
                Edit::Text(self.below(3), texts[self.below(texts.len())].to_owned())
            }
            4 => Edit::Open(self.below(2) == 0),
            5 => Edit::HomeRegion([0, 310_000, 320_106, 7][self.below(4)]),
            _ => Edit::Per([Per::Month, Per::Year][self.below(2)]),
        }
    }

    fn page(&mut self, people: usize) -> Page {
        let member = Some(self.below(people));
        match self.below(6) {
            0 => Page::Answers,
            1 => Page::Results,
            2 => Page::Restart,
            3 => Page::Program(self.below(4) as u16),
            _ => {
                let question = self.below(13) as u16;
                Page::Change(question, [None, member][self.below(2)])
            }
        }
    }

    fn action(&mut self, session: &Session, seen: &[Visit]) -> Action {
        let people = session.state.people.len();
        match self.below(24) {
            20 if !seen.is_empty() => Action::Revisit(seen[self.below(seen.len())].clone()),
            21 => Action::Settle(self.below(3) as u16, [None, Some(self.below(people))][self.below(2)]),
            22 if self.below(3) == 0 => Action::Add(self.below(6) as u8),
            23 => Action::Skip,
            0 => Action::Back,
            1 => Action::Open(self.page(people)),
            2 => Action::Resume,
            3 => Action::Language([Language::Chinese, Language::English][self.below(2)]),
            4 if self.below(4) == 0 => Action::Remove(self.below(people + 1)),
            5 if self.below(12) == 0 => Action::Clear,
            6 if self.below(6) == 0 => {
                let codes = [None, Some("310115"), Some("320100"), Some("000000"), Some("é")];
                Action::Region(codes[self.below(codes.len())].map(str::to_owned))
            }
            7..=12 => Action::Edit(self.below(4), self.edit()),
            13 if self.below(4) == 0 => {
                Action::Settle(2, Some(self.below(3)).filter(|member| *member < people))
            }
            _ => Action::Continue,
        }
    }
}

fn steps_are_whole(steps: &[Step], people: usize) {
    for step in steps {
        for field in &step.fields {
            assert!(field.member().is_none_or(|member| member < people), "{step:?} of {people}");
            assert_eq!(everyone(field) & !everybody(people), 0, "{step:?} of {people}");
        }
    }
}

fn whole(session: &Session) {
    let state = &session.state;
    let people = state.people.len();
    assert!((1..=MOST_PEOPLE).contains(&people));
    assert_eq!(session.catalog.relation_of(state, 0), Some("self"));
    steps_are_whole(std::slice::from_ref(&state.step), people);
    steps_are_whole(&state.trail, people);
    let shown: Vec<_> = state.fields.iter().map(|one| one.field.clone()).collect();
    assert_eq!(shown, state.step.fields);
    for record in &state.records {
        assert!(record.member.is_none_or(|member| member < people));
        let same = |other: &&crate::model::state::Record| {
            (other.question, other.member) == (record.question, record.member)
        };
        assert_eq!(state.records.iter().filter(same).count(), 1, "asked once");
    }
    for one in &session.household.members {
        assert!(one.parents.iter().flatten().chain(&one.spouse).all(|m| *m < people));
    }
    assert_eq!(session.household, crate::session::household::household(&session.catalog, state));
    let bytes = postcard::to_allocvec(state).unwrap();
    assert_eq!(&postcard::from_bytes::<State>(&bytes).unwrap(), state);
}

#[test]
fn no_order_of_presses_breaks_the_state() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let region = [None, Some("310000")][dice.below(2)];
        let mut session = Session::new(sample::catalog(), Language::Chinese, region);
        let mut seen = Vec::new();
        for _ in 0..400 {
            let action = dice.action(&session, &seen);
            let before = session.state.revision;
            session.act(action.clone());
            assert!(session.state.revision >= before, "{action:?}");
            whole(&session);
            if seen.len() < 30 {
                seen.push(Visit::of(&session.state));
            }
        }
    }
}
