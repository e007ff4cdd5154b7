//! Who is whose parent or partner, from the relations to the applicant and the links.
//!
//! A link that is told decides; one that is absent means what the relations imply, and where
//! they imply nothing it is open (contract, `parents` and `spouse`).

use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{Marital, Relation};

use Relation::{
    Applicant, Child, ChildInLaw, Grandchild, Grandparent, Other, Parent, ParentInLaw, Sibling, Spouse,
};

/// Whether `parent` is the father or mother of `child`. A foster child is nobody's: the
/// authorities are its guardian (民发〔2021〕57号 art 7 read with 民法典 art 1067).
#[must_use]
pub fn is_parent(household: &Household, parent: &Member, child: &Member) -> Truth {
    let link = by_links_and_relations(household, parent, child);
    let older = parent.age(household.date) > child.age(household.date);
    if link == Truth::Open && !older { Truth::No } else { link }
}

/// Whether only their ages say that one is not the parent of the other.
#[must_use]
pub fn is_too_young_a_parent(household: &Household, parent: &Member, child: &Member) -> bool {
    let link = by_links_and_relations(household, parent, child);
    link == Truth::Open && is_parent(household, parent, child) == Truth::No
}

fn by_links_and_relations(household: &Household, parent: &Member, child: &Member) -> Truth {
    if parent.id == child.id || parent.foster || child.foster {
        return Truth::No;
    }
    if child.parents.as_ref().is_some_and(|ids| ids.contains(&parent.id)) {
        return Truth::Yes;
    }
    let relations = (parent.relation, child.relation);
    if matches!(relations, (Applicant | Spouse, Child) | (Parent, Applicant) | (ParentInLaw, Spouse)) {
        return Truth::Yes;
    }
    // Told otherwise; or self and spouse are the two parents a child has.
    let is_of_the_couple =
        child.relation == Child && household.members.iter().any(|other| other.relation == Spouse);
    if child.parents.is_some() || is_of_the_couple {
        return Truth::No;
    }
    let imaginable = matches!(
        relations,
        // A sibling has one parent in common, not told which.
        (Grandparent, Parent)
            | (Parent, Sibling)
            | (Child | ChildInLaw, Grandchild)
            | (Sibling | Grandparent | Grandchild | ParentInLaw | ChildInLaw | Other, Other)
            | (Other, Child | Sibling | Grandchild | Grandparent | ParentInLaw | ChildInLaw)
    );
    if imaginable { Truth::Open } else { Truth::No }
}

/// Whether the two are married to each other.
#[must_use]
pub fn are_partners(one: &Member, two: &Member) -> Truth {
    let links = |from: &Member, to: &Member| from.spouse.as_ref() == Some(&to.id);
    if one.id == two.id {
        return Truth::No;
    }
    if links(one, two) || links(two, one) || matches!(pair(one, two), (Applicant, Spouse)) {
        return Truth::Yes;
    }
    let taken = |member: &Member| {
        member.spouse.is_some()
            || member.marital != Marital::Married
            || matches!(member.relation, Applicant | Spouse)
    };
    if taken(one) || taken(two) {
        return Truth::No;
    }
    let imaginable = matches!(
        pair(one, two),
        (Parent, Parent)
            | (Grandparent, Grandparent)
            | (ParentInLaw, ParentInLaw)
            | (Child, ChildInLaw)
            | (Grandchild | Sibling | Other, Other)
    );
    if imaginable { Truth::Open } else { Truth::No }
}

/// Whether `elder` may be a grandparent of `younger`.
#[must_use]
pub fn may_be_grandparent(elder: &Member, younger: &Member) -> bool {
    !elder.foster
        && !younger.foster
        && matches!(
            (elder.relation, younger.relation),
            (Grandparent, Applicant | Sibling)
                | (Parent | ParentInLaw, Child)
                | (Applicant | Spouse, Grandchild)
        )
}

/// Whether the two may be brothers or sisters.
#[must_use]
pub fn may_be_siblings(one: &Member, two: &Member) -> bool {
    one.id != two.id
        && !one.foster
        && !two.foster
        && matches!(
            pair(one, two),
            (Applicant | Sibling, Sibling) | (Child, Child) | (Grandchild, Grandchild)
        )
}

/// The two relations in the contract's order.
fn pair(one: &Member, two: &Member) -> (Relation, Relation) {
    let (a, b) = (one.relation, two.relation);
    if a as u8 <= b as u8 { (a, b) } else { (b, a) }
}
