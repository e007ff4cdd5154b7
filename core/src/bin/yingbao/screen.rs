//! `screen`: household documents in, screening documents out.

use std::{
    io::{Read, Write, stdin},
    path::{Path, PathBuf},
};

use clap::Args;
use yingbao_core::{
    document::{self, Tree},
    domain::Day,
    engine::screen,
    household::Household,
    ruleset::Ruleset,
    screening::Screening,
};

use super::{
    Failed, batch,
    output::{Output, named},
    rules, unwritten,
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

/// How an answer is written.
pub type Written = fn(&Ruleset<'_>, &Household, &Screening) -> Tree;

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

/// A day as an option gives it.
pub fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day that exists, YYYY-MM-DD".to_owned())
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
pub fn open(file: Option<&Path>) -> Result<Box<dyn Read + Send>, Failed> {
    match file {
        Some(path) if path != Path::new("-") => std::fs::File::open(path)
            .map(|file| Box::new(file) as Box<dyn Read + Send>)
            .map_err(|error| format!("{}: {error}", named(path))),
        _ => Ok(Box::new(stdin())),
    }
}

/// All of a file, or of standard input.
pub fn bytes(file: Option<&Path>) -> Result<Vec<u8>, Failed> {
    let mut bytes = Vec::new();
    let name = file.map_or_else(|| "standard input".to_owned(), named);
    open(file)?.read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
    Ok(bytes)
}

/// Answers one document, or a stream of them.
pub fn run(arguments: &Screen) -> Result<(), Failed> {
    let book = rules::open(arguments.with.rulebook.as_deref())?;
    let today = arguments.with.today();
    let written: Written = if arguments.brief { document::write_brief } else { document::write };
    if arguments.batch {
        let cores = || std::thread::available_parallelism().unwrap_or(std::num::NonZeroUsize::MIN);
        let jobs = arguments.jobs.unwrap_or_else(cores).get();
        let input = open(arguments.file.as_deref())?;
        let bad = batch::run(&book, today, jobs, written, input, Output::json())?;
        return match bad {
            0 => Ok(()),
            1 => Err("1 line could not be read".to_owned()),
            n => Err(format!("{n} lines could not be read")),
        };
    }
    let document = bytes(arguments.file.as_deref())?;
    let request = document::read(&book, &document, today).map_err(|error| error.to_string())?;
    let ruleset = book.at(request.date, request.region, &request.overrides);
    let screening = screen(&ruleset, &request.household);
    let answer = written(&ruleset, &request.household, &screening);
    let mut out = Output::json();
    serde_json::to_writer_pretty(&mut out, &answer).map_err(unwritten)?;
    writeln!(out).and_then(|()| out.flush()).map_err(unwritten)
}
