//! The rules of one day and one place.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    Citation, Dated, Day, FactId, Grade, NoteId, Parameter, ParameterId, ParameterType, Program, Range,
    RegionId, Rulebook, Setting, SourceId, Truth, Unset, evaluate,
};

/// A parameter without limit lies here or above, beyond every sum that can be entered.
pub const NO_LIMIT: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

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
        source: SourceId,
        /// How sure it is.
        grade: Grade,
        /// Past review: counted as 'at least'.
        stale: bool,
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
    pub urban: (Setting, Origin),
    /// Rural value and where it comes from.
    pub rural: (Setting, Origin),
}

/// A document's own value; `None` makes the parameter unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Override {
    /// The parameter.
    pub parameter: ParameterId,
    /// Its value, flows per year.
    pub value: Option<Setting>,
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
    /// The programmes with the conditions, notes and articles of that day; slots as in the rulebook.
    pub programs: Vec<Cow<'b, Program>>,
    pub(crate) area: Option<FactId>,
    /// How this engine is deliberately broken, to show that a law's test catches it.
    #[cfg(feature = "faults")]
    pub fault: Option<Fault>,
}

/// Ways to break the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "faults"), allow(dead_code))]
pub enum Fault {
    /// A condition that is not known counts as failed.
    UnknownFails,
    /// A choice between two values takes the first where the condition is not known.
    TakesFirst,
    /// What an undecided choice hangs on is looked for in the condition alone.
    ForgetsBranches,
    /// The first member is left out of a sum.
    DropsFirst,
    /// One case stands for all.
    OneCase,
    /// Sums over time are rounded to the month's fen before they are compared.
    RoundsMonths,
    /// What is taken off is added.
    AddsDeductions,
    /// Sums beyond 40 000 a year start again at nothing.
    WrapsAround,
    /// A range keeps its lower end alone.
    LowEnd,
}

impl Setting {
    /// The smallest setting that allows what both allow.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Self::Number(a.hull(b)),
            (Self::Truth(a), Self::Truth(b)) => Self::Truth(a.hull(b)),
            (Self::Choice(a), Self::Choice(b)) => Self::Choice(a | b),
            (setting, _) => setting,
        }
    }
}

/// Everything a parameter's type and bounds allow.
fn anything(parameter: &Parameter) -> Setting {
    match &parameter.kind {
        ParameterType::Truth => Setting::Truth(Truth::Unknown),
        ParameterType::Choice(options) => Setting::Choice((1u64 << options.len().min(63)) - 1),
        _ => Setting::Number(parameter.bounds),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    Urban,
    Rural,
}

impl Area {
    const fn of(self, dated: &Dated) -> Option<Setting> {
        match self {
            Self::Urban => dated.urban,
            Self::Rural => dated.rural,
        }
    }
}

impl Rulebook {
    /// The rules on a day in a place. Where the place is not known, each parameter allows what any place has.
    #[must_use]
    pub fn at(&self, date: Day, region: Option<RegionId>, overrides: &[Override]) -> Ruleset<'_> {
        let places: Vec<RegionId> = match region {
            Some(region) => vec![region],
            None => (0..self.regions.len()).filter_map(|i| u16::try_from(i).ok()).map(RegionId).collect(),
        };
        let mut parameters: Option<Vec<Resolved>> = None;
        for place in places {
            let here = self.resolve(date, place, overrides);
            parameters = Some(match parameters {
                None => here,
                Some(before) => before.into_iter().zip(here).map(|(a, b)| either(a, b)).collect(),
            });
        }
        let parameters = parameters.unwrap_or_else(|| self.resolve(date, RegionId(u16::MAX), overrides));
        Ruleset {
            book: self,
            date,
            region,
            parameters,
            programs: self.programs.iter().map(|p| self.program_on(p, date)).collect(),
            area: self.household_fact("area"),
            #[cfg(feature = "faults")]
            fault: None,
        }
    }

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

    fn resolve(&self, date: Day, place: RegionId, overrides: &[Override]) -> Vec<Resolved> {
        let given = |id: ParameterId| overrides.iter().find(|o| o.parameter == id);
        let mut resolved: Vec<Resolved> = Vec::with_capacity(self.parameters.len());
        for (index, parameter) in self.parameters.iter().enumerate() {
            let id = ParameterId(u16::try_from(index).unwrap_or(u16::MAX));
            let value = |area: Area| -> Option<(Setting, Origin)> {
                if let Some(own) = given(id) {
                    return Some(match own.value {
                        Some(value) => (value, Origin::Override),
                        // A statement or choice that is called unknown never falls back to what holds where none is set.
                        None => match self.unset(parameter, area, &resolved) {
                            number @ Setting::Number(_) => (number, Origin::Unset),
                            open => (open, Origin::Unknown),
                        },
                    });
                }
                let displaced = parameter.group.is_some()
                    && self.parameters.iter().enumerate().any(|(i, other)| {
                        other.group == parameter.group
                            && given(ParameterId(u16::try_from(i).unwrap_or(u16::MAX)))
                                .is_some_and(|o| o.value.is_some())
                    });
                if displaced { None } else { self.in_force(id, parameter, area, date, place) }
            };
            let (urban, rural) = (value(Area::Urban), value(Area::Rural));
            let fill = |value: Option<(Setting, Origin)>, area: Area| {
                value.unwrap_or_else(|| {
                    let setting = match parameter.group_default {
                        Some(default) if self.group_is_set(parameter, date, place, overrides) => {
                            // 'No limit' lies above every sum that can be entered.
                            Setting::Number(match default {
                                Some(default) => Range::exact(default),
                                None => Range::between(Some(NO_LIMIT), None),
                            })
                        }
                        _ => match parameter.unset {
                            Unset::Below => self
                                .below(id, parameter, area, date, place)
                                .unwrap_or_else(|| anything(parameter)),
                            Unset::Between(..) => self.unset(parameter, area, &resolved),
                        },
                    };
                    (setting, Origin::Unset)
                })
            };
            let entry = Resolved { urban: fill(urban, Area::Urban), rural: fill(rural, Area::Rural) };
            resolved.push(entry);
        }
        resolved
    }

    /// Whether any parameter of the group has a value here.
    fn group_is_set(
        &self,
        parameter: &Parameter,
        date: Day,
        place: RegionId,
        overrides: &[Override],
    ) -> bool {
        self.parameters.iter().enumerate().any(|(index, other)| {
            let id = ParameterId(u16::try_from(index).unwrap_or(u16::MAX));
            other.group == parameter.group
                && match overrides.iter().find(|o| o.parameter == id) {
                    Some(own) => own.value.is_some(),
                    None => self.in_force(id, other, Area::Urban, date, place).is_some(),
                }
        })
    }

    /// What the rulebook says where nothing is set, by way of earlier parameters.
    fn unset(&self, parameter: &Parameter, area: Area, resolved: &[Resolved]) -> Setting {
        let (Unset::Between(low, high), Setting::Number(bounds)) = (&parameter.unset, anything(parameter))
        else {
            return anything(parameter);
        };
        let settings: Vec<Setting> =
            resolved.iter().map(|r| if area == Area::Urban { r.urban.0 } else { r.rural.0 }).collect();
        let end = |expr: &Option<crate::Expr>| expr.as_ref().map(|e| evaluate::parameters_only(e, &settings));
        let low = end(low).map_or(Range::ALL, |r| Range { low: r.low, high: None });
        let high = end(high).map_or(Range::ALL, |r| Range { low: None, high: r.high });
        Setting::Number(bounds.meet(low).meet(high))
    }

    /// The value in force at the nearest of the place and the places it lies in.
    fn in_force(
        &self,
        id: ParameterId,
        parameter: &Parameter,
        area: Area,
        date: Day,
        place: RegionId,
    ) -> Option<(Setting, Origin)> {
        let mut at = place;
        loop {
            let region = self.regions.get(at.index())?;
            if let Some(found) = self.set_at(id, parameter, area, date, at) {
                return Some(found);
            }
            if region.parent == at {
                return None;
            }
            at = region.parent;
        }
    }

    fn set_at(
        &self,
        id: ParameterId,
        parameter: &Parameter,
        area: Area,
        date: Day,
        place: RegionId,
    ) -> Option<(Setting, Origin)> {
        let region = self.regions.get(place.index())?;
        let dated = region
            .values
            .iter()
            .filter(|v| v.parameter == id && v.from <= date && area.of(v).is_some())
            .max_by_key(|v| v.from)?;
        let stale = parameter.rises && dated.from < date.minus_months(i32::from(self.review_after_months));
        let setting = match area.of(dated)? {
            Setting::Number(range) if stale => Setting::Number(Range { low: range.low, high: None }),
            setting => setting,
        };
        let origin =
            Origin::Set { region: place, from: dated.from, source: dated.source, grade: dated.grade, stale };
        Some((setting, origin))
    }

    /// The range of what is in force below the nearest level that has any.
    fn below(
        &self,
        id: ParameterId,
        parameter: &Parameter,
        area: Area,
        date: Day,
        place: RegionId,
    ) -> Option<Setting> {
        let mut level = place;
        loop {
            let found = (0..self.regions.len())
                .filter_map(|i| u16::try_from(i).ok())
                .map(RegionId)
                .filter(|&r| self.lies_in(r, level))
                .filter_map(|r| self.set_at(id, parameter, area, date, r))
                .map(|(setting, _)| setting)
                .reduce(Setting::hull);
            if found.is_some() {
                return found;
            }
            let region = self.regions.get(level.index())?;
            if region.parent == level {
                return None;
            }
            level = region.parent;
        }
    }

    /// Whether a place is another, or lies in it.
    #[must_use]
    pub fn lies_in(&self, place: RegionId, other: RegionId) -> bool {
        let mut at = place;
        while at != other {
            match self.regions.get(at.index()) {
                Some(region) if region.parent != at => at = region.parent,
                _ => return false,
            }
        }
        true
    }
}

/// What either place allows; the origin only where both agree.
fn either(a: Resolved, b: Resolved) -> Resolved {
    let join = |x: (Setting, Origin), y: (Setting, Origin)| {
        (x.0.hull(y.0), if x.1 == y.1 { x.1 } else { Origin::Unknown })
    };
    Resolved { urban: join(a.urban, b.urban), rural: join(a.rural, b.rural) }
}

impl Ruleset<'_> {
    /// The note of a parameter that is set nowhere.
    #[must_use]
    pub fn unset_note(&self, id: ParameterId) -> Option<NoteId> {
        let parameter = self.book.parameters.get(id.index())?;
        let resolved = self.parameters.get(id.index())?;
        let unset = resolved.urban.1 == Origin::Unset || resolved.rural.1 == Origin::Unset;
        if unset { parameter.unset_note } else { None }
    }
}
