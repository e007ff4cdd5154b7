//! Bands: ranges of an amount between the values at which something is decided in this place, for these people.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    domain::Range,
    engine::evaluate::{Evaluator, Scope},
    rulebook::{Expr, FactType, Per},
};

/// The most ends of bands on a page: more are no choice but a search.
const MOST_CUTS: usize = 6;

/// A range of amounts as a document writes them: by the month or for the year, as the fact is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The least; none for the first band.
    pub low: Option<Decimal>,
    /// The most; none for the last.
    pub high: Option<Decimal>,
}

impl Band {
    /// The band as the value of its fact.
    #[must_use]
    pub fn range(self, kind: &FactType) -> Range {
        let low = Some(self.low.unwrap_or_default());
        Range::between(low, self.high) * Range::exact(months(kind))
    }
}

/// How often the amount of a document counts in a year.
fn months(kind: &FactType) -> Decimal {
    Decimal::from(if *kind == FactType::Flow(Per::Month) { 12 } else { 1 })
}

/// The bands between some cuts. A cut that is not known exactly has two ends, and both are cuts: below the one is
/// surely below, above the other surely above.
pub(super) fn bands(
    evaluator: &mut Evaluator<'_>,
    cuts: &[Expr],
    inclusive: bool,
    kind: &FactType,
    scope: Scope,
) -> Vec<Band> {
    let places = if matches!(kind, FactType::Count(..)) { 0 } else { 2 };
    let step = Decimal::new(1, places);
    let (up, down) = (RoundingStrategy::ToPositiveInfinity, RoundingStrategy::ToNegativeInfinity);
    let mut ends: Vec<Decimal> = Vec::new();
    for cut in cuts {
        let range = evaluator.value(cut, scope).number();
        for bound in [range.low, range.high].into_iter().flatten() {
            let told = (bound.value / months(kind))
                .round_dp_with_strategy(places, if inclusive { down } else { up });
            if told > Decimal::ZERO {
                ends.push(told);
            }
        }
    }
    ends.sort_unstable();
    ends.dedup();
    thin(&mut ends);
    let mut low = None;
    let mut bands = Vec::with_capacity(ends.len() + 1);
    for end in ends {
        let (high, next) = if inclusive { (end, end + step) } else { (end - step, end) };
        bands.push(Band { low, high: Some(high) });
        low = Some(next);
    }
    bands.push(Band { low, high: None });
    bands
}

/// Takes out the ends that lie closest to the one before, never the first or the last.
fn thin(ends: &mut Vec<Decimal>) {
    while ends.len() > MOST_CUTS {
        let ratio = |i: usize| match (i.checked_sub(1).and_then(|before| ends.get(before)), ends.get(i)) {
            (Some(before), Some(end)) => before.checked_div(*end).unwrap_or_default(),
            _ => Decimal::ZERO,
        };
        let closest = (1..ends.len() - 1).max_by_key(|i| ratio(*i)).unwrap_or(1);
        ends.remove(closest);
    }
}
