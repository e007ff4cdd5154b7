//! The released script in few bytes: local names short, spaces and what is never reached left out.
//!
//! What it does stays the same. To review it, read its source, `www/site/yingbao.js`, and the glue in `target/pkg`.

use anyhow::{Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

/// Nothing younger is written unless it is there already: the script is to run wherever its source does.
const SYNTAX: &str = "es2020";

/// The script `text` in few bytes.
///
/// # Errors
///
/// Where it is no script, with the place.
pub fn minify(text: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::script()).parse();
    let meaning = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
    if let Some(problem) = parsed.diagnostics.first().or(meaning.diagnostics.first()) {
        let at = problem.labels.first().map_or(0, |label| label.offset());
        let rest = usize::try_from(at).ok().and_then(|at| text.get(at..)).unwrap_or_default();
        bail!(
            "the assembled yingbao.js is no script, at `{}`: {problem}; correct www/site/yingbao.js, or what \
             www/src/loader.rs and www/src/imports.rs make of the glue",
            rest.lines().next().unwrap_or_default().chars().take(80).collect::<String>()
        );
    }
    let mut program = parsed.program;
    let target = EngineTargets::from_target(SYNTAX)
        .map_err(|error| anyhow!("www/src/minify.rs: {SYNTAX}: {error}"))?;
    let options = MinifierOptions {
        compress: Some(CompressOptions { target, ..CompressOptions::smallest() }),
        ..MinifierOptions::default()
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let written = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program);
    Ok(written.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_gets_short_and_keeps_what_others_know_by_name() {
        let text = "(() => {\n  'use strict';\n  const unused = () => 1;\n  class Longer extends HTMLElement {\n    #hidden = 1;\n    \
                    shown(first) { return this.#hidden + first.given + wasm.a(first.given); }\n  }\n  \
                    customElements.define('a-b', Longer);\n})();\n";
        let short = minify(text).unwrap();
        assert!(short.len() < text.len() * 2 / 3, "{short}");
        for kept in
            ["use strict", "HTMLElement", "shown(", ".given", "wasm.a(", "customElements.define", "a-b"]
        {
            assert!(short.contains(kept), "{kept} is missing: {short}");
        }
        for gone in ["unused", "Longer", "hidden", "\n  "] {
            assert!(!short.contains(gone), "{gone} is left: {short}");
        }
    }

    #[test]
    fn no_younger_syntax_is_brought_in() {
        let text = "globalThis.a = (b) => { try { b(); } catch (e) { b.c || (b.c = 1); } };";
        let short = minify(text).unwrap();
        assert!(!short.contains("||="), "{short}");
    }

    #[test]
    fn what_is_no_script_is_refused_with_its_place() {
        let error = minify("const a = 1;\nimport b from 'c';\n").unwrap_err().to_string();
        assert!(error.contains("`import b from 'c';`"), "{error}");
        let error = minify("const a = 1;\nconst a = 2;\n").unwrap_err().to_string();
        assert!(error.contains("`a = 1;`"), "{error}");
        let error = minify("const a = 1;\nconst b = );\n").unwrap_err().to_string();
        assert!(error.contains("`);`"), "{error}");
    }
}
