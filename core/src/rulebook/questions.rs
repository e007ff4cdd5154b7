//! The interview as a rulebook describes it: pages, their questions, and what a family can come for.

use serde::{Deserialize, Serialize};

use super::{Entity, Expr, FactId, ProgramId};

/// A page of the interview: what a person answers in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Name; stable.
    pub id: String,
    /// Slot of its section.
    pub section: u8,
    /// Once for each person rather than once for all.
    pub each: bool,
    /// Stands on the page before it where the two together are short: what a family has to tell differs in length.
    pub joins: bool,
    /// Shown whether or not an answer can still change a verdict: everything else rests on it.
    pub always: bool,
}

/// A question of the interview: one entry of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Name; stable.
    pub id: String,
    /// Slot of its page.
    pub page: u16,
    /// Whom it asks about.
    pub entity: Entity,
    /// The facts it asks for.
    pub facts: Vec<FactId>,
    /// 1 easy to 5 hard or private.
    pub hardness: u8,
    /// How it is asked.
    pub form: Form,
    /// The people it can concern, as a statement about a member; it is never asked about anybody else.
    pub concerns: Option<Expr>,
    /// Asked only from a result's link: it seldom changes a verdict.
    pub refine: bool,
}

/// How a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// The facts themselves, one entry each. Where `blank` is set an empty entry means none of it, as the page says.
    Field {
        /// Whether an entry left empty means 0, or nothing of a set.
        blank: bool,
    },
    /// A box. Ticked, it leads to the people it is about; left empty it means these values, one for each fact.
    Tick(Vec<Unticked>),
    /// A range of the one fact, between values at which something is decided.
    Band {
        /// Where the bands end, over parameters and variables.
        cuts: Vec<Expr>,
        /// Whether the amount at which a band ends still belongs to it: a limit that may be reached.
        inclusive: bool,
    },
    /// Where the family lives.
    Region,
    /// Who of the others is a member's parent.
    Parents,
    /// Who of the others is a member's spouse.
    Spouse,
}

/// What a box that is left empty means for a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unticked {
    /// True or false.
    Truth(bool),
    /// One of some options, as bits.
    Options(u64),
    /// A whole number: of CNY, or of things counted.
    Number(u32),
    /// Nothing of a set.
    Nothing,
}

/// What a family can come for. It orders the pages; it never leaves one out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Name; stable.
    pub id: String,
    /// The programmes it stands for.
    pub programs: Vec<ProgramId>,
}
