//! `figures`: how much a rulebook holds, in the sentence that README.md has.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use yingbao_core::rulebook::Rulebook;

use super::{
    output::{OUTPUT, Output},
    rules,
};

/// Which rulebook to count.
#[derive(Args)]
pub struct Figures {
    /// A rulebook folder or built file; the shipped rulebook unless told.
    #[arg(long, value_name = "PATH")]
    rulebook: Option<PathBuf>,
}

/// Prints the sentence.
pub fn run(arguments: &Figures) -> Result<()> {
    let book = rules::open(arguments.rulebook.as_deref())?;
    let mut out = Output::text();
    writeln!(out, "{}", sentence(&book)).and_then(|()| out.flush()).context(OUTPUT)
}

fn sentence(book: &Rulebook) -> String {
    let conditions: usize = book.programs.iter().map(|program| program.criteria.len()).sum();
    let values: usize = book.regions.iter().map(|region| region.values.len()).sum();
    let setting = book.regions.iter().filter(|region| !region.values.is_empty()).count();
    format!(
        "{} programmes with {conditions} conditions, {} parameters, {} places with {values} dated figures in {setting} of \
         them, {} sources.",
        book.programs.len(),
        book.parameters.len(),
        book.regions.len(),
        book.sources.len()
    )
}
