//! From what was typed or ticked to an answer, or to what is wrong with it.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{Day, FactType, Range, Truth, Value, top};

use crate::{
    answer::{Answer, Told},
    draft::{Draft, How, NO, Problem, YES, few},
};

/// The most that can be entered.
const MOST: i64 = 1_000_000_000_000;

/// The oldest age that can be entered.
pub const OLDEST: u32 = 130;

/// The answer in a field of one fact.
pub fn answer(kind: &FactType, draft: &Draft) -> Result<Told, Problem> {
    let told = |answer| Ok(Told { answer, per: draft.per });
    match draft.how {
        How::Unknown if !matches!(kind, FactType::Set(_)) => return told(Answer::Unknown),
        How::Declined if !matches!(kind, FactType::Set(_)) => return told(Answer::Declined),
        _ => {}
    }
    match kind {
        FactType::Truth | FactType::Elsewhere => match draft.picked {
            YES => told(Answer::Known(Value::Truth(Truth::True))),
            NO => told(Answer::Known(Value::Truth(Truth::False))),
            _ => Err(Problem::Pick),
        },
        FactType::Choice(options) => match (draft.how, draft.picked.count_ones()) {
            _ if draft.picked >> options.len() != 0 => Err(Problem::Pick),
            (How::About, 0 | 1) => Err(Problem::PickSome),
            (How::About, _) => told(Answer::OneOf(draft.picked)),
            (_, 1) => told(Answer::Known(Value::Choice(draft.picked))),
            _ => Err(Problem::Pick),
        },
        FactType::Set(_) => told(set(kind, draft)),
        FactType::Date => {
            told(Answer::Known(Value::Number(Range::exact(date(&draft.texts, None)?.0.into()))))
        }
        FactType::Count(..) if few(kind).is_some() => told(number_picked(kind, draft)?),
        _ => told(number(kind, draft)?),
    }
}

/// Boxes of a set; those left empty are answers too, unless told otherwise.
fn set(kind: &FactType, draft: &Draft) -> Answer {
    let Value::Set { possible: all, .. } = top(kind) else { return Answer::Unknown };
    match draft.how {
        How::Unknown if draft.picked == 0 => Answer::Unknown,
        How::Declined if draft.picked == 0 => Answer::Declined,
        How::Unknown | How::Declined => Answer::Known(Value::Set { sure: draft.picked & all, possible: all }),
        _ => Answer::Known(Value::Set { sure: draft.picked & all, possible: draft.picked & all }),
    }
}

fn number_picked(kind: &FactType, draft: &Draft) -> Result<Answer, Problem> {
    let Some(numbers) = few(kind) else { return Err(Problem::Pick) };
    let least = *numbers.start();
    let decimal = |bit: u32| Decimal::from(least + bit);
    let (low, high) = (draft.picked.trailing_zeros(), 63u32.saturating_sub(draft.picked.leading_zeros()));
    match (draft.how, draft.picked.count_ones()) {
        (How::About, 0 | 1) => Err(Problem::PickSome),
        // The engine holds ranges: what lies between two that may be may be too.
        (How::About, _) => Ok(Answer::Range(Range::between(Some(decimal(low)), Some(decimal(high))))),
        (_, 1) => Ok(Answer::Known(Value::Number(Range::exact(decimal(low))))),
        _ => Err(Problem::Pick),
    }
}

fn number(kind: &FactType, draft: &Draft) -> Result<Answer, Problem> {
    let end = |slot: usize| -> Result<Option<Decimal>, Problem> {
        let text = draft.texts.get(slot).map_or("", String::as_str);
        if text.trim().is_empty() { Ok(None) } else { amount(kind, text).map(Some) }
    };
    if draft.how != How::About {
        let value = end(0)?.ok_or(Problem::Missing)?;
        return Ok(Answer::Known(Value::Number(Range::exact(value))));
    }
    let (low, high) = (end(0)?, end(1)?);
    match (low, high) {
        (None, None) => Err(Problem::MissingRange),
        (Some(low), Some(high)) if low > high => Err(Problem::Crossed),
        (Some(low), Some(high)) if low == high => Ok(Answer::Known(Value::Number(Range::exact(low)))),
        _ => Ok(Answer::Range(Range::between(low, high))),
    }
}

/// Reads a number as people type it: full-width digits, commas and blanks between digits are fine.
fn amount(kind: &FactType, text: &str) -> Result<Decimal, Problem> {
    let plain: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{ff10}'..='\u{ff19}' => char::from_digit(c as u32 - 0xff10, 10),
            '\u{ff0e}' | '。' => Some('.'),
            ',' | '\u{ff0c}' | ' ' | '\u{3000}' | '\u{a0}' | '_' | '元' => None,
            c => Some(c),
        })
        .collect();
    if plain.starts_with('-') || plain.starts_with('−') {
        return Err(Problem::Negative);
    }
    let (before, after) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (before.is_empty() && after.is_empty()) || !digits(before) || !digits(after) {
        return Err(Problem::Number);
    }
    let decimals = after.trim_end_matches('0').len();
    if before.trim_start_matches('0').len() > 13 {
        return Err(Problem::Large);
    }
    if decimals > 2 {
        return Err(Problem::Decimals);
    }
    // At most 13 digits and 2 decimals: they fit.
    let digits = before.bytes().chain(after.bytes().take(decimals));
    let mantissa = digits.fold(0i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let value = Decimal::new(mantissa, u32::try_from(decimals).unwrap_or(0));
    if value > Decimal::from(MOST) {
        return Err(Problem::Large);
    }
    if let FactType::Count(..) | FactType::Age = kind {
        let whole = value.to_u32().filter(|_| decimals == 0).ok_or(Problem::Whole)?;
        match kind {
            FactType::Count(least, _) if whole < *least => return Err(Problem::Least(*least)),
            FactType::Count(_, Some(most)) if whole > *most => return Err(Problem::Most(*most)),
            FactType::Age if whole > OLDEST => return Err(Problem::Old),
            _ => {}
        }
    }
    Ok(value)
}

/// Reads year, month and day; none after the last allowed.
pub fn date(texts: &[String; 3], last: Option<Day>) -> Result<Day, Problem> {
    let part = |text: &String| -> Result<u32, Problem> {
        let value = amount(&FactType::Count(0, None), text).map_err(|_| Problem::Date)?;
        value.to_u32().ok_or(Problem::Date)
    };
    let [year, month, day] = texts;
    let year = i32::try_from(part(year)?).map_err(|_| Problem::Date)?;
    let day = Day::new(year, part(month)?, part(day)?).ok_or(Problem::Date)?;
    let Some(last) = last else { return Ok(day) };
    if day > last {
        Err(Problem::Future)
    } else if day.age_on(last) > i32::try_from(OLDEST).unwrap_or(i32::MAX) {
        Err(Problem::Old)
    } else {
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use yingbao_core::{Day, FactType, Per, Range, Value};

    use super::{amount, answer, date};
    use crate::{
        answer::{Answer, Told},
        draft::{Draft, Edit, How, Problem},
    };

    const FLOW: FactType = FactType::Flow(Per::Month);

    fn typed(how: How, texts: [&str; 2]) -> Draft {
        let mut draft = Draft { how, ..Draft::default() };
        for (slot, text) in texts.into_iter().enumerate() {
            draft.edit(Edit::Text(slot, text.to_owned()));
        }
        draft
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, value) in [
            ("1200", "1200"),
            ("1,200.50", "1200.50"),
            ("１２００", "1200"),
            ("1 200 元", "1200"),
            (".5", "0.5"),
            ("007", "7"),
            ("3.1000", "3.10"),
            ("1000000000000", "1000000000000"),
        ] {
            assert_eq!(amount(&FLOW, text), Ok(value.parse().unwrap()), "{text}");
        }
        for (text, problem) in [
            ("-1", Problem::Negative),
            ("1e3", Problem::Number),
            (".", Problem::Number),
            ("1.2.3", Problem::Number),
            ("1.234", Problem::Decimals),
            ("1000000000001", Problem::Large),
            ("99999999999999999999999999999999", Problem::Large),
        ] {
            assert_eq!(amount(&FLOW, text), Err(problem), "{text}");
        }
        let count = FactType::Count(1, Some(20));
        assert_eq!(amount(&count, "1.5"), Err(Problem::Whole));
        assert_eq!(amount(&count, "0"), Err(Problem::Least(1)));
        assert_eq!(amount(&count, "21"), Err(Problem::Most(20)));
        assert_eq!(amount(&FactType::Age, "131"), Err(Problem::Old));
    }

    #[test]
    fn a_range_needs_one_end_and_ends_that_do_not_cross() {
        let told = |draft: &Draft| answer(&FLOW, draft).map(|t| t.answer);
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
        let kinds: [(FactType, Told); 4] = [
            (FLOW, answer(&FLOW, &typed(How::About, ["800", "1000.50"])).unwrap()),
            (FactType::Stock, Told::plain(Answer::Declined)),
            (FactType::Choice(vec!["a".into(), "b".into(), "c".into()]), Told::plain(Answer::OneOf(0b101))),
            (
                FactType::Count(1, Some(4)),
                Told::plain(Answer::Range(Range::between(Some(Decimal::TWO), Some(Decimal::from(3))))),
            ),
        ];
        for (kind, told) in kinds {
            assert_eq!(answer(&kind, &Draft::of(&kind, Some(&told))), Ok(told));
        }
    }

    #[test]
    fn days_exist_and_lie_behind_us() {
        let today = Day::new(2026, 11, 24).unwrap();
        let read = |y: &str, m: &str, d: &str| date(&[y.into(), m.into(), d.into()], Some(today));
        assert_eq!(read("1980", "5", "01"), Ok(Day::new(1980, 5, 1).unwrap()));
        assert_eq!(read("2025", "2", "29"), Err(Problem::Date));
        assert_eq!(read("2026", "11", "25"), Err(Problem::Future));
        assert_eq!(read("1880", "1", "1"), Err(Problem::Old));
        assert_eq!(read("", "1", "1"), Err(Problem::Date));
    }
}
