use rust_decimal::Decimal;

use crate::{
    domain::{Day, Range},
    rulebook::{
        Dated, Expr, Figure, Grade, Multiple, Parameter, ParameterId, ParameterType, ParameterValue, Per,
        Region, RegionId, Rulebook, SourceId, Unset,
    },
    ruleset::{Origin, Override},
};

const FLOOR: i64 = 100;
const CEILING: i64 = 3000;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn between(low: i64, high: Option<i64>) -> Range {
    Range::between(Some(low.into()), high.map(Decimal::from))
}

fn times(factor: i64, parameter: u16) -> Option<Expr> {
    Some(Expr::Multiply(Box::new([Expr::Number(factor.into()), Expr::Parameter(ParameterId(parameter))])))
}

fn parameter(id: &str, unset: Unset, floor: Option<Expr>, ceiling: Option<Expr>) -> Parameter {
    Parameter {
        id: id.to_owned(),
        kind: ParameterType::Stock,
        areas: true,
        rises: true,
        bounds: Range::positive(),
        unset,
        floor,
        ceiling,
        unset_note: None,
        group: None,
        group_default: None,
    }
}

fn value(parameter: u16, from: &str, range: Range) -> Dated {
    Dated {
        parameter: ParameterId(parameter),
        from: day(from),
        urban: Some(Figure::Set(ParameterValue::Number(range))),
        rural: Some(Figure::Set(ParameterValue::Number(range))),
        source: Some(SourceId(0)),
        grade: Grade::Official,
        checked: day("2026-01-01"),
    }
}

/// A nation with two provinces. The first parameter is what is assumed: the standard lies between one and thirty times
/// of it, the line between one and two standards.
fn book(values: Vec<Dated>) -> Rulebook {
    let between = || Unset::Between(None, None);
    let mut assumed = parameter("assumed", between(), None, None);
    assumed.rises = false;
    let region = |code, values| Region {
        code,
        name: String::new(),
        name_en: String::new(),
        parent: RegionId(0),
        values,
    };
    let mut hundred = value(0, "2015-01-01", Range::exact(FLOOR.into()));
    (hundred.source, hundred.grade) = (None, Grade::Assumed);
    Rulebook {
        review_after_months: 18,
        parameters: vec![
            assumed,
            parameter("standard", Unset::Anywhere, times(1, 0), times(30, 0)),
            parameter("line", between(), times(1, 1), times(2, 1)),
        ],
        regions: vec![region(0, vec![hundred]), region(110_000, values), region(120_000, Vec::new())],
        ..Rulebook::default()
    }
}

/// The standard and the line in one of the places.
fn found(book: &Rulebook, place: u16, overrides: &[Override]) -> [(Range, Origin); 2] {
    let rules = book.at(day("2026-11-29"), Some(RegionId(place)), overrides);
    [1, 2].map(|slot| match rules.parameters[slot].rural {
        (ParameterValue::Number(range), origin) => (range, origin),
        other => panic!("{other:?}"),
    })
}

fn standard(from: &str, range: Range) -> Range {
    found(&book(vec![value(1, from, range)]), 1, &[])[0].0
}

#[test]
fn what_is_set_nowhere_lies_between_floor_and_ceiling() {
    let [standard, line] = found(&book(Vec::new()), 1, &[]);
    assert_eq!(standard, (between(FLOOR, Some(CEILING)), Origin::Unset));
    assert_eq!(line, (between(FLOOR, Some(2 * CEILING)), Origin::Unset));
}

#[test]
fn what_is_in_force_elsewhere_stays_within_floor_and_ceiling() {
    let fresh = book(vec![value(1, "2026-01-01", between(500, Some(700)))]);
    assert_eq!(found(&fresh, 2, &[])[0].0, between(500, Some(700)));
    let stale = book(vec![value(1, "2020-01-01", between(500, Some(700)))]);
    assert_eq!(found(&stale, 2, &[])[0].0, between(500, Some(CEILING)));
}

#[test]
fn a_value_past_review_is_at_least_itself_and_at_most_the_ceiling() {
    assert_eq!(standard("2020-01-01", Range::exact(500.into())), between(500, Some(CEILING)));
    assert_eq!(standard("2020-01-01", Range::exact(50.into())), between(FLOOR, Some(CEILING)));
}

#[test]
fn a_value_past_review_beyond_the_ceiling_is_not_made_smaller() {
    assert_eq!(standard("2020-01-01", Range::exact(4000.into())), Range::exact(4000.into()));
}

#[test]
fn an_open_end_is_held_and_a_told_one_stands() {
    assert_eq!(standard("2026-01-01", between(500, None)), between(500, Some(CEILING)));
    let at_most = Range { low: Range::positive().low, high: between(0, Some(700)).high };
    assert_eq!(standard("2026-01-01", at_most), between(FLOOR, Some(700)));
    assert_eq!(standard("2026-01-01", between(50, Some(5000))), between(50, Some(5000)));
}

#[test]
fn a_fresh_value_outside_stands() {
    for outside in [50, 4000] {
        assert_eq!(standard("2026-01-01", Range::exact(outside.into())), Range::exact(outside.into()));
    }
}

#[test]
fn a_bound_is_made_of_the_value_that_holds_here() {
    let fresh = book(vec![value(1, "2026-01-01", Range::exact(800.into()))]);
    assert_eq!(found(&fresh, 1, &[])[1].0, between(800, Some(1600)));
}

#[test]
fn a_document_that_calls_it_unknown_leaves_floor_and_ceiling() {
    let fresh = book(vec![value(1, "2026-01-01", Range::exact(800.into()))]);
    let told = |value: Option<Range>| {
        let own = Override { parameter: ParameterId(1), value: value.map(ParameterValue::Number) };
        found(&fresh, 1, &[own])[0].0
    };
    assert_eq!(told(None), between(FLOOR, Some(CEILING)));
    let outside = between(5000, None);
    assert_eq!(told(Some(outside)), outside, "what a document says stands as it is");
}

#[test]
fn nothing_is_assumed_before_the_first_day_of_what_is_assumed() {
    let early = book(Vec::new());
    let rules = early.at(day("2014-12-31"), Some(RegionId(1)), &[]);
    assert_eq!(rules.parameters[1].rural.0, ParameterValue::Number(Range::positive()));
}

#[test]
fn the_rules_without_bounds_are_there_beside() {
    let stale = book(vec![value(1, "2020-01-01", Range::exact(500.into()))]);
    let rules = stale.at(day("2026-11-29"), Some(RegionId(1)), &[]);
    assert_eq!(rules.unbounded[1].rural.0, ParameterValue::Number(between(500, None)));
    assert_eq!(rules.unbounded[2].rural.0, ParameterValue::Number(Range::positive()));
    let anywhere = stale.at(day("2026-11-29"), None, &[]);
    assert_eq!(anywhere.parameters[1].rural.0, ParameterValue::Number(between(500, Some(CEILING))));
    assert_eq!(anywhere.unbounded[1].rural.0, ParameterValue::Number(between(500, None)));
}

/// The line as so many times the standard, which is written by the month and held by the year.
fn line_of(standard: Range, kind: ParameterType, from: &str, times: &str) -> Range {
    let multiple =
        Figure::Times(Multiple { times: Range::exact(times.parse().unwrap()), of: ParameterId(1) });
    let line = Dated { urban: None, rural: Some(multiple), ..value(2, from, Range::ALL) };
    let mut book = book(vec![value(1, "2026-01-01", standard), line]);
    book.parameters[1].kind = ParameterType::Flow(Per::Month);
    book.parameters[2].kind = kind;
    (book.parameters[2].floor, book.parameters[2].ceiling) = (None, None);
    let [_, (line, origin)] = found(&book, 1, &[]);
    assert!(matches!(origin, Origin::Set { multiple: Some(_), .. }));
    line
}

#[test]
fn a_multiple_follows_what_it_is_a_multiple_of() {
    // 100 a month, held as 1,200 a year.
    let hundred = Range::exact(1200.into());
    let exact = |value: i64| Range::exact(value.into());
    assert_eq!(line_of(hundred, ParameterType::Flow(Per::Month), "2026-01-01", "1.5"), exact(1800));
    assert_eq!(line_of(hundred, ParameterType::Stock, "2026-01-01", "24"), exact(2400), "24 months");
    assert_eq!(line_of(hundred, ParameterType::Stock, "2026-01-01", "25"), exact(2500), "25 months");
    let open = between(1200, Some(1800));
    assert_eq!(line_of(open, ParameterType::Stock, "2026-01-01", "24"), between(2400, Some(3600)));
    assert_eq!(
        line_of(hundred, ParameterType::Stock, "2020-01-01", "24"),
        between(2400, None),
        "past review"
    );
}

#[test]
fn a_file_with_a_multiple_of_a_later_parameter_or_of_another_unit_is_none() {
    let with = |id: u16, of: u16, kind: ParameterType| {
        let multiple = Figure::Times(Multiple { times: Range::exact(2.into()), of: ParameterId(of) });
        let mut book = book(Vec::new());
        book.parameters[usize::from(id)].kind = kind;
        book.fits(&multiple, &book.parameters[usize::from(id)], ParameterId(id))
    };
    assert!(with(2, 1, ParameterType::Stock));
    assert!(!with(2, 2, ParameterType::Stock), "of itself");
    assert!(!with(2, 7, ParameterType::Stock), "of none");
    assert!(!with(2, 1, ParameterType::Share), "of another unit");
    assert!(!with(1, 0, ParameterType::Stock), "taken from below where it is unset");
}
