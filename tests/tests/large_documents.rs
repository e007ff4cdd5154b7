//! Documents that are far too large, or hold a value that is: refused in a short message, and in a time proportional to their size.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::time::{Duration, Instant};

use yingbao_core::document;
use yingbao_tests::shipped;

/// How much larger the larger document is.
const TIMES: usize = 10;
/// How much longer it may take: far less than `TIMES` squared, and more than other work on the machine adds.
const SLACK: u32 = 50;
/// Characters that a message may have.
const MESSAGE: usize = 5000;

/// Keys that there are not, `"k0": 1, "k1": 1`, and so on.
fn keys(count: usize) -> String {
    (0..count).map(|i| format!("\"k{i}\": 1")).collect::<Vec<_>>().join(", ")
}

fn with(household: &str, parameters: &str, member: &str, more: &str) -> String {
    format!(
        r#"{{"version": 1, "date": "2026-11-01", "household": {{{household}}}, "parameters": {{{parameters}}},
            "members": [{{"id": "a", "relation": "self"{member}}}]{more}}}"#
    )
}

/// The message, and the least time of some readings.
fn refused(text: &str) -> (String, Duration) {
    let once = || {
        let start = Instant::now();
        let error = document::read(shipped(), text, None).map(drop).unwrap_err();
        (error.to_string(), start.elapsed())
    };
    (0..3).map(|_| once()).min_by_key(|(_, took)| *took).unwrap()
}

#[test]
fn ten_times_as_large_takes_about_ten_times_as_long() {
    type Document = fn(usize) -> String;
    let kinds: &[(&str, usize, Document)] = &[
        ("keys of the document", 10_000, |n| with("", "", "", &format!(", {}", keys(n)))),
        ("household facts", 10_000, |n| with(&keys(n), "", "", "")),
        ("parameters", 10_000, |n| with("", &keys(n), "", "")),
        ("facts of a member", 10_000, |n| with("", "", &format!(", {}", keys(n)), "")),
        ("keys of a value", 10_000, |n| with(&format!("\"savings\": {{{}}}", keys(n)), "", "", "")),
        ("the same key last", 10_000, |n| with(&format!("{0}, {0}", keys(n)), "", "", "")),
        ("members", 10_000, |n| {
            let members: Vec<String> = (0..n).map(|i| format!("{{\"id\": \"{i}\"}}")).collect();
            format!(r#"{{"version": 1, "members": [{}]}}"#, members.join(", "))
        }),
        ("parents", 10_000, |n| {
            let parents = vec!["\"b\""; n].join(", ");
            format!(
                r#"{{"version": 1, "date": "2026-11-01", "members": [{{"id": "a", "relation": "self", "parents": [{parents}]}},
                    {{"id": "b", "relation": "other"}}]}}"#
            )
        }),
        ("options", 10_000, |n| {
            with(&format!("\"area\": {{\"one_of\": [{}\"x\"]}}", "\"urban\", ".repeat(n)), "", "", "")
        }),
        ("a list in a list", 10_000, |n| with(&format!("\"area\": [[{}1]]", "1, ".repeat(n)), "", "", "")),
        ("a text for a sum", 1_000_000, |n| with(&format!("\"savings\": \"{}\"", "x".repeat(n)), "", "", "")),
        ("a text for an option", 1_000_000, |n| {
            with(&format!("\"area\": \"{}\"", "低".repeat(n)), "", "", "")
        }),
        ("a key", 1_000_000, |n| with(&format!("\"{}\": 1", "savings".repeat(n / 7)), "", "", "")),
        ("a key twice", 1_000_000, |n| {
            with(&format!("\"{0}\": 1, \"{0}\": 1", "savings".repeat(n / 7)), "", "", "")
        }),
        ("an id", 1_000_000, |n| {
            format!(r#"{{"version": 1, "date": "2026-11-01", "members": [{{"id": "{}"}}]}}"#, "i".repeat(n))
        }),
        ("a day", 1_000_000, |n| with("", "", &format!(", \"birth_date\": \"{}\"", "1".repeat(n)), "")),
        ("digits before the point", 100_000, |n| {
            with(&format!("\"savings\": {}", "9".repeat(n)), "", "", "")
        }),
        ("digits after the point", 100_000, |n| {
            with(&format!("\"savings\": 0.{}1", "0".repeat(n)), "", "", "")
        }),
        ("digits of an exponent", 100_000, |n| {
            with(&format!("\"savings\": 1e{}", "9".repeat(n)), "", "", "")
        }),
        ("digits in a text", 100_000, |n| with(&format!("\"savings\": \"{}\"", "9".repeat(n)), "", "", "")),
        ("blanks", 1_000_000, |n| format!("{}[]", " ".repeat(n))),
    ];
    for (kind, count, document) in kinds {
        let (small, large) = (document(*count), document(count * TIMES));
        let mut read = (Duration::ZERO, Duration::ZERO);
        // Other work on the machine only makes a reading longer: one that is short enough is enough.
        let proportional = (0..5).any(|_| {
            let (_, took) = refused(&small);
            let (message, longer) = refused(&large);
            assert!(message.chars().count() < MESSAGE, "{kind}: {} characters", message.len());
            read = (took, longer);
            longer < took.max(Duration::from_micros(100)) * SLACK
        });
        assert!(proportional, "{kind}: {:?} becomes {:?}", read.0, read.1);
    }
}

#[test]
fn a_number_whose_exponent_alone_is_large_is_answered_at_once() {
    for number in [
        "1e400",
        "1e-400",
        "0e4000000000",
        "0e-4000000000",
        "1e2147483647",
        "1.5e-2147483648",
        "9e999999999999",
    ] {
        let document = with(&format!("\"savings\": {number}"), "", "", "");
        let once = || {
            let start = Instant::now();
            let _ = document::read(shipped(), &document, None);
            start.elapsed()
        };
        // Of several, as another process may have the processor meanwhile.
        assert!((0..3).map(|_| once()).min() < Some(Duration::from_secs(1)), "{number}");
    }
}
