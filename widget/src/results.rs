//! The results in three groups, in words: first what to do, then what it rests on.

use yew::{Html, html};
use yingbao_core::{Entry, Lack, Program, Verdict};

use crate::{
    explanation,
    pages::{View, heading},
    reduce::Action,
    route,
    rules::URGENT,
    show,
    state::Page,
    text::Key,
};

/// The page of results.
pub fn page(view: &View<'_>) -> Html {
    let (rules, state) = (view.rules(), view.state());
    let screened = rules.screened(state);
    let entries = &screened.screening.entries;
    let place = view.words.home().unwrap_or_else(|| view.own(Key::ResultsNoPlace).to_owned());
    let date = rules.date.to_string();
    let summary = view.words.fill(Key::ResultsSummary, &[("place", &place), ("date", &date)]);
    let version = view.words.fill(Key::ResultsRules, &[("version", &rules.book.version)]);
    let left = route::ahead(rules, state);
    html! {
        <>
            { heading(view.own(Key::ResultsTitle)) }
            <p><b>{ view.own(Key::FrameEstimate) }</b>{ " " }{ summary }</p>
            if !left.is_empty() {
                <div class="next">
                    { view.button("primary", view.own(Key::ButtonContinueQuestions), Action::Resume) }
                </div>
            }
            { group(view, entries, Verdict::Likely) }
            { group(view, entries, Verdict::Possible) }
            { group(view, entries, Verdict::Unlikely) }
            { papers(view, entries) }
            <p>{ view.own(Key::ResultsUnchecked) }</p>
            <p>{ view.own(Key::ResultsAgain) }</p>
            <p class="hint">{ version }</p>
        </>
    }
}

/// Urgent help, shown as soon as it is known of.
pub fn urgent_page(view: &View<'_>) -> Html {
    let screened = view.rules().screened(view.state());
    let urgent = route::urgent(view.rules(), view.state(), &screened.screening.entries);
    html! {
        <>
            { heading(view.own(Key::UrgentTitle)) }
            <p>{ view.own(Key::UrgentHint) }</p>
            { for urgent.into_iter().map(|entry| card(view, &[entry], 3)) }
        </>
    }
}

/// A programme of the rulebook.
pub fn program(view: &View<'_>, entry: &Entry) -> Option<&'static Program> {
    view.rules().book.programs.get(entry.program.index())
}

fn group(view: &View<'_>, entries: &[Entry], verdict: Verdict) -> Html {
    let (title, hint, class) = match verdict {
        Verdict::Likely => (Key::ResultsLikely, Key::ResultsLikelyHint, "group likely"),
        Verdict::Possible => (Key::ResultsPossible, Key::ResultsPossibleHint, "group possible"),
        Verdict::Unlikely => (Key::ResultsUnlikely, Key::ResultsUnlikelyHint, "group unlikely"),
    };
    let mut here: Vec<&Entry> = entries.iter().filter(|e| e.verdict == verdict).collect();
    // What cannot wait comes first; else the order of the rulebook.
    here.sort_by_key(|entry| program(view, entry).is_none_or(|p| p.tier != URGENT));
    // A programme that none of several people seems to meet is one card.
    let cards: Vec<&[&Entry]> = if verdict == Verdict::Unlikely {
        here.chunk_by(|a, b| a.program == b.program).collect()
    } else {
        here.chunks(1).collect()
    };
    html! {
        <section class={class} part="group">
            <h3>{ view.own(title) }</h3>
            if cards.is_empty() {
                <p class="hint">{ view.own(Key::ResultsNone) }</p>
            } else {
                <p>{ view.own(hint) }</p>
                { for cards.into_iter().map(|entries| card(view, entries, 4)) }
            }
        </section>
    }
}

/// One programme; several entries only where it is unlikely for several people.
fn card(view: &View<'_>, entries: &[&Entry], level: u8) -> Html {
    let Some(first) = entries.first() else { return Html::default() };
    let Some(program) = program(view, first) else { return Html::default() };
    let title =
        if entries.len() == 1 { view.words.entry(first) } else { view.words.title("program", &program.id) };
    let office = view.words.title("office", &program.office);
    let action = match first.verdict {
        Verdict::Likely => Key::ResultsGo,
        Verdict::Possible => Key::ResultsGoPossible,
        Verdict::Unlikely => Key::ResultsStill,
    };
    let action = view.words.fill(action, &[("office", &office)]);
    html! {
        <article class="card" part="card">
            { if level == 3 { html! { <h3>{ title }</h3> } } else { html! { <h4>{ title }</h4> } } }
            if let Some(summary) = view.words.program(program, "summary") { <p>{ summary }</p> }
            <p class="action" part="action">{ action }</p>
            { amount(view, first) }
            { for entries.iter().map(|entry| explanation::outline(view, program, entry, entries.len() > 1)) }
            { notes(view, entries) }
            { settles(view, Key::ResultsSettles, &first.missing, first.verdict) }
            <details part="details">
                <summary>{ view.own(Key::ResultsMore) }<span class="unseen">{ ": " }{ view.words.entry(first) }</span></summary>
                { practical(view, program) }
                { settles(view, Key::ResultsSettlesAmount, &first.amount_missing, first.verdict) }
                { for entries.iter().map(|entry| explanation::conditions(view, program, entry)) }
                { explanation::figures(view, program, first) }
            </details>
        </article>
    }
}

fn amount(view: &View<'_>, entry: &Entry) -> Html {
    match &entry.amount {
        Some(amount) if entry.verdict != Verdict::Unlikely && show::tells(amount) => {
            let text = show::amount(view.words.language(), amount);
            html! {
                <p class="amount" part="amount">
                    { view.own(Key::ResultsAmount) }{ ": " }<bdi><b>{ text }</b></bdi>
                    <span class="hint">{ view.own(Key::ResultsAmountNote) }</span>
                </p>
            }
        }
        _ => Html::default(),
    }
}

fn notes(view: &View<'_>, entries: &[&Entry]) -> Html {
    let mut notes: Vec<_> = entries.iter().flat_map(|e| e.notes.iter().copied()).collect();
    notes.sort_unstable();
    notes.dedup();
    let texts = notes.into_iter().filter_map(|note| {
        let id = view.rules().book.notes.get(note.index())?;
        view.words.message(&format!("note.{id}.text"))
    });
    let texts: Vec<Html> = texts.map(|text| html! { <li>{ text }</li> }).collect();
    if texts.is_empty() { Html::default() } else { html! { <ul class="notes" part="notes">{ for texts }</ul> } }
}

/// Which answers would make it clearer.
fn settles(view: &View<'_>, title: Key, lacks: &[Lack], verdict: Verdict) -> Html {
    if lacks.is_empty() || verdict == Verdict::Unlikely {
        return Html::default();
    }
    let mut pages: Vec<(Page, String)> = Vec::new();
    for lack in lacks {
        if let Some(page) = route::page_for(view.rules(), *lack)
            && !pages.iter().any(|(p, _)| *p == page)
        {
            pages.push((page, view.words.lack(*lack)));
        }
    }
    let rows = pages.into_iter().map(|(page, what)| {
        html! {
            <li>
                <span>{ &what }</span>
                { view.small(Key::ButtonAnswer, Key::ButtonAnswerWhat, &what, Action::Open(page)) }
            </li>
        }
    });
    html! { <><p class="label">{ view.own(title) }</p><ul class="rows">{ for rows }</ul></> }
}

/// What it gives, where to go, how long it takes, who decides, what to bring.
fn practical(view: &View<'_>, program: &Program) -> Html {
    let words = &view.words;
    let line = |label: Key, text: Option<String>| match text {
        Some(text) => html! { <div><dt>{ view.own(label) }</dt><dd>{ text }</dd></div> },
        None => Html::default(),
    };
    let own = |part: &str| words.program(program, part).map(str::to_owned);
    let how = words.message(&format!("office.{}.how", program.office)).unwrap_or_default();
    let office = format!("{} {how}", words.title("office", &program.office));
    let time = words.message(&format!("time_limit.{}.text", program.time_limit)).map(str::to_owned);
    html! {
        <>
            if let Some(gives) = own("gives") { <p>{ gives }</p> }
            <dl class="facts">
                { line(Key::ResultsWhere, Some(office)) }
                { line(Key::ResultsHowLong, time) }
                { line(Key::ResultsWhoDecides, own("decides")) }
            </dl>
            <p class="label">{ view.own(Key::ResultsBring) }</p>
            { list_of_papers(view, &program.papers) }
        </>
    }
}

fn list_of_papers(view: &View<'_>, papers: &[String]) -> Html {
    let items = papers.iter().map(|paper| html! { <li>{ view.words.title("paper", paper) }</li> });
    html! { <ul part="papers">{ for items }</ul> }
}

/// What to bring for all programmes that are worth asking for.
fn papers(view: &View<'_>, entries: &[Entry]) -> Html {
    let mut all: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|e| e.verdict != Verdict::Unlikely) {
        for paper in program(view, entry).map_or(&[][..], |p| &p.papers) {
            if !all.contains(paper) {
                all.push(paper.clone());
            }
        }
    }
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <section class="group" part="group">
            <h3>{ view.own(Key::ResultsAllPapers) }</h3>
            <p>{ view.own(Key::ResultsAllPapersHint) }</p>
            { list_of_papers(view, &all) }
        </section>
    }
}
