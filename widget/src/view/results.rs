//! The result on one page: first where to go and what for, then every programme in its group.

use yingbao_core::{
    rulebook::{InteractionKind, ProgramId},
    screening::Open,
};

use crate::{
    model::state::Page,
    session::{
        outcome::{Outcome, Standing, papers, phone},
        reduce::Action,
    },
    text::Key,
    view::{
        element::{El, el, text},
        lines, paper,
        result_card::{card, row, slot},
        view::{View, heading},
    },
};

/// At most so many rows stand open in a group.
const FEW: usize = 4;

/// So many cards or rows fill the first view of a phone, with what stands above them.
const FIRST_VIEW: usize = 3;

/// The page of results.
pub fn page(view: &View<'_>) -> Vec<El> {
    let left = view.session.ahead.len();
    let outcome = Outcome::new(view.session, &view.session.screening.entries);
    let mut page = summary(view, &outcome, left);
    let mut room = FIRST_VIEW;
    for (class, title, shown) in [
        ("group urgent", Key::UrgentTitle, &outcome.urgent),
        ("group likely", Key::ResultsLikely, &outcome.likely),
    ] {
        let seen = if shown.len() > room && view.ends_here() { room } else { shown.len() };
        page.extend(cards(view, class, title, shown.get(..seen).unwrap_or_default()));
        room = room.saturating_sub(shown.len());
        if room == 0 && view.ends_here() {
            return page;
        }
    }
    page.extend(rows(view, "group worth", Key::ResultsAsk, &outcome.ask, false));
    if outcome.ask.len() >= room && view.ends_here() {
        return page;
    }
    page.extend(follows(view, &outcome));
    page.extend(rows(view, "group possible", Key::ResultsPossible, &outcome.answers, true));
    if view.ends_here() {
        return page;
    }
    page.extend(folded(view, &outcome.unlikely));
    let change = view.button("secondary", Key::ButtonAnswers, Action::Open(Page::Answers));
    let print = lines::print_button(view, if left > 0 { "secondary" } else { "primary" });
    page.push(el("div").class("actions").add(change).add(print));
    let foot = [Key::ResultsUnchecked, Key::ResultsAgain].map(|key| view.hint(key));
    page.push(
        el("div").class("foot").all(foot.into()).add(text("p", &lines::rules_line(view)).class("hint")),
    );
    page.push(paper::sheet(view, &outcome));
    page
}

/// Urgent help, shown as soon as it is known of.
pub fn urgent_page(view: &View<'_>) -> Vec<El> {
    let outcome = Outcome::new(view.session, &view.session.screening.entries);
    let mut page = vec![heading(view.own(Key::UrgentTitle)), view.hint(Key::UrgentHint)];
    page.push(calls(view, &outcome.urgent.iter().collect::<Vec<_>>()));
    page.extend(outcome.urgent.iter().map(|one| card(view, one, "h3")));
    page
}

/// What to do, before anything else.
fn summary(view: &View<'_>, outcome: &Outcome<'_>, left: usize) -> Vec<El> {
    let words = &view.words;
    let first = outcome.first();
    let name = |one: &&Standing<'_>| words.programme(one.id);
    let (title, more) = match first.first() {
        _ if outcome.is_little() => {
            let names: Vec<String> =
                outcome.ask.iter().chain(&outcome.answers).take(FEW).map(|one| name(&one)).collect();
            let more = match names.len() {
                0 => view.own(Key::ResultsLittleNone).to_owned(),
                _ => words.fill(Key::ResultsLittleAsk, &[("programs", &words.list(names))]),
            };
            (view.own(Key::ResultsLittle).to_owned(), Some(more))
        }
        Some(one) if left == 0 || outcome.worth_asking().next().is_some() => {
            let office = words.title("office", &one.program.office);
            let values = [("office", &*office), ("n", &*first.len().to_string())];
            let key = if first.len() == 1 { Key::ResultsGoOne } else { Key::ResultsGo };
            (words.fill(key, &values), Some(words.list(first.iter().take(FEW).map(name).collect())))
        }
        _ => (view.own(Key::ResultsUnclear).to_owned(), None),
    };
    let caveat = view.say("b", Key::FrameEstimate);
    let mut page = vec![heading(&title)];
    page.extend(more.map(|more| text("p", &more)));
    page.push(
        el("p").class("hint").add(caveat).say(" ").say(&lines::place_line(view, view.words.near_home())),
    );
    page.push(calls(view, &first));
    if left > 0 {
        let label = words.fill(Key::ResultsResume, &[("n", &left.to_string())]);
        page.push(view.pressed("primary", &label, Action::Resume));
    }
    vec![el("div").class("summary").all(page)]
}

/// Whom to call and what to bring.
pub fn calls(view: &View<'_>, first: &[&Standing<'_>]) -> El {
    let programs: Vec<_> = first.iter().map(|one| one.program).collect();
    let number = phone(view.rules(), programs.first().copied());
    let call = number.map(|number| {
        let label = view.words.fill(Key::ResultsCall, &[("phone", number)]);
        text("a", &label)
            .class("call")
            .with("href", format!("tel:{number}"))
            .with("aria-label", lines::line(view, number))
    });
    let papers = papers(&programs);
    let bring = (!papers.is_empty()).then(|| {
        let label = view.words.fill(Key::ResultsBringCount, &[("n", &papers.len().to_string())]);
        let list = lines::list_of_papers(view, papers);
        let list = el("div").add(view.hint(Key::ResultsAllPapersHint)).add(list);
        el("details").with("id", "bring".to_owned()).add(text("summary", &label)).add(list)
    });
    el("div").class("calls").add_some(call).add_some(bring)
}

fn group(view: &View<'_>, class: &'static str, title: Key) -> El {
    el("section").class(class).add(view.say("h3", title))
}

fn cards(view: &View<'_>, class: &'static str, title: Key, shown: &[Standing<'_>]) -> Option<El> {
    let cards = shown.iter().map(|one| card(view, one, "h4")).collect();
    (!shown.is_empty()).then(|| group(view, class, title).add(el("div").class("cards").all(cards)))
}

/// The keys of the parts of a group: what is folded comes later.
const TITLE: usize = 0;
const ROWS: usize = 1;
const FOLD: usize = 2;

fn rows(
    view: &View<'_>,
    class: &'static str,
    title: Key,
    shown: &[Standing<'_>],
    by_answers: bool,
) -> Option<El> {
    let mut rows: Vec<El> = shown.iter().map(|one| row(view, one, by_answers)).collect();
    let rest = rows.split_off(FEW.min(rows.len()));
    let title = view.say("h3", title).key(TITLE);
    let section = el("section").class(class).add(title).add(el("ul").class("rows").all(rows).key(ROWS));
    let rest = (!rest.is_empty() && !view.ends_here()).then_some(rest);
    let fold = rest.and_then(|rest| fold(view, class, Key::ResultsRest, None, rest));
    (!shown.is_empty()).then(|| section.add_some(fold.map(|fold| fold.key(FOLD))))
}

/// What is one press away.
fn fold(view: &View<'_>, id: &'static str, label: Key, hint: Option<Key>, rows: Vec<El>) -> Option<El> {
    let label = view.words.fill(label, &[("n", &rows.len().to_string())]);
    let fold = el("details").with("id", id.replace(' ', "-")).add(text("summary", &label));
    let fold = fold.add_some(hint.map(|hint| view.hint(hint)));
    (!rows.is_empty()).then(|| fold.add(el("ul").class("rows").all(rows)))
}

fn folded(view: &View<'_>, shown: &[Standing<'_>]) -> Option<El> {
    let rows = shown.iter().map(|one| row(view, one, false)).collect();
    let fold = fold(view, "unlikely", Key::ResultsFolded, Some(Key::ResultsUnlikelyHint), rows);
    Some(el("section").class("group unlikely").add(fold?))
}

/// What waits for another programme: what comes with it, and what its result decides.
fn follows(view: &View<'_>, outcome: &Outcome<'_>) -> Option<El> {
    let opens = |from: &ProgramId, to: ProgramId| {
        let rules = view.rules().program(*from).map_or(&[][..], |program| &program.interactions);
        rules.iter().any(|rule| rule.with == to && rule.kind == InteractionKind::Opens)
    };
    let fits = |id: &&ProgramId| outcome.worth_asking().chain(&outcome.answers).any(|one| one.id == **id);
    let mut lines: Vec<(String, Vec<El>)> = Vec::new();
    for one in &outcome.follows {
        let Some(Open::Follows(after)) = one.entries.first().and_then(|entry| entry.open.as_ref()) else {
            continue;
        };
        let opener = after.iter().filter(fits).find(|id| opens(id, one.id));
        let key = if opener.is_some() { Key::ResultsFollows } else { Key::ResultsDepends };
        let Some(after) = opener.or_else(|| after.iter().find(fits)).or_else(|| after.first()) else {
            continue;
        };
        let title = view.words.fill(key, &[("program", &view.words.programme(*after))]);
        let chip = view.opens("small", &view.words.programme(one.id), slot(one));
        match lines.iter_mut().find(|(known, _)| *known == title) {
            Some((_, chips)) => chips.push(chip),
            None => lines.push((title, vec![chip])),
        }
    }
    let section = el("section").class("group follows");
    let add = |section: El, (title, chips): (String, Vec<El>)| {
        section.add(text("h3", &title)).add(el("div").class("chips").all(chips))
    };
    (!lines.is_empty()).then(|| lines.into_iter().fold(section, add))
}
