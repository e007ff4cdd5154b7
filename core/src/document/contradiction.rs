//! What a document tells that cannot be together: where it stands, and what to write instead.

use rust_decimal::RoundingStrategy;

use crate::quantity::{DocumentError, Path, Tree};
use crate::{
    domain::{Bound, Day, Range, money::MONTHS},
    household::{Contradiction, LinkError},
    rulebook::{FactId, FactType, Per, Rulebook},
};

/// A contradiction as a mistake of a document.
pub fn refuse(book: &Rulebook, tree: &Tree, date: Day, found: Contradiction) -> DocumentError {
    let root = Path::Root;
    let members = Path::Key(&root, "members");
    let told = |member: usize, key: &str| match tree.get("members") {
        Some(Tree::List(items)) => items.get(member).and_then(|item| item.get(key)).unwrap_or(&Tree::Null),
        _ => &Tree::Null,
    };
    let id = |member: usize| told(member, "id").shown();
    match found {
        Contradiction::Unborn(member) => Path::Key(&Path::Index(&members, member), "birth_date")
            .absent(format!("a day not after {date}, the document's date")),
        Contradiction::Age(member) => Path::Key(&Path::Index(&members, member), "birth_date")
            .absent(format!("a day that goes with the age also given, on {date}; leave one of the two out")),
        Contradiction::Grade(member) => Path::Key(&Path::Index(&members, member), "disability_grade")
            .error(told(member, "disability_grade"), "no grade, since disability_type is \"none\""),
        Contradiction::Selves(selves) => DocumentError {
            path: members.text(),
            found: format!("{selves} members with relation \"self\""),
            expected: "exactly one".to_owned(),
        },
        Contradiction::SecondSelf(member) => Path::Key(&Path::Index(&members, member), "relation")
            .absent("another relation: \"self\" is taken"),
        Contradiction::Link(member, error) => {
            let (key, expected) = match error {
                LinkError::ParentTwice(parent) => {
                    ("parents", format!("each parent once; {} stands there twice", id(parent)))
                }
                LinkError::ManyParents => {
                    ("parents", "at most two parents, those that the relations tell included".to_owned())
                }
                LinkError::NoParent(parent) => (
                    "parents",
                    format!("nobody who by the relations to \"self\" is no parent: {} is none", id(parent)),
                ),
                LinkError::Ring => ("parents", "nobody who is a child or grandchild of this one".to_owned()),
                LinkError::YoungerParent(parent) => {
                    let key = if *told(member, "parents") == Tree::Null { "relation" } else { "parents" };
                    (key, format!("a parent who is older; {} is younger", id(parent)))
                }
                LinkError::NoSpouse(spouse) => (
                    "spouse",
                    format!(
                        "nobody who by the relations to \"self\" is not the spouse: {} is not",
                        id(spouse)
                    ),
                ),
                LinkError::SpouseOfAnother(spouse) => {
                    ("spouse", format!("somebody who is nobody else's spouse; {} is another's", id(spouse)))
                }
                LinkError::SecondSpouse => ("relation", "one spouse; there are two".to_owned()),
            };
            Path::Key(&Path::Index(&members, member), key).error(told(member, key), expected)
        }
        Contradiction::Total { total, parts } => self::total(book, tree, total, parts),
    }
}

/// The mistake of a total that the members' own sums cannot make up.
fn total(book: &Rulebook, tree: &Tree, total: FactId, sums: Range) -> DocumentError {
    let fact = book.household_facts.get(total.index());
    let id = fact.map_or("", |f| f.id.as_str());
    let by_month = matches!(fact.map(|f| &f.kind), Some(FactType::Flow(Per::Month)));
    let each = if by_month { " a month" } else { " a year" };
    // A month's part of a year's sum need not end; what is shown is rounded away from what was told.
    let shown = |bound: Option<Bound>, rounding| {
        let value = bound?.value;
        let value = if by_month { value.checked_div(MONTHS)? } else { value };
        let value = value.round_dp_with_strategy(2, rounding).normalize();
        Some(format!("{value}"))
    };
    let low = shown(sums.low, RoundingStrategy::ToPositiveInfinity);
    let high = shown(sums.high, RoundingStrategy::ToNegativeInfinity);
    let sums = match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{low}{each}"),
        (Some(low), Some(high)) => format!("from {low} to {high}{each}"),
        (Some(low), None) => format!("at least {low}{each}"),
        (None, Some(high)) => format!("at most {high}{each}"),
        (None, None) => "another sum".to_owned(),
    };
    let parts: Vec<&str> = fact
        .into_iter()
        .flat_map(|f| &f.total_of)
        .filter_map(|part| book.member_facts.get(part.index()))
        .map(|f| f.id.as_str())
        .collect();
    let told = tree.get("household").and_then(|household| household.get(id)).unwrap_or(&Tree::Null);
    let household = Path::Key(&Path::Root, "household");
    Path::Key(&household, id).error(
        told,
        format!(
            "{sums}: what the members' own {} come to; change one of them or leave the total out",
            parts.join(", ")
        ),
    )
}
