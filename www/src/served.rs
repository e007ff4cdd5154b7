//! A built site held in memory. A request can only name what was read at the start, so no path leads
//! out of the folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

/// One file with its compressed forms.
#[derive(Debug)]
pub struct File {
    /// Its MIME type.
    pub mime: &'static str,
    /// Its bytes.
    pub plain: Vec<u8>,
    /// Compressed by Brotli, where the builder made that.
    pub brotli: Option<Vec<u8>>,
    /// Compressed by gzip, where the builder made that.
    pub gzip: Option<Vec<u8>>,
    /// The quoted digest of the plain bytes.
    pub etag: String,
}

/// All files by their path from the site's root, without a slash before.
#[derive(Debug)]
pub struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// Reads a folder whole.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut found = BTreeMap::new();
        read_into(folder, "", &mut found)?;
        ensure!(
            !found.is_empty(),
            "{} holds no file to serve; build the site first: cargo demo",
            folder.display()
        );
        Ok(Self::of(found))
    }

    /// A site of files given by path; `x.br` and `x.gz` become the compressed forms of `x`.
    pub fn of(mut found: BTreeMap<String, Vec<u8>>) -> Self {
        let names: Vec<String> = found.keys().filter(|name| !is_compressed(name)).cloned().collect();
        let mut files = BTreeMap::new();
        for name in names {
            let Some(plain) = found.remove(&name) else { continue };
            let file = File {
                mime: mime(&name),
                brotli: found.remove(&format!("{name}.br")),
                gzip: found.remove(&format!("{name}.gz")),
                etag: format!(
                    "\"{}\"",
                    URL_SAFE_NO_PAD.encode(Sha256::digest(&plain)).get(..20).unwrap_or_default()
                ),
                plain,
            };
            files.insert(name, file);
        }
        Self { files }
    }

    /// The file that a request's path names; a folder names its `index.html`.
    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.get(&name_of(path)?)
    }

    /// The page for what is not there.
    pub fn not_found(&self) -> Option<&File> {
        self.files.get("404.html")
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }
}

fn is_compressed(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

fn read_into(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let cannot = || format!("{} cannot be read", folder.display());
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        // A link is not followed: it may lead anywhere.
        let kind = entry.file_type().with_context(cannot)?;
        if kind.is_dir() {
            read_into(&entry.path(), &name, found)?;
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("{} cannot be read", entry.path().display()))?;
            found.insert(name, bytes);
        }
    }
    Ok(())
}

/// The name in the site for a request's path; `None` for a path that is no plain file name.
fn name_of(path: &str) -> Option<String> {
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let stays = path.split('/').all(|part| part != ".." && part != "." && !part.contains(['\\', '\0']));
    if !stays {
        return None;
    }
    if path.is_empty() || path.ends_with('/') {
        Some(format!("{path}index.html"))
    } else {
        Some(path.into_owned())
    }
}

/// The MIME type of a file by its name.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let names = [
            "index.html",
            "404.html",
            "yingbao.wasm",
            "yingbao.wasm.br",
            "cn.rulebook",
            "docs/index.html",
            "通知.txt",
        ];
        Site::of(names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect())
    }

    #[test]
    fn paths_lead_to_files() {
        let site = site();
        let plain =
            |path: &str| site.find(path).map(|file| String::from_utf8_lossy(&file.plain).into_owned());
        assert_eq!(plain("/").as_deref(), Some("index.html"));
        assert_eq!(plain("/yingbao.wasm").as_deref(), Some("yingbao.wasm"));
        assert_eq!(plain("/docs/").as_deref(), Some("docs/index.html"));
        assert_eq!(plain("/%E9%80%9A%E7%9F%A5.txt").as_deref(), Some("通知.txt"));
        assert_eq!(plain("/missing"), None);
        assert_eq!(site.len(), 6);
    }

    #[test]
    fn no_path_leads_out() {
        let site = site();
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/docs/%2e%2e/index.html",
            "/..%2fCargo.toml",
            "/.\\index.html",
            "index.html",
            "/%ff",
            "/\0",
            "//",
        ] {
            assert!(site.find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn compressed_forms_belong_to_their_file() {
        let site = site();
        assert!(site.find("/yingbao.wasm.br").is_none());
        assert_eq!(
            site.find("/yingbao.wasm").and_then(|f| f.brotli.as_deref()),
            Some(&b"yingbao.wasm.br"[..])
        );
        assert!(site.find("/cn.rulebook").is_some_and(|f| f.brotli.is_none() && f.gzip.is_none()));
    }

    #[test]
    fn types_are_those_browsers_ask_for() {
        assert_eq!(mime("yingbao.wasm"), "application/wasm");
        assert_eq!(mime("yingbao.js"), "text/javascript; charset=utf-8");
        assert_eq!(mime("cn.rulebook"), "application/octet-stream");
        assert_eq!(mime("cn.en.texts"), "application/octet-stream");
        assert_eq!(mime("a.b.css"), "text/css; charset=utf-8");
    }

    #[test]
    fn the_digest_tells_contents_apart() {
        let site = site();
        let tag = |path| &site.find(path).unwrap().etag;
        assert_ne!(tag("/"), tag("/yingbao.wasm"));
        assert!(tag("/").starts_with('"') && tag("/").ends_with('"'));
    }
}
