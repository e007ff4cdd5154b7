//! A page as it was shown: where the browser's Back and Forward lead. It holds no answer.

use crate::{
    model::state::{Page, State},
    session::{field::member, rules::Rules},
};

/// A page that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The page.
    pub page: Page,
    /// The pages to go back to from there, last one last.
    pub trail: Vec<Page>,
    /// Whether it was opened to change an answer.
    pub changing: bool,
}

impl Visit {
    /// The page that is shown.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self { page: state.page, trail: state.trail.clone(), changing: state.changing }
    }

    /// Whether both stand at the same place of a run.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        self.page == other.page && self.trail == other.trail
    }
}

/// Shows a page again. People may have been taken out since: of their pages the one before is shown.
pub fn revisit(rules: &Rules, state: &mut State, visit: Visit) {
    state.set_aside(rules);
    let people = state.people.len();
    let there = |page: &Page| match (*page, member(*page)) {
        (Page::Person(member), _) => member <= people,
        (_, Some(member)) => member < people,
        _ => true,
    };
    state.trail = visit.trail.into_iter().filter(there).collect();
    state.changing = visit.changing;
    let page = if there(&visit.page) { Some(visit.page) } else { state.trail.pop() };
    state.show(rules, page.unwrap_or(Page::People));
}

#[cfg(test)]
mod tests {
    use super::Visit;
    use crate::{
        model::{
            draft::Edit,
            state::{Page, State},
        },
        session::{
            reduce::{Action, reduce},
            rules::Rules,
            sample,
        },
        text::Language,
    };

    fn run(rules: &Rules, state: &State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state.clone(), |state, action| reduce(rules, &state, action))
    }

    fn text(slot: usize, text: &str) -> Action {
        Action::Edit(slot, Edit::Text(0, text.to_owned()))
    }

    #[test]
    fn a_page_seen_again_shows_its_answers_and_leads_back_as_before() {
        let rules = sample::rules();
        let first = State::new(&rules, Language::Chinese, Some("310000"));
        let asked = run(&rules, &first, [Action::Edit(0, Edit::Tick(0, true)), Action::Continue]);
        let later = run(&rules, &asked, [Action::Continue, Action::Edit(0, Edit::Pick(0)), Action::Continue]);
        let again = run(&rules, &later, [Action::Revisit(Visit::of(&first))]);
        assert_eq!((again.page, again.trail.len()), (first.page, 0));
        assert_eq!(again.fields[0].draft.picked, 0b1);
        let forward = run(&rules, &again, [Action::Revisit(Visit::of(&later))]);
        assert_eq!(Visit::of(&forward), Visit::of(&later));
    }

    #[test]
    fn a_page_of_someone_taken_out_is_passed_over() {
        let rules = sample::rules();
        let first = State::new(&rules, Language::Chinese, Some("310000"));
        let people = run(&rules, &first, [Action::Open(Page::Person(1)), Action::Edit(0, Edit::Pick(1))]);
        let people = run(&rules, &people, [text(1, "30"), Action::Continue, Action::Open(Page::People)]);
        assert_eq!(people.people.len(), 2);
        let parents = run(&rules, &people, [Action::Open(Page::Parents(1))]);
        let gone = run(&rules, &people, [Action::Remove(1), Action::Revisit(Visit::of(&parents))]);
        assert_eq!(gone.page, Page::People);
    }

    #[test]
    fn only_what_was_told_or_is_being_told_would_be_lost() {
        let rules = sample::rules();
        for region in [None, Some("310000"), Some("320000")] {
            let fresh = State::new(&rules, Language::Chinese, region);
            let looked = [Action::Open(Page::Results), Action::Open(Page::Answers), Action::Back];
            let looked = run(&rules, &fresh, looked);
            assert!(!fresh.holds_answers(&rules) && !looked.holds_answers(&rules));
            let typing = run(&rules, &fresh, [Action::Edit(0, Edit::Tick(0, true))]);
            assert!(typing.holds_answers(&rules));
            let left = run(&rules, &typing, [Action::Open(Page::Results)]);
            assert!(left.holds_answers(&rules), "what was typed on a page that was left");
            let told = run(&rules, &fresh, [Action::Continue]);
            assert!(told.holds_answers(&rules), "a box left empty is an answer");
            assert!(!run(&rules, &told, [Action::Clear]).holds_answers(&rules));
            let person =
                run(&rules, &fresh, [Action::Open(Page::Person(0)), text(0, "40"), Action::Continue]);
            assert!(person.holds_answers(&rules));
        }
    }
}
