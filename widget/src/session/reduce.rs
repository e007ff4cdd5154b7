//! The one function that changes the state. It knows no page, no clock and no network.

use crate::{
    model::{
        draft::{Draft, Edit, How},
        state::{MOST_PEOPLE, Page, State},
        visit::{Visit, revisit},
    },
    session::{
        field::{self, Field, FormField},
        route::{following, section, urgent},
        rules::{Rules, URGENT},
    },
    text::Language,
};

/// Something a person or the host page does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows another language.
    Language(Language),
    /// The host page sets the place.
    Region(Option<String>),
    /// A field changes.
    Edit(usize, Edit),
    /// Takes the answers of the page and goes on.
    Continue,
    /// Goes back one page.
    Back,
    /// Shows a page again that was shown before.
    Revisit(Visit),
    /// Opens a page, to come back from.
    Open(Page),
    /// Takes a person out.
    Remove(usize),
    /// Goes on with the questions that are left.
    Resume,
    /// Clears all answers.
    Clear,
}

/// The state after an action.
#[must_use]
pub fn reduce(rules: &Rules, state: &State, action: Action) -> State {
    let mut after = state.clone();
    match action {
        Action::Language(language) => after.language = language,
        Action::Region(region) => {
            after.preset_place(rules, region.as_deref());
            // Any other open page stays as it was drawn: its fields name their facts themselves.
            if after.page == Page::Place {
                after.fields = field::filled(rules, &after);
            }
        }
        Action::Edit(slot, edit) => edited(&mut after, slot, edit),
        Action::Continue => go_on(rules, &mut after),
        Action::Back => {
            after.set_aside(rules);
            after.changing = false;
            let page = after.trail.pop().unwrap_or_else(|| following(rules, &after));
            // The list of people may itself have been opened from the answers.
            after.changing = page == Page::People && after.trail.last() == Some(&Page::Answers);
            after.show(rules, page);
        }
        Action::Revisit(visit) => revisit(rules, &mut after, visit),
        Action::Open(page) => open(rules, &mut after, page),
        Action::Remove(member) => {
            after.remove(member);
            after.revision += 1;
            after.show(rules, Page::People);
        }
        Action::Resume => {
            after.set_aside(rules);
            after.changing = false;
            after.trail.push(after.page);
            let page = following(rules, &after);
            after.show(rules, page);
        }
        Action::Clear => {
            let region = state.preset.map(|code| format!("{code:06}"));
            after = State::new(rules, state.language, region.as_deref());
            // Never a revision that was used before: what is cached by it would come back.
            after.revision += state.revision + 1;
            after.turn = after.turn.wrapping_add(state.turn);
        }
    }
    after
}

fn open(rules: &Rules, state: &mut State, page: Page) {
    match page {
        Page::Person(member) if member > state.people.len() || member >= MOST_PEOPLE => return,
        Page::Results | Page::Answers | Page::Restart => state.changing = false,
        // A person is opened from the list of people, and leads back to it by itself.
        Page::Person(_) if state.page == Page::People => {}
        _ => state.changing = true,
    }
    state.set_aside(rules);
    if state.page != page {
        state.trail.push(state.page);
    }
    state.show(rules, page);
}

fn edited(state: &mut State, slot: usize, edit: Edit) {
    let Some(FormField { field, draft, problem }) = state.fields.get_mut(slot) else { return };
    *problem = None;
    match (field, &edit) {
        (Field::Birth, Edit::How(how)) if *how != draft.how => {
            *draft = Draft { how: *how, ..Draft::default() };
        }
        // What the empty boxes mean leaves the ticked ones as they are.
        (Field::Whom { .. }, Edit::How(how)) => draft.how = *how,
        // A wider place chosen anew makes the narrower ones void.
        (Field::Place, Edit::Text(level, _)) => {
            draft.how = How::Exact;
            for text in draft.texts.iter_mut().skip(*level) {
                text.clear();
            }
            draft.edit(edit);
        }
        _ => draft.edit(edit),
    }
}

fn go_on(rules: &Rules, state: &mut State) {
    let left = state.page;
    if let Err(problems) = field::read(rules, state) {
        for (field, problem) in state.fields.iter_mut().zip(problems) {
            field.problem = problem;
        }
        return;
    }
    match left {
        Page::People => state.people_listed = true,
        Page::Person(_) if state.trail.last() == Some(&Page::People) => {
            state.trail.pop();
            return state.show(rules, Page::People);
        }
        _ => {}
    }
    if state.changing {
        state.changing = false;
        if let Some(page) = state.trail.pop() {
            return state.show(rules, page);
        }
    }
    state.trail.push(left);
    let mut next = following(rules, state);
    let is_urgent = |page| {
        let name = section(rules, page).and_then(|s| rules.book.sections.get(usize::from(s)));
        name.map(String::as_str) == Some(URGENT)
    };
    if is_urgent(left) && !is_urgent(next) {
        let screened = rules.screened(state);
        if !urgent(rules, state, &screened.screening.entries).is_empty() {
            next = Page::Urgent;
        }
    }
    state.show(rules, next);
}
