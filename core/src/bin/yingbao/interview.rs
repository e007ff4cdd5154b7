//! `interview`: the questionnaire, played with a household document as the person who answers.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};
use yingbao_core::{
    document,
    household::Member,
    interview,
    rulebook::{ProgramId, Question, Rulebook},
    screening::Verdict,
    wording::{Visible, suggest},
};

use super::{
    output::{OUTPUT, Output},
    rules,
    screen::{With, request},
};

/// Whom to ask, and what they come for.
#[derive(Args)]
pub struct Interview {
    /// The household document; standard input unless told, or if `-`. What it leaves open the person is not sure of.
    file: Option<PathBuf>,
    /// What the family comes for, by the rulebook's names of needs: their pages come first, and none is left out.
    #[arg(long, value_name = "NEED,…", value_delimiter = ',')]
    needs: Vec<String>,
    #[command(flatten)]
    with: With,
}

/// Prints a line for each page in its order, then one with the results.
pub fn run(arguments: &Interview) -> Result<()> {
    let book = rules::open(arguments.with.rulebook.as_deref())?;
    let first = needed(&book, &arguments.needs)?;
    let request = request(&book, arguments.file.as_deref(), arguments.with.today())?;
    let whole = interview::Whole {
        date: request.date,
        region: request.region,
        overrides: &request.overrides,
        household: &request.household,
    };
    let play = interview::play(&book, whole, &first);
    let mut out = Output::json();
    let mut taps = 0;
    for (index, played) in play.pages.iter().enumerate() {
        taps += played.taps;
        let line = page(&book, index + 1, played, &play.household.members);
        writeln!(out, "{line}").context(OUTPUT)?;
    }
    let firm = play.screening.entries.iter().filter(|e| e.verdict != Verdict::Possible).count();
    let answer = document::write(&play.rules, &play.household, &play.screening);
    let last = json!({
        "pages": play.pages.len(), "taps": taps, "firm": firm, "of": play.screening.entries.len(),
        "screening": serde_json::from_str::<Value>(&answer).context(OUTPUT)?,
    });
    writeln!(out, "{last}").and_then(|()| out.flush()).context(OUTPUT)
}

/// The programmes of some needs.
fn needed(book: &Rulebook, needs: &[String]) -> Result<Vec<ProgramId>> {
    let mut programs = Vec::new();
    for name in needs {
        let found = book.needs.iter().find(|need| need.id == *name).with_context(|| {
            let known: Vec<&str> = book.needs.iter().map(|need| need.id.as_str()).collect();
            let expected = suggest(format!("some of {}", known.join(", ")), name, known);
            format!("--needs: \"{}\" is no need of this rulebook; expected {expected}", Visible(name))
        })?;
        programs.extend(&found.programs);
    }
    Ok(programs)
}

fn page(book: &Rulebook, number: usize, played: &interview::Played, members: &[Member]) -> Value {
    let sheet = &played.sheet;
    let questions: Vec<&Question> =
        sheet.items.iter().filter_map(|item| book.questions.get(usize::from(item.question))).collect();
    let asks: Vec<String> =
        questions.iter().flat_map(|question| yingbao_core::api::asks(book, question)).collect();
    let ids: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
    let mut line = serde_json::Map::from_iter([
        ("page".to_owned(), json!(number)),
        ("id".to_owned(), json!(book.pages.get(usize::from(sheet.page)).map(|page| page.id.as_str()))),
        ("questions".to_owned(), json!(ids)),
        ("asks".to_owned(), json!(asks)),
        ("answers".to_owned(), json!(played.answers)),
        ("taps".to_owned(), json!(played.taps)),
    ]);
    if let Some(member) = sheet.member.and_then(|member| members.get(member)) {
        line.insert("member".to_owned(), json!(member.id));
    }
    Value::Object(line)
}
