//! Which page comes next: the places and people first, then only what can still change a verdict.

use yingbao_core::{Entry, Lack, Truth, Value, Verdict};

use crate::{
    answer::Answer,
    rules::{Rules, URGENT},
    state::{Link, Page, Person, State},
    whom,
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
        Lack::Household(_) => Some(Page::Question(rules.question_for(lack)?, None)),
        Lack::Member(member, fact) if rules.of_person(fact) => Some(Page::Person(member)),
        Lack::Member(member, _) => Some(Page::Question(rules.question_for(lack)?, Some(member))),
        Lack::Parents(member) => Some(Page::Parents(member)),
        Lack::Spouse(member) => Some(Page::Spouse(member)),
    }
}

/// The section a page belongs to.
#[must_use]
pub fn section(rules: &Rules, page: Page) -> Option<u8> {
    match page {
        Page::Place => Some(rules.place_section),
        Page::Person(_) | Page::People | Page::Parents(_) | Page::Spouse(_) => Some(rules.people_section),
        Page::Question(question, _) | Page::Whom(question) => rules.question(question).map(|q| q.section),
        Page::Urgent | Page::Answers | Page::Results | Page::Restart => None,
    }
}

/// Every page that is still to come as far as is known now, in order, each once.
#[must_use]
pub fn ahead(rules: &Rules, state: &State) -> Vec<Page> {
    let mut pages: Vec<(u8, Page)> = Vec::new();
    if !state.place_told {
        pages.push((rules.place_section, Page::Place));
    }
    if !state.people_listed {
        let born = rules.birth.or(rules.age).is_none_or(|fact| asked(rules, state, Lack::Member(0, fact)));
        pages.push((rules.people_section, if born { Page::People } else { Page::Person(0) }));
    }
    let screened = rules.screened(state);
    for &lack in &screened.screening.next {
        let page = match page_for(rules, lack) {
            Some(Page::Question(question, Some(_)))
                if whom::worth(rules, state, question, &screened.screening.next) =>
            {
                Page::Whom(question)
            }
            Some(page) => page,
            None => continue,
        };
        if !asked(rules, state, lack) && !pages.iter().any(|(_, p)| *p == page) {
            pages.push((section(rules, page).unwrap_or(u8::MAX), page));
        }
    }
    // Within a section the structural page stays first and the engine's order stays.
    let mut ordered = Vec::with_capacity(pages.len());
    let sections = u8::try_from(rules.book.sections.len()).unwrap_or(u8::MAX);
    for section in 0..=sections {
        ordered.extend(pages.iter().filter(|(s, _)| (*s).min(sections) == section).map(|(_, page)| *page));
    }
    ordered
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
        .filter(|q| Some(usize::from(q.section)) == section)
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
