//! Temporary assistance (社会救助法 art 29, 37, 50): emergency and expenditure type.

use rust_decimal::Decimal;

use super::model::Household;
use super::outcome::{Amount, Outcome, Per};
use super::truth::Truth;

/// Emergency type: no test of income, property or household registration. The small quick aid is at
/// most one month of the dibao standard.
#[must_use]
pub fn emergency(household: &Household) -> Outcome {
    let holds = if household.sudden_event {
        Truth::Yes
    } else if household.disaster || household.no_shelter || household.crime_victim_uncompensated {
        Truth::Open
    } else {
        Truth::No
    };
    let set = &household.parameters;
    let max = set.temporary_small_cap.unwrap_or(set.dibao_standard);
    Outcome { holds, amount: Some(Amount { min: Decimal::ZERO, max: Some(max), per: Per::Once }) }
}

/// Expenditure type: for dibao, near-dibao and rigid-expenditure households, and those of a tekun
/// person or of one taken into dibao alone, whose necessary spending has risen; any other household
/// with such a rise is left to the office. `in_hardship`: one of these, estimated or recognised.
#[must_use]
pub fn expenditure(household: &Household, in_hardship: bool) -> Outcome {
    Outcome::unpaid(match (household.necessary_spending_surge, in_hardship) {
        (false, _) => Truth::No,
        (true, true) => Truth::Yes,
        (true, false) => Truth::Open,
    })
}
