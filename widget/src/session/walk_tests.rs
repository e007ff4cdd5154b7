//! Random walks through the reducer: whatever is pressed in whatever order, the state stays whole.

use yingbao_core::Per;

use crate::{
    model::{
        draft::{Edit, How},
        state::{MOST_PEOPLE, Page, State},
        visit::Visit,
    },
    session::{
        field::member,
        household::household,
        reduce::{Action, reduce},
        rules::Rules,
        sample,
    },
    text::Language,
};

/// A sequence that looks random and is always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn edit(&mut self) -> Edit {
        match self.below(5) {
            0 => Edit::How([How::Exact, How::Age, How::About, How::Unknown, How::Declined][self.below(5)]),
            1 => Edit::Pick(self.below(6) as u8),
            2 => Edit::Tick(self.below(6) as u8, self.below(2) == 0),
            3 => {
                let texts =
                    ["", "0", "7", "31", "1980", "12000", "-3", "x", "320100", "99999999999999999", "2.345"];
                Edit::Text(self.below(3), texts[self.below(texts.len())].to_owned())
            }
            _ => Edit::Per([Per::Month, Per::Year][self.below(2)]),
        }
    }

    fn page(&mut self, people: usize) -> Page {
        let member = self.below(people + 2);
        let within = self.below(people);
        match self.below(9) {
            0 => Page::Place,
            1 => Page::Person(member),
            2 => Page::People,
            3 => Page::Answers,
            4 => Page::Results,
            5 => Page::Restart,
            6 => Page::Parents(within),
            7 => Page::Spouse(within),
            _ => [Page::Question(3, Some(within)), Page::Question(1, None), Page::Whom(9)][self.below(3)],
        }
    }

    fn action(&mut self, state: &State) -> Action {
        match self.below(21) {
            20 => {
                let mut trail: Vec<Page> =
                    (0..self.below(4)).map(|_| self.page(state.people.len())).collect();
                let page = trail.pop().unwrap_or(Page::Results);
                Action::Revisit(Visit { page, trail, changing: self.below(2) == 0 })
            }
            0 => Action::Back,
            1 => Action::Open(self.page(state.people.len())),
            2 => Action::Resume,
            3 => Action::Language([Language::Chinese, Language::English][self.below(2)]),
            4 if self.below(4) == 0 => Action::Remove(self.below(state.people.len() + 1)),
            5 if self.below(12) == 0 => Action::Clear,
            6 if self.below(6) == 0 => {
                let codes = [None, Some("310115"), Some("320100"), Some("000000"), Some("é")];
                Action::Region(codes[self.below(codes.len())].map(str::to_owned))
            }
            7..=12 => Action::Edit(self.below(3), self.edit()),
            _ => Action::Continue,
        }
    }
}

fn whole(rules: &Rules, state: &State) {
    let mut left: Vec<Page> = state.unsaved.iter().map(|(page, _)| *page).collect();
    left.sort();
    left.dedup();
    assert_eq!(left.len(), state.unsaved.len(), "a page is left once");
    let people = state.people.len();
    assert!((1..=MOST_PEOPLE).contains(&people));
    assert_eq!(state.relation(rules, 0), Some("self"));
    match (state.page, member(state.page)) {
        (Page::Person(member), _) => assert!(member <= people),
        (page, Some(member)) => assert!(member < people, "{page:?} of {people}"),
        _ => {}
    }
    let household = household(rules, state);
    for one in &household.members {
        assert!(one.parents.iter().flatten().chain(&one.spouse).all(|m| *m < people));
    }
    let bytes = postcard::to_allocvec(state).unwrap();
    assert_eq!(&postcard::from_bytes::<State>(&bytes).unwrap(), state);
}

#[test]
fn no_order_of_presses_breaks_the_state() {
    let rules = sample::rules();
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut state = State::new(&rules, Language::Chinese, [None, Some("310000")][dice.below(2)]);
        for _ in 0..400 {
            let action = dice.action(&state);
            let before = state.revision;
            state = reduce(&rules, &state, action.clone());
            assert!(state.revision >= before, "{action:?}");
            whole(&rules, &state);
        }
    }
}
