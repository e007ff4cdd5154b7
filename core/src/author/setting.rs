//! A parameter's value as text.

use crate::{
    domain::{Range, Truth},
    rulebook::{Parameter, ParameterType, ParameterValue, Per},
};

/// A value of a parameter, a flow by the month or by the year as the parameter is written; `number` writes the numbers.
#[must_use]
pub fn setting(parameter: &Parameter, value: ParameterValue, number: impl Fn(Range) -> String) -> String {
    match (value, &parameter.kind) {
        (ParameterValue::Number(range), ParameterType::Flow(Per::Month)) => {
            format!("{} a month", number(range.in_a_month()))
        }
        (ParameterValue::Number(range), ParameterType::Flow(_)) => format!("{} a year", number(range)),
        (ParameterValue::Number(range), _) => number(range),
        (ParameterValue::Truth(truth), _) => match truth {
            Truth::True => "yes",
            Truth::False => "no",
            Truth::Unknown => "unknown",
        }
        .to_owned(),
        (ParameterValue::Choice(bits), ParameterType::Choice(options)) => {
            let left = options.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
            left.map(|(_, option)| option.as_str()).collect::<Vec<_>>().join(" or ")
        }
        (ParameterValue::Choice(_), _) => "?".to_owned(),
        (ParameterValue::NoLimit, _) => "no limit".to_owned(),
    }
}
