//! What an expression reads, found without evaluating it.

use std::collections::BTreeSet;

use crate::{Expr, FactId, ParameterId, Uses, Variable};

/// What some expressions read, through variables but not through verdicts.
#[must_use]
pub fn uses<'e>(
    expressions: impl IntoIterator<Item = &'e Expr>,
    household_variables: &[Variable],
    member_variables: &[Variable],
) -> Uses {
    let mut walk = Walk { household_variables, member_variables, ..Walk::default() };
    for expr in expressions {
        walk.visit(expr);
    }
    Uses {
        household: walk.household.into_iter().collect(),
        member: walk.member.into_iter().collect(),
        parameters: walk.parameters.into_iter().collect(),
    }
}

#[derive(Default)]
struct Walk<'v> {
    household_variables: &'v [Variable],
    member_variables: &'v [Variable],
    seen: BTreeSet<(bool, u16)>,
    household: BTreeSet<FactId>,
    member: BTreeSet<FactId>,
    parameters: BTreeSet<ParameterId>,
}

impl Walk<'_> {
    fn visit(&mut self, expr: &Expr) {
        match expr {
            Expr::Truth(_)
            | Expr::Number(_)
            | Expr::Verdict(_)
            | Expr::MemberVerdict(..)
            | Expr::ParentOf(..)
            | Expr::SpouseOf(..)
            | Expr::Same(..) => {}
            Expr::Fact(id) => {
                self.household.insert(*id);
            }
            Expr::MemberFact(id, _) => {
                self.member.insert(*id);
            }
            Expr::Parameter(id) | Expr::IsUnset(id) => {
                self.parameters.insert(*id);
            }
            Expr::Variable(id) => {
                let variables = self.household_variables;
                if self.seen.insert((false, id.0))
                    && let Some(variable) = variables.get(id.index())
                {
                    self.visit(&variable.value);
                }
            }
            Expr::MemberVariable(id, _) => {
                let variables = self.member_variables;
                if self.seen.insert((true, id.0))
                    && let Some(variable) = variables.get(id.index())
                {
                    self.visit(&variable.value);
                }
            }
            Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => self.visit(inner),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|p| self.visit(p)),
            Expr::If(parts) => parts.iter().for_each(|p| self.visit(p)),
            Expr::Compare(_, sides)
            | Expr::Add(sides)
            | Expr::Subtract(sides)
            | Expr::Multiply(sides)
            | Expr::Min(sides)
            | Expr::Max(sides) => sides.iter().for_each(|s| self.visit(s)),
            Expr::Sum(_, body) | Expr::Count(_, body) | Expr::Any(_, body) | Expr::All(_, body) => {
                self.visit(body);
            }
        }
    }
}
