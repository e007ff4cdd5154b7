//! One sheet of paper to take along: only in print.

use yingbao_core::rulebook::Program;

use crate::{
    session::outcome::{Outcome, Standing, papers},
    text::{Key, wording::sentence},
    view::{
        element::{El, el, text},
        lines, people, result_card,
        view::View,
    },
};

/// At most so many programmes: what is on the sheet is asked for, and it is one sheet.
const MOST: usize = 10;

/// The sheet.
pub fn sheet(view: &View<'_>, outcome: &Outcome<'_>) -> El {
    let words = &view.words;
    let who = (0..view.state().people.len())
        .map(|member| words.labelled(&sentence(&words.who(member)), &people::birth(view, member)));
    let who = text("p", &who.collect::<Vec<_>>().join(view.own(Key::RangeSemicolon)));
    let shown: Vec<&Standing<'_>> = outcome.worth_asking().take(MOST).collect();
    // By office, in the order of the best programme of each.
    let mut offices: Vec<(&Program, Vec<El>)> = Vec::new();
    for one in &shown {
        let line = text("li", &result_card::with_people(view, one));
        match offices.iter_mut().find(|(known, _)| known.office == one.program.office) {
            Some((_, lines)) => lines.push(line),
            None => offices.push((one.program, vec![line])),
        }
    }
    let mut sheet = el("div")
        .class("paper")
        .add(view.say("h3", Key::PaperTitle))
        .add(
            el("p")
                .add(view.say("b", Key::FrameEstimate))
                .say(" ")
                .say(&lines::place_line(view, view.words.home())),
        )
        .add(view.label(Key::PaperPeople))
        .add(who);
    for (program, lines) in offices {
        let office = words.title("office", &program.office);
        sheet = sheet.add(text("p", &office).class("label"));
        let numbers = program.phones.iter().map(|number| words.title("phone", number)).collect();
        sheet = sheet.add(text("p", &words.list(numbers)));
        sheet = sheet.add(el("ul").class("ticks").all(lines));
    }
    let programs: Vec<_> = shown.iter().map(|one| one.program).collect();
    sheet
        .add(view.label(Key::ResultsBring))
        .add(lines::list_of_papers(view, papers(&programs)))
        .add(view.say("p", Key::ResultsUnchecked))
        .add(view.say("p", Key::ResultsAgain))
        .add(text("p", &lines::rules_line(view)))
}
