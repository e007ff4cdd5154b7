//! What a place itself sets, not what it has from the place it lies in.

use yingbao_core::{
    domain::Day,
    rulebook::{Figure, Multiple, ParameterId, ParameterValue, RegionId, Rulebook},
};

use super::{Amount, Area, Span};

/// A value that a place sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// The first day on which it holds.
    pub from: Day,
    /// What it is.
    pub setting: ParameterValue,
    /// Where it is written as a multiple.
    pub multiple: Option<Multiple>,
}

/// A place's own values of a parameter that are in force on some day of a span, the earliest first.
pub(super) fn in_force(
    book: &Rulebook,
    place: RegionId,
    parameter: ParameterId,
    area: Area,
    span: Span,
) -> Vec<Value> {
    let Some(region) = book.regions.get(place.index()) else { return Vec::new() };
    let mut begun: Vec<(Day, Figure)> = Vec::new();
    for dated in region.values.iter().filter(|v| v.parameter == parameter && v.from <= span.last) {
        let figure = match area {
            Area::Urban => dated.urban,
            Area::Rural => dated.rural,
        };
        begun.extend(figure.map(|figure| (dated.from, figure)));
    }
    let first = begun.iter().rposition(|(from, _)| *from <= span.first).unwrap_or(0);
    let value = |(from, figure): (Day, Figure)| match figure {
        Figure::Set(setting) => Some(Value { from, setting, multiple: None }),
        Figure::Times(multiple) => {
            let rules = book.at(from.max(span.first), Some(place), &[]);
            let resolved = rules.parameters.get(parameter.index())?;
            let (setting, _) = area.of(resolved);
            Some(Value { from, setting, multiple: Some(multiple) })
        }
    };
    begun.split_off(first).into_iter().filter_map(value).collect()
}

impl Value {
    /// Whether it allows an amount.
    pub fn holds(&self, book: &Rulebook, amount: Amount) -> bool {
        let (range, number) = match (amount, self.setting, self.multiple) {
            (Amount::Number(number), ParameterValue::Number(range), _) => (range, number),
            (Amount::Times(times, of), _, Some(multiple)) if book.parameter(of) == Some(multiple.of) => {
                (multiple.times, times)
            }
            _ => return false,
        };
        range.low.is_none_or(|low| low.value < number || (low.value == number && !low.open))
            && range.high.is_none_or(|high| number < high.value || (number == high.value && !high.open))
    }

    /// Whether it is an amount and nothing else.
    pub fn is(&self, book: &Rulebook, amount: Amount) -> bool {
        let one = match (amount, self.setting, self.multiple) {
            (Amount::Number(_), ParameterValue::Number(range), _) => range.known(),
            (Amount::Times(..), _, Some(multiple)) => multiple.times.known(),
            _ => None,
        };
        one.is_some() && self.holds(book, amount)
    }
}
