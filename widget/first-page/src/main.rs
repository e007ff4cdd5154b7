//! Writes the first page of the widget for the loader, as one JavaScript object: the widget's own view, drawn natively; and the
//! file with all texts in English, those of the widget and those of the rulebook.
//!
//! That page is the same for everybody, so that it can be drawn before the engine is there. An element is an array: its name,
//! its attributes, its children. A text that differs between the languages is a number, its place in the list of texts. The
//! attribute `_` is both `class` and `part`.
// What is wrong here stops the build of the site.
#![allow(clippy::expect_used, clippy::panic)]

use std::{collections::BTreeMap, env, fs};

use serde_json::{Map, Value, json};
use yew::{
    Callback, NodeRef,
    virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag},
};
use yingbao_core::{
    domain::Day,
    rulebook::{Program, ProgramId, Rulebook},
};
use yingbao_widget::{
    catalog::Catalog,
    model::{form::Field, input::Edit, state::Page},
    session::{outcome::Outcome, reduce::Action, session::Session},
    text::{self, Language},
    view::{STYLE, pages, view::View},
};

/// The languages, in the order of the texts.
const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// Of what a box leads to, at most so many programmes are named.
const MOST: usize = 3;

fn main() {
    let mut paths = env::args().skip(1);
    let mut path = || {
        paths
            .next()
            .expect("three files: the rulebook, its texts in English, and where to write all in English")
    };
    let read = |path: &str| fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (rulebook, texts, english) = (path(), path(), path());
    let book = Rulebook::from_bytes(&read(&rulebook)).unwrap_or_else(|error| panic!("{rulebook}: {error}"));
    let rules: Vec<String> =
        postcard::from_bytes(&read(&texts)).unwrap_or_else(|error| panic!("{texts}: {error}"));
    let all = postcard::to_allocvec(&(text::english(), &rules)).expect("texts can be written");
    text::add_english(&book, &all).unwrap_or_else(|error| panic!("{texts}: {error}"));
    fs::write(&english, all).unwrap_or_else(|error| panic!("{english}: {error}"));
    println!("{}", first_page(Box::leak(Box::new(book))));
}

/// The object.
fn first_page(book: &'static Rulebook) -> Value {
    let date = first_day(&book.version);
    let sessions = LANGUAGES.map(|language| Session::new(Catalog::new(book, date), language, None));
    let mut texts = Texts::default();
    let page = texts.pair(sessions.each_ref().map(drawn));
    let ticked = sessions.map(|mut session| {
        session.act(Action::Edit(0, Edit::Tick(0, true)));
        session
    });
    // What comes to the page with the first answer.
    let ways =
        texts.pair(ticked.each_ref().map(|session| named(&drawn(session), "ways").expect("the ways out")));
    let [session, _] = &ticked;
    let leads: Vec<Vec<ProgramId>> = leads(book, date, session);
    let mut programs: BTreeMap<ProgramId, Value> = BTreeMap::new();
    for id in leads.iter().flatten() {
        let program = session.program(*id).expect("a programme of the rulebook");
        programs.entry(*id).or_insert_with(|| texts.program(&ticked, program));
    }
    let at = |id: &ProgramId| programs.keys().position(|known| known == id).expect("put in above");
    let leads: Vec<Vec<usize>> = leads.iter().map(|ids| ids.iter().map(at).collect()).collect();
    let programs: Vec<&Value> = programs.values().collect();
    json!({ "style": STYLE, "page": page, "ways": ways, "leads": leads, "programs": programs, "texts": texts.all })
}

/// The first day of the month that the rules are of: whoever builds the site on whichever day gets the same page.
fn first_day(version: &str) -> Day {
    let mut parts = version.split('.');
    let year = parts.next().and_then(|year| year.parse().ok());
    let month = parts.next().and_then(|month| month.parse().ok());
    year.zip(month)
        .and_then(|(year, month)| Day::new(year, month, 1))
        .expect("a rulebook's version is YEAR.MONTH.N")
}

/// The programmes that each box of the page leads to, in the order of the boxes.
fn leads(book: &'static Rulebook, date: Day, session: &Session) -> Vec<Vec<ProgramId>> {
    let mut found = Vec::new();
    for (slot, one) in session.state.fields.iter().enumerate() {
        let Field::Box { question, .. } = one.field else {
            assert_eq!(one.field, Field::Needs, "the first page holds needs and boxes alone");
            found.extend(book.needs.iter().map(|need| need.programs.clone()));
            continue;
        };
        let mut ticked = Session::new(Catalog::new(book, date), Language::Chinese, None);
        ticked.act(Action::Edit(slot, Edit::Open(true)));
        ticked.act(Action::Continue);
        let urgent = match ticked.state.step.page {
            Page::Urgent => {
                Outcome::new(&ticked, &ticked.screening.entries).urgent.iter().map(|one| one.id).collect()
            }
            _ => Vec::new(),
        };
        let facts = &session.catalog.question(question).expect("a question of the rulebook").facts;
        // Where nothing is urgent, what asks for it.
        let reads = |program: &Program| {
            let uses = || program.criteria.iter().map(|criterion| &criterion.uses);
            uses().any(|uses| facts.iter().any(|fact| uses.household.contains(fact)))
        };
        let readers = (0..).zip(&session.catalog.programs).filter(|(_, program)| reads(program));
        let readers = readers.map(|(slot, _)| ProgramId(slot));
        found.push(if urgent.is_empty() { readers.collect() } else { urgent });
    }
    found.into_iter().map(|ids| ids.into_iter().take(MOST).collect()).collect()
}

/// The texts that differ between the languages.
#[derive(Default)]
struct Texts {
    all: Vec<[String; 2]>,
}

impl Texts {
    fn text(&mut self, pair: [&str; 2]) -> Value {
        let [one, other] = pair;
        if one == other {
            return Value::from(one);
        }
        let at = self.all.iter().position(|known| known == &pair).unwrap_or_else(|| {
            self.all.push(pair.map(str::to_owned));
            self.all.len() - 1
        });
        Value::from(at)
    }

    /// A programme: its title, where to go, and the numbers to call with their names.
    fn program(&mut self, sessions: &[Session; 2], program: &Program) -> Value {
        let views = sessions.each_ref().map(|session| View::new(session, Callback::noop()));
        let mut title = |kind: &str, id: &str| {
            let titles = views.each_ref().map(|view| view.words.title(kind, id));
            self.text(titles.each_ref().map(String::as_str))
        };
        let phones: Vec<Value> =
            program.phones.iter().map(|number| json!([number, title("phone", number)])).collect();
        json!([title("program", &program.id), title("office", &program.office), phones])
    }

    /// The same element in both languages.
    fn pair(&mut self, nodes: [VNode; 2]) -> Value {
        match nodes {
            [VNode::VText(one), VNode::VText(other)] => self.text([&one.text, &other.text]),
            [VNode::VTag(one), VNode::VTag(other)] => {
                assert_eq!(one.tag(), other.tag(), "the languages differ in more than texts");
                let mut element = vec![Value::from(one.tag()), self.attributes(&one, &other)];
                let [ones, others] = [children(&one), children(&other)];
                assert_eq!(
                    ones.len(),
                    others.len(),
                    "the languages differ in more than texts: {}",
                    one.tag()
                );
                element.extend(ones.into_iter().zip(others).map(|(one, other)| self.pair([one, other])));
                Value::from(element)
            }
            _ => panic!("the languages differ in more than texts"),
        }
    }

    fn attributes(&mut self, one: &VTag, other: &VTag) -> Value {
        assert_ne!(one.checked(), Some(true), "nothing is ticked yet");
        let [ones, others] = [attributes(one), attributes(other)];
        assert!(ones.keys().eq(others.keys()), "the languages differ in more than texts: {ones:?}");
        let part = ones.get("part");
        let both = part.is_some() && part == ones.get("class");
        let mut found = Map::new();
        for ((name, one), other) in ones.iter().zip(others.values()) {
            let name = match *name {
                "part" if both => continue,
                "class" if both => "_",
                name => name,
            };
            found.insert(name.to_owned(), self.text([one, other]));
        }
        Value::from(found)
    }
}

/// What a session shows.
fn drawn(session: &Session) -> VNode {
    pages::frame(&View::new(session, Callback::noop()), &NodeRef::default()).end()
}

/// The element of a class.
fn named(node: &VNode, class: &str) -> Option<VNode> {
    let VNode::VTag(tag) = node else { return None };
    if attributes(tag).get("class").is_some_and(|known| known == class) {
        return Some(node.clone());
    }
    children(tag).iter().find_map(|child| named(child, class))
}

fn children(tag: &VTag) -> Vec<VNode> {
    match tag.children() {
        Some(VNode::VList(list)) => list.to_vec(),
        Some(child) => vec![child.clone()],
        None => Vec::new(),
    }
}

/// The attributes of an element, with what an input holds.
fn attributes(tag: &VTag) -> BTreeMap<&'static str, String> {
    let Attributes::Dynamic { keys, values } = &tag.attributes else {
        panic!("the widget's elements share a list")
    };
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in keys.iter().zip(values) {
        match value {
            Some(AttributeOrProperty::Static(value)) => found.insert(name, (*value).to_owned()),
            Some(AttributeOrProperty::Attribute(value)) => found.insert(name, value.to_string()),
            Some(AttributeOrProperty::Property(_)) => panic!("{name}: the first page has no list"),
            None => None,
        };
    }
    found.extend(tag.value().map(|value| ("value", value.to_string())));
    found
}
