//! Who counts as a member of the household (民发〔2021〕57号 art 7; contract, 'who counts').

use super::kin::{are_partners, is_parent};
use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{Absence, DisabilityType, Labour, ParentalCare, Relation, Student};

/// What the texts say about one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// By this answer, whoever else counts.
    Alone(Truth),
    /// With a counted partner; a parent-in-law who lives here also with a counted son or daughter.
    /// Nobody else takes them in.
    ByMarriage,
    /// With a counted parent, son or daughter; without one, the office says this.
    ByDescent(Truth),
}

/// What a place decides about whole groups of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalRule {
    /// Members recognised as tekun count.
    pub tekun_members: bool,
}

/// The local rules still possible for this household; a rule that is not set is both.
#[must_use]
pub fn local_rules(household: &Household) -> Vec<LocalRule> {
    let concerned = household.members.iter().any(|member| member.is_recognised("tekun"));
    let options = if concerned {
        Truth::unless_set(household.parameters.counts_tekun_members).options()
    } else {
        &[false][..]
    };
    options.iter().map(|&tekun_members| LocalRule { tekun_members }).collect()
}

/// What the texts say about one member under a local rule.
#[must_use]
pub fn counts(household: &Household, member: &Member, rule: LocalRule) -> Counts {
    let away_for_good = matches!(
        member.absence,
        Absence::Prison | Absence::Detox | Absence::DeclaredMissing | Absence::ClergyThreeYears
    );
    let left_out = member.is_recognised("tekun") && !rule.tekun_members;
    if member.foster || away_for_good || left_out {
        return Counts::Alone(Truth::No);
    }
    if member.absence == Absence::MilitaryService {
        return conscript(household, member);
    }
    by_relation(household, member)
}

/// A conscript is left to the provinces (art 7, not counted, item 3), and to the office while the
/// place says nothing.
fn conscript(household: &Household, member: &Member) -> Counts {
    let set = household.parameters.counts_conscripts;
    match (set, member.relation) {
        (Some(false), _) => Counts::Alone(Truth::No),
        (Some(true), Relation::Applicant | Relation::Spouse | Relation::Child) => Counts::Alone(Truth::Yes),
        (None, Relation::Applicant | Relation::Spouse | Relation::Child) => Counts::Alone(office(member)),
        // Others are taken in, or not, as they would be at home.
        (Some(true), _) => by_relation(household, member),
        (None, _) => match by_relation(household, member) {
            Counts::Alone(Truth::No) => Counts::Alone(Truth::No),
            _ => Counts::Alone(Truth::Open),
        },
    }
}

fn by_relation(household: &Household, member: &Member) -> Counts {
    match member.relation {
        Relation::Applicant | Relation::Spouse => Counts::Alone(Truth::Yes),
        Relation::Child => Counts::Alone(child(household, member)),
        Relation::Parent => Counts::Alone(Truth::from(member.co_resident)),
        Relation::ChildInLaw | Relation::ParentInLaw => Counts::ByMarriage,
        // Item 4 asks for a duty and for shared residence.
        _ if !member.co_resident && !is_away_to_study(member) => Counts::Alone(Truth::No),
        Relation::Grandchild if is_left_to_grandparents(household, member) => Counts::Alone(Truth::Yes),
        Relation::Grandparent | Relation::Grandchild | Relation::Sibling | Relation::Other => {
            Counts::ByDescent(office(member))
        }
    }
}

/// What the office has said about a member whose counting is left to it.
fn office(member: &Member) -> Truth {
    Truth::unless_set(member.counts_as_family)
}

/// A minor whose parents are dead or unable: the grandparents' duty is plain (民法典 art 1074).
fn is_left_to_grandparents(household: &Household, member: &Member) -> bool {
    member.age(household.date) < 18
        && matches!(
            member.parental_care,
            ParentalCare::Orphaned | ParentalCare::BothUnable | ParentalCare::OneDeadOneUnable
        )
}

fn child(household: &Household, member: &Member) -> Truth {
    let here = member.co_resident;
    let away_to_study = is_away_to_study(member);
    if member.age(household.date) < 18 {
        // Item 2 knows no residence; a child who lives with the other parent may count there.
        return if here || away_to_study { Truth::Yes } else { Truth::Open };
    }
    match member.student {
        Student::Postgraduate => office(member),
        // Parent and adult child owe each other support; living together they are one household (item 4).
        Student::None if here => Truth::Yes,
        // Away at a study that is neither full time nor in the country.
        Student::None if away_to_study => office(member),
        Student::None => may_be_unable_to_live_alone(member) & office(member),
        _ if here || away_to_study => Truth::Yes,
        _ => office(member),
    }
}

/// Away at a school or university, or boarding at one.
fn is_away_to_study(member: &Member) -> bool {
    member.absence == Absence::Study || (member.boarding && member.student != Student::None)
}

/// Whether an adult child elsewhere may be unable to live alone (art 7 item 3).
fn may_be_unable_to_live_alone(member: &Member) -> Truth {
    let severely_disabled = member.disability.map_or(Truth::No, |held| match (held.grade, held.kind) {
        (..=2, _) | (3, DisabilityType::Intellectual | DisabilityType::Mental) => Truth::Yes,
        (3, DisabilityType::Multiple) => Truth::Open,
        _ => Truth::No,
    });
    severely_disabled | Truth::from(member.needs_long_term_care || member.labour == Labour::None)
}

/// Every set of members that may be the counted household.
#[must_use]
pub fn possible_households(household: &Household, rule: LocalRule) -> Vec<Vec<bool>> {
    let answers: Vec<Counts> =
        household.members.iter().map(|member| counts(household, member, rule)).collect();
    let mut starts: Vec<Vec<Option<bool>>> = vec![Vec::new()];
    for answer in &answers {
        let options: &[Option<bool>] = match answer {
            Counts::Alone(Truth::Yes) => &[Some(true)],
            Counts::Alone(Truth::No) => &[Some(false)],
            Counts::Alone(Truth::Open) => &[Some(false), Some(true)],
            Counts::ByMarriage | Counts::ByDescent(_) => &[None],
        };
        starts = starts
            .iter()
            .flat_map(|set| options.iter().map(|&option| [&set[..], &[option]].concat()))
            .collect();
    }
    let mut found = Vec::new();
    for start in starts {
        with_kin(household, &answers, start, &mut found);
    }
    found
}

/// Settles the members who count only through others: who is certain first, until nothing
/// changes, then one who is open, both ways.
fn with_kin(
    household: &Household,
    answers: &[Counts],
    mut set: Vec<Option<bool>>,
    found: &mut Vec<Vec<bool>>,
) {
    let through_others = |i: usize| !matches!(answers[i], Counts::Alone(_));
    loop {
        let certain = (0..set.len()).find(|&i| {
            through_others(i)
                && set[i] != Some(true)
                && is_taken_in(household, answers, &set, i) == Truth::Yes
        });
        match certain {
            // Left out above, and now linked to somebody who counts: there is no such household.
            Some(i) if set[i] == Some(false) => return,
            Some(i) => set[i] = Some(true),
            None => break,
        }
    }
    let open =
        (0..set.len()).find(|&i| set[i].is_none() && is_taken_in(household, answers, &set, i) == Truth::Open);
    let Some(i) = open else {
        found.push(set.into_iter().map(|counted| counted == Some(true)).collect());
        return;
    };
    for counted in [false, true] {
        let mut settled = set.clone();
        settled[i] = Some(counted);
        with_kin(household, answers, settled, found);
    }
}

/// Whether those who count so far take in a member who counts only through others.
fn is_taken_in(household: &Household, answers: &[Counts], set: &[Option<bool>], i: usize) -> Truth {
    let members = &household.members;
    let member = &members[i];
    let with_counted = |link: &dyn Fn(&Member) -> Truth| {
        (0..members.len())
            .filter(|&j| set[j] == Some(true))
            .fold(Truth::No, |found, j| found | link(&members[j]))
    };
    let partner = || with_counted(&|other| are_partners(member, other));
    let son_or_daughter = || with_counted(&|other| is_parent(household, member, other));
    let parent = || with_counted(&|other| is_parent(household, other, member));
    match answers[i] {
        Counts::Alone(truth) => truth,
        Counts::ByMarriage if member.relation == Relation::ParentInLaw && member.co_resident => {
            partner() | son_or_daughter()
        }
        Counts::ByMarriage => partner(),
        Counts::ByDescent(office) => son_or_daughter() | parent() | office,
    }
}
