//! `regions --stale`: of the figures in force on a day, which are past review, second-hand, or only known as a range.

use std::{
    collections::BTreeSet,
    fmt,
    io::{self, Write},
};

use yingbao_core::{
    domain::Day,
    rulebook::{Dated, Figure, Grade, Multiple, Parameter, ParameterValue, Region, RegionId, Rulebook},
};

use super::figure;

/// A figure in force: the latest of its place and parameter, in the areas for which it is that.
struct Held<'b> {
    region: &'b Region,
    parameter: &'b Parameter,
    from: Day,
    urban: Option<Figure>,
    rural: Option<Figure>,
    /// Whole months that it has been in force.
    months: i32,
    past_review: bool,
    second_hand: bool,
    range: bool,
}

/// The figures in force in a province, or in the nation as such.
struct Province<'b> {
    head: &'b Region,
    held: Vec<Held<'b>>,
}

/// How many figures there are of each kind.
struct Counts {
    places: usize,
    in_force: usize,
    past_review: usize,
    second_hand: usize,
    ranges: usize,
}

/// Lists by province what may have to be looked up again.
pub(super) fn list(
    out: &mut impl Write,
    book: &Rulebook,
    within: Option<RegionId>,
    day: Day,
) -> io::Result<()> {
    for province in provinces(book, within, day) {
        writeln!(out, "{province}")?;
        lines(out, book, &province)?;
    }
    Ok(())
}

/// The same of the provinces only, as a Markdown table.
pub(super) fn table(
    out: &mut impl Write,
    book: &Rulebook,
    within: Option<RegionId>,
    day: Day,
) -> io::Result<()> {
    writeln!(
        out,
        "| province | places that set a value | values in force | past review | second-hand | ranges |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- |")?;
    for province in provinces(book, within, day).iter().filter(|province| province.head.code != 0) {
        let Counts { places, in_force, past_review, second_hand, ranges } = province.counts();
        let name = province.name();
        writeln!(out, "| {name} | {places} | {in_force} | {past_review} | {second_hand} | {ranges} |")?;
    }
    Ok(())
}

fn provinces(book: &Rulebook, within: Option<RegionId>, day: Day) -> Vec<Province<'_>> {
    let mut provinces: Vec<Province<'_>> = Vec::new();
    for (index, region) in book.regions.iter().enumerate() {
        let id = RegionId(u16::try_from(index).unwrap_or(u16::MAX));
        if within.is_some_and(|place| !book.lies_in(id, place)) {
            continue;
        }
        let number = region.code / 10_000;
        let held = in_force(book, region, day);
        match provinces.last_mut().filter(|province| province.head.code / 10_000 == number) {
            Some(province) => province.held.extend(held),
            None => {
                let head = book.region(number * 10_000).and_then(|head| book.regions.get(head.index()));
                provinces.push(Province { head: head.unwrap_or(region), held: held.collect() });
            }
        }
    }
    provinces
}

fn in_force<'b>(book: &'b Rulebook, region: &'b Region, day: Day) -> impl Iterator<Item = Held<'b>> {
    let review = day.minus_months(i32::from(book.review_after_months));
    region.values.iter().filter(move |dated| dated.from <= day).filter_map(move |dated| {
        let parameter = book.parameters.get(dated.parameter.index())?;
        let latest = |of: fn(&Dated) -> Option<Figure>| {
            let later = |v: &Dated| v.parameter == dated.parameter && dated.from < v.from && v.from <= day;
            of(dated).filter(|_| !region.values.iter().any(|v| later(v) && of(v).is_some()))
        };
        let (urban, rural) = (latest(|v| v.urban), latest(|v| v.rural));
        (urban.is_some() || rural.is_some()).then(|| Held {
            region,
            parameter,
            from: dated.from,
            urban,
            rural,
            months: months(dated.from, day),
            // As for a resident: what does not rise over the years is not reviewed by its age.
            past_review: parameter.rises && dated.from < review,
            second_hand: dated.grade == Grade::Secondary,
            range: urban.into_iter().chain(rural).any(has_two_ends),
        })
    })
}

/// Whether only two different ends are known, of what the figure is or of how many times another it is.
fn has_two_ends(figure: Figure) -> bool {
    let (Figure::Set(ParameterValue::Number(range)) | Figure::Times(Multiple { times: range, .. })) = figure
    else {
        return false;
    };
    range.low.is_some() && range.high.is_some() && range.known().is_none()
}

/// Whole months from one day to a later one.
fn months(from: Day, to: Day) -> i32 {
    let ((first_year, first_month, _), (year, month, _)) = (from.parts(), to.parts());
    let begun = (year - first_year) * 12 + i32::try_from(month).unwrap_or(0)
        - i32::try_from(first_month).unwrap_or(0);
    if to.minus_months(begun) < from { begun - 1 } else { begun }
}

/// `上海市 Shanghai`.
fn name(region: &Region) -> String {
    format!("{} {}", region.name, region.name_en).trim_end().to_owned()
}

impl Province<'_> {
    /// `31 上海市 Shanghai`.
    fn name(&self) -> String {
        format!("{:02} {}", self.head.code / 10_000, name(self.head))
    }

    fn counts(&self) -> Counts {
        let count = |kind: fn(&Held<'_>) -> bool| self.held.iter().filter(|held| kind(held)).count();
        Counts {
            places: self.held.iter().map(|held| held.region.code).collect::<BTreeSet<_>>().len(),
            in_force: self.held.len(),
            past_review: count(|held| held.past_review),
            second_hand: count(|held| held.second_hand),
            ranges: count(|held| held.range),
        }
    }
}

impl fmt::Display for Province<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(oldest) = self.held.iter().map(|held| held.months).max() else {
            return write!(f, "{}: none in force", self.name());
        };
        let Counts { in_force, past_review, second_hand, ranges, .. } = self.counts();
        let many =
            |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        let (ranges, oldest_age) =
            (many(ranges, "range"), many(usize::try_from(oldest).unwrap_or(0), "month"));
        write!(
            f,
            "{}: {in_force} in force, {past_review} past review, {second_hand} second-hand, {ranges}, oldest {oldest_age}",
            self.name()
        )
    }
}

/// Who has which figure: the words of a line that vary in length.
fn words(book: &Rulebook, held: &Held<'_>) -> (&'static str, String) {
    let one = |of: Figure| figure(book, held.parameter, of);
    match (held.urban, held.rural) {
        (Some(urban), Some(rural)) if urban == rural => ("", one(urban)),
        (Some(urban), Some(rural)) => ("", format!("urban {}, rural {}", one(urban), one(rural))),
        (Some(urban), None) => ("urban", one(urban)),
        (None, Some(rural)) => ("rural", one(rural)),
        (None, None) => ("", String::new()),
    }
}

/// The figures of one province, aligned.
fn lines(out: &mut impl Write, book: &Rulebook, province: &Province<'_>) -> io::Result<()> {
    let listed = province.held.iter().filter(|held| held.past_review || held.second_hand || held.range);
    let listed: Vec<_> = listed.map(|held| (held, words(book, held))).collect();
    let width = listed.iter().map(|(_, (_, what))| what.chars().count()).max().unwrap_or(0);
    for (held, (area, what)) in &listed {
        let Held { region, parameter, from, months, .. } = held;
        let kinds =
            [(held.past_review, "past review"), (held.second_hand, "second-hand"), (held.range, "range")];
        let kinds: Vec<&str> = kinds.into_iter().filter_map(|(is, kind)| is.then_some(kind)).collect();
        writeln!(
            out,
            "  {:06}  {:<34} {area:<5}  {from}  {months:>3} months  {:<31}  {what:<width$}  {}",
            region.code,
            parameter.id,
            kinds.join(", "),
            name(region)
        )?;
    }
    Ok(())
}
