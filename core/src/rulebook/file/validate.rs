//! Whether every slot of a rulebook points to something, so that a bad file is an error and never a trap.

use crate::rulebook::{
    Expr, FactType, Figure, Form, Parameter, ParameterId, ParameterType, ParameterValue, Rulebook,
    RulebookError, Unset, Variable, expr::DEPTH,
};

type Checked = Result<(), RulebookError>;

const fn ensure(holds: bool, what: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(RulebookError::Slot(what)) }
}

impl Rulebook {
    /// Checks every slot.
    pub(crate) fn slots(&self) -> Checked {
        ensure(self.household_facts.iter().all(|f| options(&f.kind)), "an option")?;
        ensure(self.member_facts.iter().all(|f| options(&f.kind)), "an option")?;
        self.totals()?;
        self.counts()?;
        self.of_parameters()?;
        self.of_variables()?;
        self.of_programs()?;
        self.of_interview()?;
        for record in &self.records {
            let facts = match record.entity {
                crate::rulebook::Entity::Household => &self.household_facts,
                crate::rulebook::Entity::Member => &self.member_facts,
            };
            ensure(record.facts.iter().all(|f| f.index() < facts.len()), "a fact")?;
        }
        self.of_regions()?;
        ensure(self.builtin().unfit(self).is_none(), "an option that the engine reads")?;
        ensure(self.messages.len() == self.languages.len(), "a language")?;
        let is_whole = |(slot, texts): (usize, &Vec<String>)| {
            texts.len() == self.message_keys.len() || (slot > 0 && texts.is_empty())
        };
        ensure(self.messages.iter().enumerate().all(is_whole), "a text")?;
        ensure(self.message_keys.is_sorted(), "a text in order")
    }

    /// A total is a flow, made of flows of a member that are in no other total.
    fn totals(&self) -> Checked {
        ensure(self.member_facts.iter().all(|f| f.total_of.is_empty()), "a total of a member")?;
        let mut seen = std::collections::BTreeSet::new();
        for fact in self.household_facts.iter().filter(|f| !f.total_of.is_empty()) {
            ensure(matches!(fact.kind, FactType::Flow(_)), "a total")?;
            for part in &fact.total_of {
                let kind = self.member_facts.get(part.index()).map(|f| &f.kind);
                ensure(kind == Some(&fact.kind) && seen.insert(*part), "a part of a total")?;
            }
        }
        Ok(())
    }

    fn of_interview(&self) -> Checked {
        let sections = self.sections.len();
        ensure(self.pages.iter().all(|p| usize::from(p.section) < sections), "a section")?;
        for question in &self.questions {
            ensure(usize::from(question.page) < self.pages.len(), "a page")?;
            let facts = match question.entity {
                crate::rulebook::Entity::Household => &self.household_facts,
                crate::rulebook::Entity::Member => &self.member_facts,
            };
            ensure(question.facts.iter().all(|f| f.index() < facts.len()), "a fact")?;
            match &question.form {
                Form::Tick(unticked) => {
                    ensure(unticked.len() == question.facts.len(), "the value of a box")?;
                    for (fact, value) in question.facts.iter().zip(unticked) {
                        let kind = facts.get(fact.index()).map(|f| &f.kind);
                        ensure(kind.is_some_and(|kind| value.fits(kind)), "the value of a box")?;
                    }
                }
                Form::Band { cuts, .. } => {
                    ensure(question.facts.len() == 1, "the fact of a band")?;
                    for cut in cuts {
                        self.expr(cut)?;
                    }
                }
                Form::Field { .. } | Form::Region | Form::Parents | Form::Spouse => {}
            }
            if let Some(concerns) = &question.concerns {
                self.expr(concerns)?;
            }
        }
        let programs = self.programs.len();
        ensure(self.needs.iter().flat_map(|n| &n.programs).all(|p| p.index() < programs), "a programme")
    }

    fn counts(&self) -> Checked {
        let most = usize::from(u16::MAX);
        let lengths = [
            self.household_facts.len(),
            self.member_facts.len(),
            self.parameters.len(),
            self.household_variables.len(),
            self.member_variables.len(),
            self.programs.len(),
            self.sources.len(),
            self.regions.len(),
            self.notes.len(),
            self.pages.len(),
            self.questions.len(),
        ];
        ensure(lengths.iter().all(|n| *n < most), "a slot")
    }

    fn of_parameters(&self) -> Checked {
        for parameter in &self.parameters {
            if let ParameterType::Choice(options) = &parameter.kind {
                ensure(options.len() <= 63, "an option")?;
            }
            ensure(parameter.unset_note.is_none_or(|n| n.index() < self.notes.len()), "a note")?;
            let (low, high) = match &parameter.unset {
                Unset::Between(low, high) => (low.as_ref(), high.as_ref()),
                Unset::Anywhere => (None, None),
            };
            for expr in low.into_iter().chain(high).chain(&parameter.floor).chain(&parameter.ceiling) {
                self.expr(expr)?;
            }
        }
        Ok(())
    }

    fn of_variables(&self) -> Checked {
        for variable in self.household_variables.iter().chain(&self.member_variables) {
            self.expr(&variable.value)?;
        }
        let mut walk = Cycles {
            variables: [&self.household_variables, &self.member_variables],
            done: [vec![None; self.household_variables.len()], vec![None; self.member_variables.len()]],
        };
        for member in [false, true] {
            for index in 0..walk.list(member).len() {
                walk.variable(member, index)?;
            }
        }
        Ok(())
    }

    fn of_programs(&self) -> Checked {
        for program in &self.programs {
            for criterion in &program.criteria {
                for expr in criterion.applies.iter().chain([&criterion.test]).chain(&criterion.per_head) {
                    self.expr(expr)?;
                }
                ensure(criterion.soft.is_none_or(|n| n.index() < self.notes.len()), "a note")?;
                ensure(criterion.cites.iter().all(|c| c.source.index() < self.sources.len()), "a source")?;
            }
            for interaction in &program.interactions {
                ensure(interaction.with.index() < self.programs.len(), "a programme")?;
                ensure(interaction.cites.iter().all(|c| c.source.index() < self.sources.len()), "a source")?;
            }
            for note in &program.notes {
                ensure(note.note.index() < self.notes.len(), "a note")?;
                if let Some(when) = &note.when {
                    self.expr(when)?;
                }
            }
            if let Some(amount) = &program.amount {
                for expr in amount.applies.iter().chain([&amount.value]) {
                    self.expr(expr)?;
                }
            }
        }
        Ok(())
    }

    fn of_regions(&self) -> Checked {
        ensure(self.regions.is_sorted_by(|a, b| a.code < b.code), "a region in order")?;
        ensure(self.former.iter().all(|f| f.successor.index() < self.regions.len()), "a successor")?;
        ensure(self.former.is_sorted_by_key(|f| f.successor), "a successor in order")?;
        for (index, region) in self.regions.iter().enumerate() {
            let parent = region.parent.index();
            // Parents come earlier, so a walk upwards ends.
            ensure(parent < index || (parent == index && index == 0), "a region")?;
            for value in &region.values {
                let parameter = self.parameters.get(value.parameter.index());
                let parameter = parameter.ok_or(RulebookError::Slot("a parameter"))?;
                ensure(value.source.is_none_or(|s| s.index() < self.sources.len()), "a source")?;
                for figure in value.urban.iter().chain(&value.rural) {
                    ensure(self.fits(figure, parameter, value.parameter), "a value")?;
                }
            }
        }
        Ok(())
    }

    /// Whether a figure is one of its parameter's type.
    pub(crate) fn fits(&self, figure: &Figure, parameter: &Parameter, id: ParameterId) -> bool {
        match (figure, &parameter.kind) {
            (Figure::Set(ParameterValue::Truth(_)), ParameterType::Truth) => true,
            (Figure::Set(ParameterValue::Choice(bits)), ParameterType::Choice(options)) => {
                bits.checked_shr(u32::try_from(options.len()).unwrap_or(64)).unwrap_or(0) == 0
            }
            (Figure::Set(ParameterValue::Number(_)), kind) => {
                !matches!(kind, ParameterType::Truth | ParameterType::Choice(_))
            }
            (Figure::Set(_), _) => false,
            (Figure::Times(multiple), kind) => {
                let of = self.parameters.get(multiple.of.index()).filter(|_| multiple.of < id);
                of.is_some_and(|of| kind.is_multiple_of(&of.kind)) && parameter.unset != Unset::Anywhere
            }
        }
    }

    fn expr(&self, expr: &Expr) -> Checked {
        let member = |depth: u8| ensure(usize::from(depth) < DEPTH, "a member");
        match expr {
            Expr::Truth(_) | Expr::Number(_) => Ok(()),
            Expr::Fact(id) => ensure(id.index() < self.household_facts.len(), "a fact"),
            Expr::MemberFact(id, depth) => {
                member(*depth)?;
                ensure(id.index() < self.member_facts.len(), "a fact")
            }
            Expr::Parameter(id) | Expr::IsUnset(id) => {
                ensure(id.index() < self.parameters.len(), "a parameter")
            }
            Expr::Variable(id) => ensure(id.index() < self.household_variables.len(), "a variable"),
            Expr::MemberVariable(id, depth) => {
                member(*depth)?;
                ensure(id.index() < self.member_variables.len(), "a variable")
            }
            Expr::Verdict(id) => ensure(id.index() < self.programs.len(), "a programme"),
            Expr::MemberVerdict(id, depth) => {
                member(*depth)?;
                ensure(id.index() < self.programs.len(), "a programme")
            }
            Expr::Not(inner) | Expr::In(inner, _) => self.expr(inner),
            Expr::Has(inner, option) => {
                ensure(*option < 64, "an option")?;
                self.expr(inner)
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().try_for_each(|p| self.expr(p)),
            Expr::If(parts) | Expr::Between(parts) => parts.iter().try_for_each(|p| self.expr(p)),
            Expr::Compare(_, sides)
            | Expr::Add(sides)
            | Expr::Subtract(sides)
            | Expr::Multiply(sides)
            | Expr::Min(sides)
            | Expr::Max(sides) => sides.iter().try_for_each(|s| self.expr(s)),
            Expr::Sum(depth, body)
            | Expr::Count(depth, body)
            | Expr::Any(depth, body)
            | Expr::All(depth, body) => {
                member(*depth)?;
                self.expr(body)
            }
            Expr::ParentOf(a, b) | Expr::SpouseOf(a, b) | Expr::Same(a, b) => {
                member(*a)?;
                member(*b)
            }
        }
    }
}

/// Whether the options fit a bit set.
fn options(kind: &FactType) -> bool {
    kind.options().len() <= 64
}

/// Finds variables that depend on themselves, which would never end.
struct Cycles<'b> {
    variables: [&'b [Variable]; 2],
    /// Not seen, being walked (`false`), finished (`true`).
    done: [Vec<Option<bool>>; 2],
}

impl<'b> Cycles<'b> {
    fn list(&self, member: bool) -> &'b [Variable] {
        let [household, of_member] = self.variables;
        if member { of_member } else { household }
    }

    fn state(&mut self, member: bool, index: usize) -> Option<&mut Option<bool>> {
        let [household, of_member] = &mut self.done;
        if member { of_member.get_mut(index) } else { household.get_mut(index) }
    }

    fn variable(&mut self, member: bool, index: usize) -> Checked {
        match self.state(member, index) {
            Some(Some(finished)) => return ensure(*finished, "a variable that depends on itself"),
            Some(state) => *state = Some(false),
            None => return ensure(false, "a variable"),
        }
        if let Some(variable) = self.list(member).get(index) {
            self.walk(&variable.value)?;
        }
        if let Some(state) = self.state(member, index) {
            *state = Some(true);
        }
        Ok(())
    }

    fn walk(&mut self, expr: &'b Expr) -> Checked {
        match expr {
            Expr::Variable(id) => self.variable(false, id.index()),
            Expr::MemberVariable(id, _) => self.variable(true, id.index()),
            Expr::Not(inner) | Expr::In(inner, _) | Expr::Has(inner, _) => self.walk(inner),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().try_for_each(|p| self.walk(p)),
            Expr::If(parts) | Expr::Between(parts) => parts.iter().try_for_each(|p| self.walk(p)),
            Expr::Compare(_, sides)
            | Expr::Add(sides)
            | Expr::Subtract(sides)
            | Expr::Multiply(sides)
            | Expr::Min(sides)
            | Expr::Max(sides) => sides.iter().try_for_each(|s| self.walk(s)),
            Expr::Sum(_, body) | Expr::Count(_, body) | Expr::Any(_, body) | Expr::All(_, body) => {
                self.walk(body)
            }
            _ => Ok(()),
        }
    }
}
