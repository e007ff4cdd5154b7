//! What the fields of a page ask, and what stands in them.

use serde::{Deserialize, Serialize};
use yingbao_core::{domain::Range, rulebook::FactId};

use crate::model::input::{FieldInput, Problem};

/// What one field asks. It names its facts and people itself, so that an answer is never taken for another
/// question, whatever changes while the page is open. People are positions, sets of them bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// What the family comes for.
    Needs,
    /// Where the family lives.
    HomeRegion,
    /// A person's age or day of birth.
    Person(usize),
    /// A box, about the household or about these people.
    Box {
        /// The question.
        question: u16,
        /// Whom it is asked about; nobody: the household.
        people: u64,
    },
    /// One option of a set, about the household or about these people.
    Holds {
        /// The question.
        question: u16,
        /// Its fact.
        fact: FactId,
        /// The option.
        option: u8,
        /// Whom it is asked about; nobody: the household.
        people: u64,
    },
    /// A range of the question's one fact.
    Band {
        /// The question.
        question: u16,
        /// The person; none: the household.
        member: Option<usize>,
        /// What can be chosen, each as it is told: by the month or for the year.
        bands: Vec<Range>,
    },
    /// A fact itself.
    Fact {
        /// The question.
        question: u16,
        /// The person; none: the household.
        member: Option<usize>,
        /// The fact.
        fact: FactId,
    },
    /// Who of the others are a person's parents.
    Parents(usize),
    /// Who of the others is a person's spouse.
    Spouse(usize),
}

impl Field {
    /// The question of the rulebook, where it is one with answers of its own.
    #[must_use]
    pub const fn question(&self) -> Option<u16> {
        match self {
            Self::Box { question, .. }
            | Self::Holds { question, .. }
            | Self::Band { question, .. }
            | Self::Fact { question, .. } => Some(*question),
            Self::Needs | Self::HomeRegion | Self::Person(_) | Self::Parents(_) | Self::Spouse(_) => None,
        }
    }

    /// The one person it asks about.
    #[must_use]
    pub const fn member(&self) -> Option<usize> {
        match self {
            Self::Person(member) | Self::Parents(member) | Self::Spouse(member) => Some(*member),
            Self::Band { member, .. } | Self::Fact { member, .. } => *member,
            _ => None,
        }
    }

    /// Makes the field one about the same people after another is taken out of the list; whether it still is one.
    pub fn without(&mut self, gone: usize) -> bool {
        match self {
            Self::Person(member)
            | Self::Parents(member)
            | Self::Spouse(member)
            | Self::Band { member: Some(member), .. }
            | Self::Fact { member: Some(member), .. } => {
                let stays = *member != gone;
                *member -= usize::from(*member > gone);
                stays
            }
            Self::Box { people, .. } | Self::Holds { people, .. } if *people != 0 => {
                *people = shifted(*people, gone);
                *people != 0
            }
            _ => true,
        }
    }
}

/// A set of people after one is taken out of the list.
#[must_use]
pub const fn shifted(people: u64, gone: usize) -> u64 {
    let below = (1u64 << gone) - 1;
    (people & below) | (people >> 1 & !below)
}

/// The positions in a set of people.
pub fn positions(people: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |member| people >> member & 1 == 1)
}

/// A field of the page shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// What it asks.
    pub field: Field,
    /// What stands in it.
    pub input: FieldInput,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

impl FormField {
    /// Takes what was left in a field that asks the same, perhaps of other people: of who is shown now and was not
    /// then, nothing was said.
    pub fn take_over(&mut self, left: &Self) {
        match (&self.field, &left.field) {
            (now, then) if now == then => self.input = left.input.clone(),
            (Field::Box { question, people }, Field::Box { question: the_same, people: then })
                if question == the_same =>
            {
                let picked = left.input.picked & people | self.input.picked & !then;
                self.input = FieldInput { picked, ..left.input.clone() };
            }
            _ => {}
        }
    }
}

/// So many options of a set stand there at once; the others behind 'more'.
pub const OPTIONS_AT_ONCE: usize = 6;

/// Whether an option that stands behind 'more' is ticked.
#[must_use]
pub fn is_ticked_behind(fields: &[FormField]) -> bool {
    let same_set = |a: &FormField, b: &FormField| match (&a.field, &b.field) {
        (Field::Holds { question: a, .. }, Field::Holds { question: b, .. }) => a == b,
        _ => false,
    };
    fields.chunk_by(same_set).any(|set| set.iter().skip(OPTIONS_AT_ONCE).any(|one| one.input.open))
}

/// The people a field of several asks about.
#[must_use]
pub const fn everyone(field: &Field) -> u64 {
    match field {
        Field::Box { people, .. } | Field::Holds { people, .. } => *people,
        _ => 0,
    }
}
