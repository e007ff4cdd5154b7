//! Why: each condition with the family's own numbers, its article and the date it is in force from.

use yingbao_core::{
    Citation, Criterion, Entity, Entry, FactId, Grade, Origin, Parameter, ParameterId, ParameterType, Per,
    Program, Reason, Setting, Truth, Unit, Value, Verdict,
};

use crate::{
    model::answer::Answer,
    text::{Key, show, words::sentence},
    view::{
        element::{El, el, text},
        review,
        view::View,
    },
};

fn both<'a>(program: &'a Program, entry: &'a Entry) -> impl Iterator<Item = (&'a Criterion, &'a Reason)> {
    program.criteria.iter().zip(&entry.reasons)
}

/// At most so many open conditions are named at once; the details hold them all.
const FEW: usize = 3;

/// How many conditions stand how, and those that matter most: what fails, or what is open.
pub fn outline(view: &View<'_>, program: &Program, entry: &Entry, named: bool) -> Vec<El> {
    let (mut met, mut open, mut failed) = (0, 0, 0);
    let mut lines = Vec::new();
    let telling = match entry.verdict {
        Verdict::Likely => None,
        Verdict::Possible => Some(Truth::Unknown),
        Verdict::Unlikely => Some(Truth::False),
    };
    for (criterion, reason) in both(program, entry).filter(|(_, r)| !r.waived()) {
        match reason.holds() {
            Truth::True => met += 1,
            Truth::Unknown => open += 1,
            Truth::False => failed += 1,
        }
        let few = entry.verdict == Verdict::Unlikely || lines.len() < FEW;
        if Some(reason.holds()) == telling && few {
            lines.push(text("li", &in_words(view, program, criterion, reason)));
        }
    }
    let counts = [("n", met + open + failed), ("met", met), ("open", open), ("failed", failed)];
    let counts = counts.map(|(name, n)| (name, n.to_string()));
    let counts =
        view.words.fill(Key::ResultsChecked, &counts.each_ref().map(|(name, n)| (*name, n.as_str())));
    let who = entry.member.filter(|_| named).map(|m| view.words.labelled(&sentence(&view.words.who(m)), ""));
    let line = el("p").add_some(who.map(|who| text("b", &who))).say(&counts);
    if lines.is_empty() { vec![line] } else { vec![line, el("ul").all(lines)] }
}

fn in_words(view: &View<'_>, program: &Program, criterion: &Criterion, reason: &Reason) -> String {
    show::reason(&view.words, &program.id, &criterion.id, reason)
        .unwrap_or_else(|| title(view, program, criterion))
}

fn title(view: &View<'_>, program: &Program, criterion: &Criterion) -> String {
    view.words.title("criterion", &format!("{}.{}", program.id, criterion.id))
}

/// Every condition in full; those that do not apply in one line.
pub fn conditions(view: &View<'_>, program: &Program, entry: &Entry) -> Vec<El> {
    let own = view.own(Key::ResultsConditions);
    let label = match entry.member {
        Some(member) if program.unit == Entity::Member => view.words.of(own, member),
        _ => own.to_owned(),
    };
    let (mut items, mut waived) = (Vec::new(), Vec::new());
    for (criterion, reason) in both(program, entry) {
        if reason.waived() {
            waived.push(title(view, program, criterion));
        } else {
            items.push(condition(view, program, entry, criterion, reason));
        }
    }
    let mut shown = vec![text("p", &label).class("label"), el("ul").class("conditions").all(items)];
    if !waived.is_empty() {
        let waived = view.words.list(waived);
        shown.push(text("p", &view.words.labelled(view.own(Key::CriterionWaived), &waived)));
    }
    shown
}

fn condition(
    view: &View<'_>,
    program: &Program,
    entry: &Entry,
    criterion: &Criterion,
    reason: &Reason,
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
    let cites: Vec<El> = criterion.cites.iter().filter_map(|c| Some(text("li", &cited(view, c)?))).collect();
    if !cites.is_empty() {
        item = item.add(view.label(Key::CriterionBasis)).add(el("ul").class("cites").all(cites));
    }
    let change = reason.holds() == Truth::False || reason.failed_softly();
    item.add_some(if change { review::changes(view, &used(view, criterion, entry)) } else { None })
}

/// How far an amount lies from its limit, where the sentence itself does not say.
fn margin(view: &View<'_>, program: &Program, criterion: &Criterion, reason: &Reason) -> Option<String> {
    let statement = reason.statement()?;
    let part = show::part(reason);
    let words = view.words.message(&format!("criterion.{}.{}.{part}", program.id, criterion.id));
    let money = matches!(statement.unit, Unit::Flow | Unit::Stock);
    // While a condition is open its margin says nothing a person can use.
    let open = !reason.holds().is_known();
    if !money || open || words.is_some_and(|words| words.split('{').any(|part| part.starts_with("margin}"))) {
        return None;
    }
    let [.., margin] = show::sides(view.words.language(), statement);
    Some(view.words.fill(Key::CriterionMargin, &[("margin", &margin)]))
}

/// The answers that a criterion reads.
fn used(view: &View<'_>, criterion: &Criterion, entry: &Entry) -> Vec<(Option<usize>, FactId)> {
    let mut facts: Vec<_> = criterion.uses.household.iter().map(|fact| (None, *fact)).collect();
    for fact in criterion.uses.member.iter().filter(|fact| !view.rules().of_person(**fact)) {
        for member in 0..view.state().people.len() {
            if entry.member.is_none_or(|m| m == member) {
                facts.push((Some(member), *fact));
            }
        }
    }
    facts
}

/// An article, with the document it stands in.
fn cited(view: &View<'_>, cite: &Citation) -> Option<String> {
    let words = &view.words;
    let source = view.rules().book.sources.get(cite.source.index())?;
    let part = |key: Key, name: &str, value: &str| {
        if value.is_empty() { String::new() } else { words.language().fill(key, &[(name, value)]) }
    };
    let article = if source.parts { Key::SourcePart } else { Key::SourceArticle };
    let values = [
        ("title", words.pick(&source.title, &source.title_en)),
        ("number", &part(Key::SourceNumber, "number", &source.number)),
        ("article", &part(article, "article", &cite.article)),
        ("force", &part(Key::SourceForce, "date", &source.in_force)),
    ];
    let mut text = words.language().fill(Key::SourceCited, &values);
    if !source.read {
        text.push_str(view.own(Key::SourceUnread));
    }
    Some(text)
}

/// The local figures an estimate rests on, with their dates and how sure they are; those that no place has
/// set in one line.
pub fn figures(view: &View<'_>, program: &Program, entry: &Entry) -> Vec<El> {
    let mut used: Vec<ParameterId> = Vec::new();
    let conditions = both(program, entry).filter(|(_, reason)| !reason.waived()).map(|(c, _)| &c.uses);
    let amount = program.amount.iter().filter(|_| entry.amount.is_some()).map(|rule| &rule.uses);
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
    let area = rules.book.household_fact("area");
    let told = area.and_then(|fact| view.state().told(None, fact)).map(|t| &t.answer);
    let name = words.title("parameter", &parameter.id);
    let of = |option: usize| {
        let options = area.map_or_else(Vec::new, |fact| words.options(None, fact));
        let option = options.into_iter().nth(option).map_or_else(String::new, |(_, option)| option);
        words.language().fill(Key::SourceFigureOf, &[("name", &name), ("option", &option)])
    };
    let values = match told {
        _ if resolved.urban == resolved.rural => vec![(name.clone(), resolved.urban)],
        Some(Answer::Known(Value::Choice(1))) => vec![(name.clone(), resolved.urban)],
        Some(Answer::Known(Value::Choice(2))) => vec![(name.clone(), resolved.rural)],
        _ => vec![(of(0), resolved.urban), (of(1), resolved.rural)],
    };
    for (name, (setting, origin)) in values {
        match line(view, &name, parameter, setting, origin) {
            Some(line) => lines.push(line),
            None => unset.push(name),
        }
    }
}

fn line(view: &View<'_>, name: &str, parameter: &Parameter, setting: Setting, origin: Origin) -> Option<El> {
    let Origin::Set { region, from, source: Some(source), grade, stale } = origin else { return None };
    let words = &view.words;
    let language = words.language();
    let value = show::setting(words, parameter, setting);
    let in_yuan = || language.fill(Key::ResultsAmountOf, &[("n", &value)]);
    let value = match parameter.kind {
        ParameterType::Flow(Per::Month) => language.fill(Key::ResultsPerMonth, &[("amount", &in_yuan())]),
        ParameterType::Flow(_) => language.fill(Key::ResultsPerYear, &[("amount", &in_yuan())]),
        ParameterType::Stock => in_yuan(),
        _ => value,
    };
    let source = view.rules().book.sources.get(source.index());
    let values = [
        ("name", name),
        ("value", &value),
        ("from", &from.to_string()),
        ("place", &words.region(region)),
        ("title", source.map_or("", |s| words.pick(&s.title, &s.title_en))),
    ];
    let text = words.fill(Key::SourceFigure, &values);
    let grade = match grade {
        Grade::Official => Key::SourceOfficial,
        Grade::Reported => Key::SourceReported,
        // An assumed figure has no source, and no line.
        Grade::Secondary | Grade::Assumed => Key::SourceSecondary,
    };
    let line = el("li").say(&text).say(" ").say(view.own(grade));
    Some(if stale { line.say(" ").say(view.own(Key::SourceStale)) } else { line })
}
