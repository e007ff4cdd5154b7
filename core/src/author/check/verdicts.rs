//! Which verdicts an expression hangs on, through variables.

use std::collections::BTreeSet;

use crate::rulebook::{Expr, ProgramId, Variable};

/// The programmes whose verdicts an expression uses.
pub(in crate::author) fn used(
    expr: &Expr,
    household: &[Variable],
    member: &[Variable],
) -> BTreeSet<ProgramId> {
    let mut walk = Walk { household, member, seen: BTreeSet::new(), found: BTreeSet::new() };
    walk.visit(expr);
    walk.found
}

struct Walk<'v> {
    household: &'v [Variable],
    member: &'v [Variable],
    seen: BTreeSet<(bool, u16)>,
    found: BTreeSet<ProgramId>,
}

impl Walk<'_> {
    fn visit(&mut self, expr: &Expr) {
        match expr {
            Expr::Verdict(id) | Expr::MemberVerdict(id, _) => {
                self.found.insert(*id);
            }
            Expr::Variable(id) => {
                let variables = self.household;
                if let (true, Some(v)) = (self.seen.insert((false, id.0)), variables.get(id.index())) {
                    self.visit(&v.value);
                }
            }
            Expr::MemberVariable(id, _) => {
                let variables = self.member;
                if let (true, Some(v)) = (self.seen.insert((true, id.0)), variables.get(id.index())) {
                    self.visit(&v.value);
                }
            }
            other => children(other, &mut |part| self.visit(part)),
        }
    }
}

/// The direct parts of an expression.
pub(in crate::author) fn children<'e>(expr: &'e Expr, visit: &mut impl FnMut(&'e Expr)) {
    match expr {
        Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => visit(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(visit),
        Expr::If(parts) | Expr::Between(parts) => parts.iter().for_each(visit),
        Expr::Compare(_, sides)
        | Expr::Add(sides)
        | Expr::Subtract(sides)
        | Expr::Multiply(sides)
        | Expr::Min(sides)
        | Expr::Max(sides) => sides.iter().for_each(visit),
        Expr::Sum(_, body) | Expr::Count(_, body) | Expr::Any(_, body) | Expr::All(_, body) => visit(body),
        _ => {}
    }
}
