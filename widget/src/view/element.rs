//! Elements, put together by calls and not by a macro: the same few functions for every page keep the
//! file small. Texts only ever become text nodes and attributes.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent};
use yew::{
    AttrValue, Callback, Html, NodeRef,
    virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VTag, VText},
};
use yingbao_core::rulebook::Per;

use crate::{
    model::input::{Edit, How},
    session::reduce::{Action, Message},
};

/// Where the actions of a page go, with the number of the page.
pub struct Sender {
    link: Callback<Message>,
    turn: u32,
}

impl Sender {
    /// For the page of this number.
    pub const fn new(link: Callback<Message>, turn: u32) -> Self {
        Self { link, turn }
    }
}

/// Every attribute that the widget sets: all elements share this list.
const NAMES: [&str; 27] = [
    "aria-live",
    "class",
    "part",
    "id",
    "href",
    "type",
    "role",
    "lang",
    "tabindex",
    "name",
    "value",
    "for",
    "selected",
    "open",
    "inputmode",
    "autocomplete",
    "spellcheck",
    "aria-label",
    "aria-describedby",
    "aria-invalid",
    "aria-pressed",
    "aria-expanded",
    "aria-hidden",
    "aria-busy",
    "max",
    "data-question",
    "data-people",
];

/// An element in the making; boxed, since it goes from call to call.
pub struct El(Box<Parts>);

struct Parts {
    tag: VTag,
    values: Box<[Option<AttributeOrProperty>]>,
    heard: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<Html>,
}

/// An element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    let values = std::array::from_fn::<_, { NAMES.len() }, _>(|_| None);
    El(Box::new(Parts {
        tag: VTag::new(tag),
        values: Box::new(values),
        heard: Vec::new(),
        children: Vec::new(),
    }))
}

/// An element with a text.
#[inline(never)]
pub fn text(tag: &'static str, text: &str) -> El {
    el(tag).say(text)
}

impl El {
    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttributeOrProperty) -> Self {
        let slot = NAMES.iter().position(|n| *n == name);
        debug_assert!(slot.is_some(), "{name}");
        if let Some(slot) = slot.and_then(|slot| self.0.values.get_mut(slot)) {
            *slot = Some(value);
        }
        self
    }

    /// An attribute with a fixed value.
    #[inline(never)]
    pub fn at(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, AttributeOrProperty::Static(value))
    }

    /// An attribute.
    #[inline(never)]
    pub fn with(self, name: &'static str, value: String) -> Self {
        self.set(name, AttributeOrProperty::Attribute(AttrValue::from(value)))
    }

    /// An attribute that may be absent.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The class, which is also the name of the part for the host page's style sheet.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.at("class", class).at("part", class)
    }

    /// Whether an option is the one selected.
    #[inline(never)]
    pub fn selected(self, selected: bool) -> Self {
        self.set("selected", AttributeOrProperty::Property(JsValue::from_bool(selected)))
    }

    /// Text.
    #[inline(never)]
    pub fn say(mut self, text: &str) -> Self {
        self.0.children.push(VText::new(AttrValue::from(text.to_owned())).into());
        self
    }

    /// A child.
    #[expect(clippy::should_implement_trait, reason = "an element is put together by calls")]
    #[inline(never)]
    pub fn add(mut self, child: Self) -> Self {
        self.0.children.push(child.end());
        self
    }

    /// A child that may be absent.
    #[inline(never)]
    pub fn add_some(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.add(child),
            None => self,
        }
    }

    /// Children.
    #[inline(never)]
    pub fn all(mut self, children: Vec<Self>) -> Self {
        for child in children {
            self = self.add(child);
        }
        self
    }

    /// Whether a box is ticked.
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.tag.set_checked(checked);
        self
    }

    /// What a line holds.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.tag.set_value(Some(AttrValue::from(value.to_owned())));
        self
    }

    /// Elements of different keys are never made of one another; siblings that all have one keep what they hold,
    /// the focus among it, when others come and go.
    #[inline(never)]
    pub fn key(mut self, key: usize) -> Self {
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// Where the element itself is found later.
    #[inline(never)]
    pub fn kept(mut self, place: &NodeRef) -> Self {
        self.0.tag.node_ref = place.clone();
        self
    }

    /// What an event does.
    #[inline(never)]
    pub fn hears(mut self, kind: ListenerKind, to: &Sender, does: Does) -> Self {
        self.0.heard.push(Some(Rc::new(Ear { kind, link: to.link.clone(), turn: to.turn, does })));
        self
    }

    /// The element.
    #[inline(never)]
    pub fn end(self) -> Html {
        let Parts { mut tag, values, heard, children } = *self.0;
        tag.set_attributes(Attributes::Dynamic { keys: &NAMES, values });
        if !heard.is_empty() {
            tag.set_listeners(heard.into_boxed_slice());
        }
        tag.add_children(children);
        tag.into()
    }
}

/// What an event does.
pub enum Does {
    /// The same at every time.
    Act(Action),
    /// Ticks or clears one of the boxes of a field.
    Tick(usize, u8),
    /// Ticks or clears the box that a field is.
    Open(usize),
    /// Takes what is typed into a line of a field.
    Text(usize, usize),
    /// Goes on at the Enter key.
    Enter,
    /// Takes the place chosen in a list of a field.
    HomeRegion(usize),
    /// Takes month or year.
    Per(usize),
    /// Takes the option chosen in a list of a field.
    Pick(usize),
    /// Prints the page; a host page may not allow it.
    Print,
}

/// The code of a key that went to an input method.
const INPUT_METHOD: u32 = 229;

/// What the list of places offers to who does not know, or does not find, the place.
pub const UNSURE: &str = "?";

/// What a list of options offers to who prefers not to say.
pub const UNSAID: &str = "!";

/// What the list of months and years calls a year.
pub const YEAR: &str = "year";

struct Ear {
    kind: ListenerKind,
    link: Callback<Message>,
    turn: u32,
    does: Does,
}

impl Ear {
    fn action(&self, event: &Event) -> Option<Action> {
        let target = || event.composed_path().get(0);
        let input = || target().dyn_into::<HtmlInputElement>().ok();
        let chosen = || Some(target().dyn_into::<HtmlSelectElement>().ok()?.value());
        let (slot, edit) = match &self.does {
            Does::Act(action) => return Some(action.clone()),
            Does::Print => {
                let _ = gloo_utils::window().print();
                return None;
            }
            Does::Enter => {
                let key = event.dyn_ref::<KeyboardEvent>()?;
                // An Enter that ends a composition belongs to the input method; some browsers only tell by the code.
                let composes = key.is_composing() || key.key_code() == INPUT_METHOD;
                return (key.key() == "Enter" && !composes && !key.repeat()).then_some(Action::Continue);
            }
            Does::Tick(slot, bit) => (slot, Edit::Tick(*bit, input()?.checked())),
            Does::Open(slot) => (slot, Edit::Open(input()?.checked())),
            Does::Text(slot, part) => (slot, Edit::Text(*part, input()?.value())),
            Does::HomeRegion(slot) => {
                let value = chosen()?;
                let unsure = value == UNSURE;
                (
                    slot,
                    if unsure {
                        Edit::How(How::Unknown)
                    } else {
                        Edit::HomeRegion(value.parse().unwrap_or(0))
                    },
                )
            }
            Does::Pick(slot) => {
                let value = chosen()?;
                let edit = match value.as_str() {
                    UNSURE => Edit::How(How::Unknown),
                    UNSAID => Edit::How(How::Declined),
                    option => option.parse().map_or(Edit::How(How::Exact), Edit::Pick),
                };
                (slot, edit)
            }
            Does::Per(slot) => (slot, Edit::Per(if chosen()? == YEAR { Per::Year } else { Per::Month })),
        };
        Some(Action::Edit(*slot, edit))
    }
}

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        if let Some(action) = self.action(&event) {
            self.link.emit(Message { turn: Some(self.turn), action });
        }
    }

    fn passive(&self) -> bool {
        false
    }
}
