//! Builds the widget and the rulebook and assembles the site that is served.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{cargo, output, run, say};
use crate::compress;
use crate::imports;
use crate::loader;
use crate::minify;
use crate::size::{self, API, ENGLISH, LOADER, RULEBOOK, WASM};
use crate::toolchain;
use crate::workspace::Workspace;

/// Builds everything into `out`.
pub fn build(workspace: &Workspace, out: &Path) -> Result<()> {
    build_wasm(workspace, Part::Widget, Names::LeftOut)?;
    build_wasm(workspace, Part::Api, Names::LeftOut)?;
    let rulebook = build_rulebook(workspace)?;
    say("组装网站", "Assembling the site");
    let mut site = Output::new(out)?;
    let package = workspace.widget_package();
    let (glue, wasm) = shortened(Part::Widget, &package)?;
    let (api_glue, api) = shortened(Part::Api, &workspace.api_package())?;
    let rules = read(&rulebook)?;
    let own = read(&workspace.pages().join(LOADER))?;
    let english = rulebook.with_file_name(ENGLISH);
    let first = first_page(workspace, &rulebook, &english)?;
    let english = read(&english)?;
    let drawn: serde_json::Value = serde_json::from_str(&first).context("the first page is no JSON")?;
    let style =
        drawn.get("style").and_then(serde_json::Value::as_str).context("the first page has no style")?;
    fs::write(package.join("style.css"), style).context("style.css cannot be written")?;
    let script = loader::assemble(
        &text(&own),
        [&glue, &api_glue],
        &first,
        &[(WASM, &wasm), (RULEBOOK, &rules), (ENGLISH, &english), (API, &api)],
    )?;
    let script = minify::minify(&script)?;

    copy_pages(&workspace.pages(), "", &loader::integrity(script.as_bytes()), &mut site)?;
    let sizes = [
        (LOADER, site.put(LOADER, script.as_bytes())?),
        (WASM, site.put(WASM, &wasm)?),
        (RULEBOOK, site.put(RULEBOOK, &rules)?),
        (ENGLISH, site.put(ENGLISH, &english)?),
        (API, site.put(API, &api)?),
    ];
    site.remove_the_rest()?;
    println!("  {:<14}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    for (name, size) in &sizes {
        println!("  {name:<14}{:>10}{:>10}{:>10}", size.plain, size.gzip, size.brotli);
    }
    let awaited = sizes.iter().filter(|(name, _)| size::is_awaited(name));
    let total: usize = awaited.map(|(_, size)| size.brotli).sum();
    println!("  {:<14}{:>10}{:>10}{total:>10}  ({})", "total", "", "", size::beside());
    println!("  integrity of {LOADER}: {}", loader::integrity(script.as_bytes()));
    Ok(())
}

/// What is built as WASM, each with the JavaScript around it, its glue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The screener.
    Widget,
    /// The screener without its interface, for pages that call `screen` or `interview`.
    Api,
}

impl Part {
    /// What it may make the page do.
    const fn allowed(self) -> imports::allowed::List {
        match self {
            Self::Widget => imports::allowed::WIDGET,
            Self::Api => imports::allowed::API,
        }
    }

    /// The folder of its sources, and the name that wasm-pack gives to what it makes.
    const fn sources(self) -> (&'static str, &'static str) {
        match self {
            Self::Widget => ("widget", "yingbao_widget"),
            Self::Api => ("widget/api", "yingbao_api"),
        }
    }
}

/// The glue and the WASM of a part as they are shipped.
fn shortened(part: Part, package: &Path) -> Result<(String, Vec<u8>)> {
    let (_, name) = part.sources();
    let glue = text(&read(&package.join(format!("{name}.js")))?);
    let wasm = read(&package.join(format!("{name}_bg.wasm")))?;
    imports::shorten(part.allowed(), &glue, &wasm)
}

/// Whether functions keep their names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Kept,
    LeftOut,
}

/// The widget's WASM as it is shipped but for the names of its functions, which it keeps. It has a folder of its own: the
/// widget that is shipped need not be built again.
pub fn named_widget(workspace: &Workspace) -> Result<Vec<u8>> {
    build_wasm(workspace, Part::Widget, Names::Kept)?;
    read(&workspace.named_package().join("yingbao_widget_bg.wasm"))
}

/// A part by wasm-pack, small before fast, without the folders of this machine.
fn build_wasm(workspace: &Workspace, part: Part, names: Names) -> Result<()> {
    match part {
        Part::Widget => say(
            "构建网页组件（第一次约 1–2 分钟，等待编译）",
            "Building the widget (about 1–2 minutes the first time: waits for the compiler)",
        ),
        Part::Api => say(
            "构建供其他网页调用的部分（第一次约半分钟）",
            "Building what pages of one's own call (about half a minute the first time)",
        ),
    }
    let mut flags = vec![format!("--remap-path-prefix={}=.", workspace.root().display())];
    if let Some(home) = cargo_home() {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
    }
    if let (Some(sysroot), Some(commit)) =
        (toolchain::sysroot(workspace.root()), toolchain::commit(workspace.root()))
    {
        // Where the sources of the standard library are installed, their place is the machine's.
        let sources = sysroot.join(toolchain::SOURCES);
        flags.push(format!("--remap-path-prefix={}=/rustc/{commit}", sources.display()));
    }
    // The profile's own `strip` does not reach a package with an override.
    if names == Names::LeftOut {
        flags.push("-Cstrip=symbols".into());
    }
    let package = match (part, names) {
        (_, Names::Kept) => workspace.named_package(),
        (Part::Widget, Names::LeftOut) => workspace.widget_package(),
        (Part::Api, Names::LeftOut) => workspace.api_package(),
    };
    let (folder, name) = part.sources();
    let mut wasm_pack = toolchain::tool(workspace, "wasm-pack")?;
    wasm_pack
        .args(["--log-level", "error", "build", folder, "--profile", "widget", "--target", "web"])
        .args(["--mode", "no-install", "--no-opt", "--out-name", name, "--out-dir"])
        .arg(package)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    if names == Names::Kept {
        wasm_pack
            .env("YINGBAO_NAMES", "1")
            .env("CARGO_PROFILE_WIDGET_STRIP", "false")
            .env("CARGO_TARGET_DIR", workspace.root().join("target/named"));
    }
    if toolchain::has_sources(workspace.root()) {
        // Cargo's own flags for it are not stable; the sources are those of the pinned Rust.
        wasm_pack
            .args(["--", "-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
            .env("RUSTC_BOOTSTRAP", "1");
    }
    run(&mut wasm_pack)
}

/// Where cargo keeps the sources of packages.
fn cargo_home() -> Option<PathBuf> {
    let at_home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(at_home)
}

/// The widget's first page, as its own view draws it: the loader shows it before the engine is there. All texts in English are
/// written into a file of their own.
fn first_page(workspace: &Workspace, rulebook: &Path, english: &Path) -> Result<String> {
    say(
        "画出第一页（第一次约 1 分钟，等待编译）",
        "Drawing the first page (about a minute the first time: waits for the compiler)",
    );
    let mut draw = cargo(workspace.root());
    let mut texts = rulebook.as_os_str().to_owned();
    texts.push(".en");
    draw.args(["run", "-q", "--package", "yingbao-first-page", "--"]).arg(rulebook).arg(texts).arg(english);
    output(&mut draw)
}

/// The rulebook by the engine's own command line.
fn build_rulebook(workspace: &Workspace) -> Result<PathBuf> {
    say(
        "检查并构建规则文件（第一次约 1 分钟，等待编译）",
        "Checking and building the rulebook (about a minute the first time: waits for the compiler)",
    );
    let out = workspace.root().join("target").join(RULEBOOK);
    run(cli(workspace).args(["build", "core/rulebooks/cn", "--apart", "en", "--out"]).arg(&out))
        .context("the rulebook core/rulebooks/cn was not built")?;
    Ok(out)
}

/// The engine's command line, built when it is out of date; its arguments follow.
pub fn cli(workspace: &Workspace) -> std::process::Command {
    let mut command = cargo(workspace.root());
    command.args([
        "run",
        "--release",
        "--package",
        "yingbao-core",
        "--features",
        "cli",
        "--bin",
        "yingbao",
        "--",
    ]);
    command
}

/// Every file of the portal but the loader; the pages get the loader's integrity.
fn copy_pages(folder: &Path, prefix: &str, integrity: &str, site: &mut Output) -> Result<()> {
    let cannot = || format!("{} cannot be read", folder.display());
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            copy_pages(&entry.path(), &format!("{name}/"), integrity, site)?;
        } else if name.ends_with(".html") {
            let page = text(&read(&entry.path())?).replace("{{integrity of yingbao.js}}", integrity);
            site.put(&name, page.as_bytes())?;
        } else if name != LOADER {
            site.put(&name, &read(&entry.path())?)?;
        }
    }
    Ok(())
}

/// The bytes of one file in each form.
struct Sizes {
    plain: usize,
    gzip: usize,
    brotli: usize,
}

/// The folder that is written; a file that has not changed is not compressed again.
struct Output {
    folder: PathBuf,
    kept: BTreeSet<PathBuf>,
}

impl Output {
    fn new(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { folder: folder.to_path_buf(), kept: BTreeSet::new() })
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<Sizes> {
        let path = self.folder.join(name);
        let same = fs::read(&path).is_ok_and(|before| before == bytes);
        if !same {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
            }
            write(&path, bytes)?;
        }
        self.kept.insert(path.clone());
        let mut sizes = Sizes { plain: bytes.len(), gzip: bytes.len(), brotli: bytes.len() };
        if compress::is_worthwhile(name) {
            sizes.brotli = self.put_beside(&path, "br", same, || compress::brotli(bytes))?;
            sizes.gzip = self.put_beside(&path, "gz", same, || compress::gzip(bytes))?;
        }
        Ok(sizes)
    }

    fn put_beside(
        &mut self,
        path: &Path,
        ending: &str,
        same: bool,
        make: impl FnOnce() -> Vec<u8>,
    ) -> Result<usize> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".");
        beside.push(ending);
        let beside = PathBuf::from(beside);
        self.kept.insert(beside.clone());
        if let (true, Ok(there)) = (same, fs::metadata(&beside)) {
            return Ok(usize::try_from(there.len()).unwrap_or(usize::MAX));
        }
        let small = make();
        write(&beside, &small)?;
        Ok(small.len())
    }

    /// What an earlier build left and this one did not write.
    fn remove_the_rest(&self) -> Result<()> {
        remove_others(&self.folder, &self.kept)
    }
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    let cannot = || format!("{} cannot be cleared", folder.display());
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(&path).with_context(cannot)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("yingbao-www-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn files_are_written_with_their_compressed_forms() {
        let folder = folder("forms");
        let mut site = Output::new(&folder).unwrap();
        let sizes = site.put("a/page.html", &b"words ".repeat(100)).unwrap();
        assert!(sizes.plain == 600 && sizes.gzip < 600 && sizes.brotli < sizes.gzip);
        assert!(folder.join("a/page.html.br").is_file() && folder.join("a/page.html.gz").is_file());
        assert_eq!(site.put("photo.png", b"123").unwrap().brotli, 3);
        assert!(!folder.join("photo.png.br").exists());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_unchanged_is_kept_and_the_old_removed() {
        let folder = folder("kept");
        let mut site = Output::new(&folder).unwrap();
        site.put("old.txt", b"old").unwrap();
        site.put("same.txt", b"same").unwrap();
        fs::write(folder.join("same.txt.br"), b"marked").unwrap();
        let mut again = Output::new(&folder).unwrap();
        assert_eq!(again.put("same.txt", b"same").unwrap().brotli, 6);
        again.remove_the_rest().unwrap();
        assert!(!folder.join("old.txt").exists() && !folder.join("old.txt.gz").exists());
        assert_eq!(fs::read(folder.join("same.txt.br")).unwrap(), b"marked");
        fs::remove_dir_all(&folder).unwrap();
    }
}
