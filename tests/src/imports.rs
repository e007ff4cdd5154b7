//! What the files of a crate import from each other, read off their text: every `use` and every path in the code, what
//! their tests import aside. A name that a module only hands on counts as imported from where it is defined.

use std::collections::{BTreeMap, BTreeSet};

/// One thing that a file imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// As it is written, from the root of the crate: `rulebook::Fact`.
    pub path: String,
    /// The file it leads to: `rulebook/facts`. The root of the crate is `lib`.
    pub file: String,
}

impl Import {
    /// Whether it names a part of the crate, a folder or a file, or leads into it.
    pub fn is_of(&self, part: &str) -> bool {
        is_within(&self.path.replace("::", "/"), part) || is_within(&self.file, part)
    }
}

/// Whether a file is a part of the crate or lies in it.
fn is_within(file: &str, part: &str) -> bool {
    file.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What each file imports, by its name.
pub type Imports = BTreeMap<String, BTreeSet<Import>>;

/// One file, taken apart.
struct Source {
    name: String,
    /// Its paths that are imported with `use`: the name it has here, the path, whether it is handed on.
    uses: Vec<(String, Vec<String>, bool)>,
    /// What is left without them.
    body: String,
}

/// The imports of a crate, of its files by name (`engine/screen`, `lib`) and their text.
pub fn imports(files: &[(String, String)]) -> Imports {
    let modules: BTreeMap<Vec<String>, Source> =
        files.iter().map(|(name, text)| (module(name), source(name, text))).collect();
    modules
        .iter()
        .map(|(module, source)| {
            let mut found = BTreeSet::new();
            for (name, path, handed_on) in &source.uses {
                // A module that hands on the names of its folder does not need them itself, unless they stand in its code.
                let own = absolute(&modules, module, path).is_some_and(|path| path.starts_with(module));
                if !(*handed_on && own) || words(&source.body).any(|word| word == name) {
                    found.extend(import(&modules, module, path));
                }
            }
            for path in paths(&source.body) {
                found.extend(import(&modules, module, &path));
            }
            found.retain(|import| import.file != source.name);
            (source.name.clone(), found)
        })
        .collect()
}

/// What the files of one part of a crate import of others that they must not.
pub fn crossings(imports: &Imports, part: &str, walls: &[&str]) -> Vec<String> {
    let files = imports.iter().filter(|(file, _)| is_within(file, part));
    let all = files.flat_map(|(file, found)| found.iter().map(move |import| (file, import)));
    all.filter(|(_, import)| walls.iter().any(|wall| import.is_of(wall)))
        .map(|(file, import)| format!("{file} imports {} ({})", import.path, import.file))
        .collect()
}

/// The files that import each other in a circle, and those between two circles, with what they import of each other.
pub fn circles(imports: &Imports) -> BTreeMap<&str, BTreeSet<&str>> {
    let of = |found: &BTreeSet<Import>| found.iter().map(|import| import.file.clone()).collect();
    let mut left: BTreeMap<&str, BTreeSet<String>> =
        imports.iter().map(|(file, found)| (file.as_str(), of(found))).collect();
    // What imports nothing that is left, and what nothing left imports, is taken away; what stays then are circles.
    loop {
        let names: BTreeSet<&str> = left.keys().copied().collect();
        let imported: BTreeSet<String> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|file, of| of.iter().any(|i| names.contains(i.as_str())) && imported.contains(*file));
        if left.len() == before {
            break;
        }
    }
    let names: BTreeSet<&str> = left.keys().copied().collect();
    let within = |of: &BTreeSet<String>| names.iter().copied().filter(|name| of.contains(*name)).collect();
    left.iter().map(|(file, of)| (*file, within(of))).collect()
}

/// Code without its comments.
pub fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// `text/mod` is the module `text`, `lib` the root.
fn module(name: &str) -> Vec<String> {
    let parts = name.split('/').filter(|part| !["mod", "lib", "main"].contains(part));
    parts.map(str::to_owned).collect()
}

fn source(name: &str, text: &str) -> Source {
    let text = code(text).replace("#[cfg(test)]\nmod tests;", "");
    // Tests stand at the end of a file.
    let ends = ["#[cfg(test)]\n", "#[cfg(all(test, "].into_iter().filter_map(|head| text.find(head)).min();
    let text = ends.map_or(text.as_str(), |end| &text[..end]).replace("(in crate::", "(");
    let (mut uses, mut body, mut rest) = (Vec::new(), String::new(), text.as_str());
    while let Some((line, after)) = rest.split_once('\n').or(Some((rest, ""))).filter(|_| !rest.is_empty()) {
        let head = line.trim_start();
        let (shared, head) = match head.strip_prefix("pub") {
            Some(head) if head.starts_with(['(', ' ']) => {
                (true, head.split_once(' ').map_or(head, |(_, head)| head))
            }
            _ => (false, head),
        };
        if head.starts_with("use ") {
            let (statement, after) = rest.split_once(';').unwrap_or((rest, ""));
            let tree = statement.split_once("use ").map_or("", |(_, tree)| tree);
            let mut found = Vec::new();
            imported("", tree, &mut found);
            uses.extend(found.into_iter().map(|(name, path)| (name, path, shared)));
            rest = after;
        } else {
            body.push_str(line);
            body.push('\n');
            rest = after;
        }
    }
    Source { name: name.to_owned(), uses, body }
}

/// The paths that a tree of imports stands for: `a::{b, c::d}` is `a::b` and `a::c::d`. Each with the name it goes by.
fn imported(before: &str, tree: &str, found: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    let head: String = tree.chars().take_while(|c| c.is_alphanumeric() || "_:*".contains(*c)).collect();
    let rest = tree.strip_prefix(&head).map(str::trim_start).unwrap_or_default();
    let path = format!("{before}{head}");
    match rest.strip_prefix('{').filter(|_| path.is_empty() || path.ends_with("::")) {
        Some(group) => {
            let (mut depth, mut start) = (0usize, 0usize);
            for (at, mark) in group.char_indices() {
                match mark {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        imported(&path, &group[start..at], found);
                        return;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        imported(&path, &group[start..at], found);
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        }
        None if head.is_empty() => {}
        None => {
            let mut path: Vec<String> =
                path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            // `a::{self}` is `a`.
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = rest.strip_prefix("as ").map(str::trim).or(path.last().map(String::as_str));
            found.push((name.unwrap_or_default().to_owned(), path));
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// The paths that stand in code: `a::b` of `a::b(c)`.
fn paths(body: &str) -> Vec<Vec<String>> {
    let runs = body.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let paths =
        runs.map(|run| run.trim_end_matches(':')).filter(|run| run.contains("::") && !run.starts_with(':'));
    paths.map(|run| run.split("::").map(str::to_owned).collect()).collect()
}

/// A path of a module from the root of the crate; `None`: it leads to another crate or stays within the file.
fn absolute(
    modules: &BTreeMap<Vec<String>, Source>,
    module: &[String],
    path: &[String],
) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut from = match first.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_owned(),
        "super" => module.split_last()?.1.to_owned(),
        child => {
            let child: Vec<String> = module.iter().cloned().chain([child.to_owned()]).collect();
            modules.contains_key(&child).then_some(child)?
        }
    };
    from.extend(rest.iter().cloned());
    Some(from)
}

fn import(modules: &BTreeMap<Vec<String>, Source>, module: &[String], path: &[String]) -> Option<Import> {
    let path = absolute(modules, module, path)?;
    let file = &modules.get(&leads_to(modules, &path, 0))?.name;
    Some(Import { path: path.join("::"), file: file.clone() })
}

/// The module in which what a path names is defined.
fn leads_to(modules: &BTreeMap<Vec<String>, Source>, path: &[String], depth: usize) -> Vec<String> {
    let longest =
        (0..=path.len()).rev().map(|length| &path[..length]).find(|part| modules.contains_key(*part));
    let module = longest.unwrap_or_default();
    let (Some(source), Some(name)) = (modules.get(module), path.get(module.len())) else {
        return module.to_owned();
    };
    // A name that is handed on, and handed on again perhaps.
    let handed_on = source.uses.iter().filter(|(known, ..)| known == name);
    handed_on
        .filter_map(|(_, path, _)| absolute(modules, module, path))
        .find(|_| depth < 8)
        .map_or(module.to_owned(), |path| leads_to(modules, &path, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_of(files: &[(&str, &str)]) -> Imports {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        imports(&files.iter().map(owned).collect::<Vec<_>>())
    }

    fn of<'i>(imports: &'i Imports, file: &str) -> Vec<(&'i str, &'i str)> {
        imports[file].iter().map(|import| (import.path.as_str(), import.file.as_str())).collect()
    }

    #[test]
    fn uses_and_paths_are_found_and_comments_and_tests_are_not() {
        let found = crate_of(&[
            ("lib", "pub mod a;\nmod b;\npub use b::Name;\n"),
            (
                "a",
                "use crate::{\n    b::{self, inner::{One, two}},\n};\nfn f() -> crate::b::Name { x.b::<u8>() }\n",
            ),
            ("b", "//! See crate::a.\nmod inner;\n#[cfg(test)]\nmod tests {\n    use crate::a;\n}\n"),
            ("b/inner", "pub(in crate::b) fn two() { super::g(Bound { crate: 1 }) }\n"),
        ]);
        assert_eq!(of(&found, "lib"), []);
        assert_eq!(
            of(&found, "a"),
            [("b", "b"), ("b::Name", "b"), ("b::inner::One", "b/inner"), ("b::inner::two", "b/inner")]
        );
        assert_eq!(of(&found, "b"), []);
        assert_eq!(of(&found, "b/inner"), [("b::g", "b")]);
    }

    #[test]
    fn a_name_that_is_handed_on_comes_from_where_it_is_defined() {
        let facade = |body: &str| {
            crate_of(&[
                ("lib", "mod x;\npub use x::Part;\n"),
                (
                    "x",
                    &format!(
                        "mod part;\nmod rest;\npub use part::Part;\npub use rest::Rest as Other;\n{body}"
                    ),
                ),
                ("x/part", "use super::Other;\n"),
                ("x/rest", ""),
                ("y", "use crate::Part;\nuse crate::x::Other;\n"),
            ])
        };
        let found = facade("");
        assert_eq!(of(&found, "x"), []);
        assert_eq!(of(&found, "x/part"), [("x::Other", "x/rest")]);
        assert_eq!(of(&found, "y"), [("Part", "x/part"), ("x::Other", "x/rest")]);
        assert_eq!(of(&facade("struct Whole(Part);\n"), "x"), [("x::part::Part", "x/part")]);
    }

    #[test]
    fn what_crosses_a_wall_is_told_by_what_is_written_and_by_where_it_leads() {
        let found = crate_of(&[
            ("low", "pub use crate::high::Made;\n"),
            ("low/part", "fn f() -> crate::high::Made { g() }\n"),
            ("lower", "use crate::high::Made;\n"),
            ("high", "mod made;\npub use made::Made;\n"),
            ("high/made", "use crate::low::Plain;\n"),
            ("far", "use crate::low::Made;\n"),
        ]);
        let low = ["low imports high::Made (high/made)", "low/part imports high::Made (high/made)"];
        assert_eq!(crossings(&found, "low", &["high"]), low);
        assert_eq!(crossings(&found, "high", &["lower", "far"]), Vec::<String>::new());
        let far = ["far imports low::Made (high/made)"];
        assert_eq!(crossings(&found, "far", &["high"]), far, "where it leads");
        assert_eq!(crossings(&found, "far", &["low"]), far, "what is written");
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle_and_who_imports_them_is_not() {
        let files = |second: &str| {
            crate_of(&[
                ("outside", "use crate::first::f;\n"),
                ("first", "use crate::second::g;\n"),
                ("second", second),
                ("last", ""),
            ])
        };
        assert_eq!(circles(&files("use crate::last::h;\n")), BTreeMap::new());
        let found = files("use crate::last::h;\nfn g() { crate::first::f() }\n");
        let circle = [("first", BTreeSet::from(["second"])), ("second", BTreeSet::from(["first"]))];
        assert_eq!(circles(&found), BTreeMap::from(circle));
    }
}
