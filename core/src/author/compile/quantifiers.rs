//! `sum`, `count`, `any`, `all`: over every member.

use cel::common::ast::{CallExpr, Expr as Cel, IdedExpr};

use crate::author::{
    compile::{
        names::Kind,
        typecheck::{Reader, Scope, Typed},
    },
    source::Code,
};
use crate::rulebook::{Expr, Unit, expr::DEPTH};

impl<'n> Reader<'_, 'n> {
    /// Compiles the body of `sum`, `count`, `any` or `all`.
    pub(in crate::author) fn over(
        &self,
        at: &IdedExpr,
        call: &CallExpr,
        name: &IdedExpr,
        body: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let Cel::Ident(bound) = &name.expr else {
            let what = format!("`{}` first takes a new name for a member", call.func_name);
            self.report(Code::TypeMismatch, name, what, format!("`{}(m, …)`", call.func_name));
            return None;
        };
        if bound == "member" || bound == "household" || bound == "verdict" || scope.bound.contains(bound) {
            let what = format!("`{bound}` already has a meaning here");
            self.report(Code::DuplicateName, name, what, "another name, such as `m` or `p`");
            return None;
        }
        let depth = scope.first() + scope.bound.len();
        if depth >= DEPTH {
            self.report(
                Code::TooDeep,
                at,
                format!("members within members go {DEPTH} deep at most"),
                "a variable",
            );
            return None;
        }
        let mut inner = scope.clone();
        inner.bound.push(bound.clone());
        let depth = u8::try_from(depth).ok()?;
        match call.func_name.as_str() {
            "sum" => {
                let body = self.quantity(body, &inner)?;
                Some(Typed::new(Expr::Sum(depth, Box::new(body.expr)), body.kind))
            }
            "count" => {
                let body = Box::new(self.truth(body, &inner)?);
                Some(Typed::new(Expr::Count(depth, body), Kind::Number(Unit::Plain)))
            }
            "any" => Some(Typed::truth(Expr::Any(depth, Box::new(self.truth(body, &inner)?)))),
            _ => Some(Typed::truth(Expr::All(depth, Box::new(self.truth(body, &inner)?)))),
        }
    }
}
