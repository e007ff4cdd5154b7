//! Whatever comes as a household document: it is answered, or refused with what stands where and what was expected.
#![no_main]

use libfuzzer_sys::{arbitrary::Unstructured, fuzz_target};
use yingbao_core::{document, document::decode};
use yingbao_core_fuzz::{Law, TODAY, answered, document as drawn, good, sample};

// The first byte says which: a document as bytes, or one of the right shape drawn from them, over one rulebook or another.
fuzz_target!(|bytes: &[u8]| {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let book = if how & 2 == 0 { good() } else { sample() };
    let made;
    let text = if how & 1 == 0 {
        bytes
    } else {
        let Ok(document) = drawn(book, &mut Unstructured::new(bytes)) else { return };
        made = document.to_string();
        made.as_bytes()
    };
    match document::read(book, text, Some(TODAY)) {
        Ok(request) => {
            let text = decode(text).expect("what was read is UTF-8");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "not JSON, and read");
            assert!((1..=20).contains(&request.household.members.len()));
            answered(
                book,
                request.date,
                request.region,
                &request.overrides,
                &request.household,
                Law::of(how >> 2),
            );
        }
        Err(error) => {
            assert!(!error.expected.is_empty(), "{error:?}");
            assert!(!(error.path.is_empty() && error.found.is_empty()), "neither where nor what: {error:?}");
            assert!(!error.to_string().contains(char::is_control), "{error}");
        }
    }
});
