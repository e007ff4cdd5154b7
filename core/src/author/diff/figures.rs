//! The figures of a rulebook as an author writes them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    author::setting::setting,
    domain::{Bound, Day, Range},
    rulebook::{Dated, Figure, Parameter, Rulebook},
};

/// Which figure: of a place, of a parameter, from a day.
pub type FigureKey = (u32, String, Day);

/// Every figure of a rulebook, with its source, how sure it is and when it was checked.
#[must_use]
pub fn figures(book: &Rulebook) -> BTreeMap<FigureKey, String> {
    let mut found = BTreeMap::new();
    for region in &book.regions {
        for dated in &region.values {
            let Some(parameter) = book.parameters.get(dated.parameter.index()) else { continue };
            found.insert((region.code, parameter.id.clone(), dated.from), written(book, parameter, dated));
        }
    }
    found
}

fn written(book: &Rulebook, parameter: &Parameter, dated: &Dated) -> String {
    let one = |of: Option<Figure>| of.map_or_else(|| "-".to_owned(), |of| figure(book, parameter, of));
    let value = if dated.urban == dated.rural {
        one(dated.urban)
    } else {
        format!("urban {}, rural {}", one(dated.urban), one(dated.rural))
    };
    let source =
        dated.source.and_then(|s| book.sources.get(s.index())).map_or("no source", |s| s.id.as_str());
    let grade = format!("{:?}", dated.grade).to_lowercase();
    format!("{value} ({source}, {grade}, checked {})", dated.checked)
}

fn figure(book: &Rulebook, parameter: &Parameter, figure: Figure) -> String {
    match figure {
        Figure::Set(value) => setting(parameter, value, range),
        Figure::Times(multiple) => {
            let of = book.parameters.get(multiple.of.index()).map_or("?", |p| p.id.as_str());
            format!("{} times {of}", range(multiple.times))
        }
    }
}

/// A range to its last digit.
pub(super) fn range(range: Range) -> String {
    let number = |value: Decimal| value.normalize().to_string();
    let end = |end: Option<Bound>| end.map_or_else(|| "…".to_owned(), |end| number(end.value));
    match range.known() {
        Some(value) => number(value),
        None => {
            let above = if range.low.is_some_and(|low| low.open) { "above " } else { "" };
            format!("{above}{} to {}", end(range.low), end(range.high))
        }
    }
}
