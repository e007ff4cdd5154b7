//! Everything that our WASM can make the page do, with what it is for.
//!
//! WASM touches nothing but its own memory; all else it asks its imports for. Each is a function of the glue, and what that
//! function does is compared, not its name: `new_617a8cdb8bb1130e` may make an array or a request. So a dependency that
//! begins to fetch, to store or to load breaks the build, here. SECURITY.md says what this shows and what it does not.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

/// What the glue does for a WASM, by what it is for: `it` is any value of the page, `n` a number, `text` a text of the WASM.
pub type List = &'static [(&'static str, &'static [&'static str])];

/// For the screener without its interface.
pub const API: List = &[
    (
        "what kind of value a caller of `screen` handed over, and what is in it",
        &[
            "const v = it; const ret = typeof(v) === 'boolean' ? v : undefined",
            "const obj = it; const ret = typeof(obj) === 'number' ? obj : undefined",
            "const obj = it; const ret = typeof(obj) === 'string' ? obj : undefined",
            "const val = it; const ret = typeof(val) === 'object' && val !== null",
            "typeof(it) === 'string'",
            "typeof it",
            "it === null",
            "it === undefined",
            "Object.keys(it)",
            "Object.values(it)",
            "Array.isArray(it)",
            "Reflect.get(it, it)",
            "Reflect.get(it, n)",
            "Reflect.has(it, it)",
            "Symbol.iterator",
            "it[n]",
            "it.length",
            "it.join(text)",
            "it.toString(n)",
        ],
    ),
    (
        "answers to such a caller, and what went wrong",
        &["JSON.parse(text)", "Error(text)", "throw new Error(text)", "text"],
    ),
    ("the day", &["new Date()", "it.getDate()", "it.getFullYear()", "it.getMonth()", "takeObject(n)"]),
];

/// For the widget.
pub const WIDGET: List = &[
    (
        "what kind of value the page has, and what is in it",
        &[
            "const obj = it; const ret = typeof(obj) === 'number' ? obj : undefined",
            "const obj = it; const ret = typeof(obj) === 'string' ? obj : undefined",
            "const val = it; const ret = typeof(val) === 'object' && val !== null",
            "typeof(it) === 'function'",
            "it === null",
            "it === undefined",
            "it === it",
            "Object.is(it, it)",
            "Object.keys(it)",
            "Object.getPrototypeOf(it)",
            "Array.from(it)",
            "Reflect.get(it, it)",
            "it[n]",
            "it.length",
            "it.slice()",
            "debugString(it)",
        ],
    ),
    (
        "options of the calls below, and what went wrong",
        &[
            "new Object()",
            "new Array()",
            "Object.assign(it, it)",
            "Reflect.set(it, it, it)",
            "Error(text)",
            "new Error()",
            "throw new Error(text)",
            "it.stack",
            "n",
            "text",
        ],
    ),
    (
        "values of the page held while they are used, and listeners as functions",
        &[
            "it",
            "takeObject(n)",
            "makeClosure(n, n, shim)",
            "makeMutClosure(n, n, shim)",
            "it._wbg_cb_unref()",
        ],
    ),
    (
        "elements, drawn and taken out",
        &[
            "it.createElement(text)",
            "it.createElementNS(text, text)",
            "it.createTextNode(text)",
            "it.insertBefore(it, it)",
            "it.removeChild(it)",
            "it.setAttribute(text, text)",
            "it.removeAttribute(text)",
            "it.nodeValue = text",
            "it.textContent = text",
            // Of Yew, for raw HTML: the widget has none, and under the portal's Trusted Types it would throw.
            "it.innerHTML = text",
            "it.cloneNode()",
            "it.__yew_listener_id",
            "it.__yew_listener_id = n",
            "it.__yew_subtree_id",
            "it.__yew_subtree_id = n",
            "it.__yew_subtree_cache_key",
            "it.__yew_subtree_cache_key = n",
        ],
    ),
    (
        "what stands where",
        &[
            "it.childNodes",
            "it.lastChild",
            "it.nextSibling",
            "it.parentElement",
            "it.parentNode",
            "it.isConnected",
            "it.contains(it)",
            "it.closest(text)",
            "it.querySelector(text)",
            "it.querySelectorAll(text)",
            "it.item(n)",
            "it.getRootNode()",
            "it.host",
            "it.getAttribute(text)",
            "it.hasAttribute(text)",
            "it.id",
            "it.tagName",
            "it.namespaceURI",
            "it.textContent",
            "it.activeElement",
            "result = it instanceof Element",
            "result = it instanceof HTMLElement",
            "result = it instanceof ShadowRoot",
            "result = it instanceof Window",
        ],
    ),
    (
        "fields: what is typed, ticked and chosen",
        &[
            "it.value",
            "it.value = text",
            "it.defaultValue = text",
            "it.checked",
            "it.checked = n",
            "result = it instanceof HTMLInputElement",
            "result = it instanceof HTMLSelectElement",
        ],
    ),
    (
        "events, heard and told",
        &[
            "it.addEventListener(text, it, it)",
            "it.removeEventListener(text, it, n)",
            "it.capture = n",
            "it.once = n",
            "it.passive = n",
            "it.bubbles",
            "it.cancelBubble",
            "it.composedPath()",
            "it.preventDefault()",
            "it.stopImmediatePropagation()",
            "it.key",
            "it.keyCode",
            "it.isComposing",
            "it.repeat",
            "it.detail",
            "it.clientX",
            "it.clientY",
            "result = it instanceof KeyboardEvent",
            "result = it instanceof MouseEvent",
            "result = it instanceof BeforeUnloadEvent",
            "it.returnValue = text",
            "new CustomEvent(text, it)",
            "it.bubbles = n",
            "it.composed = n",
            "it.detail = it",
            "it.dispatchEvent(it)",
        ],
    ),
    (
        "the focus, and what is in sight",
        &[
            "it.blur()",
            "it.focus()",
            "it.focus(it)",
            "it.preventScroll = n",
            "it.scrollIntoView(it)",
            "it.behavior = __wbindgen_enum_ScrollBehavior[n]",
            "it.block = __wbindgen_enum_ScrollLogicalPosition[n]",
            "it.scrollBy(n, n)",
            "it.getBoundingClientRect()",
            "it.top",
            "it.innerHeight",
        ],
    ),
    (
        "the page around it: its document, its history with a number for each page, paper, today",
        &[
            "typeof globalThis === 'undefined' ? null : globalThis",
            "typeof global === 'undefined' ? null : global",
            "typeof self === 'undefined' ? null : self",
            "typeof window === 'undefined' ? null : window",
            "it.document",
            "it.history",
            "it.state",
            "it.pushState(it, text)",
            "it.replaceState(it, text)",
            "it.back()",
            "it.go(n)",
            "it.print()",
            "new Date()",
            "Date.now()",
            "it.getDate()",
            "it.getFullYear()",
            "it.getMonth()",
        ],
    ),
    (
        "later, and where it stopped: with the name of a place in the source",
        &[
            "setTimeout(it, n)",
            "clearTimeout(takeObject(n))",
            "it.queueMicrotask",
            "queueMicrotask(it)",
            "Promise.resolve(it)",
            "it.then(it)",
            "console.error(text)",
            "var v0 = getArrayJsValueFromWasm0(n, n); console.error(...(v0))",
        ],
    ),
];

/// Holds the functions of the glue, by name, to the list, and the list to them.
///
/// # Errors
///
/// Where a function does what the list does not have, or the list has what no function does any more.
pub fn check(allowed: List, functions: &BTreeMap<&str, String>) -> Result<()> {
    let allowed: BTreeSet<&str> = allowed.iter().flat_map(|(_, all)| all.iter().copied()).collect();
    let mut done = BTreeSet::new();
    let mut new = Vec::new();
    for (name, function) in functions {
        let does = effect(function);
        match allowed.get(does.as_str()) {
            Some(known) => drop(done.insert(*known)),
            None => new.push(format!("{name}: {does}")),
        }
    }
    ensure!(
        new.is_empty(),
        "the WASM imports what www/src/imports/allowed.rs does not allow: {}; say there what it is for, or \
         take out what needs it",
        new.join(" | ")
    );
    let left: Vec<_> = allowed.difference(&done).copied().collect();
    ensure!(
        left.is_empty(),
        "the WASM no longer imports {}: take it out of www/src/imports/allowed.rs",
        left.join(" | ")
    );
    Ok(())
}

/// What a function of the glue does, without what carries values over: `getObject(arg0).focus();` is `it.focus()`.
fn effect(function: &str) -> String {
    // The first line has the arguments alone.
    let arguments = usize::from(function.lines().next().is_some_and(|line| line.ends_with('{')));
    let lines = function.lines().skip(arguments).map(str::trim).filter(|line| !carries(line));
    let body = lines.collect::<Vec<_>>().join(" ");
    let body = body.strip_prefix("const ret = ").unwrap_or(&body);
    let mut short = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        let (put, read) = value(rest).unwrap_or((&rest[..first.len_utf8()], first.len_utf8()));
        short.push_str(put);
        rest = rest.get(read..).unwrap_or_default();
    }
    let short = short.trim_end_matches([';', ' ']);
    short.strip_suffix("; result = false").unwrap_or(short).to_owned()
}

/// Whether a line only carries a value over, or ends a block.
fn carries(line: &str) -> bool {
    let returned =
        ["return ret;", "return addHeapObject(ret);", "return isLikeNone(ret) ?", "const ret = result;"];
    let passed =
        ["const ptr", "var ptr"].iter().any(|start| line.starts_with(start)) && line.contains("ToWasm0(");
    let measured = ["const len", "var len"].iter().any(|start| line.starts_with(start))
        && line.ends_with("= WASM_VECTOR_LEN;");
    let own =
        ["getDataViewMemory0().set", "wasm.__wbindgen_export", "let deferred", "deferred", "let result;"];
    line.is_empty()
        || line.starts_with("//")
        || ["try {", "} catch (_) {", "} finally {", "}", "}, arguments); },", "},"].contains(&line)
        || returned.iter().chain(&own).any(|start| line.starts_with(start))
        || passed
        || measured
}

/// The value that stands at the start, in short, and how many bytes it takes: one of the page, a text, a number, a shim.
fn value(rest: &str) -> Option<(&'static str, usize)> {
    let digits = |from: &str| from.len() - from.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let argument = |from: &str| {
        let number = digits(from.strip_prefix("arg")?);
        (number > 0).then_some("arg".len() + number)
    };
    if let Some(inner) = rest.strip_prefix("getObject(") {
        let inside = argument(inner)?;
        return inner.get(inside..)?.starts_with(')').then_some(("it", "getObject(".len() + inside + 1));
    }
    if let Some(shim) = rest.strip_prefix("__wasm_bindgen_func_elem_") {
        return Some(("shim", rest.len() - shim.len() + digits(shim)));
    }
    if let Some(inner) = rest.strip_prefix("getStringFromWasm0(") {
        return Some(("text", "getStringFromWasm0(".len() + inner.find(')')? + 1));
    }
    let inside = argument(rest)?;
    let after = rest.get(inside..)?;
    if let Some(text) = after.strip_prefix(" === 0 ? undefined : getStringFromWasm0(") {
        return Some(("text", rest.len() - text.len() + text.find(')')? + 1));
    }
    let converted =
        [" >>> 0", " !== 0"].iter().find(|end| after.starts_with(**end)).map_or(0, |end| end.len());
    Some(("n", inside + converted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function of the glue as wasm-bindgen writes it.
    fn function(body: &str) -> String {
        format!(
            "function(arg0, arg1, arg2) {{\n            {}\n        }},\n",
            body.replace("; ", ";\n            ")
        )
    }

    #[test]
    fn what_a_function_does_is_read_without_what_carries_it() {
        for (body, does) in [
            ("getObject(arg0).back();", "it.back()"),
            ("const ret = getObject(arg0).host; return addHeapObject(ret);", "it.host"),
            (
                "const ret = getObject(arg0)[arg1 >>> 0]; return isLikeNone(ret) ? 0 : addHeapObject(ret);",
                "it[n]",
            ),
            (
                "getObject(arg0).textContent = arg1 === 0 ? undefined : getStringFromWasm0(arg1, arg2);",
                "it.textContent = text",
            ),
            ("const ret = fetch(getStringFromWasm0(arg0, arg1)); return addHeapObject(ret);", "fetch(text)"),
            ("const ret = new XMLHttpRequest(); return addHeapObject(ret);", "new XMLHttpRequest()"),
            ("const ret = getObject(arg0).id; fetch(ret); return ret;", "it.id; fetch(ret)"),
            ("const ptr1 = fetch(getObject(arg0)); return ptr1;", "const ptr1 = fetch(it); return ptr1"),
        ] {
            assert_eq!(effect(&function(body)), does);
        }
        assert!(effect("function() { fetch('x') },\n").contains("fetch"));
    }

    #[test]
    fn what_is_new_is_refused_and_so_is_what_is_left_over() {
        let all: BTreeMap<String, String> = WIDGET
            .iter()
            .flat_map(|(_, all)| all.iter())
            .map(|does| ((*does).to_owned(), function(&format!("{does};"))))
            .collect();
        let with = |more: Option<(&'static str, &str)>, without: &str| {
            let own = all
                .iter()
                .filter(|(name, _)| *name != without)
                .map(|(name, text)| (name.as_str(), text.clone()));
            check(WIDGET, &own.chain(more.map(|(name, body)| (name, function(body)))).collect())
        };
        with(None, "").unwrap();
        let request = "const ret = getObject(arg0).fetch(getObject(arg1)); return addHeapObject(ret);";
        let error = with(Some(("__wbg_fetch_1", request)), "").unwrap_err().to_string();
        assert!(error.contains("__wbg_fetch_1: it.fetch(it)"), "{error}");
        let storage =
            "const ret = getObject(arg0).localStorage; return isLikeNone(ret) ? 0 : addHeapObject(ret);";
        assert!(with(Some(("__wbg_host_2", storage)), "").is_err(), "whatever its name");
        assert!(with(None, "it.print()").unwrap_err().to_string().contains("it.print()"));
    }
}
