//! Why: each condition with the family's own numbers, its article and the date it is in force from.

use yingbao_core::{
    domain::{Truth, Value},
    rulebook::{
        Area, Criterion, FactId, Grade, Multiple, Parameter, ParameterId, ParameterValue, Program, Unit,
    },
    ruleset::Origin,
    screening::{Entry, Reason, Verdict},
    wording::format::measured,
};

use crate::{
    model::answer::Answer,
    text::Key,
    view::{
        element::{El, el, text},
        view::View,
    },
};

fn both<'a>(program: &'a Program, entry: &'a Entry) -> impl Iterator<Item = (&'a Criterion, &'a Reason)> {
    program.criteria.iter().zip(&entry.reasons)
}

/// Why, in one line: the family's own numbers where they decide it, else whom the programme is for, what is still
/// open, or what seems not to fit.
pub fn in_short(view: &View<'_>, program: &Program, entry: &Entry) -> Option<String> {
    let telling = match entry.verdict {
        Verdict::Likely => Truth::True,
        Verdict::Possible => Truth::Unknown,
        Verdict::Unlikely => Truth::False,
    };
    let by_money = |reason: &Reason| reason.statement().is_some_and(|statement| statement.unit == Unit::Flow);
    let found = both(program, entry)
        .find(|(_, r)| !r.waived() && r.holds() == telling && (telling != Truth::True || by_money(r)));
    match (found, entry.verdict) {
        (Some((criterion, _)), Verdict::Possible) => {
            Some(view.words.fill(Key::ResultsOpenOn, &[("what", &title(view, program, criterion))]))
        }
        (Some((criterion, reason)), _) => Some(in_words(view, program, criterion, reason)),
        (None, _) => view.words.program(program, "summary").map(|summary| {
            let end = [("。", 3), (". ", 1)].iter().find_map(|(stop, size)| Some(summary.find(stop)? + size));
            end.and_then(|end| summary.get(..end)).unwrap_or(summary).to_owned()
        }),
    }
}

fn in_words(view: &View<'_>, program: &Program, criterion: &Criterion, reason: &Reason) -> String {
    view.words
        .explain()
        .sentence(&program.id, &criterion.id, reason)
        .unwrap_or_else(|| title(view, program, criterion))
}

fn title(view: &View<'_>, program: &Program, criterion: &Criterion) -> String {
    view.words.title("criterion", &format!("{}.{}", program.id, criterion.id))
}

/// Every condition in full, with its articles where they are not told yet; those that do not apply in one line.
pub fn conditions(view: &View<'_>, program: &Program, entry: &Entry, cited: bool) -> Vec<El> {
    let (mut items, mut waived) = (Vec::new(), Vec::new());
    for (criterion, reason) in both(program, entry) {
        if reason.waived() {
            waived.push(title(view, program, criterion));
        } else {
            items.push(condition(view, program, criterion, reason, cited));
        }
    }
    let mut shown = vec![view.label(Key::ResultsConditions), el("ul").class("conditions").all(items)];
    if !waived.is_empty() {
        let waived = view.words.list(waived);
        shown.push(text("p", &view.words.labelled(view.own(Key::CriterionWaived), &waived)));
    }
    shown
}

fn condition(
    view: &View<'_>,
    program: &Program,
    criterion: &Criterion,
    reason: &Reason,
    with_cites: bool,
) -> El {
    let standing = view.own(match reason.holds() {
        Truth::True => Key::CriterionMet,
        Truth::False => Key::CriterionNotMet,
        Truth::Unknown => Key::CriterionOpen,
    });
    let head = view.words.labelled("", &title(view, program, criterion));
    let head = el("p").add(text("b", standing)).say(&head);
    let words = el("p").add(text("bdi", &in_words(view, program, criterion, reason)));
    let margin = margin(view, program, criterion, reason).map(|margin| el("p").add(text("bdi", &margin)));
    let mut item = el("li").class("condition").add(head).add(words).add_some(margin);
    if reason.failed_softly() {
        item = item.add(view.say("p", Key::CriterionLocal));
    }
    let cites = criterion.cites.iter().filter(|_| with_cites);
    let cites: Vec<El> = cites.filter_map(|c| Some(text("li", &view.words.explain().cited(c)?))).collect();
    if !cites.is_empty() {
        item = item.add(view.label(Key::CriterionBasis)).add(el("ul").class("cites").all(cites));
    }
    item
}

/// How far an amount lies from its limit, where the sentence itself does not say.
fn margin(view: &View<'_>, program: &Program, criterion: &Criterion, reason: &Reason) -> Option<String> {
    let margin = view.words.explain().margin(&program.id, &criterion.id, reason)?;
    Some(view.words.fill(Key::CriterionMargin, &[("margin", &margin)]))
}

/// The answers that a programme's conditions read, each once.
pub fn used(view: &View<'_>, program: &Program, entries: &[&Entry]) -> Vec<(Option<usize>, FactId)> {
    let mut facts = Vec::new();
    let mut add = |fact| {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    for entry in entries {
        for (criterion, _) in both(program, entry).filter(|(_, reason)| !reason.waived()) {
            criterion.uses.household.iter().for_each(|fact| add((None, *fact)));
            for fact in criterion.uses.member.iter().filter(|fact| !view.rules().of_person(**fact)) {
                let members = 0..view.state().people.len();
                members
                    .filter(|m| entry.member.is_none_or(|one| one == *m))
                    .for_each(|m| add((Some(m), *fact)));
            }
        }
    }
    facts
}

/// The local figures an estimate rests on, with their dates and how sure they are; those that no place has
/// set in one line.
pub fn figures(view: &View<'_>, program: &Program, entries: &[&Entry]) -> Vec<El> {
    let mut used: Vec<ParameterId> = Vec::new();
    let conditions = entries.iter().flat_map(|entry| both(program, entry));
    let conditions = conditions.filter(|(_, reason)| !reason.waived()).map(|(c, _)| &c.uses);
    let paid = entries.iter().any(|entry| entry.amount.is_some());
    let amount = program.amount.iter().filter(|_| paid).map(|rule| &rule.uses);
    for id in conditions.chain(amount).flat_map(|uses| &uses.parameters) {
        if !used.contains(id) {
            used.push(*id);
        }
    }
    let (mut lines, mut unset) = (Vec::new(), Vec::new());
    for id in used {
        figure(view, id, &mut lines, &mut unset);
    }
    let mut shown = Vec::new();
    if !lines.is_empty() {
        shown.push(view.label(Key::ResultsFigures));
        shown.push(el("ul").class("figures").all(lines));
    }
    if !unset.is_empty() {
        shown.push(text("p", &view.words.labelled(view.own(Key::SourceUnset), &view.words.list(unset))));
    }
    shown
}

/// One figure; two where urban and rural families differ and it is not known which this is.
fn figure(view: &View<'_>, id: ParameterId, lines: &mut Vec<El>, unset: &mut Vec<String>) {
    let (rules, words) = (view.rules(), &view.words);
    let ruleset = &view.session.ruleset;
    let (Some(parameter), Some(resolved)) =
        (rules.book.parameters.get(id.index()), ruleset.parameters.get(id.index()))
    else {
        return;
    };
    let area = rules.book.builtin().area;
    let told = area.and_then(|area| match view.state().told(None, area.fact)?.answer {
        Answer::Known(value) => area.of(value),
        _ => None,
    });
    let name = words.title("parameter", &parameter.id);
    let of = |option: Area| {
        let options = area.map_or_else(Vec::new, |area| words.options(None, area.fact));
        let option = options
            .into_iter()
            .find(|(slot, _)| area.is_some_and(|a| a.of(Value::Choice(1 << slot)) == Some(option)));
        let option = option.map_or_else(String::new, |(_, option)| option);
        words.language().fill(Key::SourceFigureOf, &[("name", &name), ("option", &option)])
    };
    let values = match told {
        _ if resolved.urban == resolved.rural => vec![(name.clone(), resolved.urban)],
        Some(Area::Urban) => vec![(name.clone(), resolved.urban)],
        Some(Area::Rural) => vec![(name.clone(), resolved.rural)],
        _ => vec![(of(Area::Urban), resolved.urban), (of(Area::Rural), resolved.rural)],
    };
    for (name, (setting, origin)) in values {
        match line(view, &name, parameter, setting, origin) {
            Some(line) => lines.push(line),
            None => unset.push(name),
        }
    }
}

fn line(
    view: &View<'_>,
    name: &str,
    parameter: &Parameter,
    setting: ParameterValue,
    origin: Origin,
) -> Option<El> {
    let Origin::Set { region, from, source: Some(source), grade, stale, multiple } = origin else {
        return None;
    };
    let words = &view.words;
    let language = words.language();
    let value = words.explain().value(parameter, setting);
    let values = [
        ("name", name),
        ("value", &value),
        ("from", &from.to_string()),
        ("place", &words.region(region)),
        ("title", words.explain().source_title(source)),
    ];
    let text = words.fill(Key::SourceFigure, &values);
    let grade = match grade {
        Grade::Official => Key::SourceOfficial,
        Grade::Reported => Key::SourceReported,
        // An assumed figure has no source, and no line.
        Grade::Secondary | Grade::Assumed => Key::SourceSecondary,
    };
    let mut line = el("li").say(&text);
    if let Some(Multiple { times, of }) = multiple {
        let of = view.rules().book.parameters.get(of.index()).map_or("", |p| p.id.as_str());
        let values =
            [("name", words.title("parameter", of)), ("times", measured(language, times, Unit::Plain))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        line = line.say(&language.fill(Key::SourceMultiple, &values));
    }
    let line = line.say(" ").say(view.own(grade));
    Some(if stale { line.say(" ").say(view.own(Key::SourceStale)) } else { line })
}
