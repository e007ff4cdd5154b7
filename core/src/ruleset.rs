//! The rules of one day and one place.

mod kept;
pub(crate) mod resolve;

pub use kept::Rulesets;

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use crate::{
    domain::{Day, Range, Truth},
    rulebook::{
        Area, AreaFact, Citation, Grade, Multiple, NoteId, Parameter, ParameterId, ParameterType,
        ParameterValue, Program, RegionId, Rulebook, SourceId,
    },
};

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Set by a place.
    Set {
        /// The place.
        region: RegionId,
        /// In force from.
        from: Day,
        /// Where it stands.
        source: Option<SourceId>,
        /// How sure it is.
        grade: Grade,
        /// Past review: counted as 'at least'.
        stale: bool,
        /// Where it is written as a multiple of another parameter.
        multiple: Option<Multiple>,
    },
    /// Set by the document.
    Override,
    /// Set nowhere: what the rulebook says of that.
    Unset,
    /// Not known whether it is set: the document says so, or places that may be meant differ.
    Unknown,
}

/// A parameter on one day in one place, for urban and for rural families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Urban value and where it comes from.
    pub urban: (ParameterValue, Origin),
    /// Rural value and where it comes from.
    pub rural: (ParameterValue, Origin),
}

/// A document's own value; `None` makes the parameter unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Override {
    /// The parameter.
    pub parameter: ParameterId,
    /// Its value, flows per year.
    pub value: Option<ParameterValue>,
}

/// The rules resolved: all the evaluator needs, with no date and no region left in it.
#[derive(Clone, Debug)]
pub struct Ruleset<'b> {
    /// The rules.
    pub book: &'b Rulebook,
    /// The day.
    pub date: Day,
    /// The place; `None`: not known.
    pub region: Option<RegionId>,
    /// A value for each parameter.
    pub parameters: Vec<Resolved>,
    /// The same had the rulebook no floors and no ceilings: what tells whether a verdict rests on one.
    pub unbounded: Vec<Resolved>,
    /// Of each programme, whether what it says may rest on a floor or ceiling.
    pub(crate) bounded: Vec<bool>,
    /// The programmes with the conditions, notes and articles of that day; slots as in the rulebook.
    pub programs: Vec<Cow<'b, Program>>,
    pub(crate) area: Option<AreaFact>,
    /// What its documents have in common, as JSON, once the first one is written: of each programme, what each criterion
    /// cites and uses. It is the same for all rulesets of a day.
    pub(crate) criteria: OnceLock<Arc<[Vec<String>]>>,
    /// The figures as JSON, once they are written: for urban families, for rural ones, and where that is not known.
    pub(crate) figures: [OnceLock<String>; 3],
}

impl Resolved {
    /// The value for families in an area; where that is not known, what either allows.
    #[must_use]
    pub fn setting(&self, area: Option<Area>) -> ParameterValue {
        match area {
            Some(Area::Urban) => self.urban.0,
            Some(Area::Rural) => self.rural.0,
            None => self.urban.0.hull(self.rural.0),
        }
    }

    /// Where the value comes from for families in an area; where that is not known, both.
    #[must_use]
    pub fn origins(&self, area: Option<Area>) -> Vec<Origin> {
        match area {
            Some(Area::Urban) => vec![self.urban.1],
            Some(Area::Rural) => vec![self.rural.1],
            None => vec![self.urban.1, self.rural.1],
        }
    }

    /// The number for families in an area; anything where it is none.
    #[must_use]
    pub fn number(&self, area: Area) -> Range {
        match self.setting(Some(area)) {
            ParameterValue::Number(range) => range,
            _ => Range::ALL,
        }
    }
}

impl ParameterValue {
    /// The smallest setting that allows what both allow.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Self::Number(a.hull(b)),
            (Self::Truth(a), Self::Truth(b)) => Self::Truth(a.hull(b)),
            (Self::Choice(a), Self::Choice(b)) => Self::Choice(a | b),
            (Self::Number(limit), Self::NoLimit) | (Self::NoLimit, Self::Number(limit)) => {
                Self::Number(Range { low: limit.low, high: None })
            }
            (setting, _) => setting,
        }
    }
}

/// Everything a parameter's type and bounds allow.
pub(crate) fn anything(parameter: &Parameter) -> ParameterValue {
    match &parameter.kind {
        ParameterType::Truth => ParameterValue::Truth(Truth::Unknown),
        ParameterType::Choice(options) => ParameterValue::Choice((1u64 << options.len().min(63)) - 1),
        _ => ParameterValue::Number(parameter.bounds),
    }
}

/// Of each programme, whether it reads a figure that is other without floors and ceilings, itself or through the verdicts
/// of earlier programmes.
fn bounded(programs: &[Cow<'_, Program>], parameters: &[Resolved], unbounded: &[Resolved]) -> Vec<bool> {
    let differs = |id: &ParameterId| parameters.get(id.index()) != unbounded.get(id.index());
    let mut bounded: Vec<bool> = Vec::with_capacity(programs.len());
    for program in programs {
        let mut uses =
            program.criteria.iter().map(|c| &c.uses).chain(program.amount.as_ref().map(|a| &a.uses));
        let reads = uses.any(|uses| {
            uses.parameters.iter().any(differs)
                // A later one is read only by a rulebook that `check` refuses.
                || uses.programs.iter().any(|id| bounded.get(id.index()) != Some(&false))
        });
        bounded.push(reads);
    }
    bounded
}

impl Ruleset<'_> {
    /// The same figures with the rules of another rulebook, of the same facts, parameters and places.
    #[cfg(feature = "author")]
    pub(crate) fn with_rules_of<'b>(&self, book: &'b Rulebook) -> Ruleset<'b> {
        let programs: Vec<_> = book.programs.iter().map(|p| book.program_on(p, self.date)).collect();
        Ruleset {
            book,
            date: self.date,
            region: self.region,
            parameters: self.parameters.clone(),
            unbounded: self.unbounded.clone(),
            bounded: bounded(&programs, &self.parameters, &self.unbounded),
            programs,
            area: self.area,
            criteria: OnceLock::new(),
            figures: Default::default(),
        }
    }

    /// The note of a parameter that is set nowhere.
    #[must_use]
    pub fn unset_note(&self, id: ParameterId) -> Option<NoteId> {
        let parameter = self.book.parameters.get(id.index())?;
        let resolved = self.parameters.get(id.index())?;
        let unset = resolved.urban.1 == Origin::Unset || resolved.rural.1 == Origin::Unset;
        if unset { parameter.unset_note } else { None }
    }
}

impl Rulebook {
    /// A programme with what is in force on a day. Articles of texts that are not yet in force are left out, unless
    /// there are no others.
    pub(crate) fn program_on<'b>(&'b self, program: &'b Program, date: Day) -> Cow<'b, Program> {
        let new = |cite: &Citation| {
            self.sources.get(cite.source.index()).is_some_and(|source| !source.in_force_on(date))
        };
        let whole = program.criteria.iter().all(|c| c.in_force.on(date) && !c.cites.iter().any(new))
            && program.notes.iter().all(|n| n.in_force.on(date));
        if whole {
            return Cow::Borrowed(program);
        }
        let mut program = program.clone();
        program.criteria.retain(|c| c.in_force.on(date));
        program.notes.retain(|n| n.in_force.on(date));
        for criterion in &mut program.criteria {
            if !criterion.cites.iter().all(new) {
                criterion.cites.retain(|c| !new(c));
            }
        }
        Cow::Owned(program)
    }
}
