//! Who is whose parent and spouse: what relations to the one who asks tell, and what was told beside them.

use super::{Household, Link};
use crate::{
    domain::Truth,
    rulebook::{Relation, Rulebook},
};

impl Household {
    /// Works out who is whose parent and spouse; to be called after relations, parents or spouses change.
    pub fn link(&mut self, book: &Rulebook) {
        let builtin = book.builtin();
        let n = self.members.len();
        let relations: Vec<Vec<Relation>> = self.members.iter().map(|m| m.relations(builtin)).collect();
        let unmarried: Vec<bool> = self.members.iter().map(|m| m.is_unmarried(builtin)).collect();
        let mut parent_of = Vec::with_capacity(n * n);
        let mut spouse_of = Vec::with_capacity(n * n);
        for a in 0..n {
            for b in 0..n {
                parent_of.push(if a == b { Truth::False } else { self.parent(&relations, a, b) });
                spouse_of.push(if a == b { Truth::False } else { self.spouse(&relations, &unmarried, a, b) });
            }
        }
        self.parent_of = parent_of;
        self.spouse_of = spouse_of;
    }

    fn parent(&self, relations: &[Vec<Relation>], a: usize, b: usize) -> Truth {
        let implied = over(relations, a, b, parent_by_relation);
        if implied.is_known() {
            return implied;
        }
        match self.members.get(b).and_then(|m| m.parents.as_ref()) {
            Some(parents) if parents.contains(&a) => Truth::True,
            // Relations make a parent of one who was not told to be: as long as they may, nothing is settled.
            Some(_) if !may_imply(relations, a, b, parent_by_relation) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn spouse(&self, relations: &[Vec<Relation>], unmarried: &[bool], a: usize, b: usize) -> Truth {
        let implied = over(relations, a, b, spouse_by_relation);
        if implied.is_known() {
            return implied;
        }
        let told = |x: usize, y: usize| self.members.get(x).and_then(|m| m.spouse).map(|s| s == y);
        match (told(a, b), told(b, a)) {
            (Some(true), _) | (_, Some(true)) => Truth::True,
            (Some(false), _) | (_, Some(false)) => Truth::False,
            // Whoever is told to be the spouse of the one who asks is that, married or not.
            _ if may_imply(relations, a, b, spouse_by_relation) => Truth::Unknown,
            _ if unmarried.get(a) == Some(&true) || unmarried.get(b) == Some(&true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Whether the relations of two members alone tell that one is to the other what a link says.
    pub(super) fn implied(&self, book: &Rulebook, link: Link, a: usize, b: usize) -> Truth {
        let relations =
            [a, b].map(|m| self.members.get(m).map_or_else(Vec::new, |m| m.relations(book.builtin())));
        over(&relations, 0, 1, if link == Link::ParentOf { parent_by_relation } else { spouse_by_relation })
    }
}

/// What a pair of relations tells.
type Rule = fn(Relation, Relation) -> Truth;

/// What a rule says of every two relations that two members may still have.
fn each(relations: &[Vec<Relation>], a: usize, b: usize, rule: Rule) -> impl Iterator<Item = Truth> {
    let of = |member: usize| relations.get(member).map_or(&[] as &[Relation], Vec::as_slice);
    let second = of(b);
    of(a).iter().flat_map(move |x| second.iter().map(move |y| rule(*x, *y)))
}

/// What the relations tell, whichever of those left they are.
fn over(relations: &[Vec<Relation>], a: usize, b: usize, rule: Rule) -> Truth {
    each(relations, a, b, rule).reduce(Truth::hull).unwrap_or(Truth::Unknown)
}

/// Whether some of the relations left say by themselves that it is so.
fn may_imply(relations: &[Vec<Relation>], a: usize, b: usize, rule: Rule) -> bool {
    each(relations, a, b, rule).any(|truth| truth == Truth::True)
}

/// Generation relative to the one who asks; `other` has none.
const fn generation(relation: Relation) -> Option<i8> {
    match relation {
        Relation::Grandparent => Some(2),
        Relation::Parent | Relation::ParentInLaw => Some(1),
        Relation::Own | Relation::Spouse | Relation::Sibling => Some(0),
        Relation::Child | Relation::ChildInLaw => Some(-1),
        Relation::Grandchild => Some(-2),
        Relation::Other => None,
    }
}

/// Whether the first is a parent of the second, as far as their relations tell.
fn parent_by_relation(a: Relation, b: Relation) -> Truth {
    use Relation::{Child, Own, Parent, ParentInLaw, Spouse};
    match (a, b) {
        // A step or adopted child is a child of the couple.
        (Own | Spouse, Child) | (Parent, Own) | (ParentInLaw, Spouse) => Truth::True,
        (Own, _) | (_, Own) | (Parent, Spouse) => Truth::False,
        _ => match (generation(a), generation(b)) {
            (Some(x), Some(y)) if x != y + 1 => Truth::False,
            _ => Truth::Unknown,
        },
    }
}

/// Whether two are married, as far as their relations tell.
fn spouse_by_relation(a: Relation, b: Relation) -> Truth {
    use Relation::{Child, Own, Sibling, Spouse};
    match (a, b) {
        (Own, Spouse) | (Spouse, Own) => Truth::True,
        (Own | Spouse, _) | (_, Own | Spouse) => Truth::False,
        (Child, Child) | (Sibling, Sibling) => Truth::False,
        _ => match (generation(a), generation(b)) {
            (Some(x), Some(y)) if x != y => Truth::False,
            _ => Truth::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{parent_by_relation, spouse_by_relation};
    use crate::{domain::Truth, rulebook::Relation::*};

    #[test]
    fn relations_tell_what_they_tell_and_no_more() {
        assert_eq!(parent_by_relation(Own, Child), Truth::True);
        assert_eq!(parent_by_relation(Child, Own), Truth::False);
        assert_eq!(parent_by_relation(Child, Grandchild), Truth::Unknown);
        assert_eq!(parent_by_relation(Parent, Sibling), Truth::Unknown);
        assert_eq!(parent_by_relation(Other, Child), Truth::Unknown);
        assert_eq!(spouse_by_relation(Own, Spouse), Truth::True);
        assert_eq!(spouse_by_relation(Child, ChildInLaw), Truth::Unknown);
        assert_eq!(spouse_by_relation(Parent, Parent), Truth::Unknown);
        assert_eq!(spouse_by_relation(Own, Parent), Truth::False);
    }
}
