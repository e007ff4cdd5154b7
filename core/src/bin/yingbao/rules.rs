//! Which rulebook a command works with.

use std::path::{Path, PathBuf};

use yingbao_core::{
    author::{Diagnostic, load},
    rulebook::Rulebook,
};

use super::{Failed, output::named};

/// The rulebook that is shipped.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")
}

/// A rulebook from a folder or from a built file.
pub fn open(path: Option<&Path>) -> Result<Rulebook, Failed> {
    let path = path.map_or_else(shipped, Path::to_path_buf);
    if path.is_dir() {
        let loaded = load(&path).map_err(|found| all(&path, &found))?;
        let bytes = loaded.book.to_bytes().map_err(|error| error.to_string())?;
        return Rulebook::from_bytes(&bytes).map_err(|error| format!("{}: {error}", named(&path)));
    }
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", named(&path)))?;
    Rulebook::from_bytes(&bytes).map_err(|error| format!("{}: {error}", named(&path)))
}

/// Diagnostics as text, files with their folder.
pub fn all(folder: &Path, found: &[Diagnostic]) -> Failed {
    let mut text = String::new();
    for diagnostic in found {
        let mut shown = diagnostic.clone();
        shown.file = folder.join(&diagnostic.file).display().to_string();
        text.push_str(&format!("{shown}\n"));
    }
    let errors = found.iter().filter(|d| d.is_error()).count();
    text.push_str(&format!("{errors} errors, {} warnings", found.len() - errors));
    text
}
