//! What a place itself sets, not what it has from the place it lies in.

use yingbao_core::{Dated, ParameterId, Region, Setting};

use super::{Area, Figure, Span};

/// A place's own values of a parameter that are in force on some day of a span, the earliest first.
pub(super) fn in_force(region: &Region, parameter: ParameterId, area: Area, span: Span) -> Vec<&Dated> {
    let own = region.values.iter().filter(|dated| dated.parameter == parameter && of(dated, area).is_some());
    let mut begun: Vec<&Dated> = own.filter(|dated| dated.from <= span.last).collect();
    let first = begun.iter().rposition(|dated| dated.from <= span.first).unwrap_or(0);
    begun.split_off(first)
}

/// What a value sets for some families.
pub(super) const fn of(dated: &Dated, area: Area) -> Option<Setting> {
    match area {
        Area::Urban => dated.urban,
        Area::Rural => dated.rural,
    }
}

/// Whether a setting allows a figure.
pub(super) fn holds(setting: Setting, figure: Figure) -> bool {
    match (figure, setting) {
        (Figure::Number(number), Setting::Number(range)) => {
            range.low.is_none_or(|low| low.value < number || (low.value == number && !low.open))
                && range.high.is_none_or(|high| number < high.value || (number == high.value && !high.open))
        }
        // A setting that is a multiple itself has its place here: it holds the same times of the same parameter.
        _ => false,
    }
}

/// Whether a setting is a figure and nothing else.
pub(super) fn is(setting: Setting, figure: Figure) -> bool {
    match setting {
        Setting::Number(range) => range.known().is_some() && holds(setting, figure),
        Setting::Truth(_) | Setting::Choice(_) => false,
    }
}
