//! The tools that building the widget needs: the WASM target, wasm-pack and wasm-bindgen.
//!
//! Versions are pinned here; wasm-bindgen's must equal the one in the lock file, because the tool
//! and the library share a private format.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{ask, cargo, command, run, say};
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";
const WASM_BINDGEN: &str = "0.2.129";
/// The sources of the standard library in the folder of a Rust.
pub const SOURCES: &str = "lib/rustlib/src/rust";

/// One tool installed under `target/tools` from its package.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    minutes: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: WASM_BINDGEN, minutes: "1–3" },
    Tool { package: "wasm-pack", program: "wasm-pack", version: "0.15.1", minutes: "1–3" },
];

/// Installs what is missing; what is there in the right version is left alone.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    let root = workspace.root();
    if let Some(locked) = locked_version(root, "wasm-bindgen")?
        && locked != WASM_BINDGEN
    {
        bail!(
            "Cargo.lock has wasm-bindgen {locked}, www/src/toolchain.rs installs {WASM_BINDGEN}: they must be equal; \
             change one of them"
        );
    }
    add_target(root)?;
    add_sources(root);
    TOOLS.iter().try_for_each(|tool| install(workspace, tool))?;
    let leftovers = build_folder(workspace);
    if leftovers.exists() {
        std::fs::remove_dir_all(&leftovers)
            .with_context(|| format!("{} cannot be removed", leftovers.display()))?;
    }
    Ok(())
}

/// A command of `target/tools`, with that folder first on its path.
pub fn tool(workspace: &Workspace, program: &str) -> Result<Command> {
    let folder = workspace.tools().join("bin");
    let mut found = command(folder.join(program), workspace.root());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))
        .context("the PATH cannot be extended by target/tools/bin")?;
    found.env("PATH", path);
    Ok(found)
}

/// The folder of the Rust that is used in `root`.
pub fn sysroot(root: &Path) -> Option<PathBuf> {
    ask(command("rustc", root).args(["--print", "sysroot"])).map(|path| PathBuf::from(path.trim()))
}

/// The commit that the Rust used in `root` was built from.
pub fn commit(root: &Path) -> Option<String> {
    let version = ask(command("rustc", root).arg("-vV"))?;
    version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).map(str::to_owned)
}

/// The formatter and the linter, where rustup manages the toolchain.
pub fn add_components(workspace: &Workspace) -> Result<()> {
    let there = |name: &str| ask(cargo(workspace.root()).args([name, "--version"])).is_some();
    if there("fmt") && there("clippy") {
        return Ok(());
    }
    say("安装 rustfmt 和 clippy（等待下载）", "Adding rustfmt and clippy (waits for a download)");
    run(command("rustup", workspace.root()).args(["component", "add", "rustfmt", "clippy"]))
}

fn add_target(root: &Path) -> Result<()> {
    let sysroot =
        sysroot(root).context("rustc does not answer; install Rust with rustup, then start again")?;
    if sysroot.join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    say(
        &format!("安装 Rust 编译目标 {TARGET}（等待下载）"),
        &format!("Adding the Rust target {TARGET} (waits for a download of about 20 MB)"),
    );
    run(command("rustup", root).args(["target", "add", TARGET])).with_context(|| {
        format!(
            "the Rust target {TARGET} could not be added; without rustup, install it for this Rust version from \
             your system's packages"
        )
    })
}

/// Whether the sources of the standard library are there: the widget then takes from it only what it uses, built for
/// size as the widget itself is.
pub fn has_sources(root: &Path) -> bool {
    sysroot(root).is_some_and(|sysroot| sysroot.join(SOURCES).join("library/std/Cargo.toml").is_file())
}

/// The sources of the standard library. Without them the widget is built with the one that comes with Rust, and larger.
fn add_sources(root: &Path) {
    if has_sources(root) {
        return;
    }
    say(
        "安装标准库源代码（等待下载）",
        "Adding the sources of the standard library (waits for a download of about 3 MB)",
    );
    if run(command("rustup", root).args(["component", "add", "rust-src"])).is_err() {
        say(
            "没有标准库源代码：网页组件会大一些",
            "Without the sources of the standard library the widget is larger",
        );
    }
}

/// Where the tools are compiled: together, so that what they share is compiled once and an interrupted
/// installation goes on where it stopped.
fn build_folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("build")
}

fn install(workspace: &Workspace, tool: &Tool) -> Result<()> {
    let program = workspace.tools().join("bin").join(tool.program);
    let installed =
        ask(command(&program, workspace.root()).arg("--version")).and_then(|text| version_in(&text));
    if installed.as_deref() == Some(tool.version) {
        return Ok(());
    }
    let Tool { package, version, minutes, .. } = tool;
    say(
        &format!("安装 {package} {version}（只在第一次，约 {minutes} 分钟，等待下载和编译）"),
        &format!(
            "Installing {package} {version} (first time only, about {minutes} minutes: waits for the registry and the compiler)"
        ),
    );
    // Unoptimised: built in half the time, and the build of the widget hardly notices.
    run(cargo(workspace.root())
        .args(["install", package, "--version", version, "--locked", "--force", "--debug"])
        .args(["--config", "profile.dev.debug=false"])
        .arg("--root")
        .arg(workspace.tools())
        .arg("--target-dir")
        .arg(build_folder(workspace)))
    .with_context(|| {
        format!("{package} {version} could not be installed; check that the package registry can be reached")
    })
}

/// The version in a line like `wasm-pack 0.15.1`.
fn version_in(text: &str) -> Option<String> {
    text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// The version of a package in the lock file; `None` before there is one or where nothing uses it.
fn locked_version(root: &Path, package: &str) -> Result<Option<String>> {
    let path = root.join("Cargo.lock");
    if !path.exists() {
        return Ok(None);
    }
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(version_locked_in(&text, package))
}

fn version_locked_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_tools_print() {
        assert_eq!(version_in("wasm-pack 0.15.1\n").as_deref(), Some("0.15.1"));
        assert_eq!(version_in("wasm-bindgen 0.2.129 (a1b2c3)").as_deref(), Some("0.2.129"));
        assert_eq!(version_in("no number"), None);
    }

    #[test]
    fn the_lock_file_is_read_by_whole_names() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(version_locked_in(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(version_locked_in(lock, "yew"), None);
    }
}
