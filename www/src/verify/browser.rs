//! The journeys in a real browser: finds or installs Chromium, serves the built site, runs Node's tests.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use super::Done;
use super::closing::{Count, count};
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

/// How many files are run at the same time. They mostly wait: for the browser to draw, for a press to be heard.
const LANES: usize = 2;
/// How a file says that nothing else may run beside it, with the reason behind; among its first lines.
const ALONE: &str = "// Runs alone: ";

/// Where the tests of one lane go. Each has a server and a log of its own: tests count the requests.
struct Lane {
    address: String,
    log: PathBuf,
    chromium: PathBuf,
}

/// Runs the tests file by file, in lanes, and then those that run alone, with these variables: `YINGBAO_URL`, the address of the served site; `YINGBAO_LOG`, the
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

    let lanes = (1..=LANES)
        .map(|number| {
            let log = workspace.root().join(format!("target/requests-{number}.log"));
            Ok(Lane { address: serve(workspace, &log)?, log, chromium: chromium.clone() })
        })
        .collect::<Result<Vec<_>>>()?;
    let (alone, together): (Vec<_>, Vec<_>) = tests.into_iter().partition(|file| runs_alone(file));
    let mut sum = run_in(workspace, &lanes, together)?;
    sum += run_in(workspace, lanes.get(..1).unwrap_or_default(), alone)?;
    Ok(Done::Tested(sum))
}

/// Runs the files, each in the lane that is free first. Every file is run, whatever became of those before it.
fn run_in(workspace: &Workspace, lanes: &[Lane], files: Vec<PathBuf>) -> Result<Count> {
    let queue = Mutex::new(VecDeque::from(files));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let run_all = |lane| -> Result<Count> {
        let mut sum = Count::default();
        while let Some(file) = next() {
            sum += run_file(workspace, lane, &file)?;
        }
        Ok(sum)
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = lanes.iter().map(|lane| scope.spawn(move || run_all(lane))).collect();
        let mut sum = Count::default();
        for lane in running {
            sum += lane.join().map_err(|_| anyhow!("a lane of the browser tests stopped"))??;
        }
        Ok(sum)
    })
}

/// Runs one file and shows what it printed once it has ended: lines of two files never mix.
fn run_file(workspace: &Workspace, lane: &Lane, file: &Path) -> Result<Count> {
    let begun = Instant::now();
    let output = command("node", workspace.root())
        .args(["--test", "--test-reporter=spec"])
        .arg(file)
        .env("YINGBAO_URL", &lane.address)
        .env("YINGBAO_LOG", &lane.log)
        .env("YINGBAO_SITE", workspace.site())
        .env("YINGBAO_CHROMIUM", &lane.chromium)
        .stderr(Stdio::inherit())
        .output()
        .context("`node` cannot be started; install Node or put its folder on the PATH")?;
    let shown = String::from_utf8_lossy(&output.stdout);
    let name = file.strip_prefix(workspace.root()).unwrap_or(file).display();
    println!("── {name}, {:.0} s\n{shown}", begun.elapsed().as_secs_f64());
    Ok(ended(count(&shown), output.status.success()))
}

/// What a file counts for. One that ran no test, or failed without a test that did, has failed.
fn ended(mut count: Count, fine: bool) -> Count {
    if count == Count::default() || (!fine && count.failed == 0) {
        count.failed = 1;
    }
    count
}

/// Whether a file says so.
fn runs_alone(file: &Path) -> bool {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().take(9).any(|line| line.strip_prefix(ALONE).is_some_and(|reason| !reason.trim().is_empty()))
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

    #[test]
    fn a_file_that_ran_no_test_has_failed() {
        let passed = Count { passed: 2, ..Count::default() };
        assert_eq!(ended(Count::default(), true).failed, 1);
        assert_eq!(ended(passed, true), passed);
        assert_eq!(ended(passed, false).failed, 1);
    }

    #[test]
    fn a_file_that_times_things_runs_alone() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(TESTS);
        assert!(runs_alone(&tests.join("speed.test.mjs")));
        assert!(!runs_alone(&tests.join("people.test.mjs")));
    }
}
