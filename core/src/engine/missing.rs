//! What an undecided value still depends on: every inexact leaf that logic does not rule out.
//!
//! Found once for each variable and each verdict of an evaluation, and joined from there.

use crate::{
    domain::{Range, Truth},
    engine::{
        evaluate::{Evaluator, Scope, at, bind, scope},
        inputs::{Input, Inputs, Layout},
    },
    household::{Link, totals::totals},
    rulebook::{Builtin, Expr, FactId, ParameterValue, Program, ProgramId, VariableId},
    screening::MissingInput,
};

/// Collects what values depend on.
pub struct MissingInputs<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    facts: &'e Builtin,
    layout: Layout,
    region_known: bool,
}

impl Builtin {
    /// The fact a person is asked for to learn another.
    fn asked(&self, id: FactId) -> FactId {
        match (self.age, self.birth_date) {
            (Some(age), Some(birth)) if age == id => birth,
            _ => id,
        }
    }

    /// The fact that cases are split on to learn another.
    pub(crate) fn split(&self, id: FactId) -> FactId {
        match (self.age, self.birth_date) {
            (Some(age), Some(birth)) if birth == id => age,
            _ => id,
        }
    }

    /// Whether family links follow from a fact.
    pub(crate) fn links(&self, id: FactId) -> bool {
        [self.relation, self.marital_status].into_iter().flatten().any(|fact| fact.id == id)
    }
}

impl<'e, 'a> MissingInputs<'e, 'a> {
    pub fn new(evaluator: &'e mut Evaluator<'a>, facts: &'e Builtin, region_known: bool) -> Self {
        let layout = Layout::new(&evaluator.rules, evaluator.household.members.len());
        Self { evaluator, facts, layout, region_known }
    }

    /// What a programme's undecided criteria depend on themselves: the open verdicts that they read among it, and not what
    /// those depend on.
    pub fn direct(&mut self, id: ProgramId, member: Option<usize>) -> Inputs {
        let slot = self.evaluator.verdict_slot(id, member);
        if let Some(Some(found)) = self.evaluator.found.verdicts.get(slot) {
            return found.clone();
        }
        let mut inputs = Inputs::none(self.layout);
        let programs = self.evaluator.rules.programs;
        if let Some(program) = programs.get(id.index()) {
            self.program(program, member, &mut inputs);
        }
        keep(&mut self.evaluator.found.verdicts, slot, &inputs);
        inputs
    }

    /// The same with all that the open verdicts among it depend on, through other verdicts too.
    pub fn all(&mut self, mut inputs: Inputs) -> Inputs {
        for (id, member) in inputs.verdicts() {
            let slot = self.evaluator.verdict_slot(id, member);
            if let Some(Some(found)) = self.evaluator.found.behind.get(slot) {
                inputs.join(found);
                continue;
            }
            // Programmes read only earlier ones, so this ends; a cycle, which `check` refuses, ends here.
            keep(&mut self.evaluator.found.behind, slot, &Inputs::none(self.layout));
            let direct = self.direct(id, member);
            let behind = self.all(direct);
            inputs.join(&behind);
            keep(&mut self.evaluator.found.behind, slot, &behind);
        }
        inputs
    }

    /// What an expression's value depends on, with all that the open verdicts in it depend on.
    pub fn expression(&mut self, expr: &Expr, scope: Scope) -> Inputs {
        let mut inputs = Inputs::none(self.layout);
        self.gather(expr, scope, &mut inputs);
        self.all(inputs)
    }

    fn program(&mut self, program: &Program, member: Option<usize>, into: &mut Inputs) {
        let scope = scope(member);
        for criterion in &program.criteria {
            let applies = criterion.applies.as_ref().map_or(Truth::True, |e| self.evaluator.truth(e, scope));
            if applies == Truth::False {
                continue;
            }
            let test = self.evaluator.truth(&criterion.test, scope);
            if test == Truth::True {
                continue;
            }
            if let Some(applies) = &criterion.applies {
                self.gather(applies, scope, into);
            }
            self.gather(&criterion.test, scope, into);
        }
    }

    fn member_fact(&mut self, member: usize, id: FactId, into: &mut Inputs) {
        if self.facts.local.contains(&id) {
            into.insert(Input::Office(member, id));
            return;
        }
        into.insert(Input::Missing(MissingInput::Member(member, self.facts.asked(id))));
        self.in_total(id, into);
    }

    /// A sum also depends on the total it is in, and once something is known of that, on all others in it.
    fn in_total(&mut self, id: FactId, into: &mut Inputs) {
        let household = self.evaluator.household;
        for (total, fact) in totals(self.evaluator.rules.household_facts) {
            let parts = &fact.total_of;
            if !parts.contains(&id) {
                continue;
            }
            if let Some(Some(found)) = self.evaluator.found.totals.get(total.index()) {
                into.join(found);
                continue;
            }
            let mut own = Inputs::none(self.layout);
            if household.facts.get(total.index()).is_some_and(|given| !given.value.is_known()) {
                own.insert(Input::Missing(MissingInput::Household(total)));
            }
            if household.says_more(total, parts) {
                for (m, member) in household.members.iter().enumerate() {
                    for part in parts {
                        if member.facts.get(part.index()).is_some_and(|given| !given.value.is_known()) {
                            own.insert(Input::Missing(MissingInput::Member(m, *part)));
                        }
                    }
                }
            }
            into.join(&own);
            keep(&mut self.evaluator.found.totals, total.index(), &own);
        }
    }

    /// A link depends on who is told to be parent or spouse, and on relations and marriages not known.
    fn link(&mut self, link: Link, a: usize, b: usize, into: &mut Inputs) {
        match link {
            Link::ParentOf => {
                into.insert(Input::Missing(MissingInput::Parents(b)));
            }
            Link::SpouseOf => {
                into.insert(Input::Missing(MissingInput::Spouse(a)));
                into.insert(Input::Missing(MissingInput::Spouse(b)));
            }
        }
        for member in [a, b] {
            for fact in [self.facts.relation, self.facts.marital_status].into_iter().flatten().map(|f| f.id) {
                let given =
                    self.evaluator.household.members.get(member).and_then(|m| m.facts.get(fact.index()));
                if given.is_some_and(|g| !g.value.is_known()) {
                    into.insert(Input::Missing(MissingInput::Member(member, fact)));
                }
            }
        }
    }

    fn household_variable(&mut self, id: VariableId, into: &mut Inputs) {
        if let Some(Some(found)) = self.evaluator.found.household_variables.get(id.index()) {
            into.join(found);
            return;
        }
        let variables = self.evaluator.rules.household_variables;
        let mut own = Inputs::none(self.layout);
        if let Some(variable) = variables.get(id.index()) {
            self.gather(&variable.value, scope(None), &mut own);
        }
        into.join(&own);
        keep(&mut self.evaluator.found.household_variables, id.index(), &own);
    }

    fn member_variable(&mut self, id: VariableId, member: usize, into: &mut Inputs) {
        let variables = self.evaluator.rules.member_variables;
        let slot = member * variables.len() + id.index();
        if let Some(Some(found)) = self.evaluator.found.member_variables.get(slot) {
            into.join(found);
            return;
        }
        let mut own = Inputs::none(self.layout);
        if let Some(variable) = variables.get(id.index()) {
            self.gather(&variable.value, scope(Some(member)), &mut own);
        }
        into.join(&own);
        keep(&mut self.evaluator.found.member_variables, slot, &own);
    }

    /// What an expression's value depends on; nothing where it is known.
    fn gather(&mut self, expr: &Expr, scope: Scope, into: &mut Inputs) {
        if self.evaluator.value(expr, scope).is_known() {
            return;
        }
        let members = self.evaluator.household.members.len();
        match expr {
            Expr::Truth(_) | Expr::Number(_) | Expr::Same(..) => {}
            Expr::Fact(id) => {
                into.insert(Input::Missing(MissingInput::Household(*id)));
            }
            Expr::MemberFact(id, depth) => self.member_fact(at(scope, *depth), *id, into),
            Expr::Parameter(id) | Expr::IsUnset(id) => {
                if !self.region_known {
                    into.insert(Input::Missing(MissingInput::Region));
                }
                let rules = self.evaluator.rules;
                if let Some(resolved) = rules.parameters.get(id.index())
                    && resolved.urban.0 == resolved.rural.0
                    && !matches!(resolved.urban.0, ParameterValue::Number(_))
                {
                    into.insert(Input::Parameter(*id));
                }
                if let (Some(resolved), Some(area)) = (rules.parameters.get(id.index()), rules.area)
                    && resolved.urban != resolved.rural
                    && self
                        .evaluator
                        .household
                        .facts
                        .get(area.fact.index())
                        .is_some_and(|g| !g.value.is_known())
                {
                    into.insert(Input::Missing(MissingInput::Household(area.fact)));
                }
            }
            Expr::Variable(id) => self.household_variable(*id, into),
            Expr::MemberVariable(id, depth) => self.member_variable(*id, at(scope, *depth), into),
            Expr::Verdict(program) => {
                into.insert(Input::Verdict(*program, None));
            }
            Expr::MemberVerdict(program, depth) => {
                into.insert(Input::Verdict(*program, Some(at(scope, *depth))));
            }
            Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => self.gather(inner, scope, into),
            Expr::And(parts) | Expr::Or(parts) => {
                for part in parts {
                    self.gather(part, scope, into);
                }
            }
            Expr::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.evaluator.truth(condition, scope) {
                    Truth::True => self.gather(yes, scope, into),
                    Truth::False => self.gather(no, scope, into),
                    Truth::Unknown => {
                        self.gather(condition, scope, into);
                        self.gather(yes, scope, into);
                        self.gather(no, scope, into);
                    }
                }
            }
            Expr::Between(parts) => {
                let [inner, low, high] = &**parts;
                self.gather(inner, scope, into);
                let mut value = |expr| self.evaluator.number(expr, scope);
                let (own, least, most) = (value(inner), value(low), value(high));
                // A bound that does not narrow as things stand depends on nothing that is not named by then: the sums in
                // it, and their total, are named wherever one of them is.
                if own.bounded(least, Range::ALL) != own {
                    self.gather(low, scope, into);
                }
                if own.bounded(Range::ALL, most) != own {
                    self.gather(high, scope, into);
                }
            }
            Expr::Compare(_, sides)
            | Expr::Add(sides)
            | Expr::Subtract(sides)
            | Expr::Multiply(sides)
            | Expr::Min(sides)
            | Expr::Max(sides) => {
                for side in &**sides {
                    self.gather(side, scope, into);
                }
            }
            Expr::Sum(depth, body)
            | Expr::Count(depth, body)
            | Expr::Any(depth, body)
            | Expr::All(depth, body) => {
                for member in 0..members {
                    self.gather(body, bind(scope, *depth, member), into);
                }
            }
            Expr::ParentOf(a, b) => self.link(Link::ParentOf, at(scope, *a), at(scope, *b), into),
            Expr::SpouseOf(a, b) => self.link(Link::SpouseOf, at(scope, *a), at(scope, *b), into),
        }
    }
}

/// Keeps what was found in its slot.
fn keep(slots: &mut Vec<Option<Inputs>>, slot: usize, found: &Inputs) {
    if slots.len() <= slot {
        slots.resize(slot + 1, None);
    }
    if let Some(entry) = slots.get_mut(slot) {
        *entry = Some(found.clone());
    }
}
