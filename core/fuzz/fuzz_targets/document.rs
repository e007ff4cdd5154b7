//! Whatever bytes come as a household document: they are answered, or refused with a path, and nothing stops.
#![no_main]

use std::{path::Path, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use yingbao_core::{
    Day, Rulebook, author, document,
    engine::{Options, screen_with},
};

fn book() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rulebooks/good");
        author::load(&folder).expect("a good rulebook").book
    })
}

fuzz_target!(|bytes: &[u8]| {
    let request = match document::read(book(), bytes, Some(Day(20_000))) {
        Ok(request) => request,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let rules = book().at(request.date, request.region, &request.overrides);
    let screening = screen_with(&rules, &request.household, Options { cases: 4 });
    let written = document::write(&rules, &request.household, &screening);
    assert!(written.starts_with("{\"version\":1,") && written.ends_with("}}"));
});
