//! Comparisons and arithmetic: what goes with what.

use cel::common::ast::{Expr as Cel, IdedExpr, LiteralValue};

use crate::author::{
    compile::{
        names::Kind,
        typecheck::{Reader, Scope, Typed, day_literal},
    },
    source::Code,
};
use crate::rulebook::{Compare, Expr, Unit};
use crate::wording::nearest;

fn text_of(at: &IdedExpr) -> Option<&str> {
    match &at.expr {
        Cel::Literal(LiteralValue::String(text)) => Some(text.inner()),
        _ => None,
    }
}

impl<'n> Reader<'_, 'n> {
    /// The place of an option in a choice or set.
    fn option(&self, at: &IdedExpr, kind: Kind<'n>) -> Option<u8> {
        let Some(text) = text_of(at) else {
            self.report(Code::TypeMismatch, at, "an option in quotes belongs here", "`\"…\"`");
            return None;
        };
        let options = kind.options();
        let found = options.iter().position(|o| o == text).and_then(|i| u8::try_from(i).ok());
        if found.is_none() {
            let instead = nearest(text, options.iter().map(String::as_str)).map_or_else(
                || format!("one of {}", options.join(", ")),
                |near| format!("\"{near}\", one of {}", options.join(", ")),
            );
            self.report(Code::UnknownOption, at, format!("there is no option \"{text}\""), instead);
        }
        found
    }

    /// `a == b`, `a != b`
    pub(in crate::author) fn equal(
        &self,
        at: &IdedExpr,
        left: &IdedExpr,
        right: &IdedExpr,
        not: bool,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let compare = if not { Compare::NotEqual } else { Compare::Equal };
        let (subject, literal) = match (text_of(left), text_of(right)) {
            (None, None) => {
                let typed = self.read(left, scope)?;
                if typed.kind == Kind::Truth {
                    self.report(
                        Code::TypeMismatch,
                        at,
                        "statements are not compared",
                        "`a`, `!a`, or `a ? b : !b`",
                    );
                    return None;
                }
                return self.compare(at, compare, left, right, scope);
            }
            (Some(_), None) => (right, left),
            _ => (left, right),
        };
        let typed = self.read(subject, scope)?;
        match typed.kind {
            Kind::Choice(_) => {
                let option = self.option(literal, typed.kind)?;
                let found = Expr::In(Box::new(typed.expr), 1u64.checked_shl(option.into()).unwrap_or(0));
                Some(Typed::truth(if not { Expr::Not(Box::new(found)) } else { found }))
            }
            Kind::Number(Unit::Day) => self.compare(at, compare, left, right, scope),
            Kind::Set(_) => {
                self.report(
                    Code::TypeMismatch,
                    at,
                    "a set is not compared with one option",
                    "`\"…\" in member.receives`",
                );
                None
            }
            _ => {
                let what = format!("{} is not compared with a text", typed.kind.words());
                self.report(Code::TypeMismatch, at, what, "a number without quotes");
                None
            }
        }
    }

    /// A side of a comparison; a day may be written in quotes.
    fn side(&self, at: &IdedExpr, scope: &Scope) -> Option<Typed<'n>> {
        match day_literal(at) {
            Some(day) => Some(Typed {
                expr: Expr::Number(day.0.into()),
                kind: Kind::Number(Unit::Day),
                compared: None,
            }),
            None => self.quantity(at, scope),
        }
    }

    /// `a < b` and the like.
    pub(in crate::author) fn compare(
        &self,
        at: &IdedExpr,
        compare: Compare,
        left: &IdedExpr,
        right: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let (left, right) = (self.side(left, scope), self.side(right, scope));
        let (left, right) = (left?, right?);
        let unit = match self.same_kind(at, left.kind, right.kind)? {
            Kind::Number(unit) => unit,
            _ => Unit::Plain,
        };
        Some(Typed {
            expr: Expr::Compare(compare, Box::new([left.expr, right.expr])),
            kind: Kind::Truth,
            compared: Some(unit),
        })
    }

    /// `x in ["p", "q"]`, `"p" in member.receives`, `n in [1, 2]`
    pub(in crate::author) fn within(
        &self,
        at: &IdedExpr,
        left: &IdedExpr,
        right: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        if text_of(left).is_some() {
            let typed = self.read(right, scope)?;
            if !matches!(typed.kind, Kind::Set(_)) {
                let what = format!("a set belongs after `in`, this is {}", typed.kind.words());
                self.report(Code::TypeMismatch, at, what, "`\"…\" in member.receives`, or `x == \"…\"`");
                return None;
            }
            let option = self.option(left, typed.kind)?;
            return Some(Typed::truth(Expr::Has(Box::new(typed.expr), option)));
        }
        let Cel::List(list) = &right.expr else {
            let what = "a list of options belongs after `in`";
            self.report(Code::TypeMismatch, right, what, "`x in [\"p\", \"q\"]`");
            return None;
        };
        let typed = self.read(left, scope)?;
        match typed.kind {
            Kind::Choice(_) => {
                let mut bits = 0u64;
                for element in &list.elements {
                    bits |= 1u64.checked_shl(self.option(element, typed.kind)?.into()).unwrap_or(0);
                }
                Some(Typed::truth(Expr::In(Box::new(typed.expr), bits)))
            }
            Kind::Number(_) => {
                let mut parts = Vec::with_capacity(list.elements.len());
                for element in &list.elements {
                    parts.push(self.compare(at, Compare::Equal, left, element, scope)?.expr);
                }
                Some(Typed::truth(Expr::Or(parts)))
            }
            kind => {
                let what = format!("a choice belongs before `in`, this is {}", kind.words());
                self.report(Code::TypeMismatch, left, what, "`x in [\"p\", \"q\"]`");
                None
            }
        }
    }

    /// `a + b`, `a - b`, `min(a, b)`, `max(a, b)`
    pub(in crate::author) fn alike(
        &self,
        at: &IdedExpr,
        build: fn(Box<[Expr; 2]>) -> Expr,
        left: &IdedExpr,
        right: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let (left, right) = (self.quantity(left, scope), self.quantity(right, scope));
        let (left, right) = (left?, right?);
        let kind = self.same_kind(at, left.kind, right.kind)?;
        let expr = build(Box::new([left.expr, right.expr]));
        if kind == Kind::Number(Unit::Day) && !matches!(expr, Expr::Min(_) | Expr::Max(_)) {
            self.no_days(at);
            return None;
        }
        Some(Typed { expr, kind, compared: None })
    }

    /// `between(x, low, high)`
    pub(in crate::author) fn between(
        &self,
        at: &IdedExpr,
        parts: [&IdedExpr; 3],
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let [inner, low, high] = parts.map(|part| self.quantity(part, scope));
        let (inner, low, high) = (inner?, low?, high?);
        let kind = self.same_kind(at, inner.kind, low.kind)?;
        let kind = self.same_kind(at, kind, high.kind)?;
        Some(Typed { expr: Expr::Between(Box::new([inner.expr, low.expr, high.expr])), kind, compared: None })
    }

    fn no_days(&self, at: &IdedExpr) {
        let what = "days are compared, not added or multiplied";
        self.report(Code::UnitMismatch, at, what, "`member.age`, or `member.birth_date >= \"2025-01-01\"`");
    }

    /// `in_a_year(flow)`: flows are held per year, so the number stays and only the unit changes.
    pub(in crate::author) fn in_a_year(&self, at: &IdedExpr, scope: &Scope) -> Option<Typed<'n>> {
        let flow = self.quantity(at, scope)?;
        if flow.kind != Kind::Number(Unit::Flow) {
            let what = format!("`in_a_year` takes a flow, this is {}", flow.kind.words());
            self.report(Code::UnitMismatch, at, what, "`in_a_year(dibao_standard)`");
            return None;
        }
        Some(Typed::new(flow.expr, Kind::Number(Unit::Stock)))
    }

    /// `a * b`
    pub(in crate::author) fn product(
        &self,
        at: &IdedExpr,
        left: &IdedExpr,
        right: &IdedExpr,
        scope: &Scope,
    ) -> Option<Typed<'n>> {
        let (left, right) = (self.quantity(left, scope), self.quantity(right, scope));
        let (left, right) = (left?, right?);
        if [left.kind, right.kind].contains(&Kind::Number(Unit::Day)) {
            self.no_days(at);
            return None;
        }
        let plain = |kind| matches!(kind, Kind::Number(Unit::Plain) | Kind::Zero);
        let kind = if left.kind == Kind::Zero || right.kind == Kind::Zero {
            Kind::Zero
        } else if plain(left.kind) {
            right.kind
        } else if plain(right.kind) {
            left.kind
        } else {
            let what = format!("{} times {} has no unit here", left.kind.words(), right.kind.words());
            self.report(Code::UnitMismatch, at, what, "a plain number on one side");
            return None;
        };
        Some(Typed { expr: Expr::Multiply(Box::new([left.expr, right.expr])), kind, compared: None })
    }
}
