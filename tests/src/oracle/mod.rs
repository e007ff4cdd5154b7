//! An independent, naive oracle for complete households.
//!
//! Written from the texts of the law and the contract, without a line of the engine or of a
//! rulebook: if the two agree on many households, each checks the other. It evaluates every
//! [`world`] that the texts leave open, one by one, and combines what they say.

pub mod bounds;
pub mod child_allowances;
pub mod children;
pub mod compare;
pub mod day;
pub mod dibao;
pub mod dibao_single;
pub mod disability_care;
pub mod disability_living;
pub mod education;
pub mod elders;
pub mod employment;
pub mod events;
pub mod family;
pub mod follows_status;
pub mod housing;
pub mod income;
pub mod json;
pub mod kin;
pub mod medical;
pub mod model;
pub mod near_dibao;
pub mod outcome;
pub mod property;
pub mod readings;
pub mod render;
pub mod rigid_expenditure;
pub mod status;
pub mod tekun;
pub mod temporary;
pub mod truth;
pub mod vocabulary;
pub mod world;

#[cfg(test)]
mod comparisons;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod supporters;
#[cfg(test)]
mod traps;
#[cfg(test)]
mod vectors;

use serde_json::Value;

pub use compare::{contradictions, differences};
pub use json::Incomplete;
pub use model::{Household, Member, Parameters};
pub use outcome::{Amount, Expected, Outcome, Per, Verdict};
pub use readings::{READINGS, Reading};

use status::{Family, Person};
use truth::Truth;
use world::World;

/// The programmes the oracle speaks about that are tested per household or on an event.
pub const HOUSEHOLD_PROGRAMS: [&str; 14] = [
    "temporary_emergency",
    "temporary_expenditure",
    "dibao",
    "near_dibao",
    "rigid_expenditure",
    "utility_relief",
    "price_subsidy",
    "public_rental_housing",
    "rural_dwelling_renovation",
    "disaster_relief",
    "homeless_relief",
    "judicial_aid",
    "legal_aid",
    "charity_and_services",
];

/// The programmes the oracle speaks about that are tested per member.
pub const MEMBER_PROGRAMS: [&str; 18] = [
    "tekun",
    "dibao_single",
    "disability_living",
    "disability_care",
    "medical_premium",
    "medical_aid",
    "education_preschool",
    "education_compulsory",
    "education_senior_high",
    "education_vocational",
    "education_university",
    "employment_aid",
    "elder_age_allowance",
    "elder_care_voucher",
    "childcare_subsidy",
    "child_rehabilitation",
    "orphan_allowance",
    "unsupported_child_allowance",
];

/// Screens a complete household document: the household's entries, then those of each member.
///
/// # Panics
/// If the document is not complete; [`try_screen`] says where instead.
#[must_use]
pub fn screen(document: &Value) -> Vec<Expected> {
    try_screen(document)
        .unwrap_or_else(|incomplete| panic!("the oracle needs a complete document: {incomplete}"))
}

/// Screens a complete household document.
///
/// # Errors
/// The first fact or parameter that is not known.
pub fn try_screen(document: &Value) -> Result<Vec<Expected>, Incomplete> {
    json::household(document).map(|household| screen_household(&household))
}

/// Screens a complete household.
#[must_use]
pub fn screen_household(household: &Household) -> Vec<Expected> {
    let worlds: Vec<InWorld> =
        world::worlds(household).iter().map(|world| evaluate(household, world)).collect();
    let mut entries = Vec::new();
    for (i, id) in HOUSEHOLD_PROGRAMS.into_iter().enumerate() {
        let outcomes: Vec<Outcome> = worlds.iter().map(|world| world.household[i]).collect();
        entries.push(Expected::over_worlds(id, None, &outcomes));
    }
    for (m, member) in household.members.iter().enumerate() {
        for (i, id) in MEMBER_PROGRAMS.into_iter().enumerate() {
            let outcomes: Vec<Outcome> = worlds.iter().map(|world| world.members[m][i]).collect();
            entries.push(Expected::over_worlds(id, Some(&member.id), &outcomes));
        }
    }
    entries
}

/// What one world says, in the order of the two lists of programmes.
struct InWorld {
    household: [Outcome; HOUSEHOLD_PROGRAMS.len()],
    members: Vec<[Outcome; MEMBER_PROGRAMS.len()]>,
}

/// Evaluates one world in the statutory order: tekun, dibao, single person, near-dibao, rigid
/// expenditure, and what follows them or stands beside them.
fn evaluate(household: &Household, world: &World) -> InWorld {
    let members = &household.members;
    let estimated = tekun::estimated(household, world);
    let is_tekun = |m: usize| estimated[m] || members[m].is_recognised("tekun");
    let mut counted = (0..members.len()).filter(|&m| world.counted[m]).peekable();
    let all_tekun = counted.peek().is_some() && counted.all(is_tekun);

    let dibao = dibao::outcome(household, world);
    let near = near_dibao::qualifies(household, world);
    let rigid = rigid_expenditure::holds(household, world, all_tekun);
    // Special aid and personal items follow a status, whether found here or recognised before.
    let has = |found: bool, program: &str| found || world.is_recognised(household, program);
    let dibao_status = has(dibao.holds == Truth::Yes, "dibao");
    let near_status = has(near, "near_dibao");
    let rigid_status = has(rigid == Truth::Yes, "rigid_expenditure");
    let belongs = |m: usize| {
        world.counted[m] || members[m].co_resident || members[m].relation == vocabulary::Relation::Applicant
    };
    // A tekun person, or one taken into dibao alone, which is within dibao.
    let of_somebody =
        (0..members.len()).any(|m| belongs(m) && (is_tekun(m) || members[m].is_recognised("dibao_single")));

    let family = Family {
        dibao: dibao_status,
        near_dibao: near_status,
        rigid_expenditure: rigid | Truth::from(rigid_status),
    };
    let singles: Vec<Truth> = (0..members.len())
        .map(|m| {
            let standing = dibao_single::Standing {
                dibao: dibao_status,
                near_dibao: near_status,
                counted: world.counted[m],
                tekun: is_tekun(m),
            };
            dibao_single::holds(household, world, &members[m], standing)
        })
        .collect();
    let people: Vec<Person> = (0..members.len())
        .map(|m| Person::of(household, world, family, m, is_tekun(m), singles[m]))
        .collect();

    let per_member = |m: usize| {
        let (member, person) = (&members[m], people[m]);
        let status = disability_living::Status {
            dibao: dibao_status && world.counted[m],
            near_dibao: near_status && world.counted[m],
            dibao_single: person.dibao_single,
            receives_dibao: world.receives_dibao(household, m),
        };
        let living = disability_living::outcome(household, member, status);
        let beside = person.has_basic_living().may_hold()
            || living.holds.may_hold()
            || member.is_recognised("disability_living");
        [
            tekun::outcome(household, member, estimated[m]),
            Outcome::unpaid(singles[m]),
            living,
            disability_care::outcome(household, world, member),
            Outcome::unpaid(medical::premium(household, world, member, person)),
            Outcome::unpaid(medical::aid(household, member, person)),
            education::preschool(household, member, person),
            education::compulsory(household, member, person),
            education::senior_high(household, member, person),
            education::vocational(household, member, person),
            education::university(household, member, person),
            Outcome::unpaid(employment::aid(household, &people, m, &world.counted)),
            elders::age_allowance(household, member, person),
            elders::care_voucher(household, member),
            children::childcare_subsidy(household, member),
            Outcome::unpaid(children::rehabilitation(household, member, person)),
            child_allowances::orphan(household, member, beside),
            child_allowances::unsupported(household, member, beside),
        ]
    };
    InWorld {
        household: [
            temporary::emergency(household),
            temporary::expenditure(household, dibao_status || near_status || rigid_status || of_somebody),
            dibao,
            Outcome::unpaid(Truth::from(near)),
            Outcome::unpaid(rigid),
            Outcome::unpaid(follows_status::utility_relief(household, family, &people)),
            Outcome::unpaid(follows_status::price_subsidy(household, family, &people)),
            Outcome::unpaid(housing::public_rental(household)),
            Outcome::unpaid(housing::rural_renovation(household, family, &people)),
            Outcome::unpaid(events::disaster_relief(household)),
            Outcome::unpaid(events::homeless_relief(household)),
            Outcome::unpaid(events::judicial_aid(household)),
            Outcome::unpaid(events::legal_aid(household, family, &people)),
            Outcome::unpaid(events::charity_and_services(household, world, family, &people)),
        ],
        members: (0..members.len()).map(per_member).collect(),
    }
}
