//! Prints household documents and what the native engine makes of them, one pair a line: what the same
//! engine inside WASM is held against, byte by byte.
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
    let cases = shipped::cases().into_iter();
    let drawn = (0..400).flat_map(|seed| {
        let full = generate::household(seed);
        [generate::loosen(&full, seed), full]
    });
    for document in cases.chain(drawn) {
        let screening = shipped::screen_text(&document);
        writeln!(out, "{}", serde_json::json!({ "household": document, "screening": screening }))?;
    }
    out.flush()
}
