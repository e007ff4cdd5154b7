//! facts.toml.

use crate::author::{
    compile::names::Names,
    lower::context::Context,
    source::{
        Code,
        files::Span,
        table::{Table, Text},
    },
};
use crate::rulebook::{Entity, Fact, FactId, FactType, Per, Record};
use crate::wording::nearest;

/// The most options that fit a bit set.
const MOST_OPTIONS: usize = 64;

/// What a member's document holds beside facts.
const KEYS: [&str; 3] = ["id", "parents", "spouse"];

/// `"household"` or `"member"`.
pub(in crate::author) fn entity(context: &Context<'_>, text: Option<Text<'_>>) -> Option<Entity> {
    let text = text?;
    match text.text {
        "household" => Some(Entity::Household),
        "member" => Some(Entity::Member),
        other => {
            let what = format!("\"{other}\" is neither household nor member");
            context.log.report(Code::WrongType, text.place, what, "\"household\" or \"member\"");
            None
        }
    }
}

/// `"month"`, `"year"` or `"once"`.
pub(in crate::author) fn per(context: &Context<'_>, text: Text<'_>, once: bool) -> Option<Per> {
    match text.text {
        "month" => Some(Per::Month),
        "year" => Some(Per::Year),
        "once" if once => Some(Per::Once),
        other => {
            let instead = if once { "\"month\", \"year\" or \"once\"" } else { "\"month\" or \"year\"" };
            let what = format!("\"{other}\" is no period");
            context.log.report(Code::WrongType, text.place, what, instead);
            None
        }
    }
}

/// The options of a choice.
pub(in crate::author) fn options(context: &Context<'_>, table: &Table<'_>) -> Vec<String> {
    table.required("options");
    let texts = table.texts("options");
    let mut options: Vec<String> = Vec::with_capacity(texts.len());
    for text in &texts {
        if options.iter().any(|o| o == text.text) {
            let what = format!("duplicate option \"{}\"", text.text);
            context.log.report(Code::DuplicateName, text.place, what, "only one of the two");
        } else {
            options.push(text.text.to_owned());
        }
    }
    if options.len() > MOST_OPTIONS {
        let what = format!("{} options are more than {MOST_OPTIONS}", options.len());
        context.log.report(Code::BadValue, table.place, what, "fewer options");
        options.truncate(MOST_OPTIONS);
    }
    options
}

/// Reads facts.toml.
pub(in crate::author) fn read(context: &mut Context<'_>, names: &mut Names<'_>) {
    let (mut drafts, mut totals) = (Vec::new(), Vec::new());
    if let Some(table) = context.required("facts.toml") {
        for part in table.tables("fact") {
            match fact(context, names, &part) {
                Some((Entity::Household, fact)) => names.household_facts.push(fact),
                Some((Entity::Member, fact)) => names.member_facts.push(fact),
                None => names.broken(part.text("id")),
            }
            if let (Some(item), Some(id)) = (part.item("total_of"), part.text("id")) {
                totals.push((item.place, id, part.texts("total_of")));
            }
            part.finish();
        }
        for part in table.tables("record") {
            drafts.push(part);
        }
        table.finish();
    }
    // Every household is registered somewhere; to the rules, inside the region or outside.
    if !names.household_facts.iter().any(|f| f.kind == FactType::Elsewhere) {
        names.household_facts.push(Fact {
            id: "hukou_region".to_owned(),
            kind: FactType::Elsewhere,
            depends_on: None,
            total_of: Vec::new(),
        });
    }
    for (place, id, texts) in totals {
        total(context, names, place, id, &texts);
    }
    context.book.household_facts.clone_from(&names.household_facts);
    context.book.member_facts.clone_from(&names.member_facts);
    for part in drafts {
        if let Some(record) = record(context, &part) {
            context.book.records.push(record);
        }
        part.finish();
    }
}

/// The facts of a member that one of the household is the sum of. They may stand below it.
fn total(context: &Context<'_>, names: &mut Names<'_>, place: Span, id: Text<'_>, texts: &[Text<'_>]) {
    let broken = names.broken.contains(id.text);
    let Some(slot) = names.household_facts.iter().position(|fact| fact.id == id.text) else {
        if !broken {
            let what = format!("`{}` is a fact of a member and cannot be a total", id.text);
            let instead = "`total_of` beside a fact of the household, of type flow";
            context.log.report(Code::WrongEntity, place, what, instead);
        }
        return;
    };
    let period = match names.household_facts.get(slot).map(|fact| &fact.kind) {
        Some(FactType::Flow(period)) => *period,
        _ => {
            let what = format!("`{}` is no flow and cannot be a total of flows", id.text);
            context.log.report(Code::WrongType, place, what, "type = \"flow\", or no `total_of`");
            return;
        }
    };
    let mut parts: Vec<FactId> = Vec::new();
    for text in texts {
        let found = names.member_facts.iter().position(|fact| fact.id == text.text);
        let Some((part, fact)) =
            found.and_then(|at| Some((FactId(u16::try_from(at).ok()?), names.member_facts.get(at)?)))
        else {
            if !names.broken.contains(text.text) {
                let near = nearest(text.text, names.member_facts.iter().map(|f| f.id.as_str()));
                let instead =
                    near.map_or_else(|| "a fact of a member".to_owned(), |near| format!("\"{near}\""));
                let what = format!("no member has a fact \"{}\"", text.text);
                context.log.report(Code::UnknownName, text.place, what, instead);
            }
            continue;
        };
        if fact.kind != FactType::Flow(period) {
            let what = format!("`{}` is not summed in `{}`", text.text, id.text);
            let instead = "facts of a member that are of type flow and told for the same period as the total";
            context.log.report(Code::WrongType, text.place, what, instead);
        } else if parts.contains(&part) || names.household_facts.iter().any(|f| f.total_of.contains(&part)) {
            let what = format!("`{}` is in a total already", text.text);
            context.log.report(Code::DuplicateName, text.place, what, "only one of the two");
        } else {
            parts.push(part);
        }
    }
    if texts.is_empty() {
        let what = format!("`{}` is a total of nothing", id.text);
        context.log.report(Code::BadValue, place, what, "the facts of a member that it is the sum of");
    }
    if let Some(fact) = names.household_facts.get_mut(slot) {
        fact.total_of = parts;
    }
}

/// What can be attested to. Sums are left out: `explain --changes` must never tell anyone to earn or own less.
fn record(context: &mut Context<'_>, table: &Table<'_>) -> Option<Record> {
    let id = table.required_text("id");
    let entity = entity(context, table.required_text("entity"));
    table.required("facts");
    let (id, entity) = (id?, entity?);
    context.good_name(id);
    context.place(format!("record.{}", id.text), id.place);
    let mut facts: Vec<FactId> = Vec::new();
    for text in table.texts("facts") {
        let (found, known) = match entity {
            Entity::Household => (context.book.household_fact(text.text), &context.book.household_facts),
            Entity::Member => (context.book.member_fact(text.text), &context.book.member_facts),
        };
        let kind = found.and_then(|fact| known.get(fact.index())).map(|fact| &fact.kind);
        match (found, kind) {
            (Some(fact), Some(FactType::Truth | FactType::Choice(_) | FactType::Count(_, Some(_)))) => {
                facts.push(fact);
            }
            (Some(_), _) => {
                let what = format!("a record cannot find `{}`", text.text);
                let instead = "facts of type bool, choice, or count with a max: never a sum";
                context.log.report(Code::WrongType, text.place, what, instead);
            }
            (None, _) if context.broken.contains(text.text) => {}
            (None, _) => {
                let near = nearest(text.text, known.iter().map(|f| f.id.as_str()));
                let instead =
                    near.map_or_else(|| "a fact of facts.toml".to_owned(), |near| format!("\"{near}\""));
                let what = format!("there is no such fact, \"{}\"", text.text);
                context.log.report(Code::UnknownName, text.place, what, instead);
            }
        }
    }
    Some(Record { id: id.text.to_owned(), entity, facts })
}

fn fact(context: &mut Context<'_>, names: &Names<'_>, table: &Table<'_>) -> Option<(Entity, Fact)> {
    let id = table.required_text("id");
    let entity = entity(context, table.required_text("entity"));
    let kind = table.required_text("type");
    let (id, entity, kind) = (id?, entity?, kind?);
    context.good_name(id);
    let prefix = if entity == Entity::Household { "household" } else { "member" };
    if entity == Entity::Member && KEYS.contains(&id.text) {
        let what = format!("every member has `{}` already", id.text);
        context.log.report(Code::DuplicateName, id.place, what, "another name");
    }
    context.place(format!("fact.{prefix}.{}", id.text), id.place);
    let kind = match kind.text {
        "bool" => FactType::Truth,
        "choice" => FactType::Choice(options(context, table)),
        "set" => FactType::Set(options(context, table)),
        "count" => FactType::Count(table.whole("min").unwrap_or(0), table.whole("max")),
        "flow" => FactType::Flow(match table.text("per") {
            Some(text) => per(context, text, false)?,
            None => Per::Month,
        }),
        "stock" => FactType::Stock,
        "area" => FactType::Area,
        "date" => FactType::Date,
        "age" => FactType::Age,
        "region" => FactType::Elsewhere,
        "local" => FactType::Local,
        other => {
            let known =
                ["bool", "choice", "set", "count", "flow", "stock", "area", "date", "age", "region", "local"];
            let instead = nearest(other, known)
                .map_or_else(|| format!("one of {}", known.join(", ")), |near| format!("\"{near}\""));
            let what = format!("there is no type \"{other}\" of facts");
            context.log.report(Code::WrongType, kind.place, what, instead);
            return None;
        }
    };
    let depends_on = table.text("depends_on").and_then(|base| detail_of(context, names, entity, base));
    Some((entity, Fact { id: id.text.to_owned(), kind, depends_on, total_of: Vec::new() }))
}

/// The fact that another is a detail of: one of the same entity, named above it, so that no two depend on each other.
fn detail_of(context: &Context<'_>, names: &Names<'_>, entity: Entity, base: Text<'_>) -> Option<FactId> {
    let known = match entity {
        Entity::Household => &names.household_facts,
        Entity::Member => &names.member_facts,
    };
    if let Some(found) = known.iter().position(|fact| fact.id == base.text) {
        return u16::try_from(found).ok().map(FactId);
    }
    if !names.broken.contains(base.text) {
        let instead = nearest(base.text, known.iter().map(|f| f.id.as_str()))
            .map_or_else(|| "a fact of the same entity, further up".to_owned(), |near| format!("\"{near}\""));
        let what = format!("there is no such fact above this one, \"{}\"", base.text);
        context.log.report(Code::UnknownName, base.place, what, instead);
    }
    None
}
