//! Writes a screening document.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::quantity::Tree;
use crate::{
    domain::{Bound, Range, Truth},
    household::Household,
    insight::{Together, together},
    rulebook::{
        Area, Citation, Compare, Criterion, FactType, Grade, ParameterId, ParameterType, ParameterValue, Per,
        Program,
    },
    ruleset::{Origin, Resolved, Ruleset},
    screening::{Entry, MissingInput, Open, Reason, Screening, Verdict},
};

pub(crate) fn text(value: impl Into<String>) -> Tree {
    Tree::Text(value.into())
}

pub(crate) fn map(entries: Vec<(&str, Tree)>) -> Tree {
    Tree::Map(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
}

/// A sum rounded to fen, half up, for show.
fn fen(value: Decimal) -> Tree {
    let mut rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    text(format!("{rounded:.2}"))
}

fn ends(range: Range) -> Vec<(&'static str, Tree)> {
    let end = |key, bound: Option<Bound>| bound.map(|b| (key, fen(b.value)));
    [end("min", range.low), end("max", range.high)].into_iter().flatten().collect()
}

fn truth(truth: Truth) -> Tree {
    truth.known().map_or(Tree::Null, Tree::Truth)
}

const fn per(per: Per) -> &'static str {
    match per {
        Per::Month => "month",
        Per::Year => "year",
        Per::Once => "once",
    }
}

const fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Less => "<",
        Compare::AtMost => "<=",
        Compare::More => ">",
        Compare::AtLeast => ">=",
        Compare::Equal => "==",
        Compare::NotEqual => "!=",
    }
}

/// A screening as the contract's document.
#[must_use]
pub fn write(rules: &Ruleset<'_>, household: &Household, screening: &Screening) -> Tree {
    let book = rules.book;
    let region = rules.region.and_then(|r| book.regions.get(r.index()));
    let programs = screening.entries.iter().filter_map(|e| entry(rules, household, e)).collect();
    let next = screening.next.iter().map(|l| text(lack_path(rules, household, *l))).collect();
    map(vec![
        ("version", Tree::Number("1".to_owned())),
        ("date", text(rules.date.to_string())),
        ("region", region.map_or(Tree::Null, |r| text(format!("{:06}", r.code)))),
        (
            "rulebook",
            map(vec![
                ("id", text(&book.id)),
                ("version", text(&book.version)),
                ("digest", text(&book.digest)),
            ]),
        ),
        ("programs", Tree::List(programs)),
        (
            "together",
            Tree::List(together(rules, screening).iter().map(|t| pair(rules, household, t)).collect()),
        ),
        ("next", Tree::List(next)),
        ("parameters", parameters(rules, household)),
    ])
}

/// The verdicts and amounts of a screening alone: `{"programs": [{"id", "member", "verdict", "amount"}]}`.
#[must_use]
pub fn write_brief(rules: &Ruleset<'_>, household: &Household, screening: &Screening) -> Tree {
    let one = |entry: &Entry| {
        let program = rules.programs.get(entry.program.index())?;
        let mut parts = vec![
            ("id", text(&program.id)),
            ("member", member(household, entry)),
            ("verdict", text(verdict(entry.verdict))),
        ];
        parts.extend(amount(entry).map(|sums| ("amount", sums)));
        Some(map(parts))
    };
    map(vec![("programs", Tree::List(screening.entries.iter().filter_map(one).collect()))])
}

fn member(household: &Household, entry: &Entry) -> Tree {
    entry.member.and_then(|m| household.members.get(m)).map_or(Tree::Null, |m| text(&m.id))
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Unlikely => "unlikely",
    }
}

fn amount(entry: &Entry) -> Option<Tree> {
    entry.amount.map(|amount| {
        let mut sums = ends(amount.range);
        sums.push(("per", text(per(amount.per))));
        map(sums)
    })
}

fn entry(rules: &Ruleset<'_>, household: &Household, entry: &Entry) -> Option<Tree> {
    let program: &Program = rules.programs.get(entry.program.index())?;
    let lacks = |lacks: &[MissingInput]| {
        Tree::List(lacks.iter().map(|l| text(lack_path(rules, household, *l))).collect())
    };
    let mut parts = vec![
        ("id", text(&program.id)),
        ("unit", text(if entry.member.is_some() { "member" } else { "household" })),
        ("member", member(household, entry)),
        ("verdict", text(verdict(entry.verdict))),
    ];
    if let Some(open) = &entry.open {
        let (kind, follows) = match open {
            Open::Answers => ("answers", None),
            Open::Office => ("office", None),
            Open::Follows(programs) => ("follows", Some(programs)),
        };
        parts.push(("open", text(kind)));
        if let Some(programs) = follows {
            let ids = programs.iter().filter_map(|p| rules.programs.get(p.index())).map(|p| text(&p.id));
            parts.push(("follows", Tree::List(ids.collect())));
        }
    }
    parts.extend(amount(entry).map(|sums| ("amount", sums)));
    let criteria = program.criteria.iter().zip(&entry.reasons);
    parts.extend([
        ("criteria", Tree::List(criteria.map(|(c, r)| criterion(rules, c, r)).collect())),
        ("missing", lacks(&entry.missing)),
        ("amount_missing", lacks(&entry.amount_missing)),
        (
            "notes",
            Tree::List(
                entry.notes.iter().filter_map(|n| rules.book.notes.get(n.index())).map(text).collect(),
            ),
        ),
    ]);
    Some(map(parts))
}

fn criterion(rules: &Ruleset<'_>, criterion: &Criterion, reason: &Reason) -> Tree {
    let mut parts = vec![("id", text(&criterion.id)), ("holds", truth(reason.holds()))];
    if reason.waived() {
        parts.push(("waived", Tree::Truth(true)));
    }
    if let Some(statement) = reason.statement() {
        parts.extend([
            ("left", map(ends(statement.left))),
            ("op", text(sign(statement.compare))),
            ("right", map(ends(statement.right))),
            ("margin", map(ends(statement.margin))),
        ]);
    }
    let household = criterion
        .uses
        .household
        .iter()
        .filter_map(|id| rules.book.household_facts.get(id.index()))
        .map(|f| text(format!("household.{}", f.id)));
    let member = criterion
        .uses
        .member
        .iter()
        .filter_map(|id| rules.book.member_facts.get(id.index()))
        .filter(|f| f.kind != FactType::Local)
        .map(|f| text(format!("members.*.{}", f.id)));
    parts.extend([
        ("cites", cites(rules, &criterion.cites)),
        ("uses", Tree::List(household.chain(member).collect())),
    ]);
    map(parts)
}

/// Articles as documents name them, `npc-2026:18`.
fn cites(rules: &Ruleset<'_>, cites: &[Citation]) -> Tree {
    let cite = |c: &Citation| {
        let source = rules.book.sources.get(c.source.index())?;
        let whole = c.article.is_empty();
        Some(text(if whole { source.id.clone() } else { format!("{}:{}", source.id, c.article) }))
    };
    Tree::List(cites.iter().filter_map(cite).collect())
}

/// How two programmes that may be had go together.
fn pair(rules: &Ruleset<'_>, household: &Household, pair: &Together<'_>) -> Tree {
    let program = |e: &Entry| rules.programs.get(e.program.index()).map_or(Tree::Null, |p| text(&p.id));
    map(vec![
        ("kind", text(pair.kind.text())),
        ("program", program(pair.entry)),
        ("member", member(household, pair.entry)),
        ("with", program(pair.with)),
        ("with_member", member(household, pair.with)),
        ("cites", cites(rules, pair.cites)),
    ])
}

/// What can be asked, as documents name it: `household.savings`, `members.b.wage`.
#[must_use]
pub fn lack_path(rules: &Ruleset<'_>, household: &Household, lack: MissingInput) -> String {
    let id = |m: usize| household.members.get(m).map_or("", |m| m.id.as_str());
    match lack {
        MissingInput::Region => "region".to_owned(),
        MissingInput::Household(fact) => {
            let fact = rules.book.household_facts.get(fact.index());
            format!("household.{}", fact.map_or("", |f| f.id.as_str()))
        }
        MissingInput::Member(member, fact) => {
            let fact = rules.book.member_facts.get(fact.index());
            format!("members.{}.{}", id(member), fact.map_or("", |f| f.id.as_str()))
        }
        MissingInput::Parents(member) => format!("members.{}.parents", id(member)),
        MissingInput::Spouse(member) => format!("members.{}.spouse", id(member)),
    }
}

/// Every figure that the criteria read, with where it stands.
fn parameters(rules: &Ruleset<'_>, household: &Household) -> Tree {
    let area = household.area(rules.book);
    let used: BTreeSet<ParameterId> = rules
        .programs
        .iter()
        .flat_map(|p| {
            let criteria = p.criteria.iter().flat_map(|c| &c.uses.parameters);
            criteria.chain(p.amount.iter().flat_map(|a| &a.uses.parameters))
        })
        .copied()
        .collect();
    let mut entries = Vec::new();
    for id in used {
        let (Some(parameter), Some(resolved)) =
            (rules.book.parameters.get(id.index()), rules.parameters.get(id.index()))
        else {
            continue;
        };
        let one = |setting, origin| figure(rules, &parameter.kind, setting, origin);
        let Resolved { urban, rural } = resolved;
        let tree = match area {
            Some(Area::Urban) => map(one(urban.0, urban.1)),
            Some(Area::Rural) => map(one(rural.0, rural.1)),
            _ if urban == rural => map(one(urban.0, urban.1)),
            _ => map(vec![("urban", map(one(urban.0, urban.1))), ("rural", map(one(rural.0, rural.1)))]),
        };
        entries.push((parameter.id.clone(), tree));
    }
    Tree::Map(entries)
}

fn figure(
    rules: &Ruleset<'_>,
    kind: &ParameterType,
    setting: ParameterValue,
    origin: Origin,
) -> Vec<(&'static str, Tree)> {
    let written = |value: Decimal| {
        let value = match kind {
            // A yearly figure shown by the month need not end; two decimals do for show.
            ParameterType::Flow(Per::Month) => {
                (value / Decimal::from(12)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
            }
            _ => value,
        };
        text(value.normalize().to_string())
    };
    let mut parts = match setting {
        ParameterValue::NoLimit => vec![("limit", Tree::Truth(false))],
        ParameterValue::Number(range) => match range.known() {
            Some(value) => vec![("value", written(value))],
            None => {
                let end = |key, bound: Option<Bound>| bound.map(|b| (key, written(b.value)));
                [end("min", range.low), end("max", range.high)].into_iter().flatten().collect()
            }
        },
        ParameterValue::Truth(known) => vec![("value", truth(known))],
        ParameterValue::Choice(bits) => {
            let options = match kind {
                ParameterType::Choice(options) => options.as_slice(),
                _ => &[],
            };
            let left: Vec<&String> =
                options.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, o)| o).collect();
            match left.as_slice() {
                [one] => vec![("value", text(one.as_str()))],
                several => {
                    vec![("one_of", Tree::List(several.iter().map(|o| text(o.as_str())).collect()))]
                }
            }
        }
    };
    match origin {
        Origin::Set { region, from, source, grade, stale, multiple } => {
            let region = rules.book.regions.get(region.index());
            let source = source.and_then(|s| rules.book.sources.get(s.index()));
            parts.extend([
                ("from", text(from.to_string())),
                ("region", text(region.map_or(String::new(), |r| format!("{:06}", r.code)))),
                ("cite", text(source.map_or("", |s| s.id.as_str()))),
                (
                    "grade",
                    text(match grade {
                        Grade::Official => "official",
                        Grade::Reported => "reported",
                        Grade::Secondary => "secondary",
                        Grade::Assumed => "assumed",
                    }),
                ),
            ]);
            if stale {
                parts.push(("stale", Tree::Truth(true)));
            }
            if let Some(multiple) = multiple {
                let of = rules.book.parameters.get(multiple.of.index());
                let plain = |value: Decimal| text(value.normalize().to_string());
                let times = match multiple.times.known() {
                    Some(value) => plain(value),
                    None => {
                        let end = |key, bound: Option<Bound>| bound.map(|b| (key, plain(b.value)));
                        let Range { low, high } = multiple.times;
                        map([end("min", low), end("max", high)].into_iter().flatten().collect())
                    }
                };
                parts.extend([("times", times), ("of", text(of.map_or("", |p| p.id.as_str())))]);
            }
        }
        Origin::Override => parts.push(("override", Tree::Truth(true))),
        Origin::Unset => parts.push(("unset", Tree::Truth(true))),
        Origin::Unknown => parts.push(("unset", Tree::Null)),
    }
    parts
}
