//! Everything about one programme: what it gives, where to go, what it rests on, and which answers were used.

use yingbao_core::{
    insight::together,
    rulebook::{Entity, InteractionKind, Program, ProgramId},
    screening::{Entry, MissingInput, Verdict},
    wording::placeholders::fill,
};

use crate::{
    session::reduce::Action,
    text::{Key, wording::sentence},
    view::{
        element::{El, el, text},
        explanation, lines, result_card, review,
        view::{View, heading},
    },
};

/// The page of a programme.
pub fn page(view: &View<'_>, id: ProgramId) -> Vec<El> {
    let screening = &view.session.screening;
    let Some(program) = view.rules().program(id) else { return Vec::new() };
    let mut entries: Vec<&Entry> = screening.entries.iter().filter(|entry| entry.program == id).collect();
    entries.sort_by_key(|entry| entry.verdict);
    let may = entries.iter().any(|entry| entry.verdict != Verdict::Unlikely);
    let caveat = el("p").class("hint").add(view.say("b", Key::FrameEstimate));
    let mut page = vec![
        heading(&view.words.programme(id)),
        caveat.say(" ").say(&lines::place_line(view, view.words.home())),
    ];
    page.extend(
        ["summary", "gives"].iter().filter_map(|part| Some(text("p", view.words.program(program, part)?))),
    );
    if !may {
        page.push(view.say("p", Key::ResultsUnlikelyHint).class("action"));
    }
    page.push(practical(view, program));
    for (at, entry) in entries.iter().enumerate() {
        page.push(standing(view, program, entry, at == 0));
    }
    page.extend(notes(view, &entries));
    let mut others = Vec::new();
    for one in together(&view.session.ruleset, screening) {
        let kind = match one.kind {
            InteractionKind::HigherOf => continue,
            kind => kind.text(),
        };
        let names = [
            ("this", &*view.words.programme(one.entry.program)),
            ("that", &*view.words.programme(one.with.program)),
        ];
        let Some(words) = view.words.message(&format!("interaction.{kind}.text")) else { continue };
        let line = fill(words, &names);
        if [one.entry.program, one.with.program].contains(&id) && !others.contains(&line) {
            others.push(line);
        }
    }
    if !others.is_empty() {
        page.push(view.say("h3", Key::ResultsTogether));
        page.push(el("ul").class("notes").all(others.iter().map(|line| text("li", line)).collect()));
    }
    page.extend(explanation::figures(view, program, &entries));
    page.extend(review::changes(view, &explanation::used(view, program, &entries)));
    page.push(lines::print(view));
    page.push(text("p", &lines::rules_line(view)).class("hint"));
    vec![el("div").class("details").all(page)]
}

/// How it stands for the family or for one person, and why; what all conditions rest on only with the first.
fn standing(view: &View<'_>, program: &Program, entry: &Entry, first: bool) -> El {
    let standing = match entry.verdict {
        Verdict::Likely => Key::ResultsLikely,
        Verdict::Possible => Key::ResultsPossibleOne,
        Verdict::Unlikely => Key::ResultsUnlikely,
    };
    let standing = view.own(standing);
    let title = match entry.member {
        Some(member) if program.unit == Entity::Member && view.state().people.len() > 1 => {
            view.words.labelled(&sentence(&view.words.who(member)), standing)
        }
        _ => standing.to_owned(),
    };
    let amount = entry.amount.as_ref().filter(|_| entry.verdict != Verdict::Unlikely);
    let amount = amount.and_then(|amount| result_card::amount(view, Key::ResultsAmount, amount));
    // Whom it seems not to fit is folded where it may fit somebody.
    let folded = !first && entry.verdict == Verdict::Unlikely;
    let section = if folded {
        let id = format!("person-{}", entry.member.unwrap_or_default());
        el("details").with("id", id).add(text("summary", &title))
    } else {
        el("section").class("standing").add(text("h3", &title))
    };
    section
        .add_some(amount.map(|line| line.add(view.say("span", Key::ResultsAmountNote).class("hint"))))
        .add_some(settles(view, Key::ResultsSettles, &entry.missing, entry))
        .add_some(settles(view, Key::ResultsSettlesAmount, &entry.amount_missing, entry))
        .all(explanation::conditions(view, program, entry, first))
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

/// Which answers would make it clearer, and the way to them.
fn settles(view: &View<'_>, title: Key, lacks: &[MissingInput], entry: &Entry) -> Option<El> {
    if entry.verdict == Verdict::Unlikely || lacks.is_empty() {
        return None;
    }
    let names = lacks.iter().take(FEW).map(|lack| text("li", &view.words.lack(*lack))).collect();
    let settle = Action::Settle(entry.program.0, entry.member);
    let answer = view.small(Key::ButtonAnswer, Key::ButtonAnswerWhat, &view.words.entry(entry), settle);
    Some(el("div").add(view.label(title)).add(el("ul").all(names)).add(answer))
}

/// Where to go, whom to call, how long it takes, who decides, what to bring, and what then.
fn practical(view: &View<'_>, program: &Program) -> El {
    let words = &view.words;
    let message = |kind: &str, id: &str, part: &str| words.message(&format!("{kind}.{id}.{part}"));
    let calls = program.phones.iter().map(|number| {
        let link = text("a", &words.title("phone", number)).class("call");
        el("dd").add(link.with("href", format!("tel:{number}")))
    });
    let verified = program.verifies.iter().map(|one| words.title("verified", one)).collect::<Vec<_>>();
    let verified = (!verified.is_empty()).then(|| words.list(verified));
    let facts = [
        (Key::ResultsWhere, message("office", &program.office, "title")),
        (Key::ResultsHowLong, message("time_limit", &program.time_limit, "text")),
        (Key::ResultsWhoDecides, words.program(program, "decides")),
        (Key::ResultsVerifies, verified.as_deref()),
        (Key::ResultsReview, message("review", &program.review, "text")),
        (Key::ResultsObjection, message("objection", &program.objection, "text")),
    ];
    let mut lines = Vec::new();
    for (label, fact) in facts {
        let Some(fact) = fact else { continue };
        let mut line = el("div").add(view.say("dt", label)).add(text("dd", fact));
        if label == Key::ResultsWhere {
            let how = message("office", &program.office, "how");
            line = line.add_some(how.map(|how| text("dd", how))).all(calls.clone().collect());
        }
        lines.push(line);
    }
    let papers = program.papers.iter().map(String::as_str).collect::<Vec<_>>();
    let bring = (!papers.is_empty()).then(|| {
        let bring = el("div").add(view.say("dt", Key::ResultsBring));
        bring.add(el("dd").add(lines::list_of_papers(view, papers)))
    });
    el("dl").class("facts").all(lines).add_some(bring)
}
