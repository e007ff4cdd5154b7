//! One constructed style sheet for all mounts of a page: it needs no permission from the page's policy.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element};

thread_local! {
    static SHEET: Option<CssStyleSheet> = made();
}

fn made() -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(include_str!(concat!(env!("OUT_DIR"), "/style.css"))).ok()?;
    Some(sheet)
}

/// Adds the sheet to the shadow root, or the document, that an element stands in.
pub fn adopt(element: &Element) {
    SHEET.with(|sheet| {
        let Some(sheet) = sheet else { return };
        let root: JsValue = element.get_root_node().into();
        let name = JsValue::from_str("adoptedStyleSheets");
        let Ok(sheets) = js_sys::Reflect::get(&root, &name) else { return };
        let Some(before) = sheets.dyn_ref::<js_sys::Object>() else { return };
        let all = js_sys::Array::from(before);
        if !all.includes(sheet, 0) {
            all.push(sheet);
            let _ = js_sys::Reflect::set(&root, &name, &all);
        }
    });
}

#[cfg(test)]
mod tests {
    const README: &str = include_str!("../README.md");
    const STYLE: &str = include_str!("style.css");

    /// Words in back-quotes after a heading.
    fn told(heading: &str) -> Vec<&'static str> {
        let section = README.split_once(heading).unwrap().1.split("\n## ").next().unwrap();
        section.split('`').skip(1).step_by(2).collect()
    }

    #[test]
    fn every_custom_property_is_told_of_and_no_other() {
        let told: Vec<&str> =
            told("## Custom properties").into_iter().filter(|w| w.starts_with("--")).collect();
        let mut used: Vec<&str> = STYLE
            .split("var(")
            .skip(1)
            .filter_map(|rest| rest.split([',', ')']).next())
            .filter(|name| name.starts_with("--yingbao-"))
            .collect();
        used.sort_unstable();
        used.dedup();
        let mut listed = told.clone();
        listed.sort_unstable();
        assert_eq!(listed, used);
    }

    #[test]
    fn every_part_that_is_told_of_is_there() {
        let sources = [
            include_str!("choices.rs"),
            include_str!("explanation.rs"),
            include_str!("form.rs"),
            include_str!("numbers.rs"),
            include_str!("pages.rs"),
            include_str!("people.rs"),
            include_str!("place.rs"),
            include_str!("results.rs"),
            include_str!("review.rs"),
        ]
        .concat();
        for part in told("## Parts").into_iter().filter(|part| !part.starts_with("::")) {
            let there = sources.split('"').any(|words| words.split(' ').any(|word| word == part));
            assert!(there, "{part}");
        }
    }

    #[test]
    fn sizes_do_not_hang_on_the_root_of_the_page() {
        assert!(!STYLE.contains("rem;") && !STYLE.contains("rem "));
    }
}
