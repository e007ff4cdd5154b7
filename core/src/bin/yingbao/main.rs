//! The command line: `yingbao --help`.

mod batch;
mod build;
mod diff;
mod explain;
mod figures;
mod interview;
mod mutants;
mod outlook;
mod output;
mod regions;
mod report;
mod rules;
mod schema;
mod screen;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::{complain, tell};

/// Estimates which social-assistance programmes a family may qualify for, and looks after the rules.
#[derive(Parser)]
#[command(name = "yingbao", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Estimates every programme for a household document, or for a stream of them.
    Screen(screen::Screen),
    /// Plays the questionnaire with a household document as the person who answers: a line for each page, then the results.
    Interview(interview::Interview),
    /// Says in words why a programme is likely, possible or unlikely: conditions, numbers, articles, dates.
    Explain(explain::Explain),
    /// Checks a rulebook: syntax, names, types, units, dates, sources, texts and cases.
    Check(build::Check),
    /// Writes a rulebook folder as the one file that the widget loads.
    Build(build::Build),
    /// Runs a rulebook's own cases and counts which conditions they cover.
    Test(test::Test),
    /// Makes one small mistake after another in a rulebook and lists those that none of its cases notices.
    Mutants(mutants::Mutants),
    /// Says what changed between two rulebooks, and for whom. Status 0: nothing; 1: something; 2: it cannot be said.
    Diff(diff::Diff),
    /// Lists the places with what each sets, from when, from which source.
    Regions(regions::Regions),
    /// Counts what a rulebook holds.
    Figures(figures::Figures),
    /// Prints the JSON Schema of a household document, of a screening document, or of a rulebook's files.
    Schema(schema::Schema),
}

fn main() -> ExitCode {
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        // Arguments stand in the message.
        Err(error) if error.use_stderr() => {
            complain(&error.to_string());
            return ExitCode::from(2);
        }
        Err(asked) => asked.exit(),
    };
    // As with `diff` itself: 1 says that something differs.
    let trouble = if matches!(command, Command::Diff(_)) { 2 } else { 1 };
    let done = match command {
        Command::Screen(arguments) => screen::run(&arguments),
        Command::Interview(arguments) => interview::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Regions(arguments) => regions::run(&arguments),
        Command::Figures(arguments) => figures::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Check(arguments) => build::check(&arguments),
        Command::Build(arguments) => build::build(&arguments),
        Command::Test(arguments) => test::test(&arguments),
        Command::Diff(arguments) => match diff::run(&arguments) {
            Ok(false) => return ExitCode::from(1),
            done => done.map(drop),
        },
        Command::Mutants(arguments) => mutants::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(trouble)
        }
    }
}
