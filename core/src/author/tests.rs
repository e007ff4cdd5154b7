//! What expressions compile to, on the small rulebook of the tests.

use std::path::Path;

use rust_decimal::Decimal;

use crate::author::{
    lower::load_files,
    source::{Code, Diagnostic, Diagnostics},
};
use crate::{
    domain::Day,
    rulebook::{Compare, Expr, FactId, ParameterId, Rulebook, Unit, VariableId},
};

/// The files of the small rulebook.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
    Diagnostics::read(&folder).files().iter().map(|f| (f.name.clone(), f.text.clone())).collect()
}

/// The small rulebook with one more fact of a member, a detail of another.
fn with_detail_of(base: &str) -> Result<Rulebook, Vec<Diagnostic>> {
    let mut files = files();
    for (_, text) in files.iter_mut().filter(|(name, _)| name == "facts.toml") {
        text.push_str("\n[[fact]]\nid = \"detail\"\nentity = \"member\"\ntype = \"bool\"\n");
        text.push_str(&format!("depends_on = \"{base}\"\n"));
    }
    load_files(files).map(|loaded| loaded.book)
}

/// The small rulebook with one more variable of the household or of a member.
fn with(entity: &str, value: &str) -> Result<Rulebook, Vec<Diagnostic>> {
    let mut files = files();
    for (name, text) in &mut files {
        match name.as_str() {
            "variables.toml" => {
                text.push_str(&format!(
                    "\n[[variable]]\nid = \"new\"\nentity = \"{entity}\"\nvalue = '''\n{value}'''\n"
                ));
            }
            "facts.toml" => {
                text.push_str("\n[[fact]]\nid = \"birth_date\"\nentity = \"member\"\ntype = \"date\"\n");
                text.push_str("\n[[fact]]\nid = \"floor\"\nentity = \"household\"\ntype = \"area\"\n");
            }
            "parameters.toml" => text.push_str("\n[[parameter]]\nid = \"floor_limit\"\ntype = \"area\"\n"),
            _ => {}
        }
    }
    load_files(files).map(|loaded| loaded.book)
}

fn household(value: &str) -> Expr {
    let book = with("household", value).unwrap_or_else(|found| panic!("{value}: {}", found[0]));
    book.household_variables.last().unwrap().value.clone()
}

fn member(value: &str) -> Expr {
    let book = with("member", value).unwrap_or_else(|found| panic!("{value}: {}", found[0]));
    book.member_variables.last().unwrap().value.clone()
}

fn mistake(entity: &str, value: &str) -> Code {
    match with(entity, value) {
        Ok(_) => panic!("{value} has no mistake"),
        Err(found) => {
            let alike = |d: &Diagnostic| d.code == found[0].code && d.file == "variables.toml";
            assert!(found.iter().all(alike), "{value}: {found:?}");
            found[0].code
        }
    }
}

const SAVINGS: FactId = FactId(0);
const HOME: FactId = FactId(1);
const RELATION: FactId = FactId(0);
const WAGE: FactId = FactId(2);
const RECEIVES: FactId = FactId(3);

fn number(text: &str) -> Expr {
    Expr::Number(text.parse::<Decimal>().unwrap())
}

fn two(a: Expr, b: Expr) -> Box<[Expr; 2]> {
    Box::new([a, b])
}

#[test]
fn a_detail_names_a_fact_of_the_same_entity_above_it() {
    let book = with_detail_of("wage").unwrap();
    assert_eq!(book.member_facts.last().unwrap().depends_on, Some(WAGE));
    // Of the household, itself, and nobody's.
    for base in ["savings", "detail", "wages"] {
        let found = with_detail_of(base).unwrap_err();
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.code, &*one.file), (Code::UnknownName, "facts.toml"), "{base}");
    }
}

/// The small rulebook with two more facts of a member, and a total with the lines given.
fn with_total(lines: &str) -> Result<Rulebook, Vec<Diagnostic>> {
    let mut files = files();
    for (_, text) in files.iter_mut().filter(|(name, _)| name == "facts.toml") {
        text.push_str("\n[[fact]]\nid = \"total\"\n");
        text.push_str(lines);
        text.push_str("\n\n[[fact]]\nid = \"rent\"\nentity = \"member\"\ntype = \"flow\"\n");
        text.push_str("\n[[fact]]\nid = \"fees\"\nentity = \"member\"\ntype = \"flow\"\nper = \"year\"\n");
    }
    load_files(files).map(|loaded| loaded.book)
}

#[test]
fn a_total_names_flows_of_a_member_told_for_the_same_period() {
    let flow = "entity = \"household\"\ntype = \"flow\"\n";
    let book = with_total(&format!("{flow}total_of = [\"wage\", \"rent\"]")).unwrap();
    let total = book.household_facts.iter().find(|f| f.id == "total").unwrap();
    assert_eq!(total.total_of, [WAGE, book.member_fact("rent").unwrap()]);
    assert!(book.member_facts.iter().all(|f| f.total_of.is_empty()));
    let bytes = book.to_bytes().unwrap();
    assert_eq!(Rulebook::from_bytes(&bytes).unwrap().household_facts, book.household_facts);
    for (lines, code, word) in [
        (format!("{flow}total_of = [\"wages\"]"), Code::UnknownName, "\"wages\""),
        (format!("{flow}total_of = [\"savings\"]"), Code::UnknownName, "\"savings\""),
        (format!("{flow}total_of = [\"wage\", \"wage\"]"), Code::DuplicateName, "`wage`"),
        (format!("{flow}total_of = [\"age\"]"), Code::WrongType, "`age`"),
        (format!("{flow}total_of = [\"fees\"]"), Code::WrongType, "`fees`"),
        (format!("{flow}per = \"year\"\ntotal_of = [\"wage\"]"), Code::WrongType, "`wage`"),
        (format!("{flow}total_of = []"), Code::BadValue, "`total`"),
        (
            "entity = \"household\"\ntype = \"stock\"\ntotal_of = [\"wage\"]".into(),
            Code::WrongType,
            "`total`",
        ),
        ("entity = \"member\"\ntype = \"flow\"\ntotal_of = [\"wage\"]".into(), Code::WrongEntity, "`total`"),
    ] {
        let found = with_total(&lines).unwrap_err();
        let [one] = found.as_slice() else { panic!("{lines}: {found:?}") };
        assert_eq!((one.code, &*one.file), (code, "facts.toml"), "{lines}");
        assert!(one.what.contains(word), "{lines}: {}", one.what);
    }
    let two = format!(
        "{flow}total_of = [\"wage\"]\n\n[[fact]]\nid = \"again\"\n{flow}total_of = [\"rent\", \"wage\"]"
    );
    let found = with_total(&two).unwrap_err();
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::DuplicateName]);
}

#[test]
fn a_rulebook_file_with_a_total_of_something_else_is_refused() {
    let flow = "entity = \"household\"\ntype = \"flow\"\ntotal_of = [\"wage\"]";
    let good = with_total(flow).unwrap();
    let total = good.household_facts.iter().position(|f| f.id == "total").unwrap();
    let refused = |change: &dyn Fn(&mut Rulebook)| {
        let mut book = good.clone();
        change(&mut book);
        Rulebook::from_bytes(&book.to_bytes().unwrap()).is_err()
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|book| book.household_facts[total].total_of.push(FactId(99))), "no such fact");
    assert!(refused(&|book| book.household_facts[total].total_of.push(RELATION)), "no flow");
    assert!(refused(&|book| book.household_facts[total].total_of.push(WAGE)), "twice");
    assert!(
        refused(&|book| book.household_facts[total].kind = crate::rulebook::FactType::Stock),
        "no flow itself"
    );
    assert!(refused(&|book| book.member_facts[0].total_of.push(WAGE)), "of a member");
}

#[test]
fn a_number_between_two_others_has_their_unit() {
    let variable = || Expr::Variable(VariableId(0));
    let between = Expr::Between(Box::new([variable(), variable(), number("0")]));
    assert_eq!(household("between(household.income, household.income, 0)"), between);
    assert_eq!(mistake("household", "between(household.income, household.savings, 0)"), Code::UnitMismatch);
    assert_eq!(mistake("household", "between(household.income, 0)"), Code::TypeMismatch);
    assert_eq!(mistake("household", "between(household.income > 0, 0, 1)"), Code::TypeMismatch);
}

#[test]
fn names_become_slots() {
    assert_eq!(household("household.savings"), Expr::Fact(SAVINGS));
    assert_eq!(household("household.income"), Expr::Variable(VariableId(0)));
    assert_eq!(household("limit"), Expr::Parameter(ParameterId(1)));
    assert_eq!(household("is_unset(limit)"), Expr::IsUnset(ParameterId(1)));
    assert_eq!(member("member.wage"), Expr::MemberFact(WAGE, 0));
    assert_eq!(member("member.present"), Expr::MemberVariable(VariableId(0), 0));
    assert_eq!(household("verdict.aid"), Expr::Verdict(crate::rulebook::ProgramId(0)));
    assert_eq!(member("member.verdict.care"), Expr::MemberVerdict(crate::rulebook::ProgramId(1), 0));
}

#[test]
fn an_area_is_compared_with_an_area_alone() {
    let floor = || Expr::Fact(FactId(2));
    let limit = Expr::Multiply(two(Expr::Parameter(ParameterId(3)), number("3")));
    assert_eq!(
        household("household.floor <= floor_limit * 3"),
        Expr::Compare(Compare::AtMost, two(floor(), limit))
    );
    assert_eq!(mistake("household", "household.floor <= 20"), Code::UnitMismatch);
    assert_eq!(mistake("household", "household.savings <= floor_limit"), Code::UnitMismatch);
}

#[test]
fn members_are_named_by_depth() {
    assert_eq!(household("sum(m, m.wage)"), Expr::Sum(0, Box::new(Expr::MemberFact(WAGE, 0))));
    assert_eq!(member("sum(m, m.wage)"), Expr::Sum(1, Box::new(Expr::MemberFact(WAGE, 1))));
    assert_eq!(
        member("any(a, all(b, parent_of(a, b) && spouse_of(member, b) && !same(a, member)))"),
        Expr::Any(
            1,
            Box::new(Expr::All(
                2,
                Box::new(Expr::And(vec![
                    Expr::ParentOf(1, 2),
                    Expr::SpouseOf(0, 2),
                    Expr::Not(Box::new(Expr::Same(1, 0))),
                ]))
            ))
        )
    );
    assert_eq!(mistake("household", "sum(m, sum(m, m.wage))"), Code::DuplicateName);
    assert_eq!(mistake("household", "sum(m, m.wage) + m.wage"), Code::UnknownName);
    assert_eq!(mistake("household", "sum(member, member.wage)"), Code::DuplicateName);
    assert_eq!(mistake("household", "parent_of(a, b)"), Code::TypeMismatch);
}

#[test]
fn connectives_are_flat_and_bind_as_in_cel() {
    let truth = |b: bool| Expr::Truth(b);
    assert_eq!(
        household("true && false && true && false && true"),
        Expr::And(vec![truth(true), truth(false), truth(true), truth(false), truth(true)])
    );
    assert_eq!(
        household("true || false && true"),
        Expr::Or(vec![truth(true), Expr::And(vec![truth(false), truth(true)])])
    );
    assert_eq!(
        household("true ? 1 : false ? 2 : 3"),
        Expr::If(Box::new([
            truth(true),
            number("1"),
            Expr::If(Box::new([truth(false), number("2"), number("3")]))
        ]))
    );
    assert_eq!(
        household("1 + 2 * 3 - 4"),
        Expr::Subtract(two(
            Expr::Add(two(number("1"), Expr::Multiply(two(number("2"), number("3"))))),
            number("4")
        ))
    );
}

#[test]
fn choices_and_sets_become_bits() {
    let home = || Box::new(Expr::Fact(HOME));
    assert_eq!(household("household.home == \"rent\""), Expr::In(home(), 0b10));
    assert_eq!(household("\"rent\" == household.home"), Expr::In(home(), 0b10));
    assert_eq!(household("household.home != \"own\""), Expr::Not(Box::new(Expr::In(home(), 0b01))));
    assert_eq!(household("household.home in [\"own\", \"rent\"]"), Expr::In(home(), 0b11));
    assert_eq!(member("\"care\" in member.receives"), Expr::Has(Box::new(Expr::MemberFact(RECEIVES, 0)), 1));
    assert_eq!(mistake("household", "household.home == \"lent\""), Code::UnknownOption);
    assert_eq!(mistake("member", "member.receives == \"care\""), Code::TypeMismatch);
    assert_eq!(mistake("member", "\"care\" in member.relation"), Code::TypeMismatch);
    assert_eq!(mistake("household", "household.home in \"own\""), Code::TypeMismatch);
    let relation = Expr::In(Box::new(Expr::MemberFact(RELATION, 0)), 0b10);
    assert_eq!(member("member.relation == \"child\""), relation);
}

#[test]
fn units_go_together_or_not() {
    for good in [
        "household.savings <= 0",
        "0 < household.income",
        "household.savings + household.savings * 3",
        "min(standard * household.heads, household.income)",
        "max(0, household.income - standard)",
        "0.5 * (standard + near_standard) * household.heads > household.income",
        "true ? standard : 0",
        "household.heads * household.heads == 4",
        "household.heads in [1, 2]",
    ] {
        household(good);
    }
    for bad in [
        "household.savings <= standard",
        "household.savings + 1",
        "household.income > 5",
        "standard * standard",
        "standard * household.savings",
        "max(standard, limit)",
        "true ? standard : limit",
        "household.heads <= household.income",
        "household.income == limit",
    ] {
        assert_eq!(mistake("household", bad), Code::UnitMismatch, "{bad}");
    }
    for bad in [
        "household.savings && true",
        "!household.savings",
        "true + 1",
        "true < false",
        "(1 < 2) == true",
        "household.savings ? 1 : 2",
        "true ? 1 : false",
        "count(m, m.wage)",
        "sum(m, m.present)",
        "\"own\"",
        "household",
        "min(1)",
    ] {
        assert_eq!(mistake("household", bad), Code::TypeMismatch, "{bad}");
    }
}

#[test]
fn numbers_are_exact_to_fifteen_digits() {
    assert_eq!(household("0.1"), number("0.1"));
    assert_eq!(household("123456789012.345"), number("123456789012.345"));
    assert_eq!(household("1.50"), number("1.5"));
    assert_eq!(household("100000000000000"), number("100000000000000"));
    assert_eq!(household("0.000001"), number("0.000001"));
    for bad in ["0.1000000000000000055", "1234567890123456", "1234567890.1234567", "9007199254740993"] {
        assert_eq!(mistake("household", bad), Code::TooManyDigits, "{bad}");
    }
}

#[test]
fn days_are_written_in_quotes_and_only_compared() {
    let day = Day::parse("2025-01-01").unwrap();
    assert_eq!(
        member("member.birth_date >= \"2025-01-01\""),
        Expr::Compare(
            Compare::AtLeast,
            two(Expr::MemberFact(FactId(4), 0), Expr::Number(Decimal::from(day.0)))
        )
    );
    assert_eq!(mistake("member", "member.birth_date >= 2025"), Code::UnitMismatch);
    assert_eq!(mistake("member", "member.age >= \"2025-01-01\""), Code::UnitMismatch);
    assert_eq!(mistake("member", "member.birth_date >= \"2025-02-29\""), Code::TypeMismatch);
    assert_eq!(
        mistake("member", "member.birth_date + member.birth_date > \"2025-01-01\""),
        Code::UnitMismatch
    );
    assert_eq!(mistake("member", "2 * member.birth_date > \"2025-01-01\""), Code::UnitMismatch);
}

#[test]
fn what_rulebooks_do_not_use_is_refused() {
    for bad in [
        "household.savings / 2 > 0",
        "household.heads % 2",
        "[1, 2].all(x, x > 0)",
        "size([1])",
        "household.savings.max(3)",
        "has(household.savings)",
        "{\"a\": 1}",
        "null",
        "b\"x\"",
        "1u",
        "household.savings[0]",
        "-household.savings",
        "[1]",
    ] {
        assert_eq!(mistake("household", bad), Code::Unsupported, "{bad}");
    }
    for bad in ["1 +", "a b", "(1", "\"open", "1 <", "&&", "household."] {
        assert_eq!(mistake("household", bad), Code::ExpressionSyntax, "{bad}");
    }
}

#[test]
fn a_mistake_points_to_its_word() {
    let found = with("household", "household.income\n  + household.savngs\n").unwrap_err();
    assert_eq!((found[0].code, found[0].column), (Code::UnknownName, 14));
    assert!(found[0].instead.contains("savings"), "{}", found[0]);
    let found = with("member", "member.age >= 60 && member.agee < 70").unwrap_err();
    assert_eq!(found[0].column, 27);
}

#[test]
fn the_unit_of_a_criterion_is_that_of_its_outermost_comparison() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
    let book = super::load(&folder).unwrap().book;
    let units: Vec<Option<Unit>> = book.programs.iter().flat_map(|p| &p.criteria).map(|c| c.unit).collect();
    assert_eq!(units, [Some(Unit::Flow), Some(Unit::Stock), None, Some(Unit::Plain), Some(Unit::Flow)]);
    let uses = &book.programs[0].criteria[0].uses;
    assert_eq!(uses.member, [RELATION, WAGE]);
    assert_eq!(uses.parameters, [ParameterId(0)]);
}
