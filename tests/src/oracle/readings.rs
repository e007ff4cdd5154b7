//! Where the texts and the contract left room and the oracle had to read them one way.
//!
//! If the engine and the oracle differ on a household, the readings it touches are the first
//! suspects: one of the two authors has to be asked, not corrected.

use super::family::possible_households;
use super::kin::is_too_young_a_parent;
use super::model::{Household, Member};
use super::vocabulary::{Absence, DisabilityType, Relation, Student};
use super::world::{World, worlds};
use super::{dibao, family, near_dibao, tekun};

/// One choice the oracle made.
pub struct Reading {
    /// Short name.
    pub id: &'static str,
    /// The programmes it bears on; `*` for all that count the household.
    pub programs: &'static str,
    /// What the texts do not settle.
    pub question: &'static str,
    /// How the oracle reads it.
    pub choice: &'static str,
    touches: fn(&Household) -> bool,
}

/// The readings a household touches.
#[must_use]
pub fn touched(household: &Household) -> Vec<&'static Reading> {
    READINGS.iter().filter(|reading| (reading.touches)(household)).collect()
}

/// Every reading.
pub const READINGS: &[Reading] = &[
    Reading {
        id: "study-without-a-school",
        programs: "*",
        question: "A grown-up child away to study who is no full-time student in the country.",
        choice: "The office decides.",
        touches: |h| any(h, |h, m| is_grown_up_elsewhere(h, m) && m.absence == Absence::Study),
    },
    Reading {
        id: "minor-elsewhere",
        programs: "*",
        question: "With whom does a minor child live who is elsewhere and not away to study?",
        choice: "Perhaps with the other parent, also where both are in the document: open.",
        touches: |h| any(h, |h, m| m.relation == Relation::Child && m.age(h.date) < 18 && !m.co_resident),
    },
    Reading {
        id: "relative-away-to-study",
        programs: "*",
        question: "A grandchild, sibling or other who is away to study: living here?",
        choice: "Yes, as a child is.",
        touches: |h| {
            any(h, |_, m| is_distant(m) && !m.co_resident && (m.absence == Absence::Study || m.boarding))
        },
    },
    Reading {
        id: "sibling-and-child",
        programs: "*",
        question: "May a brother or sister of self be the other parent of self's child, where that is not told?",
        choice: "No: not by birth, and adoption ends the tie to the birth parents (民法典 art 1111). Left open would \
                 do as well.",
        touches: |h| {
            let has = |relation| any(h, |_, m| m.relation == relation);
            has(Relation::Sibling)
                && !has(Relation::Spouse)
                && any(h, |_, m| m.relation == Relation::Child && m.parents.is_none())
        },
    },
    Reading {
        id: "younger-than-the-child",
        programs: "*",
        question: "Does age settle that a link which is not told is not there?",
        choice: "Yes, a parent is older. Left open would do as well.",
        touches: |h| any(h, |h, m| h.members.iter().any(|other| is_too_young_a_parent(h, m, other))),
    },
    Reading {
        id: "dibao-or-else-near-dibao",
        programs: "temporary_expenditure, disability_living",
        question: "The place's judgement of the property makes the family dibao or, failing that, near-dibao; is what \
                   follows from either certain?",
        choice: "Yes; left open, as for each of the two, would do as well.",
        touches: |h| {
            let worlds = worlds(h);
            let any = |test: fn(&Household, &World) -> bool| worlds.iter().any(|world| test(h, world));
            any(dibao::qualifies) && any(near_dibao::qualifies)
        },
    },
    Reading {
        id: "conscript-relative",
        programs: "*",
        question: "A conscript other than self, spouse or child.",
        choice: "Where conscripts count, as at home; while that is not set, open if they would count at home.",
        touches: |h| {
            any(h, |_, m| {
                m.absence == Absence::MilitaryService
                    && !matches!(m.relation, Relation::Applicant | Relation::Spouse | Relation::Child)
            })
        },
    },
    Reading {
        id: "parents-elsewhere",
        programs: "*",
        question: "Does a parent who lives elsewhere belong to a minor or student who answers for themselves?",
        choice: "No; left open would do as well.",
        touches: |h| {
            let is_young = |h: &Household, m: &Member| m.age(h.date) < 18 || m.student != Student::None;
            any(h, |h, m| m.relation == Relation::Applicant && is_young(h, m))
                && any(h, |_, m| m.relation == Relation::Parent && !m.co_resident)
        },
    },
    Reading {
        id: "tekun-in-a-family",
        programs: "rigid_expenditure",
        question: "Which tekun people keep a family from rigid expenditure?",
        choice: "Only if every counted member is tekun, estimated or recognised.",
        touches: |h| worlds(h).iter().any(|world| tekun::estimated(h, world).contains(&true)),
    },
    Reading {
        id: "boarder",
        programs: "*",
        question: "Is a child who is not at home and boards at school, with no absence told, away to study?",
        choice: "Yes.",
        touches: |h| any(h, |_, m| m.boarding && !m.co_resident && m.absence != Absence::Study),
    },
    Reading {
        id: "partner-untold",
        programs: "*",
        question: "A child-in-law or parent-in-law without a link: whose partner?",
        choice: "Open among married, unlinked members of the fitting relation; none of those counted, not counted.",
        touches: |h| {
            any(h, |_, m| {
                matches!(m.relation, Relation::ChildInLaw | Relation::ParentInLaw) && m.spouse.is_none()
            })
        },
    },
    Reading {
        id: "nobody-counts",
        programs: "dibao, near_dibao, rigid_expenditure",
        question: "What if no member of the document counts?",
        choice: "No household, so unlikely, even where the line is inclusive.",
        touches: |h| {
            let rules = family::local_rules(h);
            rules.into_iter().any(|rule| possible_households(h, rule).iter().any(|set| !set.contains(&true)))
        },
    },
    Reading {
        id: "tekun-at-16",
        programs: "tekun",
        question: "Entry at 16 or 17 without a listed disability.",
        choice: "Possible (the office is asked).",
        touches: |h| {
            let estimates: Vec<_> = worlds(h).iter().map(|world| tekun::estimated(h, world)).collect();
            let may_be = |i: usize| estimates.iter().any(|tekun| tekun[i]);
            h.members.iter().enumerate().any(|(i, m)| matches!(m.age(h.date), 16 | 17) && may_be(i))
        },
    },
    Reading {
        id: "tekun-goes-on",
        programs: "tekun",
        question: "Does support already recognised continue past 16, and at school past 18 (art 24)?",
        choice: "Yes, it meets the test of labour capacity.",
        touches: |h| {
            any(h, |h, m| m.is_recognised("tekun") && m.age(h.date) >= 16 && m.student != Student::None)
        },
    },
    Reading {
        id: "tekun-declared-missing",
        programs: "tekun",
        question: "A person declared missing.",
        choice: "Unlikely, as for a sentence (art 24).",
        touches: |h| any(h, |_, m| m.absence == Absence::DeclaredMissing),
    },
    Reading {
        id: "supporters-in-the-document",
        programs: "tekun",
        question: "Which members owe a member support, and which of them are unable?",
        choice: "Everyone in the document by 民法典 art 1059, 1067, 1074, 1075: partner, adult child, parent (of an adult \
                 without a listed disability: open); grandparents, grandchildren and siblings open. Unable by art 8, \
                 with the household's near-dibao property and own income by the tekun rules; at 60 in a family that \
                 would be dibao, open.",
        touches: |h| worlds(h).iter().any(|world| tekun::depends_on_members(h, world)),
    },
    Reading {
        id: "multiple-grade-3",
        programs: "dibao_single, disability_care, dibao",
        question: "Is a multiple disability of grade 3 intellectual or mental?",
        choice: "Open.",
        touches: |h| {
            any(h, |_, m| m.disability.is_some_and(|d| d.kind == DisabilityType::Multiple && d.grade == 3))
        },
    },
    Reading {
        id: "recognised-status",
        programs: "rigid_expenditure, dibao_single, disability_living, temporary_expenditure",
        question: "Does a recognised status of the household that the facts do not show bear on other programmes?",
        choice: "Yes: like an estimated one for what follows or excludes; near_dibao looks at the estimate of dibao only.",
        touches: |h| {
            let statuses = ["tekun", "dibao", "near_dibao", "rigid_expenditure"];
            any(h, |_, m| statuses.iter().any(|status| m.is_recognised(status)))
        },
    },
    Reading {
        id: "not-counted",
        programs: "dibao_single, disability_living",
        question: "A person in the document who does not count.",
        choice: "No status of the household reaches them: unlikely.",
        touches: |h| {
            let sets = family::local_rules(h).into_iter().flat_map(|rule| possible_households(h, rule));
            sets.into_iter()
                .any(|set| h.members.iter().zip(set).any(|(m, counted)| !counted && m.disability.is_some()))
        },
    },
    Reading {
        id: "clergy",
        programs: "dibao_single",
        question: "Clergy away for three years who are in difficulty (民发〔2021〕57号 art 8).",
        choice: "Possible with own counted income under the standard, else unlikely.",
        touches: |h| any(h, |_, m| m.absence == Absence::ClergyThreeYears),
    },
    Reading {
        id: "inclusive-elsewhere",
        programs: "rigid_expenditure, tekun",
        question: "Does `line_inclusive` reach the rigid ratio, the disposable income and the own-income tests?",
        choice: "Yes, all of them.",
        touches: |h| h.parameters.line_inclusive,
    },
    Reading {
        id: "own-income",
        programs: "tekun",
        question: "Do support and social insurance paid come off a person's own income?",
        choice: "Yes.",
        touches: |h| any(h, |_, m| !m.support_paid.is_zero() || !m.social_insurance_paid.is_zero()),
    },
    Reading {
        id: "limit-order",
        programs: "near_dibao, rigid_expenditure",
        question: "A near-dibao limit set under the dibao limit, or set where the dibao limit is not.",
        choice: "The larger of the two; a dibao limit that is not set leaves dibao open.",
        touches: |h| {
            let set = &h.parameters;
            let pairs = [
                (set.savings_limit, set.near_savings_limit),
                (set.homes_limit, set.near_homes_limit),
                (set.vehicles_limit, set.near_vehicles_limit),
            ];
            pairs
                .into_iter()
                .any(|(dibao, near)| near.is_some_and(|near| dibao.is_none_or(|dibao| near < dibao)))
        },
    },
];

fn any(household: &Household, test: impl Fn(&Household, &Member) -> bool) -> bool {
    household.members.iter().any(|member| test(household, member))
}

fn is_grown_up_elsewhere(household: &Household, member: &Member) -> bool {
    member.relation == Relation::Child
        && member.age(household.date) >= 18
        && member.student == Student::None
        && !member.co_resident
}

fn is_distant(member: &Member) -> bool {
    matches!(
        member.relation,
        Relation::Grandparent | Relation::Grandchild | Relation::Sibling | Relation::Other
    )
}
