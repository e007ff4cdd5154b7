//! Turns `messages/*.toml` into a typed table: a key for every text, the same in all languages.
// A build stops at what is wrong in a text file.
#![allow(clippy::expect_used, clippy::panic)]

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                into.insert(key, text.clone());
            }
            other => panic!("{key}: a text is expected, not {other}"),
        }
    }
}

/// The style sheets without comments and without blanks that say nothing.
fn short(style: &str) -> String {
    let mut text = String::new();
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["{", "}", ";", ","] {
        text = text.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark);
    }
    text.replace(": ", ":")
}

/// `place.title` becomes `PlaceTitle`.
fn variant(key: &str) -> String {
    key.split(['.', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    found.sort_unstable();
    found
}

fn main() {
    println!("cargo::rerun-if-env-changed=YINGBAO_NAMES");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") && env::var_os("YINGBAO_NAMES").is_none()
    {
        // The names of functions would be a third of the file; cargo's own `strip` leaves them in.
        println!("cargo::rustc-link-arg-cdylib=--strip-all");
    }
    // The package of the first page lies in the widget's folder and shares this script.
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let root =
        manifest.ancestors().find(|folder| folder.join("messages").is_dir()).expect("the texts are there");
    for folder in ["messages", "style"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let tables: Vec<BTreeMap<String, String>> = LANGUAGES
        .iter()
        .map(|language| {
            let path = root.join("messages").join(format!("{language}.toml"));
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let mut flat = BTreeMap::new();
            flatten("", &table, &mut flat);
            flat
        })
        .collect();
    let [first, second] = tables.as_slice() else { panic!("two languages") };
    for key in first.keys().chain(second.keys()) {
        let (Some(a), Some(b)) = (first.get(key), second.get(key)) else {
            panic!("{key} does not stand in both languages")
        };
        assert_eq!(placeholders(a), placeholders(b), "{key}: the placeholders differ");
    }
    let mut code = String::from(
        "/// A text of the widget itself.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[allow(missing_docs)]\npub enum Key {\n",
    );
    for key in first.keys() {
        let _ = writeln!(code, "    {},", variant(key));
    }
    code.push_str("}\n");
    let mut write = |about: &str, name: &str, table: &BTreeMap<String, String>| {
        let texts: Vec<String> = table.values().map(|t| format!("{t:?}")).collect();
        let _ = writeln!(code, "{about}static {name}: [&str; {}] = [{}];", texts.len(), texts.join(", "));
    };
    write("", "CHINESE", first);
    write("/// A browser fetches them.\n#[cfg(not(target_arch = \"wasm32\"))]\n", "ENGLISH", second);
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("texts.rs"), code).expect("the build folder can be written");
    let mut sheets: Vec<PathBuf> = fs::read_dir(root.join("style"))
        .expect("the style sheets are there")
        .map(|entry| entry.expect("a style sheet").path())
        .collect();
    sheets.sort();
    let style: String =
        sheets.iter().map(|sheet| fs::read_to_string(sheet).expect("a style sheet can be read")).collect();
    fs::write(Path::new(&out).join("style.css"), short(&style)).expect("the build folder can be written");
}
