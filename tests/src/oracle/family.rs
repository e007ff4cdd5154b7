//! Who counts as a member of the household (民发〔2021〕57号 art 7; contract, 'who counts').

use super::kin::{are_partners, is_parent};
use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{Absence, Dependency, Labour, ParentalCare, Relation, Student};

/// What the texts say about one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// By this answer, whoever else counts.
    Alone(Truth),
    /// With a counted partner only.
    ByMarriage,
    /// With a counted partner, son or daughter.
    ByMarriageOrChild,
    /// With a counted parent, son or daughter; without one, the office says this.
    ByDescent(Truth),
}

/// What a place decides about whole groups of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalRule {
    /// Conscripts count; those of the couple and their children while this is not set by the office's word.
    pub conscripts: bool,
    /// Members recognised as tekun count.
    pub tekun_members: bool,
}

/// The local rules still possible for this household; a rule that is not set is both.
#[must_use]
pub fn local_rules(household: &Household) -> Vec<LocalRule> {
    let set = &household.parameters;
    let options = |value: Option<bool>, concerned: bool| {
        if concerned { Truth::unless_set(value).options() } else { &[false][..] }
    };
    let any = |test: fn(&Member) -> bool| household.members.iter().any(test);
    let conscripts = options(set.counts_conscripts, any(|m| m.absence == Absence::MilitaryService));
    let tekun = options(set.counts_tekun_members, any(|m| m.is_recognised("tekun")));
    let mut rules = Vec::new();
    for &conscripts in conscripts {
        rules.extend(tekun.iter().map(|&tekun_members| LocalRule { conscripts, tekun_members }));
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
    let left_out = member.is_recognised("tekun") && !rule.tekun_members;
    if member.foster || away_for_good || left_out {
        return Counts::Alone(Truth::No);
    }
    if member.absence == Absence::MilitaryService {
        // Left to the provinces (not counted, item 3), and to the office while the place says nothing.
        let is_core = matches!(member.relation, Relation::Applicant | Relation::Spouse | Relation::Child);
        if is_core && household.parameters.counts_conscripts.is_none() {
            return Counts::Alone(office(member));
        }
        if is_core || !rule.conscripts {
            return Counts::Alone(Truth::from(rule.conscripts));
        }
    }
    match member.relation {
        Relation::Applicant | Relation::Spouse => Counts::Alone(Truth::Yes),
        Relation::Child => Counts::Alone(child(household, member)),
        Relation::Parent => Counts::Alone(Truth::from(member.co_resident)),
        Relation::ParentInLaw if member.co_resident => Counts::ByMarriageOrChild,
        Relation::ChildInLaw | Relation::ParentInLaw => Counts::ByMarriage,
        // Item 4 asks for a duty and for shared residence.
        _ if !member.co_resident && !is_away_to_study(member) => Counts::Alone(Truth::No),
        Relation::Grandchild if is_left_to_grandparents(household, member) => Counts::Alone(Truth::Yes),
        Relation::Grandparent | Relation::Grandchild | Relation::Sibling => Counts::ByDescent(office(member)),
        Relation::Other => Counts::Alone(office(member)),
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
        Student::None if may_be_unable_to_live_alone(member) => office(member),
        Student::None => Truth::No,
        _ if here || away_to_study => Truth::Yes,
        _ => office(member),
    }
}

/// Away at a school or university, or boarding at one.
fn is_away_to_study(member: &Member) -> bool {
    member.absence == Absence::Study || (member.boarding && member.student != Student::None)
}

/// Whether any fact hints that an adult child elsewhere cannot live alone (art 7 item 3): severe
/// disability, long-term care, no labour capacity, and the milder signs the contract lets be taken so.
fn may_be_unable_to_live_alone(member: &Member) -> bool {
    member.disability.is_some()
        || member.serious_illness
        || member.needs_long_term_care
        || member.labour != Labour::Full
        || member.self_care_items < 6
        || member.dependency != Dependency::None
}

/// What the texts say about each member under a local rule.
#[must_use]
pub fn answers(household: &Household, rule: LocalRule) -> Vec<Counts> {
    household.members.iter().map(|member| counts(household, member, rule)).collect()
}

/// Every set of members that may be the counted household.
#[must_use]
pub fn possible_households(household: &Household, rule: LocalRule) -> Vec<Vec<bool>> {
    let answers = answers(household, rule);
    let mut starts: Vec<Vec<Option<bool>>> = vec![Vec::new()];
    for answer in &answers {
        let options: &[Option<bool>] = match answer {
            Counts::Alone(Truth::Yes) => &[Some(true)],
            Counts::Alone(Truth::No) => &[Some(false)],
            Counts::Alone(Truth::Open) => &[Some(false), Some(true)],
            Counts::ByMarriage | Counts::ByMarriageOrChild | Counts::ByDescent(_) => &[None],
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
    let through = |j: usize| answers[i].link(household, member, &members[j]);
    let linked =
        (0..members.len()).filter(|&j| set[j] == Some(true)).fold(Truth::No, |found, j| found | through(j));
    match answers[i] {
        Counts::Alone(truth) => truth,
        Counts::ByMarriage | Counts::ByMarriageOrChild => linked,
        Counts::ByDescent(office) => linked | office,
    }
}

impl Counts {
    /// Whether somebody who counts takes this member in.
    fn link(self, household: &Household, member: &Member, other: &Member) -> Truth {
        let partner = are_partners(member, other);
        let child = is_parent(household, member, other);
        let parent = is_parent(household, other, member);
        match self {
            Counts::Alone(_) => Truth::No,
            Counts::ByMarriage => partner,
            Counts::ByMarriageOrChild => partner | child,
            Counts::ByDescent(_) => child | parent,
        }
    }

    /// Whether this member would count by being the partner of somebody who does.
    #[must_use]
    pub fn is_by_marriage(self) -> bool {
        matches!(self, Counts::ByMarriage | Counts::ByMarriageOrChild)
    }

    /// Whether this member would count by being the parent of somebody who does.
    #[must_use]
    pub fn is_by_child(self) -> bool {
        matches!(self, Counts::ByMarriageOrChild | Counts::ByDescent(_))
    }
}

/// Whether `i` counts, and through `j` alone of those who count.
#[must_use]
pub fn counts_only_through(
    household: &Household,
    answers: &[Counts],
    counted: &[bool],
    i: usize,
    j: usize,
) -> bool {
    let members = &household.members;
    let may_link = |k: usize| answers[i].link(household, &members[i], &members[k]).may_hold();
    let by_the_office = matches!(answers[i], Counts::ByDescent(office) if office.may_hold());
    counted[i]
        && !by_the_office
        && !matches!(answers[i], Counts::Alone(_))
        && (0..members.len()).filter(|&k| counted[k]).all(|k| may_link(k) == (k == j))
}
