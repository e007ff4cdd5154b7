//! Where the texts and the contract left room and the oracle had to read them one way.
//!
//! If the engine and the oracle differ on a household, the readings it touches are the first
//! suspects: one of the two authors has to be asked, not corrected.

use super::family::possible_households;
use super::kin::is_too_young_a_parent;
use super::model::{Household, Member};
use super::vocabulary::{Absence, Relation, Student};
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
];

fn any(household: &Household, test: impl Fn(&Household, &Member) -> bool) -> bool {
    household.members.iter().any(|member| test(household, member))
}
