//! A family as far as it is known.

use crate::{Fact, FactType, Range, Rulebook, Truth, Value};

/// What is known of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// The values it may still have.
    pub value: Value,
    /// The person chose not to say: never asked again.
    pub declined: bool,
}

impl Given {
    /// Nothing known but the type.
    #[must_use]
    pub fn unknown(fact: &Fact) -> Self {
        Self { value: top(&fact.kind), declined: false }
    }
}

/// Everything a type allows.
#[must_use]
pub fn top(kind: &FactType) -> Value {
    let all = |n: usize| if n >= 64 { u64::MAX } else { (1u64 << n) - 1 };
    match kind {
        FactType::Truth | FactType::Elsewhere | FactType::Local => Value::Truth(Truth::Unknown),
        FactType::Choice(options) => Value::Choice(all(options.len())),
        FactType::Set(options) => Value::Set { sure: 0, possible: all(options.len()) },
        FactType::Count(low, high) => {
            Value::Number(Range::between(Some((*low).into()), high.map(Into::into)))
        }
        FactType::Flow(_) | FactType::Stock | FactType::Area | FactType::Age => {
            Value::Number(Range::not_negative())
        }
        FactType::Date => Value::Number(Range::ALL),
    }
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The caller's identifier; carries no name.
    pub id: String,
    /// A value for each member fact.
    pub facts: Vec<Given>,
    /// Members who are this one's parents, where told.
    pub parents: Option<Vec<usize>>,
    /// The member who is this one's spouse, where told.
    pub spouse: Option<usize>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// A value for each household fact.
    pub facts: Vec<Given>,
    /// The members; one of them is `self`.
    pub members: Vec<Member>,
    pub(crate) parent_of: Vec<Truth>,
    pub(crate) spouse_of: Vec<Truth>,
}

/// Links between two members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first is a parent of the second.
    ParentOf,
    /// The two are married.
    SpouseOf,
}

impl Household {
    /// A family of which nothing is known but how many they are.
    #[must_use]
    pub fn unknown(book: &Rulebook, members: usize) -> Self {
        let facts = book.household_facts.iter().map(Given::unknown).collect();
        let member = |i: usize| Member {
            id: format!("{i}"),
            facts: book.member_facts.iter().map(Given::unknown).collect(),
            parents: None,
            spouse: None,
        };
        let mut household = Self {
            facts,
            members: (0..members).map(member).collect(),
            parent_of: Vec::new(),
            spouse_of: Vec::new(),
        };
        household.link(book);
        household
    }

    /// What is known of a link.
    #[must_use]
    pub fn linked(&self, link: Link, a: usize, b: usize) -> Truth {
        let table = match link {
            Link::ParentOf => &self.parent_of,
            Link::SpouseOf => &self.spouse_of,
        };
        table.get(a * self.members.len() + b).copied().unwrap_or(Truth::Unknown)
    }

    pub(crate) fn set_link(&mut self, link: Link, a: usize, b: usize, value: Truth) {
        let n = self.members.len();
        let table = match link {
            Link::ParentOf => &mut self.parent_of,
            Link::SpouseOf => &mut self.spouse_of,
        };
        if let Some(entry) = table.get_mut(a * n + b) {
            *entry = value;
        }
        if link == Link::SpouseOf
            && let Some(entry) = table.get_mut(b * n + a)
        {
            *entry = value;
        }
    }

    /// Works out who is whose parent and spouse; to be called after relations, parents or spouses change.
    pub fn link(&mut self, book: &Rulebook) {
        let n = self.members.len();
        let relation = book.member_fact("relation").map(|id| id.index());
        let marital = book.member_fact("marital_status").map(|id| id.index());
        let names = |slot: Option<usize>, member: usize| -> Vec<&str> {
            let (Some(slot), Some(member)) = (slot, self.members.get(member)) else {
                return Vec::new();
            };
            let options = book.member_facts.get(slot).map_or(&[][..], |f| f.kind.options());
            match member.facts.get(slot).map(|g| g.value) {
                Some(Value::Choice(bits)) => options
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| bits >> i & 1 == 1)
                    .map(|(_, name)| name.as_str())
                    .collect(),
                _ => Vec::new(),
            }
        };
        let relations: Vec<Vec<&str>> = (0..n).map(|i| names(relation, i)).collect();
        let unmarried: Vec<bool> = (0..n)
            .map(|i| {
                let states = names(marital, i);
                !states.is_empty() && !states.contains(&"married")
            })
            .collect();
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

    fn parent(&self, relations: &[Vec<&str>], a: usize, b: usize) -> Truth {
        let implied = over(relations, a, b, parent_by_relation);
        if implied.is_known() {
            return implied;
        }
        match self.members.get(b).and_then(|m| m.parents.as_ref()) {
            Some(parents) => Truth::from(parents.contains(&a)),
            None => Truth::Unknown,
        }
    }

    fn spouse(&self, relations: &[Vec<&str>], unmarried: &[bool], a: usize, b: usize) -> Truth {
        let implied = over(relations, a, b, spouse_by_relation);
        if implied.is_known() {
            return implied;
        }
        let told = |x: usize, y: usize| self.members.get(x).and_then(|m| m.spouse).map(|s| s == y);
        match (told(a, b), told(b, a)) {
            (Some(true), _) | (_, Some(true)) => Truth::True,
            (Some(false), _) | (_, Some(false)) => Truth::False,
            _ if unmarried.get(a) == Some(&true) || unmarried.get(b) == Some(&true) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// A pair rule over every relation two members may still have.
fn over(relations: &[Vec<&str>], a: usize, b: usize, rule: fn(&str, &str) -> Truth) -> Truth {
    let (Some(first), Some(second)) = (relations.get(a), relations.get(b)) else {
        return Truth::Unknown;
    };
    first
        .iter()
        .flat_map(|x| second.iter().map(move |y| rule(x, y)))
        .reduce(Truth::hull)
        .unwrap_or(Truth::Unknown)
}

/// Generation relative to `self`; `other` has none.
fn generation(relation: &str) -> Option<i8> {
    match relation {
        "grandparent" => Some(2),
        "parent" | "parent_in_law" => Some(1),
        "self" | "spouse" | "sibling" => Some(0),
        "child" | "child_in_law" => Some(-1),
        "grandchild" => Some(-2),
        _ => None,
    }
}

/// Whether the first is a parent of the second, as far as their relations to `self` tell.
fn parent_by_relation(a: &str, b: &str) -> Truth {
    match (a, b) {
        // A step or adopted child is a child of the couple.
        ("self" | "spouse", "child") | ("parent", "self") | ("parent_in_law", "spouse") => Truth::True,
        ("self", _) | (_, "self") | ("parent", "spouse") => Truth::False,
        _ => match (generation(a), generation(b)) {
            (Some(x), Some(y)) if x != y + 1 => Truth::False,
            _ => Truth::Unknown,
        },
    }
}

/// Whether two are married, as far as their relations to `self` tell.
fn spouse_by_relation(a: &str, b: &str) -> Truth {
    match (a, b) {
        ("self", "spouse") | ("spouse", "self") => Truth::True,
        ("self" | "spouse", _) | (_, "self" | "spouse") => Truth::False,
        ("child", "child") | ("sibling", "sibling") => Truth::False,
        _ => match (generation(a), generation(b)) {
            (Some(x), Some(y)) if x != y => Truth::False,
            _ => Truth::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{parent_by_relation, spouse_by_relation};
    use crate::Truth;

    #[test]
    fn relations_tell_what_they_tell_and_no_more() {
        assert_eq!(parent_by_relation("self", "child"), Truth::True);
        assert_eq!(parent_by_relation("child", "self"), Truth::False);
        assert_eq!(parent_by_relation("child", "grandchild"), Truth::Unknown);
        assert_eq!(parent_by_relation("parent", "sibling"), Truth::Unknown);
        assert_eq!(parent_by_relation("other", "child"), Truth::Unknown);
        assert_eq!(spouse_by_relation("self", "spouse"), Truth::True);
        assert_eq!(spouse_by_relation("child", "child_in_law"), Truth::Unknown);
        assert_eq!(spouse_by_relation("parent", "parent"), Truth::Unknown);
        assert_eq!(spouse_by_relation("self", "parent"), Truth::False);
    }
}
