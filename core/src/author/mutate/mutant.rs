//! All mutants of a rulebook.

use crate::author::{
    lower::Loaded,
    mutate::operators::{changes, steps},
    site::{Owner, Site},
    source::Span,
    written::written,
};
use crate::{
    domain::{Range, money::MONTHS},
    rulebook::{Dated, Expr, Figure, Multiple, ParameterType, ParameterValue, Per, Region, Rulebook, Unit},
};

/// A rulebook with one mistake, told by the mistake.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Whose rule it is.
    pub owner: Owner,
    /// The rule, `dibao.income`.
    pub rule: String,
    /// Where the rule is written.
    pub place: Span,
    /// The part with the mistake, as it was.
    pub before: String,
    /// The same part with the mistake.
    pub after: String,
    pub(super) edit: Edit,
}

/// What is put in the place of what.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// An expression.
    Rule(Site, Expr),
    /// How often a programme pays.
    Paid(usize, Per),
    /// The value of a parameter: which of a region's.
    Figure(usize, usize, Dated),
}

impl Edit {
    /// Puts it there, and hands back what would undo that.
    pub fn put(self, book: &mut Rulebook) -> Option<Self> {
        Some(match self {
            Self::Rule(site, expr) => {
                let before = std::mem::replace(site.expr_mut(book)?, expr);
                Self::Rule(site, before)
            }
            Self::Paid(program, per) => {
                let rule = book.programs.get_mut(program)?.amount.as_mut()?;
                Self::Paid(program, std::mem::replace(&mut rule.per, per))
            }
            Self::Figure(region, index, dated) => {
                let place = book.regions.get_mut(region)?.values.get_mut(index)?;
                Self::Figure(region, index, std::mem::replace(place, dated))
            }
        })
    }
}

/// Every mutant, in the rulebook's order: the nation's figures, parameters, variables, programmes.
#[must_use]
pub fn mutants(loaded: &Loaded) -> Vec<Mutant> {
    let book = &loaded.book;
    let mut found = Vec::new();
    for (index, region) in book.regions.iter().enumerate().filter(|(_, region)| region.code == 0) {
        for (slot, dated) in region.values.iter().enumerate() {
            figures(loaded, (index, region), (slot, dated), &mut found);
        }
    }
    for site in Site::all(book) {
        let Some(expr) = site.expr(book) else { continue };
        let (owner, part) = site.name(book);
        let (entity, rule) = (site.entity(book), format!("{}{part}", owner.name()));
        let mut add = |before: String, after: String, edit: Edit| {
            let (owner, rule) = (owner.clone(), rule.clone());
            found.push(Mutant { owner, rule, place: site.place(loaded), before, after, edit });
        };
        let dropped = Expr::Truth(true);
        if matches!(site, Site::Test(..)) && *expr != dropped {
            add(written(book, entity, expr), "true".to_owned(), Edit::Rule(site, dropped));
        }
        for change in changes(book, expr) {
            let (before, after) =
                (written(book, entity, &change.before), written(book, entity, &change.after));
            add(before, after, Edit::Rule(site, change.whole));
        }
        if let Site::Amount(program) = site
            && let Some(rule) = book.programs.get(program).and_then(|p| p.amount.as_ref())
            && rule.unit == Unit::Flow
        {
            let (before, after, per) = match rule.per {
                Per::Month => ("month", "year", Per::Year),
                Per::Year => ("year", "month", Per::Month),
                Per::Once => continue,
            };
            let per_of = |word: &str| format!("per = \"{word}\"");
            add(per_of(before), per_of(after), Edit::Paid(program, per));
        }
    }
    found
}

/// One step down and up of a figure, and a flow of a month taken for one of a year or the other way round.
fn figures(
    loaded: &Loaded,
    (index, region): (usize, &Region),
    (slot, dated): (usize, &Dated),
    found: &mut Vec<Mutant>,
) {
    let Some(parameter) = loaded.book.parameters.get(dated.parameter.index()) else { return };
    let name = format!("value.{:06}.{}.{}", region.code, parameter.id, dated.from);
    let place = loaded.places.get(&name).copied().unwrap_or(Span { file: 0, offset: None });
    let mut add = |before: String, after: String, dated: Dated| {
        let (owner, rule) = (Owner::Parameter(parameter.id.clone()), parameter.id.clone());
        found.push(Mutant { owner, rule, place, before, after, edit: Edit::Figure(index, slot, dated) });
    };
    // A figure for town and village alike is one mistake, not two.
    let both = dated.urban == dated.rural;
    for rural in [false, true] {
        let figure = if rural { dated.rural } else { dated.urban };
        if rural && both {
            continue;
        }
        let with = |changed: Figure| {
            let mut dated = dated.clone();
            if rural || both {
                dated.rural = Some(changed);
            }
            if !rural {
                dated.urban = Some(changed);
            }
            dated
        };
        match figure {
            Some(Figure::Set(ParameterValue::Number(range))) => {
                let Some(value) = range.known() else { continue };
                let per = match parameter.kind {
                    // What is no whole number of fen a month was written by the year.
                    ParameterType::Flow(Per::Month) if (value / MONTHS).normalize().scale() > 2 => {
                        Some(Per::Year)
                    }
                    ParameterType::Flow(per) => Some(per),
                    _ => None,
                };
                let shown = |value: rust_decimal::Decimal, per: Option<Per>| match per {
                    Some(Per::Month) => format!("{} a month", (value / MONTHS).normalize()),
                    Some(_) => format!("{} a year", value.normalize()),
                    None => value.normalize().to_string(),
                };
                let set = |value| Figure::Set(ParameterValue::Number(Range::exact(value)));
                let unit = (per == Some(Per::Month)).then_some(Unit::Flow);
                for step in steps(value, unit) {
                    add(shown(value, per), shown(step, per), with(set(step)));
                }
                match per {
                    Some(Per::Month) => {
                        let by_year = value / MONTHS;
                        add(shown(value, per), shown(by_year, Some(Per::Year)), with(set(by_year)));
                    }
                    Some(_) => {
                        let by_month = value * MONTHS;
                        add(shown(value, per), shown(by_month, Some(Per::Month)), with(set(by_month)));
                    }
                    None => {}
                }
            }
            Some(Figure::Times(Multiple { times, of })) => {
                let Some(value) = times.known() else { continue };
                for step in steps(value, None) {
                    let multiple = Multiple { times: Range::exact(step), of };
                    let shown = |value: rust_decimal::Decimal| format!("times = {}", value.normalize());
                    add(shown(value), shown(step), with(Figure::Times(multiple)));
                }
            }
            _ => {}
        }
    }
}
