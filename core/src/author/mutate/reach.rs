//! What can change a programme's answer.

use std::collections::BTreeSet;

use crate::author::{
    check::reads::expressions,
    mutate::mutant::Edit,
    site::{Limit, Site},
};
use crate::rulebook::{Entity, Expr, Figure, Program, ProgramId, Rulebook};

/// All that a programme's verdict, amount and notes depend on, by slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    own: usize,
    household_variables: BTreeSet<usize>,
    member_variables: BTreeSet<usize>,
    parameters: BTreeSet<usize>,
    programs: BTreeSet<usize>,
}

impl Reach {
    /// Of a programme, through variables, verdicts of others, and what parameters follow from.
    pub fn of(book: &Rulebook, own: usize, program: &Program) -> Self {
        let mut reach = Self { own, ..Self::default() };
        reach.programs.insert(own);
        expressions(program).for_each(|expr| reach.visit(book, expr));
        // The engine itself reads how amounts are rounded.
        if let (Some(_), Some(rounding)) = (&program.amount, book.builtin().amount_rounding) {
            reach.parameter(book, rounding.id.index());
        }
        reach
    }

    /// The programme, and all whose verdicts it reads.
    pub fn programs(&self) -> impl Iterator<Item = ProgramId> {
        self.programs.iter().map(|index| ProgramId(u16::try_from(*index).unwrap_or(u16::MAX)))
    }

    fn visit(&mut self, book: &Rulebook, expr: &Expr) {
        match expr {
            Expr::Parameter(id) | Expr::IsUnset(id) => self.parameter(book, id.index()),
            Expr::Variable(id) => {
                if let (true, Some(v)) =
                    (self.household_variables.insert(id.index()), book.household_variables.get(id.index()))
                {
                    self.visit(book, &v.value);
                }
            }
            Expr::MemberVariable(id, _) => {
                if let (true, Some(v)) =
                    (self.member_variables.insert(id.index()), book.member_variables.get(id.index()))
                {
                    self.visit(book, &v.value);
                }
            }
            Expr::Verdict(id) | Expr::MemberVerdict(id, _) => {
                if let (true, Some(program)) =
                    (self.programs.insert(id.index()), book.programs.get(id.index()))
                {
                    expressions(program).for_each(|expr| self.visit(book, expr));
                }
            }
            other => other.children(&mut |part| self.visit(book, part)),
        }
    }

    fn parameter(&mut self, book: &Rulebook, index: usize) {
        if !self.parameters.insert(index) {
            return;
        }
        for limit in [Limit::UnsetMin, Limit::UnsetMax, Limit::Floor, Limit::Ceiling] {
            if let Some(expr) = Site::Bound(index, limit).expr(book) {
                self.visit(book, expr);
            }
        }
        let values = book.regions.iter().flat_map(|region| &region.values);
        let figures = values.filter(|d| d.parameter.index() == index).flat_map(|d| [d.urban, d.rural]);
        let of = figures.filter_map(|figure| match figure {
            Some(Figure::Times(multiple)) => Some(multiple.of.index()),
            _ => None,
        });
        for of in of.collect::<BTreeSet<_>>() {
            self.parameter(book, of);
        }
    }

    /// Whether a mistake can change the programme's answer.
    pub fn reads(&self, book: &Rulebook, edit: &Edit) -> bool {
        match edit {
            Edit::Rule(Site::Variable(Entity::Household, i), _) => self.household_variables.contains(i),
            Edit::Rule(Site::Variable(Entity::Member, i), _) => self.member_variables.contains(i),
            Edit::Rule(Site::Applies(p, _) | Site::Test(p, _), _) => self.programs.contains(p),
            Edit::Rule(Site::AmountApplies(p) | Site::Amount(p) | Site::Note(p, _), _) | Edit::Paid(p, _) => {
                self.own == *p
            }
            Edit::Rule(Site::Bound(parameter, _), _) => self.parameters.contains(parameter),
            Edit::Figure(region, index, _) => book
                .regions
                .get(*region)
                .and_then(|region| region.values.get(*index))
                .is_some_and(|dated| self.parameters.contains(&dated.parameter.index())),
        }
    }
}
