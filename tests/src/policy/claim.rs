//! What a figure says of the rulebook: this parameter, for these families, holds it.

use yingbao_core::{
    rulebook::ParameterValue,
    ruleset::{Origin, Resolved},
};

use super::Amount;

/// Families in towns or on the land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// In towns.
    Urban,
    /// On the land.
    Rural,
}

impl Area {
    /// Both.
    pub const BOTH: &'static [Self] = &[Self::Urban, Self::Rural];

    /// What such families have, of both.
    #[must_use]
    pub const fn of(self, resolved: &Resolved) -> (ParameterValue, Origin) {
        match self {
            Self::Urban => resolved.urban,
            Self::Rural => resolved.rural,
        }
    }

    /// As the rulebook's sources write it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Urban => "urban",
            Self::Rural => "rural",
        }
    }
}

/// One thing that a row says.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The parameter.
    pub parameter: &'static str,
    /// For whom.
    pub areas: &'static [Area],
    /// What it holds.
    pub amount: Amount,
}
