//! Makes the released `yingbao.js`: the loader of `www/site`, the widget's glue inside it, and the
//! digests of what it fetches. One file without imports, so one integrity attribute covers it.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

/// The glue of one WASM in the loader.
struct Glue {
    /// Where it goes.
    place: &'static str,
    /// The function it becomes.
    name: &'static str,
    /// What stands otherwise in it than wasm-bindgen wrote it.
    patches: &'static [(&'static str, &'static str)],
}

/// That of the widget, and that of the screener without its interface.
const GLUES: [Glue; 2] = [
    Glue { place: "/* glue */", name: "glue", patches: &PATCHES },
    Glue { place: "/* glue of the API */", name: "apiGlue", patches: &API_PATCHES },
];
const FIRST_HERE: &str = "/* first page */";

/// What stands otherwise in our glue than wasm-bindgen wrote it: whatever enters or leaves the engine passes the loader's
/// guard, what a host page wrote into `Object.prototype` is no option of ours, and a text that a page translator took out is still
/// found.
const PATCHES: [(&str, &str); 7] = [
    ("wasm = instance.exports;", "wasm = guard(instance.exports);"),
    ("const ret = new Object();", "const ret = Object.create(null);"),
    // Some libraries put classes of their own in the place of these.
    ("getObject(arg0) instanceof Window;", "getObject(arg0) === globalThis;"),
    ("getObject(arg0) instanceof Element;", "getObject(arg0).nodeType === 1;"),
    (
        ".insertBefore(getObject(arg1), getObject(arg2))",
        ".insertBefore(getObject(arg1), standing(getObject(arg2)))",
    ),
    (".removeChild(getObject(arg1))", ".removeChild(standing(getObject(arg1)))"),
    ("getObject(arg0).nodeValue =", "restored(getObject(arg0)).nodeValue ="),
];

/// Without an interface there are no elements.
const API_PATCHES: [(&str, &str); 1] = [("wasm = instance.exports;", "wasm = guard(instance.exports);")];

/// What a page writes into an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The loader with the glues and the first page inside and the integrity of each fetched file filled in.
pub fn assemble(loader: &str, glues: [&str; 2], first: &str, fetched: &[(&str, &[u8])]) -> Result<String> {
    for place in GLUES.map(|glue| glue.place).into_iter().chain([FIRST_HERE]) {
        if loader.matches(place).count() != 1 {
            bail!("www/site/yingbao.js: expected {place} exactly once; put it back");
        }
    }
    let mut text = stripped(loader).replace(FIRST_HERE, first.trim());
    for (of, glue) in GLUES.iter().zip(glues) {
        text = text.replace(of.place, &scoped(of, glue)?);
    }
    for (name, bytes) in fetched {
        let place = format!("/* integrity of {name} */");
        if text.matches(&place).count() != 1 {
            bail!("www/site/yingbao.js: expected '{place}' exactly once; put it back");
        }
        text = text.replace(&place, &integrity(bytes));
    }
    Ok(text)
}

/// The glue as a function that makes a new, separate instance at each call.
///
/// wasm-pack writes an ES module; its imports would escape the script tag's integrity and its
/// exports cannot stand in a classic script. The version of wasm-bindgen is pinned, so is this form.
fn scoped(of: &Glue, glue: &str) -> Result<String> {
    let mut exported = vec!["init: __wbg_init".to_owned()];
    let mut body = String::new();
    for line in stripped(glue).lines() {
        if let Some(rest) =
            line.strip_prefix("export function ").or_else(|| line.strip_prefix("export class "))
        {
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '$').collect();
            exported.push(name);
            body.push_str(&line["export ".len()..]);
        // The loader frees what it made; it never has a `using`.
        } else if !line.starts_with("export {") && !line.starts_with("if (Symbol.dispose)") {
            body.push_str(&line.replace("import.meta.url", "''"));
        }
        body.push('\n');
    }
    let left = ["import ", "import{", "export ", "import("];
    if let Some(line) = body
        .lines()
        .find(|line| left.iter().any(|word| line.starts_with(word)) || line.contains("import.meta"))
    {
        bail!(
            "the widget's glue has the line `{line}`, which cannot stand in one classic script: a dependency brings its \
             own JavaScript file, or wasm-bindgen writes another form; leave that dependency out or adapt www/src/loader.rs"
        );
    }
    if !body.contains("function __wbg_init(") {
        bail!(
            "the widget's glue has no function __wbg_init: wasm-bindgen writes another form; adapt www/src/loader.rs"
        );
    }
    for (found, ours) in of.patches {
        if body.matches(found).count() != 1 {
            bail!(
                "the widget's glue does not have `{found}` exactly once: wasm-bindgen writes another form; adapt www/src/loader.rs"
            );
        }
        body = body.replace(found, ours);
    }
    Ok(format!("const {} = (guard) => {{\n{body}return {{ {} }};\n}};", of.name, exported.join(", ")))
}

/// Without comment lines, empty lines and indentation.
fn stripped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/**") || line.starts_with("/* @");
        in_comment |= opens;
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "/* @ts-self-types=\"./w.d.ts\" */\n\n/**\n * Words.\n * @param {string} a\n */\nexport function load(a) {\n    return a; // stays\n}\nexport class Mounted {\n}\nif (Symbol.dispose) Mounted.prototype[Symbol.dispose] = Mounted.prototype.free;\nasync function __wbg_init(path) {\n    path = new URL('w.wasm', import.meta.url);\n    wasm = instance.exports;\n    const ret = new Object();\n    let a = getObject(arg0) instanceof Window;\n    let b = getObject(arg0) instanceof Element;\n    getObject(arg0).insertBefore(getObject(arg1), getObject(arg2));\n    getObject(arg0).removeChild(getObject(arg1));\n    getObject(arg0).nodeValue = '';\n}\n\nexport { initSync, __wbg_init as default };\n";
    const PAGE: &str = "{\"page\":1}\n";
    const API: &str = "export function screen(a) {\n    return a;\n}\nasync function __wbg_init(path) {\n    wasm = instance.exports;\n}\n\nexport { initSync, __wbg_init as default };\n";
    const LOADER: &str = "// About.\n(() => {\n  /* glue */\n  /* glue of the API */\n  const F = /* first page */;\n  const A = ['a.wasm', '/* integrity of a.wasm */'];\n})();\n";

    #[test]
    fn the_glue_becomes_one_function() {
        let text = assemble(LOADER, [GLUE, API], PAGE, &[("a.wasm", b"x")]).unwrap();
        assert_eq!(
            text,
            format!(
                "(() => {{\nconst glue = (guard) => {{\nfunction load(a) {{\nreturn a; // stays\n}}\nclass Mounted {{\n}}\n\n\
                 async function __wbg_init(path) {{\npath = new URL('w.wasm', '');\n\
                 wasm = guard(instance.exports);\nconst ret = Object.create(null);\n\
                 let a = getObject(arg0) === globalThis;\nlet b = getObject(arg0).nodeType === 1;\n\
                 getObject(arg0).insertBefore(getObject(arg1), standing(getObject(arg2)));\n\
                 getObject(arg0).removeChild(standing(getObject(arg1)));\nrestored(getObject(arg0)).nodeValue = '';\n}}\n\nreturn {{ init: __wbg_init, load, Mounted }};\n}};\n\
                 const apiGlue = (guard) => {{\nfunction screen(a) {{\nreturn a;\n}}\nasync function __wbg_init(path) {{\n\
                 wasm = guard(instance.exports);\n}}\n\nreturn {{ init: __wbg_init, screen }};\n}};\n\
                 const F = {{\"page\":1}};\nconst A = ['a.wasm', '{}'];\n}})();\n",
                integrity(b"x")
            )
        );
    }

    #[test]
    fn integrity_is_as_browsers_compute_it() {
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
    }

    #[test]
    fn what_cannot_be_inlined_is_refused() {
        let snippet = format!("import {{ f }} from './snippets/a.js';\n{GLUE}");
        assert!(
            assemble(LOADER, [&snippet, API], PAGE, &[("a.wasm", b"")])
                .unwrap_err()
                .to_string()
                .contains("snippets/a.js")
        );
        assert!(
            assemble(LOADER, ["export function load() {}", API], PAGE, &[])
                .unwrap_err()
                .to_string()
                .contains("__wbg_init")
        );
    }

    #[test]
    fn a_loader_without_its_places_is_refused() {
        assert!(
            assemble("// nothing", [GLUE, API], PAGE, &[]).unwrap_err().to_string().contains("/* glue */")
        );
        assert!(
            assemble(LOADER, [GLUE, API], PAGE, &[("b.wasm", b"")])
                .unwrap_err()
                .to_string()
                .contains("b.wasm")
        );
    }

    #[test]
    fn the_loader_of_this_tree_has_its_places() {
        let loader = include_str!("../site/yingbao.js");
        let fetched: [(&str, &[u8]); 4] = [
            ("yingbao.wasm", b"w"),
            ("cn.rulebook", b"r"),
            ("cn.en.texts", b"t"),
            ("yingbao.api.wasm", b"a"),
        ];
        let text = assemble(loader, [GLUE, API], PAGE, &fetched).unwrap();
        assert!(fetched.iter().all(|(_, bytes)| text.contains(&integrity(bytes))));
        assert!(!text.contains("/* integrity of"));
        assert!(!text.lines().any(|line| line.starts_with("//")));
    }
}
