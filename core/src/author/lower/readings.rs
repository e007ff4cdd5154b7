//! How the characters of place names are read, from a dictionary of all characters.

use std::collections::BTreeMap;

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::rulebook::{
    Region, Rulebook,
    readings::{Characters, Readings},
};

/// Readings that a character has in the name of some place and that are not its usual ones.
const IN_NAMES: &[(char, &str)] = &[
    ('乐', "lao"),
    ('乐', "yue"),
    ('什', "shi"),
    ('伽', "jia"),
    ('佛', "fo"),
    ('六', "lu"),
    ('勒', "le"),
    ('单', "shan"),
    ('厦', "xia"),
    ('召', "shao"),
    ('坻', "di"),
    ('埔', "bu"),
    ('堡', "bu"),
    ('大', "dai"),
    ('宕', "tan"),
    ('尉', "yu"),
    ('峒', "tong"),
    ('峙', "shi"),
    ('曾', "zeng"),
    ('枞', "zong"),
    ('棱', "ling"),
    ('泊', "bo"),
    ('泌', "bi"),
    ('洞', "tong"),
    ('浚', "xun"),
    ('涡', "guo"),
    ('牟', "mu"),
    ('犍', "qian"),
    ('珲', "hun"),
    ('番', "pan"),
    ('百', "bo"),
    ('筠', "jun"),
    ('荥', "ying"),
    ('莎', "suo"),
    ('蔚', "yu"),
    ('藏', "zang"),
    ('蚌', "beng"),
    ('行', "hang"),
    ('都', "du"),
    ('重', "chong"),
    ('铅', "yan"),
    ('长', "chang"),
    ('阿', "e"),
    ('陂', "pi"),
];

/// Each character's syllables, the usual one first, and whether each is rare: not the usual one nor known from a name.
type Known = BTreeMap<char, Vec<(String, bool)>>;

/// The readings of all characters of a rulebook's places.
pub(in crate::author) fn read(book: &Rulebook) -> Readings {
    let mut known: Known =
        Characters::of(&book.regions, &book.former).list().map(|c| (c, syllables(c))).collect();
    for region in &book.regions {
        for (c, syllable) in spelled(region, &known) {
            let readings = known.get_mut(&c).into_iter().flatten();
            readings.filter(|(own, _)| *own == syllable).for_each(|(_, rare)| *rare = false);
        }
    }
    Readings::of(known.values().map(Vec::as_slice))
}

fn syllables(c: char) -> Vec<(String, bool)> {
    let named = IN_NAMES.iter().filter(|(own, _)| *own == c).map(|(_, syllable)| (*syllable, false));
    let usual = c.to_pinyin().into_iter().map(|p| (p.plain(), false));
    let others = c.to_pinyin_multi().into_iter().flatten().map(|p| (p.plain(), true));
    let mut all: Vec<(String, bool)> = Vec::new();
    for (syllable, rare) in usual.chain(named).chain(others) {
        let syllable = syllable.replace('ü', "v");
        if all.iter().all(|(own, _)| *own != syllable) {
            all.push((syllable, rare));
        }
    }
    all
}

/// The readings that the English name of a place spells, where it is the Chinese one in letters: `Chongqing`.
fn spelled(region: &Region, known: &Known) -> Vec<(char, String)> {
    let letters: String = region.name_en.to_lowercase().replace('ü', "v");
    let letters: String = letters.chars().filter(char::is_ascii_lowercase).collect();
    let mut found = Vec::new();
    if spells(&letters, region.name.chars(), known, &mut found) { found } else { Vec::new() }
}

fn spells(
    letters: &str,
    mut name: std::str::Chars<'_>,
    known: &Known,
    found: &mut Vec<(char, String)>,
) -> bool {
    if letters.is_empty() {
        return true;
    }
    let Some(c) = name.next() else { return false };
    for (syllable, _) in known.get(&c).into_iter().flatten() {
        let Some(rest) = letters.strip_prefix(syllable.as_str()) else { continue };
        found.push((c, syllable.clone()));
        if spells(rest, name.clone(), known, found) {
            return true;
        }
        found.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Characters, IN_NAMES, spelled, syllables};
    use crate::{
        author,
        rulebook::{Region, RegionId},
    };

    #[test]
    fn every_character_of_the_shipped_places_has_a_reading() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
        let book = author::load(&folder).unwrap().book;
        let characters = || Characters::of(&book.regions, &book.former);
        let unread: String = characters().list().filter(|c| syllables(*c).is_empty()).collect();
        assert_eq!(unread, "");
        let names = || book.regions.iter().flat_map(|region| region.name.chars());
        assert!(characters().list().count() > 1000);
        assert!(
            names().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            "a character that no reading is kept of"
        );
    }

    #[test]
    fn the_readings_of_names_are_no_rare_ones_and_stand_once() {
        for (c, syllable) in IN_NAMES {
            assert!(syllables(*c).contains(&((*syllable).to_owned(), false)), "{c} {syllable}");
            assert_ne!(syllables(*c).first().map(|(s, _)| s.as_str()), Some(*syllable), "{c}: usual anyway");
            let times = IN_NAMES.iter().filter(|own| **own == (*c, *syllable)).count();
            assert_eq!(times, 1, "{c} {syllable}");
        }
        assert_eq!(syllables('绿').first(), Some(&("lv".to_owned(), false)));
        assert!(syllables('王').contains(&("yu".to_owned(), true)), "known to dictionaries, of no place");
    }

    #[test]
    fn an_english_name_vouches_for_the_readings_it_spells() {
        let known = "重庆市喀什".chars().map(|c| (c, syllables(c))).collect();
        let read = |name: &str, name_en: &str| {
            let (name, name_en) = (name.to_owned(), name_en.to_owned());
            let region = Region { code: 0, name, name_en, parent: RegionId(0), values: vec![] };
            spelled(&region, &known).into_iter().map(|(_, syllable)| syllable).collect::<Vec<_>>()
        };
        assert_eq!(read("重庆市", "Chongqing"), ["chong", "qing"]);
        assert_eq!(read("喀什", "Kashgar"), [""; 0], "a name of its own");
        assert_eq!(read("重庆市", ""), [""; 0]);
    }
}
