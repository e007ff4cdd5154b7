//! From what was typed or ticked to an answer, or to what is wrong with it.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Day, Range, Truth, Value},
    rulebook::{FactType, OLDEST},
};

use crate::model::{
    answer::{Answer, RecordedAnswer},
    input::{FieldInput, How, NO, Problem, YES, few},
    numeral::{ONE, figure},
    reading::{mentions, normal, plain, read, single},
};

/// The answer in a field of one fact.
pub fn answer(kind: &FactType, input: &FieldInput) -> Result<RecordedAnswer, Problem> {
    let told = |answer| Ok(RecordedAnswer { answer, per: input.per });
    match input.how {
        How::Unknown => return told(Answer::Unknown),
        How::Declined => return told(Answer::Declined),
        _ => {}
    }
    match kind {
        FactType::Truth | FactType::Elsewhere => match input.picked {
            YES => told(Answer::Known(Value::Truth(Truth::True))),
            NO => told(Answer::Known(Value::Truth(Truth::False))),
            _ => Err(Problem::Pick),
        },
        FactType::Choice(options) => match (input.how, input.picked.count_ones()) {
            _ if input.picked >> options.len() != 0 => Err(Problem::Pick),
            (How::About, 0 | 1) => Err(Problem::PickSome),
            (How::About, _) => told(Answer::OneOf(input.picked)),
            (_, 1) => told(Answer::Known(Value::Choice(input.picked))),
            _ => Err(Problem::Pick),
        },
        // Its options are asked one by one.
        FactType::Set(_) => Err(Problem::Pick),
        FactType::Date => {
            told(Answer::Known(Value::Number(Range::exact(date(&input.texts, None)?.0.into()))))
        }
        FactType::Count(..) if few(kind).is_some() => told(number_picked(kind, input)?),
        _ => told(number(kind, input)?),
    }
}

/// Whether a fact is answered by choosing rather than by typing.
#[must_use]
pub fn is_picked(kind: &FactType) -> bool {
    matches!(kind, FactType::Truth | FactType::Elsewhere | FactType::Choice(_) | FactType::Set(_))
        || few(kind).is_some()
}

fn number_picked(kind: &FactType, input: &FieldInput) -> Result<Answer, Problem> {
    let Some(numbers) = few(kind) else { return Err(Problem::Pick) };
    let least = *numbers.start();
    let decimal = |bit: u32| Decimal::from(least + bit);
    let (low, high) = (input.picked.trailing_zeros(), 63u32.saturating_sub(input.picked.leading_zeros()));
    match (input.how, input.picked.count_ones()) {
        (How::About, 0 | 1) => Err(Problem::PickSome),
        // The engine holds ranges: what lies between two that may be may be too.
        (How::About, _) => Ok(Answer::Range(Range::between(Some(decimal(low)), Some(decimal(high))))),
        (_, 1) => Ok(Answer::Known(Value::Number(Range::exact(decimal(low))))),
        _ => Err(Problem::Pick),
    }
}

fn number(kind: &FactType, input: &FieldInput) -> Result<Answer, Problem> {
    let text = |slot: usize| input.texts.get(slot).map(String::as_str).filter(|text| !text.trim().is_empty());
    if input.how != How::About {
        let value = read(kind, input.per, text(0).ok_or(Problem::Missing)?)?;
        // Who writes "about 1200" where the exact number goes knows it only roughly.
        return Ok(value.known().map_or(Answer::Range(value), |_| Answer::Known(Value::Number(value))));
    }
    let end = |slot| text(slot).map(|text| single(kind, input.per, text)).transpose();
    let (low, high) = (end(0)?, end(1)?);
    match (low, high) {
        (None, None) => Err(Problem::MissingRange),
        (Some(low), Some(high)) if low > high => Err(Problem::Crossed),
        (Some(low), Some(high)) if low == high => Ok(Answer::Known(Value::Number(Range::exact(low)))),
        _ => Ok(Answer::Range(Range::between(low, high))),
    }
}

/// What the text of a line is read as, where it could be taken for something else.
#[must_use]
pub fn understood(kind: &FactType, input: &FieldInput, part: usize) -> Option<Range> {
    let text = input.texts.get(part).filter(|text| !plain(text))?;
    if input.how == How::About {
        single(kind, input.per, text).ok().map(Range::exact)
    } else {
        read(kind, input.per, text).ok()
    }
}

/// What the texts of a date are read as, where they could be taken for something else.
#[must_use]
pub fn understood_date(texts: &[String; 3]) -> Option<Day> {
    if texts.iter().all(|text| plain(text) && text.len() < 5) { None } else { date(texts, None).ok() }
}

/// Reads year, month and day, or a whole date in place of the year; none after the last allowed.
///
/// # Errors
///
/// [`Problem::Date`] where there is no such day, [`Problem::Year`] for a year of two digits, [`Problem::Lunar`],
/// [`Problem::Future`] and [`Problem::Old`].
pub fn date(texts: &[String; 3], last: Option<Day>) -> Result<Day, Problem> {
    let [year, month, day] = texts;
    let lines = [normal(year)?, normal(month)?, normal(day)?];
    if lines.iter().any(|line| mentions(line, "农|阴|旧|闰|腊|正|初|廿|lunar")) {
        return Err(Problem::Lunar);
    }
    let [year, month, day] = &lines;
    let [year, month, day] = if month.is_empty() && day.is_empty() {
        whole(year).ok_or(Problem::Date)?
    } else {
        [bare(year, '年'), bare(month, '月'), bare(bare(day, '日'), '号')]
    };
    let part = |text: &str| -> Result<u32, Problem> {
        let value = figure(text).ok().filter(|value| value.is_multiple_of(ONE));
        value.and_then(|value| u32::try_from(value / ONE).ok()).ok_or(Problem::Date)
    };
    let (number, month, day) = (part(year)?, part(month)?, part(day)?);
    if year.trim().len() == 2 {
        // Of the two centuries the later one that is not to come.
        let latest = last.map_or(2000, |last| u32::try_from(last.parts().0).unwrap_or(0));
        let number = if 2000 + number > latest { 1900 + number } else { 2000 + number };
        return Err(Problem::Year(number));
    }
    let year = i32::try_from(number).map_err(|_| Problem::Date)?;
    let day = Day::new(year, month, day).ok_or(Problem::Date)?;
    let Some(last) = last else { return Ok(day) };
    if day > last {
        Err(Problem::Future)
    } else if day.age_on(last) > i32::try_from(OLDEST).unwrap_or(i32::MAX) {
        Err(Problem::Old)
    } else {
        Ok(day)
    }
}

fn bare(line: &str, sign: char) -> &str {
    line.strip_suffix(sign).unwrap_or(line)
}

/// The parts of a whole date: `1951-03-05`, `1951年3月5日`, `19510305`.
fn whole(text: &str) -> Option<[&str; 3]> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some([text.get(..4)?, text.get(4..6)?, text.get(6..)?]);
    }
    let parts = text.split(|sign| "年月日号-./ ".contains(sign));
    let mut parts = parts.filter(|part| !part.is_empty());
    let date = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(date)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use yingbao_core::{
        domain::{Day, Range, Value},
        rulebook::{FactType, Per},
    };

    use super::{answer, date, understood, understood_date};
    use crate::model::{
        answer::{Answer, RecordedAnswer},
        input::{Edit, FieldInput, How, Problem},
    };

    const FLOW: FactType = FactType::Flow(Per::Month);

    fn typed(how: How, texts: [&str; 2]) -> FieldInput {
        let mut input = FieldInput { how, ..FieldInput::default() };
        for (slot, text) in texts.into_iter().enumerate() {
            input.edit(Edit::Text(slot, text.to_owned()));
        }
        input
    }

    #[test]
    fn a_range_needs_one_end_and_ends_that_do_not_cross() {
        let told = |input: &FieldInput| answer(&FLOW, input).map(|t| t.answer);
        assert_eq!(told(&typed(How::About, ["", ""])), Err(Problem::MissingRange));
        assert_eq!(told(&typed(How::About, ["2", "1"])), Err(Problem::Crossed));
        assert_eq!(
            told(&typed(How::About, ["", "5"])),
            Ok(Answer::Range(Range::between(None, Some(Decimal::from(5)))))
        );
        assert_eq!(
            told(&typed(How::About, ["5", "5.00"])),
            Ok(Answer::Known(Value::Number(Range::exact("5".parse().unwrap()))))
        );
        assert_eq!(told(&typed(How::Exact, [" ", ""])), Err(Problem::Missing));
        assert_eq!(told(&typed(How::Unknown, ["x", ""])), Ok(Answer::Unknown));
    }

    #[test]
    fn an_answer_fills_its_field_again() {
        let kinds: [(FactType, RecordedAnswer); 4] = [
            (FLOW, answer(&FLOW, &typed(How::About, ["800", "1000.50"])).unwrap()),
            (FactType::Stock, RecordedAnswer::plain(Answer::Declined)),
            (
                FactType::Choice(vec!["a".into(), "b".into(), "c".into()]),
                RecordedAnswer::plain(Answer::OneOf(0b101)),
            ),
            (
                FactType::Count(1, Some(4)),
                RecordedAnswer::plain(Answer::Range(Range::between(
                    Some(Decimal::TWO),
                    Some(Decimal::from(3)),
                ))),
            ),
        ];
        for (kind, told) in kinds {
            assert_eq!(answer(&kind, &FieldInput::of(&kind, Some(&told))), Ok(told));
        }
    }

    #[test]
    fn days_exist_and_lie_behind_us() {
        let today = Day::new(2026, 11, 24).unwrap();
        let read = |y: &str, m: &str, d: &str| date(&[y.into(), m.into(), d.into()], Some(today));
        assert_eq!(read("1980", "5", "01"), Ok(Day::new(1980, 5, 1).unwrap()));
        assert_eq!(read("2025", "2", "29"), Err(Problem::Date));
        assert_eq!(read("2026", "11", "25"), Err(Problem::Future));
        assert_eq!(read("1870", "1", "1"), Err(Problem::Old));
        assert_eq!(read("", "1", "1"), Err(Problem::Date));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = Day::new(2026, 11, 24).unwrap();
        let read = |y: &str, m: &str, d: &str| date(&[y.into(), m.into(), d.into()], Some(today));
        let day = Day::new(1951, 3, 5).unwrap();
        for [y, m, d] in [
            ["1951年", "3月", "5号"],
            ["１９５１", "03", "5日"],
            ["一九五一年", "三", "五日"],
            ["1951-03-05", "", ""],
            ["1951年3月5日", " ", ""],
            ["1951 年 3 月 5 日", "", ""],
            ["1951.3.5", "", ""],
            ["1951/3/5", "", ""],
            ["19510305", "", ""],
            ["一九五一年三月五日", "", ""],
        ] {
            assert_eq!(read(y, m, d), Ok(day), "{y} {m} {d}");
            assert_eq!(understood_date(&[y.into(), m.into(), d.into()]), Some(day), "{y} {m} {d}");
        }
        for ([y, m, d], problem) in [
            (["51", "3", "5"], Problem::Year(1951)),
            (["51年", "3", "5"], Problem::Year(1951)),
            (["51-03-05", "", ""], Problem::Year(1951)),
            (["05", "3", "5"], Problem::Year(2005)),
            (["1951年", "正月", "初五"], Problem::Lunar),
            (["农历1951年3月5日", "", ""], Problem::Lunar),
            (["1951", "5日", "3月"], Problem::Date),
            (["1951年3月", "", ""], Problem::Date),
            (["1951", "", "5"], Problem::Date),
            (["约1951", "3", "5"], Problem::Date),
            (["1951.5", "3", "5"], Problem::Date),
            (["5/3/1951", "", ""], Problem::Date),
            (["195103051", "", ""], Problem::Date),
        ] {
            assert_eq!(read(y, m, d), Err(problem), "{y} {m} {d}");
        }
        assert_eq!(
            understood_date(&["1951".into(), "3".into(), "5".into()]),
            None,
            "nothing else it could be"
        );
    }

    #[test]
    fn a_range_in_place_of_a_number_is_a_range() {
        let told = |how, texts| answer(&FLOW, &typed(how, texts)).map(|told| told.answer);
        let about = Range::between(Some(Decimal::from(1080)), Some(Decimal::from(1320)));
        assert_eq!(told(How::Exact, ["约1200", ""]), Ok(Answer::Range(about)));
        assert_eq!(understood(&FLOW, &typed(How::Exact, ["约1200", ""]), 0), Some(about));
        assert_eq!(
            understood(&FLOW, &typed(How::Exact, ["1200.50", ""]), 0),
            None,
            "nothing else it could be"
        );
        assert_eq!(understood(&FLOW, &typed(How::Exact, ["1200,5", ""]), 0), None, "it may be two numbers");
        for text in ["约1200", "1000-1200", "1200以上"] {
            assert_eq!(told(How::About, [text, ""]), Err(Problem::OneNumber), "{text}");
            assert_eq!(understood(&FLOW, &typed(How::About, [text, ""]), 0), None, "{text}");
        }
    }
}
