//! Finds a place by what is typed: its name or a part of it, the initials of its pinyin, its pinyin, its English name,
//! or the places it lies in and then its own (`江苏泗洪`, `jssh`); and by the name that it, or a part of it, had before.

use crate::rulebook::{
    Region, RegionId, Rulebook,
    readings::{Characters, Reading, Spoken},
};

/// More than this is no place's name.
const LONGEST: usize = 60;

/// What a name may leave off at its end, the longest first.
const ENDINGS: [&str; 17] = [
    "维吾尔自治区",
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
];

/// The places that what is typed may mean, at most `most`, the likeliest first; nothing for an empty query, and never
/// the nation.
///
/// What is typed is matched from the start of a name, each character by itself, by the first letter of a reading or by
/// the whole reading, the last one also by how the reading begins; so letters and characters may be mixed. Capital and
/// full-width letters, blanks and punctuation make no difference. The order is:
///
/// 1. the whole name, with or without 省, 市, 县, 区 and the like at its end (`泗洪`);
/// 2. a name that begins so (`泗`);
/// 3. a name that contains it (`洪`);
/// 4. after names of places that it lies in, of each at least two characters, a whole name (`江苏泗洪`);
/// 5. or one that begins so (`江苏泗`);
/// 6. the initials of a whole name, with or without its last (`shx`, `sh`);
/// 7. initials that begin so;
/// 8. a whole name in pinyin or English (`sihong`);
/// 9. the initials of a whole name, after those of places that it lies in (`jssh`);
/// 10. a name that begins so in pinyin or English, or partly in initials (`siho`, `shong`);
/// 11. initials that begin so, after those of places that it lies in;
/// 12. a whole name in pinyin, after those of places that it lies in;
/// 13. one that begins so, or partly in initials.
///
/// Of those, in this order: places that bear the name today before those that bore it, readings that some place's name is
/// known to have before others, provinces before prefectures before counties, and then as the codes go.
#[must_use]
pub fn find_places(book: &Rulebook, query: &str, most: usize) -> Vec<RegionId> {
    let Some(search) = Search::new(book, query) else { return Vec::new() };
    let mut found = search.all(book);
    found.sort_unstable();
    found.into_iter().take(most).map(|(_, id)| id).collect()
}

/// How well a place matches; less is better: the class, whether by a former name, by a rare reading, the level.
type Rank = (u8, bool, u8, u8);

/// How many ways there are to have matched so far.
const WAYS: usize = 8;

/// Ways to match, from the strictest: as characters, by initials, by whole readings, by initials and whole readings; each
/// with usual readings and with a rare one among them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u8);

impl Way {
    const TYPED: Self = Self(0);
    const INITIAL: Self = Self(2);
    const SPELLED: Self = Self(4);
    const MIXED: Self = Self(6);

    /// With a reading that is rare or not.
    const fn by(self, reading: Reading) -> Self {
        if reading.rare { Self(self.0 | 1) } else { self }
    }

    /// Both, one after the other.
    fn then(self, next: Self) -> Self {
        let (one, other) = (self.0 & !1, next.0 & !1);
        let both = match (one, other) {
            (0, way) | (way, 0) => way,
            _ if one == other => one,
            _ => Self::MIXED.0,
        };
        Self(both | ((self.0 | next.0) & 1))
    }

    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How far into the query a match has come, in each way: bit n stands for n characters of it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Reached([u64; WAYS]);

impl Reached {
    fn add(&mut self, way: Way, at: usize) {
        if let Some(bits) = self.0.get_mut(way.index()) {
            *bits |= 1 << at;
        }
    }

    fn join(&mut self, other: Self) {
        for (bits, other) in self.0.iter_mut().zip(other.0) {
            *bits |= other;
        }
    }

    fn is_empty(self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// All places in the query that were reached, with the way to each.
    fn each(self) -> impl Iterator<Item = (Way, usize)> {
        (0u8..).zip(self.0).flat_map(|(way, bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let at = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                usize::try_from(at).ok().filter(|at| *at < 64)
            })
            .map(move |at| (Way(way), at))
        })
    }

    /// The strictest way to a place in the query.
    fn best(self, at: usize) -> Option<Way> {
        (0u8..).zip(self.0).find(|(_, bits)| bits >> at & 1 == 1).map(|(way, _)| Way(way))
    }
}

/// What came of a name.
#[derive(Default)]
struct Walked {
    /// The way in which the whole of it, or all but its ending, is the rest of the query.
    whole: Option<Way>,
    /// The way in which it begins with the rest of the query.
    begins: Option<Way>,
    /// What the query may go on from after at least two characters of the name.
    beyond: Reached,
}

impl Walked {
    /// The class of the match, of classes for a whole name and for one that begins so, and whether it is by a rare
    /// reading.
    fn class(&self, classes: &[[u8; 2]; 4]) -> Option<(u8, u8)> {
        let class = |way: Way, begins: usize| {
            let class = classes.get(way.index() / 2).and_then(|class| class.get(begins));
            class.map(|class| (*class, way.0 & 1))
        };
        let whole = self.whole.and_then(|way| class(way, 0));
        whole.into_iter().chain(self.begins.and_then(|way| class(way, 1))).min()
    }
}

/// The classes of a match of the name alone, for each way whole or as its beginning; see [`find_places`].
const OWN: [[u8; 2]; 4] = [[1, 2], [6, 7], [8, 10], [10, 10]];
/// The same after names of places that it lies in.
const IN_LINE: [[u8; 2]; 4] = [[4, 5], [9, 11], [12, 13], [13, 13]];
/// The class of a name that contains the query.
const WITHIN: u8 = 3;
/// No match.
const NONE: (u8, u8) = (u8::MAX, 0);

struct Search<'a> {
    query: Vec<char>,
    /// The query, where it holds no letters: they are in no name.
    text: Option<String>,
    /// How names are read, where the query has letters.
    spoken: Option<Spoken<'a>>,
}

impl<'a> Search<'a> {
    fn new(book: &'a Rulebook, query: &str) -> Option<Self> {
        let mut typed: Vec<char> = Vec::new();
        for c in query.chars().filter_map(folded) {
            if typed.len() == LONGEST {
                return None;
            }
            typed.push(c);
        }
        if typed.is_empty() {
            return None;
        }
        let has_letters = typed.iter().any(char::is_ascii_lowercase);
        Some(Self {
            text: (!has_letters).then(|| typed.iter().collect()),
            spoken: has_letters
                .then(|| Spoken::of(Characters::of(&book.regions, &book.former), &book.readings)),
            query: typed,
        })
    }

    /// All places that match, each with its rank.
    fn all(&self, book: &Rulebook) -> Vec<(Rank, RegionId)> {
        let mut found = Vec::new();
        let mut start = Reached::default();
        start.add(Way::TYPED, 0);
        // Where the query may go on after the places that the one at hand lies in, the widest first.
        let mut line: Vec<(RegionId, Reached)> = Vec::new();
        let mut former = book.former.as_slice();
        for (id, region) in (0..).map(RegionId).zip(&book.regions) {
            let count = former.iter().take_while(|f| f.successor == id).count();
            let (its_former, later) = former.split_at(count);
            former = later;
            if region.code == 0 {
                continue;
            }
            while line.last().is_some_and(|(above, _)| *above != region.parent) {
                line.pop();
            }
            let above = line.last().map_or_else(Reached::default, |(_, reached)| *reached);
            let level = level(region.code);
            let mut beyond = above;
            let (class, rare) = self.name(&region.name, start, above, &mut beyond).unwrap_or(NONE);
            let (class, rare) = self.english(region).unwrap_or(NONE).min((class, rare));
            let mut best = (class, false, rare, level);
            for name in its_former.iter().filter_map(|former| former.name(&region.name)) {
                let (class, rare) = self.name(&name, start, above, &mut beyond).unwrap_or(NONE);
                best = best.min((class, true, rare, level));
            }
            if best.0 < NONE.0 {
                found.push((best, id));
            }
            if level < 2 {
                line.push((id, beyond));
            }
        }
        found
    }

    /// The class of a match of a name, alone or after those of places that it lies in; `beyond` gains what is reached
    /// after it.
    fn name(&self, name: &str, start: Reached, above: Reached, beyond: &mut Reached) -> Option<(u8, u8)> {
        let own = self.walk(name, start);
        let after = if above.is_empty() { Walked::default() } else { self.walk(name, above) };
        beyond.join(own.beyond);
        beyond.join(after.beyond);
        let is_in = self.text.as_ref().is_some_and(|text| name.contains(text.as_str()));
        let classes = [own.class(&OWN), is_in.then_some((WITHIN, 0)), after.class(&IN_LINE)];
        classes.into_iter().flatten().min()
    }

    /// Goes through a name from all places in the query that were reached before it.
    fn walk(&self, name: &str, from: Reached) -> Walked {
        let mut walked = Walked::default();
        let mut reached = from;
        let mut rest = name.chars();
        let mut first = true;
        while let Some(c) = rest.next() {
            let (next, cut) = self.step(c, reached);
            reached = next;
            let end = reached.best(self.query.len());
            if end.is_some() {
                let left = rest.as_str();
                let slot = if left.is_empty() || (!first && is_ending(name, left)) {
                    &mut walked.whole
                } else {
                    &mut walked.begins
                };
                *slot = stricter(*slot, end);
            }
            walked.begins = stricter(walked.begins, cut);
            if reached.is_empty() {
                break;
            }
            if !first {
                walked.beyond.join(reached);
            }
            first = false;
        }
        walked
    }

    /// One character of a name: what is reached after it, and the way to the end of the query if that lies within
    /// the character's reading.
    fn step(&self, c: char, from: Reached) -> (Reached, Option<Way>) {
        let mut reached = Reached::default();
        let mut cut: Option<Way> = None;
        for (way, at) in from.each() {
            let Some(typed) = self.query.get(at) else { continue };
            if *typed == c {
                reached.add(way, at + 1);
            }
            let Some(spoken) = self.spoken.as_ref().filter(|_| typed.is_ascii_lowercase()) else { continue };
            for reading in spoken.readings(c) {
                let spelled = way.then(Way::SPELLED.by(reading));
                let mut letters = reading.letters();
                let mut same = 0;
                let whole = loop {
                    let Some(letter) = letters.next() else { break true };
                    if !self.query.get(at + same).is_some_and(|typed| is_typed(letter, *typed)) {
                        break false;
                    }
                    same += 1;
                };
                if same > 0 {
                    reached.add(way.then(Way::INITIAL.by(reading)), at + 1);
                }
                if same > 0 && whole {
                    reached.add(spelled, at + same);
                } else if same > 1 && at + same == self.query.len() {
                    cut = stricter(cut, Some(spelled));
                }
            }
        }
        (reached, cut)
    }

    /// The class of a match of the English name.
    fn english(&self, region: &Region) -> Option<(u8, u8)> {
        if self.text.is_some() || region.name_en.is_empty() {
            return None;
        }
        let mut name = region.name_en.chars().filter_map(folded);
        for typed in &self.query {
            name.next().filter(|own| u8::try_from(*own).is_ok_and(|own| is_typed(own, *typed)))?;
        }
        let begins = usize::from(name.next().is_some());
        let class = OWN.get(Way::SPELLED.index() / 2).and_then(|class| class.get(begins));
        class.map(|class| (*class, 0))
    }
}

/// The stricter of two ways.
fn stricter(one: Option<Way>, other: Option<Way>) -> Option<Way> {
    one.into_iter().chain(other).min()
}

/// Whether what is left of a name is the longest ending it has: 自治区, not 区.
fn is_ending(name: &str, left: &str) -> bool {
    ENDINGS.iter().find(|ending| name.ends_with(**ending)).is_some_and(|ending| *ending == left)
}

/// Whether a letter of a reading is the one typed; `v` is ü, which many type as u.
fn is_typed(letter: u8, typed: char) -> bool {
    char::from(letter) == typed || (letter == b'v' && typed == 'u')
}

/// As it is compared; `None` where it makes no difference.
fn folded(c: char) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        'ü' | 'Ü' => 'v',
        _ => c,
    };
    let is_mark = c.is_ascii() && !c.is_ascii_alphanumeric();
    let is_blank = c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let is_wide_mark = matches!(c, '·' | '‘' | '’' | '“' | '”' | '\u{3000}'..='\u{303f}');
    (!is_mark && !is_blank && !is_wide_mark).then(|| c.to_ascii_lowercase())
}

/// 0 for a province, 1 for a prefecture, 2 for what lies in one.
const fn level(code: u32) -> u8 {
    match code {
        _ if code.is_multiple_of(10_000) => 0,
        _ if code.is_multiple_of(100) => 1,
        _ => 2,
    }
}
