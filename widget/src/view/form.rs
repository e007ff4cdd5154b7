//! A page of fields: its title, then each question with what to enter or tick.

use rust_decimal::Decimal;
use yingbao_core::rulebook::{FactId, FactType, Form};

use crate::{
    model::{
        form::{Field, FormField, OPTIONS_AT_ONCE, everyone, positions},
        input::{Problem, few},
        parse_input::is_picked,
        state::Page,
    },
    text::{Key, format, wording::sentence},
    view::{
        choices::{self, Choice, Shown},
        element::{El, el, text},
        numbers, people, place,
        view::{View, heading},
    },
};

/// So many lines of some 54 pixels fill the first view of a phone, below the title.
const FIRST_VIEW: usize = 12;

/// How many lines a field takes, about, as one of several that ask the same or alone.
const fn lines_of(field: &Field, alone: bool) -> usize {
    match field {
        Field::Holds { .. } => 1,
        Field::Band { .. } => 6,
        Field::Fact { .. } if !alone => 2,
        _ => 3,
    }
}

/// The page.
pub fn page(view: &View<'_>) -> Vec<El> {
    let state = view.state();
    let words = &view.words;
    let hint = match state.step.page {
        Page::Sheet(page, member) => words.sheet(page, member, "hint"),
        // What is left empty means something: the page says what.
        Page::Change(slot, member) => view
            .rules()
            .question(slot)
            .filter(|q| matches!(q.form, Form::Tick(_) | Form::Field { blank: true }))
            .and_then(|q| words.sheet(q.page, member, "hint")),
        _ => None,
    };
    let title = match (state.step.page, state.fields.first().map(|one| &one.field)) {
        (Page::Change(..), Some(Field::Person(_))) => view.own(Key::PeopleTitle).to_owned(),
        (Page::Change(..), Some(Field::HomeRegion)) => view.own(Key::PlaceTitle).to_owned(),
        (page, _) => words.page(page),
    };
    let mut page = vec![heading(&title), hint_line(hint.as_deref())];
    let mut slot = 0;
    let mut part = own_page(view, None);
    let mut drawn = 0;
    while let Some(first) = state.fields.get(slot) {
        if drawn >= FIRST_VIEW && view.ends_here() {
            break;
        }
        let here = own_page(view, Some(&first.field)).or(part);
        if here != part && part.is_some() {
            // What was put on this page from the next one.
            let title = here.and_then(|page| words.sheet(page, None, "title")).unwrap_or_default();
            let hint = here.and_then(|page| words.sheet(page, None, "hint"));
            page.push(text("h3", &title));
            page.push(hint_line(hint.as_deref()));
        }
        part = here;
        let rest = state.fields.get(slot..).unwrap_or_default();
        let many = rest.iter().take_while(|one| together(&first.field, &one.field)).count().max(1);
        let lines = lines_of(&first.field, many == 1);
        let seen = FIRST_VIEW.saturating_sub(drawn).div_ceil(lines);
        let shown = if many > seen && view.ends_here() { seen } else { many };
        page.extend(group(view, slot, rest.get(..many).unwrap_or_default(), shown));
        drawn += many * lines;
        slot += many;
        if first.field == Field::Needs && slot < state.fields.len() {
            page.push(view.say("h3", Key::NeedsUrgent));
        }
    }
    page
}

fn hint_line(hint: Option<&str>) -> El {
    el("p").class("hint").say(hint.unwrap_or_default())
}

/// The page of the rulebook that a field belongs to; without one, that of the page shown.
fn own_page(view: &View<'_>, field: Option<&Field>) -> Option<u16> {
    match (field, view.state().step.page) {
        (Some(field), Page::Sheet(..)) => view.rules().question(field.question()?).map(|q| q.page),
        (None, Page::Sheet(page, _)) => Some(page),
        _ => None,
    }
}

/// Whether two fields ask the same, of different people or for different options.
fn together(first: &Field, other: &Field) -> bool {
    match (first, other) {
        (Field::Person(_), Field::Person(_)) => true,
        (Field::Holds { question: a, .. }, Field::Holds { question: b, .. })
        | (Field::Fact { question: a, .. }, Field::Fact { question: b, .. }) => a == b,
        _ => false,
    }
}

/// The first `shown` fields of several that ask the same.
fn group(view: &View<'_>, slot: usize, fields: &[FormField], shown: usize) -> Vec<El> {
    let all = || fields.iter().enumerate().map(|(at, one)| (slot + at, one)).take(shown);
    let Some(first) = fields.first() else { return Vec::new() };
    match &first.field {
        Field::Person(_) => {
            let rows = all().map(|(slot, one)| field(view, slot, one, None)).collect();
            vec![el("div").class("people").all(rows), people::adding(view)]
        }
        Field::Holds { fact, .. } => {
            let member = whom(&first.field);
            let draw = |(slot, one)| field(view, slot, one, None);
            let mut rows: Vec<El> = all().take(OPTIONS_AT_ONCE).map(draw).collect();
            if fields.len() > OPTIONS_AT_ONCE && shown == fields.len() {
                let more: Vec<El> = all().skip(OPTIONS_AT_ONCE).map(draw).collect();
                let what = view.words.fact(member, *fact, "title").unwrap_or_default();
                let n = more.len().to_string();
                let summary = view.words.fill(Key::TicksMore, &[("n", &n), ("what", &what)]);
                let mut behind = el("details").class("more");
                if view.state().more {
                    behind = behind.at("open", "");
                }
                rows.push(behind.add(text("summary", &summary)).all(more));
            }
            let title = view.words.fact(member, *fact, "title").unwrap_or_default();
            vec![el("fieldset").class("question").add(text("legend", &title)).all(rows)]
        }
        Field::Fact { member: Some(_), fact, .. } if fields.len() > 1 => {
            let title = view.words.fact(Some(0), *fact, "title").unwrap_or_default();
            let hint = view.words.fact(Some(0), *fact, "hint");
            let rows = all()
                .map(|(slot, one)| {
                    let who = one.field.member().map(|m| sentence(&view.words.who(m)));
                    field(view, slot, one, who)
                })
                .collect();
            let group = el("fieldset").class("question").add(text("legend", &title));
            vec![group.add(hint_line(hint.as_deref())).all(rows)]
        }
        _ => all().map(|(slot, one)| field(view, slot, one, None)).collect(),
    }
}

/// The people whom the field asks about, by their places in the list.
fn whom_in_figures(field: &Field) -> Option<String> {
    let of_one = field.member().map_or(0, |member| 1 << member);
    let people: Vec<String> = positions(everyone(field) | of_one).map(|member| member.to_string()).collect();
    (!people.is_empty()).then(|| people.join(" "))
}

/// Some person whom the field asks about, for the words of its fact.
fn whom(field: &Field) -> Option<usize> {
    match field {
        Field::Holds { people, .. } => positions(*people).next(),
        field => field.member(),
    }
}

/// One field; with the name of the person where the question stands above several.
fn field(view: &View<'_>, slot: usize, one: &FormField, who: Option<String>) -> El {
    let shown = Shown { turn: view.state().turn, slot, input: &one.input, problem: one.problem };
    let problem = shown.problem.map(|problem| {
        let line = el("p").class("problem").with("id", shown.id("problem"));
        line.add(view.say("b", Key::ErrorTitle)).say(" ").say(&wrong(view, problem))
    });
    let in_group = who.is_some();
    let body = body(view, one, &shown, who);
    let parts = body.parts.into_iter().enumerate().map(|(at, part)| part.key(BODY + at)).collect();
    let class = match (problem.is_some(), body.class) {
        (true, "field") => "field wrong",
        (true, "asks") => "asks wrong",
        (true, _) => "person wrong",
        (false, class) => class,
    };
    let grouped = body.legend.is_some();
    let described = problem.as_ref().map(|_| shown.id("problem")).filter(|_| grouped);
    let asks = match one.field {
        Field::Parents(_) => view.rules().questions().find(|(_, q)| q.form == Form::Parents).map(|(_, q)| q),
        Field::Spouse(_) => view.rules().questions().find(|(_, q)| q.form == Form::Spouse).map(|(_, q)| q),
        _ => one.field.question().and_then(|slot| view.rules().question(slot)),
    };
    let mut frame = el(if grouped { "fieldset" } else { "div" })
        .class(class)
        .with("id", shown.id("field"))
        .maybe("data-question", asks.map(|question| question.id.clone()))
        .maybe("data-people", whom_in_figures(&one.field))
        .maybe("aria-describedby", described);
    if let Some(legend) = body.legend {
        // What the page asks already is said once to who sees it.
        let title = view.words.page(view.state().step.page);
        let class = match in_group {
            true => "name",
            false if legend == title => "unseen",
            false => "ask",
        };
        frame = frame.add(text("legend", &legend).class(class).key(LEGEND));
    }
    frame
        .add_some(body.hint.map(|hint| text("p", &hint).class("hint").key(HINT)))
        .add_some(problem.map(|problem| problem.key(PROBLEM)))
        .all(parts)
        .key(slot)
}

/// The keys of the parts of a field: a message that comes or goes leaves the focus where it is.
const LEGEND: usize = 0;
const HINT: usize = 1;
const PROBLEM: usize = 2;
const BODY: usize = 3;

/// What a field consists of.
struct Body {
    class: &'static str,
    legend: Option<String>,
    hint: Option<String>,
    parts: Vec<El>,
}

fn body(view: &View<'_>, one: &FormField, shown: &Shown<'_>, who: Option<String>) -> Body {
    let words = &view.words;
    let plain = |legend: String, parts| Body { class: "field", legend: Some(legend), hint: None, parts };
    match &one.field {
        Field::Needs => {
            let needs = (0u8..).zip(&view.rules().book.needs);
            let boxes = needs
                .map(|(bit, need)| choices::tick(view, shown, "choice", bit, &words.title("need", &need.id)));
            let boxes = el("div").class("grid").all(boxes.collect());
            plain(view.own(Key::NeedsTitle).to_owned(), vec![boxes])
        }
        Field::HomeRegion => Body {
            hint: Some(view.own(Key::PlaceHint).to_owned()),
            ..plain(view.own(Key::PlaceAnswer).to_owned(), place::place(view, shown))
        },
        Field::Person(member) => {
            Body { class: "person", legend: None, hint: None, parts: people::person(view, shown, *member) }
        }
        Field::Box { question, people } => {
            let question = view.rules().question(*question);
            let title = question.and_then(|q| words.tick(q, "title")).unwrap_or_default();
            let hint = question.and_then(|q| words.tick(q, "hint"));
            let empty = question.and_then(|q| words.tick(q, "empty"));
            // Where only one of several people is asked about, the box says who.
            let alone = positions(*people)
                .next()
                .filter(|_| people.count_ones() == 1 && view.state().people.len() > 1);
            let alone = alone.map(|member| words.fill(Key::WhomOnly, &[("who", &words.who(member))]));
            let hint: Vec<String> = alone.into_iter().chain(hint).chain(empty).collect();
            let hint = (!hint.is_empty()).then(|| hint.join(" "));
            let parts = choices::asked_box(view, shown, &title, hint.as_deref(), &names(view, *people));
            Body { class: "asks", legend: None, hint: None, parts }
        }
        Field::Holds { fact, option, people, .. } => {
            let member = whom(&one.field);
            let title = words.options(member, *fact).into_iter().find(|(bit, _)| bit == option);
            let title = title.map_or_else(String::new, |(_, title)| title);
            let parts = choices::asked_box(view, shown, &title, None, &names(view, *people));
            Body { class: "asks", legend: None, hint: None, parts }
        }
        Field::Band { question, member, bands } => {
            let options = (0u8..).zip(0..bands.len());
            let language = words.language();
            let mut options: Vec<Choice> =
                options.map(|(bit, at)| Choice::pick(bit, format::band(language, bands, at))).collect();
            options.extend(choices::unsaid(view, shown));
            let fact = view.rules().question(*question).and_then(|q| q.facts.first().copied());
            let hint = fact.and_then(|fact| words.fact(*member, fact, "hint"));
            let said = is_said(view, shown);
            Body {
                hint: hint.filter(|_| !said),
                ..plain(
                    if said {
                        words.page(view.state().step.page)
                    } else {
                        words.question(*question, *member)
                    },
                    vec![choices::radios(view, shown, false, options)],
                )
            }
        }
        Field::Fact { question, member, fact } => {
            let Some(kind) = view.rules().kind(*member, *fact) else {
                return plain(String::new(), Vec::new());
            };
            let each = view.rules().question(*question).is_some_and(|q| {
                view.rules().book.pages.get(usize::from(q.page)).is_some_and(|page| page.each)
            }) && matches!(view.state().step.page, Page::Sheet(..));
            of_fact(view, shown, *member, *fact, kind, who, each)
        }
        Field::Parents(member) => link(view, shown, *member, true),
        Field::Spouse(member) => link(view, shown, *member, false),
    }
}

/// Whether the page's title asks what this field asks: it comes first, and no other like it follows.
fn is_said(view: &View<'_>, shown: &Shown<'_>) -> bool {
    let is_band = |one: &&FormField| matches!(one.field, Field::Band { .. });
    shown.slot == 0
        && matches!(view.state().step.page, Page::Sheet(..))
        && view.state().fields.iter().filter(is_band).count() == 1
}

fn of_fact(
    view: &View<'_>,
    shown: &Shown<'_>,
    member: Option<usize>,
    fact: FactId,
    kind: &'static FactType,
    who: Option<String>,
    each: bool,
) -> Body {
    let words = &view.words;
    let own = |key| view.own(key).to_owned();
    let hint = || words.fact(member, fact, "hint").filter(|_| who.is_none());
    let question = words.fact(member, fact, "question").unwrap_or_else(|| words.fact_of(member, fact));
    if !is_picked(kind) {
        // On a page of sums the noun will do: the page says whose they are.
        let noun = || words.fact(member, fact, "title").unwrap_or_default();
        let hint = hint();
        let label = who.unwrap_or_else(|| if each { noun() } else { question });
        let parts = vec![numbers::number(view, shown, kind, &label, hint.as_deref())];
        return Body { class: "field", legend: None, hint: None, parts };
    }
    let options = match kind {
        FactType::Truth | FactType::Elsewhere => vec![(0, own(Key::FieldYes)), (1, own(Key::FieldNo))],
        _ => match few(kind) {
            Some(numbers) => {
                let numbers = (0u8..).zip(numbers);
                numbers.map(|(bit, n)| (bit, words.option_or_number(member, fact, n.into()))).collect()
            }
            None => words.options(member, fact),
        },
    };
    let hint = hint();
    if let Some(who) = who.as_ref().filter(|_| options.len() > FEW) {
        let parts = vec![choices::list(view, shown, who, options)];
        return Body { class: "field", legend: None, hint: None, parts };
    }
    Body {
        class: "field",
        legend: Some(who.unwrap_or(question)),
        hint,
        parts: vec![choices::with_unknown(view, shown, true, options)],
    }
}

/// So many options stand open for each of several people; more are a list.
const FEW: usize = 2;

/// People as choices.
fn names(view: &View<'_>, people: u64) -> Vec<(u8, String)> {
    positions(people)
        .map(|member| (u8::try_from(member).unwrap_or(u8::MAX), sentence(&view.words.who(member))))
        .collect()
}

/// Who of the other people is a parent, or the spouse.
fn link(view: &View<'_>, shown: &Shown<'_>, member: usize, parents: bool) -> Body {
    use crate::model::{
        input::{Edit, How},
        state::everybody,
    };
    let people = view.state().people.len();
    let others = names(view, everybody(people) & !(1 << member));
    let key = if parents { Key::ParentsTitle } else { Key::SpouseTitle };
    let title = view.words.fill(key, &[("who", &view.words.who(member))]);
    let nobody = shown.input.how == How::Exact && shown.input.picked == 0;
    let pressed = |on: bool| if on { "true" } else { "false" };
    let button =
        |key, how, on| view.button("chip", key, shown.edit(Edit::How(how))).at("aria-pressed", pressed(on));
    let mut chips = el("div").class("chips");
    for (bit, name) in others {
        chips = chips.add(if parents {
            choices::tick(view, shown, "chip", bit, &name)
        } else {
            let on = shown.input.how == How::Exact && shown.input.picked >> bit & 1 == 1;
            view.pressed("chip", &name, shown.edit(Edit::Pick(bit))).at("aria-pressed", pressed(on))
        });
    }
    let chips = chips
        .add(button(Key::SpouseNobody, How::Exact, nobody))
        .add(button(Key::HowUnknown, How::Unknown, shown.input.how == How::Unknown))
        .add(button(Key::HowDeclined, How::Declined, shown.input.how == How::Declined));
    Body { class: "field", legend: Some(title), hint: None, parts: vec![chips] }
}

/// What is wrong, in words.
fn wrong(view: &View<'_>, problem: Problem) -> String {
    let words = &view.words;
    let key = match problem {
        Problem::Pick => Key::ErrorPick,
        Problem::PickSome => Key::ErrorPickSome,
        Problem::Missing => Key::ErrorMissing,
        Problem::MissingRange => Key::ErrorMissingRange,
        Problem::Number => Key::ErrorNumber,
        Problem::Whole => Key::ErrorWhole,
        Problem::Decimals => Key::ErrorDecimals,
        Problem::Negative => Key::ErrorNegative,
        Problem::Large => Key::ErrorLarge,
        Problem::Least(least) => return words.fill(Key::ErrorLeast, &[("least", &least.to_string())]),
        Problem::Most(most) => return words.fill(Key::ErrorMost, &[("most", &most.to_string())]),
        Problem::Crossed => Key::ErrorCrossed,
        Problem::Long => Key::ErrorLong,
        Problem::OneNumber => Key::ErrorOneNumber,
        Problem::Unclear(first, second) => {
            let shown = |hundredths: u64| {
                let value = Decimal::new(i64::try_from(hundredths).unwrap_or(i64::MAX), 2);
                format::number(words.language(), value)
            };
            let (first, second) = (shown(first), shown(second));
            if first == second {
                return words.fill(Key::ErrorUnclear, &[("n", &first)]);
            }
            return words.fill(Key::ErrorUnclearTwo, &[("first", &first), ("second", &second)]);
        }
        Problem::Foreign => Key::ErrorForeign,
        Problem::Per => Key::ErrorPer,
        Problem::Nominal => Key::ErrorNominal,
        Problem::Year(year) => return words.fill(Key::ErrorYear, &[("year", &year.to_string())]),
        Problem::Lunar => Key::ErrorLunar,
        Problem::Date => Key::ErrorDate,
        Problem::Future => Key::ErrorFuture,
        Problem::Old => Key::ErrorOld,
        Problem::Who => Key::ErrorWho,
        Problem::Nobody => Key::ErrorNobody,
        Problem::HomeRegion => Key::ErrorPlace,
    };
    view.own(key).to_owned()
}
