//! Every small range against every point it holds.

use rust_decimal::Decimal;

use super::{Bound, Range};
use crate::domain::Truth;

fn ranges() -> Vec<Range> {
    let mut ends = vec![None];
    for value in -2i64..=2 {
        for open in [false, true] {
            ends.push(Some(Bound { value: value.into(), open }));
        }
    }
    let mut all = Vec::new();
    for low in &ends {
        for high in &ends {
            let range = Range { low: *low, high: *high };
            if points().iter().any(|p| holds(range, *p)) {
                all.push(range);
            }
        }
    }
    all
}

/// Quarters from -3 to 3: two open ends a whole apart hold three of them between.
fn points() -> Vec<Decimal> {
    (-12i64..=12).map(|n| Decimal::new(n * 25, 2)).collect()
}

fn holds(range: Range, x: Decimal) -> bool {
    range.low.is_none_or(|b| x > b.value || (x == b.value && !b.open))
        && range.high.is_none_or(|b| x < b.value || (x == b.value && !b.open))
}

#[test]
fn every_result_of_points_lies_in_the_result_of_ranges() {
    let points = points();
    for a in ranges() {
        let xs: Vec<Decimal> = points.iter().copied().filter(|p| holds(a, *p)).collect();
        for b in ranges() {
            let (sum, difference, product) = (a + b, a - b, a * b);
            let (least, most, hull, quotient) = (a.min(b), a.max(b), a.hull(b), a.divide(b));
            for x in &xs {
                for y in points.iter().filter(|p| holds(b, **p)) {
                    assert!(holds(sum, x + y), "{x} + {y} in {a:?} + {b:?}");
                    assert!(holds(difference, x - y), "{x} - {y} in {a:?} - {b:?}");
                    assert!(holds(product, x * y), "{x} * {y} in {a:?} * {b:?} = {product:?}");
                    assert!(holds(least, *x.min(y)) && holds(most, *x.max(y)), "{a:?} {b:?}");
                    assert!(holds(hull, *x) && holds(hull, *y));
                    if *y > Decimal::ZERO && b.low.is_some_and(|l| l.value > Decimal::ZERO) {
                        assert!(holds(quotient, x / y), "{x} / {y} in {a:?} / {b:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_comparison_is_firm_exactly_where_all_points_agree() {
    let points = points();
    for a in ranges() {
        for b in ranges() {
            let agree = |rule: fn(&Decimal, &Decimal) -> bool| {
                let mut all = points
                    .iter()
                    .filter(|x| holds(a, **x))
                    .flat_map(|x| points.iter().filter(|y| holds(b, **y)).map(move |y| rule(x, y)));
                let first = all.next().unwrap();
                if all.all(|r| r == first) { Truth::from(first) } else { Truth::Unknown }
            };
            assert_eq!(a.less(b), agree(|x, y| x < y), "{a:?} < {b:?}");
            let equal = a.equals(b);
            assert!(!equal.is_known() || equal == agree(|x, y| x == y), "{a:?} == {b:?}");
        }
    }
}

#[test]
fn what_overflows_has_no_end() {
    let most = Range::exact(Decimal::MAX);
    assert_eq!((most + most).high, None);
    assert!((most * most).high.is_none());
}
