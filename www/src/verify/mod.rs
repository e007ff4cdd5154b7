//! Every test there is, one part after another.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::command::{cargo, run, run_and_keep};
use crate::toolchain;
use crate::workspace::Workspace;
use crate::{site, size as weight};

mod browser;
mod closing;
mod wasm;

use closing::{Count, count};

/// One part.
struct Part {
    name: &'static str,
    about: &'static str,
    /// Whether it is run. A part is switched on here when its files land.
    on: bool,
    /// The part without which this one means nothing.
    needs: Option<&'static str>,
    perform: fn(&Workspace) -> Result<Done>,
}

/// What a part did.
enum Done {
    /// A check that counts no tests.
    Checked,
    /// Tests, by their runner's closing lines.
    Tested(Count),
}

const PARTS: [Part; 13] = [
    Part { name: "toolchain", about: "安装工具 tools", on: true, needs: None, perform: tools },
    Part { name: "format", about: "代码格式 formatting", on: true, needs: None, perform: format },
    Part { name: "clippy", about: "静态检查 lints", on: true, needs: None, perform: clippy },
    Part {
        name: "clippy-wasm",
        about: "组件静态检查 lints of the widget for WASM",
        on: true,
        needs: Some("toolchain"),
        perform: clippy_wasm,
    },
    Part {
        name: "doc", about: "接口文档 pages of the engine's names", on: true, needs: None, perform: doc
    },
    Part { name: "native", about: "本机测试 native tests", on: true, needs: None, perform: native },
    Part {
        name: "examples", about: "示例 examples of the engine", on: true, needs: None, perform: examples
    },
    Part {
        name: "rulebook-check",
        about: "规则检查 check of the rulebook",
        on: true,
        needs: None,
        perform: rulebook_check,
    },
    Part {
        name: "rulebook-cases",
        about: "规则用例 cases of the rulebook",
        on: true,
        needs: None,
        perform: rulebook_cases,
    },
    Part {
        name: "site",
        about: "构建网站 build of the site",
        on: true,
        needs: Some("toolchain"),
        perform: build_site,
    },
    Part {
        name: "size",
        about: "下载大小 size of what is fetched",
        on: true,
        needs: Some("site"),
        perform: size,
    },
    Part {
        name: "wasm-cases",
        about: "WASM 里的同样用例 the same cases inside WASM",
        on: true,
        needs: Some("site"),
        perform: wasm::cases,
    },
    Part {
        name: "browser",
        about: "浏览器流程 journeys in a browser",
        on: true,
        needs: Some("site"),
        perform: browser::journeys,
    },
];

/// The names of all parts, in their order.
pub fn names() -> Vec<&'static str> {
    PARTS.iter().map(|part| part.name).collect()
}

/// Runs the parts that are on, or those named, and closes as a test runner does.
pub fn verify(workspace: &Workspace, only: &[String]) -> Result<()> {
    let begun = Instant::now();
    let mut total = Count::default();
    let mut lines = Vec::new();
    let mut broken: Vec<&str> = Vec::new();
    let wanted = wanted(only);
    for part in &PARTS {
        if !wanted.contains(part.name) {
            if only.is_empty() {
                lines.push(format!("–  {:<15} 未启用 switched off in www/src/verify/mod.rs", part.name));
            }
            continue;
        }
        println!("\n━━ {} · {}", part.name, part.about);
        let started = Instant::now();
        let outcome = match part.needs.filter(|needed| broken.contains(needed)) {
            Some(needed) => Err(anyhow!("it needs the part {needed}, which failed")),
            None => (part.perform)(workspace).and_then(|done| judge(part.name, done)),
        };
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(count) => {
                total += count;
                lines.push(format!("✓  {:<15} {seconds:>7.1} s  {}", part.name, told(count)));
            }
            Err(error) => {
                eprintln!("✗ {}: {error:#}", part.name);
                broken.push(part.name);
                lines.push(format!("✗  {:<15} {seconds:>7.1} s  {error:#}", part.name));
            }
        }
    }
    println!("\n{}", lines.join("\n"));
    close(total, &broken, begun.elapsed().as_secs_f64())
}

/// The parts that are on, or those named and whatever they need.
fn wanted(only: &[String]) -> BTreeSet<&'static str> {
    let mut wanted = BTreeSet::new();
    // What a part needs comes before it.
    for part in PARTS.iter().rev() {
        let named = if only.is_empty() { part.on } else { only.iter().any(|name| name == part.name) };
        if named || wanted.contains(part.name) {
            wanted.insert(part.name);
            wanted.extend(part.needs);
        }
    }
    wanted
}

/// A part that ran no test has failed, however it ended.
fn judge(name: &str, done: Done) -> Result<Count> {
    match done {
        Done::Checked => Ok(Count::default()),
        Done::Tested(Count { passed: 0, .. }) => {
            bail!("no test in part {name}: its runner closed without one that passed")
        }
        Done::Tested(count) if count.failed > 0 => bail!("{} of its tests failed", count.failed),
        Done::Tested(count) => Ok(count),
    }
}

fn told(count: Count) -> String {
    match count {
        Count { passed: 0, .. } => String::new(),
        Count { passed, skipped: 0, .. } => format!("{passed} tests"),
        Count { passed, skipped, .. } => format!("{passed} tests, {skipped} skipped"),
    }
}

/// The closing line of a test runner, over all parts. A part that broke counts as one failure.
fn close(total: Count, broken: &[&str], seconds: f64) -> Result<()> {
    let word = if broken.is_empty() { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {word}. {} passed; {} failed; {} ignored; 0 measured; 0 filtered out; finished in {seconds:.2}s",
        total.passed,
        broken.len(),
        total.skipped,
    );
    let Some(first) = broken.first() else { return Ok(()) };
    bail!("these parts failed: {}; run one alone with: cargo verify --only {first}", broken.join(", "))
}

/// Runs a test runner and counts what it closed on.
fn tested(command: &mut Command) -> Result<Done> {
    let (fine, output) = run_and_keep(command)?;
    let count = count(&output);
    ensure!(fine || count.failed > 0, "its runner failed; its own message is above");
    ensure!(fine, "{} of its tests failed", count.failed);
    Ok(Done::Tested(count))
}

fn checked(command: &mut Command) -> Result<Done> {
    run(command).map(|()| Done::Checked)
}

fn tools(workspace: &Workspace) -> Result<Done> {
    toolchain::add_components(workspace)?;
    toolchain::set_up(workspace).map(|()| Done::Checked)
}

fn format(workspace: &Workspace) -> Result<Done> {
    checked(cargo(workspace.root()).args(["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace) -> Result<Done> {
    checked(cargo(workspace.root()).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm(workspace: &Workspace) -> Result<Done> {
    checked(cargo(workspace.root()).args([
        "clippy",
        "--package",
        "yingbao-widget",
        "--package",
        "yingbao-api",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "-D",
        "warnings",
    ]))
}

/// A link in a doc comment that leads nowhere is an error.
fn doc(workspace: &Workspace) -> Result<Done> {
    checked(
        cargo(workspace.root())
            .args(["doc", "--package", "yingbao-core", "--all-features", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn native(workspace: &Workspace) -> Result<Done> {
    tested(cargo(workspace.root()).args(["test", "--workspace", "--all-features", "--no-fail-fast"]))
}

/// Runs every example; each ends well and prints something.
fn examples(workspace: &Workspace) -> Result<Done> {
    let folder = workspace.root().join("core/examples");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<BTreeSet<_>, _>>()?;
    ensure!(!paths.is_empty(), "there is no example in {}", folder.display());
    for name in paths.iter().filter_map(|path| path.file_stem()) {
        let mut command = cargo(workspace.root());
        command
            .args(["run", "--quiet", "--package", "yingbao-core", "--all-features", "--example"])
            .arg(name);
        let (fine, output) = run_and_keep(&mut command)?;
        let name = name.to_string_lossy();
        ensure!(fine, "the example {name} failed; its own message is above");
        ensure!(!output.trim().is_empty(), "the example {name} printed nothing");
    }
    Ok(Done::Checked)
}

fn rulebook_check(workspace: &Workspace) -> Result<Done> {
    checked(site::cli(workspace).args(["check", "core/rulebooks/cn"]))
}

fn rulebook_cases(workspace: &Workspace) -> Result<Done> {
    tested(site::cli(workspace).args(["test", "core/rulebooks/cn"]))
}

fn build_site(workspace: &Workspace) -> Result<Done> {
    site::build(workspace, &workspace.site()).map(|()| Done::Checked)
}

fn size(workspace: &Workspace) -> Result<Done> {
    weight::check(&workspace.site(), toolchain::has_sources(workspace.root())).map(|()| Done::Checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_a_test_fails() {
        let none = Done::Tested(Count { passed: 0, failed: 0, skipped: 4 });
        assert!(judge("browser", none).unwrap_err().to_string().contains("no test in part browser"));
        assert!(judge("native", Done::Tested(Count { passed: 3, failed: 1, skipped: 0 })).is_err());
        assert!(judge("native", Done::Tested(Count { passed: 3, failed: 0, skipped: 0 })).is_ok());
        assert!(judge("format", Done::Checked).is_ok());
    }

    #[test]
    fn what_a_part_needs_comes_before_it() {
        for (at, part) in PARTS.iter().enumerate() {
            if let Some(needed) = part.needs {
                assert!(
                    PARTS[..at].iter().any(|earlier| earlier.name == needed),
                    "{} needs {needed}",
                    part.name
                );
            }
        }
    }

    #[test]
    fn a_part_that_is_named_brings_what_it_needs() {
        let names = |only: &[&str]| -> Vec<&str> {
            wanted(&only.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).into_iter().collect()
        };
        assert_eq!(names(&["site"]), ["site", "toolchain"]);
        assert_eq!(names(&["browser", "format"]), ["browser", "format", "site", "toolchain"]);
        assert_eq!(names(&["native"]), ["native"]);
        assert_eq!(names(&[]).len(), PARTS.iter().filter(|part| part.on).count());
    }

    #[test]
    fn broken_parts_are_named_at_the_end() {
        assert!(close(Count::default(), &[], 0.0).is_ok());
        let error = close(Count::default(), &["site", "browser"], 0.0).unwrap_err().to_string();
        assert!(error.contains("site, browser") && error.contains("--only site"), "{error}");
    }
}
