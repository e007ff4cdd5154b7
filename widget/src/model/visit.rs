//! A page as it was shown: where the browser's Back and Forward lead. It holds no answer.

use crate::model::state::{State, Step};

/// A page that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The page.
    pub step: Step,
    /// The pages to go back to from there, last one last.
    pub trail: Vec<Step>,
    /// The number under which it was shown.
    pub turn: u32,
}

impl Visit {
    /// The page that is shown.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self { step: state.step.clone(), trail: state.trail.clone(), turn: state.turn }
    }

    /// Whether both stand at the same place of a run.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        let pages = |visit: &Self| visit.trail.iter().map(|step| step.page).collect::<Vec<_>>();
        self.step.page == other.step.page && pages(self) == pages(other)
    }
}
