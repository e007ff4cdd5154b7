//! `check` and `build`.

use std::{io::Write, path::PathBuf};

use clap::Args;
use yingbao_core::{
    author::{Diagnostic, check as look, check_rules, load, open},
    rulebook::Rulebook,
};

use super::{
    Failed,
    output::{Output, complain, named},
    rules::{all, shipped},
    unwritten,
};

/// Which folder to check.
#[derive(Args)]
pub struct Check {
    /// The rulebook folder; the shipped one unless told.
    dir: Option<PathBuf>,
    /// Takes warnings for errors.
    #[arg(long)]
    strict: bool,
}

/// What to build.
#[derive(Args)]
pub struct Build {
    /// The rulebook folder; the shipped one unless told.
    dir: Option<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Writes the file although cases fail; never for a release.
    #[arg(long)]
    draft: bool,
}

/// Says everything that is wrong with a rulebook.
pub fn check(arguments: &Check) -> Result<(), Failed> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let found = look(&open(&dir));
    let text = all(&dir, &found);
    if found.iter().any(|one| arguments.strict || one.is_error()) {
        return Err(text);
    }
    complain(&text);
    Ok(())
}

/// Writes the file.
pub fn build(arguments: &Build) -> Result<(), Failed> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let loaded = load(&dir).map_err(|found| all(&dir, &found))?;
    let found = if arguments.draft { check_rules(&loaded) } else { look(&loaded) };
    if found.iter().any(Diagnostic::is_error) {
        return Err(all(&dir, &found));
    }
    let bytes = loaded.book.to_bytes().map_err(|error| error.to_string())?;
    let book = Rulebook::from_bytes(&bytes).map_err(|error| error.to_string())?;
    std::fs::write(&arguments.out, &bytes).map_err(|error| format!("{}: {error}", named(&arguments.out)))?;
    let mut out = Output::text();
    writeln!(out, "{} {} {} {} bytes", book.id, book.version, book.digest, bytes.len())
        .and_then(|()| out.flush())
        .map_err(unwritten)
}
