//! A social-assistance programme: its conditions, what it pays, what it says, and how it goes with others.

use serde::{Deserialize, Serialize};

use crate::{
    domain::Day,
    rulebook::{Entity, Expr, FactId, NoteId, ParameterId, Per, ProgramId, SourceId, Unit},
};

/// A social-assistance programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Name in documents.
    pub id: String,
    /// Whom it is tested for.
    pub unit: Entity,
    /// Whether each event is a case of its own; tested for the household as it stands after it.
    pub event: bool,
    /// Group for display.
    pub tier: String,
    /// Conditions, all of which must hold.
    pub criteria: Vec<Criterion>,
    /// What it pays.
    pub amount: Option<AmountRule>,
    /// Notes.
    pub notes: Vec<NoteRule>,
    /// Message keys of what to bring.
    pub papers: Vec<String>,
    /// Message key of where to go.
    pub office: String,
    /// Message key of how long it takes.
    pub time_limit: String,
    /// Message keys of what the office looks up itself and must not ask for.
    pub verifies: Vec<String>,
    /// Numbers to call, message keys too.
    pub phones: Vec<String>,
    /// Message key of when it is looked at again; may be empty.
    pub review: String,
    /// Message key of what to do against a refusal; may be empty.
    pub objection: String,
    /// How it goes with other programmes.
    pub interactions: Vec<Interaction>,
}

/// How two programmes go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InteractionKind {
    /// Never both at once.
    Excludes,
    /// The first leads to the second.
    Opens,
    /// The first pays only what is left above the second.
    TopsUp,
    /// Only the higher of the two.
    HigherOf,
}

impl InteractionKind {
    /// As rulebooks and documents write it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Excludes => "excludes",
            Self::Opens => "opens",
            Self::TopsUp => "tops_up",
            Self::HigherOf => "higher_of",
        }
    }
}

/// A rule on two programmes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    /// Which rule.
    pub kind: InteractionKind,
    /// The other programme.
    pub with: ProgramId,
    /// Articles.
    pub cites: Vec<Citation>,
}

/// What an expression reads, through variables but not through verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// Household facts, sorted.
    pub household: Vec<FactId>,
    /// Member facts, sorted.
    pub member: Vec<FactId>,
    /// Parameters, sorted.
    pub parameters: Vec<ParameterId>,
    /// Programmes whose verdicts it reads, sorted; what those read is not in the rest.
    pub programs: Vec<ProgramId>,
}

/// The days a rule is in force, both ends included; `None`: always was, always will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
}

impl Period {
    /// Whether a day is one of them.
    #[must_use]
    pub fn on(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Name within the programme.
    pub id: String,
    /// The days on which it is asked.
    pub in_force: Period,
    /// Where false, the condition is waived.
    pub applies: Option<Expr>,
    /// The condition.
    pub test: Expr,
    /// The shown numbers are divided by this.
    pub per_head: Option<Expr>,
    /// The unit of the comparison, where the test is one.
    pub unit: Option<Unit>,
    /// What it reads; found again when a file is read.
    #[serde(skip)]
    pub uses: Reads,
    /// A failed test leaves the condition open, with this note.
    pub soft: Option<NoteId>,
    /// Articles.
    pub cites: Vec<Citation>,
}

/// An article of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The text.
    pub source: SourceId,
    /// Article number, as in the text; may be empty.
    pub article: String,
}

/// What a programme pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountRule {
    /// Where false, no amount is estimated.
    pub applies: Option<Expr>,
    /// A flow or stock.
    pub value: Expr,
    /// Of the value.
    pub unit: Unit,
    /// What it reads; found again when a file is read.
    #[serde(skip)]
    pub uses: Reads,
    /// How often it is paid.
    pub per: Per,
}

/// When a note is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRule {
    /// The note.
    pub note: NoteId,
    /// The days on which it is shown.
    pub in_force: Period,
    /// Shown when true.
    pub when: Option<Expr>,
    /// Shown on likely, possible, unlikely.
    pub on: [bool; 3],
}
