//! Whatever a rule author writes into one file of a rulebook: it is taken, or refused with its mistakes, and nothing stops.
#![no_main]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use libfuzzer_sys::fuzz_target;
use yingbao_core::{
    Day, author,
    engine::{Options, screen_with},
    household::Household,
};

/// The files of a small rulebook, by their paths.
fn files() -> &'static [(String, String)] {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rulebooks/good");
        let (mut open, mut found): (Vec<PathBuf>, Vec<(String, String)>) = (vec![root.clone()], Vec::new());
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
    })
}

fuzz_target!(|input: &[u8]| {
    let Some((which, text)) = input.split_first() else { return };
    let mut files = files().to_vec();
    let at = usize::from(*which) % files.len();
    files[at].1 = String::from_utf8_lossy(text).into_owned();
    match author::load_files(files) {
        Ok(loaded) => {
            let book = loaded.book;
            let rules = book.at(Day(20_000), book.region(0), &[]);
            let household = Household::unknown(&book, 2);
            assert_eq!(
                screen_with(&rules, &household, Options { cases: 4 }).entries.is_empty(),
                book.programs.is_empty()
            );
        }
        Err(found) => assert!(!found.is_empty()),
    }
});
