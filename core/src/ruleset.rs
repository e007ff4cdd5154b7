//! The rules of one day and one place.

mod kept;
pub(crate) mod resolve;

pub use kept::Rulesets;

use std::{borrow::Cow, sync::OnceLock};

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
    /// The programmes with the conditions, notes and articles of that day; slots as in the rulebook.
    pub programs: Vec<Cow<'b, Program>>,
    pub(crate) area: Option<AreaFact>,
    /// What its documents have in common, once the first one is written.
    pub(crate) prepared: OnceLock<Prepared>,
}

/// What the documents of a ruleset have in common, as JSON.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    /// Of each programme, what each criterion cites and uses.
    pub(crate) criteria: Vec<Vec<String>>,
    /// The figures: for urban families, for rural ones, and where that is not known.
    pub(crate) parameters: [String; 3],
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

impl Ruleset<'_> {
    /// The same figures with the rules of another rulebook, of the same facts, parameters and places.
    #[cfg(feature = "author")]
    pub(crate) fn with_rules_of<'b>(&self, book: &'b Rulebook) -> Ruleset<'b> {
        Ruleset {
            book,
            date: self.date,
            region: self.region,
            parameters: self.parameters.clone(),
            unbounded: self.unbounded.clone(),
            programs: book.programs.iter().map(|p| book.program_on(p, self.date)).collect(),
            area: self.area,
            prepared: OnceLock::new(),
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
