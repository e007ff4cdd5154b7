//! `diff`: what changed between two rulebooks, for a release note.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Args;
use yingbao_core::{
    author::{
        Case,
        diff::{Change, Families, FigureKey, changes, families, figures, parts, texts},
        load,
    },
    rulebook::Rulebook,
};

use super::{
    output::{OUTPUT, Output},
    report::Mistakes,
    rules,
};

/// Which rulebooks to compare.
#[derive(Args)]
pub struct Diff {
    /// The rulebook as it was: a folder or a built file. A built file has no cases.
    old: PathBuf,
    /// The rulebook as it is: a folder or a built file.
    new: PathBuf,
    /// Lists every figure and every key of a text, not only the first few.
    #[arg(long)]
    all: bool,
}

/// How many figures of a province are listed unless all are asked for.
const FIRST: usize = 3;

/// Prints what changed; whether nothing did.
pub fn run(arguments: &Diff) -> Result<bool> {
    let (old, old_cases) = open(&arguments.old)?;
    let (new, new_cases) = open(&arguments.new)?;
    let mut out = Output::text();
    let mut same = true;
    let mut print = || -> io::Result<()> {
        for change in changes(parts(&old), parts(&new)) {
            same = false;
            let (part, name) = &change.name;
            writeln!(out, "{} {} {name}", what(&change), part.words())?;
            sides(&mut out, &change, "  ")?;
        }
        let found = changes(figures(&old), figures(&new));
        same &= found.is_empty();
        by_province(&mut out, [&old, &new], &found, arguments.all)?;
        let found = changes(texts(&old, &new), texts(&new, &old));
        same &= found.is_empty();
        by_language(&mut out, &found, arguments.all)?;
        let found = families((&old, &old_cases), (&new, &new_cases));
        same &= found.different == 0;
        people(&mut out, &found)?;
        out.flush()
    };
    print().context(OUTPUT)?;
    Ok(same)
}

/// A rulebook with its cases.
fn open(path: &Path) -> Result<(Rulebook, Vec<Case>)> {
    if path.is_dir() {
        let loaded = load(path).map_err(|found| Mistakes::of(path, found))?;
        return Ok((loaded.book, loaded.cases));
    }
    Ok((rules::open(Some(path))?, Vec::new()))
}

const fn what<K>(change: &Change<K>) -> &'static str {
    match (&change.before, &change.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    }
}

fn sides<K>(out: &mut impl Write, change: &Change<K>, indent: &str) -> io::Result<()> {
    for (sign, side) in [('-', &change.before), ('+', &change.after)] {
        if let Some(text) = side {
            writeln!(out, "{indent}{sign} {text}")?;
        }
    }
    Ok(())
}

/// `3 added, 1 changed, 0 removed`
fn counted<K>(changes: &[&Change<K>]) -> String {
    let count = |which: &str| changes.iter().filter(|change| what(change) == which).count();
    format!("{} added, {} changed, {} removed", count("added"), count("changed"), count("removed"))
}

fn by_province(
    out: &mut impl Write,
    books: [&Rulebook; 2],
    found: &[Change<FigureKey>],
    all: bool,
) -> io::Result<()> {
    let place = |code: u32| {
        let named = books.iter().rev().find_map(|book| book.regions.iter().find(|r| r.code == code));
        named.map_or_else(|| format!("{code:06}"), |region| format!("{code:06} {}", region.name))
    };
    let mut provinces: BTreeMap<u32, Vec<&Change<FigureKey>>> = BTreeMap::new();
    for change in found {
        provinces.entry(change.name.0 / 10_000 * 10_000).or_default().push(change);
    }
    for (province, changes) in provinces {
        writeln!(out, "figures of {}: {}", place(province), counted(&changes))?;
        let shown = if all { changes.len() } else { FIRST };
        for change in changes.iter().take(shown) {
            let (code, parameter, from) = &change.name;
            writeln!(out, "  {} {}: {parameter} from {from}", what(change), place(*code))?;
            sides(out, change, "    ")?;
        }
        if changes.len() > shown {
            writeln!(out, "  and {} more (--all)", changes.len() - shown)?;
        }
    }
    Ok(())
}

fn by_language(out: &mut impl Write, found: &[Change<(String, String)>], all: bool) -> io::Result<()> {
    let mut languages: BTreeMap<&str, Vec<&Change<(String, String)>>> = BTreeMap::new();
    for change in found {
        languages.entry(&change.name.0).or_default().push(change);
    }
    for (language, changes) in languages {
        writeln!(out, "texts in {language}: {}", counted(&changes))?;
        for change in changes.iter().filter(|_| all) {
            writeln!(out, "  {} {}", what(change), change.name.1)?;
        }
    }
    Ok(())
}

fn people(out: &mut impl Write, found: &Families) -> io::Result<()> {
    for (program, changed) in &found.programs {
        writeln!(
            out,
            "answers of {program}: {} verdicts and {} amounts differ; {}: {} -> {}",
            changed.verdicts, changed.amounts, changed.witness, changed.before, changed.after
        )?;
    }
    if found.compared > 0 {
        writeln!(out, "{} of {} households are answered differently", found.different, found.compared)?;
    }
    if let Some(first) = found.unread.first() {
        let count = found.unread.len();
        writeln!(out, "{count} households can be read by one of the two only, the first is {first}")?;
    }
    Ok(())
}
