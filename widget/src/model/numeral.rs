//! One figure as people write it: digits, with or without groups, and Chinese numerals.

use crate::model::input::Problem;

/// One, in the millionths that figures are counted in: `1.2345万` has to come out exact.
pub const ONE: u64 = 1_000_000;

/// The most that can be entered.
pub const MOST: u64 = 1_000_000_000_000 * ONE;

const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// What a sign multiplies by.
pub const fn unit(sign: char) -> Option<u64> {
    Some(match sign {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' | 'k' => 1000,
        '万' | '萬' | 'w' => WAN,
        '亿' | '億' => YI,
        _ => return None,
    })
}

const fn digit(sign: char) -> Option<char> {
    Some(match sign {
        '零' | '〇' => '0',
        '一' | '壹' => '1',
        '二' | '两' | '兩' | '贰' | '貳' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        '点' | '.' => '.',
        _ => return None,
    })
}

/// Reads a figure, in millionths. Between two units, and after the last, a run of digits says how many:
/// `1万2千`, `一百零五`, `1.2万`. One digit at the end counts in tenths of the unit before it, as it is
/// spoken: 一千二 is 1200, 一万二 is 12000. Two Chinese digits side by side mean "two or three" and are no
/// figure; four and more are read one by one, as years are.
///
/// # Errors
///
/// [`Problem::Number`] where it is none, [`Problem::Unclear`] where its separators do not group thousands,
/// [`Problem::Large`] beyond the most, [`Problem::Decimals`] beyond six decimals.
pub fn figure(text: &str) -> Result<u64, Problem> {
    // What counts below 万, and what was counted in 万 and 亿.
    let (mut section, mut total) = (0u64, 0u64);
    // The unit before, the one that what follows stays below, and the same of 万 and 亿.
    let (mut last, mut limit, mut big) = (0u64, u64::MAX, u64::MAX);
    let mut broken = false;
    let mut rest = text.trim();
    loop {
        let next = rest.char_indices().find_map(|(at, sign)| Some((at, sign.len_utf8(), unit(sign)?)));
        let (run, times, after) = match next {
            Some((at, length, times)) => (rest.get(..at), Some(times), rest.get(at + length..)),
            None => (Some(rest), None, None),
        };
        let run = run.unwrap_or_default().trim();
        // Nothing follows a broken figure but its units: 1.2万3千 is no number.
        if broken && !run.is_empty() {
            return Err(Problem::Number);
        }
        let alone = last == 0 && times.is_none();
        let count = if run.is_empty() { 0 } else { self::run(run, alone)? };
        broken |= !count.is_multiple_of(ONE);
        let zero = run.starts_with(['0', '零', '〇']);
        let Some(times) = times else {
            let tail = match (last, run.is_empty()) {
                (0, true) => return Err(Problem::Number),
                (_, true) => 0,
                (0, _) => count,
                // 十二, 一百零五, 1万2000: what it says. 1万20 may be either.
                _ if last == 10 || zero || (count >= last / 10 * ONE && count < MOST) => count,
                _ if run.chars().count() == 1 => times_of(count, last / 10)?,
                _ => return Err(Problem::Number),
            };
            if last != 0 && tail >= last.saturating_mul(ONE) {
                return Err(Problem::Number);
            }
            let sum = total.checked_add(section).and_then(|sum| sum.checked_add(tail));
            return sum.filter(|sum| *sum <= MOST).ok_or(Problem::Large);
        };
        if times < WAN {
            // 十二 is 一十二.
            let count = if run.is_empty() && times == 10 { ONE } else { count };
            let part = times_of(count, times)?;
            if part == 0 || part >= limit.saturating_mul(ONE) {
                return Err(Problem::Number);
            }
            section += part;
            limit = times;
        } else {
            // 一百二万 is not said.
            if !run.is_empty() && !zero && last > 10 && last < WAN {
                return Err(Problem::Number);
            }
            section = section.checked_add(count).ok_or(Problem::Large)?;
            let counted = if times == WAN { section } else { total + section };
            let part = times_of(counted, times)?;
            if part == 0 || (times == WAN && (big <= WAN || part >= big.saturating_mul(ONE))) {
                return Err(Problem::Number);
            }
            total = if times == WAN { total.checked_add(part).ok_or(Problem::Large)? } else { part };
            (section, limit, big) = (0, times, times);
        }
        last = times;
        rest = after.unwrap_or_default().trim();
    }
}

fn times_of(count: u64, times: u64) -> Result<u64, Problem> {
    count.checked_mul(times).filter(|product| *product <= MOST).ok_or(Problem::Large)
}

/// A run of digits, in millionths; `alone` where no unit stands before or after it.
fn run(text: &str, alone: bool) -> Result<u64, Problem> {
    let chinese: Option<String> = text.chars().map(digit).collect();
    if let Some(digits) = chinese.filter(|_| !text.starts_with('.')) {
        let whole = digits.split_once('.').map_or(&*digits, |(whole, _)| whole);
        let several = whole.trim_start_matches('0').len();
        return if several > 1 && !(alone && several > 3) { Err(Problem::Number) } else { arabic(&digits) };
    }
    // 1千零50.
    let text = if alone { text } else { text.trim_start_matches(['零', '〇']) };
    match arabic(text) {
        Err(Problem::Unclear(..)) if !alone => Err(Problem::Number),
        read => read,
    }
}

/// A run of the digits 0 to 9 with a point, in millionths.
fn arabic(text: &str) -> Result<u64, Problem> {
    let (whole, after) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = String::new();
    // How long the group is that ends here, the separator before it, how many there were, and whether they group.
    let (mut group, mut before, mut between, mut grouped) = (0, b' ', 0, true);
    for sign in whole.bytes() {
        match sign {
            b'0'..=b'9' => {
                digits.push(char::from(sign));
                group += 1;
            }
            // All blanks have become one.
            b',' | b' ' | b'_' | b'\'' => {
                let fits = if between == 0 { group > 0 && group < 4 } else { group == 3 && sign == before };
                grouped &= fits;
                (group, before, between) = (0, sign, between + 1);
            }
            _ => return Err(Problem::Number),
        }
    }
    if (digits.is_empty() && after.is_empty()) || !after.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::Number);
    }
    let value = joined(&digits, after)?;
    if between == 0 || (grouped && group == 3) {
        return Ok(value);
    }
    // Where it looks like one, the comma may be a decimal point.
    let cents = match group {
        1 => ONE / 10,
        2 => ONE / 100,
        _ => ONE,
    };
    let point = if between == 1 && before == b',' && after.is_empty() { cents } else { ONE };
    let hundredths = |value: u64| value / (ONE / 100);
    Err(Problem::Unclear(hundredths(value / (ONE / point)), hundredths(value)))
}

/// Digits before and after the point, in millionths.
fn joined(whole: &str, after: &str) -> Result<u64, Problem> {
    let after = after.trim_end_matches('0');
    if whole.trim_start_matches('0').len() > 13 {
        return Err(Problem::Large);
    }
    if after.len() > 6 {
        return Err(Problem::Decimals);
    }
    // At most 13 and 6 digits: they fit.
    let padded = after.bytes().chain(std::iter::repeat(b'0')).take(6);
    Ok(whole.bytes().chain(padded).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::{ONE, figure};
    use crate::model::input::Problem;

    /// A number below 10^8 in Chinese numerals.
    fn spelled(n: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut text = String::new();
        let mut gap = false;
        for (unit, sign) in [
            (10_000_000, "千"),
            (1_000_000, "百"),
            (100_000, "十"),
            (10_000, ""),
            (1000, "千"),
            (100, "百"),
            (10, "十"),
            (1, ""),
        ] {
            let digit = n / unit % 10;
            if digit == 0 {
                gap = !text.is_empty();
            } else {
                if gap {
                    text.push('零');
                }
                gap = false;
                text.push(DIGITS[usize::try_from(digit).unwrap()]);
                text.push_str(sign);
            }
            if unit == 10_000 && n >= 10_000 {
                text.push('万');
            }
        }
        if text.is_empty() { "零".to_owned() } else { text }
    }

    #[test]
    fn what_is_spelled_in_chinese_is_read_again() {
        assert_eq!(spelled(10_502), "一万零五百零二");
        let all = (0..12_000).chain((0..100_000_000).step_by(7919)).chain((0..=9).map(|n| n * 10_000_000));
        for n in all {
            let text = spelled(n);
            assert_eq!(figure(&text), Ok(n * ONE), "{text}");
            // As it is spoken: 十二 and not 一十二.
            if let Some(short) = text.strip_prefix("一十") {
                assert_eq!(figure(&format!("十{short}")), Ok(n * ONE), "{text}");
            }
        }
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, value) in [
            ("1.2万", 12_000),
            ("1.2w", 12_000),
            ("1.2345万", 12_345),
            ("3千", 3000),
            ("12千", 12_000),
            ("3k", 3000),
            ("1万2", 12_000),
            ("1万2千", 12_000),
            ("1万2千5", 12_500),
            ("1万2000", 12_000),
            ("1 万 2 千", 12_000),
            ("1千零50", 1050),
            ("120万", 1_200_000),
            ("1.5千万", 15_000_000),
            ("一千二", 1200),
            ("一千零二", 1002),
            ("一百零五", 105),
            ("一百一十", 110),
            ("一百十五", 115),
            ("一万二", 12_000),
            ("十万二", 102_000),
            ("三百五", 350),
            ("两千五", 2500),
            ("两千五百", 2500),
            ("一点二万", 12_000),
            ("壹仟贰佰叁拾肆", 1234),
            ("一九五一", 1951),
            ("二〇〇三", 2003),
            ("一亿二", 120_000_000),
            ("一万亿", 1_000_000_000_000),
            ("12,345", 12_345),
            ("1 234 567", 1_234_567),
            ("1'234", 1234),
            ("1_234", 1234),
        ] {
            assert_eq!(figure(text), Ok(value * ONE), "{text}");
        }
        assert_eq!(figure("一点五"), Ok(ONE * 3 / 2));
        assert_eq!(figure("十二点五"), Ok(ONE * 25 / 2));
    }

    #[test]
    fn what_is_no_single_figure_is_refused() {
        for text in [
            "",
            "万",
            "千",
            "千万",
            "两三千",
            "七八十",
            "五六",
            "三四五",
            "1万20",
            "1.2万3千",
            "一千千",
            "一百二千",
            "一万二万",
            "一二万",
            "1一",
            "一百二万",
            "1,2万",
            "1.2.3",
            "1.200,50",
            "零万",
            "1e3",
            ".",
            "一千两千",
        ] {
            assert_eq!(figure(text), Err(Problem::Number), "{text}");
        }
        for (text, first, second) in [
            ("1200,5", 120_050, 1_200_500),
            ("12,34", 1234, 123_400),
            ("0,5", 50, 500),
            ("1 2 0 0", 120_000, 120_000),
            ("1200,345", 120_034_500, 120_034_500),
            ("1,23,456", 12_345_600, 12_345_600),
            ("1,234 567", 123_456_700, 123_456_700),
            ("1,,234", 123_400, 123_400),
            ("12,34.5", 123_450, 123_450),
        ] {
            assert_eq!(figure(text), Err(Problem::Unclear(first, second)), "{text}");
        }
        for text in ["1000000000001", "99999999999999", "99999亿", "一亿亿", "一亿二亿", "9999999999999亿"]
        {
            assert_eq!(figure(text), Err(Problem::Large), "{text}");
        }
        assert_eq!(figure("1.1234567"), Err(Problem::Decimals));
    }
}
