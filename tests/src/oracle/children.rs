//! For children: the childcare subsidy (育儿补贴制度实施方案, 2025) and the rehabilitation of disabled children
//! (国发〔2018〕20号).

use super::day::Day;
use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::status::{Person, is_orphan};
use super::truth::Truth;
use super::vocabulary::{Absence, Birth, DisabilityType};

/// For each child under 3, whatever the income. Of those born before 2025 only who applied in 2025 draws
/// it, by the months. Of the others a first application is made in the year of birth or the next; what
/// comes after is asked.
#[must_use]
pub fn childcare_subsidy(household: &Household, member: &Member) -> Outcome {
    let born = match member.birth {
        Birth::Date(born) => born,
        Birth::Age(years) => Day { year: household.date.year - years, ..household.date },
    };
    let born_early = born < Day { year: 2025, month: 1, day: 1 };
    let applied = if member.is_recognised("childcare_subsidy") || household.date.year <= born.year + 1 {
        Truth::Yes
    } else {
        Truth::Open
    };
    let first = if born_early { Truth::from(member.is_recognised("childcare_subsidy")) } else { applied };
    let holds = first & Truth::from(member.age(household.date) < 3 && member.absence != Absence::Prison);
    let whole = household.parameters.childcare_subsidy_amount.map(Amount::yearly);
    Outcome { holds, amount: if born_early { whole.map(Amount::or_less) } else { whole } }
}

/// Children of up to 6 with a disability of five kinds or autism, of families in hardship, orphans and
/// children in institutions; a place may go beyond that age and take every family.
#[must_use]
pub fn rehabilitation(household: &Household, member: &Member, person: Person) -> Truth {
    let set = &household.parameters;
    let age = match member.age(household.date) {
        ..7 => Truth::Yes,
        7..18 => Truth::unless_set(set.child_rehabilitation_extends_age),
        _ => Truth::No,
    };
    let disabled = match member.disability.map(|held| held.kind) {
        // A certificate for a mental disability may be for autism.
        Some(DisabilityType::Mental) => Truth::Open,
        Some(_) => Truth::Yes,
        None if shows_signs(member) => Truth::Open,
        None => Truth::No,
    };
    let family = person.has_basic_living()
        | Truth::from(is_orphan(household, member) || member.is_recognised("orphan_allowance"))
        | Truth::from(member.in_institution)
        // Which other families are in hardship, the county says; a child without care has to be of one of
        // these.
        | Truth::unless_set(set.child_rehabilitation_covers_other_families);
    age & disabled & family & Truth::from(member.absence != Absence::Prison)
}

/// A disability that stands on no certificate yet does not exclude. An illness is none, and dependency is
/// assessed of the old.
fn shows_signs(member: &Member) -> bool {
    member.needs_long_term_care
        || !member.rigid_spending[2].is_zero()
        || member.is_recognised("child_rehabilitation")
}
