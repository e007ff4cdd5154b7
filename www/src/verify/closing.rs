//! Reads the closing lines of test runners: how many tests they ran.

use std::ops::AddAssign;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// As they should.
    pub passed: u64,
    /// Not as they should.
    pub failed: u64,
    /// Not run.
    pub skipped: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The sum over all closing lines in the output of `cargo test`, of Node's test runner, and of runners
/// that close on `N passed, N failed` or, as the engine's, on `N cases pass, N fail`.
pub fn count(output: &str) -> Count {
    let mut sum = Count::default();
    for line in output.lines() {
        let line = line.trim();
        if let Some(found) =
            cargo(line).or_else(|| node(line)).or_else(|| plain(line)).or_else(|| cases(line))
        {
            sum += found;
        }
    }
    sum
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
fn cargo(line: &str) -> Option<Count> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    named(counts.split("; "))
}

/// `ℹ pass 3` or `# pass 3`: one kind a line.
fn node(line: &str) -> Option<Count> {
    let line = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "))?;
    let (kind, number) = line.split_once(' ')?;
    let number = number.parse().ok()?;
    match kind {
        "pass" => Some(Count { passed: number, ..Count::default() }),
        "fail" | "cancelled" => Some(Count { failed: number, ..Count::default() }),
        "skipped" | "todo" => Some(Count { skipped: number, ..Count::default() }),
        _ => None,
    }
}

/// `12 passed, 0 failed`, perhaps with `, 1 skipped` behind and one word with a colon before.
fn plain(line: &str) -> Option<Count> {
    let counts = match line.split_once(": ") {
        Some((word, rest)) if !word.contains(' ') => rest,
        _ => line,
    };
    let mut kinds = counts.split(", ");
    let starts_right = counts.contains(" passed, ") && counts.contains(" failed");
    if starts_right { named(kinds.by_ref()) } else { None }
}

/// `428 cases pass, 1 fail`
fn cases(line: &str) -> Option<Count> {
    let (passed, rest) = line.split_once(" cases pass, ")?;
    let failed = rest.strip_suffix(" fail")?;
    Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()?, skipped: 0 })
}

fn named<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Count> {
    let mut count = Count::default();
    for part in parts {
        let (number, kind) = part.split_once(' ')?;
        match kind {
            "passed" => count.passed = number.parse().ok()?,
            "failed" => count.failed = number.parse().ok()?,
            "ignored" | "skipped" => count.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(passed: u64, failed: u64, skipped: u64) -> Count {
        Count { passed, failed, skipped }
    }

    #[test]
    fn cargo_test_closes_once_per_binary() {
        let output = "running 3 tests\ntest a ... ok\n\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        assert_eq!(count(output), counted(8, 2, 1));
    }

    #[test]
    fn nodes_runner_closes_in_either_form() {
        assert_eq!(count("ℹ tests 4\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 2\n"), counted(3, 1, 2));
        assert_eq!(count("# tests 3\n# pass 3\n# fail 0\n# duration_ms 12.5\n"), counted(3, 0, 0));
    }

    #[test]
    fn plain_counts_are_read() {
        assert_eq!(count("12 passed, 0 failed"), counted(12, 0, 0));
        assert_eq!(count("428 cases pass, 1 fail"), counted(428, 1, 0));
        assert_eq!(count("cases: 12 passed, 1 failed, 3 skipped\n"), counted(12, 1, 3));
    }

    #[test]
    fn other_lines_count_for_nothing() {
        for line in [
            "all passed",
            "# pass many",
            "we had 3 passed, and 4 failed to come",
            "test result: ok",
            "household: passed",
            "",
        ] {
            assert_eq!(count(line), Count::default(), "{line}");
        }
    }
}
