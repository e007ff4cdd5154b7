//! The journeys in a real browser: finds or installs Chromium, serves the built site, runs Node's tests.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use anyhow::{Context, Result, bail};

use super::{Done, tested};
use crate::command::{ask, command, run, say};
use crate::served::Site;
use crate::server::{self, Served};
use crate::workspace::Workspace;

/// Holds the journeys, and the npm packages of all browser tests.
const TESTS: &str = "tests/browser";
/// Holds the loader's own tests.
const LOADER_TESTS: &str = "www/tests";
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// Runs the tests with these variables: `YINGBAO_URL`, the address of the served site; `YINGBAO_LOG`, the
/// file with a line `METHOD path status` for each request it answered; `YINGBAO_SITE`, its folder;
/// `YINGBAO_CHROMIUM`, the browser.
pub fn journeys(workspace: &Workspace) -> Result<Done> {
    let folder = workspace.root().join(TESTS);
    let mut tests = test_files(&folder)?;
    tests.extend(test_files(&workspace.root().join(LOADER_TESTS))?);
    let chromium = browser(workspace)?;
    say(
        "安装浏览器测试所用的 npm 包（等待下载）",
        "Installing the npm packages of the browser tests (waits for the registry)",
    );
    run(command("npm", &folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;

    let log = workspace.root().join("target/requests.log");
    let address = serve(workspace, &log)?;
    tested(
        command("node", workspace.root())
            .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
            .args(tests)
            .env("YINGBAO_URL", address)
            .env("YINGBAO_LOG", log)
            .env("YINGBAO_SITE", workspace.site())
            .env("YINGBAO_CHROMIUM", chromium),
    )
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing = || {
        let folder = folder.display();
        format!(
            "no test in part browser: {folder} has no file *.test.mjs; restore them or switch the part off"
        )
    };
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(missing)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    found.sort();
    if found.is_empty() {
        bail!(missing());
    }
    Ok(found)
}

/// The site on a free port, in this process.
fn serve(workspace: &Workspace, log: &Path) -> Result<String> {
    let served = Served::new(Site::read(&workspace.site())?, Some(log))?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let failed = tell.clone();
        let outcome =
            server::serve(served, 0, move |address| drop(tell.send(Ok(format!("http://{address}")))));
        if let Err(error) = outcome {
            let _ = failed.send(Err(error));
        }
    });
    told.recv().context("the server of the browser tests stopped before it had an address")?
}

/// Chromium and a Chinese font: those there, else those of the system's packages.
fn browser(workspace: &Workspace) -> Result<PathBuf> {
    let found = find();
    let font = ask(command("fc-list", workspace.root()).arg(":lang=zh"))
        .is_some_and(|fonts| !fonts.trim().is_empty());
    if let (Some(browser), true) = (&found, font) {
        return Ok(browser.clone());
    }
    let by_hand = format!(
        "install Chromium and a Chinese font by hand, for instance: sudo apt-get install {}",
        PACKAGES.join(" ")
    );
    let root = ask(command("id", workspace.root()).arg("-u")).is_some_and(|id| id.trim() == "0");
    let sudo = !root && ask(command("sudo", workspace.root()).args(["-n", "true"])).is_some();
    if !root && !sudo {
        return found.with_context(|| {
            format!("Chromium is not on the PATH, and this user may not install it; {by_hand}")
        });
    }
    say(
        "安装 Chromium 和中文字体（等待系统软件包下载）",
        "Installing Chromium and a Chinese font (waits for the system's packages)",
    );
    let apt = |arguments: &[&str]| {
        let mut apt =
            if root { command("apt-get", workspace.root()) } else { command("sudo", workspace.root()) };
        if sudo {
            apt.args(["-n", "apt-get"]);
        }
        run(apt.arg("-qq").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])
        .and_then(|()| apt(&["install", "-y", "--no-install-recommends", PACKAGES[0], PACKAGES[1]]))
        .with_context(|| format!("Chromium could not be installed; {by_hand}"))?;
    find().with_context(|| format!("the packages were installed, but Chromium is not on the PATH; {by_hand}"))
}

fn find() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os("YINGBAO_CHROMIUM") {
        return Some(chosen.into());
    }
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    BROWSERS
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_tests_is_an_error() {
        let error = test_files(Path::new("no/such/folder")).unwrap_err().to_string();
        assert!(error.contains("no test in part browser"), "{error}");
    }
}
