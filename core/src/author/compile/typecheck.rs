//! From the tree of an expression to its compiled form: names become slots, types and units are checked.

use std::{cell::RefCell, str::FromStr};

use cel::common::ast::{CallExpr, Expr as Cel, IdedExpr, LiteralValue, operators as op};
use rust_decimal::Decimal;

use crate::author::{
    compile::{
        names::{Kind, Names},
        parse::{Parsed, parse},
    },
    source::{
        Code,
        files::{Diagnostics, Span},
        table::Text,
    },
};
use crate::wording::nearest;
use crate::{
    domain::Day,
    rulebook::{Compare, Entity, Expr, Unit, VariableId},
};

/// An expression with what it comes to.
#[derive(Clone, Debug)]
pub struct Typed<'n> {
    /// The compiled form.
    pub expr: Expr,
    /// What it comes to.
    pub kind: Kind<'n>,
    /// The unit of its outermost comparison, looking through `c ? a : b`.
    pub compared: Option<Unit>,
}

impl<'n> Typed<'n> {
    pub(in crate::author) const fn new(expr: Expr, kind: Kind<'n>) -> Self {
        Self { expr, kind, compared: None }
    }

    pub(in crate::author) const fn truth(expr: Expr) -> Self {
        Self::new(expr, Kind::Truth)
    }
}

/// How far a variable has been read.
#[derive(Clone, Debug)]
enum State<'n> {
    Waiting,
    Reading,
    Read(Typed<'n>),
    Failed,
}

/// Reads expressions over some names; each variable once, whenever it is first needed.
pub struct Compiler<'n> {
    pub(in crate::author) log: &'n Diagnostics,
    pub(in crate::author) names: &'n Names<'n>,
    variables: [RefCell<Vec<State<'n>>>; 2],
    path: RefCell<Vec<(Entity, usize)>>,
}

/// The members that have a name at some point of an expression.
#[derive(Clone, Debug)]
pub struct Scope {
    pub(in crate::author) entity: Entity,
    pub(in crate::author) bound: Vec<String>,
}

impl Scope {
    /// No member, or `member`.
    #[must_use]
    pub const fn new(entity: Entity) -> Self {
        Self { entity, bound: Vec::new() }
    }

    pub(in crate::author) fn first(&self) -> usize {
        usize::from(self.entity == Entity::Member)
    }

    /// The depth of a name.
    pub(in crate::author) fn depth(&self, name: &str) -> Option<u8> {
        if name == "member" {
            return (self.entity == Entity::Member).then_some(0);
        }
        let position = self.bound.iter().rposition(|b| b == name)?;
        u8::try_from(position + self.first()).ok()
    }
}

/// An expression being read: the tree and the names it can use.
pub(in crate::author) struct Reader<'r, 'n> {
    pub(in crate::author) compiler: &'r Compiler<'n>,
    pub(in crate::author) parsed: &'r Parsed<'n>,
}

impl<'n> Compiler<'n> {
    /// A compiler over some names.
    #[must_use]
    pub fn new(log: &'n Diagnostics, names: &'n Names<'n>) -> Self {
        let waiting = |n: usize| RefCell::new(vec![State::Waiting; n]);
        Self {
            log,
            names,
            variables: [waiting(names.household_variables.len()), waiting(names.member_variables.len())],
            path: RefCell::default(),
        }
    }

    /// Compiles an expression; notes what is wrong with it.
    pub fn compile(&self, text: Text<'n>, entity: Entity) -> Option<Typed<'n>> {
        let parsed = parse(self.log, text)?;
        Reader { compiler: self, parsed: &parsed }.read(&parsed.root, &Scope::new(entity))
    }

    /// Compiles a statement.
    pub fn statement(&self, text: Text<'n>, entity: Entity) -> Option<Typed<'n>> {
        let typed = self.compile(text, entity)?;
        if typed.kind == Kind::Truth {
            return Some(typed);
        }
        self.log.report(
            Code::TypeMismatch,
            text.place,
            format!("a statement belongs here, this is {}", typed.kind.words()),
            "a comparison, such as `a < b`",
        );
        None
    }

    /// Compiles a number.
    pub fn number(&self, text: Text<'n>, entity: Entity) -> Option<Typed<'n>> {
        let typed = self.compile(text, entity)?;
        if matches!(typed.kind, Kind::Number(_) | Kind::Zero) {
            return Some(typed);
        }
        self.log.report(
            Code::TypeMismatch,
            text.place,
            format!("a number belongs here, this is {}", typed.kind.words()),
            "an expression of facts and parameters that are numbers",
        );
        None
    }

    fn states(&self, entity: Entity) -> &RefCell<Vec<State<'n>>> {
        let [household, member] = &self.variables;
        match entity {
            Entity::Household => household,
            Entity::Member => member,
        }
    }

    /// A variable's expression, read now if it was not before.
    pub fn variable(&self, entity: Entity, id: VariableId, asked: Span) -> Option<Typed<'n>> {
        let index = id.index();
        let state = self.states(entity).borrow().get(index).cloned()?;
        match state {
            State::Read(typed) => Some(typed),
            State::Failed => None,
            State::Reading => {
                self.cycle((entity, index), asked);
                None
            }
            State::Waiting => {
                let set = |state| {
                    if let Some(entry) = self.states(entity).borrow_mut().get_mut(index) {
                        *entry = state;
                    }
                };
                let names: &'n Names<'n> = self.names;
                let draft = match entity {
                    Entity::Household => names.household_variables.get(index),
                    Entity::Member => names.member_variables.get(index),
                }?;
                set(State::Reading);
                self.path.borrow_mut().push((entity, index));
                let typed = self.compile(draft.value, entity);
                self.path.borrow_mut().pop();
                set(typed.clone().map_or(State::Failed, State::Read));
                typed
            }
        }
    }

    fn cycle(&self, start: (Entity, usize), place: Span) {
        let path = self.path.borrow();
        let from = path.iter().position(|p| *p == start).unwrap_or(0);
        let ids: Vec<&str> = path
            .iter()
            .skip(from)
            .chain([&start])
            .filter_map(|(entity, index)| self.names.variables(*entity).get(*index).map(|v| v.id))
            .collect();
        self.log.report(
            Code::Cycle,
            place,
            format!("the variable depends on itself: {}", ids.join(" → ")),
            "an expression without the variable itself",
        );
    }
}

impl<'n> Reader<'_, 'n> {
    pub(in crate::author) fn report(
        &self,
        code: Code,
        at: &IdedExpr,
        what: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.compiler.log.report(code, self.parsed.place(at.id), what, instead);
    }

    /// A name that is not known, with the nearest that is.
    pub(in crate::author) fn unknown<'x>(
        &self,
        at: &IdedExpr,
        what: String,
        wrong: &str,
        names: impl IntoIterator<Item = &'x str>,
    ) {
        if self.compiler.names.broken.contains(wrong) {
            return;
        }
        let instead = nearest(wrong, names).map_or_else(
            || "a name that facts.toml, parameters.toml, variables.toml or programs/ define".to_owned(),
            |near| format!("`{near}`"),
        );
        self.report(Code::UnknownName, at, what, instead);
    }

    /// Compiles one part.
    pub(in crate::author) fn read(&self, at: &IdedExpr, scope: &Scope) -> Option<Typed<'n>> {
        match &at.expr {
            Cel::Literal(literal) => self.literal(at, literal),
            Cel::Ident(name) => self.name(at, name, scope),
            Cel::Select(select) if !select.test => self.select(at, &select.operand, &select.field, scope),
            Cel::Call(call) if call.target.is_none() => self.call(at, call, scope),
            Cel::Call(call) => {
                self.report(
                    Code::Unsupported,
                    at,
                    format!("`.{}(…)` is not used in rulebooks", call.func_name),
                    "`sum(m, …)`, `count(m, …)`, `any(m, …)` or `all(m, …)`",
                );
                None
            }
            _ => {
                self.report(
                    Code::Unsupported,
                    at,
                    "this form of CEL is not used in rulebooks",
                    "only what README.md lists under Expressions",
                );
                None
            }
        }
    }

    fn literal(&self, at: &IdedExpr, literal: &LiteralValue) -> Option<Typed<'n>> {
        let text = match literal {
            LiteralValue::Boolean(truth) => return Some(Typed::truth(Expr::Truth(*truth.inner()))),
            LiteralValue::Int(number) => number.inner().to_string(),
            // The shortest text that reads back as the same double: exact up to 15 digits.
            LiteralValue::Double(number) => number.inner().to_string(),
            LiteralValue::String(text) => {
                self.report(
                    Code::TypeMismatch,
                    at,
                    format!("the text \"{}\" stands alone", text.inner()),
                    "a comparison with a choice, such as `household.area == \"urban\"`",
                );
                return None;
            }
            _ => {
                self.report(Code::Unsupported, at, "this literal is not used in rulebooks", "a plain number");
                return None;
            }
        };
        let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).skip_while(|d| *d == b'0').count();
        let number = Decimal::from_str(&text).ok();
        match number {
            Some(number) if digits(&text) <= 15 && digits(self.parsed.token(at.id)) <= 15 => {
                let kind = if number.is_zero() { Kind::Zero } else { Kind::Number(Unit::Plain) };
                Some(Typed::new(Expr::Number(number), kind))
            }
            _ => {
                self.report(
                    Code::TooManyDigits,
                    at,
                    "a number in an expression is exact only up to 15 digits",
                    "a number with fewer digits, or a parameter",
                );
                None
            }
        }
    }

    fn call(&self, at: &IdedExpr, call: &CallExpr, scope: &Scope) -> Option<Typed<'n>> {
        let name = call.func_name.as_str();
        match (name, call.args.as_slice()) {
            (op::LOGICAL_NOT, [inner]) => Some(Typed::truth(Expr::Not(Box::new(self.truth(inner, scope)?)))),
            (op::LOGICAL_AND, [left, right]) => {
                let (left, right) = (self.truth(left, scope), self.truth(right, scope));
                let mut parts = Vec::new();
                for side in [left?, right?] {
                    match side {
                        Expr::And(inner) => parts.extend(inner),
                        other => parts.push(other),
                    }
                }
                Some(Typed::truth(Expr::And(parts)))
            }
            (op::LOGICAL_OR, [left, right]) => {
                let (left, right) = (self.truth(left, scope), self.truth(right, scope));
                let mut parts = Vec::new();
                for side in [left?, right?] {
                    match side {
                        Expr::Or(inner) => parts.extend(inner),
                        other => parts.push(other),
                    }
                }
                Some(Typed::truth(Expr::Or(parts)))
            }
            (op::CONDITIONAL, [condition, yes, no]) => self.condition(at, [condition, yes, no], scope),
            (op::EQUALS, [left, right]) => self.equal(at, left, right, false, scope),
            (op::NOT_EQUALS, [left, right]) => self.equal(at, left, right, true, scope),
            (op::LESS, [left, right]) => self.compare(at, Compare::Less, left, right, scope),
            (op::LESS_EQUALS, [left, right]) => self.compare(at, Compare::AtMost, left, right, scope),
            (op::GREATER, [left, right]) => self.compare(at, Compare::More, left, right, scope),
            (op::GREATER_EQUALS, [left, right]) => self.compare(at, Compare::AtLeast, left, right, scope),
            (op::IN, [left, right]) => self.within(at, left, right, scope),
            (op::ADD, [left, right]) => self.alike(at, Expr::Add, left, right, scope),
            (op::SUBSTRACT, [left, right]) => self.alike(at, Expr::Subtract, left, right, scope),
            ("min", [left, right]) => self.alike(at, Expr::Min, left, right, scope),
            ("max", [left, right]) => self.alike(at, Expr::Max, left, right, scope),
            ("between", [inner, low, high]) => self.between(at, [inner, low, high], scope),
            (op::MULTIPLY, [left, right]) => self.product(at, left, right, scope),
            (op::DIVIDE, _) => {
                self.report(
                    Code::Unsupported,
                    at,
                    "there is no division: it would round",
                    "both sides multiplied out, such as `income < standard * household.headcount`",
                );
                None
            }
            ("sum" | "count" | "any" | "all", [name, body]) => self.over(at, call, name, body, scope),
            ("parent_of" | "spouse_of" | "same", [a, b]) => self.link(&call.func_name, a, b, scope),
            ("is_unset", [parameter]) => self.is_unset(parameter),
            ("in_a_year", [flow]) => self.in_a_year(flow, scope),
            ("min" | "max" | "sum" | "count" | "any" | "all" | "parent_of" | "spouse_of" | "same", args) => {
                let what = format!("`{name}` takes 2 arguments, here are {}", args.len());
                self.report(Code::TypeMismatch, at, what, format!("`{name}(a, b)`"));
                None
            }
            ("between", args) => {
                let what = format!("`between` takes 3 arguments, here are {}", args.len());
                self.report(Code::TypeMismatch, at, what, "`between(x, low, high)`");
                None
            }
            _ => {
                self.report(
                    Code::Unsupported,
                    at,
                    format!("`{}` is not used in rulebooks", name.trim_matches('_')),
                    "only what README.md lists under Expressions",
                );
                None
            }
        }
    }

    fn condition(&self, at: &IdedExpr, parts: [&IdedExpr; 3], scope: &Scope) -> Option<Typed<'n>> {
        let [condition, yes, no] = parts;
        let condition = self.truth(condition, scope);
        let (yes, no) = (self.read(yes, scope), self.read(no, scope));
        let (condition, yes, no) = (condition?, yes?, no?);
        let kind = self.same_kind(at, yes.kind, no.kind)?;
        let compared = if yes.compared == no.compared { yes.compared } else { None };
        Some(Typed { expr: Expr::If(Box::new([condition, yes.expr, no.expr])), kind, compared })
    }

    /// What two parts both are; a mistake where they differ.
    pub(in crate::author) fn same_kind(&self, at: &IdedExpr, a: Kind<'n>, b: Kind<'n>) -> Option<Kind<'n>> {
        match (a, b) {
            (Kind::Zero, Kind::Number(unit)) | (Kind::Number(unit), Kind::Zero) => Some(Kind::Number(unit)),
            (a, b) if a == b => Some(a),
            (Kind::Number(_), Kind::Number(_)) => {
                self.report(
                    Code::UnitMismatch,
                    at,
                    format!("{} and {} do not go together", a.words(), b.words()),
                    "two numbers of one unit; a flow or stock times a plain number keeps its unit",
                );
                None
            }
            _ => {
                self.report(
                    Code::TypeMismatch,
                    at,
                    format!("{} and {} do not go together", a.words(), b.words()),
                    "two parts of one type",
                );
                None
            }
        }
    }

    pub(in crate::author) fn truth(&self, at: &IdedExpr, scope: &Scope) -> Option<Expr> {
        let typed = self.read(at, scope)?;
        if typed.kind == Kind::Truth {
            return Some(typed.expr);
        }
        let what = format!("a statement belongs here, this is {}", typed.kind.words());
        self.report(Code::TypeMismatch, at, what, "a comparison, such as `a < b`");
        None
    }

    pub(in crate::author) fn quantity(&self, at: &IdedExpr, scope: &Scope) -> Option<Typed<'n>> {
        let typed = self.read(at, scope)?;
        if matches!(typed.kind, Kind::Number(_) | Kind::Zero) {
            return Some(typed);
        }
        let what = format!("a number belongs here, this is {}", typed.kind.words());
        self.report(Code::TypeMismatch, at, what, "a fact, parameter or variable that is a number");
        None
    }
}

/// A day written in quotes.
pub(in crate::author) fn day_literal(at: &IdedExpr) -> Option<Day> {
    match &at.expr {
        Cel::Literal(LiteralValue::String(text)) => Day::parse(text.inner()),
        _ => None,
    }
}
