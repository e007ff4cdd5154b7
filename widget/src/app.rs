//! The component: holds the state, shows the page and tells the host page what happened.

use std::rc::Rc;

use web_sys::Element;
use yew::{Component, Context, Html, NodeRef, Properties};

use crate::{
    events::{self, Event},
    focus, kept, pages,
    reduce::{Action, reduce},
    rules::Rules,
    state::{Page, State},
    text::Language,
};

/// What a mount is told.
#[derive(Clone, Properties)]
pub struct Props {
    /// The rules.
    pub rules: Rc<Rules>,
    /// The custom element, for events.
    pub host: Element,
    /// The number of this mount.
    pub number: usize,
    /// The language to begin with.
    pub language: Language,
    /// The place that the host page sets.
    pub region: Option<String>,
    /// The state of an earlier run to go on with.
    pub earlier: Option<Rc<State>>,
}

impl PartialEq for Props {
    /// A mount keeps what it was told first.
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// The whole widget.
pub struct App {
    state: State,
    /// The page and the number of people for which the heading last had the focus.
    focused: (Page, usize),
    /// Whether a field in error is to have the focus.
    wrong: bool,
    frame: NodeRef,
}

impl Component for App {
    type Message = Action;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let state = match &props.earlier {
            Some(earlier) => State::clone(earlier),
            None => State::new(&props.rules, props.language, props.region.as_deref()),
        };
        let focused = (state.page, state.people.len());
        Self { state, focused, wrong: false, frame: NodeRef::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let props = ctx.props();
        let goes_on = action == Action::Continue;
        let after = reduce(&props.rules, &self.state, action);
        let turned = after.page != self.state.page;
        self.wrong = goes_on && after.fields.iter().any(|one| one.problem.is_some());
        self.state = after;
        kept::keep(props.number, &self.state);
        if turned {
            events::send(&props.host, &Event::Step(pages::section_name(&props.rules, self.state.page)));
            if self.state.page == Page::Results {
                events::send(&props.host, &Event::Result);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = pages::View::new(&ctx.props().rules, &self.state, ctx.link());
        pages::frame(&view, &self.frame).end()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            events::send(&ctx.props().host, &Event::Ready);
            return;
        }
        let Some(frame) = self.frame.cast::<Element>() else { return };
        let now = (self.state.page, self.state.people.len());
        if now != self.focused {
            self.focused = now;
            focus::heading(&frame);
        } else if self.wrong {
            self.wrong = false;
            focus::problem(&frame);
        }
    }
}
