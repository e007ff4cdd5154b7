//! `schema`: JSON Schemas of the documents and of the rulebook's files.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use yingbao_core::author::schema;

use super::{
    output::{OUTPUT, Output},
    rules,
};

/// Which schema to print.
#[derive(Args)]
pub struct Schema {
    /// Of what.
    #[arg(value_enum)]
    of: Of,
    /// A rulebook folder or built file; the shipped rulebook unless told.
    #[arg(long, value_name = "PATH")]
    rulebook: Option<PathBuf>,
}

/// What there are schemas of.
#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// The document that goes in.
    Household,
    /// The document that comes out.
    Screening,
    /// A file of a rulebook folder.
    Rulebook,
}

/// Prints a schema.
pub fn run(arguments: &Schema) -> Result<()> {
    let schema = match arguments.of {
        Of::Household => schema::household(&rules::open(arguments.rulebook.as_deref())?),
        Of::Screening => schema::screening(&rules::open(arguments.rulebook.as_deref())?),
        Of::Rulebook => schema::rulebook(),
    };
    let mut out = Output::json();
    writeln!(out, "{schema:#}").and_then(|()| out.flush()).context(OUTPUT)
}
