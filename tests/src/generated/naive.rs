//! Evaluates complete households only, one value at a time: no ranges, no third truth, nothing remembered.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Truth, Value},
    household::{Household, Link},
    rulebook::{Compare, Entity, Expr, Rulebook},
};

/// One value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// A statement.
    Truth(bool),
    /// A number.
    Number(Decimal),
    /// An option.
    Choice(u32),
    /// Options.
    Set(u64),
}

/// A complete household under rules.
pub struct Naive<'a> {
    /// The rules.
    pub book: &'a Rulebook,
    /// The family.
    pub household: &'a Household,
}

fn plain(value: Value) -> Plain {
    match value {
        Value::Truth(truth) => Plain::Truth(truth == Truth::True),
        Value::Number(range) => Plain::Number(range.known().expect("a complete household")),
        Value::Choice(bits) => Plain::Choice(bits.trailing_zeros()),
        Value::Set { sure, .. } => Plain::Set(sure),
    }
}

impl Naive<'_> {
    /// Whether a programme's conditions hold, and what it pays, unrounded.
    #[must_use]
    pub fn program(&self, index: usize, member: Option<usize>) -> (bool, Option<Decimal>) {
        let program = &self.book.programs[index];
        assert_eq!(program.unit == Entity::Member, member.is_some());
        let scope = [member.unwrap_or(0), 0, 0, 0];
        let holds = program
            .criteria
            .iter()
            .all(|c| c.applies.as_ref().is_some_and(|a| !self.truth(a, scope)) || self.truth(&c.test, scope));
        (holds, program.amount.as_ref().map(|a| self.number(&a.value, scope)))
    }

    fn truth(&self, expr: &Expr, scope: [usize; 4]) -> bool {
        match self.value(expr, scope) {
            Plain::Truth(truth) => truth,
            other => panic!("{other:?} is no statement"),
        }
    }

    fn number(&self, expr: &Expr, scope: [usize; 4]) -> Decimal {
        match self.value(expr, scope) {
            Plain::Number(number) => number,
            other => panic!("{other:?} is no number"),
        }
    }

    fn members(&self, scope: [usize; 4], depth: u8) -> impl Iterator<Item = [usize; 4]> {
        (0..self.household.members.len()).map(move |member| {
            let mut inner = scope;
            inner[usize::from(depth)] = member;
            inner
        })
    }

    fn value(&self, expr: &Expr, scope: [usize; 4]) -> Plain {
        let at = |depth: &u8| scope[usize::from(*depth)];
        let pair = |sides: &[Expr; 2]| (self.number(&sides[0], scope), self.number(&sides[1], scope));
        match expr {
            Expr::Truth(truth) => Plain::Truth(*truth),
            Expr::Number(number) => Plain::Number(*number),
            Expr::Fact(id) => plain(self.household.facts[id.index()].value),
            Expr::MemberFact(id, depth) => plain(self.household.members[at(depth)].facts[id.index()].value),
            Expr::Variable(id) => self.value(&self.book.household_variables[id.index()].value, [0; 4]),
            Expr::MemberVariable(id, depth) => {
                self.value(&self.book.member_variables[id.index()].value, [at(depth), 0, 0, 0])
            }
            Expr::Verdict(id) => Plain::Truth(self.program(id.index(), None).0),
            Expr::MemberVerdict(id, depth) => Plain::Truth(self.program(id.index(), Some(at(depth))).0),
            Expr::Not(inner) => Plain::Truth(!self.truth(inner, scope)),
            Expr::And(parts) => Plain::Truth(parts.iter().all(|p| self.truth(p, scope))),
            Expr::Or(parts) => Plain::Truth(parts.iter().any(|p| self.truth(p, scope))),
            Expr::If(parts) => {
                let chosen = if self.truth(&parts[0], scope) { &parts[1] } else { &parts[2] };
                self.value(chosen, scope)
            }
            Expr::Compare(compare, sides) => {
                let (left, right) = pair(sides);
                Plain::Truth(match compare {
                    Compare::Less => left < right,
                    Compare::AtMost => left <= right,
                    Compare::More => left > right,
                    Compare::AtLeast => left >= right,
                    Compare::Equal => left == right,
                    Compare::NotEqual => left != right,
                })
            }
            Expr::Add(sides) => {
                let (a, b) = pair(sides);
                Plain::Number(a + b)
            }
            Expr::Subtract(sides) => {
                let (a, b) = pair(sides);
                Plain::Number(a - b)
            }
            Expr::Multiply(sides) => {
                let (a, b) = pair(sides);
                Plain::Number(a * b)
            }
            Expr::Min(sides) => {
                let (a, b) = pair(sides);
                Plain::Number(a.min(b))
            }
            Expr::Max(sides) => {
                let (a, b) = pair(sides);
                Plain::Number(a.max(b))
            }
            Expr::Between(parts) => {
                let [inner, low, high] = &**parts;
                let inner = self.number(inner, scope);
                assert!(self.number(low, scope) <= inner && inner <= self.number(high, scope), "{expr:?}");
                Plain::Number(inner)
            }
            Expr::In(inner, options) => match self.value(inner, scope) {
                Plain::Choice(option) => Plain::Truth(options >> option & 1 == 1),
                other => panic!("{other:?} is no choice"),
            },
            Expr::Has(inner, option) => match self.value(inner, scope) {
                Plain::Set(bits) => Plain::Truth(bits >> option & 1 == 1),
                other => panic!("{other:?} is no set"),
            },
            Expr::Sum(depth, body) => {
                Plain::Number(self.members(scope, *depth).map(|s| self.number(body, s)).sum())
            }
            Expr::Count(depth, body) => {
                let count = self.members(scope, *depth).filter(|s| self.truth(body, *s)).count();
                Plain::Number(count.into())
            }
            Expr::Any(depth, body) => Plain::Truth(self.members(scope, *depth).any(|s| self.truth(body, s))),
            Expr::All(depth, body) => Plain::Truth(self.members(scope, *depth).all(|s| self.truth(body, s))),
            Expr::ParentOf(a, b) => {
                Plain::Truth(self.household.linked(Link::ParentOf, at(a), at(b)) == Truth::True)
            }
            Expr::SpouseOf(a, b) => {
                Plain::Truth(self.household.linked(Link::SpouseOf, at(a), at(b)) == Truth::True)
            }
            Expr::Same(a, b) => Plain::Truth(at(a) == at(b)),
            Expr::Parameter(_) | Expr::IsUnset(_) => panic!("drawn rulebooks have no parameters"),
        }
    }
}
