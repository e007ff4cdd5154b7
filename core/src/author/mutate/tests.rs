//! Which mutants of the small rulebook its cases notice.

use std::path::Path;

use crate::author::{Loaded, Mutant, Trials, load_files, mutants, source::Diagnostics};

/// The small rulebook with these cases alone, and these changes of its text.
fn rulebook(cases: &str, changes: &[(&str, &str, &str)]) -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
    let mut files: Vec<(String, String)> =
        Diagnostics::read(&folder).files().iter().map(|f| (f.name.clone(), f.text.clone())).collect();
    for (name, text) in &mut files {
        if name.starts_with("households/") {
            cases.clone_into(text);
        }
        for (file, before, after) in changes {
            if name == file {
                assert!(text.contains(before), "{before}");
                *text = text.replace(before, after);
            }
        }
    }
    load_files(files).unwrap_or_else(|found| panic!("{}", found[0]))
}

/// A case of one person of an age, expecting what the condition `old` of `care` comes to.
fn aged(age: u8, old: bool) -> String {
    format!(
        "[[case]]\nid = \"aged-{age}\"\nwhy = \"an age\"\ndate = \"2025-06-01\"\nregion = \"000000\"\n\
         members = [{{ id = \"a\", relation = \"self\", age = {age} }}]\n\
         [[case.expect]]\nprogram = \"care\"\nmember = \"a\"\ncriteria = {{ old = {old} }}\n"
    )
}

fn survivors(loaded: &Loaded, of: impl Fn(&Mutant) -> bool) -> Vec<String> {
    let mut trials = Trials::new(loaded);
    assert_eq!(trials.failing(), 0);
    let made = mutants(loaded).into_iter().filter(of);
    let survived = made.filter(|mutant| trials.notice(mutant).is_none());
    survived.map(|mutant| format!("{} -> {}", mutant.before, mutant.after)).collect()
}

fn survivors_of_old(cases: &[String]) -> Vec<String> {
    survivors(&rulebook(&cases.concat(), &[]), |mutant| mutant.rule == "care.old")
}

#[test]
fn a_threshold_is_held_by_a_case_at_it_and_one_just_beyond() {
    let all = mutants(&rulebook(&aged(60, true), &[]));
    let old: Vec<String> = all
        .iter()
        .filter(|mutant| mutant.rule == "care.old")
        .map(|mutant| format!("{} -> {}", mutant.before, mutant.after))
        .collect();
    let before = "member.age >= 60";
    assert_eq!(
        old,
        ["true", "member.age > 60", "member.age >= 59", "member.age >= 61"]
            .map(|after| format!("{before} -> {after}"))
    );
    let none: [String; 0] = [];
    assert_eq!(survivors_of_old(&[aged(60, true), aged(59, false)]), none);
    // Far from it, only the condition as a whole is held.
    assert_eq!(survivors_of_old(&[aged(70, true), aged(20, false)]), old[1..]);
    // At it alone, nobody would notice that it is lower or not asked at all.
    assert_eq!(survivors_of_old(&[aged(60, true)]), [&old[0], &old[2]].map(String::clone));
    assert_eq!(survivors_of_old(&[]), old);
}

#[test]
fn a_mutant_names_the_file_and_line_of_its_rule() {
    let loaded = rulebook(&aged(60, true), &[]);
    let made = mutants(&loaded);
    let line_of = |rule: &str| {
        let mutant = made.iter().find(|mutant| mutant.rule == rule).unwrap();
        let (line, _) = loaded.log.line(mutant.place);
        let file = &loaded.log.files()[mutant.place.file];
        (file.name.clone(), file.text.lines().nth(line - 1).unwrap().to_owned())
    };
    for (rule, file, text) in [
        ("care.old", "programs/care.toml", "test = \"member.age >= 60\""),
        ("care.note.check_locally", "programs/care.toml", "when = \"member.age < 65\""),
        ("aid.savings.applies", "programs/aid.toml", "applies = 'household.home == \"own\"'"),
        (
            "aid.amount",
            "programs/aid.toml",
            "value = \"max(0, standard * household.heads - household.income)\"",
        ),
        ("near_standard.unset_min", "parameters.toml", "unset_min = \"1.5 * standard\""),
        ("limit", "regions/nation.toml", "[[value]]"),
    ] {
        let (found, line) = line_of(rule);
        assert_eq!((found.as_str(), line.as_str()), (file, text), "{rule}");
    }
}

#[test]
fn every_kind_of_mistake_is_made() {
    let change = [(
        "programs/care.toml",
        "test = \"member.age >= 60\"",
        "test = '''(member.age < 60 && member.relation == \"self\" && member.relation != \"child\")
           || !any(m, m.wage > 0) || min(member.age, 3) == 2'''",
    )];
    let loaded = rulebook(&aged(60, true).replace("old = true", ""), &change);
    let made: Vec<(String, String)> = mutants(&loaded)
        .into_iter()
        .filter(|mutant| mutant.rule == "care.old")
        .map(|mutant| (mutant.before, mutant.after))
        .collect();
    let whole = "member.age < 60 && member.relation == \"self\" && member.relation != \"child\" || !any(m, m.wage > 0) || \
                 min(member.age, 3) == 2";
    let both = "member.age < 60 && member.relation == \"self\" && member.relation != \"child\"";
    for (before, after) in [
        (whole, "true"),
        (whole, "!any(m, m.wage > 0) || min(member.age, 3) == 2"),
        (
            whole,
            "member.age < 60 && member.relation == \"self\" && member.relation != \"child\" && !any(m, m.wage > 0) || \
             min(member.age, 3) == 2",
        ),
        (both, "member.age < 60 && member.relation == \"self\""),
        (both, "member.age < 60 || member.relation == \"self\" && member.relation != \"child\""),
        ("member.age < 60", "member.age <= 60"),
        ("member.age < 60", "member.age < 61"),
        ("member.relation == \"self\"", "member.relation != \"self\""),
        ("member.relation != \"child\"", "member.relation == \"child\""),
        ("!any(m, m.wage > 0)", "any(m, m.wage > 0)"),
        ("any(m, m.wage > 0)", "all(m, m.wage > 0)"),
        ("m.wage > 0", "m.wage >= 0"),
        ("m.wage > 0", "m.wage > 1"),
        ("min(member.age, 3)", "max(member.age, 3)"),
        ("min(member.age, 3)", "min(member.age, 4)"),
        ("min(member.age, 3) == 2", "min(member.age, 3) != 2"),
    ] {
        let times = made.iter().filter(|(b, a)| b == before && a == after).count();
        assert_eq!(times, 1, "{before} -> {after} in {made:#?}");
    }
    let of = |rule: &str| -> Vec<String> {
        let of = mutants(&loaded).into_iter().filter(|mutant| mutant.rule == rule);
        of.map(|mutant| format!("{} -> {}", mutant.before, mutant.after)).collect()
    };
    assert!(of("aid.amount").contains(&"per = \"month\" -> per = \"year\"".to_owned()));
    assert!(of("near_standard.unset_min").contains(&"1.5 * standard -> 1.6 * standard".to_owned()));
    assert!(of("limit").contains(&"5000 -> 5001".to_owned()));
    let standard = of("standard");
    for expected in ["100 a month -> 99 a month", "120 a month -> 121 a month", "120 a month -> 120 a year"] {
        assert!(standard.iter().any(|one| one == expected), "{expected} in {standard:#?}");
    }
    let by_year = [("regions/nation.toml", "value = \"120\"", "value = \"2855\"\nper = \"year\"")];
    let by_year = mutants(&rulebook(&aged(60, true), &by_year));
    let steps = by_year.iter().filter(|mutant| mutant.before == "2855 a year");
    let steps: Vec<&str> = steps.map(|mutant| mutant.after.as_str()).collect();
    assert_eq!(steps, ["2854 a year", "2856 a year", "2855 a month"]);
    assert!(of("near_standard").contains(&"times = 1.5 -> times = 1.4".to_owned()));
}

#[test]
fn a_case_notices_only_what_it_asks_for_and_passes_before() {
    let at = "[[case]]\nid = \"at\"\nwhy = \"at\"\ndate = \"2025-06-01\"\nregion = \"000000\"\n\
              household = { home = \"rent\" }\n\
              members = [{ id = \"a\", relation = \"self\", wage = 120 }]\n\
              [[case.expect]]\nprogram = \"aid\"\n";
    let figures = |expect: &str| {
        survivors(&rulebook(&format!("{at}{expect}"), &[]), |mutant| mutant.rule == "standard")
    };
    // What is in force later is nobody's concern, nor is an earlier figure.
    let amount = figures("amount = \"none\"\n");
    assert!(amount.iter().any(|one| one.starts_with("100 a month")), "{amount:?}");
    assert!(amount.contains(&"120 a month -> 119 a month".to_owned()), "{amount:?}");
    assert!(!amount.contains(&"120 a month -> 121 a month".to_owned()), "{amount:?}");
    let failing = rulebook(&format!("{at}verdict = \"likely\"\n"), &[]);
    let mut trials = Trials::new(&failing);
    assert_eq!(trials.failing(), 1);
    assert!(mutants(&failing).iter().all(|mutant| trials.notice(mutant).is_none()));
}

#[test]
fn a_note_that_must_not_be_there_holds_its_reason() {
    let aged = |age: u8, notes: &str| {
        format!(
            "[[case]]\nid = \"of-{age}\"\nwhy = \"a note\"\ndate = \"2025-06-01\"\nregion = \"000000\"\n\
             parameters = {{ near_standard = 100 }}\nhousehold = {{ home = \"rent\" }}\n\
             members = [{{ id = \"a\", relation = \"self\", age = {age}, wage = 0, receives = [] }}]\n\
             [[case.expect]]\nprogram = \"care\"\nmember = \"a\"\nverdict = \"likely\"\n{notes} = [\"check_locally\"]\n"
        )
    };
    let of_note = |mutant: &Mutant| mutant.rule == "care.note.check_locally";
    let there = rulebook(&aged(64, "notes"), &[]);
    assert_eq!(
        survivors(&there, of_note),
        ["member.age < 65 -> member.age <= 65", "member.age < 65 -> member.age < 66"]
    );
    let both = rulebook(&[aged(64, "notes"), aged(65, "without")].concat(), &[]);
    assert_eq!(survivors(&both, of_note), [""; 0]);
    let wrong = rulebook(&aged(64, "without"), &[]);
    assert_eq!(Trials::new(&wrong).failing(), 1);
}
