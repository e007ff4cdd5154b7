//! The frame around every page, and which page it holds.

use web_sys::MouseEvent;
use yew::{Callback, Html, NodeRef, classes, html, html::Scope};

use crate::{
    app::App,
    draft::Edit,
    field, form, people,
    reduce::Action,
    results, review, route,
    rules::Rules,
    state::{Page, State},
    text::{Key, Language},
    words::Words,
};

/// What a page needs to show itself.
pub struct View<'a> {
    /// Rules, answers and texts.
    pub words: Words<'a>,
    link: &'a Scope<App>,
}

impl<'a> View<'a> {
    /// A view of a state.
    pub fn new(rules: &'a Rules, state: &'a State, link: &'a Scope<App>) -> Self {
        Self { words: Words::new(rules, state), link }
    }

    /// The rules.
    pub const fn rules(&self) -> &'a Rules {
        self.words.rules
    }

    /// What was answered.
    pub const fn state(&self) -> &'a State {
        self.words.state
    }

    /// A text of the widget.
    pub fn own(&self, key: Key) -> &'static str {
        self.words.own(key)
    }

    /// Does something on a click.
    pub fn click(&self, action: Action) -> Callback<MouseEvent> {
        self.link.callback(move |_| action.clone())
    }

    /// Does something on some events only.
    pub fn on_some<E: 'static>(&self, action: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
        self.link.batch_callback(action)
    }

    /// Changes a field.
    pub fn edit<E: 'static>(&self, slot: usize, edit: Edit) -> Callback<E> {
        self.link.callback(move |_| Action::Edit(slot, edit.clone()))
    }

    /// A button.
    pub fn button(&self, class: &'static str, text: &str, action: Action) -> Html {
        html! { <button type="button" class={classes!(class)} part={class} onclick={self.click(action)}>{ text }</button> }
    }

    /// A button whose purpose is told in full to who cannot see what it stands beside.
    pub fn small(&self, text: Key, in_full: Key, what: &str, action: Action) -> Html {
        let label = self.words.fill(in_full, &[("what", what), ("who", what)]);
        html! {
            <button type="button" class="small" part="small" aria-label={label} onclick={self.click(action)}>
                { self.own(text) }
            </button>
        }
    }
}

/// The heading of a page; it takes the focus when the page is turned.
pub fn heading(text: &str) -> Html {
    html! { <h2 tabindex="-1" part="heading">{ text }</h2> }
}

/// The section of a page, by its name in the rulebook.
pub fn section_name(rules: &Rules, page: Page) -> Option<&'static str> {
    let section = route::section(rules, page)?;
    rules.book.sections.get(usize::from(section)).map(String::as_str)
}

/// The whole widget. Each page has its own elements: none keeps what the page before left in it.
pub fn frame(view: &View<'_>, frame: &NodeRef) -> Html {
    let state = view.state();
    let other = match state.language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let page = match state.page {
        Page::Question(..) | Page::Parents(_) | Page::Spouse(_) | Page::Place | Page::Person(_) => {
            form::page(view)
        }
        Page::People => people::page(view),
        Page::Urgent => results::urgent_page(view),
        Page::Answers => review::page(view),
        Page::Results => results::page(view),
        Page::Restart => review::restart_page(view),
    };
    html! {
        <section ref={frame.clone()} class="frame" part="frame" lang={state.language.tag()}
            aria-label={view.own(Key::FrameLabel)}>
            <div class="top">
                { progress(view) }
                <button type="button" class="language" part="language" lang={other.tag()}
                    onclick={view.click(Action::Language(other))}>{ other.name() }</button>
            </div>
            <div class="page" part="page" key={state.trail.len()}>{ page }</div>
            { ways(view) }
            <p class="privacy" part="privacy">
                { view.own(Key::FrameEstimate) }{ " " }{ view.own(Key::FramePrivacy) }
            </p>
        </section>
    }
}

/// How far one has come: by sections, and by the questions that can still change a result.
fn progress(view: &View<'_>) -> Html {
    let (rules, state) = (view.rules(), view.state());
    let Some(section) = route::section(rules, state.page) else { return html! { <p class="progress"></p> } };
    let name = rules.book.sections.get(usize::from(section)).map_or("", String::as_str);
    let text = view.words.fill(
        Key::ProgressSection,
        &[
            ("at", &(section + 1).to_string()),
            ("of", &rules.book.sections.len().to_string()),
            ("title", &view.words.title("section", name)),
        ],
    );
    let left = if state.people_listed {
        match route::ahead(rules, state).len() {
            0 => String::new(),
            1 => view.own(Key::ProgressOneLeft).to_owned(),
            n => view.words.fill(Key::ProgressLeft, &[("n", &n.to_string())]),
        }
    } else {
        String::new()
    };
    html! { <p class="progress" part="progress">{ text }{ " " }<span>{ left }</span></p> }
}

/// The ways out of a page.
fn ways(view: &View<'_>) -> Html {
    let state = view.state();
    let page = state.page;
    let way = |show: bool, class: &'static str, key: Key, action: Action| {
        if show { view.button(class, view.own(key), action) } else { Html::default() }
    };
    let goes_on = page == Page::Urgent || !field::fields(view.rules(), state).is_empty();
    let next = if state.changing { Key::ButtonSave } else { Key::ButtonNext };
    html! {
        <>
            <div class="next">{ way(goes_on, "primary", next, Action::Continue) }</div>
            <div class="ways" part="ways">
                { way(!state.trail.is_empty() && page != Page::Restart, "way", Key::ButtonBack, Action::Back) }
                { way(!matches!(page, Page::Results | Page::Restart), "way", Key::ButtonResults,
                    Action::Open(Page::Results)) }
                { way(!matches!(page, Page::Answers | Page::Restart), "way", Key::ButtonAnswers,
                    Action::Open(Page::Answers)) }
                { way(page != Page::Restart, "way", Key::ButtonRestart, Action::Open(Page::Restart)) }
            </div>
        </>
    }
}
