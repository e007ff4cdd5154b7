//! How the characters of place names are read, in pinyin without tones: what lets a place be found by its initials.
//!
//! A rulebook file holds the readings alone, in two columns of bytes. Which character a reading is of follows from the
//! names of the places, which stand in the file anyway: the readings go by the distinct characters of all names, in the
//! order of their code points. (With Brotli 2.2 kB for the 3,211 names of `cn`, initials and syllables; the initials
//! of each name, written out, would be 6 kB, a table of characters and their initials alone 3 kB.)

use serde::{Deserialize, Serialize};

use crate::rulebook::{Former, Region};

/// What a syllable can begin with.
const BEGINNINGS: [&str; 24] = [
    "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z",
    "c", "s", "y", "w",
];
/// What a syllable can end in; `v` is ü.
const ENDINGS: [&str; 34] = [
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "ia", "ie",
    "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue",
    "ve",
];
/// Set at the beginning of a reading: one more of the character before.
const FURTHER: u8 = 0x40;
/// Set at the beginning of a reading: not known from the name of any place.
const RARE: u8 = 0x80;
/// The bits of a beginning that say which it is.
const WHICH: u8 = FURTHER - 1;

/// The readings of all characters of a rulebook's places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    /// Of each reading the slot of its beginning, with marks.
    beginnings: Vec<u8>,
    /// Of each reading the slot of its ending.
    endings: Vec<u8>,
}

/// One reading of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    beginning: &'static str,
    ending: &'static str,
    /// Whether no name is known to have it.
    pub rare: bool,
}

impl Reading {
    /// Its letters.
    pub fn letters(self) -> impl Iterator<Item = u8> {
        self.beginning.bytes().chain(self.ending.bytes())
    }
}

impl Readings {
    /// Writes down the readings of characters, in the order of their code points: of each its syllables and whether
    /// each is rare. What is no syllable is left out, as far as the character has another.
    #[cfg(feature = "author")]
    pub(crate) fn of<'a>(characters: impl IntoIterator<Item = &'a [(String, bool)]>) -> Self {
        let mut all = Self::default();
        for readings in characters {
            let mut mark = 0;
            for (syllable, rare) in readings {
                let Some((beginning, ending)) = parts(syllable) else { continue };
                all.beginnings.push(beginning | mark | if *rare { RARE } else { 0 });
                all.endings.push(ending);
                mark = FURTHER;
            }
            if mark == 0 {
                all.beginnings.push(WHICH);
                all.endings.push(0);
            }
        }
        all
    }
}

/// The slots of a syllable's beginning and ending.
#[cfg(feature = "author")]
fn parts(syllable: &str) -> Option<(u8, u8)> {
    let beginnings = BEGINNINGS.iter().enumerate().rev();
    let mut found = beginnings.filter_map(|(slot, beginning)| {
        let ending = syllable.strip_prefix(beginning)?;
        let ending = ENDINGS.iter().position(|e| *e == ending)?;
        Some((u8::try_from(slot).ok()?, u8::try_from(ending).ok()?))
    });
    found.next()
}

/// Where the block of usual characters begins.
const FIRST: u32 = 0x4e00;
/// How many words of bits that block has.
const WORDS: usize = 0x5200 / 64;

/// The characters of some names, each once; those beyond the block of usual ones have no reading.
#[derive(Clone, Debug)]
pub(crate) struct Characters {
    bits: [u64; WORDS],
}

impl Characters {
    /// The characters of the names of all places, former ones included.
    pub fn of(places: &[Region], former: &[Former]) -> Self {
        let mut bits = [0u64; WORDS];
        let today = places.iter().flat_map(|region| region.name.chars());
        // What a former name shares with today's is there already.
        let former = former.iter().flat_map(|former| former.own.chars());
        for c in today.chain(former) {
            let word = place(c).and_then(|(word, bit)| Some((bits.get_mut(word)?, bit)));
            if let Some((word, bit)) = word {
                *word |= 1 << bit;
            }
        }
        Self { bits }
    }

    /// In the order of their code points.
    #[cfg(feature = "author")]
    pub fn list(&self) -> impl Iterator<Item = char> {
        let all = (FIRST..).zip(0..WORDS * 64);
        all.filter_map(|(code, _)| char::from_u32(code)).filter(|c| {
            place(*c)
                .and_then(|(word, bit)| Some((self.bits.get(word)?, bit)))
                .is_some_and(|(word, bit)| word >> bit & 1 == 1)
        })
    }
}

/// The word and the bit of a character.
fn place(c: char) -> Option<(usize, u32)> {
    let at = u32::from(c).checked_sub(FIRST)?;
    Some((usize::try_from(at / 64).ok()?, at % 64))
}

/// Looks up readings. Made anew for each search, in some hundredths of a millisecond: nothing has to be kept.
pub(crate) struct Spoken<'a> {
    characters: Characters,
    /// How many characters come before each word.
    before: [u16; WORDS],
    /// Where the readings of each character begin.
    starts: Vec<u16>,
    readings: &'a Readings,
}

impl<'a> Spoken<'a> {
    /// The readings of these characters, which are those of all places.
    pub fn of(characters: Characters, readings: &'a Readings) -> Self {
        let mut before = [0u16; WORDS];
        let mut count = 0u16;
        for (before, bits) in before.iter_mut().zip(&characters.bits) {
            *before = count;
            count = count.saturating_add(u16::try_from(bits.count_ones()).unwrap_or(0));
        }
        let mut starts = Vec::with_capacity(usize::from(count) + 1);
        for (at, beginning) in (0..u16::MAX).zip(&readings.beginnings) {
            if beginning & FURTHER == 0 {
                starts.push(at);
            }
        }
        starts.push(u16::try_from(readings.beginnings.len()).unwrap_or(u16::MAX));
        Self { characters, before, starts, readings }
    }

    /// The readings of a character, the usual one first.
    pub fn readings(&self, c: char) -> impl Iterator<Item = Reading> {
        let range = self.range(c).unwrap_or(0..0);
        let beginnings = self.readings.beginnings.get(range.clone()).unwrap_or_default();
        let endings = self.readings.endings.get(range).unwrap_or_default();
        beginnings.iter().zip(endings).filter_map(|(beginning, ending)| {
            Some(Reading {
                beginning: BEGINNINGS.get(usize::from(beginning & WHICH))?,
                ending: ENDINGS.get(usize::from(*ending))?,
                rare: beginning & RARE != 0,
            })
        })
    }

    fn range(&self, c: char) -> Option<std::ops::Range<usize>> {
        let (word, bit) = place(c)?;
        let bits = *self.characters.bits.get(word)?;
        if bits >> bit & 1 == 0 {
            return None;
        }
        let earlier = (bits & ((1 << bit) - 1)).count_ones();
        let slot = usize::from(*self.before.get(word)?) + usize::try_from(earlier).ok()?;
        Some(usize::from(*self.starts.get(slot)?)..usize::from(*self.starts.get(slot + 1)?))
    }
}

#[cfg(test)]
#[cfg(feature = "author")]
mod tests {
    use super::{Characters, Readings, Spoken};
    use crate::rulebook::{Region, RegionId, Rulebook};

    fn book(name: &str) -> Rulebook {
        let region = Region {
            code: 0,
            name: name.to_owned(),
            name_en: String::new(),
            parent: RegionId(0),
            values: vec![],
        };
        Rulebook { regions: vec![region], ..Rulebook::default() }
    }

    fn characters(book: &Rulebook) -> Characters {
        Characters::of(&book.regions, &book.former)
    }

    fn read(book: &Rulebook, c: char) -> Vec<(String, bool)> {
        let letters = |r: super::Reading| String::from_utf8(r.letters().collect()).unwrap();
        Spoken::of(characters(book), &book.readings).readings(c).map(|r| (letters(r), r.rare)).collect()
    }

    #[test]
    fn each_character_has_its_own_readings_again() {
        let mut book = book("绿水长鿿𠮷");
        let characters: String = characters(&book).list().collect();
        assert_eq!(characters, "水绿长鿿", "by code point, and none beyond the block");
        let own = |syllables: &[(&str, bool)]| -> Vec<(String, bool)> {
            syllables.iter().map(|(s, rare)| ((*s).to_owned(), *rare)).collect()
        };
        let water = own(&[("shui", false)]);
        let green = own(&[("lv", false), ("lu", true)]);
        let long = own(&[("zhang", false), ("?", false), ("chang", false)]);
        book.readings = Readings::of([&water[..], &green, &long, &own(&[])]);
        assert_eq!(read(&book, '水'), water);
        assert_eq!(read(&book, '绿'), green);
        assert_eq!(
            read(&book, '长'),
            own(&[("zhang", false), ("chang", false)]),
            "what is no syllable is left out"
        );
        assert_eq!(read(&book, '鿿'), own(&[]), "none known");
        for other in ['火', '𠮷', 'a', '\u{10ffff}'] {
            assert_eq!(read(&book, other), own(&[]), "{other}");
        }
    }

    #[test]
    fn readings_that_do_not_fit_the_names_do_no_harm() {
        let mut book = book("绿水长");
        for readings in [
            Readings { beginnings: vec![], endings: vec![] },
            Readings { beginnings: vec![1], endings: vec![1, 2, 3, 4] },
            Readings { beginnings: vec![0xff, 0x40, 0x3f, 0, 0, 0], endings: vec![0xff] },
        ] {
            book.readings = readings;
            for c in "绿水长".chars() {
                assert!(read(&book, c).len() < 2, "{c}");
            }
        }
    }
}
