//! The browser's Back and Forward turn the pages, where the host page wants it: `history="pages"`.
//!
//! Each page is an entry of the browser's history. An entry holds a number, under a key of the mount's own, beside
//! whatever the host page keeps there; which page that was, only the memory of this run knows. Numbers grow along the
//! history, also over a reload: what is lower than the first of this run belongs to an earlier one.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_utils::{history, window};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;
use yew::Callback;

use crate::{model::visit::Visit, session::reduce::Action};

/// The attribute, and its only value so far.
const ATTRIBUTE: (&str, &str) = ("history", "pages");

/// What the keys of all mounts begin with.
const KEYS: &str = "yingbao-";

/// The pages of one mount in the browser's history.
pub struct History {
    host: Element,
    link: Callback<Action>,
    run: Rc<Run>,
    listener: RefCell<Option<EventListener>>,
}

/// The entries of a run.
struct Run {
    key: String,
    /// The page shown.
    now: RefCell<Visit>,
    /// The number of the first entry.
    first: Cell<u32>,
    /// The pages of the entries, from the first on.
    visits: RefCell<Vec<Visit>>,
    /// Which of them is shown.
    at: Cell<usize>,
    /// Whether the browser has moved, and the page is about to follow.
    moved: Cell<bool>,
}

impl History {
    /// Of the widget in this custom element; what the browser asks for goes to `link`.
    pub fn new(host: Element, mount: usize, link: Callback<Action>, now: Visit) -> Self {
        let run = Rc::new(Run {
            key: format!("{KEYS}{mount}"),
            visits: RefCell::new(vec![now.clone()]),
            now: RefCell::new(now),
            first: Cell::new(0),
            at: Cell::new(0),
            moved: Cell::new(false),
        });
        let new = Self { host, link, run, listener: RefCell::new(None) };
        new.look();
        new
    }

    /// Begins or ends to take part, by the element and its attribute.
    pub fn look(&self) {
        let (name, pages) = ATTRIBUTE;
        let wanted = self.host.is_connected() && self.host.get_attribute(name).as_deref() == Some(pages);
        let mut listener = self.listener.borrow_mut();
        if wanted == listener.is_some() {
            return;
        }
        *listener = wanted.then(|| {
            self.run.begin(self.run.number().unwrap_or(0));
            let (run, link) = (Rc::clone(&self.run), self.link.clone());
            EventListener::new(&window(), "popstate", move |_| {
                if let Some(action) = run.follow() {
                    link.emit(action);
                }
            })
        });
    }

    /// Takes the page shown into the history; `cleared` where all answers are gone.
    pub fn settle(&self, now: Visit, cleared: bool) {
        self.run.now.replace(now);
        self.look();
        if self.listener.borrow().is_some() {
            self.run.settle(cleared);
        }
    }
}

/// The prototype of a plain object. Our own objects may have none: see the loader.
fn plain_prototype() -> Object {
    Object::get_prototype_of(&Object::get_prototype_of(&Array::new()))
}

impl Run {
    /// Begins with the page shown, in the entry of a number.
    fn begin(&self, first: u32) {
        self.first.set(first);
        self.at.set(0);
        self.visits.replace(vec![self.now.borrow().clone()]);
    }

    /// The number in the browser's entry.
    fn number(&self) -> Option<u32> {
        let state = history().state().ok()?;
        if !state.is_object() {
            return None;
        }
        let number = Reflect::get(&state, &JsValue::from_str(&self.key)).ok()?.as_f64()?;
        // Whole and small, since it was written here; anything else is none of ours.
        let whole = number as u32;
        (f64::from(whole) == number).then_some(whole)
    }

    /// The number of the page shown.
    fn shown(&self) -> u32 {
        self.first.get().saturating_add(u32::try_from(self.at.get()).unwrap_or(0))
    }

    /// Whether the browser stands at the page shown, in an entry that no other mount has a share in.
    fn is_here(&self) -> bool {
        let of_others = |state: JsValue| {
            Object::keys(state.unchecked_ref::<Object>())
                .iter()
                .filter_map(|key| key.as_string())
                .any(|key| key.starts_with(KEYS) && key != self.key)
        };
        self.number() == Some(self.shown()) && !history().state().is_ok_and(of_others)
    }

    fn settle(&self, cleared: bool) {
        let now = self.now.borrow().clone();
        let moved = self.moved.take();
        let at = self.at.get();
        if cleared {
            // Back from the first page leaves again, and never leads to where an answer stood.
            let here = self.is_here();
            self.begin(if here { self.first.get() } else { self.shown().saturating_add(1) });
            if here && let Ok(steps @ 1..) = i32::try_from(at) {
                let _ = history().go_with_delta(-steps);
            }
            return;
        }
        let mut visits = self.visits.borrow_mut();
        let Some(shown) = visits.get_mut(at) else { return };
        if moved || shown.turn == now.turn {
            *shown = now;
            return;
        }
        // The page before, by a button of the widget: the browser goes back too.
        if let Some(before) = at.checked_sub(1)
            && let Some(visit) = visits.get_mut(before).filter(|visit| visit.is_at(&now))
            && self.is_here()
        {
            *visit = now;
            self.at.set(before);
            let _ = history().back();
            return;
        }
        if self.enter().is_some() {
            visits.truncate(at + 1);
            visits.push(now);
            self.at.set(at + 1);
        } else if let Some(shown) = visits.get_mut(at) {
            *shown = now;
        }
    }

    /// Makes an entry after the one of the page shown. What a host page keeps that takes no further key stays alone;
    /// browsers refuse too many entries at once.
    fn enter(&self) -> Option<()> {
        let history = history();
        let shown = self.shown();
        if self.number() != Some(shown) {
            history.replace_state(&self.with_number(shown)?, "").ok()?;
        }
        history.push_state(&self.with_number(shown.checked_add(1)?)?, "").ok()
    }

    /// What the entry holds, with a number of ours.
    fn with_number(&self, number: u32) -> Option<JsValue> {
        let state = history().state().ok()?;
        let own = Object::new();
        if !state.is_null() && !state.is_undefined() {
            let plain = state.is_object() && Object::get_prototype_of(&state) == plain_prototype();
            if !plain {
                return None;
            }
            Object::assign(&own, state.unchecked_ref());
        }
        Reflect::set(&own, &JsValue::from_str(&self.key), &JsValue::from(number)).ok()?;
        Some(own.into())
    }

    /// What to do now that the browser has moved to another entry.
    fn follow(&self) -> Option<Action> {
        let number = self.number()?;
        let visits = self.visits.borrow();
        match number.checked_sub(self.first.get()).map(|at| at as usize) {
            Some(at) if at == self.at.get() => None,
            Some(at) if at < visits.len() => {
                self.at.set(at);
                self.moved.set(true);
                visits.get(at).cloned().map(Action::Revisit)
            }
            None if !self.now.borrow().trail.is_empty() => {
                // An entry of a run that failed, of which only the state was taken over.
                drop(visits);
                self.begin(number);
                self.moved.set(true);
                Some(Action::Back)
            }
            // Of before a reload, or of answers that were cleared: there is nothing to show.
            _ => {
                let _ = history().back();
                None
            }
        }
    }
}
