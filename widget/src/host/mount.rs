//! What JavaScript calls: load the rules, then mount the widget as often as there are elements.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Once,
};

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;
use yingbao_core::rulebook::Rulebook;

use crate::{
    host::{
        app::{App, Props},
        backup,
        clicks::Clicks,
        spoken::{self, spoken},
    },
    session::reduce::Action,
    text::{self, Language},
};

thread_local! {
    static BOOK: Cell<Option<&'static Rulebook>> = const { Cell::new(None) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Takes the rules of all places, as the rulebook builder wrote them.
///
/// # Errors
///
/// Where the bytes are no rulebook of this version.
#[wasm_bindgen]
pub fn load(rulebook: &[u8]) -> Result<(), JsError> {
    // Before anything can panic: the usual hook would print what was typed to the console.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| yew::set_custom_panic_hook(Box::new(backup::note)));
    let book = Rulebook::from_bytes(rulebook).map_err(|error| JsError::new(&error.to_string()))?;
    // Kept for as long as the page: every mount reads it.
    BOOK.set(Some(Box::leak(Box::new(book))));
    Ok(())
}

/// Takes the texts in English, as the site builder wrote them for these rules; until then everything is in Chinese.
///
/// # Errors
///
/// Where no rules were loaded, or the texts are not theirs and this widget's.
#[wasm_bindgen(js_name = addEnglish)]
pub fn add_english(texts: &[u8]) -> Result<(), JsError> {
    let Some(book) = book() else { return Err(JsError::new("load the rulebook first")) };
    text::add_english(book, texts).map_err(|error| JsError::new(&error))
}

/// The rules, once they are loaded.
pub fn book() -> Option<&'static Rulebook> {
    BOOK.get()
}

/// A widget in its place.
#[wasm_bindgen]
pub struct Mounted {
    handle: RefCell<AppHandle<App>>,
    number: usize,
}

/// Shows the widget in an element of the shadow root of the custom element `host`. `saved` is what
/// [`Mounted::saved`] gave before an earlier instance failed. `number` tells the elements of a page apart, over all
/// instances; without it they are counted.
///
/// # Errors
///
/// Where no rules were loaded.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    host: Element,
    region: Option<String>,
    lang: Option<String>,
    saved: Option<Vec<u8>>,
    number: Option<usize>,
) -> Result<Mounted, JsError> {
    let Some(book) = book() else { return Err(JsError::new("load the rulebook first")) };
    let number = number.unwrap_or_else(|| COUNT.get());
    COUNT.set(COUNT.get().max(number + 1));
    let props = Props {
        book,
        host,
        clicks: Rc::new(Clicks::hear(&root)),
        number,
        language: spoken(Language::of(lang.as_deref().unwrap_or_default())),
        region,
        earlier: saved.as_deref().and_then(backup::read).map(Rc::new),
    };
    let handle = yew::Renderer::<App>::with_root_and_props(root, props).render();
    Ok(Mounted { handle: RefCell::new(handle), number })
}

#[wasm_bindgen]
impl Mounted {
    /// Shows another language; no answer is lost.
    #[wasm_bindgen(js_name = setLang)]
    pub fn set_lang(&self, lang: Option<String>) {
        self.send(Action::Language(Language::of(lang.as_deref().unwrap_or_default())));
    }

    /// Sets the place; no other answer is lost.
    #[wasm_bindgen(js_name = setRegion)]
    pub fn set_region(&self, region: Option<String>) {
        self.send(Action::Region(region));
    }

    /// Whether since this was last asked a language was wanted whose texts are not there. Once they are, [`Self::set_lang`] shows it.
    #[must_use]
    pub fn lacks(&self) -> bool {
        spoken::lacks()
    }

    /// Looks again at the attributes `history` and `shared`, and whether the element stands in the page.
    pub fn look(&self) {
        if let Ok(handle) = self.handle.try_borrow()
            && let Some(app) = handle.get_component()
        {
            app.look();
        }
    }

    /// Where in its source the widget failed, if it did; never an answer.
    #[must_use]
    pub fn failed(&self) -> Option<String> {
        backup::failed()
    }

    /// The answers so far, for a mount in a new instance after this one failed. Not to be stored or sent.
    #[must_use]
    pub fn saved(&self) -> Option<Vec<u8>> {
        backup::saved(self.number)
    }

    /// Whether all answers were cleared since this was last asked. What they were may still stand in freed memory: whoever
    /// mounts the widget can then go on in a new instance.
    #[must_use]
    pub fn cleared(&self) -> bool {
        backup::cleared(self.number)
    }

    /// Takes the widget out and hears nothing more.
    pub fn unmount(self) {
        backup::forget(self.number);
        self.handle.into_inner().destroy();
    }

    fn send(&self, action: Action) {
        if let Ok(handle) = self.handle.try_borrow() {
            handle.send_message(action);
        }
    }
}
