//! The results in three groups, in words: first what to do, then what it rests on.

use yingbao_core::{Entry, Lack, Program, Verdict};

use crate::{
    catalog::URGENT,
    model::state::Page,
    session::reduce::Action,
    text::{Key, show},
    view::{
        element::{El, el, text},
        explanation,
        view::{View, heading},
    },
};

/// The page of results.
pub fn page(view: &View<'_>) -> Vec<El> {
    let rules = view.rules();
    let entries = &view.session.screening.entries;
    let place = view.words.home().unwrap_or_else(|| view.own(Key::ResultsNoPlace).to_owned());
    let date = rules.date.to_string();
    let summary = view.words.fill(Key::ResultsSummary, &[("place", &place), ("date", &date)]);
    let version = view.words.fill(Key::ResultsRules, &[("version", &rules.book.version)]);
    let mut page = vec![
        heading(view.own(Key::ResultsTitle)),
        el("p").add(view.say("b", Key::FrameEstimate)).say(" ").say(&summary),
    ];
    if !view.session.ahead.is_empty() {
        let more = view.button("primary", Key::ButtonContinueQuestions, Action::Resume);
        page.push(el("div").class("next").add(more));
    }
    page.extend([Verdict::Likely, Verdict::Possible, Verdict::Unlikely].map(|v| group(view, entries, v)));
    page.extend(papers(view, entries));
    page.push(view.say("p", Key::ResultsUnchecked));
    page.push(view.say("p", Key::ResultsAgain));
    page.push(text("p", &version).class("hint"));
    page
}

/// Urgent help, shown as soon as it is known of.
pub fn urgent_page(view: &View<'_>) -> Vec<El> {
    let mut page = vec![heading(view.own(Key::UrgentTitle)), view.say("p", Key::UrgentHint)];
    for entry in view.session.urgent() {
        page.extend(card(view, &[entry], "h3"));
    }
    page
}

fn program<'a>(view: &View<'a>, entry: &Entry) -> Option<&'a Program> {
    view.rules().program(entry.program)
}

fn group(view: &View<'_>, entries: &[Entry], verdict: Verdict) -> El {
    let (title, hint, class) = match verdict {
        Verdict::Likely => (Key::ResultsLikely, Key::ResultsLikelyHint, "group likely"),
        Verdict::Possible => (Key::ResultsPossible, Key::ResultsPossibleHint, "group possible"),
        Verdict::Unlikely => (Key::ResultsUnlikely, Key::ResultsUnlikelyHint, "group unlikely"),
    };
    let urgent = |entry: &Entry| program(view, entry).is_some_and(|p| p.tier == URGENT);
    let mut cards = Vec::new();
    // What cannot wait comes first; else the order of the rulebook.
    for first in [true, false] {
        let mut here: Vec<&Entry> = Vec::new();
        for entry in entries.iter().filter(|e| e.verdict == verdict && urgent(e) == first) {
            // A programme that several people seem not to meet is one card.
            let together =
                verdict == Verdict::Unlikely && here.last().is_some_and(|l| l.program == entry.program);
            if !together {
                cards.extend(card(view, &here, "h4"));
                here.clear();
            }
            here.push(entry);
        }
        cards.extend(card(view, &here, "h4"));
    }
    let hint = if cards.is_empty() { view.hint(Key::ResultsNone) } else { view.say("p", hint) };
    el("section").class(class).add(view.say("h3", title)).add(hint).all(cards)
}

/// One programme; several entries only where it is unlikely for several people.
fn card(view: &View<'_>, entries: &[&Entry], tag: &'static str) -> Option<El> {
    let first = entries.first()?;
    let program = program(view, first)?;
    let several = entries.len() > 1;
    let title = if several { view.words.title("program", &program.id) } else { view.words.entry(first) };
    let office = view.words.title("office", &program.office);
    let action = match first.verdict {
        Verdict::Likely => Key::ResultsGo,
        Verdict::Possible => Key::ResultsGoPossible,
        Verdict::Unlikely => Key::ResultsStill,
    };
    let action = view.words.fill(action, &[("office", &office)]);
    let more = el("summary")
        .add(view.say("span", Key::ResultsMore))
        .add(text("span", &view.words.labelled("", &title)).class("unseen"));
    let mut details = el("details").class("details").add(more).all(practical(view, program));
    details = details.add_some(settles(view, Key::ResultsSettlesAmount, &first.amount_missing, first));
    for entry in entries {
        details = details.all(explanation::conditions(view, program, entry));
    }
    let member = first.member.map_or_else(String::new, |member| format!("-{member}"));
    let mut card = el("article")
        .class("card")
        .with("id", format!("card-{}{member}", first.program.index()))
        .add(text(tag, &title))
        .add(text("p", &action).class("action"))
        .add_some(view.words.program(program, "summary").map(|summary| text("p", summary)))
        .add_some(amount(view, first));
    for entry in entries {
        card = card.all(explanation::outline(view, program, entry, several));
    }
    card = card
        .add_some(notes(view, entries))
        .add_some(if tag == "h4" { settles(view, Key::ResultsSettles, &first.missing, first) } else { None })
        .add(details.all(explanation::figures(view, program, first)));
    Some(card)
}

fn amount(view: &View<'_>, entry: &Entry) -> Option<El> {
    let amount = entry.amount.as_ref()?;
    if entry.verdict == Verdict::Unlikely || !show::tells(amount) {
        return None;
    }
    let shown = show::amount(view.words.language(), amount);
    let line = el("p").class("amount").say(&view.words.labelled(view.own(Key::ResultsAmount), ""));
    let shown = el("bdi").add(text("b", &shown));
    Some(line.add(shown).add(view.say("span", Key::ResultsAmountNote).class("hint")))
}

fn notes(view: &View<'_>, entries: &[&Entry]) -> Option<El> {
    let mut shown = Vec::new();
    let mut items = Vec::new();
    for note in entries.iter().flat_map(|e| &e.notes) {
        let id = view.rules().book.notes.get(note.index())?;
        if !shown.contains(note)
            && let Some(words) = view.words.message(&format!("note.{id}.text"))
        {
            shown.push(*note);
            items.push(text("li", words));
        }
    }
    (!items.is_empty()).then(|| el("ul").class("notes").all(items))
}

/// At most so many answers are named: with more nobody reads on, and all of them are asked anyway.
const FEW: usize = 3;

/// Which answers would make it clearer, best first.
fn settles(view: &View<'_>, title: Key, lacks: &[Lack], entry: &Entry) -> Option<El> {
    if entry.verdict == Verdict::Unlikely {
        return None;
    }
    let program = u16::try_from(entry.program.index()).ok()?;
    let names: Vec<El> = lacks.iter().take(FEW).map(|lack| text("li", &view.words.lack(*lack))).collect();
    if names.is_empty() {
        return None;
    }
    let answer = view.small(
        Key::ButtonAnswer,
        Key::ButtonAnswerWhat,
        &view.words.entry(entry),
        Action::Settle(program, entry.member),
    );
    Some(el("div").add(view.label(title)).add(el("ul").all(names)).add(answer))
}

/// All about one programme.
pub fn program_page(view: &View<'_>, slot: u16) -> Vec<El> {
    let entries: Vec<&Entry> =
        view.session.screening.entries.iter().filter(|e| e.program.index() == usize::from(slot)).collect();
    let mut page = vec![heading(&view.words.page(Page::Program(slot)))];
    page.extend(card(view, &entries, "h3"));
    page
}

/// What it gives, where to go, how long it takes, who decides, what to bring.
fn practical(view: &View<'_>, program: &Program) -> Vec<El> {
    let words = &view.words;
    let how = words.message(&format!("office.{}.how", program.office)).unwrap_or_default();
    let office = words.title("office", &program.office);
    let time = words.message(&format!("time_limit.{}.text", program.time_limit));
    let facts = [
        (Key::ResultsWhere, Some(&*office), how),
        (Key::ResultsHowLong, time, ""),
        (Key::ResultsWhoDecides, words.program(program, "decides"), ""),
    ];
    let facts = facts.into_iter().filter_map(|(label, fact, more)| {
        let line = el("div").add(view.say("dt", label)).add(text("dd", fact?));
        Some(if more.is_empty() { line } else { line.add(text("dd", more)) })
    });
    let gives = words.program(program, "gives").map(|gives| text("p", gives));
    let rest = [
        el("dl").class("facts").all(facts.collect()),
        view.label(Key::ResultsBring),
        list_of_papers(view, program.papers.iter().collect()),
    ];
    gives.into_iter().chain(rest).collect()
}

fn list_of_papers(view: &View<'_>, papers: Vec<&String>) -> El {
    let items = papers.into_iter().map(|paper| text("li", &view.words.title("paper", paper)));
    el("ul").class("papers").all(items.collect())
}

/// What to bring for all programmes that are worth asking for.
fn papers(view: &View<'_>, entries: &[Entry]) -> Option<El> {
    let mut all: Vec<&String> = Vec::new();
    for entry in entries.iter().filter(|e| e.verdict != Verdict::Unlikely) {
        for paper in &program(view, entry)?.papers {
            if !all.contains(&paper) {
                all.push(paper);
            }
        }
    }
    let title = view.say("h3", Key::ResultsAllPapers);
    let section = el("section").class("group").add(title).add(view.say("p", Key::ResultsAllPapersHint));
    (!all.is_empty()).then(|| section.add(list_of_papers(view, all)))
}
