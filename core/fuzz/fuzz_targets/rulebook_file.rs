//! Whatever bytes stand in a rulebook file whose head is in order: it is refused, or it reads back as it is written and
//! never makes the engine fail.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use yingbao_core::{Household, Rulebook, RulebookError};
use yingbao_core_fuzz::{Law, TODAY, answered, good};

/// Magic, format, length, checksum, digest.
const HEAD: usize = 8 + 2 + 4 + 8 + 32;

/// Magic and format, as a file of today begins.
fn head() -> &'static [u8] {
    static HEAD: OnceLock<Vec<u8>> = OnceLock::new();
    HEAD.get_or_init(|| good().to_bytes().expect("a file")[..10].to_vec())
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
    let book = match Rulebook::from_bytes(&sealed(body)) {
        Ok(book) => book,
        Err(RulebookError::Malformed | RulebookError::Length | RulebookError::Slot(_)) => return,
        Err(other) => panic!("the head is in order: {other}"),
    };
    // One form of a number is shorter than another; where none is, it is the file that was read.
    let again = book.to_bytes().expect("a file");
    let written = &again[HEAD..];
    assert!(written.len() <= body.len());
    if written.len() == body.len() {
        assert_eq!(written, body);
    } else {
        let same = Rulebook::from_bytes(&again).expect("what is written is read");
        assert_eq!(same.to_bytes().as_deref(), Ok(&*again));
    }
    answered(
        &book,
        TODAY,
        book.region(0),
        &[],
        &Household::unknown(&book, 2),
        Law::of(body.last().copied().unwrap_or(0)),
    );
});
