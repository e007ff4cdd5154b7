//! `screen`: household documents in, screening documents out.

use std::{
    io::{Read, Write, stdin},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use clap::Args;
use yingbao_core::{
    document::{self, Request, Tree},
    domain::Day,
    engine::{estimates, screen},
    household::Household,
    rulebook::Rulebook,
    ruleset::Ruleset,
};

use super::{
    batch,
    output::{OUTPUT, Output, named},
    rules,
};

/// What to screen.
#[derive(Args)]
pub struct Screen {
    /// The household document; standard input unless told, or if `-`.
    file: Option<PathBuf>,
    /// Takes newline-delimited documents and answers each on a line of its own, in order. A line that cannot be read
    /// is answered by {"error": …, "line": n}, and the rest go on; the exit status is then 1.
    #[arg(long)]
    batch: bool,
    /// Writes the verdicts and amounts only.
    #[arg(long)]
    brief: bool,
    /// Threads of a batch; one for each core unless told.
    #[arg(long, value_name = "N", requires = "batch")]
    jobs: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    with: With,
}

/// What is answered for a household.
pub type Answer = fn(&Ruleset<'_>, &Household) -> String;

/// The whole screening.
pub fn whole(rules: &Ruleset<'_>, household: &Household) -> String {
    document::write(rules, household, &screen(rules, household))
}

/// The verdicts and amounts alone.
fn brief(rules: &Ruleset<'_>, household: &Household) -> String {
    document::write_brief(rules, household, &estimates(rules, household))
}

/// The rules and the day of a command.
#[derive(Args)]
pub struct With {
    /// A rulebook folder or built file; the shipped rulebook unless told.
    #[arg(long, value_name = "PATH")]
    pub rulebook: Option<PathBuf>,
    /// The day for documents that give none, YYYY-MM-DD; today in China unless told.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<Day>,
}

/// An option that is no day.
#[derive(Debug, thiserror::Error)]
#[error("expected a day that exists, YYYY-MM-DD")]
pub struct NoDay;

/// A day as an option gives it.
pub fn day(text: &str) -> Result<Day, NoDay> {
    Day::parse(text).ok_or(NoDay)
}

impl With {
    /// The day for documents that give none. The only place where a clock is read.
    pub fn today(&self) -> Option<Day> {
        const CHINA_AHEAD: u64 = 8 * 60 * 60;
        self.date.or_else(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
            i32::try_from((since.as_secs() + CHINA_AHEAD) / 86_400).ok().map(Day)
        })
    }
}

/// A file, or standard input.
pub fn open(file: Option<&Path>) -> Result<Box<dyn Read + Send>> {
    match file {
        Some(path) if path != Path::new("-") => std::fs::File::open(path)
            .map(|file| Box::new(file) as Box<dyn Read + Send>)
            .with_context(|| named(path)),
        _ => Ok(Box::new(stdin())),
    }
}

/// The document that a file holds, or that comes by standard input.
pub fn request(book: &Rulebook, file: Option<&Path>, today: Option<Day>) -> Result<Request> {
    let name = || match file {
        Some(path) if path != Path::new("-") => named(path),
        _ => "standard input".to_owned(),
    };
    let mut bytes = Vec::new();
    open(file)?.read_to_end(&mut bytes).with_context(name)?;
    document::read(book, &bytes, today).with_context(name)
}

/// Answers one document, or a stream of them.
pub fn run(arguments: &Screen) -> Result<()> {
    let book = rules::open(arguments.with.rulebook.as_deref())?;
    let today = arguments.with.today();
    let answer: Answer = if arguments.brief { brief } else { whole };
    if arguments.batch {
        let cores = || std::thread::available_parallelism().unwrap_or(std::num::NonZeroUsize::MIN);
        let jobs = arguments.jobs.unwrap_or_else(cores).get();
        let input = open(arguments.file.as_deref())?;
        let bad = batch::run(&book, today, jobs, answer, input, Output::json())?;
        ensure!(bad == 0, "{bad} {} could not be read", if bad == 1 { "line" } else { "lines" });
        return Ok(());
    }
    let request = request(&book, arguments.file.as_deref(), today)?;
    let ruleset = book.at(request.date, request.region, &request.overrides);
    let answer = answer(&ruleset, &request.household);
    let mut out = Output::json();
    let answer: Tree = serde_json::from_str(&answer).context(OUTPUT)?;
    serde_json::to_writer_pretty(&mut out, &answer).context(OUTPUT)?;
    writeln!(out).and_then(|()| out.flush()).context(OUTPUT)
}
