//! Support for the extremely poor (社会救助法 art 16–17; 民发〔2021〕43号): a test of the person.
//!
//! What is open (a link that is not told, a duty that depends on circumstances, entry at 16 or
//! 17, an old supporter who would be dibao, an allowance that tops up dibao, two people who support
//! only each other) is settled against the person in one kind of
//! world and in favour in the other, [`World::lenient`]; every test here leans one way only, so
//! these two are the extremes.

use rust_decimal::Decimal;

use super::kin::{may_be_grandparent, may_be_siblings};
use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::truth::Truth;
use super::vocabulary::{Absence, DisabilityType, Student, Supporters};
use super::world::World;
use super::{dibao, income};

/// For each member, whether every test holds in this world.
#[must_use]
pub fn estimated(household: &Household, world: &World) -> Vec<bool> {
    let members = &household.members;
    let mut tekun = vec![world.lenient; members.len()];
    loop {
        let next: Vec<bool> = (0..members.len()).map(|m| qualifies(household, world, m, &tekun)).collect();
        if next == tekun {
            return tekun;
        }
        tekun = next;
    }
}

/// The verdict and the monthly amount: living standard and the care standard of the grade.
#[must_use]
pub fn outcome(household: &Household, member: &Member, estimated: bool) -> Outcome {
    let set = &household.parameters;
    let care = match member.self_care_items {
        6.. => set.tekun_care_standard[0],
        3..=5 => set.tekun_care_standard[1],
        0..=2 => set.tekun_care_standard[2],
    };
    let floor = (set.dibao_standard * Decimal::new(13, 1))
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let amount = match (set.tekun_living_standard, care) {
        (Some(living), Some(care)) => Amount::monthly(living + care),
        (living, care) => Amount::monthly_from(living.unwrap_or(floor) + care.unwrap_or_default()),
    };
    Outcome { holds: Truth::from(estimated), amount: Some(amount) }
}

/// Whether some member's verdict depends on another member's support in a way the texts leave to
/// be read: a duty that is open, or a supporter who may be unable.
#[must_use]
pub fn depends_on_members(household: &Household, world: &World) -> bool {
    let members = &household.members;
    let contested = |to: usize| {
        (0..members.len()).any(|j| match owes_support(household, world, j, to) {
            Truth::Yes => is_unable(household, world, j, false),
            Truth::No => false,
            Truth::Open => true,
        })
    };
    members.iter().enumerate().any(|(m, member)| {
        has_no_labour_capacity(household, world, member)
            && has_no_livelihood(household, world, member)
            && member.supporters != Supporters::SomeAble
            && contested(m)
    })
}

fn qualifies(household: &Household, world: &World, m: usize, tekun: &[bool]) -> bool {
    let member = &household.members[m];
    // Support ends with a sentence being served and with a declaration of absence (art 24).
    let ended = matches!(member.absence, Absence::Prison | Absence::DeclaredMissing);
    // Who draws a child allowance has chosen it (art 9); one that tops up dibao leaves it to the office.
    let chose_otherwise =
        member.draws_child_allowance() && !(world.lenient && world.receives_dibao(household, m));
    !ended
        && !chose_otherwise
        && has_no_labour_capacity(household, world, member)
        && has_no_livelihood(household, world, member)
        && has_no_able_supporter(household, world, m, tekun)
}

/// Test A, art 5: by age or by a listed disability.
fn has_no_labour_capacity(household: &Household, world: &World, member: &Member) -> bool {
    let age = member.age(household.date);
    // Support given to a minor goes on to 18, and beyond while at school (art 24).
    let continues = member.is_recognised("tekun") && (age < 18 || is_at_school(member));
    let entry_is_asked = age < 18 && world.lenient;
    !(16..60).contains(&age) || is_listed(world, member) || continues || entry_is_asked
}

/// At a school up to the senior level: support goes on (art 24), and so does the parents' duty (民法典
/// art 1067; 最高人民法院 婚姻家庭编解释（一） art 41).
fn is_at_school(member: &Member) -> bool {
    matches!(
        member.student,
        Student::Primary | Student::JuniorMiddle | Student::SeniorHigh | Student::Vocational
    )
}

/// Art 5: intellectual or mental grade 1 to 3, physical 1 or 2, visual 1.
fn is_listed(world: &World, member: &Member) -> bool {
    member.disability.is_some_and(|held| match held.kind {
        DisabilityType::Physical => held.grade <= 2,
        DisabilityType::Visual => held.grade == 1,
        DisabilityType::Hearing | DisabilityType::Speech => false,
        DisabilityType::Intellectual | DisabilityType::Mental | DisabilityType::Multiple => {
            held.grade <= 3 && world.is_mental(held)
        }
    })
}

/// Test B, art 6: own income under the standard, and property in order.
fn has_no_livelihood(household: &Household, world: &World, member: &Member) -> bool {
    let set = &household.parameters;
    income::is_under(income::own(member), set.dibao_standard * Decimal::from(12), set.line_inclusive)
        && world.dibao_property
}

/// Test C, art 8: nobody owes support, or nobody who owes it is able.
fn has_no_able_supporter(household: &Household, world: &World, m: usize, tekun: &[bool]) -> bool {
    let owes = |j: usize| match owes_support(household, world, j, m) {
        Truth::Yes => true,
        Truth::No => false,
        Truth::Open => !world.lenient,
    };
    household.members[m].supporters != Supporters::SomeAble
        && (0..household.members.len()).filter(|&j| owes(j)).all(|j| is_unable(household, world, j, tekun[j]))
}

/// Whether `from` owes support to `to` (民法典 art 1059, 1067, 1074, 1075).
fn owes_support(household: &Household, world: &World, giver: usize, receiver: usize) -> Truth {
    let (from, to) = (&household.members[giver], &household.members[receiver]);
    let partner = world.are_partners(household, giver, receiver);
    let son_or_daughter = world.is_parent(household, receiver, giver);
    let raised_by = world.is_parent(household, giver, receiver);
    let (giver, receiver) = (from.age(household.date), to.age(household.date));
    let is_minor = receiver < 18;
    if from.id == to.id || giver < 18 {
        return Truth::No;
    }
    // Parents owe it to a minor and to an adult child who cannot live independently, at school or
    // by disability.
    let parent = match raised_by {
        Truth::Yes if !is_minor && !is_listed(world, to) && !is_at_school(to) => Truth::Open,
        parent => parent,
    };
    // Grandparents and grandchildren: only where the generation between is dead or unable, and
    // only if they can afford it. Brothers and sisters: the elder for a minor, the younger for the
    // one who raised them.
    let conditional = (is_minor && may_be_grandparent(from, to))
        || may_be_grandparent(to, from)
        || (may_be_siblings(from, to) && (is_minor || giver <= receiver));
    partner | son_or_daughter | parent | if conditional { Truth::Open } else { Truth::No }
}

/// Art 8: a supporter who is unable.
fn is_unable(household: &Household, world: &World, index: usize, estimated_tekun: bool) -> bool {
    let member = &household.members[index];
    let set = &household.parameters;
    let age = member.age(household.date);
    let tekun = estimated_tekun || member.is_recognised("tekun");
    // Art 8(2) speaks of recipients; a family that would be dibao if it applied is left to the office.
    let would_be_dibao = world.lenient && world.counted[index] && dibao::qualifies(household, world);
    let dibao = member.is_recognised("dibao") || world.receives_dibao(household, index) || would_be_dibao;
    let old_or_disabled = age >= 70 || world.is_severely_disabled(member);
    let poor = income::is_under(income::own(member), world.per_capita_disposable_income, set.line_inclusive);
    let cannot_act =
        member.lacks_civil_capacity || matches!(member.absence, Absence::Prison | Absence::DeclaredMissing);
    tekun || (dibao && age >= 60) || (world.near_property && ((old_or_disabled && poor) || cannot_act))
}
