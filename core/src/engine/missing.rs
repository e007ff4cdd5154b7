//! What an undecided value still hangs on: every inexact leaf that logic does not rule out.

use std::collections::BTreeSet;

use crate::{
    domain::{Range, Truth},
    engine::evaluate::{Evaluator, Scope, at, bind, scope},
    household::{Link, totals::totals},
    rulebook::{Builtin, Expr, FactId, ParameterId, ParameterValue, Program, ProgramId},
    screening::MissingInput,
};

/// Collects what values hang on, each variable and verdict once.
pub struct MissingInputs<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    facts: &'e Builtin,
    region_known: bool,
    seen: BTreeSet<(u8, u16, usize)>,
    /// Verdicts met on the way, while what they hang on themselves is left for later.
    put_off: Option<Vec<(ProgramId, Option<usize>)>>,
    /// What was found.
    pub found: BTreeSet<MissingInput>,
    /// Statements and choices that no place has settled: nobody can be asked, but cases can be tried.
    pub unsettled: BTreeSet<Unsettled>,
}

/// Something that no answer can settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsettled {
    /// A rule of the place.
    Parameter(ParameterId),
    /// What the office decides about a member.
    Member(usize, FactId),
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
        Self {
            evaluator,
            facts,
            region_known,
            seen: BTreeSet::new(),
            put_off: None,
            found: BTreeSet::new(),
            unsettled: BTreeSet::new(),
        }
    }

    /// What a programme's undecided criteria hang on, and the open verdicts that they read themselves: those that
    /// only other programmes read are not among them.
    pub fn criteria(&mut self, program: &Program, member: Option<usize>) -> Vec<(ProgramId, Option<usize>)> {
        self.put_off = Some(Vec::new());
        self.program(program, member);
        let read = self.put_off.take().unwrap_or_default();
        for (id, member) in &read {
            self.behind(*id, *member);
        }
        read
    }

    /// What a programme's undecided criteria hang on.
    pub fn program(&mut self, program: &Program, member: Option<usize>) {
        let scope = scope(member);
        for criterion in &program.criteria {
            let applies =
                criterion.applies.as_ref().map_or(Truth::True, |e| self.evaluator.value(e, scope).truth());
            if applies == Truth::False {
                continue;
            }
            let test = self.evaluator.value(&criterion.test, scope).truth();
            if test == Truth::True {
                continue;
            }
            if let Some(applies) = &criterion.applies {
                self.gather(applies, scope);
            }
            self.gather(&criterion.test, scope);
        }
    }

    fn verdict(&mut self, id: ProgramId, member: Option<usize>) {
        if !self.seen.insert((2, id.0, member.map_or(0, |m| m + 1))) {
            return;
        }
        match &mut self.put_off {
            Some(read) => read.push((id, member)),
            None => self.behind(id, member),
        }
    }

    /// What an open verdict hangs on.
    fn behind(&mut self, id: ProgramId, member: Option<usize>) {
        let programs = self.evaluator.rules.programs;
        if let Some(program) = programs.get(id.index()) {
            self.program(program, member);
        }
    }

    fn member_fact(&mut self, member: usize, id: FactId) {
        if self.facts.local.contains(&id) {
            self.unsettled.insert(Unsettled::Member(member, id));
            return;
        }
        self.found.insert(MissingInput::Member(member, self.facts.asked(id)));
        self.in_total(id);
    }

    /// A sum also hangs on the total it is in, and once something is known of that, on all others in it.
    fn in_total(&mut self, id: FactId) {
        let household = self.evaluator.household;
        for (total, fact) in totals(self.evaluator.rules.household_facts) {
            let parts = &fact.total_of;
            if !parts.contains(&id) || !self.seen.insert((3, total.0, 0)) {
                continue;
            }
            if household.facts.get(total.index()).is_some_and(|given| !given.value.is_known()) {
                self.found.insert(MissingInput::Household(total));
            }
            if household.says_more(total, parts) {
                let each = household.members.iter().enumerate();
                let each = each.flat_map(|(m, member)| parts.iter().map(move |part| (m, member, part)));
                let open = each.filter(|(_, member, part)| {
                    member.facts.get(part.index()).is_some_and(|given| !given.value.is_known())
                });
                self.found.extend(open.map(|(m, _, part)| MissingInput::Member(m, *part)));
            }
        }
    }

    /// A link hangs on who is told to be parent or spouse, and on relations and marriages not known.
    fn link(&mut self, link: Link, a: usize, b: usize) {
        match link {
            Link::ParentOf => {
                self.found.insert(MissingInput::Parents(b));
            }
            Link::SpouseOf => {
                self.found.extend([MissingInput::Spouse(a), MissingInput::Spouse(b)]);
            }
        }
        for member in [a, b] {
            for fact in [self.facts.relation, self.facts.marital_status].into_iter().flatten().map(|f| f.id) {
                let given =
                    self.evaluator.household.members.get(member).and_then(|m| m.facts.get(fact.index()));
                if given.is_some_and(|g| !g.value.is_known()) {
                    self.found.insert(MissingInput::Member(member, fact));
                }
            }
        }
    }

    /// What an expression's value hangs on; nothing where it is known.
    pub fn gather(&mut self, expr: &Expr, scope: Scope) {
        if self.evaluator.value(expr, scope).is_known() {
            return;
        }
        let members = self.evaluator.household.members.len();
        match expr {
            Expr::Truth(_) | Expr::Number(_) | Expr::Same(..) => {}
            Expr::Fact(id) => {
                self.found.insert(MissingInput::Household(*id));
            }
            Expr::MemberFact(id, depth) => self.member_fact(at(scope, *depth), *id),
            Expr::Parameter(id) | Expr::IsUnset(id) => {
                if !self.region_known {
                    self.found.insert(MissingInput::Region);
                }
                let rules = self.evaluator.rules;
                if let Some(resolved) = rules.parameters.get(id.index())
                    && resolved.urban.0 == resolved.rural.0
                    && !matches!(resolved.urban.0, ParameterValue::Number(_))
                {
                    self.unsettled.insert(Unsettled::Parameter(*id));
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
                    self.found.insert(MissingInput::Household(area.fact));
                }
            }
            Expr::Variable(id) => {
                let variables = self.evaluator.rules.household_variables;
                if self.seen.insert((0, id.0, 0))
                    && let Some(variable) = variables.get(id.index())
                {
                    self.gather(&variable.value, crate::engine::evaluate::scope(None));
                }
            }
            Expr::MemberVariable(id, depth) => {
                let member = at(scope, *depth);
                let variables = self.evaluator.rules.member_variables;
                if self.seen.insert((1, id.0, member))
                    && let Some(variable) = variables.get(id.index())
                {
                    self.gather(&variable.value, crate::engine::evaluate::scope(Some(member)));
                }
            }
            Expr::Verdict(program) => self.verdict(*program, None),
            Expr::MemberVerdict(program, depth) => self.verdict(*program, Some(at(scope, *depth))),
            Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => self.gather(inner, scope),
            Expr::And(parts) | Expr::Or(parts) => {
                for part in parts {
                    self.gather(part, scope);
                }
            }
            Expr::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.evaluator.value(condition, scope).truth() {
                    Truth::True => self.gather(yes, scope),
                    Truth::False => self.gather(no, scope),
                    Truth::Unknown => {
                        self.gather(condition, scope);
                        if self.evaluator.rules.broken(crate::ruleset::Fault::ForgetsBranches) {
                            return;
                        }
                        self.gather(yes, scope);
                        self.gather(no, scope);
                    }
                }
            }
            Expr::Between(parts) => {
                let [inner, low, high] = &**parts;
                self.gather(inner, scope);
                let mut value = |expr| self.evaluator.value(expr, scope).number();
                let (own, least, most) = (value(inner), value(low), value(high));
                // A bound that does not narrow as things stand hangs on nothing that is not named by then: the sums in
                // it, and their total, are named wherever one of them is.
                if own.bounded(least, Range::ALL) != own {
                    self.gather(low, scope);
                }
                if own.bounded(Range::ALL, most) != own {
                    self.gather(high, scope);
                }
            }
            Expr::Compare(_, sides)
            | Expr::Add(sides)
            | Expr::Subtract(sides)
            | Expr::Multiply(sides)
            | Expr::Min(sides)
            | Expr::Max(sides) => {
                for side in &**sides {
                    self.gather(side, scope);
                }
            }
            Expr::Sum(depth, body)
            | Expr::Count(depth, body)
            | Expr::Any(depth, body)
            | Expr::All(depth, body) => {
                for member in 0..members {
                    self.gather(body, bind(scope, *depth, member));
                }
            }
            Expr::ParentOf(a, b) => self.link(Link::ParentOf, at(scope, *a), at(scope, *b)),
            Expr::SpouseOf(a, b) => self.link(Link::SpouseOf, at(scope, *a), at(scope, *b)),
        }
    }
}
