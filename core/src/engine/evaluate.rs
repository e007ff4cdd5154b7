//! The one evaluation path: a complete household is the special case of a partial one.

use rust_decimal::Decimal;

use crate::{
    domain::{Range, Truth, Value, money::MOST},
    engine::{inputs::Found, rules::Rules},
    household::{Household, Link},
    rulebook::{
        Area, Compare, Criterion, Entity, Expr, ParameterId, ParameterValue, Program, ProgramId, Unit,
        VariableId, expr::DEPTH,
    },
    ruleset::Origin,
    screening::{Reason, Statement},
};

/// Which member each depth stands for.
pub type Scope = [u8; DEPTH];

/// Evaluates expressions over one household, each variable and verdict once.
pub struct Evaluator<'a> {
    pub rules: Rules<'a>,
    pub household: &'a Household,
    household_variables: Vec<Option<Value>>,
    member_variables: Vec<Option<Value>>,
    verdicts: Vec<Option<Truth>>,
    /// What open values depend on, as far as it was looked for.
    pub found: Found,
}

/// What is known in an evaluation.
pub struct Firm {
    household_variables: Vec<Option<Value>>,
    member_variables: Vec<Option<Value>>,
    verdicts: Vec<Option<Truth>>,
}

impl Firm {
    /// As if a verdict had not been found.
    pub fn forget(&mut self, slot: usize) {
        if let Some(entry) = self.verdicts.get_mut(slot) {
            *entry = None;
        }
    }
}

/// How far a programme's conditions hold, with the reason for each.
pub struct Judged {
    pub truth: Truth,
    pub reasons: Vec<Reason>,
    /// Whether it took cases to settle it.
    pub split: bool,
}

impl<'a> Evaluator<'a> {
    pub fn new(rules: Rules<'a>, household: &'a Household) -> Self {
        let n = household.members.len();
        Self {
            rules,
            household,
            household_variables: vec![None; rules.household_variables.len()],
            member_variables: vec![None; rules.member_variables.len() * n],
            verdicts: vec![None; rules.programs.len() * (n + 1)],
            found: Found::default(),
        }
    }

    pub fn verdict_slot(&self, program: ProgramId, member: Option<usize>) -> usize {
        program.index() * (self.household.members.len() + 1) + member.map_or(0, |m| m + 1)
    }

    /// The verdicts found so far, to start another evaluation of a narrower household from.
    pub fn firm_verdicts(&self) -> Vec<Option<Truth>> {
        self.verdicts.iter().map(|v| v.filter(|t| t.is_known())).collect()
    }

    /// The same as if no open verdict had been found: what reads verdicts is found anew.
    pub fn without_open_verdicts(&self) -> Self {
        let kept = |values: &[Option<Value>], readers: &[bool]| {
            let readers = readers.iter().cycle();
            values
                .iter()
                .zip(readers)
                .map(|(value, reads)| value.filter(|v| !reads || v.is_known()))
                .collect()
        };
        Self {
            rules: self.rules,
            household: self.household,
            household_variables: kept(&self.household_variables, &self.rules.readers.household),
            member_variables: kept(&self.member_variables, &self.rules.readers.member),
            verdicts: self.firm_verdicts(),
            found: Found::default(),
        }
    }

    /// What is known of variables and verdicts: it stays so in a household of which more is known, and whatever its places
    /// turn out to set.
    pub fn firm(&self) -> Firm {
        let known = |values: &[Option<Value>]| values.iter().map(|v| v.filter(Value::is_known)).collect();
        Firm {
            household_variables: known(&self.household_variables),
            member_variables: known(&self.member_variables),
            verdicts: self.firm_verdicts(),
        }
    }

    /// An evaluation that begins with what is known.
    pub fn beginning(rules: Rules<'a>, household: &'a Household, firm: &Firm) -> Self {
        Self {
            rules,
            household,
            household_variables: firm.household_variables.clone(),
            member_variables: firm.member_variables.clone(),
            verdicts: firm.verdicts.clone(),
            found: Found::default(),
        }
    }

    pub fn set_verdict(&mut self, program: ProgramId, member: Option<usize>, truth: Truth) {
        let slot = self.verdict_slot(program, member);
        if let Some(entry) = self.verdicts.get_mut(slot) {
            *entry = Some(truth);
        }
    }

    /// Whether a programme is likely.
    pub fn verdict(&mut self, program: ProgramId, member: Option<usize>) -> Truth {
        let slot = self.verdict_slot(program, member);
        if let Some(Some(known)) = self.verdicts.get(slot) {
            return *known;
        }
        // A cycle, which `check` refuses, ends here.
        self.set_verdict(program, member, Truth::Unknown);
        let truth = self.rules.programs.get(program.index()).map_or(Truth::Unknown, |p| {
            let scope = scope(member);
            let mut truth = Truth::True;
            for criterion in &p.criteria {
                truth = truth.and(self.holds(criterion, scope).0);
                if truth == Truth::False {
                    break;
                }
            }
            truth
        });
        self.set_verdict(program, member, truth);
        truth
    }

    /// A programme with all its reasons.
    pub fn judge(&mut self, program: &Program, member: Option<usize>) -> Judged {
        let scope = scope(member);
        let mut truth = Truth::True;
        let mut reasons = Vec::with_capacity(program.criteria.len());
        for criterion in &program.criteria {
            let (holds, waived, failed_softly) = self.holds(criterion, scope);
            truth = truth.and(holds);
            let statement = if waived { None } else { self.statement(criterion, scope) };
            reasons.push(Reason { holds, waived, failed_softly, statement });
        }
        Judged { truth, reasons, split: false }
    }

    /// Whether a criterion holds, is waived, failed softly.
    fn holds(&mut self, criterion: &Criterion, scope: Scope) -> (Truth, bool, bool) {
        let applies = criterion.applies.as_ref().map_or(Truth::True, |e| self.truth(e, scope));
        if applies == Truth::False {
            return (Truth::True, true, false);
        }
        let test = self.truth(&criterion.test, scope);
        if criterion.soft.is_some() && test == Truth::False {
            return (Truth::Unknown, false, true);
        }
        ((!applies).or(test), false, false)
    }

    fn statement(&mut self, criterion: &Criterion, scope: Scope) -> Option<Statement> {
        let unit = criterion.unit?;
        let mut test = &criterion.test;
        let (compare, sides) = loop {
            match test {
                Expr::Compare(compare, sides) => break (*compare, sides),
                Expr::If(parts) => {
                    let [condition, yes, no] = &**parts;
                    test = if self.truth(condition, scope) == Truth::False { no } else { yes };
                }
                _ => return None,
            }
        };
        let [left, right] = &**sides;
        let (mut left, mut right) = (self.number(left, scope), self.number(right, scope));
        if let Some(heads) = &criterion.per_head {
            let heads = self.number(heads, scope);
            left = left.divide(heads);
            right = right.divide(heads);
        }
        if unit == Unit::Flow {
            left = left.in_a_month();
            right = right.in_a_month();
        }
        let margin = match compare {
            Compare::More | Compare::AtLeast => left - right,
            _ => right - left,
        };
        Some(Statement { left, compare, right, margin, unit })
    }

    fn household_variable(&mut self, id: VariableId) -> Value {
        if let Some(Some(known)) = self.household_variables.get(id.index()) {
            return *known;
        }
        let rules = self.rules;
        let value = rules
            .household_variables
            .get(id.index())
            .map_or(Value::Truth(Truth::Unknown), |v| self.value(&v.value, [0; DEPTH]));
        if let Some(entry) = self.household_variables.get_mut(id.index()) {
            *entry = Some(value);
        }
        value
    }

    fn member_variable(&mut self, id: VariableId, member: u8) -> Value {
        let slot = usize::from(member) * self.rules.member_variables.len() + id.index();
        if let Some(Some(known)) = self.member_variables.get(slot) {
            return *known;
        }
        let rules = self.rules;
        let value = rules
            .member_variables
            .get(id.index())
            .map_or(Value::Truth(Truth::Unknown), |v| self.value(&v.value, scope(Some(usize::from(member)))));
        if let Some(entry) = self.member_variables.get_mut(slot) {
            *entry = Some(value);
        }
        value
    }

    fn parameter(&self, id: ParameterId) -> Value {
        let Some(resolved) = self.rules.parameters.get(id.index()) else {
            return Value::Truth(Truth::Unknown);
        };
        as_value(resolved.setting(self.area()))
    }

    /// Whether nothing sets a parameter for families such as this.
    fn is_unset(&self, id: ParameterId) -> Truth {
        let Some(resolved) = self.rules.parameters.get(id.index()) else { return Truth::Unknown };
        let unset = |origin| match origin {
            Origin::Unset => Truth::True,
            Origin::Unknown => Truth::Unknown,
            Origin::Set { .. } | Origin::Override => Truth::False,
        };
        let (urban, rural) = (unset(resolved.urban.1), unset(resolved.rural.1));
        match self.area() {
            Some(Area::Urban) => urban,
            Some(Area::Rural) => rural,
            None => urban.hull(rural),
        }
    }

    /// In which area the family lives, if known.
    fn area(&self) -> Option<Area> {
        let area = self.rules.area?;
        area.of(self.household.facts.get(area.fact.index())?.value)
    }

    /// How far a statement holds; unknown for what is none. Most of what rules say are statements: one answers with a byte,
    /// where a value has a range's width.
    pub fn truth(&mut self, expr: &Expr, scope: Scope) -> Truth {
        let n = self.household.members.len();
        match expr {
            Expr::Truth(truth) => (*truth).into(),
            Expr::IsUnset(id) => self.is_unset(*id),
            Expr::Verdict(program) => self.verdict(*program, None),
            Expr::MemberVerdict(program, depth) => self.verdict(*program, Some(at(scope, *depth))),
            Expr::Not(inner) => !self.truth(inner, scope),
            Expr::And(parts) => {
                let mut truth = Truth::True;
                for part in parts {
                    truth = truth.and(self.truth(part, scope));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Expr::Or(parts) => {
                let mut truth = Truth::False;
                for part in parts {
                    truth = truth.or(self.truth(part, scope));
                    if truth == Truth::True {
                        break;
                    }
                }
                truth
            }
            Expr::Compare(compare, sides) => {
                let [left, right] = &**sides;
                let left = self.number(left, scope);
                compared(*compare, left, self.number(right, scope))
            }
            Expr::In(inner, options) => match self.value(inner, scope) {
                Value::Choice(left) if left & !options == 0 => Truth::True,
                Value::Choice(left) if left & options == 0 => Truth::False,
                _ => Truth::Unknown,
            },
            Expr::Has(inner, option) => match self.value(inner, scope) {
                Value::Set { sure, .. } if sure >> option & 1 == 1 => Truth::True,
                Value::Set { possible, .. } if possible >> option & 1 == 0 => Truth::False,
                _ => Truth::Unknown,
            },
            Expr::Any(depth, body) => {
                let mut truth = Truth::False;
                for member in 0..n {
                    truth = truth.or(self.truth(body, bind(scope, *depth, member)));
                    if truth == Truth::True {
                        break;
                    }
                }
                truth
            }
            Expr::All(depth, body) => {
                let mut truth = Truth::True;
                for member in 0..n {
                    truth = truth.and(self.truth(body, bind(scope, *depth, member)));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Expr::ParentOf(a, b) => self.household.linked(Link::ParentOf, at(scope, *a), at(scope, *b)),
            Expr::SpouseOf(a, b) => self.household.linked(Link::SpouseOf, at(scope, *a), at(scope, *b)),
            Expr::Same(a, b) => Truth::from(at(scope, *a) == at(scope, *b)),
            _ => self.value(expr, scope).truth(),
        }
    }

    /// A number; anything for what is none.
    pub fn number(&mut self, expr: &Expr, scope: Scope) -> Range {
        self.value(expr, scope).number()
    }

    /// An expression's value.
    pub fn value(&mut self, expr: &Expr, scope: Scope) -> Value {
        let n = self.household.members.len();
        match expr {
            Expr::Number(number) => Value::Number(Range::exact(*number)),
            Expr::Fact(id) => {
                self.household.facts.get(id.index()).map_or(Value::Truth(Truth::Unknown), |given| given.value)
            }
            Expr::MemberFact(id, depth) => self
                .household
                .members
                .get(at(scope, *depth))
                .and_then(|m| m.facts.get(id.index()))
                .map_or(Value::Truth(Truth::Unknown), |given| given.value),
            Expr::Parameter(id) => self.parameter(*id),
            Expr::Variable(id) => self.household_variable(*id),
            Expr::MemberVariable(id, depth) => {
                let member = at(scope, *depth);
                self.member_variable(*id, u8::try_from(member).unwrap_or(u8::MAX))
            }
            Expr::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition, scope) {
                    Truth::True => self.value(yes, scope),
                    Truth::False => self.value(no, scope),
                    Truth::Unknown => self.value(yes, scope).hull(self.value(no, scope)),
                }
            }
            Expr::Add(sides) => self.both(sides, scope, |a, b| a + b),
            Expr::Subtract(sides) => self.both(sides, scope, |a, b| a - b),
            Expr::Multiply(sides) => self.both(sides, scope, |a, b| a * b),
            Expr::Min(sides) => self.both(sides, scope, Range::min),
            Expr::Max(sides) => self.both(sides, scope, Range::max),
            Expr::Between(parts) => {
                let [inner, low, high] = &**parts;
                let inner = self.number(inner, scope);
                // What is known cannot be narrowed, and most often all is.
                if inner.known().is_some() {
                    return Value::Number(inner);
                }
                let low = self.number(low, scope);
                Value::Number(inner.bounded(low, self.number(high, scope)))
            }
            Expr::Sum(depth, body) => {
                let mut total = Range::exact(Decimal::ZERO);
                for member in 0..n {
                    total = total + self.number(body, bind(scope, *depth, member));
                }
                Value::Number(total)
            }
            Expr::Count(depth, body) => {
                let (mut least, mut most) = (0i64, 0i64);
                for member in 0..n {
                    match self.truth(body, bind(scope, *depth, member)) {
                        Truth::True => (least, most) = (least + 1, most + 1),
                        Truth::Unknown => most += 1,
                        Truth::False => {}
                    }
                }
                Value::Number(Range::between(Some(least.into()), Some(most.into())))
            }
            Expr::Truth(_)
            | Expr::IsUnset(_)
            | Expr::Verdict(_)
            | Expr::MemberVerdict(..)
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Compare(..)
            | Expr::In(..)
            | Expr::Has(..)
            | Expr::Any(..)
            | Expr::All(..)
            | Expr::ParentOf(..)
            | Expr::SpouseOf(..)
            | Expr::Same(..) => Value::Truth(self.truth(expr, scope)),
        }
    }

    fn both(&mut self, sides: &[Expr; 2], scope: Scope, rule: fn(Range, Range) -> Range) -> Value {
        let [left, right] = sides;
        let left = self.number(left, scope);
        Value::Number(rule(left, self.number(right, scope)))
    }
}

/// The scope of a programme or variable of a member.
pub fn scope(member: Option<usize>) -> Scope {
    let mut scope = [0; DEPTH];
    if let (Some(first), Some(member)) = (scope.first_mut(), member) {
        *first = u8::try_from(member).unwrap_or(u8::MAX);
    }
    scope
}

pub fn at(scope: Scope, depth: u8) -> usize {
    scope.get(usize::from(depth)).map_or(usize::MAX, |m| usize::from(*m))
}

pub fn bind(mut scope: Scope, depth: u8, member: usize) -> Scope {
    if let Some(entry) = scope.get_mut(usize::from(depth)) {
        *entry = u8::try_from(member).unwrap_or(u8::MAX);
    }
    scope
}

/// Beyond what twenty people can be told to have in a year, each the most.
fn beyond_all() -> Decimal {
    MOST * MOST
}

pub fn as_value(setting: ParameterValue) -> Value {
    match setting {
        ParameterValue::Number(range) => Value::Number(range),
        ParameterValue::Truth(truth) => Value::Truth(truth),
        ParameterValue::Choice(options) => Value::Choice(options),
        ParameterValue::NoLimit => Value::Number(Range::between(Some(beyond_all()), None)),
    }
}

fn compared(compare: Compare, left: Range, right: Range) -> Truth {
    match compare {
        Compare::Less => left.less(right),
        Compare::More => right.less(left),
        Compare::AtMost => !right.less(left),
        Compare::AtLeast => !left.less(right),
        Compare::Equal => left.equals(right),
        Compare::NotEqual => !left.equals(right),
    }
}

/// Whether a programme is tested for the household or for each member.
pub fn subjects(program: &Program, members: usize) -> Vec<Option<usize>> {
    match program.unit {
        Entity::Household => vec![None],
        Entity::Member => (0..members).map(Some).collect(),
    }
}
