//! Whatever bytes stand in a rulebook file whose head is in order: it is refused, or it never makes the engine fail.
#![no_main]

use std::{path::Path, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use yingbao_core::{
    Day, Rulebook, author, document,
    engine::{Options, screen_with},
    household::Household,
};

/// Magic and format, as a file of today begins.
fn head() -> &'static [u8] {
    static HEAD: OnceLock<Vec<u8>> = OnceLock::new();
    HEAD.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rulebooks/good");
        let file = author::load(&folder).expect("a good rulebook").book.to_bytes().expect("a file");
        file[..10].to_vec()
    })
}

/// The head of a body: so that not the checksum but the reader is tried.
fn sealed(body: &[u8]) -> Vec<u8> {
    let sum = body
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let mut file = head().to_vec();
    file.extend(u32::try_from(body.len()).expect("short").to_le_bytes());
    file.extend(sum.to_le_bytes());
    file.extend([0; 32]);
    file.extend(body);
    file
}

fuzz_target!(|body: &[u8]| {
    let Ok(book) = Rulebook::from_bytes(&sealed(body)) else { return };
    let rules = book.at(Day(20_000), book.region(0), &[]);
    let household = Household::unknown(&book, 2);
    let screening = screen_with(&rules, &household, Options { cases: 4 });
    assert!(!document::write(&rules, &household, &screening).is_empty());
});
