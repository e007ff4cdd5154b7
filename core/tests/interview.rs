//! The interview with the shipped rulebook, played with whole families as the people who answer.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use yingbao_core::{
    author,
    document::{Request, read},
    domain::{Day, Value},
    engine::{Options, screen, screen_with},
    household::{Household, top},
    interview::{
        Asked, Band, Item, Key, Play, Sheet, Ticked, Wanted, Whole,
        answer::{as_known, is_told, kind, value},
        play, settle, sheets,
    },
    rulebook::{Entity, FactId, Form, ProgramId, Question, Rulebook},
    ruleset::Ruleset,
    screening::{MissingInput, Screening, Verdict},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn book() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| author::load(&root().join("rulebooks/cn")).unwrap().book)
}

/// A family of whom everything is known, by the name of its file.
struct Family {
    name: String,
    request: Request,
}

impl Family {
    fn whole(&self) -> Whole<'_> {
        let Request { date, region, overrides, household } = &self.request;
        Whole { date: *date, region: *region, overrides, household }
    }

    fn play(&self) -> Play<'static> {
        play(book(), self.whole(), &[])
    }
}

fn families() -> Vec<Family> {
    let folder = fs::read_dir(root().join("../tests/interview/families")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    assert_eq!(files.len(), 20);
    let family = |file: PathBuf| {
        let request = read(book(), &fs::read(&file).unwrap(), Day::parse("2026-11-01"));
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        Family { request: request.unwrap_or_else(|error| panic!("{name}: {error}")), name }
    };
    files.into_iter().map(family).collect()
}

fn question(item: &Item) -> &'static Question {
    &book().questions[usize::from(item.question)]
}

/// Whom an item is about.
fn people(item: &Item) -> Vec<Option<usize>> {
    match question(item).entity {
        Entity::Household => vec![None],
        Entity::Member => item.people.iter().copied().map(Some).collect(),
    }
}

fn keys(sheet: &Sheet) -> Vec<Key> {
    let of_item = |item: &Item| {
        let question = item.question;
        people(item).into_iter().map(move |member| Key { question, member })
    };
    sheet.items.iter().flat_map(of_item).collect()
}

/// What a question asks for.
fn lacks(key: Key) -> Vec<MissingInput> {
    let question = &book().questions[usize::from(key.question)];
    match (&question.form, key.member) {
        (Form::Region, _) => vec![MissingInput::Region],
        (Form::Parents, Some(member)) => vec![MissingInput::Parents(member)],
        (Form::Spouse, Some(member)) => vec![MissingInput::Spouse(member)],
        (_, None) => question.facts.iter().map(|fact| MissingInput::Household(*fact)).collect(),
        (_, Some(member)) => question.facts.iter().map(|fact| MissingInput::Member(member, *fact)).collect(),
    }
}

fn name(key: Key) -> String {
    let id = &book().questions[usize::from(key.question)].id;
    key.member.map_or_else(|| id.clone(), |member| format!("{id} of {member}"))
}

/// What was told after each page.
fn after<'p>(play: &'p Play<'_>) -> impl Iterator<Item = &'p Household> {
    play.pages.iter().skip(1).map(|page| &page.before).chain([&play.household])
}

/// Every fact of the household and of each member.
fn slots(household: &Household) -> Vec<(Option<usize>, FactId)> {
    let ids = |facts: usize| (0..facts).map(|i| FactId(u16::try_from(i).unwrap()));
    let own = ids(household.facts.len()).map(|id| (None, id));
    let members = household.members.iter().enumerate();
    own.chain(members.flat_map(|(m, member)| ids(member.facts.len()).map(move |id| (Some(m), id)))).collect()
}

fn set(household: &mut Household, (member, fact): (Option<usize>, FactId), told: Value) {
    let facts = match member {
        None => &mut household.facts,
        Some(member) => &mut household.members[member].facts,
    };
    facts[fact.index()].value = told;
}

fn likely(screening: &Screening) -> BTreeSet<(&'static str, Option<usize>)> {
    let likely = screening.entries.iter().filter(|e| e.verdict == Verdict::Likely);
    likely.map(|e| (book().programs[e.program.index()].id.as_str(), e.member)).collect()
}

/// Whether what a played interview says is what the whole document says, as far as it says anything.
fn check_verdicts(family: &Family, play: &Play<'_>) {
    let Whole { date, region, overrides, household } = family.whole();
    let whole = screen(&book().at(date, region, overrides), household);
    assert_eq!(likely(&play.screening), likely(&whole), "{}", family.name);
    for (told, all) in play.screening.entries.iter().zip(&whole.entries) {
        let program = &book().programs[told.program.index()].id;
        let same = told.verdict == Verdict::Possible || told.verdict == all.verdict;
        assert!(same, "{}: {program} {:?} {:?}", family.name, told.verdict, all.verdict);
    }
}

#[test]
fn ordinary_families_come_to_the_results_of_their_whole_document_within_few_pages() {
    let mut pages = Vec::new();
    for family in families() {
        let play = family.play();
        let most = if family.name.starts_with("elder-alone") { 8 } else { 20 };
        assert!(play.pages.len() <= most, "{}: {} pages", family.name, play.pages.len());
        pages.push(play.pages.len());
        check_verdicts(&family, &play);
    }
    pages.sort_unstable();
    assert!(pages[9] + pages[10] <= 2 * 12, "{pages:?}");
}

#[test]
fn a_page_tells_of_nobody_whom_it_did_not_show() {
    for family in families() {
        let play = family.play();
        let first = &play.pages[0].before;
        let relation = book().member_fact("relation");
        for (member, fact) in slots(first) {
            let entity = if member.is_some() { Entity::Member } else { Entity::Household };
            let untold = !is_told(kind(book(), entity, fact).unwrap(), value(first, member, fact).unwrap());
            assert!(untold || member.is_some() && Some(fact) == relation, "{}", family.name);
        }
        for (page, after) in play.pages.iter().zip(after(&play)) {
            // What was shown, and what follows from it: the same facts told by themselves, and the totals with their parts.
            let mut shown = page.before.clone();
            for key in keys(&page.sheet) {
                for lack in lacks(key) {
                    match lack {
                        MissingInput::Household(id) => {
                            set(&mut shown, (None, id), value(after, None, id).unwrap());
                        }
                        MissingInput::Member(m, id) => {
                            set(&mut shown, (Some(m), id), value(after, Some(m), id).unwrap());
                        }
                        MissingInput::Parents(m) => {
                            shown.members[m].parents.clone_from(&after.members[m].parents)
                        }
                        MissingInput::Spouse(m) => shown.members[m].spouse = after.members[m].spouse,
                        MissingInput::Region => {}
                    }
                }
            }
            shown.link(book());
            assert_eq!(shown.agree(book()), []);
            for slot in slots(after) {
                let [told, asked] = [after, &shown].map(|h| value(h, slot.0, slot.1));
                assert_eq!(told, asked, "{}: {slot:?}", family.name);
            }
            assert_eq!(*after, shown, "{}", family.name);
        }
    }
}

#[test]
fn what_is_told_leaves_the_whole_document_possible() {
    let mut told = 0;
    for family in families() {
        let play = family.play();
        for household in after(&play) {
            for (member, fact) in slots(household) {
                let [told, whole] = [household, &family.request.household].map(|h| value(h, member, fact));
                let (told, whole) = (told.unwrap(), whole.unwrap());
                assert_eq!(told.hull(whole), told, "{}: {member:?} {fact:?} {whole:?}", family.name);
            }
        }
        told += slots(&play.household)
            .into_iter()
            .filter(|(member, fact)| value(&play.household, *member, *fact).is_some_and(|v| v.is_known()))
            .count();
    }
    assert!(told > 1000, "{told}");
}

#[test]
fn a_box_left_empty_means_what_its_page_says_and_a_ticked_one_anything_else() {
    let mut seen = [0, 0, 0];
    for family in families() {
        let (play, whole) = (family.play(), &family.request.household);
        for (page, after) in play.pages.iter().zip(after(&play)) {
            for item in &page.sheet.items {
                let Form::Tick(unticked) = &question(item).form else { continue };
                for member in people(item) {
                    let (facts, ticked) = (&question(item).facts, as_known(whole, question(item), member));
                    for (fact, unticked) in facts.iter().zip(unticked) {
                        let told = value(after, member, *fact).unwrap();
                        let empty = unticked.value();
                        let name = format!("{}: {} of {member:?}", family.name, question(item).id);
                        match ticked {
                            Ticked::No => {
                                assert_eq!(value(whole, member, *fact), Some(empty), "{name}");
                                assert_eq!(told, empty, "{name}");
                            }
                            Ticked::Yes if facts.len() == 1 => {
                                assert_ne!(told.hull(empty), told, "{name}");
                            }
                            // Which of several facts it is about is asked next.
                            Ticked::Yes | Ticked::Unsure => {
                                assert_eq!(told.hull(empty), told, "{name}");
                            }
                        }
                    }
                    seen[[Ticked::No, Ticked::Yes, Ticked::Unsure]
                        .iter()
                        .position(|t| *t == ticked)
                        .unwrap()] += 1;
                }
            }
        }
    }
    assert!(seen[0] > 400 && seen[1] > 20, "{seen:?}");
}

#[test]
fn the_bands_of_a_page_are_every_amount_once_and_the_chosen_one_holds_the_familys() {
    let mut chosen = BTreeSet::new();
    for family in families() {
        let (play, whole) = (family.play(), &family.request.household);
        for (page, after) in play.pages.iter().zip(after(&play)) {
            for item in &page.sheet.items {
                let question = question(item);
                if !matches!(question.form, Form::Band { .. }) {
                    continue;
                }
                let fact = question.facts[0];
                let kind = kind(book(), question.entity, fact).unwrap();
                let [first, .., last] = item.bands.as_slice() else {
                    panic!("{}: no choice of {}", family.name, question.id)
                };
                assert_eq!((first.low, last.high), (None, None));
                for pair in item.bands.windows(2) {
                    let (end, next) = (pair[0].high.unwrap(), pair[1].low.unwrap());
                    assert!(end > 0.into() && next - end == "0.01".parse().unwrap(), "{pair:?}");
                }
                for member in people(item) {
                    let own = value(whole, member, fact).unwrap();
                    let told = value(after, member, fact).unwrap();
                    let holds =
                        |band: &&Band| Value::Number(band.range(kind)).hull(own).number() == band.range(kind);
                    let holding: Vec<&Band> = item.bands.iter().filter(holds).collect();
                    assert_eq!(holding.len(), 1, "{}: {own:?} in {:?}", family.name, item.bands);
                    let within = told.number().hull(holding[0].range(kind));
                    assert_eq!(within, holding[0].range(kind), "{}: {}", family.name, question.id);
                    let slot = item.bands.iter().position(|band| band == holding[0]);
                    chosen.insert((question.id.as_str(), slot));
                }
            }
        }
    }
    assert!(chosen.len() >= 6, "{chosen:?}");
}

/// The family after so many pages: the rules of the place as far as it was told, and what had been asked.
fn state<'p>(
    family: &Family,
    play: &'p Play<'static>,
    pages: usize,
) -> (Ruleset<'static>, &'p Household, &'p [Asked]) {
    let asked: usize = play.pages[..pages].iter().map(|page| keys(&page.sheet).len()).sum();
    let asked = &play.asked[..asked];
    let place = book().questions.iter().position(|q| q.form == Form::Region).unwrap();
    let told = asked.iter().any(|a| usize::from(a.key.question) == place);
    let Whole { date, region, overrides, .. } = family.whole();
    let household = play.pages.get(pages).map_or(&play.household, |page| &page.before);
    (book().at(date, region.filter(|_| told), overrides), household, asked)
}

#[test]
fn what_a_family_comes_for_is_asked_first_and_nothing_is_left_out() {
    let mut moved = 0;
    for family in families().iter().step_by(4) {
        let play = family.play();
        for pages in [0, 2, 3, 4, 6] {
            let (rules, household, asked) = state(family, &play, pages.min(play.pages.len() - 1));
            let screening = screen_with(&rules, household, Options { cases: 0 });
            let sheets = |first: &[ProgramId]| {
                let wanted = Wanted { first, only: None };
                sheets(&rules, household, &screening, asked, wanted)
            };
            let order = |sheets: &[Sheet]| sheets.iter().flat_map(keys).collect::<Vec<Key>>();
            let usual = order(&sheets(&[]));
            for need in &book().needs {
                let needed = order(&sheets(&need.programs));
                let set = |keys: &[Key]| keys.iter().copied().collect::<BTreeSet<Key>>();
                assert_eq!(set(&usual), set(&needed), "{} {}", family.name, need.id);
                assert_eq!(usual.len(), needed.len());
                let wanted: BTreeSet<MissingInput> = screening
                    .entries
                    .iter()
                    .filter(|e| e.verdict == Verdict::Possible && need.programs.contains(&e.program))
                    .flat_map(|e| e.missing.iter().copied())
                    .collect();
                // By page and person: a page comes first where anything on it is wanted.
                let page = |key: &Key| {
                    let page = book().questions[usize::from(key.question)].page;
                    let each = book().pages[usize::from(page)].each;
                    // What a person's page asks of the household stands on the first one's.
                    (page, if each { key.member.or(Some(0)) } else { None })
                };
                let early: BTreeSet<_> = needed
                    .iter()
                    .filter(|key| {
                        book().pages[usize::from(page(key).0)].always
                            || lacks(**key).iter().any(|l| wanted.contains(l))
                    })
                    .map(page)
                    .collect();
                let stands: Vec<bool> = needed.iter().map(|key| early.contains(&page(key))).collect();
                let first_late = stands.iter().position(|early| !early).unwrap_or(stands.len());
                assert!(stands[first_late..].iter().all(|early| !early), "{} {}", family.name, need.id);
                moved += usize::from(usual != needed);
            }
        }
    }
    assert!(moved > 10, "{moved}");
}

#[test]
fn whatever_a_family_comes_for_its_results_are_the_same() {
    for family in families().iter().step_by(6) {
        for need in &book().needs {
            let play = play(book(), family.whole(), &need.programs);
            assert!(play.pages.len() <= 20, "{} {}: {} pages", family.name, need.id, play.pages.len());
            check_verdicts(family, &play);
        }
    }
}

/// A family of whom nothing is known but how many they are.
fn unsure(members: usize) -> Family {
    let others = (1..members).map(|m| format!(r#", {{"id": "m{m}"}}"#));
    let document = format!(
        r#"{{"version": 1, "date": "2026-11-01", "members": [{{"id": "m0", "relation": "self"}}{}]}}"#,
        others.collect::<String>()
    );
    let mut request = read(book(), document.as_bytes(), None).unwrap();
    // That nobody is born after the day, and that only one is the one asked, is known of everybody and told by none.
    for (index, member) in request.household.members.iter_mut().enumerate() {
        for name in ["birth_date", "age", "relation"] {
            if index == 0 && name == "relation" {
                continue;
            }
            let fact = book().member_fact(name).unwrap();
            member.facts[fact.index()].value = top(kind(book(), Entity::Member, fact).unwrap());
        }
    }
    Family { name: format!("{members} unsure"), request }
}

#[test]
fn who_is_not_sure_of_anything_comes_to_results_too() {
    for members in [1, 2, 4, 6] {
        let family = unsure(members);
        let play = family.play();
        assert!((3..=20).contains(&play.pages.len()), "{members}: {} pages", play.pages.len());
        let once: BTreeSet<Key> = play.asked.iter().map(|a| a.key).collect();
        assert_eq!(once.len(), play.asked.len(), "nothing is asked twice");
        let own = book().member_fact("relation").unwrap();
        for (slot, question) in (0..).zip(&book().questions) {
            // That the one asked is the one asked is known.
            let told = |a: &&Asked| a.answered && !(question.facts == [own] && a.key.member == Some(0));
            let asked = play.asked.iter().filter(|a| a.key.question == slot);
            assert_eq!(asked.filter(told).count(), 0, "{}", question.id);
        }
        assert_eq!(play.household, play.pages[0].before, "nothing was told");
        check_verdicts(&family, &play);
    }
}

#[test]
fn who_chose_not_to_say_is_not_asked_again() {
    let mut spared = 0;
    for family in families().iter().step_by(3) {
        let play = family.play();
        for pages in 0..play.pages.len() {
            let (rules, household, asked) = state(family, &play, pages);
            let ask = |household: &Household| {
                let screening = screen_with(&rules, household, Options { cases: 0 });
                let sheets = sheets(&rules, household, &screening, asked, Wanted::default());
                sheets.iter().flat_map(keys).collect::<Vec<Key>>()
            };
            let before: Vec<Key> = ask(household);
            // Each second fact that would be asked for.
            let declined: BTreeSet<MissingInput> =
                before.iter().flat_map(|key| lacks(*key)).step_by(2).collect();
            let mut reserved = household.clone();
            for lack in &declined {
                match lack {
                    MissingInput::Household(id) => reserved.facts[id.index()].declined = true,
                    MissingInput::Member(m, id) => reserved.members[*m].facts[id.index()].declined = true,
                    _ => {}
                }
            }
            let is_declined = |lack: &MissingInput| {
                declined.contains(lack)
                    && matches!(lack, MissingInput::Household(_) | MissingInput::Member(..))
            };
            for key in ask(&reserved) {
                assert!(!lacks(key).iter().any(is_declined), "{}: {}", family.name, name(key));
            }
            spared += before.iter().filter(|key| lacks(**key).iter().any(is_declined)).count();
        }
    }
    assert!(spared > 500, "{spared}");
}

#[test]
fn a_result_leads_to_what_it_lacks_and_to_nothing_else() {
    let (mut refined, mut ways) = (BTreeSet::new(), 0);
    for family in families().iter().step_by(2) {
        let results = family.play();
        for entry in &results.screening.entries {
            let only: Vec<MissingInput> =
                entry.missing.iter().chain(&entry.amount_missing).copied().collect();
            if only.is_empty() {
                continue;
            }
            ways += 1;
            let before = results.asked.len();
            let again = Play {
                pages: Vec::new(),
                asked: results.asked.clone(),
                household: results.household.clone(),
                rules: results.rules.clone(),
                screening: results.screening.clone(),
            };
            let settled = settle(again, family.whole(), &only);
            let program = &book().programs[entry.program.index()].id;
            for asked in &settled.asked[before..] {
                let asks = lacks(asked.key).iter().any(|l| only.contains(l));
                assert!(asks, "{}: {program} asks {}", family.name, name(asked.key));
                let question = &book().questions[usize::from(asked.key.question)];
                if question.refine {
                    refined.insert(question.id.as_str());
                }
            }
            // What it lacks is known afterwards, or it was asked for and the family could not say.
            for lack in &only {
                let known = match lack {
                    MissingInput::Household(id) => value(&settled.household, None, *id).unwrap().is_known(),
                    MissingInput::Member(m, id) => {
                        value(&settled.household, Some(*m), *id).unwrap().is_known()
                    }
                    MissingInput::Region => settled.rules.region.is_some(),
                    MissingInput::Parents(m) => settled.household.members[*m].parents.is_some(),
                    MissingInput::Spouse(m) => settled.household.members[*m].spouse.is_some(),
                };
                let asked = settled.asked.iter().any(|a| lacks(a.key).contains(lack));
                assert!(known || asked, "{}: {program} lacks {lack:?}", family.name);
            }
            check_verdicts(family, &settled);
        }
    }
    assert!(ways > 20 && refined.len() >= 3, "{ways} {refined:?}");
}
