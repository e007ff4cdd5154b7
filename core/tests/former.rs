//! Codes and names that places of the shipped rulebook had before.
// A test may stop where something is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "author")]

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use yingbao_core::{
    author, document,
    engine::screen,
    rulebook::{Rulebook, find_places},
};

/// As the widget has it: from the file.
static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let book = author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book;
    Rulebook::from_bytes(&book.to_bytes().unwrap()).unwrap()
});

fn found(query: &str, most: usize) -> Vec<u32> {
    find_places(&BOOK, query, most).into_iter().map(|id| BOOK.regions[id.index()].code).collect()
}

fn successor(code: u32) -> Option<(u32, &'static str)> {
    let region = &BOOK.regions[BOOK.region(code)?.index()];
    Some((region.code, region.name.as_str()))
}

#[test]
fn a_former_code_is_its_successors() {
    for (code, today) in [
        (310_230, (310_151, "崇明区")),
        (310_108, (310_106, "静安区")),
        (120_107, (120_116, "滨海新区")),
        (522_400, (520_500, "毕节市")),
        (632_121, (630_203, "平安区")),
        (130_323, (130_306, "抚宁区")),
        (500_105, (500_157, "两江新区")),
    ] {
        assert_eq!(successor(code), Some(today), "{code}");
    }
    for split in [130_521, 330_104, 341_400, 421_302, 500_112] {
        assert_eq!(successor(split), None, "{split}: nobody can tell which place took over");
    }
    assert_eq!(successor(999_999), None);
}

#[test]
fn every_former_place_lies_in_the_province_of_its_successor_and_is_one_of_its_own() {
    let mut codes = BTreeSet::new();
    for former in &BOOK.former {
        let today = &BOOK.regions[former.successor.index()];
        if let Some(code) = former.code {
            assert_eq!(code / 10_000, today.code / 10_000, "{code}");
            // 儋州市 has become a prefecture without counties.
            let is_prefecture = code.is_multiple_of(100) || code == 469_003;
            assert_eq!(is_prefecture, today.code.is_multiple_of(100), "{code}: of another level");
            assert!(codes.insert(code), "{code} is a duplicate");
            assert!(BOOK.regions.iter().all(|region| region.code != code), "{code} is of today");
        } else {
            assert!(former.name(&today.name).is_some(), "{}: neither code nor name has changed", today.name);
        }
    }
    assert!(codes.len() > 350 && BOOK.former.len() > codes.len(), "{}", codes.len());
}

#[test]
fn a_former_name_finds_the_place_of_today() {
    for (query, code) in [
        ("闸北", 310_106),
        ("闸北区", 310_106),
        ("zbq", 310_106),
        ("zhabei", 310_106),
        ("上海闸北", 310_106),
        ("崇明县", 310_151),
        ("塘沽", 120_116),
        ("襄樊", 420_600),
        ("毕节地区大方县", 520_521),
        ("郫县", 510_117),
        ("pixian", 510_117),
        ("hx", 610_118),
        ("上海静安", 310_106),
    ] {
        assert!(found(query, 60).contains(&code), "{query}: {:?}", found(query, 60));
    }
    assert_eq!(found("闸北", 9), [310_106], "once, though code and name are of one place");
    for former in &BOOK.former {
        let today = &BOOK.regions[former.successor.index()];
        let (Some(name), code) = (former.name(&today.name), today.code) else { continue };
        assert!(found(&name, 8).contains(&code), "{name} {code}: {:?}", found(&name, 8));
    }
}

#[test]
fn places_that_bear_a_name_today_come_before_those_that_bore_it() {
    let mut shared = 0;
    for former in &BOOK.former {
        let today = &BOOK.regions[former.successor.index()];
        let Some(name) = former.name(&today.name) else { continue };
        let bearers = BOOK.regions.iter().filter(|region| region.name == name).count();
        let first: Vec<String> = find_places(&BOOK, &name, bearers)
            .iter()
            .map(|id| BOOK.regions[id.index()].name.clone())
            .collect();
        assert!(first.iter().all(|found| *found == name), "{name}: {first:?}");
        shared += bearers;
    }
    assert!(shared > 5, "{shared}");
    assert_eq!(found("江北区", 2), [330_205, 500_157], "of Ningbo, then what was Chongqing's");
}

#[test]
fn a_document_with_a_former_code_is_answered_as_with_its_successors() {
    let answer = |region: &str, home: &str| {
        let text = format!(
            r#"{{"version": 1, "date": "2026-11-01", "region": "{region}", "household": {{"area": "urban",
            "hukou_region": "{home}", "savings": 20000}}, "members": [{{"id": "a", "relation": "self", "age": 40,
            "wage": 900}}]}}"#
        );
        let request = document::read(&BOOK, &text, None).map_err(|error| (error.path, error.found))?;
        let rules = BOOK.at(request.date, request.region, &request.overrides);
        let screening = screen(&rules, &request.household);
        Ok::<_, (String, String)>(document::write(&rules, &request.household, &screening))
    };
    let today = answer("310106", "310106").unwrap();
    assert!(today.contains("310106"), "{today}");
    assert_eq!(answer("310108", "310106").unwrap(), today);
    assert_eq!(answer("310106", "310108").unwrap(), today, "registered in what has become the place itself");
    assert_ne!(answer("310106", "310230").unwrap(), today, "registered elsewhere");
    assert_ne!(answer("320106", "320106").unwrap(), today, "another place is another answer");
    assert_eq!(answer("310199", "310106").unwrap_err(), ("region".to_owned(), "\"310199\"".to_owned()));
}
