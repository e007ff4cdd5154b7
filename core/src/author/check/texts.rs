//! The texts: complete in every language, with the same placeholders, and none that promises or refuses.

use std::collections::{BTreeMap, BTreeSet};

use crate::author::{
    check::reads::read_by_programs,
    lower::{Loaded, messages},
    source::{Code, Span},
};
use crate::{
    rulebook::{Form, Question, Rulebook},
    wording::is_hidden,
};

/// Phrases that decide in the authority's place, by the beginning of the language's tag. Compared in lower case.
const FORBIDDEN: [(&str, &[&str]); 2] = [
    (
        "zh",
        &[
            "您符合",
            "你符合",
            "您有资格",
            "你有资格",
            "您没有资格",
            "你没有资格",
            "您可以领取",
            "你可以领取",
            "您能拿到",
            "你能拿到",
            "您能领取",
            "一定能",
            "一定可以",
            "一定会",
            "保证能",
            "保证可以",
            "审核通过",
            "已认定",
            "不合格",
            "您不符合",
            "你不符合",
            "不能申请",
            "您可以拿到",
            "肯定能",
            "必定",
        ],
    ),
    (
        "en",
        &[
            "you qualify",
            "you do not qualify",
            "you don't qualify",
            "you are eligible",
            "you're eligible",
            "you are not eligible",
            "you're not eligible",
            "you aren't eligible",
            "you are ineligible",
            "you are entitled",
            "you're entitled",
            "you will receive",
            "you will get",
            "you'll get",
            "you'll receive",
            "you can receive",
            "you can get",
            "guarantee",
            "definitely",
            "certainly",
            "has been approved",
            "is approved",
            "you cannot apply",
            "you can't apply",
            "cannot apply",
        ],
    ),
];

/// Placeholders of the conditions' numbers.
const NUMBERS: [&str; 3] = ["left", "right", "margin"];

/// All placeholders.
const ALL: [&str; 6] = ["left", "right", "margin", "who", "this", "that"];

/// Looks at every text. Where a part of the rules could not be read, a text that nothing shows may be its.
pub(in crate::author) fn check(loaded: &Loaded, usable: bool) {
    let book = &loaded.book;
    let (required, optional) = keys(book);
    for (slot, language) in book.languages.iter().enumerate() {
        let name = format!("messages/{language}.toml");
        let Some(file) = messages::of_language(&loaded.log, language).next() else {
            loaded.log.absent(
                &name,
                "rulebook.toml lists this language and it has no texts",
                "a file with the same keys as the other languages",
            );
            continue;
        };
        let mut expected: BTreeSet<&str> = required.iter().map(String::as_str).collect();
        // What one language has, all have.
        expected.extend(book.message_keys.iter().map(String::as_str));
        for key in expected {
            let text = book.message(slot, key).unwrap_or_default();
            let place = loaded.places.get(&format!("message.{language}.{key}"));
            match place {
                Some(place) => one(loaded, language, key, text, *place),
                None => loaded.log.report(
                    Code::MissingMessage,
                    beside(loaded, language, key).unwrap_or(Span { file, offset: None }),
                    format!("there is no text `{key}`"),
                    written(key),
                ),
            }
            if let (Some(place), true) = (place, text.is_empty()) {
                loaded.log.report(
                    Code::MissingMessage,
                    *place,
                    format!("the text `{key}` is empty"),
                    "words that a person reads",
                );
            }
        }
    }
    for key in &book.message_keys {
        if !usable || required.contains(key) || optional.contains(key) {
            continue;
        }
        let language = book.languages.iter().find_map(|l| loaded.places.get(&format!("message.{l}.{key}")));
        if let Some(place) = language {
            loaded.log.report(
                Code::UnusedMessage,
                *place,
                format!("nothing shows the text `{key}`"),
                "no such text, or another key: see Messages in rulebooks/README.md",
            );
        }
    }
    unsaid(loaded);
    placeholders(loaded, usable);
    names(loaded);
}

/// Boxes that tell more when they are left empty than 'no': what else they tell has to stand on the page.
fn unsaid(loaded: &Loaded) {
    let book = &loaded.book;
    for question in &book.questions {
        let Some(place) = loaded.places.get(&format!("says.{}", question.id)) else { continue };
        let key = format!("box.{}.empty", question.id);
        let said = |slot: usize| book.message(slot, &key).is_some_and(|text| !text.is_empty());
        if let Some((_, language)) = book.languages.iter().enumerate().find(|(slot, _)| !said(*slot)) {
            loaded.log.report(
                Code::Unsaid,
                *place,
                format!(
                    "an empty box `{}` tells more than 'no', and the page does not say so in {language}",
                    question.id
                ),
                format!("[box.{}] empty = \"…\" in every language: what an empty box means", question.id),
            );
        }
    }
}

/// Where another text of the same table stands.
fn beside(loaded: &Loaded, language: &str, key: &str) -> Option<Span> {
    let (table, _) = key.rsplit_once('.')?;
    let prefix = format!("message.{language}.{table}.");
    let (name, place) = loaded.places.range(prefix.clone()..).next()?;
    name.starts_with(&prefix).then_some(*place)
}

/// A key as its file writes it.
fn written(key: &str) -> String {
    match key.rsplit_once('.') {
        Some((table, last)) => format!("[{table}] {last} = \"…\""),
        None => format!("{key} = \"…\""),
    }
}

/// The keys that must be there, and those that may.
fn keys(book: &Rulebook) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut required, mut optional) = (BTreeSet::new(), BTreeSet::new());
    let mut need = |prefix: String, parts: &[&str]| {
        required.extend(parts.iter().map(|part| format!("{prefix}.{part}")));
    };
    for section in &book.sections {
        need(format!("section.{section}"), &["title"]);
    }
    for note in &book.notes {
        need(format!("note.{note}"), &["text"]);
    }
    for record in &book.records {
        need(format!("record.{}", record.id), &["title"]);
    }
    // What no programme reads, a bound of others, is never shown.
    let read = read_by_programs(book).parameters;
    for parameter in read.iter().filter_map(|id| book.parameters.get(id.index())) {
        need(format!("parameter.{}", parameter.id), &["title"]);
    }
    for program in &book.programs {
        need(format!("program.{}", program.id), &["title", "summary", "gives", "decides"]);
        need(format!("tier.{}", program.tier), &["title"]);
        need(format!("office.{}", program.office), &["title", "how"]);
        need(format!("time_limit.{}", program.time_limit), &["text"]);
        for (prefix, key) in [("review", &program.review), ("objection", &program.objection)] {
            if !key.is_empty() {
                need(format!("{prefix}.{key}"), &["text"]);
            }
        }
        for verified in &program.verifies {
            need(format!("verified.{verified}"), &["title"]);
        }
        for phone in &program.phones {
            need(format!("phone.{phone}"), &["title"]);
        }
        for interaction in &program.interactions {
            need(format!("interaction.{}", interaction.kind.text()), &["text"]);
        }
        for paper in &program.papers {
            need(format!("paper.{paper}"), &["title"]);
        }
        for criterion in &program.criteria {
            need(format!("criterion.{}.{}", program.id, criterion.id), &["title", "met", "open", "not_met"]);
        }
    }
    for (index, page) in book.pages.iter().enumerate() {
        // A page of one entry is headed by what it asks.
        let on_page: Vec<_> = book.questions.iter().filter(|q| usize::from(q.page) == index).collect();
        if let [] | [Question { form: Form::Field { .. }, .. }] = on_page.as_slice() {
            optional.insert(format!("page.{}.title", page.id));
        } else {
            need(format!("page.{}", page.id), &["title"]);
        }
        optional.insert(format!("page.{}.hint", page.id));
    }
    for one in &book.needs {
        need(format!("need.{}", one.id), &["title"]);
    }
    for question in &book.questions {
        optional.insert(format!("question.{}.title", question.id));
        optional.insert(format!("question.{}.hint", question.id));
        if matches!(question.form, Form::Tick(_)) {
            need(format!("box.{}", question.id), &["title"]);
            optional.insert(format!("box.{}.hint", question.id));
            optional.insert(format!("box.{}.empty", question.id));
        }
        let (facts, prefix) = match question.entity {
            crate::rulebook::Entity::Household => (&book.household_facts, "fact"),
            crate::rulebook::Entity::Member => (&book.member_facts, "fact.member"),
        };
        for fact in question.facts.iter().filter_map(|id| facts.get(id.index())) {
            need(format!("{prefix}.{}", fact.id), &["title", "question"]);
            optional.insert(format!("{prefix}.{}.hint", fact.id));
            for option in fact.kind.options() {
                if fact.id == "relation" {
                    need(format!("relation.{option}"), &["title"]);
                } else if book.program(option).is_some() {
                    // A programme has its own title.
                    optional.insert(format!("option.{}.{option}.title", fact.id));
                } else {
                    need(format!("option.{}.{option}", fact.id), &["title"]);
                }
                optional.insert(format!("option.{}.{option}.hint", fact.id));
            }
        }
    }
    let all = [(&book.household_facts, "fact"), (&book.member_facts, "fact.member")];
    for (facts, prefix) in all {
        for fact in facts {
            let parts = ["title", "question", "hint"];
            optional.extend(parts.iter().map(|part| format!("{prefix}.{}.{part}", fact.id)));
            let options = fact.kind.options().iter();
            optional.extend(options.map(|option| format!("option.{}.{option}.title", fact.id)));
        }
    }
    (required, optional)
}

fn one(loaded: &Loaded, language: &str, key: &str, text: &str, place: Span) {
    let lower = text.to_lowercase().replace('’', "'");
    for (_, phrases) in FORBIDDEN.iter().filter(|(tag, _)| language.starts_with(tag)) {
        for phrase in *phrases {
            if holds(&lower, phrase) {
                loaded.log.report(
                    Code::ForbiddenPhrase,
                    place,
                    format!("`{key}` says \"{phrase}\""),
                    "words about the conditions or the answers, not a decision: only the authority decides",
                );
            }
        }
    }
    hidden(loaded, key, text, place);
}

/// Whether a phrase stands in a text, as whole words where it is written with spaces; `不一定` is not `一定`.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if phrase.is_ascii() {
            !before.is_some_and(char::is_alphanumeric)
        } else {
            before != Some('不') || phrase.starts_with('不')
        }
    })
}

/// Characters that hide or reorder text, and markup.
fn hidden(loaded: &Loaded, key: &str, text: &str, place: Span) {
    let bad = text.chars().find(|c| matches!(c, '<' | '>') || (is_hidden(*c) && *c != '\n'));
    if let Some(character) = bad {
        loaded.log.report(
            Code::HiddenCharacter,
            place,
            format!("`{key}` holds the character U+{:04X}", u32::from(character)),
            "plain text",
        );
    }
}

/// Placeholders of a text, in braces.
fn braces(text: &str) -> Option<BTreeSet<&str>> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let after = rest.get(start..)?.strip_prefix('{')?;
        let (name, tail) = after.split_once('}')?;
        found.insert(name);
        rest = tail;
    }
    Some(found)
}

/// Each text has the same placeholders in every language, and only those that mean something.
fn placeholders(loaded: &Loaded, usable: bool) {
    let book = &loaded.book;
    for key in &book.message_keys {
        let mut first: Option<(BTreeSet<&str>, &str)> = None;
        for (slot, language) in book.languages.iter().enumerate() {
            let Some(place) = loaded.places.get(&format!("message.{language}.{key}")) else { continue };
            let text = book.message(slot, key).unwrap_or_default();
            let report = |what: String, instead: &str| {
                loaded.log.report(Code::Placeholder, *place, what, instead);
            };
            let Some(found) = braces(text) else {
                report(format!("`{key}` has a brace without its other"), "{left}, {right} and the like");
                continue;
            };
            let known = if usable { known(book, key) } else { ALL.to_vec() };
            if let Some(unknown) = found.iter().find(|name| !known.contains(name)) {
                let instead = if known.is_empty() { "no placeholder".to_owned() } else { known.join(", ") };
                report(format!("`{{{unknown}}}` has no meaning in `{key}`"), &instead);
                continue;
            }
            match &first {
                None => first = Some((found, language)),
                Some((other, language)) if *other != found => {
                    report(format!("`{key}` has other placeholders than in {language}"), "the same ones");
                }
                Some(_) => {}
            }
        }
    }
}

/// The placeholders that mean something in a text.
fn known(book: &Rulebook, key: &str) -> Vec<&'static str> {
    let parts: Vec<&str> = key.split('.').collect();
    match parts.as_slice() {
        ["criterion", program, criterion, "met" | "open" | "not_met"] => {
            let program = book.program(program).and_then(|p| book.programs.get(p.index()));
            let criterion = program.and_then(|p| p.criteria.iter().find(|c| c.id == *criterion));
            if criterion.is_some_and(|c| c.unit.is_some()) { NUMBERS.to_vec() } else { Vec::new() }
        }
        ["fact", "member", ..] | ["question", ..] | ["page", ..] => vec!["who"],
        ["interaction", _, "text"] => vec!["this", "that"],
        _ => Vec::new(),
    }
}

/// Names of places and titles of sources are shown too.
fn names(loaded: &Loaded) {
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for region in &loaded.book.regions {
        shown.insert(format!("region.{:06}", region.code), format!("{}{}", region.name, region.name_en));
    }
    for source in &loaded.book.sources {
        let text = format!("{}{}{}{}", source.title, source.title_en, source.number, source.issuer);
        shown.insert(format!("source.{}", source.id), text);
    }
    for (name, text) in shown {
        if let Some(place) = loaded.places.get(&name) {
            hidden(loaded, &name, &text, *place);
        }
    }
}
