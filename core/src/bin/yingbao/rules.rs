//! Which rulebook a command works with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use yingbao_core::{author::load, rulebook::Rulebook};

use super::{output::named, report::Mistakes};

/// The rulebook that is shipped.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")
}

/// A rulebook from a folder or from a built file.
pub fn open(path: Option<&Path>) -> Result<Rulebook> {
    let path = path.map_or_else(shipped, Path::to_path_buf);
    if path.is_dir() {
        let loaded = load(&path).map_err(|found| Mistakes::of(&path, found))?;
        let bytes = loaded.book.to_bytes().with_context(|| named(&path))?;
        return Rulebook::from_bytes(&bytes).with_context(|| named(&path));
    }
    let bytes = std::fs::read(&path).with_context(|| named(&path))?;
    Rulebook::from_bytes(&bytes).with_context(|| named(&path))
}
