//! questions.toml: the pages of the interview, what stands on them, and what a family can come for.

use toml::de::DeValue;

use crate::author::{
    compile::{names::Kind, typecheck::Compiler},
    lower::{context::Context, facts::entity},
    source::{
        Code,
        files::Span,
        table::{Table, Text},
    },
};
use crate::rulebook::{Entity, Expr, FactId, FactType, Form, Need, Page, ProgramId, Question, Unticked};
use crate::wording::nearest;

/// Reads questions.toml; what a condition or a band reads is compiled already.
pub(in crate::author) fn read<'n>(context: &mut Context<'n>, compiler: &Compiler<'n>) {
    let Some(table) = context.required("questions.toml") else { return };
    let questions = table.tables("question");
    let mut pages: Vec<(Span, Page)> = Vec::new();
    for part in table.tables("page") {
        if let Some((place, page)) = page(context, &part) {
            pages.push((place, page));
        }
        part.finish();
    }
    // A question that names a section instead of a page is a page of its own.
    for part in &questions {
        if let (Some(id), Some(section)) = (part.text("id"), part.text("section"))
            && let Some(section) = self::section(context, section)
        {
            let page = Page { id: id.text.to_owned(), section, each: false, joins: false, always: false };
            context.place(format!("page.{}", id.text), id.place);
            pages.push((part.place, page));
        }
    }
    pages.sort_by_key(|(place, _)| place.offset);
    context.book.pages = pages.into_iter().map(|(_, page)| page).collect();
    for part in questions {
        if let Some(question) = question(context, compiler, &part) {
            context.book.questions.push(question);
        }
        part.finish();
    }
    for part in table.tables("need") {
        if let Some(need) = need(context, compiler, &part) {
            context.book.needs.push(need);
        }
        part.finish();
    }
    table.finish();
    unreached(context);
}

fn section(context: &Context<'_>, text: Text<'_>) -> Option<u8> {
    let sections = &context.book.sections;
    let slot = sections.iter().position(|s| s == text.text).and_then(|i| u8::try_from(i).ok());
    if slot.is_none() {
        context.log.report(
            Code::NotListed,
            text.place,
            format!("rulebook.toml lists no section \"{}\"", text.text),
            format!("one of {}", sections.join(", ")),
        );
    }
    slot
}

fn page(context: &mut Context<'_>, table: &Table<'_>) -> Option<(Span, Page)> {
    let id = table.required_text("id");
    let section = table.required_text("section");
    let (each, joins, always) = (table.truth("each"), table.truth("joins"), table.truth("always"));
    let (id, section) = (id?, section?);
    context.good_name(id);
    context.place(format!("page.{}", id.text), id.place);
    let section = self::section(context, section)?;
    Some((table.place, Page { id: id.text.to_owned(), section, each, joins, always }))
}

fn question<'n>(context: &mut Context<'n>, compiler: &Compiler<'n>, table: &Table<'n>) -> Option<Question> {
    let id = table.required_text("id");
    let page = page_of(context, table, id);
    if let Some(page) = page.and_then(|slot| context.book.pages.get(usize::from(slot))) {
        // A question that cannot be read stands there all the same.
        context.places.insert(format!("stands.{}", page.id), table.place);
    }
    let entity = entity(context, table.required_text("entity"));
    let refine = table.truth("refine");
    let hardness = hardness(context, table);
    let concerns = table.text("concerns").map(|text| {
        if entity == Some(Entity::Household) {
            let what = "a question about the household concerns the household";
            context.log.report(Code::WrongType, text.place, what, "`concerns` in a question about members");
        }
        compiler.statement(text, Entity::Member).map(|typed| typed.expr)
    });
    let name = table.text("form");
    let (id, entity) = (id?, entity?);
    context.good_name(id);
    context.place(format!("question.{}", id.text), id.place);
    let coarse = name.is_some_and(|name| matches!(name.text, "tick" | "band"));
    let facts = if matches!(name.map(|n| n.text), Some("region" | "parents" | "spouse")) {
        Vec::new()
    } else {
        table.required("facts");
        facts(context, table, entity, coarse)
    };
    let form = form(context, compiler, table, (id, entity), name, &facts)?;
    // One whose people could not be read would else be asked about everybody.
    let concerns = match concerns {
        Some(concerns) => Some(concerns?),
        None => None,
    };
    Some(Question { id: id.text.to_owned(), page: page?, entity, facts, hardness, form, concerns, refine })
}

/// The page that a question names, or the one it is by itself.
fn page_of(context: &Context<'_>, table: &Table<'_>, id: Option<Text<'_>>) -> Option<u16> {
    let pages = &context.book.pages;
    let slot = |name: &str| pages.iter().position(|p| p.id == name).and_then(|i| u16::try_from(i).ok());
    match (table.text("page"), table.text("section")) {
        (Some(page), None) => {
            let found = slot(page.text);
            if found.is_none() {
                let near = nearest(page.text, pages.iter().map(|p| p.id.as_str()));
                let instead = near.map_or_else(|| "the id of a [[page]]".to_owned(), |n| format!("\"{n}\""));
                let what = format!("there is no page \"{}\"", page.text);
                context.log.report(Code::UnknownName, page.place, what, instead);
            }
            found
        }
        (None, Some(_)) => slot(id?.text),
        (Some(page), Some(_)) => {
            let what = "the question names a page, which has a section, and a section";
            context.log.report(Code::WrongType, page.place, what, "one of `page` and `section`");
            None
        }
        (None, None) => {
            let what = "the question names no page";
            context.log.report(
                Code::MissingKey,
                table.place,
                what,
                "`page`, or `section` for a page of its own",
            );
            None
        }
    }
}

fn hardness(context: &Context<'_>, table: &Table<'_>) -> u8 {
    match table.required("hardness").and_then(|item| Some((item, table.whole("hardness")?))) {
        Some((_, n @ 1..=5)) => u8::try_from(n).unwrap_or(5),
        Some((item, n)) => {
            let what = format!("the hardness {n} is not from 1 to 5");
            context.log.report(Code::BadValue, item.place, what, "1 easy to 5 hard or private");
            5
        }
        None => 1,
    }
}

/// The facts of a question. Each is asked once, and once more coarsely: in a box or in bands.
fn facts(context: &mut Context<'_>, table: &Table<'_>, entity: Entity, coarse: bool) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    for text in table.texts("facts") {
        let (found, known) = match entity {
            Entity::Household => (context.book.household_fact(text.text), &context.book.household_facts),
            Entity::Member => (context.book.member_fact(text.text), &context.book.member_facts),
        };
        match found {
            Some(fact) => {
                let prefix = if entity == Entity::Household { "household" } else { "member" };
                let key = |coarse| if coarse { "coarse" } else { "asked" };
                let asked = format!("{}.{prefix}.{}", key(coarse), text.text);
                if let Some(before) = context.places.get(&asked) {
                    let (line, _) = context.log.line(*before);
                    let what = format!("`{}` is asked already, at line {line}", text.text);
                    context.log.report(Code::AskedTwice, text.place, what, "only one of the two");
                } else {
                    context.places.insert(asked, text.place);
                }
                facts.push(fact);
            }
            None if context.broken.contains(text.text) => {}
            None => {
                let near = nearest(text.text, known.iter().map(|f| f.id.as_str()));
                let instead =
                    near.map_or_else(|| "a fact of facts.toml".to_owned(), |near| format!("\"{near}\""));
                let what = format!("there is no such fact, \"{}\"", text.text);
                context.log.report(Code::UnknownName, text.place, what, instead);
            }
        }
    }
    facts
}

fn form<'n>(
    context: &mut Context<'n>,
    compiler: &Compiler<'n>,
    table: &Table<'n>,
    (id, entity): (Text<'n>, Entity),
    name: Option<Text<'n>>,
    facts: &[FactId],
) -> Option<Form> {
    match name.map_or("field", |name| name.text) {
        "field" => Some(Form::Field { blank: blank(context, table, entity, facts) }),
        "tick" => tick(context, table, (id, entity), facts).map(Form::Tick),
        "band" => band(context, compiler, table, (id, entity), facts),
        "region" => Some(Form::Region),
        "parents" if entity == Entity::Member => Some(Form::Parents),
        "spouse" if entity == Entity::Member => Some(Form::Spouse),
        other => {
            let place = name.map_or(table.place, |name| name.place);
            let what = format!("there is no form \"{other}\" of a question about this entity");
            let instead =
                "\"field\", \"tick\", \"band\", \"region\", or for members \"parents\" or \"spouse\"";
            context.log.report(Code::UnknownOption, place, what, instead);
            None
        }
    }
}

fn kind(context: &Context<'_>, entity: Entity, fact: FactId) -> Option<FactType> {
    let facts = match entity {
        Entity::Household => &context.book.household_facts,
        Entity::Member => &context.book.member_facts,
    };
    facts.get(fact.index()).map(|f| f.kind.clone())
}

/// `blank = 0`: what an entry that is left empty means.
fn blank(context: &Context<'_>, table: &Table<'_>, entity: Entity, facts: &[FactId]) -> bool {
    let Some(item) = table.item("blank") else { return false };
    let zero = table.whole("blank") == Some(0);
    let fits = facts.iter().all(|f| {
        let kind = kind(context, entity, *f);
        kind.is_some_and(|kind| Unticked::Number(0).fits(&kind) || Unticked::Nothing.fits(&kind))
    });
    if !zero || !fits {
        let what = "an empty entry can only mean 0 of an amount or of things counted, or nothing of a set";
        context.log.report(Code::WrongType, item.place, what, "blank = 0, or no `blank`");
    }
    zero && fits
}

/// What a box left empty means: one value for all its facts, or a table of one for each.
fn tick(
    context: &mut Context<'_>,
    table: &Table<'_>,
    (id, entity): (Text<'_>, Entity),
    facts: &[FactId],
) -> Option<Vec<Unticked>> {
    let Some(item) = table.item("unticked") else {
        context.log.report(
            Code::NoUnticked,
            table.place,
            format!("nothing says what `{}` means when its box is left empty", id.text),
            "unticked = false, \"none\" or 0: what the page tells the person an empty box means",
        );
        return None;
    };
    let mut values = Vec::new();
    // More than one fact, or a value that is not plainly 'no': the page has to say so.
    let mut plain = facts.len() == 1;
    for fact in facts {
        let kind = kind(context, entity, *fact)?;
        let known = match entity {
            Entity::Household => &context.book.household_facts,
            Entity::Member => &context.book.member_facts,
        };
        let name = known.get(fact.index()).map_or("", |f| f.id.as_str());
        let value = match item.value {
            DeValue::Table(entries) => {
                entries.iter().find(|(k, _)| k.get_ref() == name).map(|(_, v)| v.get_ref())
            }
            value => Some(value),
        };
        let read = match (value, &kind) {
            (Some(DeValue::Boolean(truth)), FactType::Truth) => Some(Unticked::Truth(*truth)),
            (Some(DeValue::String(text)), FactType::Choice(options)) => {
                bit(options, text).map(Unticked::Options)
            }
            (Some(DeValue::Array(texts)), FactType::Choice(options)) => {
                let bits = texts.iter().map(|text| bit(options, text.get_ref().as_str()?));
                bits.sum::<Option<u64>>().map(Unticked::Options)
            }
            (Some(DeValue::String(text)), FactType::Set(_)) if text == "none" => Some(Unticked::Nothing),
            (Some(DeValue::Integer(number)), _) => number.to_string().parse().ok().map(Unticked::Number),
            _ => None,
        };
        let Some(read) = read.filter(|read| read.fits(&kind)) else {
            context.log.report(
                Code::NoUnticked,
                item.place,
                format!("an empty box cannot mean this of `{name}`"),
                unticked_of(&kind),
            );
            return None;
        };
        plain &= match read {
            Unticked::Truth(truth) => !truth,
            Unticked::Options(bits) => bit(kind.options(), "none") == Some(bits),
            Unticked::Number(n) => n == 0,
            Unticked::Nothing => true,
        };
        values.push(read);
    }
    if !plain {
        context.places.insert(format!("says.{}", id.text), item.place);
    }
    Some(values)
}

/// An option as a bit.
fn bit(options: &[String], text: &str) -> Option<u64> {
    options.iter().position(|o| o == text).map(|i| 1 << i)
}

/// What an empty box can mean for a type.
fn unticked_of(kind: &FactType) -> String {
    match kind {
        FactType::Truth => "false or true".to_owned(),
        FactType::Choice(options) => format!("one of \"{}\", or a list of some", options.join("\", \"")),
        FactType::Set(_) => "\"none\"".to_owned(),
        FactType::Count(low, Some(high)) => format!("{low} or {high}, an end of the range"),
        FactType::Count(low, None) => low.to_string(),
        FactType::Flow(_) | FactType::Stock | FactType::Area => "0".to_owned(),
        _ => "no box: ask for this fact in a field".to_owned(),
    }
}

fn band<'n>(
    context: &Context<'n>,
    compiler: &Compiler<'n>,
    table: &Table<'n>,
    (id, entity): (Text<'n>, Entity),
    facts: &[FactId],
) -> Option<Form> {
    table.required("cuts");
    let texts = table.texts("cuts");
    let inclusive = table.truth("inclusive");
    let unit = match facts {
        [fact] => kind(context, entity, *fact)?.unit(),
        _ => None,
    };
    let Some(unit) = unit else {
        let what = format!("`{}` has no single fact that is a number", id.text);
        context.log.report(
            Code::WrongType,
            table.place,
            what,
            "bands of one fact that is an amount or a count",
        );
        return None;
    };
    let mut cuts: Vec<Expr> = Vec::new();
    for text in texts {
        let typed = compiler.number(text, entity)?;
        if typed.kind != Kind::Number(unit) {
            let what = format!(
                "a cut through {} is {}",
                crate::author::compile::names::unit_words(unit),
                typed.kind.words()
            );
            context.log.report(Code::UnitMismatch, text.place, what, "an amount of the fact's own unit");
            return None;
        }
        cuts.push(typed.expr);
    }
    Some(Form::Band { cuts, inclusive })
}

fn need<'n>(context: &mut Context<'n>, compiler: &Compiler<'n>, table: &Table<'n>) -> Option<Need> {
    let id = table.required_text("id");
    table.required("programs");
    let mut programs = Vec::new();
    for text in table.texts("programs") {
        let names = &compiler.names.programs;
        match names.iter().position(|(id, _)| id == text.text).and_then(|i| u16::try_from(i).ok()) {
            Some(found) => programs.push(ProgramId(found)),
            None if context.broken.contains(text.text) => {}
            None => {
                let near = nearest(text.text, names.iter().map(|(id, _)| id.as_str()));
                let instead =
                    near.map_or_else(|| "the id of a file in programs/".to_owned(), |n| format!("\"{n}\""));
                let what = format!("there is no programme \"{}\"", text.text);
                context.log.report(Code::UnknownName, text.place, what, instead);
            }
        }
    }
    let id = id?;
    context.good_name(id);
    context.place(format!("need.{}", id.text), id.place);
    Some(Need { id: id.text.to_owned(), programs })
}

/// Pages on which nothing stands: nobody ever comes there.
fn unreached(context: &Context<'_>) {
    let book = &context.book;
    for page in &book.pages {
        if context.places.contains_key(&format!("stands.{}", page.id)) {
            continue;
        }
        if let Some(place) = context.places.get(&format!("page.{}", page.id)) {
            context.log.report(
                Code::UnreachedPage,
                *place,
                format!("no question stands on the page `{}`: nobody reaches it", page.id),
                "a [[question]] with this page, or no such page",
            );
        }
    }
}
