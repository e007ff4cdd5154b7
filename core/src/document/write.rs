//! Writes a screening document.

use std::{collections::BTreeSet, sync::Arc};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    domain::{Bound, Range},
    household::Household,
    insight::{Together, together},
    quantity::json::Json,
    rulebook::{
        Area, Citation, Compare, Criterion, FactType, Grade, ParameterId, ParameterType, ParameterValue, Per,
        Program,
    },
    ruleset::{Origin, Resolved, Ruleset},
    screening::{Amount, Entry, Estimate, MissingInput, Open, Reason, Screening, Verdict},
};

/// `{"min", "max"}`, to the fen.
fn ends(json: &mut Json, range: Range) {
    for (key, bound) in [("min", range.low), ("max", range.high)] {
        if let Some(bound) = bound {
            json.key(key).fen(bound.value);
        }
    }
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

/// A screening as the contract's document: JSON text without blanks.
#[must_use]
pub fn write(rules: &Ruleset<'_>, household: &Household, screening: &Screening) -> String {
    let book = rules.book;
    let criteria = rules.criteria.get_or_init(|| criteria(rules));
    let region = rules.region.and_then(|r| book.regions.get(r.index()));
    let mut json = Json::with_capacity(64 * 1024);
    json.object(|json| {
        json.key("version").raw("1");
        json.key("date").text(&rules.date.to_string());
        json.key("region").text_or_null(region.map(|region| format!("{:06}", region.code)).as_deref());
        json.key("rulebook").object(|json| {
            json.key("id").text(&book.id);
            json.key("version").text(&book.version);
            json.key("digest").text(&book.digest);
        });
        json.key("programs").list(|json| {
            for of in &screening.entries {
                entry(json, rules, criteria, household, of);
            }
        });
        json.key("together").list(|json| {
            for of in &together(rules, screening) {
                pair(json, rules, household, of);
            }
        });
        json.key("next").list(|json| {
            for lack in &screening.next {
                lacking(json, rules, household, *lack);
            }
        });
        let area = household.area(book);
        let [urban, rural, either] = &rules.figures;
        let figures = match area {
            Some(Area::Urban) => urban,
            Some(Area::Rural) => rural,
            None => either,
        };
        json.key("parameters").raw(figures.get_or_init(|| parameters(rules, area)));
    });
    json.finish()
}

/// Verdicts and amounts alone: `{"programs": [{"id", "member", "verdict", "amount"}]}`.
#[must_use]
pub fn write_brief(rules: &Ruleset<'_>, household: &Household, estimates: &[Estimate]) -> String {
    let mut json = Json::with_capacity(4 * 1024);
    json.object(|json| {
        json.key("programs").list(|json| {
            for estimate in estimates {
                let Some(program) = rules.programs.get(estimate.program.index()) else { continue };
                json.object(|json| {
                    json.key("id").text(&program.id);
                    json.key("member");
                    member(json, household, estimate.member);
                    json.key("verdict").text(verdict(estimate.verdict));
                    amount(json, estimate.amount);
                });
            }
        });
    });
    json.finish()
}

fn member(json: &mut Json, household: &Household, member: Option<usize>) {
    let member = member.and_then(|m| household.members.get(m));
    json.text_or_null(member.map(|member| member.id.as_str()));
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Unlikely => "unlikely",
    }
}

fn amount(json: &mut Json, amount: Option<Amount>) {
    if let Some(amount) = amount {
        json.key("amount").object(|json| {
            ends(json, amount.range);
            json.key("per").text(per(amount.per));
        });
    }
}

fn entry(
    json: &mut Json,
    rules: &Ruleset<'_>,
    criteria: &[Vec<String>],
    household: &Household,
    entry: &Entry,
) {
    let Some(program) = rules.programs.get(entry.program.index()) else { return };
    let lacks = |json: &mut Json, lacks: &[MissingInput]| {
        json.list(|json| lacks.iter().for_each(|lack| lacking(json, rules, household, *lack)));
    };
    json.object(|json| {
        json.key("id").text(&program.id);
        json.key("unit").text(if entry.member.is_some() { "member" } else { "household" });
        json.key("member");
        member(json, household, entry.member);
        json.key("verdict").text(verdict(entry.verdict));
        if let Some(open) = &entry.open {
            json.key("open").text(match open {
                Open::Answers => "answers",
                Open::Office => "office",
                Open::Follows(_) => "follows",
            });
            if let Open::Follows(programs) = open {
                json.key("follows").list(|json| {
                    let programs = programs.iter().filter_map(|p| rules.programs.get(p.index()));
                    programs.for_each(|program| json.text(&program.id));
                });
            }
        }
        amount(json, entry.amount);
        json.key("criteria").list(|json| {
            let uses = criteria.get(entry.program.index()).into_iter().flatten();
            for ((of, reason), uses) in program.criteria.iter().zip(&entry.reasons).zip(uses) {
                criterion(json, of, reason, uses);
            }
        });
        json.key("missing");
        lacks(json, &entry.missing);
        json.key("amount_missing");
        lacks(json, &entry.amount_missing);
        json.key("notes").list(|json| {
            let notes = entry.notes.iter().filter_map(|n| rules.book.notes.get(n.index()));
            notes.for_each(|note| json.text(note));
        });
    });
}

/// A criterion; what it cites and uses is the same for every household.
fn criterion(json: &mut Json, criterion: &Criterion, reason: &Reason, cites_and_uses: &str) {
    json.object(|json| {
        json.key("id").text(&criterion.id);
        json.key("holds").truth(reason.holds().known());
        if reason.waived() {
            json.key("waived").truth(Some(true));
        }
        if let Some(statement) = reason.statement() {
            json.key("left").object(|json| ends(json, statement.left));
            json.key("op").text(sign(statement.compare));
            json.key("right").object(|json| ends(json, statement.right));
            json.key("margin").object(|json| ends(json, statement.margin));
        }
        json.raw(cites_and_uses);
    });
}

/// Of each programme, what each criterion cites and uses.
fn criteria(rules: &Ruleset<'_>) -> Arc<[Vec<String>]> {
    let of = |program: &Program| program.criteria.iter().map(|of| cites_and_uses(rules, of)).collect();
    rules.programs.iter().map(|program| of(program)).collect()
}

/// `"cites": […], "uses": […]`
fn cites_and_uses(rules: &Ruleset<'_>, criterion: &Criterion) -> String {
    let mut json = Json::default();
    json.key("cites");
    cites(&mut json, rules, &criterion.cites);
    json.key("uses").list(|json| {
        let household = criterion.uses.household.iter();
        for fact in household.filter_map(|id| rules.book.household_facts.get(id.index())) {
            json.joined(&["household.", &fact.id]);
        }
        let member = criterion.uses.member.iter();
        for fact in member.filter_map(|id| rules.book.member_facts.get(id.index())) {
            if fact.kind != FactType::Local {
                json.joined(&["members.*.", &fact.id]);
            }
        }
    });
    json.finish()
}

/// Articles as documents name them, `npc-2026:18`.
fn cites(json: &mut Json, rules: &Ruleset<'_>, cites: &[Citation]) {
    json.list(|json| {
        for cite in cites {
            let Some(source) = rules.book.sources.get(cite.source.index()) else { continue };
            let colon = if cite.article.is_empty() { "" } else { ":" };
            json.joined(&[&source.id, colon, &cite.article]);
        }
    });
}

/// How two programmes that may be had go together.
fn pair(json: &mut Json, rules: &Ruleset<'_>, household: &Household, pair: &Together<'_>) {
    let program = |json: &mut Json, entry: &Entry| {
        json.text_or_null(rules.programs.get(entry.program.index()).map(|program| program.id.as_str()));
    };
    json.object(|json| {
        json.key("kind").text(pair.kind.text());
        program(json.key("program"), pair.entry);
        member(json.key("member"), household, pair.entry.member);
        program(json.key("with"), pair.with);
        member(json.key("with_member"), household, pair.with.member);
        json.key("cites");
        cites(json, rules, pair.cites);
    });
}

/// The parts of the path that names what can be asked.
fn lack_parts<'p>(rules: &'p Ruleset<'_>, household: &'p Household, lack: MissingInput) -> [&'p str; 4] {
    let id = |m: usize| household.members.get(m).map_or("", |m| m.id.as_str());
    match lack {
        MissingInput::Region => ["region", "", "", ""],
        MissingInput::Household(fact) => {
            let fact = rules.book.household_facts.get(fact.index());
            ["household.", fact.map_or("", |f| f.id.as_str()), "", ""]
        }
        MissingInput::Member(member, fact) => {
            let fact = rules.book.member_facts.get(fact.index());
            ["members.", id(member), ".", fact.map_or("", |f| f.id.as_str())]
        }
        MissingInput::Parents(member) => ["members.", id(member), ".", "parents"],
        MissingInput::Spouse(member) => ["members.", id(member), ".", "spouse"],
    }
}

fn lacking(json: &mut Json, rules: &Ruleset<'_>, household: &Household, lack: MissingInput) {
    json.joined(&lack_parts(rules, household, lack));
}

/// What can be asked, as documents name it: `household.savings`, `members.b.wage`.
#[must_use]
pub fn lack_path(rules: &Ruleset<'_>, household: &Household, lack: MissingInput) -> String {
    lack_parts(rules, household, lack).concat()
}

/// Every figure that the criteria read, with where it stands, for families of an area.
fn parameters(rules: &Ruleset<'_>, area: Option<Area>) -> String {
    let used: BTreeSet<ParameterId> = rules
        .programs
        .iter()
        .flat_map(|p| {
            let criteria = p.criteria.iter().flat_map(|c| &c.uses.parameters);
            criteria.chain(p.amount.iter().flat_map(|a| &a.uses.parameters))
        })
        .copied()
        .collect();
    let mut json = Json::default();
    json.object(|json| {
        for id in used {
            let (Some(parameter), Some(resolved)) =
                (rules.book.parameters.get(id.index()), rules.parameters.get(id.index()))
            else {
                continue;
            };
            let one = |json: &mut Json, (setting, origin)| {
                json.object(|json| figure(json, rules, &parameter.kind, setting, origin));
            };
            let Resolved { urban, rural } = *resolved;
            json.key(&parameter.id);
            match area {
                Some(Area::Urban) => one(json, urban),
                Some(Area::Rural) => one(json, rural),
                None if urban == rural => one(json, urban),
                None => json.object(|json| {
                    one(json.key("urban"), urban);
                    one(json.key("rural"), rural);
                }),
            }
        }
    });
    json.finish()
}

fn figure(
    json: &mut Json,
    rules: &Ruleset<'_>,
    kind: &ParameterType,
    setting: ParameterValue,
    origin: Origin,
) {
    let plain = |value: Decimal| value.normalize().to_string();
    let written = |value: Decimal| match kind {
        // A yearly figure shown by the month need not end; two decimals do for show.
        ParameterType::Flow(Per::Month) => plain(
            (value / Decimal::from(12)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
        ),
        _ => plain(value),
    };
    let exactly = |json: &mut Json, range: Range, shown: &dyn Fn(Decimal) -> String| {
        for (key, bound) in [("min", range.low), ("max", range.high)] {
            if let Some(Bound { value, .. }) = bound {
                json.key(key).text(&shown(value));
            }
        }
    };
    match setting {
        ParameterValue::NoLimit => json.key("limit").truth(Some(false)),
        ParameterValue::Number(range) => match range.known() {
            Some(value) => json.key("value").text(&written(value)),
            None => exactly(json, range, &written),
        },
        ParameterValue::Truth(known) => json.key("value").truth(known.known()),
        ParameterValue::Choice(bits) => {
            let options = match kind {
                ParameterType::Choice(options) => options.as_slice(),
                _ => &[],
            };
            let left: Vec<&String> =
                options.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, o)| o).collect();
            match left.as_slice() {
                [one] => json.key("value").text(one),
                several => json.key("one_of").list(|json| several.iter().for_each(|o| json.text(o))),
            }
        }
    }
    match origin {
        Origin::Set { region, from, source, grade, stale, multiple } => {
            let region = rules.book.regions.get(region.index());
            let source = source.and_then(|s| rules.book.sources.get(s.index()));
            json.key("from").text(&from.to_string());
            json.key("region").text(&region.map_or(String::new(), |r| format!("{:06}", r.code)));
            json.key("cite").text(source.map_or("", |s| s.id.as_str()));
            json.key("grade").text(match grade {
                Grade::Official => "official",
                Grade::Reported => "reported",
                Grade::Secondary => "secondary",
                Grade::Assumed => "assumed",
            });
            if stale {
                json.key("stale").truth(Some(true));
            }
            if let Some(multiple) = multiple {
                match multiple.times.known() {
                    Some(value) => json.key("times").text(&plain(value)),
                    None => json.key("times").object(|json| exactly(json, multiple.times, &plain)),
                }
                let of = rules.book.parameters.get(multiple.of.index());
                json.key("of").text(of.map_or("", |p| p.id.as_str()));
            }
        }
        Origin::Override => json.key("override").truth(Some(true)),
        Origin::Unset => json.key("unset").truth(Some(true)),
        Origin::Unknown => json.key("unset").truth(None),
    }
}
