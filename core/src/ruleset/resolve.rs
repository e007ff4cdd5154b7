//! From the rules of all days and places to those of one day and one place.
//!
//! Few places set a value, so the work is proportional to those, not to the tree. A place with no value in it
//! and below it has what the place it lies in has.

use std::{cell::OnceCell, collections::BTreeSet, sync::OnceLock};

use crate::{
    domain::{Bound, Day, Range},
    rulebook::{
        Area, Dated, Expr, Figure, Multiple, Parameter, ParameterId, ParameterType, ParameterValue, Per,
        RegionId, Rulebook, Unset,
    },
    ruleset::{Origin, Override, Resolved, Ruleset, anything, bounded},
};

/// A parameter's value in force, if any, for urban and for rural families.
#[derive(Clone, Copy, Default)]
struct InForceValue {
    urban: Option<(Figure, Origin)>,
    rural: Option<(Figure, Origin)>,
}

impl InForceValue {
    const fn of(&self, area: Area) -> Option<(Figure, Origin)> {
        match area {
            Area::Urban => self.urban,
            Area::Rural => self.rural,
        }
    }
}

/// A place while all are gone through.
struct Place {
    in_force: Vec<InForceValue>,
    /// Its values; then the same had the rulebook no floors and no ceilings.
    values: [Vec<Resolved>; 2],
}

/// What is the same for every place of one question.
struct Resolver<'b, 'o> {
    book: &'b Rulebook,
    date: Day,
    overrides: &'o [Override],
    /// Places that set something, found when first needed.
    setting: OnceCell<Vec<RegionId>>,
}

impl Rulebook {
    /// The rules on a day in a place. Where the place is not known, each parameter allows what any place has.
    #[must_use]
    pub fn at(&self, date: Day, region: Option<RegionId>, overrides: &[Override]) -> Ruleset<'_> {
        let resolver = Resolver { book: self, date, overrides, setting: OnceCell::new() };
        let [parameters, unbounded] = match region {
            Some(place) => resolver.resolve(place),
            None => resolver.anywhere(),
        };
        let programs: Vec<_> = self.programs.iter().map(|p| self.program_on(p, date)).collect();
        Ruleset {
            book: self,
            date,
            region,
            bounded: bounded(&programs, &parameters, &unbounded),
            parameters,
            unbounded,
            programs,
            area: self.builtin().area,
            criteria: OnceLock::new(),
            figures: Default::default(),
        }
    }

    /// Whether a place is another, or lies in it.
    #[must_use]
    pub fn lies_in(&self, place: RegionId, other: RegionId) -> bool {
        let mut at = place;
        while at != other {
            match self.above(at) {
                Some(above) => at = above,
                None => return false,
            }
        }
        true
    }

    /// What a parameter is as so many times an earlier one.
    pub(crate) fn multiple(
        &self,
        multiple: Multiple,
        parameter: &Parameter,
        area: Area,
        resolved: &[Resolved],
    ) -> ParameterValue {
        let of = self.parameters.get(multiple.of.index()).zip(resolved.get(multiple.of.index()));
        let Some((of, value)) = of else { return anything(parameter) };
        let ParameterValue::Number(value) = value.setting(Some(area)) else { return anything(parameter) };
        let product = value * multiple.times;
        // Sums over time are held by the year; an amount is so many of what is written, which may be months.
        let by_month = of.kind == ParameterType::Flow(Per::Month) && parameter.kind == ParameterType::Stock;
        ParameterValue::Number(if by_month { product.in_a_month() } else { product })
    }

    /// The place a place lies in; `None` for the widest.
    fn above(&self, place: RegionId) -> Option<RegionId> {
        let region = self.regions.get(place.index())?;
        (region.parent != place).then_some(region.parent)
    }
}

fn slot(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

impl Resolver<'_, '_> {
    /// The places that set something.
    fn setting(&self) -> &[RegionId] {
        self.setting.get_or_init(|| {
            let places = self.book.regions.iter().enumerate().filter(|(_, r)| !r.values.is_empty());
            places.map(|(i, _)| RegionId(slot(i))).collect()
        })
    }

    /// What any place allows: all that set something, and those they lie in. Any other place has what the
    /// place it lies in has.
    fn anywhere(&self) -> [Vec<Resolved>; 2] {
        let mut places: BTreeSet<RegionId> = BTreeSet::new();
        for place in self.setting() {
            let mut at = Some(*place);
            while let Some(place) = at.filter(|p| places.insert(*p)) {
                at = self.book.above(place);
            }
        }
        // The widest place stands for those outside all of these.
        let widest = RegionId(if self.book.regions.is_empty() { u16::MAX } else { 0 });
        let in_force = self.in_force(widest);
        let values = [true, false].map(|bounded| self.values(&in_force, bounded, None));
        let mut all = values.clone();
        // The place at hand and those it lies in, the widest first; a place comes after those it lies in.
        let mut line = vec![(widest, Place { in_force, values })];
        for place in places.into_iter().filter(|p| *p != widest) {
            while line.len() > 1 && line.last().is_some_and(|(above, _)| !self.book.lies_in(place, *above)) {
                line.pop();
            }
            let Some((_, above)) = line.last() else { continue };
            let (here, changed) = self.place(place, above);
            for (all, here) in all.iter_mut().zip(&here.values) {
                for ((all, here), changed) in all.iter_mut().zip(here).zip(&changed) {
                    if *changed {
                        *all = either(*all, *here);
                    }
                }
            }
            line.push((place, here));
        }
        all
    }

    /// The parameters that can have another value in a place than in the one it lies in: what is set there, with its
    /// group, and what follows from that.
    fn changed(&self, place: RegionId, in_force: &[InForceValue]) -> Vec<bool> {
        let own: &[Dated] = self.book.regions.get(place.index()).map_or(&[], |region| &region.values);
        let group = |id: ParameterId| self.book.parameters.get(id.index()).and_then(|p| p.group.as_deref());
        let mut changed: Vec<bool> = Vec::with_capacity(in_force.len());
        for (index, (parameter, here)) in self.book.parameters.iter().zip(in_force).enumerate() {
            let id = ParameterId(slot(index));
            let set = |other: ParameterId| {
                other == id || (parameter.group.is_some() && group(other) == parameter.group.as_deref())
            };
            let (low, high) = match &parameter.unset {
                Unset::Between(low, high) => (low, high),
                Unset::Anywhere => (&None, &None),
            };
            let exprs = [low, high, &parameter.floor, &parameter.ceiling];
            let multiple = |held: &Option<(Figure, Origin)>| match held {
                Some((Figure::Times(multiple), _)) => changed.get(multiple.of.index()) == Some(&true),
                _ => false,
            };
            let here = own.iter().any(|dated| set(dated.parameter))
                || multiple(&here.urban)
                || multiple(&here.rural)
                || exprs.into_iter().flatten().any(|expr| reads_any(expr, &changed));
            changed.push(here);
        }
        changed
    }

    /// A place, from the one it lies in, of whose values those stay that cannot change.
    fn place(&self, place: RegionId, above: &Place) -> (Place, Vec<bool>) {
        let mut in_force = above.in_force.clone();
        self.take_own(place, &mut in_force);
        let changed = self.changed(place, &in_force);
        let [bounded, unbounded] = &above.values;
        let values = [(true, bounded), (false, unbounded)]
            .map(|(bounded, values)| self.values(&in_force, bounded, Some((values, &changed))));
        (Place { in_force, values }, changed)
    }

    fn given(&self, id: ParameterId) -> Option<&Override> {
        self.overrides.iter().find(|o| o.parameter == id)
    }

    /// A value for each parameter; then the same had the rulebook no floors and no ceilings.
    fn resolve(&self, place: RegionId) -> [Vec<Resolved>; 2] {
        let in_force = self.in_force(place);
        [true, false].map(|bounded| self.values(&in_force, bounded, None))
    }

    /// A value for each parameter. Of those of the place above, where given, those stay that are not marked as changed.
    fn values(
        &self,
        in_force: &[InForceValue],
        bounded: bool,
        above: Option<(&[Resolved], &[bool])>,
    ) -> Vec<Resolved> {
        let mut resolved: Vec<Resolved> = Vec::with_capacity(self.book.parameters.len());
        for (index, (parameter, here)) in self.book.parameters.iter().zip(in_force).enumerate() {
            if let Some((values, changed)) = above
                && let (Some(value), Some(false)) = (values.get(index), changed.get(index))
            {
                resolved.push(*value);
                continue;
            }
            let id = ParameterId(slot(index));
            let within = |setting: ParameterValue, area: Area| match setting {
                ParameterValue::Number(range) if bounded => {
                    ParameterValue::Number(held(range, assumed(parameter, area, &resolved)))
                }
                setting => setting,
            };
            let value = |area: Area| -> Option<(ParameterValue, Origin)> {
                if let Some(own) = self.given(id) {
                    return Some(match own.value {
                        Some(value) => (value, Origin::Override),
                        // A statement or choice that is called unknown never falls back to what holds where none is set.
                        None => match within(unset(parameter, area, &resolved), area) {
                            number @ ParameterValue::Number(_) => (number, Origin::Unset),
                            open => (open, Origin::Unknown),
                        },
                    });
                }
                let (figure, origin) = here.of(area).filter(|_| !self.displaced(parameter))?;
                let setting = match figure {
                    Figure::Set(setting) => setting,
                    Figure::Times(multiple) => self.book.multiple(multiple, parameter, area, &resolved),
                };
                let setting = at_least(setting, origin);
                Some((if told(setting, parameter) { setting } else { within(setting, area) }, origin))
            };
            let fill = |area: Area| {
                value(area).unwrap_or_else(|| {
                    let setting = match parameter.group_default {
                        Some(default) if self.group_is_set(parameter, in_force) => default
                            .map_or(ParameterValue::NoLimit, |default| {
                                ParameterValue::Number(Range::exact(default))
                            }),
                        _ => {
                            let in_any = match parameter.unset {
                                Unset::Anywhere => self.in_any(id, parameter, area),
                                Unset::Between(..) => None,
                            };
                            within(in_any.unwrap_or_else(|| unset(parameter, area, &resolved)), area)
                        }
                    };
                    (setting, Origin::Unset)
                })
            };
            let entry = Resolved { urban: fill(Area::Urban), rural: fill(Area::Rural) };
            resolved.push(entry);
        }
        resolved
    }

    /// Whether the document sets another parameter of the group, which drops the places' values of this one.
    fn displaced(&self, parameter: &Parameter) -> bool {
        parameter.group.is_some()
            && self.overrides.iter().filter(|o| o.value.is_some()).any(|o| {
                let other = self.book.parameters.get(o.parameter.index());
                other.is_some_and(|other| other.group == parameter.group)
            })
    }

    /// Whether any parameter of the group has a value here.
    fn group_is_set(&self, parameter: &Parameter, in_force: &[InForceValue]) -> bool {
        self.book.parameters.iter().zip(in_force).enumerate().any(|(index, (other, here))| {
            other.group == parameter.group
                && match self.given(ParameterId(slot(index))) {
                    Some(own) => own.value.is_some(),
                    None => here.urban.is_some(),
                }
        })
    }

    /// For each parameter the value in force at the nearest of a place and the places it lies in.
    fn in_force(&self, place: RegionId) -> Vec<InForceValue> {
        let mut found = vec![InForceValue::default(); self.book.parameters.len()];
        let mut line = vec![place];
        while let Some(above) = line.last().and_then(|place| self.book.above(*place)) {
            line.push(above);
        }
        line.into_iter().rev().for_each(|place| self.take_own(place, &mut found));
        found
    }

    /// Takes what a place sets itself in place of what those set in which it lies; of several values the latest.
    fn take_own(&self, place: RegionId, found: &mut [InForceValue]) {
        let Some(region) = self.book.regions.get(place.index()) else { return };
        for dated in &region.values {
            let Some((entry, parameter)) =
                found.get_mut(dated.parameter.index()).zip(self.book.parameters.get(dated.parameter.index()))
            else {
                continue;
            };
            let take = |held: &mut Option<(Figure, Origin)>, area: Area| {
                let later = match held {
                    Some((_, Origin::Set { region, from, .. })) => *region != place || *from <= dated.from,
                    _ => true,
                };
                if later && let Some(value) = self.set(dated, parameter, area, place) {
                    *held = Some(value);
                }
            };
            take(&mut entry.urban, Area::Urban);
            take(&mut entry.rural, Area::Rural);
        }
    }

    /// A value, if it has begun.
    fn set(
        &self,
        dated: &Dated,
        parameter: &Parameter,
        area: Area,
        place: RegionId,
    ) -> Option<(Figure, Origin)> {
        let figure = dated.figure(area).filter(|_| dated.from <= self.date)?;
        let review = i32::from(self.book.review_after_months);
        let stale = parameter.rises && dated.from < self.date.minus_months(review);
        let multiple = match figure {
            Figure::Times(multiple) => Some(multiple),
            Figure::Set(_) => None,
        };
        let (from, source, grade) = (dated.from, dated.source, dated.grade);
        Some((figure, Origin::Set { region: place, from, source, grade, stale, multiple }))
    }

    /// What a place itself sets.
    fn own(
        &self,
        id: ParameterId,
        parameter: &Parameter,
        area: Area,
        place: RegionId,
    ) -> Option<ParameterValue> {
        let region = self.book.regions.get(place.index())?;
        let begun = |v: &&Dated| v.parameter == id && v.from <= self.date && v.figure(area).is_some();
        let dated = region.values.iter().filter(begun).max_by_key(|v| v.from)?;
        match self.set(dated, parameter, area, place)? {
            (Figure::Set(setting), origin) => Some(at_least(setting, origin)),
            // What is not set is looked for elsewhere only where no place writes multiples.
            (Figure::Times(_), _) => None,
        }
    }

    /// The range of what is in force in any place.
    fn in_any(&self, id: ParameterId, parameter: &Parameter, area: Area) -> Option<ParameterValue> {
        let own = |place: &RegionId| self.own(id, parameter, area, *place);
        self.setting().iter().filter_map(own).reduce(ParameterValue::hull)
    }
}

/// What the rulebook says where nothing is set, by way of earlier parameters.
fn unset(parameter: &Parameter, area: Area, resolved: &[Resolved]) -> ParameterValue {
    match (&parameter.unset, anything(parameter)) {
        (Unset::Between(low, high), ParameterValue::Number(bounds)) => {
            let Range { low, high } = ends([low, high], area, resolved);
            ParameterValue::Number(bounds.meet(Range { low, high: None }).meet(Range { low: None, high }))
        }
        (_, anything) => anything,
    }
}

/// What no place goes beyond, as far as is known: floor and ceiling, by way of earlier parameters.
pub(crate) fn assumed(parameter: &Parameter, area: Area, resolved: &[Resolved]) -> Range {
    ends([&parameter.floor, &parameter.ceiling], area, resolved)
}

fn ends(exprs: [&Option<Expr>; 2], area: Area, resolved: &[Resolved]) -> Range {
    let [low, high] = exprs.map(|e| e.as_ref().map_or(Range::ALL, |e| parameters_only(e, resolved, area)));
    Range { low: low.low, high: high.high }
}

/// A value past review is 'at least this' where values rise.
const fn at_least(setting: ParameterValue, origin: Origin) -> ParameterValue {
    match (setting, origin) {
        (ParameterValue::Number(range), Origin::Set { stale: true, .. }) => {
            ParameterValue::Number(Range { low: range.low, high: None })
        }
        (setting, _) => setting,
    }
}

/// An expression over parameters alone, for urban or for rural families.
fn parameters_only(expr: &Expr, resolved: &[Resolved], area: Area) -> Range {
    let both = |sides: &[Expr; 2], rule: fn(Range, Range) -> Range| {
        let [left, right] = sides;
        rule(parameters_only(left, resolved, area), parameters_only(right, resolved, area))
    };
    match expr {
        Expr::Number(number) => Range::exact(*number),
        Expr::Parameter(id) => resolved.get(id.index()).map_or(Range::ALL, |r| r.number(area)),
        Expr::Add(sides) => both(sides, |a, b| a + b),
        Expr::Subtract(sides) => both(sides, |a, b| a - b),
        Expr::Multiply(sides) => both(sides, |a, b| a * b),
        Expr::Min(sides) => both(sides, Range::min),
        Expr::Max(sides) => both(sides, Range::max),
        _ => Range::ALL,
    }
}

/// Whether an expression reads one of the parameters that are marked.
fn reads_any(expr: &Expr, marked: &[bool]) -> bool {
    let mut reads = matches!(expr, Expr::Parameter(id) if marked.get(id.index()) == Some(&true));
    expr.children(&mut |part| reads = reads || reads_any(part, marked));
    reads
}

/// Whether a value has both ends; one with an open end says less than what is known of every place.
fn told(setting: ParameterValue, parameter: &Parameter) -> bool {
    matches!(setting, ParameterValue::Number(range) if range.high.is_some() && range.low != parameter.bounds.low)
}

/// A range within what is assumed. One that begins beyond the ceiling is no more than where it begins: a figure
/// that was read is not made smaller by what is assumed.
fn held(range: Range, assumed: Range) -> Range {
    let high = match (range.low, assumed.high) {
        (Some(low), Some(high)) if low.value > high.value => Some(Bound { open: false, ..low }),
        (_, high) => high,
    };
    range.meet(Range { low: assumed.low, high })
}

/// What either place allows; the origin only where both agree.
fn either(a: Resolved, b: Resolved) -> Resolved {
    let join = |x: (ParameterValue, Origin), y: (ParameterValue, Origin)| {
        (x.0.hull(y.0), if x.1 == y.1 { x.1 } else { Origin::Unknown })
    };
    Resolved { urban: join(a.urban, b.urban), rural: join(a.rural, b.rural) }
}

#[cfg(test)]
mod tests;
