//! What the names in an expression stand for.

use cel::common::ast::{Expr as Cel, IdedExpr};

use crate::author::{
    compile::{
        names::{Kind, fact_kind, parameter_kind},
        typecheck::{Reader, Scope, Typed},
    },
    source::Code,
};
use crate::rulebook::{Entity, Expr};

impl<'n> Reader<'_, 'n> {
    /// A name that stands alone: a parameter.
    pub(in crate::author) fn name(&self, at: &IdedExpr, name: &str, scope: &Scope) -> Option<Typed<'n>> {
        let names = self.compiler.names;
        if let Some((id, kind)) = names.parameter(name) {
            return Some(Typed::new(Expr::Parameter(id), parameter_kind(kind)));
        }
        if scope.depth(name).is_some() || name == "household" || name == "verdict" || name == "member" {
            let instead = if name == "verdict" { "verdict.dibao".to_owned() } else { format!("{name}.age") };
            self.report(Code::TypeMismatch, at, format!("`{name}` stands alone"), format!("`{instead}`"));
            return None;
        }
        for (entity, prefix) in [(Entity::Household, "household"), (Entity::Member, "member")] {
            if names.fact(entity, name).is_some() || names.variable(entity, name).is_some() {
                self.report(
                    Code::UnknownName,
                    at,
                    format!("there is no parameter `{name}`"),
                    format!("`{prefix}.{name}`"),
                );
                return None;
            }
        }
        let known = names.parameters.iter().map(|(id, _)| id.as_str());
        self.unknown(at, format!("there is no parameter `{name}`"), name, known);
        None
    }

    /// `a.b`
    pub(in crate::author) fn select(
        &self,
        at: &IdedExpr,
        operand: &IdedExpr,
        field: &str,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        match &operand.expr {
            Cel::Ident(name) if name == "household" => self.of_household(at, field),
            Cel::Ident(name) if name == "verdict" => self.verdict(at, field, None),
            Cel::Ident(name) => match scope.depth(name) {
                Some(depth) => self.of_member(at, name, field, depth),
                None => {
                    self.no_member(at, name);
                    None
                }
            },
            Cel::Select(inner) if inner.field == "verdict" && !inner.test => match &inner.operand.expr {
                Cel::Ident(name) => match scope.depth(name) {
                    Some(depth) => self.verdict(at, field, Some(depth)),
                    None => {
                        self.no_member(at, name);
                        None
                    }
                },
                _ => {
                    self.report(Code::Unsupported, at, "only a member has verdicts", "`m.verdict.tekun`");
                    None
                }
            },
            _ => {
                self.report(
                    Code::Unsupported,
                    at,
                    format!("`.{field}` of this has no meaning"),
                    "`household.…`, `member.…` or the name of a member",
                );
                None
            }
        }
    }

    fn no_member(&self, at: &IdedExpr, name: &str) {
        if name == "member" {
            self.report(
                Code::WrongEntity,
                at,
                "there is no `member` at hand in a household's expression",
                "`sum(m, m.…)`, `count(m, …)`, `any(m, …)` or `all(m, …)`",
            );
        } else {
            let what = format!("`{name}` is no member here");
            self.report(Code::UnknownName, at, what, format!("`any({name}, {name}.…)`, `household.…`"));
        }
    }

    fn of_household(&self, at: &IdedExpr, field: &str) -> Option<Typed<'n>> {
        let names = self.compiler.names;
        if let Some((id, kind)) = names.fact(Entity::Household, field) {
            return Some(Typed::new(Expr::Fact(id), fact_kind(kind)));
        }
        if let Some(id) = names.variable(Entity::Household, field) {
            let value = self.compiler.variable(Entity::Household, id, self.parsed.place(at.id))?;
            return Some(Typed::new(Expr::Variable(id), value.kind));
        }
        if names.of_entity(Entity::Member).any(|n| n == field) {
            self.report(
                Code::WrongEntity,
                at,
                format!("`{field}` is of a member, not of the household"),
                format!("`any(m, m.{field})`, `sum(m, m.{field})` or `member.{field}`"),
            );
            return None;
        }
        let known = names.of_entity(Entity::Household);
        self.unknown(at, format!("the household has no fact or variable `{field}`"), field, known);
        None
    }

    fn of_member(&self, at: &IdedExpr, name: &str, field: &str, depth: u8) -> Option<Typed<'n>> {
        let names = self.compiler.names;
        if let Some((id, kind)) = names.fact(Entity::Member, field) {
            return Some(Typed::new(Expr::MemberFact(id, depth), fact_kind(kind)));
        }
        if let Some(id) = names.variable(Entity::Member, field) {
            let value = self.compiler.variable(Entity::Member, id, self.parsed.place(at.id))?;
            return Some(Typed::new(Expr::MemberVariable(id, depth), value.kind));
        }
        if names.of_entity(Entity::Household).any(|n| n == field) {
            self.report(
                Code::WrongEntity,
                at,
                format!("`{field}` is of the household, not of a member"),
                format!("`household.{field}`"),
            );
            return None;
        }
        let known = names.of_entity(Entity::Member);
        self.unknown(at, format!("the member `{name}` has no fact or variable `{field}`"), field, known);
        None
    }

    fn verdict(&self, at: &IdedExpr, field: &str, depth: Option<u8>) -> Option<Typed<'n>> {
        let names = self.compiler.names;
        let Some((id, unit)) = names.program(field) else {
            let known = names.programs.iter().map(|(id, _)| id.as_str());
            self.unknown(at, format!("there is no programme `{field}`"), field, known);
            return None;
        };
        match (unit, depth) {
            (Entity::Household, None) => Some(Typed::truth(Expr::Verdict(id))),
            (Entity::Member, Some(depth)) => Some(Typed::truth(Expr::MemberVerdict(id, depth))),
            (Entity::Member, None) => {
                self.report(
                    Code::WrongEntity,
                    at,
                    format!("`{field}` is tested for each member"),
                    format!("`member.verdict.{field}` or `any(m, m.verdict.{field})`"),
                );
                None
            }
            (Entity::Household, Some(_)) => {
                self.report(
                    Code::WrongEntity,
                    at,
                    format!("`{field}` is tested for the household"),
                    format!("`verdict.{field}`"),
                );
                None
            }
        }
    }

    /// `parent_of(a, b)` and the like.
    pub(in crate::author) fn link(
        &self,
        which: &str,
        a: &IdedExpr,
        b: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let member = |at: &IdedExpr| {
            let depth = match &at.expr {
                Cel::Ident(name) => scope.depth(name),
                _ => None,
            };
            if depth.is_none() {
                self.report(
                    Code::TypeMismatch,
                    at,
                    format!("`{which}` takes the names of two members"),
                    format!("`any(m, {which}(m, member))`"),
                );
            }
            depth
        };
        let (a, b) = (member(a), member(b));
        let (a, b) = (a?, b?);
        Some(Typed::truth(match which {
            "parent_of" => Expr::ParentOf(a, b),
            "spouse_of" => Expr::SpouseOf(a, b),
            _ => Expr::Same(a, b),
        }))
    }

    /// `is_unset(parameter)`
    pub(in crate::author) fn is_unset(&self, at: &IdedExpr) -> Option<Typed<'n>> {
        let names = self.compiler.names;
        if let Cel::Ident(name) = &at.expr {
            if let Some((id, _)) = names.parameter(name) {
                return Some(Typed::truth(Expr::IsUnset(id)));
            }
            let known = names.parameters.iter().map(|(id, _)| id.as_str());
            self.unknown(at, format!("there is no parameter `{name}`"), name, known);
            return None;
        }
        let what = "`is_unset` takes the name of a parameter";
        self.report(Code::TypeMismatch, at, what, "`is_unset(savings_limit)`");
        None
    }
}

impl Kind<'_> {
    /// The options, of a choice or set.
    #[must_use]
    pub const fn options(&self) -> &[String] {
        match self {
            Self::Choice(options) | Self::Set(options) => options,
            _ => &[],
        }
    }
}
