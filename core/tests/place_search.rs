//! Places of the shipped rulebook are found by what people type.
// A test may stop where something is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "author")]

use std::{path::Path, sync::LazyLock};

use yingbao_core::{
    author,
    rulebook::{Rulebook, find_places},
};

/// As the widget has it: from the file.
static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let book = author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book;
    Rulebook::from_bytes(&book.to_bytes().unwrap()).unwrap()
});

fn codes(query: &str, most: usize) -> Vec<u32> {
    find_places(&BOOK, query, most).into_iter().map(|id| BOOK.regions[id.index()].code).collect()
}

fn names(query: &str, most: usize) -> Vec<&'static str> {
    find_places(&BOOK, query, most).into_iter().map(|id| BOOK.regions[id.index()].name.as_str()).collect()
}

#[test]
fn every_place_is_among_the_first_five_for_its_name() {
    for region in BOOK.regions.iter().filter(|r| r.code != 0) {
        assert!(codes(&region.name, 5).contains(&region.code), "{} {}", region.code, region.name);
        let named = names(&region.name, 1);
        assert_eq!(named, [region.name.as_str()], "nothing comes before a whole name");
    }
}

#[test]
fn every_place_is_the_first_for_its_province_prefecture_and_name() {
    for (index, region) in BOOK.regions.iter().enumerate().skip(1) {
        let mut line = vec![region.name.as_str()];
        let (mut at, mut above) = (index, region.parent.index());
        while above != 0 {
            at = above;
            line.insert(0, &BOOK.regions[at].name);
            above = BOOK.regions[at].parent.index();
        }
        assert_eq!(codes(&line.concat(), 1), [region.code], "{line:?} {at}");
        assert_eq!(codes(&line.join(" · "), 1), [region.code], "{line:?}");
    }
}

#[test]
fn initials_find_a_place_whatever_its_characters_are_read_elsewhere() {
    for (query, name) in [
        ("shx", "泗洪县"),
        ("ptq", "普陀区"),
        ("cq", "重庆市"),
        ("cc", "长春市"),
        ("cs", "长沙市"),
        ("xm", "厦门市"),
        ("la", "六安市"),
        ("bb", "蚌埠市"),
        ("yq", "乐清市"),
        ("pyq", "番禺区"),
        ("bs", "百色市"),
        ("tc", "宕昌县"),
        ("htx", "洪洞县"),
        ("ylx", "尉犁县"),
        ("dex", "东阿县"),
        ("dcx", "大城县"),
        ("cd", "成都市"),
        ("fs", "佛山市"),
        ("czs", "长治市"),
        ("zzx", "长子县"),
        ("sx", "单县"),
    ] {
        let found = names(query, 12);
        assert!(found.contains(&name), "{query} {name}: {found:?}");
    }
    assert_eq!(names("shx", 1), ["泗洪县"]);
}

#[test]
fn better_matches_come_first() {
    assert_eq!(names("朝阳", 9), ["朝阳市", "朝阳区", "朝阳县", "朝阳区"], "a prefecture before counties");
    assert_eq!(names("宝山", 9), ["宝山区", "宝山区", "元宝山区"], "what only contains it comes last");
    assert_eq!(names("恩施", 9), ["恩施市", "恩施土家族苗族自治州"], "the whole name first");
    assert_eq!(names("洪", 2), ["洪洞县", "洪泽区"]);
    assert_eq!(names("gx", 1), ["广西壮族自治区"]);
    assert_eq!(names("shan", 1), ["山西省"], "spelled before spelled in part");
    assert_eq!(names("lvliang", 9), ["吕梁市"]);
    assert_eq!(names("luliang", 9), ["吕梁市", "陆良县"]);
}

#[test]
fn a_place_is_found_however_it_is_typed() {
    for query in [
        "泗洪",
        "泗洪县",
        "sihong",
        "SiHong",
        "Ｓｈｘ",
        "s h x",
        "si'hong",
        "siho",
        "shong",
        "sih",
        "泗h",
        "泗洪 ",
    ] {
        assert!(names(query, 5).contains(&"泗洪县"), "{query}: {:?}", names(query, 5));
    }
    for query in ["江苏泗洪", "江苏省宿迁市泗洪县", "宿迁 泗洪", "jssh", "jssqsh", "jiangsu sihong", "江苏sh"]
    {
        assert_eq!(names(query, 1), ["泗洪县"], "{query}");
    }
    assert_eq!(names("hohhot", 9), ["呼和浩特市"]);
    assert_eq!(names("Inner Mon", 9), ["内蒙古自治区"]);
    assert_eq!(codes("bjcy", 1), [110_105]);
}

#[test]
fn what_is_no_place_finds_nothing() {
    let long = "江苏".repeat(1000);
    for query in [
        "",
        " ",
        "　",
        "··",
        "'",
        "火星",
        "qqqqqq",
        "全国",
        "000000",
        "🏠",
        "\u{0}",
        "泗\u{301}",
        long.as_str(),
    ] {
        assert_eq!(names(query, 9), [""; 0], "{query}");
    }
    assert_eq!(names("泗洪", 0), [""; 0]);
    for most in [1, 9, usize::MAX] {
        for end in 0..200 {
            let query = "aeiouvzhang县u".chars().cycle().take(end).collect::<String>();
            assert!(find_places(&BOOK, &query, most).len() <= most);
        }
    }
    assert_eq!(find_places(&Rulebook::default(), "泗洪", 9), []);
}
