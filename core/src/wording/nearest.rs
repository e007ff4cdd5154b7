//! 'Did you mean': the name that a mistyped one comes nearest to.

#[cfg(feature = "document")]
use strsim::{damerau_levenshtein, jaro_winkler};

/// A name this similar begins as the other does and is longer or shorter, `disability` for `disability_type`.
#[cfg(feature = "document")]
const BEGINS_ALIKE: f64 = 0.9;

/// No name is nearly as long as a text of more letters; comparing takes the time and room of both lengths multiplied.
#[cfg(feature = "document")]
const LONGEST: usize = 100;

/// The name among some that a mistyped one is nearest to, if it is near: one letter in three may be wrong, missing or
/// too many, or stand before its neighbour; or it begins alike.
#[cfg(feature = "document")]
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if wrong.chars().nth(LONGEST).is_some() {
        return None;
    }
    let names: Vec<&str> = names.into_iter().collect();
    let letters = |name: &str| name.chars().count();
    let wrong_letters = letters(wrong);
    let mistyped = |name: &&str| damerau_levenshtein(wrong, name) <= letters(name).max(wrong_letters) / 3;
    let slips = |name: &str| damerau_levenshtein(wrong, name);
    let likeness = |name: &str| jaro_winkler(wrong, name);
    let more_alike = |a: &&str, b: &&str| likeness(b).total_cmp(&likeness(a));
    let near = names.iter().copied().filter(mistyped);
    near.min_by(|a, b| slips(a).cmp(&slips(b)).then_with(|| more_alike(a, b))).or_else(|| {
        let alike = names.iter().copied().filter(|name| likeness(name) >= BEGINS_ALIKE);
        alike.min_by(more_alike)
    })
}

/// What was expected in place of a name that there is not, and which one may have been meant.
///
/// Without the feature `document`, as in a page, no name is suggested.
#[cfg(feature = "document")]
pub fn suggest<'n>(
    expected: impl Into<String>,
    wrong: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> String {
    let expected = expected.into();
    match nearest(wrong, names) {
        Some(near) => format!("{expected}; did you mean \"{near}\"?"),
        None => expected,
    }
}

/// What was expected in place of a name that there is not.
#[cfg(not(feature = "document"))]
pub fn suggest<'n>(
    expected: impl Into<String>,
    _wrong: &str,
    _names: impl IntoIterator<Item = &'n str>,
) -> String {
    expected.into()
}

#[cfg(all(test, feature = "document"))]
mod tests {
    use super::{nearest, suggest};

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let names =
            ["age", "area", "disability_grade", "disability_type", "home", "homes", "savings", "wage"];
        for (wrong, near) in [
            ("savigns", Some("savings")),
            ("saving", Some("savings")),
            ("wgae", Some("wage")),
            ("wages", Some("wage")),
            ("aeg", Some("age")),
            ("hom", Some("home")),
            ("disabilty_grade", Some("disability_grade")),
            ("disability", Some("disability_type")),
            ("are", Some("area")),
            ("x", None),
            ("ag", Some("age")),
            ("income", None),
            ("", None),
            ("低保", None),
        ] {
            assert_eq!(nearest(wrong, names), near, "{wrong}");
        }
        assert_eq!(nearest("低保标隼", ["低保标准", "特困标准"]), Some("低保标准"), "letters, not bytes");
        assert_eq!(nearest("age", []), None);
        assert_eq!(nearest(&"a".repeat(10_000_000), names), None);
    }

    #[test]
    fn what_may_be_meant_stands_after_what_was_expected() {
        assert_eq!(suggest("a fact", "aeg", ["age"]), "a fact; did you mean \"age\"?");
        assert_eq!(suggest("a fact", "income", ["age"]), "a fact");
    }
}
