//! `check` and `build`.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use yingbao_core::{
    author::{Diagnostic, check as look, check_rules, load, open},
    rulebook::Rulebook,
};

use super::{
    output::{OUTPUT, Output, named},
    report::Mistakes,
    rules::shipped,
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
    /// Writes the texts of this language into a file of their own beside it: `cn.rulebook.en`.
    #[arg(long, value_name = "LANGUAGE")]
    apart: Option<String>,
    /// Writes the file although cases fail; never for a release.
    #[arg(long)]
    draft: bool,
}

/// Says everything that is wrong with a rulebook.
pub fn check(arguments: &Check) -> Result<()> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let found = look(&open(&dir));
    let refused = found.iter().any(|one| arguments.strict || one.is_error());
    let mistakes = Mistakes::of(&dir, found);
    if refused {
        return Err(mistakes.into());
    }
    mistakes.complain();
    Ok(())
}

/// Writes the file.
pub fn build(arguments: &Build) -> Result<()> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let loaded = load(&dir).map_err(|found| Mistakes::of(&dir, found))?;
    let found = if arguments.draft { check_rules(&loaded) } else { look(&loaded) };
    if found.iter().any(Diagnostic::is_error) {
        return Err(Mistakes::of(&dir, found).into());
    }
    let whole = loaded.book;
    let bytes = match &arguments.apart {
        None => whole.to_bytes().with_context(|| named(&dir))?,
        Some(language) => {
            let apart = whole.to_bytes_apart(language).with_context(|| named(&dir))?;
            let apart = apart.with_context(|| {
                format!(
                    "--apart {language}: this rulebook has the languages {}, and the rules are written in the first: name another",
                    whole.languages.join(", ")
                )
            })?;
            let mut beside = arguments.out.clone().into_os_string();
            beside.push(format!(".{language}"));
            let beside = PathBuf::from(beside);
            std::fs::write(&beside, apart.texts).with_context(|| named(&beside))?;
            apart.file
        }
    };
    let book = Rulebook::from_bytes(&bytes).with_context(|| named(&dir))?;
    std::fs::write(&arguments.out, &bytes).with_context(|| named(&arguments.out))?;
    let mut out = Output::text();
    writeln!(out, "{} {} {} {} bytes", book.id, book.version, book.digest, bytes.len())
        .and_then(|()| out.flush())
        .context(OUTPUT)
}
