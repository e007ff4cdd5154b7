//! What the engine answers.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{Range, Truth},
    rulebook::{Compare, FactId, NoteId, Per, ProgramId, Unit},
};

/// What every completion of the unknown says of a programme. Never the authority's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every completion satisfies every criterion the tool can test.
    Likely,
    /// Some do, some may not.
    Possible,
    /// No completion does.
    Unlikely,
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Likely,
            Truth::False => Self::Unlikely,
            Truth::Unknown => Self::Possible,
        }
    }
}

/// What a verdict that is possible waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// The family's answers: what is missing may settle it.
    Answers,
    /// A local rule or the office's own judgement: no answer settles it.
    Office,
    /// Other programmes alone, in statutory order: with their verdicts settled, whichever way, it is settled too.
    Follows(Vec<ProgramId>),
}

/// Something that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingInput {
    /// The region.
    Region,
    /// A household fact.
    Household(FactId),
    /// A member's fact.
    Member(usize, FactId),
    /// Who a member's parents are.
    Parents(usize),
    /// Who a member's spouse is.
    Spouse(usize),
}

/// An estimate of what a programme pays, rounded as it is paid. Bounds every completion that qualifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// CNY; no upper end: at least.
    pub range: Range,
    /// How often.
    pub per: Per,
}

/// The two sides of a comparison as shown: per head where the criterion says so, flows per month.
/// The comparison itself is exact and on totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The family's side.
    pub left: Range,
    /// How they are compared.
    pub compare: Compare,
    /// The rule's side.
    pub right: Range,
    /// How far on the good side; below zero on the other.
    pub margin: Range,
    /// Of all three numbers.
    pub unit: Unit,
}

/// Why a criterion holds, fails or stays open. Made by the evaluation alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub(crate) holds: Truth,
    pub(crate) waived: bool,
    pub(crate) failed_softly: bool,
    pub(crate) statement: Option<Statement>,
}

impl Reason {
    /// Whether the criterion holds; a waived one does.
    #[must_use]
    pub const fn holds(&self) -> Truth {
        self.holds
    }

    /// Whether the criterion does not apply here.
    #[must_use]
    pub const fn waived(&self) -> bool {
        self.waived
    }

    /// Whether the test failed and the place decides what that means.
    #[must_use]
    pub const fn failed_softly(&self) -> bool {
        self.failed_softly
    }

    /// The numbers, where the test is a comparison.
    #[must_use]
    pub const fn statement(&self) -> Option<&Statement> {
        self.statement.as_ref()
    }
}

/// One programme in short, for the household or for one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The programme.
    pub program: ProgramId,
    /// The member, for a programme tested per person.
    pub member: Option<usize>,
    /// The estimate.
    pub verdict: Verdict,
    /// What it would pay, where that can be estimated.
    pub amount: Option<Amount>,
}

/// One programme, for the household or for one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The programme.
    pub program: ProgramId,
    /// The member, for a programme tested per person.
    pub member: Option<usize>,
    /// The estimate.
    pub verdict: Verdict,
    /// What it waits for, where it is possible.
    pub open: Option<Open>,
    /// What it would pay, where that can be estimated.
    pub amount: Option<Amount>,
    /// One reason a criterion, in the rulebook's order.
    pub reasons: Vec<Reason>,
    /// What can still change the verdict.
    pub missing: Vec<MissingInput>,
    /// What can still change the amount alone.
    pub amount_missing: Vec<MissingInput>,
    /// Notes, sorted.
    pub notes: Vec<NoteId>,
}

/// Every programme, and what to ask next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    /// In statutory order; a programme per person once for every member.
    pub entries: Vec<Entry>,
    /// What can still change a verdict, best question first; declined facts left out.
    pub next: Vec<MissingInput>,
}
