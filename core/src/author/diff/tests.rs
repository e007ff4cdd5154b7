//! Two small rulebooks that differ as told.

use std::path::Path;

use crate::{
    Rulebook,
    author::{
        Loaded,
        diff::{changes, families, figures, parts, texts},
        load_files,
        source::Diagnostics,
    },
};

/// The small rulebook with these changes of its text.
fn rulebook(changes: &[(&str, &str, &str)]) -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
    let mut files: Vec<(String, String)> =
        Diagnostics::read(&folder).files().iter().map(|f| (f.name.clone(), f.text.clone())).collect();
    for (file, before, after) in changes {
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        assert!(text.contains(before), "{before}");
        *text = text.replace(before, after);
    }
    load_files(files).unwrap_or_else(|found| panic!("{}", found[0]))
}

/// `name: before -> after` for every part that differs.
fn rules(old: &Loaded, new: &Loaded) -> Vec<String> {
    let end = |end: Option<String>| end.unwrap_or_else(|| "-".to_owned());
    let changes = changes(parts(&old.book), parts(&new.book)).into_iter();
    changes
        .map(|c| format!("{} {}: {} -> {}", c.name.0.words(), c.name.1, end(c.before), end(c.after)))
        .collect()
}

#[test]
fn a_rulebook_does_not_differ_from_itself() {
    let book = rulebook(&[]);
    assert_eq!(rules(&book, &book), [""; 0]);
    assert_eq!(changes(figures(&book.book), figures(&book.book)), []);
    assert_eq!(changes(texts(&book.book, &book.book), texts(&book.book, &book.book)), []);
    let same = families((&book.book, &book.cases), (&book.book, &book.cases));
    assert_eq!((same.compared, same.different, same.programs.len(), same.unread.len()), (4, 0, 0, 0));
}

#[test]
fn what_changed_in_the_rules_is_told_by_name_before_and_after() {
    let old = rulebook(&[]);
    let new = rulebook(&[
        ("programs/care.toml", "member.age >= 60", "member.age >= 55"),
        ("programs/aid.toml", "soft = \"check_locally\"\n", ""),
        ("variables.toml", "in [\"self\", \"child\"]", "== \"self\""),
        // A parameter in front moves the slots of all others, which is no change of theirs.
        (
            "parameters.toml",
            "[[parameter]]\nid = \"standard\"",
            "[[parameter]]\nid = \"new\"\ntype = \"count\"\n\n[[parameter]]\nid = \"standard\"",
        ),
    ]);
    let expected = [
        "rule aid.savings.soft: check_locally -> -",
        "rule care.old: member.age >= 60 -> member.age >= 55",
        "variable member.present: member.relation in [\"self\", \"child\"] -> member.relation == \"self\"",
        "parameter new: - -> count, 0 to …",
    ];
    assert_eq!(rules(&old, &new), expected);
    let back: Vec<String> = rules(&new, &old);
    assert_eq!(back[3], "parameter new: count, 0 to … -> -");
}

#[test]
fn figures_and_texts_are_told_by_place_and_key() {
    let old = rulebook(&[]);
    let new = rulebook(&[
        ("regions/nation.toml", "value = \"120\"", "value = \"121.5\""),
        ("regions/nation.toml", "from = \"2024-01-01\"\nvalue = 5000", "from = \"2024-02-01\"\nvalue = 5000"),
    ]);
    let found = changes(figures(&old.book), figures(&new.book));
    let told: Vec<(String, bool, bool)> = found
        .iter()
        .map(|c| {
            (format!("{:06} {} {}", c.name.0, c.name.1, c.name.2), c.before.is_some(), c.after.is_some())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("000000 limit 2024-01-01".to_owned(), true, false),
            ("000000 limit 2024-02-01".to_owned(), false, true),
            ("000000 standard 2025-01-01".to_owned(), true, true),
        ]
    );
    assert_eq!(found[2].before.as_deref(), Some("120 a month (figures, official, checked 2026-01-01)"));
    assert_eq!(found[2].after.as_deref(), Some("121.5 a month (figures, official, checked 2026-01-01)"));

    let mut changed = texts(&old.book, &old.book);
    let (key, first) = changed.iter().next().map(|(k, t)| (k.clone(), t.clone())).unwrap();
    changed.insert(key.clone(), format!("{first}!"));
    let [one] = &changes(texts(&old.book, &old.book), changed)[..] else { panic!("one text changed") };
    assert_eq!(one.name, key);

    // A shipped file has its English in a file of its own: nothing is said of that.
    let shipped = old.book.to_bytes_apart("en").unwrap().unwrap();
    let shipped = Rulebook::from_bytes(&shipped.file).unwrap();
    assert!(texts(&old.book, &old.book).keys().any(|(language, _)| language == "en"));
    assert_eq!(changes(texts(&shipped, &old.book), texts(&old.book, &shipped)), []);
    assert_eq!(changes(parts(&shipped), parts(&old.book)), []);

    let new = rulebook(&[("sources.toml", "Law A", "Law B")]);
    let [one] = &changes(texts(&old.book, &new.book), texts(&new.book, &old.book))[..] else {
        panic!("one title")
    };
    assert_eq!((one.name.1.as_str(), one.after.as_deref()), ("source.law.title", Some("Law B")));
}

#[test]
fn families_show_what_a_change_does() {
    let old = rulebook(&[]);
    // A higher standard: who was at it is below it now, and who was below gets more.
    let new = rulebook(&[("regions/nation.toml", "value = \"120\"", "value = \"121\"")]);
    let found = families((&old.book, &old.cases), (&new.book, &new.cases));
    let aid = &found.programs["aid"];
    // Cases in their order: just-below gets 1.01 instead of 0.01, at-the-standard becomes likely, over-the-limit would get more.
    assert_eq!((aid.verdicts, aid.amounts), (1, 2));
    assert_eq!(
        (aid.witness.as_str(), aid.before.as_str(), aid.after.as_str()),
        ("just-below", "likely 0.01 (month)", "likely 1.01 (month)")
    );
    assert_eq!((found.compared, found.different), (4, 3));
    assert!(!found.programs.contains_key("care"), "{:?}", found.programs);

    // A household that only one of the two can read is named, not passed over.
    let renamed = rulebook(&[("households/aid.toml", "id = \"just-below\"", "id = \"only-here\"")]);
    let mut cases = renamed.cases.clone();
    cases.truncate(1);
    let found = families((&old.book, &[]), (&renamed.book, &cases));
    assert_eq!((found.compared, found.different), (1, 0));
    let both = families((&old.book, &old.cases), (&renamed.book, &cases));
    assert_eq!(both.compared, 5, "those of the new one, then those of the old one that it does not have");
}
