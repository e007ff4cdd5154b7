//! The small rulebooks that are fuzzed with.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use yingbao_core::{Rulebook, author};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

fn load(name: &str) -> Rulebook {
    author::load(&folder(name)).unwrap_or_else(|mistakes| panic!("{mistakes:?}")).book
}

/// The smallest with something of everything.
pub fn good() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| load("tests/rulebooks/good"))
}

/// The one of the documentation.
pub fn sample() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| load("core/rulebooks/sample"))
}

/// The files of a rulebook folder, by their paths within it.
pub fn files(name: &str) -> Vec<(String, String)> {
    let root = folder(name);
    let (mut open, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(path).expect("text")));
            }
        }
    }
    found.sort();
    found
}
