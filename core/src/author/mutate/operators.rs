//! The mistakes that are made in an expression.

use rust_decimal::Decimal;

use crate::author::written::unit;
use crate::domain::money::{MONTHS, in_a_year};
use crate::rulebook::{Compare, Expr, Rulebook, Unit};

/// An expression with one mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::author) struct Change {
    /// The part with the mistake, as it was.
    pub before: Expr,
    /// The same part with the mistake.
    pub after: Expr,
    /// The whole expression with it.
    pub whole: Expr,
    /// Whether the part says too little alone: a number.
    alone: bool,
}

/// Every mistake in an expression, in the order in which it is written.
pub(in crate::author) fn changes(book: &Rulebook, expr: &Expr) -> Vec<Change> {
    within(book, expr, unit(book, expr))
}

/// A number one step down and one up: its last digit, and at least its decimals; a flow by the month as it is written.
pub(in crate::author) fn steps(value: Decimal, unit: Option<Unit>) -> [Decimal; 2] {
    let by_month = unit == Some(Unit::Flow);
    let written = if by_month { value / MONTHS } else { value }.normalize();
    let step = Decimal::new(1, written.scale());
    [written - step, written + step].map(|v| if by_month { in_a_year(v) } else { v })
}

fn within(book: &Rulebook, expr: &Expr, expected: Option<Unit>) -> Vec<Change> {
    let alone = matches!(expr, Expr::Number(_));
    let mut found: Vec<Change> = instead(expr, expected)
        .into_iter()
        .map(|after| Change { before: expr.clone(), whole: after.clone(), after, alone })
        .collect();
    let units = units(book, expr, expected);
    let mut index = 0;
    expr.children(&mut |part| {
        for change in within(book, part, units.get(index).copied().flatten()) {
            // `!(a == "x")` is `a != "x"`: to turn its sign round is to drop the `!`.
            if matches!(expr, Expr::Not(_)) && matches!(&change.whole, Expr::Not(inner) if **inner == *part) {
                continue;
            }
            let Some(whole) = replaced(expr, index, change.whole) else { continue };
            let (before, after) =
                if change.alone { (expr.clone(), whole.clone()) } else { (change.before, change.after) };
            found.push(Change { before, after, whole, alone: false });
        }
        index += 1;
    });
    found
}

/// What a mistake in the outermost part makes of an expression.
fn instead(expr: &Expr, expected: Option<Unit>) -> Vec<Expr> {
    match expr {
        Expr::Number(value) => steps(*value, expected).map(Expr::Number).to_vec(),
        Expr::Compare(compare, sides) => vec![Expr::Compare(other(*compare), sides.clone())],
        // The sign of `a == "x"`.
        Expr::In(_, bits) if bits.count_ones() == 1 => vec![Expr::Not(Box::new(expr.clone()))],
        Expr::Not(inner) => vec![(**inner).clone()],
        Expr::And(parts) => {
            let mut found = without_one(parts, Expr::And);
            for at in 1..parts.len() {
                let (left, right) = parts.split_at(at);
                let sides = [joined(left, Expr::And), joined(right, Expr::And)];
                found.push(Expr::Or(sides.iter().flat_map(operands_of_or).cloned().collect()));
            }
            found
        }
        Expr::Or(parts) => {
            let mut found = without_one(parts, Expr::Or);
            // `&&` binds more strongly than the `||` around it.
            for at in 1..parts.len() {
                let (left, right) = parts.split_at(at);
                let Some(((last, before), (first, after))) = left.split_last().zip(right.split_first())
                else {
                    continue;
                };
                let both = Expr::And([last, first].into_iter().flat_map(operands_of_and).cloned().collect());
                let parts: Vec<Expr> =
                    before.iter().cloned().chain([both]).chain(after.iter().cloned()).collect();
                found.push(joined(&parts, Expr::Or));
            }
            found
        }
        Expr::Min(sides) => vec![Expr::Max(sides.clone())],
        Expr::Max(sides) => vec![Expr::Min(sides.clone())],
        Expr::Any(depth, body) => vec![Expr::All(*depth, body.clone())],
        Expr::All(depth, body) => vec![Expr::Any(*depth, body.clone())],
        _ => Vec::new(),
    }
}

/// The operands of `a && b`; of anything else, itself. A mistake is as flat as what is compiled.
fn operands_of_and(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::And(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// The operands of `a || b`; of anything else, itself.
fn operands_of_or(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Or(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

const fn other(compare: Compare) -> Compare {
    match compare {
        Compare::Less => Compare::AtMost,
        Compare::AtMost => Compare::Less,
        Compare::More => Compare::AtLeast,
        Compare::AtLeast => Compare::More,
        Compare::Equal => Compare::NotEqual,
        Compare::NotEqual => Compare::Equal,
    }
}

fn without_one(parts: &[Expr], join: fn(Vec<Expr>) -> Expr) -> Vec<Expr> {
    let without = |dropped: usize| {
        let kept = parts.iter().enumerate().filter(|(i, _)| *i != dropped);
        joined(&kept.map(|(_, part)| part.clone()).collect::<Vec<_>>(), join)
    };
    if parts.len() < 2 { Vec::new() } else { (0..parts.len()).map(without).collect() }
}

fn joined(parts: &[Expr], join: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts {
        [one] => one.clone(),
        several => join(several.to_vec()),
    }
}

/// For each direct part the unit that a number there has.
fn units(book: &Rulebook, expr: &Expr, expected: Option<Unit>) -> Vec<Option<Unit>> {
    let either = |sides: &[Expr]| sides.iter().find_map(|side| unit(book, side));
    match expr {
        Expr::Compare(_, sides) => vec![either(&**sides); 2],
        Expr::Add(sides) | Expr::Subtract(sides) | Expr::Min(sides) | Expr::Max(sides) => {
            vec![either(&**sides).or(expected); 2]
        }
        Expr::Between(parts) => vec![either(&**parts).or(expected); 3],
        Expr::If(parts) => {
            let of = either(parts.get(1..).unwrap_or_default()).or(expected);
            vec![None, of, of]
        }
        Expr::Sum(..) => vec![expected],
        _ => Vec::new(),
    }
}

/// An expression with another direct part.
fn replaced(expr: &Expr, index: usize, part: Expr) -> Option<Expr> {
    let mut expr = expr.clone();
    let place = match &mut expr {
        Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => Some(&mut **inner),
        Expr::And(parts) | Expr::Or(parts) => parts.get_mut(index),
        Expr::If(parts) | Expr::Between(parts) => parts.get_mut(index),
        Expr::Compare(_, sides)
        | Expr::Add(sides)
        | Expr::Subtract(sides)
        | Expr::Multiply(sides)
        | Expr::Min(sides)
        | Expr::Max(sides) => sides.get_mut(index),
        Expr::Sum(_, body) | Expr::Count(_, body) | Expr::Any(_, body) | Expr::All(_, body) => {
            Some(&mut **body)
        }
        _ => None,
    };
    *place? = part;
    Some(expr)
}
