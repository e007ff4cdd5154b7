//! All rules of a rulebook as text, by name: no slot in it, so that those of two rulebooks can be compared.

use std::collections::BTreeMap;

use crate::author::{
    diff::figures::range,
    site::{Site, word},
    written::written,
};
use crate::rulebook::{
    Citation, Entity, Fact, FactId, FactType, Form, NoteId, ParameterType, Per, Period, Program, Question,
    Rulebook, Unticked,
};

/// What a part of a rulebook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Of the rulebook as a whole.
    Rulebook,
    /// A programme, by its id.
    Program,
    /// A condition, amount, note or interaction of a programme, or what the programme says beside them.
    Rule,
    /// A variable.
    Variable,
    /// A parameter, or a bound of one.
    Parameter,
    /// A fact, or what an office can attest to.
    Fact,
    /// A question, a page of them, or what a family can come for.
    Question,
    /// A place, or what one was before.
    Place,
    /// A source.
    Source,
}

impl Part {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rulebook => "rulebook",
            Self::Program => "programme",
            Self::Rule => "rule",
            Self::Variable => "variable",
            Self::Parameter => "parameter",
            Self::Fact => "fact",
            Self::Question => "question",
            Self::Place => "place",
            Self::Source => "source",
        }
    }
}

type Parts = BTreeMap<(Part, String), String>;

/// Every part of a rulebook but figures and texts.
#[must_use]
pub fn parts(book: &Rulebook) -> BTreeMap<(Part, String), String> {
    let mut parts = Parts::new();
    for (name, value) in [
        ("id", book.id.clone()),
        ("version", book.version.clone()),
        ("review_after_months", book.review_after_months.to_string()),
        ("languages", book.languages.join(", ")),
        ("sections", book.sections.join(", ")),
        ("notes", book.notes.join(", ")),
    ] {
        parts.insert((Part::Rulebook, name.to_owned()), value);
    }
    for site in Site::all(book) {
        let Some(expr) = site.expr(book) else { continue };
        let (owner, rest) = site.name(book);
        let part = match site {
            Site::Variable(..) => Part::Variable,
            Site::Bound(..) => Part::Parameter,
            _ => Part::Rule,
        };
        let text = written(book, site.entity(book), expr);
        // A programme may have a note for several reasons.
        parts
            .entry((part, format!("{}{rest}", owner.name())))
            .and_modify(|all| *all = format!("{all}; {text}"))
            .or_insert(text);
    }
    parameters(book, &mut parts);
    for (entity, facts) in [(Entity::Household, &book.household_facts), (Entity::Member, &book.member_facts)]
    {
        for fact in facts {
            let name = format!("{}.{}", word(entity), fact.id);
            parts.insert((Part::Fact, name), self::fact(book, facts, fact));
        }
    }
    for (index, program) in book.programs.iter().enumerate() {
        self::program(book, index, program, &mut parts);
    }
    for question in &book.questions {
        parts.insert((Part::Question, question.id.clone()), self::question(book, question));
    }
    interview(book, &mut parts);
    for former in &book.former {
        let Some(successor) = book.regions.get(former.successor.index()) else { continue };
        let name = former.name(&successor.name).unwrap_or_else(|| successor.name.clone());
        let code = former.code.map_or_else(String::new, |code| format!("{code:06} "));
        let now = format!("now {:06} {}", successor.code, successor.name);
        parts.insert((Part::Place, format!("{code}{name}, formerly in {:06}", successor.code)), now);
    }
    for region in &book.regions {
        let parent = book.regions.get(region.parent.index()).map_or(0, |parent| parent.code);
        let text = format!("{} {} in {parent:06}", region.name, region.name_en);
        parts.insert((Part::Place, format!("{:06}", region.code)), text);
    }
    for source in &book.sources {
        let read = if source.read { "read" } else { "not read" };
        let text = [&source.title, &source.number, &source.issuer, &source.issued, &source.in_force];
        let text: Vec<&str> =
            text.into_iter().map(String::as_str).filter(|t| !t.is_empty()).chain([read]).collect();
        parts.insert((Part::Source, source.id.clone()), text.join("; "));
    }
    parts
}

/// Pages, needs, and what can be attested to.
fn interview(book: &Rulebook, parts: &mut Parts) {
    for (index, page) in book.pages.iter().enumerate() {
        let section = book.sections.get(usize::from(page.section)).map_or("?", String::as_str);
        let after = index.checked_sub(1).and_then(|before| book.pages.get(before));
        let mut text = format!("section {section}, after {}", after.map_or("none", |page| page.id.as_str()));
        for (said, word) in [(page.each, "each"), (page.joins, "joins"), (page.always, "always")] {
            if said {
                text.push_str(&format!(", {word}"));
            }
        }
        parts.insert((Part::Question, format!("page {}", page.id)), text);
    }
    for need in &book.needs {
        let programs = need.programs.iter().map(|id| book.programs.get(id.index()));
        let programs: Vec<&str> = programs.map(|p| p.map_or("?", |p| p.id.as_str())).collect();
        parts.insert((Part::Question, format!("need {}", need.id)), programs.join(", "));
    }
    for record in &book.records {
        let facts = match record.entity {
            Entity::Household => &book.household_facts,
            Entity::Member => &book.member_facts,
        };
        let text = format!("{} of each {}", names(facts, &record.facts), word(record.entity));
        parts.insert((Part::Fact, format!("record {}", record.id)), text);
    }
}

const fn per(per: Per) -> &'static str {
    match per {
        Per::Month => "month",
        Per::Year => "year",
        Per::Once => "once",
    }
}

fn parameters(book: &Rulebook, parts: &mut Parts) {
    for parameter in &book.parameters {
        let kind = match &parameter.kind {
            ParameterType::Flow(of) => format!("flow per {}", per(*of)),
            ParameterType::Stock => "stock".to_owned(),
            ParameterType::Count => "count".to_owned(),
            ParameterType::Share => "share".to_owned(),
            ParameterType::Years => "years".to_owned(),
            ParameterType::Truth => "bool".to_owned(),
            ParameterType::Choice(options) => format!("choice of {}", options.join(", ")),
            ParameterType::Area => "area".to_owned(),
        };
        let mut text = format!("{kind}, {}", range(parameter.bounds));
        for (said, word) in [(parameter.areas, "areas"), (parameter.rises, "rises")] {
            if said {
                text.push_str(&format!(", {word}"));
            }
        }
        if parameter.unset == crate::rulebook::Unset::Anywhere {
            text.push_str(", unset anywhere");
        }
        if let Some(note) = parameter.unset_note {
            text.push_str(&format!(", unset_note {}", self::note(book, note)));
        }
        if let Some(group) = &parameter.group {
            let default = match parameter.group_default {
                Some(Some(value)) => value.normalize().to_string(),
                Some(None) => "none".to_owned(),
                None => "-".to_owned(),
            };
            text.push_str(&format!(", group {group}, group_default {default}"));
        }
        parts.insert((Part::Parameter, parameter.id.clone()), text);
    }
}

fn note(book: &Rulebook, note: NoteId) -> &str {
    book.notes.get(note.index()).map_or("?", String::as_str)
}

fn names(facts: &[Fact], ids: &[FactId]) -> String {
    let names = ids.iter().map(|id| facts.get(id.index()).map_or("?", |f| f.id.as_str()));
    names.collect::<Vec<_>>().join(", ")
}

fn fact(book: &Rulebook, of_same: &[Fact], fact: &Fact) -> String {
    let mut text = match &fact.kind {
        FactType::Choice(options) => format!("choice of {}", options.join(", ")),
        FactType::Set(options) => format!("set of {}", options.join(", ")),
        FactType::Count(low, high) => match high {
            Some(high) => format!("count from {low} to {high}"),
            None => format!("count from {low}"),
        },
        FactType::Flow(of) => format!("flow per {}", per(*of)),
        other => format!("{other:?}").to_lowercase(),
    };
    if let Some(of) = fact.depends_on {
        text.push_str(&format!(", depends_on {}", names(of_same, &[of])));
    }
    if !fact.total_of.is_empty() {
        text.push_str(&format!(", total_of {}", names(&book.member_facts, &fact.total_of)));
    }
    text
}

fn cites(book: &Rulebook, cites: &[Citation]) -> String {
    let cites = cites.iter().map(|cite| {
        let source = book.sources.get(cite.source.index()).map_or("?", |s| s.id.as_str());
        format!("{source}:{}", cite.article)
    });
    cites.collect::<Vec<_>>().join(", ")
}

/// ` from …`, ` until …`
fn days(period: Period) -> String {
    let from = period.from.map_or_else(String::new, |day| format!(" from {day}"));
    let until = period.until.map_or_else(String::new, |day| format!(" until {day}"));
    format!("{from}{until}")
}

fn program(book: &Rulebook, index: usize, program: &Program, parts: &mut Parts) {
    let unit = if program.event { "event" } else { word(program.unit) };
    parts.insert((Part::Program, program.id.clone()), format!("for each {unit}, tier {}", program.tier));
    let mut rule = |name: String, text: String| {
        if !text.is_empty() {
            parts.insert((Part::Rule, format!("{}.{name}", program.id)), text);
        }
    };
    rule("order".to_owned(), before(book, index));
    for criterion in &program.criteria {
        let id = &criterion.id;
        rule(format!("{id}.cite"), cites(book, &criterion.cites));
        rule(format!("{id}.in_force"), days(criterion.in_force).trim_start().to_owned());
        rule(format!("{id}.soft"), criterion.soft.map_or_else(String::new, |n| note(book, n).to_owned()));
        let per_head = criterion.per_head.as_ref();
        rule(format!("{id}.per_head"), per_head.map_or_else(String::new, |e| written(book, program.unit, e)));
    }
    if let Some(amount) = &program.amount {
        rule("amount.per".to_owned(), per(amount.per).to_owned());
    }
    let mut shown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in &program.notes {
        let on = ["likely", "possible", "unlikely"].into_iter().zip(one.on).filter(|(_, on)| *on);
        let on: Vec<&str> = on.map(|(verdict, _)| verdict).collect();
        let text = format!("{}{}", on.join(", "), days(one.in_force));
        shown.entry(note(book, one.note)).or_default().push(text);
    }
    for (note, on) in shown {
        rule(format!("note.{note}.on"), on.join("; "));
    }
    for interaction in &program.interactions {
        let with = book.programs.get(interaction.with.index()).map_or("?", |p| p.id.as_str());
        let name = format!("interaction.{}.{with}", interaction.kind.text());
        rule(name, cites(book, &interaction.cites));
    }
    for (name, texts) in
        [("papers", &program.papers), ("verifies", &program.verifies), ("phones", &program.phones)]
    {
        rule(name.to_owned(), texts.join(", "));
    }
    for (name, text) in [
        ("office", &program.office),
        ("time_limit", &program.time_limit),
        ("review", &program.review),
        ("objection", &program.objection),
    ] {
        rule(name.to_owned(), text.clone());
    }
}

/// The programme before this one: a number would change with each that is added.
fn before(book: &Rulebook, index: usize) -> String {
    let before = index.checked_sub(1).and_then(|before| book.programs.get(before));
    before.map_or_else(|| "first".to_owned(), |p| format!("after {}", p.id))
}

fn question(book: &Rulebook, question: &Question) -> String {
    let facts = match question.entity {
        Entity::Household => &book.household_facts,
        Entity::Member => &book.member_facts,
    };
    let page = book.pages.get(usize::from(question.page)).map_or("?", |page| page.id.as_str());
    let form = match &question.form {
        Form::Field { blank } => format!("field{}", if *blank { ", blank" } else { "" }),
        Form::Tick(unticked) => {
            let of = unticked.iter().zip(&question.facts).map(|(unticked, id)| match unticked {
                Unticked::Truth(truth) => truth.to_string(),
                Unticked::Options(bits) => {
                    let options = facts.get(id.index()).map_or(&[][..], |f| f.kind.options());
                    let left = options.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
                    left.map(|(_, option)| option.as_str()).collect::<Vec<_>>().join(" or ")
                }
                Unticked::Number(number) => number.to_string(),
                Unticked::Nothing => "nothing".to_owned(),
            });
            format!("tick, unticked {}", of.collect::<Vec<_>>().join(", "))
        }
        Form::Band { cuts, inclusive } => {
            let cuts: Vec<String> = cuts.iter().map(|cut| written(book, question.entity, cut)).collect();
            format!("band at {}{}", cuts.join(", "), if *inclusive { ", inclusive" } else { "" })
        }
        Form::Region => "region".to_owned(),
        Form::Parents => "parents".to_owned(),
        Form::Spouse => "spouse".to_owned(),
    };
    let concerns = question.concerns.as_ref();
    let concerns =
        concerns.map_or_else(String::new, |e| format!(", concerns {}", written(book, Entity::Member, e)));
    format!(
        "{} on page {page}, hardness {}, {form}{concerns}{}",
        names(facts, &question.facts),
        question.hardness,
        if question.refine { ", refine" } else { "" }
    )
}
