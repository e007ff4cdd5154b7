//! Short names between the widget's WASM and its glue.
//!
//! wasm-bindgen names what they call of each other in full, `__wbg_namespaceURI_67f6d39f1a689250`, and every name is
//! downloaded twice. Released, the glue's functions are a list, imported by their place in it, and what the glue calls of the
//! WASM is `a`, `b` and so on, each in the order of its section. Nothing else reads these names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

pub mod allowed;

/// What the WASM calls the glue.
const MODULE: &str = "a";
const FIRST_LINES: &str = "    const import0 = {\n        __proto__: null,\n";
const LAST_LINES: &str = "    };\n    return {\n        __proto__: null,\n";
const ADAPT: &str = "wasm-bindgen writes another form; adapt www/src/imports.rs";

/// The glue and the WASM, as wasm-pack wrote them, under short names. Left out are exports that the glue never calls, and the
/// sections that say nothing to a browser: names of functions, the tools it was made with.
///
/// # Errors
///
/// Where the WASM imports what it is not allowed, the two do not correspond, or they have another form than that of the pinned
/// wasm-bindgen.
pub fn shorten(allowed: allowed::List, glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    hold_to_allowed(allowed, glue)?;
    under_short_names(glue, wasm)
}

fn under_short_names(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let called = called(glue)?;
    let mut imports = Vec::new();
    let mut exports = BTreeMap::new();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the widget's WASM cannot be read")?;
        match &payload {
            Payload::ImportSection(section) => {
                let mut short = ImportSection::new();
                for import in section.clone().into_imports() {
                    let import = import.context("an import of the widget's WASM cannot be read")?;
                    let TypeRef::Func(signature) = import.ty else {
                        bail!("the widget's WASM imports {}, which is no function: {ADAPT}", import.name);
                    };
                    short.import(MODULE, &imports.len().to_string(), EntityType::Function(signature));
                    imports.push(import);
                }
                module.section(&short);
            }
            Payload::ExportSection(section) => {
                let mut short = ExportSection::new();
                for export in section.clone() {
                    let export = export.context("an export of the widget's WASM cannot be read")?;
                    if called.contains(export.name) {
                        let name = letters(exports.len());
                        short.export(&name, kind(export.kind), export.index);
                        exports.insert(export.name, name);
                    }
                }
                module.section(&short);
            }
            Payload::CustomSection(_) => {}
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    let data = wasm.get(range).context("the widget's WASM ends within a section")?;
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    if let Some(name) = called.iter().find(|name| !exports.contains_key(*name)) {
        bail!("the widget's glue calls wasm.{name}, which the WASM does not export: {ADAPT}");
    }
    let modules: BTreeSet<&str> = imports.iter().map(|import| import.module).collect();
    let order: Vec<&str> = imports.iter().map(|import| import.name).collect();
    let glue = listed(glue, &modules, &order)?;
    Ok((with_exports(&glue, &exports), module.finish()))
}

/// Holds the glue, as wasm-pack wrote it, to what its WASM is allowed to make the page do.
fn hold_to_allowed(allowed: allowed::List, glue: &str) -> Result<()> {
    let functions = glue.split_once(FIRST_LINES).and_then(|(_, rest)| rest.split_once(LAST_LINES));
    let (functions, _) =
        functions.with_context(|| format!("the widget's glue has no object import0: {ADAPT}"))?;
    allowed::check(allowed, &by_name(functions)?)
}

/// The glue with the functions that the WASM imports as a list, in the order of its imports.
fn listed(glue: &str, modules: &BTreeSet<&str>, order: &[&str]) -> Result<String> {
    let [module] = modules.iter().collect::<Vec<_>>()[..] else {
        bail!("the widget's WASM imports from {modules:?}, expected one module: {ADAPT}");
    };
    let last_lines = format!("{LAST_LINES}        \"{module}\": import0,\n    }};\n");
    let parts = glue.split_once(FIRST_LINES).and_then(|(before, rest)| {
        let (functions, after) = rest.split_once(&last_lines)?;
        Some((before, functions, after))
    });
    let Some((before, functions, after)) = parts else {
        bail!("the widget's glue has no object import0 that it gives to the WASM as \"{module}\": {ADAPT}");
    };
    let mut functions = by_name(functions)?;
    let mut list = String::new();
    for name in order {
        let function = functions.remove(name).with_context(|| {
            format!("the widget's WASM imports {name}, which its glue does not have exactly once: {ADAPT}")
        })?;
        list.push_str(&function);
    }
    if let Some(name) = functions.keys().next() {
        bail!("the widget's glue has {name}, which its WASM does not import: {ADAPT}");
    }
    Ok(format!(
        "{before}    const import0 = [\n{list}    ];\n    return {{\n        __proto__: null,\n        {MODULE}: import0,\n    \
         }};\n{after}"
    ))
}

/// The functions of the object literal, without their names.
fn by_name(functions: &str) -> Result<BTreeMap<&str, String>> {
    let mut found = BTreeMap::new();
    let mut current = None;
    for line in functions.split_inclusive('\n') {
        let entry = line.strip_prefix("        ").filter(|rest| !rest.starts_with([' ', '}']));
        if let Some((name, start)) = entry.and_then(|entry| entry.split_once(": ")) {
            ensure!(
                start.starts_with("function("),
                "the widget's glue has {name} that is no function: {ADAPT}"
            );
            ensure!(!found.contains_key(name), "the widget's glue has {name} twice: {ADAPT}");
            found.insert(name, start.to_owned());
            current = Some(name);
        } else if let (None, Some(function)) = (entry, current.and_then(|name| found.get_mut(name))) {
            function.push_str(line);
        } else {
            bail!("the widget's glue has the line `{}` among its functions: {ADAPT}", line.trim());
        }
    }
    Ok(found)
}

/// What the glue calls of the WASM.
fn called(glue: &str) -> Result<BTreeSet<&str>> {
    ensure!(
        glue.matches(".exports").count() == 1
            && glue.contains("    wasm = instance.exports;\n")
            && !glue.contains("wasm["),
        "the widget's glue does not take the exports of its WASM once, as `wasm`: {ADAPT}"
    );
    Ok(calls(glue).map(|(_, name)| name).collect())
}

/// The glue with the short names of the exports.
fn with_exports(glue: &str, exports: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut copied = 0;
    for (at, name) in calls(glue) {
        out.push_str(glue.get(copied..at).unwrap_or_default());
        out.push_str(exports.get(name).map_or(name, String::as_str));
        copied = at + name.len();
    }
    out + glue.get(copied..).unwrap_or_default()
}

/// Each name that follows `wasm.` in the glue, and where it stands.
fn calls(glue: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    glue.match_indices("wasm.").filter_map(move |(at, found)| {
        let (before, rest) = (glue.get(..at)?, glue.get(at + found.len()..)?);
        let name = rest.split(|c| !in_name(c)).next()?;
        (!before.ends_with(in_name)).then_some((at + found.len(), name))
    })
}

fn kind(kind: ExternalKind) -> ExportKind {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
    }
}

/// `a` to `z`, then `aa`, `ab` and so on.
fn letters(number: usize) -> String {
    let last: String = ('a'..='z').cycle().skip(number).take(1).collect();
    if number < 26 { last } else { letters(number / 26 - 1) + &last }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, CustomSection, Function, FunctionSection, TypeSection};

    use super::under_short_names as shorten;
    use super::*;

    const GLUE: &str = r#"export function load(a) {
    wasm.load(a, wasm.__wbindgen_export2);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_1: function(arg0) {
            return { wasm: arg0 };
        },
        __wbg_b_2: function() { return handleError(function (arg0) {
            wasm.__wbindgen_export(arg0);
        }, arguments); },
    };
    return {
        __proto__: null,
        "./w_bg.js": import0,
    };
}
function __wbg_finalize_init(instance) {
    wasm = instance.exports;
}
"#;

    /// A module that imports and exports functions by these names.
    fn module(imported: &[(&str, &str)], exported: &[&str]) -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        types.ty().function([], []);
        for (module, name) in imported {
            imports.import(module, name, EntityType::Function(0));
        }
        let first = u32::try_from(imported.len()).unwrap();
        for (index, name) in (first..).zip(exported) {
            functions.function(0);
            exports.export(name, ExportKind::Func, index);
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.section(&CustomSection { name: "producers".into(), data: b"words".into() });
        module.finish()
    }

    const IMPORTED: [(&str, &str); 2] = [("./w_bg.js", "__wbg_b_2"), ("./w_bg.js", "__wbg_a_1")];
    const EXPORTED: [&str; 4] = ["__abort_handler", "load", "__wbindgen_export", "__wbindgen_export2"];

    /// What is wrong with the two, in words.
    fn wrong(glue: &str, wasm: &[u8]) -> String {
        let error = shorten(glue, wasm).unwrap_err().to_string();
        assert!(error.ends_with("adapt www/src/imports.rs"), "{error}");
        error
    }

    #[test]
    fn both_get_the_same_short_names() {
        let (glue, wasm) = shorten(GLUE, &module(&IMPORTED, &EXPORTED)).unwrap();
        let expected = r#"export function load(a) {
    wasm.a(a, wasm.c);
}
function __wbg_get_imports() {
    const import0 = [
function() { return handleError(function (arg0) {
            wasm.b(arg0);
        }, arguments); },
function(arg0) {
            return { wasm: arg0 };
        },
    ];
    return {
        __proto__: null,
        a: import0,
    };
}
function __wbg_finalize_init(instance) {
    wasm = instance.exports;
}
"#;
        assert_eq!(glue, expected);
        let mut short = Vec::new();
        for payload in Parser::new(0).parse_all(&wasm) {
            match payload.unwrap() {
                Payload::ImportSection(section) => short.extend(section.into_imports().map(|import| {
                    let import = import.unwrap();
                    (import.module.to_owned(), import.name.to_owned(), None)
                })),
                Payload::ExportSection(section) => short.extend(section.into_iter().map(|export| {
                    let export = export.unwrap();
                    (String::new(), export.name.to_owned(), Some(export.index))
                })),
                Payload::CustomSection(section) => panic!("{} is left", section.name()),
                _ => {}
            }
        }
        let of = |module: &str, name: &str, index| (module.to_owned(), name.to_owned(), index);
        let expected = [
            of("a", "0", None),
            of("a", "1", None),
            of("", "a", Some(3)),
            of("", "b", Some(4)),
            of("", "c", Some(5)),
        ];
        assert_eq!(short, expected);
    }

    #[test]
    fn all_else_stays_as_it_is() {
        let sections = |wasm: &[u8]| -> Vec<(u8, Vec<u8>)> {
            let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
            let found = payloads.filter_map(|payload| payload.as_section());
            found
                .filter(|(id, _)| ![0, 2, 7].contains(id))
                .map(|(id, range)| (id, wasm[range].to_vec()))
                .collect()
        };
        let wasm = module(&IMPORTED, &EXPORTED);
        let (_, short) = shorten(GLUE, &wasm).unwrap();
        assert_eq!(sections(&wasm).len(), 3);
        assert_eq!(sections(&wasm), sections(&short));
    }

    #[test]
    fn what_does_not_correspond_is_refused() {
        let whole = module(&IMPORTED, &EXPORTED);
        let imports = "does not have exactly once";
        assert!(wrong(&GLUE.replace("__wbg_a_1", "__wbg_a_2"), &whole).contains(imports));
        assert!(wrong(GLUE, &module(&[IMPORTED[0], IMPORTED[0]], &EXPORTED)).contains(imports));
        assert!(
            wrong(GLUE, &module(&IMPORTED[..1], &EXPORTED))
                .contains("has __wbg_a_1, which its WASM does not import")
        );
        assert!(wrong(GLUE, &module(&IMPORTED, &EXPORTED[1..3])).contains("calls wasm.__wbindgen_export2"));
        assert!(wrong(&GLUE.replace("__wbg_a_1", "__wbg_b_2"), &whole).contains("__wbg_b_2 twice"));
        let elsewhere = module(&[IMPORTED[0], ("./snippet.js", "__wbg_a_1")], &EXPORTED);
        assert!(wrong(GLUE, &elsewhere).contains("./snippet.js"));
    }

    #[test]
    fn another_form_of_the_glue_is_refused() {
        let whole = module(&IMPORTED, &EXPORTED);
        assert!(wrong(&GLUE.replace("const import0", "const imports"), &whole).contains("no object import0"));
        assert!(wrong(&GLUE.replace("\"./w_bg.js\"", "\"./v_bg.js\""), &whole).contains("no object import0"));
        assert!(
            wrong(&GLUE.replace("        __wbg_a_1: function(arg0)", "        __wbg_a_1(arg0)"), &whole)
                .contains("__wbg_a_1(arg0)")
        );
        assert!(
            wrong(&GLUE.replace("__wbg_a_1: function(", "__wbg_a_1: async ("), &whole)
                .contains("no function")
        );
        assert!(
            wrong(&GLUE.replace("instance.exports", "instance['exports']"), &whole)
                .contains("take the exports")
        );
        assert!(
            wrong(&GLUE.replace("wasm.__wbindgen_export(", "wasm['__wbindgen_export']("), &whole)
                .contains("take the exports")
        );
    }

    #[test]
    fn letters_go_on_after_the_last() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(names, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
