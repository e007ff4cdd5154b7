//! Which verdicts an expression depends on, through variables.

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
            other => other.children(&mut |part| self.visit(part)),
        }
    }
}
