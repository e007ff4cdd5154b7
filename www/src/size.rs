//! What a visitor fetches, and how much of it there may be: a budget that only ever goes down.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

pub const LOADER: &str = "yingbao.js";
pub const WASM: &str = "yingbao.wasm";
pub const RULEBOOK: &str = "cn.rulebook";
/// The texts in English. Whoever reads Chinese needs none of them.
pub const ENGLISH: &str = "cn.en.texts";
/// The screener without its interface. Only a page that calls `screen` or `interview` fetches it.
pub const API: &str = "yingbao.api.wasm";

/// Bytes after Brotli. A file above its budget fails `cargo verify`, and so does one well below it: what was won is
/// written down here, so that it is not lost again. None is raised by the way: the interview, totals and `open` took
/// 22 kB, whole sentences in the texts 1 kB, the readings of place names 2 kB, whole pages and a result to act on 24 kB,
/// former codes and names of places 2 kB, a thousand more local figures with their sources 11 kB (2 kB less by column),
/// multiples and links that contradict each other 4 kB, the first page without the engine 5 kB (the style sheet went from
/// the widget to the loader with it), refusing a document in a time proportional to its size 0.2 kB, going on
/// after any stop and leaving nothing behind 1.4 kB, answering whatever is given to `screen()` 0.7 kB, drawing the first
/// view of a page before the rest 0.8 kB, following what the host page and its translator do with the element 0.75 kB,
/// fetching the texts in English apart 0.25 kB, the glue of a WASM for pages of one's own 0.5 kB (it took 24 kB from the widget's), and were written down when they came.
const BUDGETS: [(&str, usize); 5] =
    [(LOADER, 16_730), (WASM, 191_300), (RULEBOOK, 63_200), (ENGLISH, 21_010), (API, 103_200)];
/// What the WASM may take more where the sources of the standard library are lacking.
const ORDINARY: usize = 12_300;
/// What a page waits for is to come down to this.
const AIM: usize = 120_000;
/// One part in so many may be left over: compilers and small changes move a file by less.
const SLACK: usize = 50;

/// Whether a page waits for a file: for all but the texts in English, which come after it, and what only pages call that have
/// their own questions.
pub fn is_awaited(name: &str) -> bool {
    name != ENGLISH && name != API
}

/// What a page waits for.
fn awaited() -> impl Iterator<Item = (&'static str, usize)> {
    BUDGETS.into_iter().filter(|(name, _)| is_awaited(name))
}

/// The budget of what a page waits for.
fn total() -> usize {
    awaited().map(|(_, budget)| budget).sum()
}

/// Whether what a visitor fetches in the site `folder` keeps to its budgets, and they to it; `smallest` where the widget
/// was built with a standard library of its own.
pub fn check(folder: &Path, smallest: bool) -> Result<()> {
    let mut wrong = Vec::new();
    for (name, budget) in BUDGETS {
        let path = folder.join(format!("{name}.br"));
        let file = fs::metadata(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let bytes = usize::try_from(file.len()).unwrap_or(usize::MAX);
        let ordinary = !smallest && [WASM, API].contains(&name);
        let found = compare(name, bytes, if ordinary { budget + ORDINARY } else { budget });
        // What the ordinary build takes is about known: nothing is won where it takes less.
        wrong.extend(found.filter(|_| !ordinary || bytes > budget + ORDINARY));
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// What is wrong with a file's size.
fn compare(name: &str, bytes: usize, budget: usize) -> Option<String> {
    if bytes > budget {
        return Some(format!(
            "{name} takes {bytes} bytes after Brotli, {} above its budget of {budget}. Make it smaller; the budget in \
             www/src/size.rs is not raised by the way.",
            bytes - budget
        ));
    }
    (bytes + bytes / SLACK < budget).then(|| {
        format!(
            "{name} takes {bytes} bytes after Brotli, {} below its budget of {budget}. So that this is not lost again, \
             write {bytes} as its budget in www/src/size.rs, and what `cargo run -p yingbao-www -- sizes` prints in \
             README.md.",
            budget - bytes
        )
    })
}

/// The budgets in a sentence, as README.md has them.
pub fn sentence() -> String {
    let kb = |bytes: usize| (bytes + 500) / 1000;
    let parts: Vec<String> = awaited().map(|(name, budget)| format!("`{name}` {}", kb(budget))).collect();
    let of = |wanted: &str| -> usize {
        BUDGETS.into_iter().filter(|(name, _)| *name == wanted).map(|(_, budget)| kb(budget)).sum()
    };
    format!(
        "The download is {} kB after Brotli ({}) and may only become smaller; the aim is {} kB. The texts in English, {} kB \
         in `{ENGLISH}`, come after it; only a page in English waits for them. A page with questions of its own fetches `{API}`, \
         {} kB, once it calls `screen` or `interview`.",
        kb(total()),
        parts.join(", "),
        kb(AIM),
        of(ENGLISH),
        of(API)
    )
}

/// The line below a table of sizes.
pub fn beside() -> String {
    format!("budget {}, aim {AIM}", total())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_its_budget_a_file_fails_and_well_below_it_too() {
        assert_eq!(compare("a", 1000, 1000), None);
        assert_eq!(compare("a", 990, 1000), None);
        assert!(compare("a", 1001, 1000).is_some_and(|m| m.contains("1 above its budget of 1000")));
        assert!(compare("a", 900, 1000).is_some_and(|m| m.contains("write 900 as its budget")));
    }

    #[test]
    fn every_file_is_weighed() {
        let folder = std::env::temp_dir().join(format!("yingbao-www-size-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, budget) in BUDGETS {
            fs::write(folder.join(format!("{name}.br")), vec![0; budget]).unwrap();
        }
        check(&folder, true).unwrap();
        for (name, budget) in BUDGETS {
            fs::write(folder.join(format!("{name}.br")), vec![0; budget + 1]).unwrap();
            let error = check(&folder, true).unwrap_err().to_string();
            assert!(error.starts_with(name) && error.lines().count() == 1, "{error}");
            fs::write(folder.join(format!("{name}.br")), vec![0; budget]).unwrap();
        }
        fs::write(folder.join(format!("{WASM}.br")), vec![0; BUDGETS[1].1 + ORDINARY]).unwrap();
        check(&folder, false).unwrap();
        check(&folder, true).unwrap_err();
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_readme_has_the_budgets() {
        let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
        let flat = readme.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&sentence()), "README.md has to say: {}", sentence());
    }
}
