//! Everything `check` looks at once a rulebook can be read.

use std::collections::BTreeSet;

use crate::author::{
    cases::{answers, shown},
    check::{
        coverage::Coverage,
        reads::{expressions, read_by_programs},
        texts,
    },
    lower::Loaded,
    source::{Code, Diagnostic, Span},
};
use crate::{
    domain::{Range, Truth},
    rulebook::{
        Area, Entity, Expr, FactType, Figure, Parameter, ParameterId, ParameterType, ParameterValue, Per,
        RegionId, Rulebook, Unset, VariableId, uses,
    },
    ruleset::resolve::assumed,
};

/// Facts that links between members are worked out from.
const LINKS: [&str; 2] = ["relation", "marital_status"];
/// Parameters that the engine itself reads.
const OWN: [&str; 1] = ["amount_rounding"];

/// Everything that is wrong with a rulebook, its texts and its cases; where it cannot be used, as far as it was read.
#[must_use]
pub fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let usable = !loaded.log.has_errors();
    let _ = check_rules(loaded);
    if usable {
        cases(loaded);
    }
    loaded.log.found()
}

/// As [`check`], without running the cases.
#[must_use]
pub fn check_rules(loaded: &Loaded) -> Vec<Diagnostic> {
    let usable = !loaded.log.has_errors();
    if usable {
        questions(loaded);
        unused(loaded);
        beyond_bounds(loaded);
    }
    texts::check(loaded, usable);
    loaded.log.found()
}

fn at(loaded: &Loaded, name: &str) -> Span {
    loaded.places.get(name).copied().unwrap_or(Span { file: 0, offset: None })
}

/// Whether an expression, or a variable it uses, looks at links between members.
fn uses_links(book: &Rulebook) -> bool {
    fn links(expr: &Expr) -> bool {
        let mut found = matches!(expr, Expr::ParentOf(..) | Expr::SpouseOf(..));
        expr.children(&mut |part| found = found || links(part));
        found
    }
    let variables = book.household_variables.iter().chain(&book.member_variables).map(|v| &v.value);
    variables.chain(book.programs.iter().flat_map(expressions)).any(links)
}

/// Every fact that a programme uses is asked, and no question is asked in vain.
fn questions(loaded: &Loaded) {
    let book = &loaded.book;
    let read = read_by_programs(book);
    let links = uses_links(book);
    // Of age and day of birth, either tells the other.
    let ages = |slots: &[crate::rulebook::FactId]| {
        slots.iter().any(|f| {
            book.member_facts.get(f.index()).is_some_and(|f| f.kind == FactType::Age || f.id == "birth_date")
        })
    };
    let age_used = ages(&read.member);
    let asked: Vec<&crate::rulebook::FactId> =
        book.questions.iter().filter(|q| q.entity == Entity::Member).flat_map(|q| &q.facts).collect();
    let age_asked = asked.iter().any(|f| ages(&[**f]));
    let lists = [
        (Entity::Household, "household", &book.household_facts, &read.household),
        (Entity::Member, "member", &book.member_facts, &read.member),
    ];
    for (entity, prefix, facts, used) in lists {
        for (index, fact) in facts.iter().enumerate() {
            let is_age = entity == Entity::Member && (fact.kind == FactType::Age || fact.id == "birth_date");
            let linked = entity == Entity::Member && links && LINKS.contains(&fact.id.as_str());
            let area = fact.id == "area" && book.parameters.iter().any(|p| p.areas);
            let is_used = used.iter().any(|f| f.index() == index) || linked || area || (is_age && age_used);
            let place = ["asked", "coarse"]
                .iter()
                .find_map(|how| loaded.places.get(&format!("{how}.{prefix}.{}", fact.id)));
            let is_asked = place.is_some() || (is_age && age_asked);
            if is_used && !is_asked && !matches!(fact.kind, FactType::Local | FactType::Elsewhere) {
                loaded.log.report(
                    Code::NotAsked,
                    at(loaded, &format!("fact.{prefix}.{}", fact.id)),
                    format!("a programme uses `{}` and no question asks it", fact.id),
                    format!("a [[question]] with facts = [\"{}\"] in questions.toml", fact.id),
                );
            }
            if let (Some(place), false) = (place, is_used) {
                loaded.log.report(
                    Code::AskedInVain,
                    *place,
                    format!("no programme uses `{}`", fact.id),
                    "no such question, or a condition that uses it",
                );
            }
        }
    }
}

/// Values that their parameter's floor or ceiling says no place has. The bound counts as it stands in that place on
/// the value's first day, so a value from before any bound breaks none.
fn beyond_bounds(loaded: &Loaded) {
    let book = &loaded.book;
    for (index, region) in book.regions.iter().enumerate() {
        let id = RegionId(u16::try_from(index).unwrap_or(u16::MAX));
        for dated in &region.values {
            let Some(parameter) = book.parameters.get(dated.parameter.index()) else { continue };
            if parameter.floor.is_none() && parameter.ceiling.is_none() {
                continue;
            }
            let resolved = book.at(dated.from, Some(id), &[]).parameters;
            let broken = [Area::Urban, Area::Rural].into_iter().find_map(|area| {
                let set = match dated.figure(area)? {
                    Figure::Set(setting) => setting,
                    Figure::Times(multiple) => book.multiple(multiple, parameter, area, &resolved),
                };
                let ParameterValue::Number(value) = set else { return None };
                let Range { low, high } = assumed(parameter, area, &resolved);
                let below = value.less(Range { low, high: low }) == Truth::True;
                let above = Range { low: high, high }.less(value) == Truth::True;
                let bound = if below { low } else { high.filter(|_| above) }?;
                Some((value, if below { "floor" } else { "ceiling" }, Range::exact(bound.value)))
            });
            if let Some((value, which, bound)) = broken {
                let name = format!("value.{:06}.{}.{}", region.code, parameter.id, dated.from);
                let (value, bound) = (figure(parameter, value), figure(parameter, bound));
                loaded.log.report(
                    Code::BeyondBound,
                    at(loaded, &name),
                    format!("`{}` is {value}, beyond its {which} of {bound} here", parameter.id),
                    "the figure corrected, or the assumed value that the bound rests on changed with its evidence",
                );
            }
        }
    }
}

/// A number as regions write it.
fn figure(parameter: &Parameter, range: Range) -> String {
    match parameter.kind {
        ParameterType::Flow(Per::Month) => {
            format!("{} a month", shown(range.in_a_month()))
        }
        _ => shown(range),
    }
}

/// Parameters and variables that nothing uses.
fn unused(loaded: &Loaded) {
    let book = &loaded.book;
    let mut parameters: BTreeSet<ParameterId> = read_by_programs(book).parameters.into_iter().collect();
    let mut variables: BTreeSet<(bool, VariableId)> = BTreeSet::new();
    let all = book.household_variables.iter().chain(&book.member_variables).map(|v| &v.value);
    for expr in all.chain(book.programs.iter().flat_map(expressions)) {
        named(expr, &mut variables);
    }
    for parameter in &book.parameters {
        let bounds = parameter.floor.iter().chain(&parameter.ceiling);
        parameters.extend(uses(bounds, &[], &[]).parameters);
        if let Unset::Between(low, high) = &parameter.unset {
            parameters.extend(uses(low.iter().chain(high), &[], &[]).parameters);
        }
    }
    for (index, parameter) in book.parameters.iter().enumerate() {
        let used = parameters.iter().any(|p| p.index() == index);
        if !used && !OWN.contains(&parameter.id.as_str()) {
            loaded.log.report(
                Code::Unused,
                at(loaded, &format!("parameter.{}", parameter.id)),
                format!("nothing uses the parameter `{}`", parameter.id),
                "a condition or amount that uses it, or no such parameter",
            );
        }
    }
    let lists = [(false, "household", &book.household_variables), (true, "member", &book.member_variables)];
    for (member, prefix, list) in lists {
        for (index, variable) in list.iter().enumerate() {
            if !variables.iter().any(|(m, id)| *m == member && id.index() == index) {
                loaded.log.report(
                    Code::Unused,
                    at(loaded, &format!("variable.{prefix}.{}", variable.id)),
                    format!("nothing uses the variable `{}`", variable.id),
                    "an expression that uses it, or no such variable",
                );
            }
        }
    }
}

fn named(expr: &Expr, found: &mut BTreeSet<(bool, VariableId)>) {
    match expr {
        Expr::Variable(id) => {
            found.insert((false, *id));
        }
        Expr::MemberVariable(id, _) => {
            found.insert((true, *id));
        }
        _ => {}
    }
    expr.children(&mut |part| named(part, found));
}

/// Runs the cases, and looks at what they leave uncovered.
fn cases(loaded: &Loaded) {
    let book = &loaded.book;
    let mut coverage = Coverage::new(book);
    let mut all_read = true;
    for case in &loaded.cases {
        match answers::run(book, case) {
            Ok(answers) => {
                for difference in &answers.differences {
                    loaded.log.report(
                        Code::CaseFails,
                        difference.place,
                        format!(
                            "case {}: {}: expected {}, found {}",
                            case.id, difference.subject, difference.expected, difference.found
                        ),
                        "another rule, or another expectation if the text of the law says so",
                    );
                }
                coverage.add(book, case, &answers);
            }
            Err(error) => {
                all_read = false;
                loaded.log.report(
                    Code::CaseDocument,
                    case.at(&error.path),
                    format!("case {} is no household document: {error}", case.id),
                    error.expected.clone(),
                );
            }
        }
    }
    // What a case that cannot be read would cover is not known.
    if !all_read {
        return;
    }
    for (program, covered) in book.programs.iter().zip(&coverage.programs) {
        for (criterion, covered) in program.criteria.iter().zip(covered) {
            let place = at(loaded, &format!("criterion.{}.{}", program.id, criterion.id));
            let name = format!("{}.{}", program.id, criterion.id);
            let lacks = |code, what: &str, instead: &str| {
                loaded.log.report(code, place, format!("no case {what} `{name}`"), instead);
            };
            // A condition that only its dates decide neither passes nor stays open.
            let fixed = matches!(criterion.test, Expr::Truth(_));
            if covered.passes == 0 && !fixed {
                lacks(Code::NeverPasses, "passes", "a case in households/ in which it holds");
            }
            if covered.fails == 0 {
                lacks(Code::NeverFails, "fails", "a case in households/ in which it fails");
            }
            if covered.open == 0 && !fixed {
                lacks(Code::NeverOpen, "leaves open", "a case in which a fact it uses is not known");
            }
            if criterion.unit.is_some() && covered.at == 0 {
                lacks(Code::NoCaseAt, "stands exactly at the threshold of", "a case with equal sides");
            }
            if criterion.unit.is_some() && covered.beyond == 0 {
                lacks(
                    Code::NoCaseBeyond,
                    "stands just beyond the threshold of",
                    "a case at most 1 away from it",
                );
            }
        }
    }
}
