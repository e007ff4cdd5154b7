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
    const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

    #[test]
    fn sizes_do_not_depend_on_the_root_of_the_page() {
        assert!(["rem;", "rem ", "rem}"].iter().all(|unit| !STYLE.contains(unit)));
    }
}
