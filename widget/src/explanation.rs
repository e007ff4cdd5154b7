//! Why: each condition with the family's own numbers, its article and the date it is in force from.

use yew::{Html, html};
use yingbao_core::{
    Citation, Criterion, Entity, Entry, FactId, Grade, Origin, Parameter, ParameterId, ParameterType,
    Per, Program, Reason, Setting, Truth, Unit, Value,
};

use crate::{
    answer::Answer,
    pages::View,
    review, show,
    text::Key,
    words::sentence,
};

/// How a condition stands, in a word.
const fn standing(reason: &Reason) -> Key {
    if reason.waived() {
        return Key::CriterionWaived;
    }
    match reason.holds() {
        Truth::True => Key::CriterionMet,
        Truth::False => Key::CriterionNotMet,
        Truth::Unknown => Key::CriterionOpen,
    }
}

fn both<'a>(program: &'a Program, entry: &'a Entry) -> impl Iterator<Item = (&'a Criterion, &'a Reason)> {
    program.criteria.iter().zip(&entry.reasons)
}

/// How many conditions stand how, and those that fail.
pub fn outline(view: &View<'_>, program: &Program, entry: &Entry, named: bool) -> Html {
    let of = |truth: Truth| {
        both(program, entry).filter(|(_, r)| !r.waived() && r.holds() == truth).count().to_string()
    };
    let (met, open, failed) = (of(Truth::True), of(Truth::Unknown), of(Truth::False));
    let all = both(program, entry).filter(|(_, r)| !r.waived()).count().to_string();
    let counts = view.words.fill(
        Key::ResultsChecked,
        &[("n", &all), ("met", &met), ("open", &open), ("failed", &failed)],
    );
    let who = entry.member.filter(|_| named).map(|m| sentence(&view.words.who(m)));
    let failing = both(program, entry).filter(|(_, r)| r.holds() == Truth::False).map(|(criterion, reason)| {
        html! { <li>{ text(view, program, criterion, reason) }</li> }
    });
    html! {
        <div class="outline">
            <p>if let Some(who) = who { <b>{ who }</b>{ ": " } }{ counts }</p>
            <ul>{ for failing }</ul>
        </div>
    }
}

fn text(view: &View<'_>, program: &Program, criterion: &Criterion, reason: &Reason) -> String {
    show::reason(&view.words, &program.id, &criterion.id, reason)
        .unwrap_or_else(|| view.words.title("criterion", &format!("{}.{}", program.id, criterion.id)))
}

/// Every condition in full.
pub fn conditions(view: &View<'_>, program: &Program, entry: &Entry) -> Html {
    let title = match entry.member {
        Some(member) if program.unit == Entity::Member => view.words.of(view.own(Key::ResultsConditions), member),
        _ => view.own(Key::ResultsConditions).to_owned(),
    };
    let items = both(program, entry).map(|(criterion, reason)| condition(view, program, entry, criterion, reason));
    html! { <><p class="label">{ title }</p><ul class="conditions" part="conditions">{ for items }</ul></> }
}

fn condition(
    view: &View<'_>,
    program: &Program,
    entry: &Entry,
    criterion: &Criterion,
    reason: &Reason,
) -> Html {
    let words = &view.words;
    let title = words.message(&format!("criterion.{}.{}.title", program.id, criterion.id));
    let title = title.unwrap_or(&criterion.id);
    let sentence = (!reason.waived()).then(|| text(view, program, criterion, reason));
    let margin = reason.statement().filter(|_| !reason.waived()).and_then(|statement| {
        let tells = statement.margin.low.is_some() || statement.margin.high.is_some();
        let [.., margin] = show::sides(words.language(), statement);
        (tells && statement.unit != Unit::Day)
            .then(|| words.fill(Key::CriterionMargin, &[("margin", &margin)]))
    });
    let cites = criterion.cites.iter().filter_map(|cite| cited(view, cite));
    let cites: Vec<Html> = cites.map(|text| html! { <li>{ text }</li> }).collect();
    let change = !reason.waived() && reason.holds() != Truth::True;
    html! {
        <li class="condition">
            <p><b>{ view.own(standing(reason)) }</b>{ ": " }{ title }</p>
            if let Some(sentence) = sentence { <p><bdi>{ sentence }</bdi></p> }
            if let Some(margin) = margin { <p><bdi>{ margin }</bdi></p> }
            if reason.failed_softly() { <p>{ view.own(Key::CriterionLocal) }</p> }
            if !cites.is_empty() {
                <p class="label">{ view.own(Key::CriterionBasis) }</p>
                <ul class="cites" part="cites">{ for cites }</ul>
            }
            if change { { review::changes(view, used(view, criterion, entry).into_iter()) } }
        </li>
    }
}

/// The answers that a criterion reads.
fn used(view: &View<'_>, criterion: &Criterion, entry: &Entry) -> Vec<(Option<usize>, FactId)> {
    let people = match entry.member {
        Some(member) => member..member + 1,
        None => 0..view.state().people.len(),
    };
    let household = criterion.uses.household.iter().map(|fact| (None, *fact));
    let members = criterion
        .uses
        .member
        .iter()
        .flat_map(|fact| people.clone().map(move |member| (Some(member), *fact)))
        .filter(|(_, fact)| !view.rules().of_person(*fact));
    household.chain(members).collect()
}

/// An article, with the document it stands in.
fn cited(view: &View<'_>, cite: &Citation) -> Option<String> {
    let words = &view.words;
    let source = view.rules().book.sources.get(cite.source.index())?;
    let numbered = !cite.article.is_empty() && cite.article.bytes().all(|b| b.is_ascii_digit());
    let article = match (cite.article.is_empty(), numbered) {
        (true, _) => String::new(),
        (_, true) => words.language().fill(Key::SourceArticle, &[("article", &cite.article)]),
        _ => words.language().fill(Key::SourceArticleOther, &[("article", &cite.article)]),
    };
    let part = |text: &str, key: Key, name: &str| {
        if text.is_empty() { String::new() } else { words.language().fill(key, &[(name, text)]) }
    };
    let mut text = words.language().fill(
        Key::SourceCited,
        &[
            ("title", words.pick(&source.title, &source.title_en)),
            ("number", &part(&source.number, Key::SourceNumber, "number")),
            ("article", &article),
            ("force", &part(&source.in_force, Key::SourceForce, "date")),
        ],
    );
    if !source.read {
        text.push_str(view.own(Key::SourceUnread));
    }
    Some(text)
}

/// The local figures an estimate rests on, with their dates and how sure they are.
pub fn figures(view: &View<'_>, program: &Program, entry: &Entry) -> Html {
    let mut used: Vec<ParameterId> = both(program, entry)
        .filter(|(_, reason)| !reason.waived())
        .flat_map(|(criterion, _)| criterion.uses.parameters.iter().copied())
        .collect();
    if entry.amount.is_some() {
        used.extend(program.amount.iter().flat_map(|rule| rule.uses.parameters.iter().copied()));
    }
    used.sort_unstable();
    used.dedup();
    let lines: Vec<Html> = used.into_iter().flat_map(|id| figure(view, id)).collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <p class="label">{ view.own(Key::ResultsFigures) }</p>
            <ul class="figures" part="figures">{ for lines }</ul>
        </>
    }
}

/// One figure; two where urban and rural families differ and it is not known which this is.
fn figure(view: &View<'_>, id: ParameterId) -> Vec<Html> {
    let (rules, words) = (view.rules(), &view.words);
    let ruleset = rules.ruleset(view.state());
    let (Some(parameter), Some(resolved)) =
        (rules.book.parameters.get(id.index()), ruleset.parameters.get(id.index()))
    else {
        return Vec::new();
    };
    let area = rules.book.household_fact("area");
    let told = area.and_then(|fact| view.state().told(None, fact)).map(|t| &t.answer);
    let name = words.title("parameter", &parameter.id);
    let of = |bit: usize| {
        let fact = area.and_then(|fact| rules.book.household_facts.get(fact.index()));
        let option = fact.and_then(|f| Some(words.option(&f.id, f.kind.options().get(bit)?)));
        option.map_or_else(|| name.clone(), |option| format!("{name} ({option})"))
    };
    let values = match told {
        _ if resolved.urban == resolved.rural => vec![(name.clone(), resolved.urban)],
        Some(Answer::Known(Value::Choice(1))) => vec![(name.clone(), resolved.urban)],
        Some(Answer::Known(Value::Choice(2))) => vec![(name.clone(), resolved.rural)],
        _ => vec![(of(0), resolved.urban), (of(1), resolved.rural)],
    };
    values.into_iter().map(|(name, (setting, origin))| line(view, &name, parameter, setting, origin)).collect()
}

fn line(view: &View<'_>, name: &str, parameter: &Parameter, setting: Setting, origin: Origin) -> Html {
    let words = &view.words;
    let mut value = show::setting(words, parameter, setting);
    if let Setting::Number(range) = setting
        && (range.low.is_some_and(|low| !low.value.is_zero()) || range.high.is_some())
    {
        let in_yuan = || words.language().fill(Key::ResultsAmountOf, &[("n", &value)]);
        value = match parameter.kind {
            ParameterType::Flow(Per::Month) => {
                words.language().fill(Key::ResultsPerMonth, &[("amount", &in_yuan())])
            }
            ParameterType::Flow(_) => words.language().fill(Key::ResultsPerYear, &[("amount", &in_yuan())]),
            ParameterType::Stock => in_yuan(),
            _ => value,
        };
    }
    let Origin::Set { region, from, source, grade, stale } = origin else {
        let text = words.fill(Key::SourceFigureUnset, &[("name", name), ("value", &value)]);
        return html! { <li>{ text }</li> };
    };
    let source = view.rules().book.sources.get(source.index());
    let title = source.map_or("", |s| words.pick(&s.title, &s.title_en));
    let text = words.fill(
        Key::SourceFigure,
        &[
            ("name", name),
            ("value", &value),
            ("from", &from.to_string()),
            ("place", &words.region(region)),
            ("title", title),
        ],
    );
    let grade = match grade {
        Grade::Official => Key::SourceOfficial,
        Grade::Reported => Key::SourceReported,
        Grade::Secondary => Key::SourceSecondary,
    };
    html! {
        <li>
            { text }{ " " }{ view.own(grade) }
            if stale { { " " }{ view.own(Key::SourceStale) } }
        </li>
    }
}
