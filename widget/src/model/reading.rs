//! What a person means by what was typed as a number: one number, or all numbers it may be.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::Range,
    rulebook::{FactType, OLDEST, Per},
};

use crate::model::{
    input::Problem,
    numeral::{MOST, ONE, figure, unit},
};

/// The longest text that is read: no number needs more.
const LONGEST: usize = 60;

/// What words around a number say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    About,
    AtLeast,
    AtMost,
    Month,
    Year,
    Unit,
}

/// The words, those that stand before the number marked so.
const WORDS: [(Mark, bool, &str); 11] = [
    (Mark::About, true, "大约|大概|差不多|接近|将近|约|近|about|around|~|≈"),
    (Mark::AtLeast, true, "不少于|不低于|至少|最少|起码|超过|多于|高于|大于|at least|over|more than|>=|≥|>"),
    (
        Mark::AtMost,
        true,
        "不超过|不多于|不高于|不足|不到|至多|最多|少于|低于|小于|at most|under|less than|up to|<=|≤|<",
    ),
    (Mark::Month, true, "每个月|每月|一个月"),
    (Mark::Year, true, "每年|一年|全年"),
    (Mark::Unit, true, "¥|￥|人民币|rmb|cny"),
    (Mark::About, false, "左右|上下|or so"),
    (Mark::AtLeast, false, "以上|or more"),
    (Mark::AtMost, false, "以下|以内|之内|or less"),
    (Mark::Month, false, "/月|每个月|每月|一个月|a month|per month"),
    (Mark::Year, false, "/年|每年|一年|全年|a year|per year"),
];

/// The units of a kind of number, after it.
const fn units(kind: &FactType) -> &'static str {
    match kind {
        FactType::Flow(_) | FactType::Stock => "元钱|块钱|元整|元|块|圆|人民币|rmb|cny|yuan",
        FactType::Area => "平方米|平米|平方|平|㎡|m2|m²|square metres",
        FactType::Age => "周岁|岁|years old|years",
        _ => "个|套|辆|处|间|座|栋|台|部|人|口|次|项",
    }
}

const fn money(kind: &FactType) -> bool {
    matches!(kind, FactType::Flow(_) | FactType::Stock)
}

/// Whether only whole numbers are meant.
const fn whole(kind: &FactType) -> bool {
    matches!(kind, FactType::Count(..) | FactType::Age)
}

/// Whether a text is a number that can only be read as it stands.
#[must_use]
pub fn plain(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether one of the words, between bars, stands in a text. By comparing at each place: the search of the
/// standard library is many times larger than all of this.
#[must_use]
pub fn mentions(text: &str, words: &str) -> bool {
    let starts =
        |word| text.char_indices().any(|(at, _)| text.get(at..).is_some_and(|t| t.starts_with(word)));
    words.split('|').any(starts)
}

/// What stands before and after the first of the signs.
#[must_use]
pub fn cut<'a>(text: &'a str, signs: &str) -> Option<(&'a str, &'a str)> {
    let (at, sign) = text.char_indices().find(|(_, sign)| signs.contains(*sign))?;
    Some((text.get(..at)?, text.get(at + sign.len_utf8()..)?))
}

/// A text in the signs that the readers know: half-width, small, one kind of blank and of dash.
///
/// # Errors
///
/// [`Problem::Long`] where it is too long for a number.
pub fn normal(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() {
        return Err(Problem::Long);
    }
    let sign = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign).to_ascii_lowercase(),
        '。' => '.',
        '’' | '‘' => '\'',
        '\u{2010}'..='\u{2015}' | '−' => '-',
        '〜' | '∼' => '~',
        _ if sign.is_whitespace() => ' ',
        _ => sign.to_ascii_lowercase(),
    };
    Ok(text.chars().map(sign).collect())
}

/// A text without the first of the words that it starts, or ends, with.
fn without<'a>(text: &'a str, words: &str, before: bool) -> Option<&'a str> {
    words.split('|').find_map(|word| if before { text.strip_prefix(word) } else { text.strip_suffix(word) })
}

/// Takes the words before and after a number away, and tells which there were, a bit for each.
fn bare<'a>(kind: &FactType, mut text: &'a str) -> (&'a str, u32) {
    let mut marks = 0;
    loop {
        text = text.trim();
        let mut found = without(text, units(kind), false).map(|rest| (Mark::Unit, rest));
        for (mark, before, words) in &WORDS {
            let fits = match mark {
                Mark::Month | Mark::Year => matches!(kind, FactType::Flow(_)),
                Mark::Unit => money(kind),
                _ => true,
            };
            if fits && found.is_none() {
                found = without(text, words, *before).map(|rest| (*mark, rest));
            }
        }
        let Some((mark, rest)) = found else { return (text, marks) };
        marks |= 1 << mark as u32;
        text = rest;
    }
}

/// Reads a number of a kind, as it is meant by the month or by the year. What is only nearly told is a range,
/// and never a number:
///
/// - "About" is a tenth less to a tenth more, rounded outwards to whole yuan or square metres: who rounds to
///   two figures, as most do, is off by less. Of counts it is one less to one more, of ages five, since "about 70"
///   is said from 65 to 75.
/// - 多 goes up to the next step of the last figure told: 1200多 is 1200 to 1300.
/// - 1200以上 and 1200以下 leave the other end open.
///
/// # Errors
///
/// What is wrong with the text, or that it may mean two things.
pub fn read(kind: &FactType, per: Per, text: &str) -> Result<Range, Problem> {
    let text = normal(text)?;
    if *kind == FactType::Age && mentions(&text, "虚|nominal") {
        return Err(Problem::Nominal);
    }
    meant(kind, per, &text).map_err(|problem| {
        let foreign = "$|€|£|美|港|欧|英|镑|日|韩|澳|台|usd|hkd|eur|gbp|jpy";
        if problem == Problem::Number && money(kind) && mentions(&text, foreign) {
            Problem::Foreign
        } else {
            problem
        }
    })
}

/// The same where only one number will do.
///
/// # Errors
///
/// As [`read`], and [`Problem::OneNumber`] where it tells a range.
pub fn single(kind: &FactType, per: Per, text: &str) -> Result<Decimal, Problem> {
    read(kind, per, text)?.known().ok_or(Problem::OneNumber)
}

fn meant(kind: &FactType, per: Per, text: &str) -> Result<Range, Problem> {
    let (text, marks) = bare(kind, text);
    let marked = |mark: Mark| marks >> mark as u32 & 1 == 1;
    if (marked(Mark::Month) && per != Per::Month) || (marked(Mark::Year) && per != Per::Year) {
        return Err(Problem::Per);
    }
    if text.starts_with('-') || text.starts_with('负') {
        return Err(Problem::Negative);
    }
    let (mut low, mut high) = ends(kind, text)?;
    if low > high {
        return Err(Problem::Crossed);
    }
    let least = if let FactType::Count(least, _) = kind { u64::from(*least) * ONE } else { 0 };
    let most = match kind {
        FactType::Count(_, Some(most)) => u64::from(*most) * ONE,
        FactType::Age => u64::from(OLDEST) * ONE,
        _ => u64::MAX,
    };
    if marked(Mark::About) {
        // What is wrong with the number itself is said of it and not hidden by its neighbours.
        number(kind, low)?;
        number(kind, high)?;
        if whole(kind) {
            let off = if *kind == FactType::Age { 5 * ONE } else { ONE };
            low = low.saturating_sub(off).max(least);
            high = (high + off).min(most);
        } else {
            low = low * 9 / 10 / ONE * ONE;
            high = (high * 11 / 10).div_ceil(ONE).max(high / ONE + 1) * ONE;
        }
    }
    let (low, high) = (number(kind, low)?, number(kind, high)?);
    match (marked(Mark::AtLeast), marked(Mark::AtMost)) {
        (false, false) => Ok(Range::between(Some(low), Some(high))),
        (true, false) => Ok(Range::between(Some(low), None)),
        (false, true) => Ok(Range::between(None, Some(high))),
        (true, true) => Err(Problem::Number),
    }
}

/// Both ends, in millionths, of one figure, of a figure and more, or of two figures.
fn ends(kind: &FactType, text: &str) -> Result<(u64, u64), Problem> {
    if let Some((low, high)) = cut(text, "-~到至") {
        let side = |text| match bare(kind, text) {
            // "About" and the like go with the whole range.
            (text, marks) if marks & !(1 << Mark::Unit as u32) == 0 => Ok(text),
            _ => Err(Problem::Number),
        };
        let (low, high) = (side(low)?, side(high.trim_start_matches('-'))?);
        let (mut from, to) = (figure(low)?, figure(high)?);
        // 1到2万 is 1万到2万, and 1000到2万 is what it says.
        let mut signs = high.chars();
        if let Some(times) = signs.next_back().and_then(unit)
            && figure(signs.as_str()).is_ok_and(|count| from < count)
        {
            from = from.checked_mul(times).ok_or(Problem::Large)?;
        }
        return Ok((from, to));
    }
    let Some((before, after)) = cut(text, "多几余") else {
        return figure(text).map(|value| (value, value));
    };
    let from = figure(bare(kind, before).0)?;
    let mut signs = after.trim().chars();
    let times = match (signs.next().map(unit), signs.next()) {
        (None, _) => 1,
        (Some(Some(times)), None) => times,
        _ => return Err(Problem::Number),
    };
    if from == 0 || !from.is_multiple_of(ONE) {
        return Err(Problem::Number);
    }
    let mut step = ONE;
    while from.is_multiple_of(step * 10) {
        step *= 10;
    }
    let end = |value: u64| value.checked_mul(times).filter(|value| *value <= MOST).ok_or(Problem::Large);
    let (from, to) = (end(from)?, end(from + step)?);
    // 70多岁 is not 80.
    Ok((from, if whole(kind) && to - from > ONE { to - ONE } else { to }))
}

/// A number of a kind; it may be too small or too large for it.
fn number(kind: &FactType, value: u64) -> Result<Decimal, Problem> {
    if value > MOST {
        return Err(Problem::Large);
    }
    let cent = ONE / 100;
    if !value.is_multiple_of(cent) {
        return Err(Problem::Decimals);
    }
    if whole(kind) && !value.is_multiple_of(ONE) {
        return Err(Problem::Whole);
    }
    match kind {
        FactType::Count(least, _) if value / ONE < u64::from(*least) => return Err(Problem::Least(*least)),
        FactType::Count(_, Some(most)) if value / ONE > u64::from(*most) => return Err(Problem::Most(*most)),
        FactType::Age if value / ONE > u64::from(OLDEST) => return Err(Problem::Old),
        _ => {}
    }
    Ok(Decimal::new(i64::try_from(value / cent).unwrap_or(i64::MAX), 2))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use yingbao_core::{
        domain::Range,
        rulebook::{FactType, Per},
    };

    use super::{normal, plain, read};
    use crate::model::input::Problem;

    const FLOW: FactType = FactType::Flow(Per::Month);
    const COUNT: FactType = FactType::Count(1, Some(20));

    fn number(text: &str) -> Option<Decimal> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[track_caller]
    fn reads(kind: &FactType, rows: &[(&str, &str, &str)]) {
        for (text, low, high) in rows {
            let expected = Ok(Range::between(number(low), number(high)));
            assert_eq!(read(kind, Per::Month, text), expected, "{text}");
        }
    }

    #[test]
    fn one_number_in_many_ways() {
        for (text, value) in [
            ("1200", "1200"),
            ("1,200.50", "1200.50"),
            ("   12,345.60", "12345.60"),
            ("12,345.60\u{a0}", "12345.60"),
            ("1，234", "1234"),
            ("1\u{2009}234", "1234"),
            ("１２００", "1200"),
            ("1 200 元", "1200"),
            (".5", "0.5"),
            ("1200。", "1200"),
            ("007", "7"),
            ("3.1000", "3.10"),
            ("1000000000000", "1000000000000"),
            ("1.2万", "12000"),
            ("1.2万元", "12000"),
            ("一千二", "1200"),
            ("一千二百块钱", "1200"),
            ("1200块", "1200"),
            ("¥1200", "1200"),
            ("￥ 1,200", "1200"),
            ("RMB 1200", "1200"),
            ("1200人民币", "1200"),
            ("1,200 yuan", "1200"),
            ("每月1200", "1200"),
            ("1200元/月", "1200"),
            ("1200 yuan a month", "1200"),
            ("零", "0"),
        ] {
            reads(&FLOW, &[(text, value, value)]);
        }
    }

    #[test]
    fn what_is_nearly_told_is_a_range() {
        reads(
            &FLOW,
            &[
                ("约1200", "1080", "1320"),
                ("大约 1200 元", "1080", "1320"),
                ("1200左右", "1080", "1320"),
                ("每月差不多1200块钱", "1080", "1320"),
                ("about 1200", "1080", "1320"),
                ("约1234.56", "1111", "1359"),
                ("约0", "0", "1"),
                ("1200多", "1200", "1300"),
                ("1200多块", "1200", "1300"),
                ("1200块多", "1200", "1300"),
                ("三千多", "3000", "4000"),
                ("1.2万多", "12000", "13000"),
                ("100多万", "1000000", "2000000"),
                ("十几万", "100000", "200000"),
                ("1200-1500", "1200", "1500"),
                ("1,200 - 1,500 元", "1200", "1500"),
                ("1200元到1500元", "1200", "1500"),
                ("1200~1500", "1200", "1500"),
                ("1200—1500", "1200", "1500"),
                ("1200——1500", "1200", "1500"),
                ("1200至1500", "1200", "1500"),
                ("1千-2千", "1000", "2000"),
                ("1-2万", "10000", "20000"),
                ("一到两万", "10000", "20000"),
                ("1000到2万", "1000", "20000"),
                ("约1200-1500", "1080", "1650"),
                ("1200以上", "1200", ""),
                ("至少1200元", "1200", ""),
                ("不少于1200", "1200", ""),
                ("1200以下", "", "1200"),
                ("不到1200", "", "1200"),
                ("最多一千二", "", "1200"),
                ("不超过1200", "", "1200"),
            ],
        );
        reads(&COUNT, &[("约2", "1", "3"), ("约1个", "1", "2"), ("20左右", "19", "20"), ("2-3套", "2", "3")]);
        reads(
            &FactType::Age,
            &[
                ("七十左右", "65", "75"),
                ("70多岁", "70", "79"),
                ("75多", "75", "76"),
                ("60至65岁", "60", "65"),
            ],
        );
    }

    #[test]
    fn each_kind_has_its_units() {
        reads(&FactType::Age, &[("75岁", "75", "75"), ("75 周岁", "75", "75"), ("七十五", "75", "75")]);
        reads(&COUNT, &[("2套", "2", "2"), ("2 辆", "2", "2"), ("两个", "2", "2")]);
        for text in ["80平米", "80平方米", "80㎡", "八十平", "80.00"] {
            reads(&FactType::Area, &[(text, "80", "80")]);
        }
        for (kind, text) in [(&FLOW, "75岁"), (&FactType::Age, "75元"), (&COUNT, "2平米"), (&COUNT, "每月2")]
        {
            assert_eq!(read(kind, Per::Month, text), Err(Problem::Number), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, problem) in [
            ("-1", Problem::Negative),
            ("−1", Problem::Negative),
            ("负5", Problem::Negative),
            ("a lot", Problem::Number),
            ("1e3", Problem::Number),
            (".", Problem::Number),
            ("元", Problem::Number),
            ("两三千", Problem::Number),
            ("1.2.3", Problem::Number),
            ("1-2-3", Problem::Number),
            ("约", Problem::Number),
            ("1.5多", Problem::Number),
            ("1200多5", Problem::Number),
            ("几百", Problem::Number),
            ("1200到左右1500", Problem::Number),
            ("至少1000最多2000", Problem::Number),
            ("1.234", Problem::Decimals),
            ("1.2345678万", Problem::Decimals),
            ("1.234567千", Problem::Decimals),
            ("1000000000001", Problem::Large),
            ("1000000000000左右", Problem::Large),
            ("99999999999999999999999999999999", Problem::Large),
            ("1500-1200", Problem::Crossed),
            ("1200,5", Problem::Unclear(120_050, 1_200_500)),
            ("1200,5元", Problem::Unclear(120_050, 1_200_500)),
            ("1 2 0 0", Problem::Unclear(120_000, 120_000)),
            ("$1200", Problem::Foreign),
            ("1200港币", Problem::Foreign),
            ("1200美元", Problem::Foreign),
            ("1200 USD", Problem::Foreign),
            ("一年14400", Problem::Per),
            ("1200/年", Problem::Per),
        ] {
            assert_eq!(read(&FLOW, Per::Month, text), Err(problem), "{text}");
        }
        assert!(read(&FLOW, Per::Year, "一年14400").is_ok());
        assert_eq!(read(&FLOW, Per::Year, "每月1200"), Err(Problem::Per));
        for (text, problem) in [
            ("1.5", Problem::Whole),
            ("0", Problem::Least(1)),
            ("约0", Problem::Least(1)),
            ("21", Problem::Most(20)),
            ("约21", Problem::Most(20)),
            ("-1", Problem::Negative),
        ] {
            assert_eq!(read(&COUNT, Per::Month, text), Err(problem), "{text}");
        }
        for (text, problem) in
            [("151", Problem::Old), ("虚岁75", Problem::Nominal), ("75虚岁", Problem::Nominal)]
        {
            assert_eq!(read(&FactType::Age, Per::Month, text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_refused_and_not_cut() {
        assert_eq!(read(&FLOW, Per::Month, &"1".repeat(61)), Err(Problem::Long));
        assert_eq!(read(&FLOW, Per::Month, &"约".repeat(1_000_000)), Err(Problem::Long));
        assert_eq!(read(&FLOW, Per::Month, &"1".repeat(60)), Err(Problem::Large));
        let padded = format!("{}1200{}", " ".repeat(100), " ".repeat(100));
        assert_eq!(normal(&padded).as_deref(), Ok("1200"));
        assert!(plain(" 1200.50 ") && !plain("1,200") && !plain("１２"));
    }

    #[test]
    fn no_text_of_these_signs_stops_the_reader() {
        let signs: Vec<char> = "01.,-~ 万千十亿零一两约多到元年月上下以不".chars().collect();
        let mut seed = 1u32;
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..seed % 9 + 1 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push(signs[usize::try_from(seed >> 16).unwrap() % signs.len()]);
            }
            if let Ok(range) = read(&FLOW, Per::Month, &text) {
                let ends = [range.low, range.high].map(|end| end.map(|b| b.value));
                assert!(ends.iter().flatten().all(|end| !end.is_sign_negative()), "{text}");
                if let [Some(low), Some(high)] = ends {
                    assert!(low <= high, "{text}");
                    assert!(low < high || !text.contains(['约', '多']), "{text} became a firm number");
                }
            }
        }
    }
}
