//! Reads the members: their facts, ages, and links to each other.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{DocumentError, Tree, error::Path, fact::fact_value};
use crate::{Bound, Day, Fact, FactId, FactType, Household, Member, Range, Rulebook, Value};

/// Reads all members into a household of as many.
pub fn read(
    book: &Rulebook,
    items: &[Tree],
    path: &Path<'_>,
    date: Day,
    household: &mut Household,
) -> Result<(), DocumentError> {
    let mut ids: Vec<&str> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let at = Path::Index(path, index);
        if !matches!(item, Tree::Map(_)) {
            return Err(at.error(item, "an object with \"id\", \"relation\" and more"));
        }
        let id_at = Path::Key(&at, "id");
        let id = match item.get("id") {
            Some(Tree::Text(text)) if !text.is_empty() => text.as_str(),
            Some(other) => return Err(id_at.error(other, "a text that is not empty")),
            None => return Err(id_at.absent("a text that names this member in this document")),
        };
        if ids.contains(&id) {
            return Err(DocumentError {
                path: id_at.text(),
                found: format!("\"{id}\" again"),
                expected: "a different id for every member".to_owned(),
            });
        }
        ids.push(id);
    }
    for (index, (item, member)) in items.iter().zip(household.members.iter_mut()).enumerate() {
        let at = Path::Index(path, index);
        one(book, item, &at, date, &ids, index, member)?;
    }
    selves(book, path, household)
}

fn one(
    book: &Rulebook,
    item: &Tree,
    path: &Path<'_>,
    date: Day,
    ids: &[&str],
    index: usize,
    member: &mut Member,
) -> Result<(), DocumentError> {
    let Tree::Map(entries) = item else { return Ok(()) };
    let other = |tree: &Tree, at: &Path<'_>| {
        match tree {
            Tree::Text(text) => ids.iter().position(|id| id == text).filter(|&i| i != index),
            _ => None,
        }
        .ok_or_else(|| at.error(tree, "the id of another member of this document"))
    };
    for (key, value) in entries {
        let at = Path::Key(path, key);
        match key.as_str() {
            "id" => ids.get(index).map_or((), |id| (*id).clone_into(&mut member.id)),
            "parents" => {
                member.parents = match value {
                    Tree::Null => None,
                    Tree::List(items) => Some(
                        items
                            .iter()
                            .enumerate()
                            .map(|(i, item)| other(item, &Path::Index(&at, i)))
                            .collect::<Result<_, _>>()?,
                    ),
                    _ => return Err(at.error(value, "a list of ids")),
                };
            }
            "spouse" => {
                member.spouse = match value {
                    Tree::Null => None,
                    _ => Some(other(value, &at)?),
                };
            }
            _ => {
                let found = book
                    .member_facts
                    .iter()
                    .zip(member.facts.iter_mut())
                    .find(|(f, _)| f.id == *key && f.kind != FactType::Local);
                let Some((fact, slot)) = found else {
                    return Err(at.error(value, "a member fact; there is none of this name"));
                };
                *slot = fact_value(fact, value, &at)?;
            }
        }
    }
    birth(book, path, date, member)?;
    disability(book, item, path, member)
}

fn number(member: &Member, id: FactId) -> Range {
    member.facts.get(id.index()).map_or(Range::ALL, |g| g.value.number())
}

fn set(member: &mut Member, id: FactId, range: Range) {
    if let Some(given) = member.facts.get_mut(id.index()) {
        given.value = Value::Number(range);
    }
}

/// Makes age and day of birth agree: each narrows the other.
fn birth(book: &Rulebook, path: &Path<'_>, date: Day, member: &mut Member) -> Result<(), DocumentError> {
    let age = book.member_facts.iter().position(|f: &Fact| f.kind == FactType::Age);
    let (Some(age), Some(birth)) =
        (age.and_then(|i| u16::try_from(i).ok()).map(FactId), book.member_fact("birth_date"))
    else {
        return Ok(());
    };
    let (told_age, told_birth) = (number(member, age), number(member, birth));
    let at = Path::Key(path, "birth_date");
    let day = |bound: Option<Bound>| bound.and_then(|b| b.value.to_i32()).map(Day);
    if day(told_birth.low).is_some_and(|first| first > date) {
        return Err(at.absent(format!("a day not after {date}, the document's date")));
    }
    let (narrow_age, narrow_birth) = agree(told_age, told_birth, date).ok_or_else(|| {
        at.absent(format!("a day that goes with the age also given, on {date}; leave one of the two out"))
    })?;
    set(member, age, narrow_age);
    set(member, birth, narrow_birth);
    Ok(())
}

/// The ages and days of birth that go together; `None` where none do.
pub fn agree(age: Range, birth: Range, date: Day) -> Option<(Range, Range)> {
    let day = |bound: Option<Bound>| bound.and_then(|b| b.value.to_i32()).map(Day);
    let years = |bound: Option<Bound>| bound.and_then(|b| b.value.to_i32());
    let by_age = Range::between(
        years(age.high).map(|oldest| Decimal::from(Day::births(oldest, date).0.0)),
        Some(Decimal::from(years(age.low).map_or(date, |youngest| Day::births(youngest, date).1).0)),
    );
    let birth = both(birth, by_age)?;
    let by_birth = Range::between(
        day(birth.high).map(|last| Decimal::from(last.age_on(date))),
        day(birth.low).map(|first| Decimal::from(first.age_on(date))),
    );
    Some((both(age, by_birth)?, birth))
}

/// What both allow, or `None`.
fn both(a: Range, b: Range) -> Option<Range> {
    if a.less(b) == crate::Truth::True || b.less(a) == crate::Truth::True { None } else { Some(a.meet(b)) }
}

/// A grade goes with a disability. A grade alone tells nothing of the kind: what was not told stays unknown.
fn disability(book: &Rulebook, item: &Tree, path: &Path<'_>, member: &Member) -> Result<(), DocumentError> {
    let Some(grade) = item.get("disability_grade") else { return Ok(()) };
    let (Some(kind), false) =
        (book.member_fact("disability_type"), *grade == Tree::Null || grade.get("declined").is_some())
    else {
        return Ok(());
    };
    let options = book.member_facts.get(kind.index()).map_or(&[][..], |f| f.kind.options());
    let none = options.iter().position(|o| o == "none").map(|i| Value::Choice(1 << i));
    if none.is_some() && member.facts.get(kind.index()).map(|g| g.value) == none {
        return Err(
            Path::Key(path, "disability_grade").error(grade, "no grade, since disability_type is \"none\"")
        );
    }
    Ok(())
}

/// One member is `self`, and only one.
fn selves(book: &Rulebook, path: &Path<'_>, household: &mut Household) -> Result<(), DocumentError> {
    let Some(relation) = book.member_fact("relation") else { return Ok(()) };
    let options = book.member_facts.get(relation.index()).map_or(&[][..], |f| f.kind.options());
    let Some(bit) = options.iter().position(|o| o == "self").map(|i| 1u64 << i) else { return Ok(()) };
    let is_self =
        |member: &Member| member.facts.get(relation.index()).is_some_and(|g| g.value == Value::Choice(bit));
    let selves = household.members.iter().filter(|m| is_self(m)).count();
    if selves != 1 {
        return Err(DocumentError {
            path: path.text(),
            found: format!("{selves} members with relation \"self\""),
            expected: "exactly one".to_owned(),
        });
    }
    for (index, member) in household.members.iter_mut().enumerate() {
        if is_self(member) {
            continue;
        }
        if let Some(given) = member.facts.get_mut(relation.index())
            && let Value::Choice(bits) = given.value
        {
            if bits & !bit == 0 {
                return Err(Path::Key(&Path::Index(path, index), "relation")
                    .absent("another relation: \"self\" is taken"));
            }
            given.value = Value::Choice(bits & !bit);
        }
    }
    Ok(())
}
