//! The component: holds the state, shows the page and tells the host page what happened.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::Element;
use yew::{Component, Context, Html, NodeRef, Properties};
use yingbao_core::Rulebook;

use crate::{
    host::{
        clicks::Clicks,
        clock::today,
        events::{self, Event},
        focus,
        history::History,
        kept,
        leaving::Leaving,
        spot::Spot,
    },
    model::{
        state::{Page, State},
        visit::Visit,
    },
    session::{
        reduce::{Action, reduce},
        rules::Rules,
    },
    text::Language,
    view::pages,
};

/// What a mount is told.
#[derive(Clone, Properties)]
pub struct Props {
    /// The rules of all places and days.
    pub book: &'static Rulebook,
    /// The custom element, for events.
    pub host: Element,
    /// Hears all clicks first.
    pub clicks: Rc<Clicks>,
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

/// Something that is done, on a page or by the host page.
#[derive(Debug)]
pub struct Message {
    /// The number of the page on which it was done; none where it holds on any.
    pub turn: Option<u32>,
    /// What is done.
    pub action: Action,
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self { turn: None, action }
    }
}

/// The whole widget.
pub struct App {
    /// The rules of the day on which it was last looked.
    rules: Rules,
    state: State,
    /// The page for which the focus was last set.
    focused: u32,
    /// Whether a field in error is to have the focus.
    wrong: bool,
    /// Where pages were left from, each with the page and how many lay behind it then.
    spots: Vec<(Page, usize, Spot)>,
    /// A text on its way to the screen reader.
    announcement: Option<Timeout>,
    leaving: Leaving,
    history: History,
    frame: NodeRef,
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let rules = Rules::new(props.book, today());
        let state = match &props.earlier {
            Some(earlier) => State::clone(earlier),
            None => State::new(&rules, props.language, props.region.as_deref()),
        };
        let leaving = Leaving::new(props.host.clone());
        leaving.settle(state.holds_answers(&rules));
        let history = History::new(props.host.clone(), props.number, ctx.link().clone(), Visit::of(&state));
        Self {
            focused: state.turn,
            rules,
            state,
            wrong: false,
            spots: Vec::new(),
            announcement: None,
            leaving,
            history,
            frame: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        // Pressed twice before the next page stood there: it was meant for the page before.
        if message.turn.is_some_and(|turn| turn != self.state.turn) {
            return false;
        }
        let props = ctx.props();
        let action = message.action;
        let goes_on = action == Action::Continue;
        let cleared = action == Action::Clear;
        if let (Action::Open(_), Some(frame), Some(pressed)) =
            (&action, self.frame.cast::<Element>(), props.clicks.last())
        {
            self.spots.push((self.state.page, self.state.trail.len(), Spot::of(&frame, &pressed)));
        }
        // A tablet may have been left open for weeks.
        self.rules.go_by(today());
        let after = reduce(&self.rules, &self.state, action);
        let turned = after.page != self.state.page;
        self.wrong = goes_on && after.fields.iter().any(|one| one.problem.is_some());
        self.state = after;
        kept::keep(props.number, &self.state);
        self.leaving.settle(self.state.holds_answers(&self.rules));
        self.history.settle(Visit::of(&self.state), cleared);
        if turned {
            events::send(&props.host, &Event::Step(pages::section_name(&self.rules, self.state.page)));
            if self.state.page == Page::Results {
                events::send(&props.host, &Event::Result);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = pages::View::new(&self.rules, &self.state, ctx.link());
        pages::frame(&view, &self.frame).end()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            events::send(&ctx.props().host, &Event::Ready);
            return;
        }
        let Some(frame) = self.frame.cast::<Element>() else { return };
        if self.state.turn != self.focused {
            self.focused = self.state.turn;
            let spot = self.spot();
            if !spot.is_some_and(|spot| spot.restore(&frame)) {
                focus::heading(&frame);
            }
        } else if self.wrong {
            self.wrong = false;
            focus::problem(&frame, &mut self.announcement);
        }
    }
}

impl App {
    /// Looks again at what the host page wants.
    pub fn look(&self) {
        self.leaving.look();
        self.history.look();
    }

    /// The spot from which the page shown was left, where it was come back to.
    fn spot(&mut self) -> Option<Spot> {
        let behind = self.state.trail.len();
        let at = self.spots.iter().position(|(_, depth, _)| *depth >= behind)?;
        let (page, depth, spot) = self.spots.drain(at..).next()?;
        (page == self.state.page && depth == behind).then_some(spot)
    }
}
