//! What each crate of the widget's WASM costs.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::compress;

/// What is no function of a crate.
const DATA: &str = "(data)";
const REST: &str = "(tables, types, imports)";
const NAMELESS: &str = "(no name)";

/// A function, by its name in the source.
struct Function {
    name: String,
    body: Vec<u8>,
}

/// What one crate takes.
#[derive(Default)]
struct Cost {
    functions: usize,
    bytes: Vec<u8>,
}

/// The table of what each crate takes, the most first; beside it the largest functions, if any are wanted. A generic function
/// counts for the crate whose source it is in, whoever uses it.
///
/// # Errors
///
/// Where the WASM cannot be read or has no names.
pub fn table(wasm: &[u8], largest: usize) -> Result<String> {
    let parts = Parts::read(wasm)?;
    let mut costs: BTreeMap<&str, Cost> = BTreeMap::new();
    for function in &parts.functions {
        let cost = costs.entry(crate_of(&function.name)).or_default();
        cost.functions += 1;
        cost.bytes.extend(&function.body);
    }
    costs.insert(DATA, Cost { functions: 0, bytes: parts.data });
    costs.insert(REST, Cost { functions: 0, bytes: parts.rest });
    let all: usize = costs.values().map(|cost| cost.bytes.len()).sum();
    let mut rows: Vec<(&str, Cost)> = costs.into_iter().collect();
    rows.sort_by_key(|(name, cost)| (std::cmp::Reverse(cost.bytes.len()), *name));
    let mut lines = vec![format!(
        "{:<26}{:>10}{:>8}{:>11}{:>18}",
        "crate", "bytes", "%", "functions", "brotli, by itself"
    )];
    for (name, Cost { functions, bytes }) in &rows {
        let share = bytes.len() * 1000 / all.max(1);
        let alone = compress::brotli(bytes).len();
        let share = format!("{}.{}", share / 10, share % 10);
        lines.push(format!("{name:<26}{:>10}{share:>8}{functions:>11}{alone:>18}", bytes.len()));
    }
    lines.push(format!("{:<26}{all:>10}{:>8}{:>11}{:>18}", "all", "", "", compress::brotli(wasm).len()));
    let mut functions: Vec<&Function> = parts.functions.iter().collect();
    functions.sort_by_key(|function| std::cmp::Reverse(function.body.len()));
    lines.extend(functions.iter().take(largest).map(|one| format!("{:>8}  {}", one.body.len(), one.name)));
    Ok(lines.join("\n"))
}

/// The parts of a module.
struct Parts {
    functions: Vec<Function>,
    data: Vec<u8>,
    rest: Vec<u8>,
}

impl Parts {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut imported = 0;
        let mut bodies: Vec<Vec<u8>> = Vec::new();
        let mut names: BTreeMap<u32, String> = BTreeMap::new();
        let (mut data, mut rest) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload.context("the widget's WASM cannot be read")?;
            match &payload {
                Payload::ImportSection(section) => {
                    imported = section.clone().into_imports().count();
                    rest.extend(wasm.get(section.range()).unwrap_or_default());
                }
                Payload::CodeSectionEntry(body) => {
                    bodies.push(wasm.get(body.range()).unwrap_or_default().to_vec());
                }
                Payload::CodeSectionStart { .. } => {}
                Payload::DataSection(section) => {
                    data.extend(wasm.get(section.range()).unwrap_or_default());
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(reader) = section.as_known() else { continue };
                    for part in reader {
                        let Name::Function(map) = part.context("a name cannot be read")? else { continue };
                        for naming in map {
                            let naming = naming.context("the name of a function cannot be read")?;
                            names.insert(naming.index, without_hashes(naming.name));
                        }
                    }
                }
                _ => {
                    if let Some((_, range)) = payload.as_section() {
                        rest.extend(wasm.get(range).unwrap_or_default());
                    }
                }
            }
        }
        ensure!(!names.is_empty(), "the widget's WASM has no names of functions");
        let functions = (imported..)
            .zip(bodies)
            .map(|(index, body)| {
                let name = u32::try_from(index).ok().and_then(|index| names.remove(&index));
                Function { name: name.unwrap_or_else(|| NAMELESS.to_owned()), body }
            })
            .collect();
        Ok(Self { functions, data, rest })
    }
}

/// A name as the linker writes it, without the hash that it puts after each crate: `yew[c7a975371a5ee6fc]::html`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

/// The crate of a function by its name: `<alloc::vec::Vec<T> as core::ops::Drop>::drop` is `alloc`'s.
fn crate_of(name: &str) -> &str {
    if name == NAMELESS {
        return NAMELESS;
    }
    let path = name.trim_start_matches(['<', '&', '*', '[', '(', ' ']);
    let path =
        ["mut ", "const ", "dyn ", "fn("].iter().fold(path, |path, word| path.trim_start_matches(word));
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(path.len());
    match path.get(..end) {
        // A function of C, or of the tools: it has no path.
        Some(first) if path.get(end..).is_some_and(|rest| rest.starts_with("::")) => first,
        _ => "(no crate)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, FunctionSection, Module, NameMap, NameSection, TypeSection};

    #[test]
    fn a_function_is_of_the_crate_it_is_written_in() {
        assert_eq!(crate_of("<alloc::vec::Vec<yew::Html> as core::ops::Drop>::drop"), "alloc");
        assert_eq!(crate_of("rust_decimal::ops::div::div_impl"), "rust_decimal");
        assert_eq!(crate_of("<&mut serde_json::Serializer as serde::Serializer>::collect"), "serde_json");
        assert_eq!(crate_of("memcpy"), "(no crate)");
    }

    fn module(names: &[(u32, &str)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for length in [1, 5] {
            functions.function(0);
            let mut body = wasm_encoder::Function::new([]);
            for _ in 0..length {
                body.instructions().nop();
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut map = NameMap::new();
        names.iter().for_each(|(index, name)| map.append(*index, name));
        let mut section = NameSection::new();
        section.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code).section(&section);
        module.finish()
    }

    #[test]
    fn the_most_costly_crate_comes_first() {
        let wasm = module(&[(0, "core[70defc23acd9a8e9]::ptr::read"), (1, "yew[c7a975371a5ee6fc]::html")]);
        let table = table(&wasm, 1).unwrap();
        let at = |name| table.find(name).unwrap();
        assert!(at("yew ") < at("core "), "{table}");
        assert!(table.ends_with("yew::html"), "{table}");
    }

    #[test]
    fn only_hashes_are_taken_out_of_a_name() {
        assert_eq!(
            without_hashes("<[u8] as core[70defc23acd9a8e9]::Debug>::fmt"),
            "<[u8] as core::Debug>::fmt"
        );
        assert_eq!(without_hashes("<[&str; 26]>::iter"), "<[&str; 26]>::iter");
    }

    #[test]
    fn without_names_nothing_can_be_said() {
        assert!(table(&module(&[]), 0).unwrap_err().to_string().contains("no names"));
    }
}
