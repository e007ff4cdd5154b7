//! Who counts as a member of the household (民发〔2021〕57号 art 7; contract, 'who counts').

use super::kin::are_partners;
use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{Absence, Dependency, Labour, Relation, Student};

/// What the texts say about one member, taken alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// By this answer.
    Alone(Truth),
    /// If the partner counts.
    AsPartner,
}

/// What a place decides about whole groups of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalRule {
    /// Conscripts count.
    pub conscripts: bool,
    /// Members recognised as tekun count.
    pub tekun_members: bool,
}

/// The local rules still possible for this household; a rule that is not set is both.
#[must_use]
pub fn local_rules(household: &Household) -> Vec<LocalRule> {
    let set = &household.parameters;
    let concerns = |test: fn(&Member) -> bool| household.members.iter().any(test);
    let options = |value: Option<bool>, concerned: bool| {
        if concerned { Truth::unless_set(value).options() } else { &[false][..] }
    };
    let mut rules = Vec::new();
    for &conscripts in options(set.counts_conscripts, concerns(|m| m.absence == Absence::MilitaryService)) {
        for &tekun_members in options(set.counts_tekun_members, concerns(|m| m.is_recognised("tekun"))) {
            rules.push(LocalRule { conscripts, tekun_members });
        }
    }
    rules
}

/// What the texts say about one member under a local rule.
#[must_use]
pub fn counts(household: &Household, member: &Member, rule: LocalRule) -> Counts {
    let away_for_good = matches!(
        member.absence,
        Absence::Prison | Absence::Detox | Absence::DeclaredMissing | Absence::ClergyThreeYears
    );
    let left_out_locally = (member.absence == Absence::MilitaryService && !rule.conscripts)
        || (member.is_recognised("tekun") && !rule.tekun_members);
    if member.foster || away_for_good || left_out_locally {
        return Counts::Alone(Truth::No);
    }
    match member.relation {
        Relation::Applicant | Relation::Spouse => Counts::Alone(Truth::Yes),
        Relation::Child => Counts::Alone(child(household, member)),
        Relation::Parent => Counts::Alone(Truth::from(member.co_resident)),
        Relation::ChildInLaw | Relation::ParentInLaw => Counts::AsPartner,
        // A duty that depends on circumstances (item 4): the contract leaves it open.
        Relation::Grandparent | Relation::Grandchild | Relation::Sibling | Relation::Other => {
            Counts::Alone(Truth::Open)
        }
    }
}

fn child(household: &Household, member: &Member) -> Truth {
    if !member.co_resident && !is_away_to_study(member) {
        return Truth::Open;
    }
    if member.age(household.date) < 18 {
        return Truth::Yes;
    }
    match member.student {
        Student::Postgraduate => Truth::Open,
        Student::None if may_be_unable_to_live_alone(member) => Truth::Open,
        // Parent and adult child owe each other support; living together they are one household (item 4).
        Student::None if member.co_resident => Truth::Yes,
        // Away at a study that is neither full time nor in the country: the office decides.
        Student::None => Truth::Open,
        _ => Truth::Yes,
    }
}

/// Away at a school or university, or boarding at one.
fn is_away_to_study(member: &Member) -> bool {
    member.absence == Absence::Study || (member.boarding && member.student != Student::None)
}

/// Whether any fact hints that an adult child cannot live independently (art 7 item 3).
fn may_be_unable_to_live_alone(member: &Member) -> bool {
    member.disability.is_some()
        || member.serious_illness
        || member.needs_long_term_care
        || member.labour != Labour::Full
        || member.self_care_items < 6
        || member.dependency != Dependency::None
}

/// Every set of members that may be the counted household.
#[must_use]
pub fn possible_households(household: &Household, rule: LocalRule) -> Vec<Vec<bool>> {
    let members = &household.members;
    let answers: Vec<Counts> = members.iter().map(|member| counts(household, member, rule)).collect();
    let mut sets: Vec<Vec<bool>> = vec![Vec::new()];
    for answer in &answers {
        let options = match answer {
            Counts::Alone(truth) => truth.options(),
            Counts::AsPartner => &[false][..],
        };
        sets =
            sets.iter().flat_map(|set| options.iter().map(move |&counted| extended(set, counted))).collect();
    }
    sets.into_iter().flat_map(|set| with_partners(members, &answers, set)).collect()
}

/// Adds the members who count only as the partner of a counted one.
fn with_partners(members: &[Member], answers: &[Counts], mut set: Vec<bool>) -> Vec<Vec<bool>> {
    let partner_counts = |set: &[bool], i: usize| {
        (0..members.len())
            .filter(|&j| set[j])
            .fold(Truth::No, |found, j| found | are_partners(&members[i], &members[j]))
    };
    // The certain ones, until nothing changes: a partner may count only as a partner too.
    while let Some(i) = (0..members.len())
        .find(|&i| answers[i] == Counts::AsPartner && !set[i] && partner_counts(&set, i) == Truth::Yes)
    {
        set[i] = true;
    }
    let mut sets = vec![set.clone()];
    for i in (0..members.len()).filter(|&i| answers[i] == Counts::AsPartner && !set[i]) {
        if partner_counts(&set, i) == Truth::Open {
            let added: Vec<Vec<bool>> = sets
                .iter()
                .map(|other| {
                    let mut other = other.clone();
                    other[i] = true;
                    other
                })
                .collect();
            sets.extend(added);
        }
    }
    sets
}

fn extended(set: &[bool], counted: bool) -> Vec<bool> {
    let mut longer = set.to_vec();
    longer.push(counted);
    longer
}
