//! Whatever a rule author writes into one file of a rulebook: it is taken, or refused with its mistakes, and nothing stops.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use yingbao_core::{Household, Rulebook, author};
use yingbao_core_fuzz::{Law, TODAY, answered, files};

/// The files that the bytes are put into, small ones: of each run all are read.
fn base() -> &'static [(String, String)] {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| files("core/fuzz/rulebook"))
}

/// The file with bytes put into it: at a place, instead of so many that stand there; or alone.
fn spliced(text: &str, [at, rest, instead]: [u8; 3], put: &[u8]) -> String {
    let text = text.as_bytes();
    let at = (usize::from(rest & 0x7f) << 8 | usize::from(at)).min(text.len());
    let (before, after) = if rest & 0x80 == 0 {
        (&text[..at], &text[(at + usize::from(instead)).min(text.len())..])
    } else {
        (&text[..0], &text[..0])
    };
    String::from_utf8_lossy(&[before, put, after].concat()).into_owned()
}

fuzz_target!(|input: &[u8]| {
    let Some(([which, at, rest, instead], put)) = input.split_first_chunk::<4>() else { return };
    let mut files = base().to_vec();
    let index = usize::from(*which) % files.len();
    files[index].1 = spliced(&files[index].1, [*at, *rest, *instead], put);
    let loaded = author::open_files(files.clone());
    let mistakes = loaded.log.found();
    for mistake in &mistakes {
        assert!(!mistake.what.is_empty() && !mistake.instead.is_empty(), "{mistake:?}");
        assert!(!mistake.file.is_empty(), "{mistake:?}");
        assert!(!mistake.to_string().replace("\n  instead: ", "").contains(char::is_control), "{mistake}");
        let Some((_, text)) = files.iter().find(|(name, _)| *name == mistake.file) else {
            assert_eq!(mistake.line, 0, "{mistake:?}");
            continue;
        };
        assert!(mistake.line <= text.split('\n').count(), "{mistake:?}");
        if mistake.line > 0 {
            let line = text.split('\n').nth(mistake.line - 1).expect("a line");
            assert_eq!(mistake.source, line.trim_end_matches('\r'), "{mistake:?}");
            assert!((1..=line.chars().count() + 1).contains(&mistake.column), "{mistake:?}");
        }
    }
    if loaded.log.has_errors() {
        return;
    }
    let file = loaded.book.to_bytes().expect("a file");
    let book = Rulebook::from_bytes(&file).expect("what is built is read");
    assert_eq!(book.to_bytes().as_deref(), Ok(&*file));
    answered(&book, TODAY, book.region(0), &[], &Household::unknown(&book, 2), Law::of(*instead));
});
