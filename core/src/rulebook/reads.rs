//! What an expression reads, found without evaluating it.

use std::collections::BTreeSet;

use crate::rulebook::{
    Expr, FactId, ParameterId, Program, ProgramId, Reads, Rulebook, Variable, builtin::VerdictReaders,
};

/// What some expressions read, through variables but not through verdicts.
#[must_use]
pub fn uses<'e>(
    expressions: impl IntoIterator<Item = &'e Expr>,
    household_variables: &[Variable],
    member_variables: &[Variable],
) -> Reads {
    let mut walk = Walk { household_variables, member_variables, ..Walk::default() };
    for expr in expressions {
        walk.visit(expr);
    }
    walk.uses()
}

impl Rulebook {
    /// Notes what each condition and each amount reads.
    pub(crate) fn find_uses(&mut self) {
        let (household, member) = (&self.household_variables, &self.member_variables);
        for program in &mut self.programs {
            for criterion in &mut program.criteria {
                let parts = criterion.applies.iter().chain([&criterion.test]).chain(&criterion.per_head);
                criterion.uses = uses(parts, household, member);
            }
            if let Some(amount) = &mut program.amount {
                amount.uses = uses(amount.applies.iter().chain([&amount.value]), household, member);
            }
        }
    }
}

/// All that a programme's verdict depends on.
pub(crate) struct Reach {
    /// What its conditions read, and those of every programme whose verdict it reads.
    pub uses: Reads,
    /// These programmes, itself among them.
    pub programs: BTreeSet<ProgramId>,
}

/// All that a programme's verdict depends on, through the verdicts of other programmes too.
pub(crate) fn reach<'p>(
    program: ProgramId,
    programs: &[impl std::ops::Deref<Target = Program> + 'p],
    household_variables: &[Variable],
    member_variables: &[Variable],
) -> Reach {
    let mut walk = Walk { household_variables, member_variables, ..Walk::default() };
    let mut done = BTreeSet::new();
    walk.programs.insert(program);
    while let Some(next) = walk.programs.difference(&done).next().copied() {
        done.insert(next);
        for criterion in programs.get(next.index()).into_iter().flat_map(|p| &p.criteria) {
            for expr in criterion.applies.iter().chain([&criterion.test]) {
                walk.visit(expr);
            }
        }
    }
    Reach { uses: walk.uses(), programs: done }
}

#[derive(Default)]
struct Walk<'v> {
    household_variables: &'v [Variable],
    member_variables: &'v [Variable],
    seen: BTreeSet<(bool, u16)>,
    household: BTreeSet<FactId>,
    member: BTreeSet<FactId>,
    parameters: BTreeSet<ParameterId>,
    programs: BTreeSet<ProgramId>,
}

impl Walk<'_> {
    fn uses(self) -> Reads {
        Reads {
            household: self.household.into_iter().collect(),
            member: self.member.into_iter().collect(),
            parameters: self.parameters.into_iter().collect(),
            programs: self.programs.into_iter().collect(),
        }
    }

    fn visit(&mut self, expr: &Expr) {
        match expr {
            Expr::Verdict(id) | Expr::MemberVerdict(id, _) => {
                self.programs.insert(*id);
            }
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
            other => other.children(&mut |part| self.visit(part)),
        }
    }
}

impl Rulebook {
    /// Which variables read verdicts; they do not change after this was asked.
    pub(crate) fn verdict_readers(&self) -> &VerdictReaders {
        self.found.readers.get_or_init(|| VerdictReaders::of(self))
    }
}

impl VerdictReaders {
    fn of(book: &Rulebook) -> Self {
        let lists = [&book.household_variables, &book.member_variables];
        let mut found = lists.map(|list| vec![false; list.len()]);
        // Each round reaches one more variable in a chain of them.
        loop {
            let before = found.clone();
            for (list, variables) in lists.into_iter().enumerate() {
                for (index, variable) in variables.iter().enumerate() {
                    if reads_verdict(&variable.value, &before)
                        && let Some(entry) = found.get_mut(list).and_then(|of| of.get_mut(index))
                    {
                        *entry = true;
                    }
                }
            }
            if found == before {
                let [household, member] = found;
                return Self { household, member };
            }
        }
    }
}

fn reads_verdict(expr: &Expr, found: &[Vec<bool>; 2]) -> bool {
    let [household, member] = found;
    match expr {
        Expr::Verdict(_) | Expr::MemberVerdict(..) => true,
        Expr::Variable(id) => household.get(id.index()) == Some(&true),
        Expr::MemberVariable(id, _) => member.get(id.index()) == Some(&true),
        other => {
            let mut reads = false;
            other.children(&mut |part| reads = reads || reads_verdict(part, found));
            reads
        }
    }
}
