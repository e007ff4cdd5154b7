//! Which page comes next: the places and people first, then only what can still change a verdict.

use yingbao_core::{
    Entity, Entry, Form, Lack, Truth, Value, Verdict,
    interview::{self, Asked, Item, Key, Wanted},
};

use crate::{
    model::{
        answer::{Answer, Told},
        state::{Link, Page, Person, State},
    },
    session::{
        household::household,
        rules::{Rules, URGENT},
        whom,
    },
};

/// Whether something was asked already, whatever the answer.
#[must_use]
pub fn asked(rules: &Rules, state: &State, lack: Lack) -> bool {
    match lack {
        Lack::Region => state.place_told,
        Lack::Household(fact) => state.told(None, fact).is_some(),
        Lack::Member(member, fact) => {
            let facts = if Some(fact) == rules.birth || Some(fact) == rules.age {
                [rules.birth, rules.age]
            } else {
                [Some(fact), None]
            };
            facts.into_iter().flatten().any(|fact| state.told(Some(member), fact).is_some())
        }
        Lack::Parents(member) => linked(state, member, 2, |person| &person.parents),
        Lack::Spouse(member) => linked(state, member, 1, |person| &person.spouse),
    }
}

fn linked(state: &State, member: usize, most: u32, link: fn(&Person) -> &Option<Link>) -> bool {
    let covers = |link: &Link| link.covers(member, state.people.len(), most);
    state.people.get(member).is_none_or(|person| link(person).as_ref().is_some_and(covers))
}

/// The page on which something is asked; `None` where the rulebook has no question for it.
#[must_use]
pub fn page_for(rules: &Rules, lack: Lack) -> Option<Page> {
    match lack {
        Lack::Region => Some(Page::Place),
        Lack::Household(_) => {
            let slot = rules.question_for(lack)?;
            Some(Page::Question(rules.boxes(slot).first().copied().unwrap_or(slot), None))
        }
        Lack::Member(member, fact) if rules.of_person(fact) => Some(Page::Person(member)),
        Lack::Member(member, _) => Some(Page::Question(rules.question_for(lack)?, Some(member))),
        Lack::Parents(member) => Some(Page::Parents(member)),
        Lack::Spouse(member) => Some(Page::Spouse(member)),
    }
}

/// What was asked, as the interview counts it.
fn asked_so_far(rules: &Rules, state: &State) -> Vec<Asked> {
    let mut found = Vec::new();
    for (question, one) in (0u16..).zip(&rules.book.questions) {
        let subjects = match one.entity {
            Entity::Household => vec![None],
            Entity::Member => (0..state.people.len()).map(Some).collect(),
        };
        for member in subjects {
            let told: Vec<&Told> = one.facts.iter().filter_map(|fact| state.told(member, *fact)).collect();
            let unsaid = |told: &&Told| matches!(told.answer, Answer::Unknown | Answer::Declined);
            let ticked = member.is_some_and(|m| whom::shown(state, question) >> m & 1 == 1);
            let is_asked = match (&one.form, member) {
                (Form::Region, _) => asked(rules, state, Lack::Region),
                (Form::Parents, Some(member)) => asked(rules, state, Lack::Parents(member)),
                (Form::Spouse, Some(member)) => asked(rules, state, Lack::Spouse(member)),
                // Of a box about several facts, one person is asked only for those that still matter.
                (Form::Tick(_), _) => ticked || !told.is_empty(),
                _ => !told.is_empty(),
            };
            if is_asked {
                let answered = told.len() < one.facts.len() || !told.iter().all(unsaid);
                found.push(Asked { key: Key { question, member }, answered });
            }
        }
    }
    found
}

/// The pages of today's dress on which a question of the interview is asked: a page for each entry.
fn pages_of(rules: &Rules, item: &Item) -> Vec<Page> {
    let slot = item.question;
    let Some(question) = rules.question(slot) else { return Vec::new() };
    let several = item.people.len() > 1 && !whom::empty(rules, slot).is_empty();
    let each = |page: fn(usize) -> Page| item.people.iter().map(|member| page(*member)).collect();
    match (&question.form, question.facts.as_slice()) {
        (Form::Region, _) => vec![Page::Place],
        (Form::Parents, _) => each(Page::Parents),
        (Form::Spouse, _) => each(Page::Spouse),
        (Form::Field { .. }, facts)
            if facts.iter().any(|f| rules.of_person(*f)) && question.entity == Entity::Member =>
        {
            each(Page::Person)
        }
        _ if several => vec![Page::Whom(slot)],
        // One person needs no box: the fact itself.
        (Form::Tick(_), [fact]) => match (question.entity, item.people.as_slice()) {
            (Entity::Member, [member]) => page_for(rules, Lack::Member(*member, *fact)).into_iter().collect(),
            _ => page_for(rules, Lack::Household(*fact)).into_iter().collect(),
        },
        _ if item.people.is_empty() => vec![Page::Question(slot, None)],
        _ => item.people.iter().map(|member| Page::Question(slot, Some(*member))).collect(),
    }
}

/// The section a page belongs to.
#[must_use]
pub fn section(rules: &Rules, page: Page) -> Option<u8> {
    match page {
        Page::Place => Some(rules.place_section),
        Page::Person(_) | Page::People | Page::Parents(_) | Page::Spouse(_) => Some(rules.people_section),
        Page::Question(question, _) | Page::Whom(question) => {
            rules.question(question).map(|q| rules.book.section(q))
        }
        Page::Urgent | Page::Answers | Page::Results | Page::Restart => None,
    }
}

/// Every page that is still to come as far as is known now, in order, each once.
#[must_use]
pub fn ahead(rules: &Rules, state: &State) -> Vec<Page> {
    let screened = rules.screened(state);
    let household = household(rules, state);
    let ruleset = rules.ruleset(state);
    let asked = asked_so_far(rules, state);
    let sheets = interview::sheets(&ruleset, &household, &screened.screening, &asked, Wanted::default());
    // Pages by their place in the rulebook, so that the list of people comes where the people are asked for.
    let mut pages: Vec<(u16, Page)> = Vec::new();
    let mut add = |at: u16, page: Page| {
        if !pages.iter().any(|(_, p)| *p == page) {
            pages.push((at, page));
        }
    };
    let page_of = |slot: u16| rules.question(slot).map_or(u16::MAX, |question| question.page);
    if !state.place_told {
        // A place that the host page set may have narrower ones.
        let region = rules.book.questions.iter().find(|question| question.form == Form::Region);
        add(region.map_or(0, |question| question.page), Page::Place);
    }
    let relation = rules.relation.and_then(|fact| rules.question_for(Lack::Member(0, fact)));
    if !state.people_listed {
        let born =
            rules.birth.or(rules.age).is_none_or(|fact| self::asked(rules, state, Lack::Member(0, fact)));
        add(relation.map_or(u16::MAX, page_of), if born { Page::People } else { Page::Person(0) });
    }
    for item in sheets.iter().flat_map(|sheet| &sheet.items) {
        for page in pages_of(rules, item) {
            if page != Page::Place {
                add(page_of(item.question), page);
            }
        }
    }
    pages.sort_by_key(|(at, _)| *at);
    pages.into_iter().map(|(_, page)| page).collect()
}

/// The page after all that was answered.
#[must_use]
pub fn following(rules: &Rules, state: &State) -> Page {
    ahead(rules, state).first().copied().unwrap_or(Page::Results)
}

/// Urgent programmes that are worth asking for at once.
#[must_use]
pub fn urgent<'e>(rules: &Rules, state: &State, entries: &'e [Entry]) -> Vec<&'e Entry> {
    let section = rules.book.sections.iter().position(|s| s == URGENT);
    let any_yes = rules
        .book
        .questions
        .iter()
        .filter(|q| Some(usize::from(rules.book.section(q))) == section)
        .flat_map(|q| &q.facts)
        .any(|fact| {
            state.told(None, *fact).is_some_and(|t| t.answer == Answer::Known(Value::Truth(Truth::True)))
        });
    let shown = |entry: &&Entry| {
        let tier = rules.program(entry.program).map(|p| p.tier.as_str());
        tier == Some(URGENT)
            && match entry.verdict {
                Verdict::Likely => true,
                Verdict::Possible => any_yes,
                Verdict::Unlikely => false,
            }
    };
    entries.iter().filter(shown).collect()
}
