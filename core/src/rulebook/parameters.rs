//! Figures and choices that law leaves to places and dates, and the values that places set.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Area, Expr, Grade, NoteId, ParameterId, Per, SourceId};
use crate::domain::{Day, Range, Truth};

/// What a parameter holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterType {
    /// CNY over time, written for a month or a year.
    Flow(Per),
    /// CNY.
    Stock,
    /// A whole number.
    Count,
    /// A share, a multiple.
    Share,
    /// Completed years.
    Years,
    /// True or false.
    Truth,
    /// One of some options.
    Choice(Vec<String>),
    /// Square metres.
    Area,
}

impl ParameterType {
    /// Whether a value of this type can be so many times one of another: a sum over time, or an amount beside one.
    #[must_use]
    pub const fn is_multiple_of(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Flow(_), Self::Flow(_))
                | (Self::Stock, Self::Flow(_) | Self::Stock)
                | (Self::Area, Self::Area)
        )
    }
}

/// What holds where no value is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unset {
    /// The range of what is in force in any place: what one place sets says little of its neighbours.
    Anywhere,
    /// Between two expressions over earlier parameters.
    Between(Option<Expr>, Option<Expr>),
}

/// A figure or choice that law leaves to places or dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Name in documents and expressions.
    pub id: String,
    /// What it holds.
    pub kind: ParameterType,
    /// Whether urban and rural places may differ.
    pub areas: bool,
    /// Whether a value past review counts as 'at least this'.
    pub rises: bool,
    /// What every value lies in.
    pub bounds: Range,
    /// What holds where no value is set.
    pub unset: Unset,
    /// What no place goes below, as far as is known: holds wherever the lower end is open.
    pub floor: Option<Expr>,
    /// What no place goes above, as far as is known: holds wherever the upper end is open.
    pub ceiling: Option<Expr>,
    /// Note shown where no value is set.
    pub unset_note: Option<NoteId>,
    /// Parameters of which one override drops the region's others.
    pub group: Option<String>,
    /// The value once another of the group is set; `None` in it is no limit.
    #[serde(with = "crate::domain::decimal::limit")]
    pub group_default: Option<Option<Decimal>>,
}

/// What a parameter's value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterValue {
    /// A number, flows per year.
    Number(Range),
    /// A statement.
    Truth(Truth),
    /// The options still possible.
    Choice(u64),
    /// A limit that there is not: above every sum that can be told.
    NoLimit,
}

/// A value as a place writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// The value itself.
    Set(ParameterValue),
    /// So many times what an earlier parameter is in the same place on the same day.
    Times(Multiple),
}

/// So many times another parameter: of a sum over time, what it is in the month or year for which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiple {
    /// How many times.
    pub times: Range,
    /// The parameter, earlier than the one that is a multiple of it.
    pub of: ParameterId,
}

/// A value in force from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The parameter.
    pub parameter: ParameterId,
    /// First day in force.
    pub from: Day,
    /// Value for urban places, if set.
    pub urban: Option<Figure>,
    /// Value for rural places, if set.
    pub rural: Option<Figure>,
    /// Where the figure stands; an assumed one stands nowhere.
    pub source: Option<SourceId>,
    /// How sure it is.
    pub grade: Grade,
    /// When it was last checked.
    pub checked: Day,
}

impl Dated {
    /// The value for families in an area, if set.
    #[must_use]
    pub const fn figure(&self, area: Area) -> Option<Figure> {
        match area {
            Area::Urban => self.urban,
            Area::Rural => self.rural,
        }
    }
}
