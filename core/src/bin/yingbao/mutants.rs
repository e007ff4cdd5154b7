//! `mutants`: would a rulebook's own cases notice a mistake?

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use rust_decimal::Decimal;
use yingbao_core::author::{Owner, Trials, load, mutants};

use super::{
    output::{OUTPUT, Output, Said, complain, named},
    report::Mistakes,
    rules::shipped,
};

/// In which rules to make mistakes.
#[derive(Args)]
pub struct Mutants {
    /// The rulebook folder; the shipped one unless told.
    dir: Option<PathBuf>,
    /// Only the rules of this programme, variable or parameter, by its name.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Ends with status 1 where less than this share is noticed, in percent.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min: Option<Decimal>,
}

fn percent(text: &str) -> Result<Decimal, String> {
    let read = text.trim_end_matches('%').parse().ok();
    let share = read.filter(|share| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(share));
    share.ok_or_else(|| "expected a number from 0 to 100, such as 85 or 85.5".to_owned())
}

/// How many mistakes were made, and how many of them noticed.
#[derive(Clone, Copy, Default)]
struct Count {
    made: u64,
    noticed: u64,
}

impl Count {
    fn add(&mut self, noticed: bool) {
        self.made += 1;
        self.noticed += u64::from(noticed);
    }

    /// In percent; nothing made is nothing missed.
    fn share(self) -> Decimal {
        let hundredths = Decimal::from(self.noticed) * Decimal::ONE_HUNDRED;
        hundredths.checked_div(Decimal::from(self.made)).unwrap_or(Decimal::ONE_HUNDRED)
    }
}

/// Makes one mistake after another and prints each that no case notices, then how many there were.
pub fn run(arguments: &Mutants) -> Result<()> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let loaded = load(&dir).map_err(|found| Mistakes::of(&dir, found))?;
    let mut made = mutants(&loaded);
    if let Some(name) = &arguments.only {
        made.retain(|mutant| is_of(&mutant.owner, name));
        if made.is_empty() {
            bail!(
                "no rule of a programme, variable or parameter {name} can be mistaken: expected a name such as dibao or household.headcount"
            );
        }
    }
    let mut trials = Trials::new(&loaded);
    if trials.failing() > 0 {
        complain(&format!(
            "{} cases fail without a mistake and can notice none: see `yingbao test`",
            trials.failing()
        ));
    }
    let mut out = Output::text();
    let (mut all, mut by_group) = (Count::default(), BTreeMap::<(u8, &str), Count>::new());
    for mutant in &made {
        let noticed = trials.notice(mutant).is_some();
        all.add(noticed);
        by_group.entry(group(&mutant.owner)).or_default().add(noticed);
        if noticed {
            continue;
        }
        let file = loaded.log.files().get(mutant.place.file).map_or("", |f| f.name.as_str());
        let (line, column) = loaded.log.line(mutant.place);
        let (before, after) = shortened(&mutant.before, &mutant.after);
        writeln!(out, "{}:{line}:{column}: {}: {before} -> {after}", named(&dir.join(file)), mutant.rule)
            .context(OUTPUT)?;
    }
    for ((_, name), count) in &by_group {
        let Count { made, noticed } = count;
        writeln!(out, "{name:<30} {noticed:>5} of {made:>5} noticed  {:>5.1} %", count.share())
            .context(OUTPUT)?;
    }
    let Count { made, noticed } = all;
    writeln!(out, "{made} mutants: {noticed} noticed, {} survived; {:.1} %", made - noticed, all.share())
        .and_then(|()| out.flush())
        .context(OUTPUT)?;
    match arguments.min {
        Some(min) if all.share() < min => {
            complain(&format!(
                "{:.1} % of the mutants were noticed, at least {min} % were asked for",
                all.share()
            ));
            Err(Said.into())
        }
        _ => Ok(()),
    }
}

fn is_of(owner: &Owner, name: &str) -> bool {
    let own = owner.name();
    own == name || own.split_once('.').is_some_and(|(_, id)| id == name)
}

/// Programmes each for itself, then all variables, then all parameters.
fn group(owner: &Owner) -> (u8, &str) {
    match owner {
        Owner::Program(id) => (0, id),
        Owner::Variable(_) => (1, "(variables)"),
        Owner::Parameter(_) => (2, "(parameters)"),
    }
}

/// How much of what both texts share is shown on either side of where they differ.
const SHOWN: usize = 48;

/// Two texts without most of what they share.
fn shortened(before: &str, after: &str) -> (String, String) {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let head = same(&mut before.chars(), &mut after.chars());
    let shorter = before.chars().count().min(after.chars().count());
    let tail = same(&mut before.chars().rev(), &mut after.chars().rev()).min(shorter - head);
    let (head, tail) = (head.saturating_sub(SHOWN), tail.saturating_sub(SHOWN));
    let cut = |text: &str| {
        let length = text.chars().count();
        let kept: String = text.chars().skip(head).take(length - head - tail).collect();
        format!("{}{kept}{}", if head > 0 { "…" } else { "" }, if tail > 0 { "…" } else { "" })
    };
    (cut(before), cut(after))
}

#[cfg(test)]
mod tests {
    use super::{percent, shortened};

    #[test]
    fn what_differs_is_kept() {
        assert_eq!(shortened("a < b", "a <= b"), ("a < b".to_owned(), "a <= b".to_owned()));
        let (long, other) = (
            format!("{} < {}", "a".repeat(90), "b".repeat(90)),
            format!("{} <= {}", "a".repeat(90), "b".repeat(90)),
        );
        let (before, after) = shortened(&long, &other);
        assert_eq!(before.replace(" < ", " <= "), after);
        assert!(before.starts_with("…aaa") && before.ends_with("bbb…") && before.chars().count() < 110);
        assert_eq!(shortened("aaa", "aa"), ("aaa".to_owned(), "aa".to_owned()));
    }

    #[test]
    fn a_share_is_a_percentage() {
        assert_eq!(percent("85.5%").unwrap().to_string(), "85.5");
        assert!(percent("101").is_err() && percent("-1").is_err() && percent("most").is_err());
    }
}
