//! `regions`: what each place sets, from when, from which source.

mod stale;

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use yingbao_core::{
    author::{setting, shown},
    domain::Range,
    rulebook::{Dated, Figure, Grade, Multiple, Parameter, ParameterType, Rulebook},
    wording::Visible,
};

use super::{
    output::{OUTPUT, Output},
    rules,
    screen::{With, day},
};

/// Which places to list.
#[derive(Args)]
pub struct Regions {
    /// Only this place and those in it, by code.
    code: Option<String>,
    /// A rulebook folder or built file; the shipped rulebook unless told.
    #[arg(long, value_name = "PATH")]
    rulebook: Option<PathBuf>,
    /// Leaves out places that set nothing of their own.
    #[arg(long)]
    set: bool,
    /// Lists by province what is in force and past review, second-hand, or known only as a range, with its age.
    #[arg(long, conflicts_with = "set")]
    stale: bool,
    /// Of that only how much there is in each province, as a Markdown table.
    #[arg(long, requires = "stale")]
    summary: bool,
    /// The day on which it is in force, YYYY-MM-DD; today in China unless told.
    #[arg(long, value_name = "DAY", value_parser = day, requires = "stale")]
    date: Option<yingbao_core::domain::Day>,
}

/// Lists the places.
pub fn run(arguments: &Regions) -> Result<()> {
    let book = rules::open(arguments.rulebook.as_deref())?;
    let within = match &arguments.code {
        Some(code) => {
            let found = code.parse().ok().and_then(|c| book.region(c));
            Some(found.with_context(|| format!("the rulebook holds no region {}", Visible(code)))?)
        }
        None => None,
    };
    let mut out = Output::text();
    if arguments.stale {
        let today = With { rulebook: None, date: arguments.date }.today();
        let day = today.context("the clock shows no day: give one with --date")?;
        let print = if arguments.summary { stale::table } else { stale::list };
        return print(&mut out, &book, within, day).and_then(|()| out.flush()).context(OUTPUT);
    }
    let mut list = || -> std::io::Result<()> {
        for (index, region) in book.regions.iter().enumerate() {
            let id = yingbao_core::rulebook::RegionId(u16::try_from(index).unwrap_or(u16::MAX));
            if within.is_some_and(|place| !book.lies_in(id, place))
                || (arguments.set && region.values.is_empty())
            {
                continue;
            }
            writeln!(out, "{:06} {} {}", region.code, region.name, region.name_en)?;
            for dated in &region.values {
                value(&mut out, &book, dated)?;
            }
        }
        out.flush()
    };
    list().context(OUTPUT)
}

fn value(out: &mut impl Write, book: &Rulebook, dated: &Dated) -> std::io::Result<()> {
    let Some(parameter) = book.parameters.get(dated.parameter.index()) else { return Ok(()) };
    let what = match (dated.urban, dated.rural) {
        (Some(urban), Some(rural)) if urban == rural => figure(book, parameter, urban),
        (urban, rural) => {
            let one = |f: Option<Figure>| f.map_or_else(|| "-".to_owned(), |f| figure(book, parameter, f));
            format!("urban {}, rural {}", one(urban), one(rural))
        }
    };
    let grade = match dated.grade {
        Grade::Official => "official",
        Grade::Reported => "reported",
        Grade::Secondary => "secondary",
        Grade::Assumed => "assumed",
    };
    let source = dated.source.and_then(|s| book.sources.get(s.index())).map_or("", |s| s.id.as_str());
    writeln!(
        out,
        "  {:<34} {} from {}  {source} ({grade}, checked {})",
        parameter.id, what, dated.from, dated.checked
    )
}

fn figure(book: &Rulebook, parameter: &Parameter, figure: Figure) -> String {
    match figure {
        Figure::Set(value) => setting(parameter, value, |range| number(parameter, range)),
        Figure::Times(Multiple { times, of }) => {
            let of = book.parameters.get(of.index()).map_or("", |p| p.id.as_str());
            let times = times.known().map_or_else(|| shown(times), |n| n.normalize().to_string());
            format!("{times} times {of}")
        }
    }
}

/// Sums as they are shown; what is no sum to its last digit.
fn number(parameter: &Parameter, range: Range) -> String {
    let plain = matches!(parameter.kind, ParameterType::Share | ParameterType::Count | ParameterType::Years);
    let known = range.known().filter(|_| plain);
    known.map_or_else(|| shown(range), |value| value.normalize().to_string())
}
