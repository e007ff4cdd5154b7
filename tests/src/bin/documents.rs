//! Prints household documents and what the native engine makes of them, one pair a line: what the same
//! engine inside WASM is held against, byte by byte. `documents 10000 --households`: as many drawn, each whole and in part,
//! and the households alone, for `yingbao screen --batch`.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::io::Write;

use yingbao_tests::{generate, shipped};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let seeds: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(400);
    let alone = std::env::args().any(|argument| argument == "--households");
    let cases = shipped::cases().into_iter().filter(|_| !alone);
    let drawn = (0..seeds).flat_map(|seed| {
        let full = generate::household(seed);
        [generate::loosen(&full, seed), full]
    });
    for document in cases.chain(drawn) {
        if alone {
            writeln!(out, "{document}")?;
            continue;
        }
        let screening = shipped::screen_text(&document);
        writeln!(out, "{}", serde_json::json!({ "household": document, "screening": screening }))?;
    }
    out.flush()
}
