//! The component: holds the state, shows the page and tells the host page what happened.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::{Component, Context, Html, NodeRef, Properties};
use yingbao_core::rulebook::Rulebook;

use crate::{
    catalog::Catalog,
    host::{
        backup,
        clicks::Clicks,
        clock::today,
        events::{self, Event},
        focus,
        history::History,
        leaving::Leaving,
        rehearsal::Rehearsal,
        spoken::spoken,
        spot::Spot,
    },
    model::{
        state::{Page, State},
        visit::Visit,
    },
    session::{
        reduce::{Action, Message},
        session::Session,
    },
    text::Language,
    view::{pages, view::View},
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

/// What the app is told.
pub enum Told {
    /// A person or the host page did something.
    Act(Message),
    /// The first view of a page has been painted: what is left of the turn can follow.
    Painted,
    /// Nothing else has happened for a while.
    Idle,
}

impl From<Message> for Told {
    fn from(message: Message) -> Self {
        Self::Act(message)
    }
}

impl From<Action> for Told {
    fn from(action: Action) -> Self {
        Self::Act(action.into())
    }
}

/// Longer than a frame: what is to follow the painting of a page begins after so many milliseconds.
const AFTER_PAINT: u32 = 30;

/// The whole widget.
pub struct App {
    session: Session,
    /// Whether a page was just turned to: then it is drawn only as far as it is seen without scrolling.
    is_turning: bool,
    rehearsal: Option<Rehearsal>,
    /// The page for which the focus was last set.
    focused: u32,
    /// Whether a field in error is to have the focus.
    wrong: bool,
    /// How many people the page drawn lists: of two presses at once the second was meant for that page.
    listed: usize,
    /// The field that was changed last: it keeps the focus where what had it is gone.
    touched: Option<usize>,
    /// Where pages were left from, each with the page and how many lay behind it then.
    spots: Vec<(Page, usize, Spot)>,
    /// A text on its way to the screen reader.
    announcement: Option<Timeout>,
    leaving: Leaving,
    history: History,
    frame: NodeRef,
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let catalog = Catalog::new(props.book, today());
        let session = match &props.earlier {
            Some(earlier) => Session::with(catalog, State::clone(earlier)),
            None => Session::new(catalog, props.language, props.region.as_deref()),
        };
        let leaving = Leaving::new(props.host.clone());
        leaving.settle(session.holds_answers());
        let visit = Visit::of(&session.state);
        let history = History::new(props.host.clone(), props.number, ctx.link().callback(Told::from), visit);
        Self {
            is_turning: false,
            rehearsal: None,
            focused: session.state.turn,
            listed: session.state.people.len(),
            session,
            wrong: false,
            touched: None,
            spots: Vec::new(),
            announcement: None,
            leaving,
            history,
            frame: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        let message = match told {
            Told::Act(message) => message,
            Told::Painted => return self.finish_turn(),
            Told::Idle => {
                let again = again(ctx);
                self.rehearsal = self.rehearsal.take().and_then(|rehearsal| rehearsal.go_on(again));
                return false;
            }
        };
        let turn = self.session.state.turn;
        // Pressed twice before the next page stood there: it was meant for the page before.
        if message.turn.is_some_and(|meant| meant != turn) {
            return false;
        }
        let props = ctx.props();
        let action = message.action;
        if let Action::Language(language) = action
            && spoken(language) != language
        {
            return false;
        }
        let lists = matches!(action, Action::Add(_) | Action::Remove(_));
        if lists && self.listed != self.session.state.people.len() {
            return false;
        }
        let goes_on = matches!(action, Action::Continue | Action::Skip);
        match action {
            // Back before the page it was pressed on had an entry of its own.
            Action::Revisit(_) => self.is_turning = false,
            _ => {
                self.finish_turn();
            }
        }
        let cleared = action == Action::Clear;
        if let (Action::Open(_) | Action::Settle(..), Some(frame), Some(pressed)) =
            (&action, self.frame.cast::<Element>(), props.clicks.last())
        {
            let state = &self.session.state;
            self.spots.push((state.step.page, state.trail.len(), Spot::of(&frame, &pressed)));
        }
        self.touched = match &action {
            Action::Edit(slot, _) => Some(*slot),
            Action::Add(_) | Action::Remove(_) => Some(usize::MAX),
            _ => None,
        };
        // A tablet may have been left open for weeks.
        self.session.go_by(today());
        self.session.act(action);
        let state = &self.session.state;
        let turned = state.turn != turn;
        self.wrong = goes_on && state.fields.iter().any(|one| one.problem.is_some());
        backup::keep(props.number, state, cleared);
        self.leaving.settle(self.session.holds_answers());
        let behind = state.trail.len();
        self.is_turning = turned && goes_on && !self.spots.iter().any(|(_, depth, _)| *depth >= behind);
        if !self.is_turning {
            self.history.settle(Visit::of(state), cleared);
        }
        if turned {
            self.let_go();
            events::send(&props.host, &Event::Step(self.session.section(state.step.page)));
            if state.step.page == Page::Results {
                events::send(&props.host, &Event::Result);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = View::new(&self.session, ctx.link().callback(Told::Act)).only_at_first(self.is_turning);
        pages::frame(&view, &self.frame).end()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        self.listed = self.session.state.people.len();
        if first {
            events::send(&ctx.props().host, &Event::Ready);
            let catalog = Catalog::new(ctx.props().book, today());
            self.rehearsal = Some(Rehearsal::new(catalog, self.session.state.language, again(ctx)));
            return;
        }
        if self.is_turning {
            let link = ctx.link().clone();
            Timeout::new(AFTER_PAINT, move || link.send_message(Told::Painted)).forget();
        }
        let Some(frame) = self.frame.cast::<Element>() else { return };
        let turn = self.session.state.turn;
        if turn != self.focused {
            self.focused = turn;
            let spot = self.spot();
            if !spot.is_some_and(|spot| spot.restore(&frame)) {
                focus::heading(&frame);
            }
        } else if self.wrong {
            self.wrong = false;
            focus::problem(&frame, &mut self.announcement);
        } else if let Some(slot) = self.touched.take() {
            // The last person of the list, or the field itself.
            let slot = slot.min(self.session.state.fields.len().saturating_sub(1));
            focus::keep(&frame, &format!("#field{turn}-{slot}"));
        }
    }
}

/// Says that nothing else has happened for a while.
fn again(ctx: &Context<App>) -> impl FnOnce() + 'static {
    let link = ctx.link().clone();
    move || link.send_message(Told::Idle)
}

impl App {
    /// Does what was left for after the page was painted, if that is still to do: then the rest of the page is to be drawn too.
    /// The browser takes several milliseconds for an entry of its history.
    fn finish_turn(&mut self) -> bool {
        let was_turning = std::mem::take(&mut self.is_turning);
        if was_turning {
            self.history.settle(Visit::of(&self.session.state), false);
        }
        was_turning
    }

    /// Looks again at what the host page wants.
    pub fn look(&self) {
        self.leaving.look();
        self.history.look();
    }

    /// Leaves the page with the focus, and takes the names off its radio buttons: Chromium keeps the members of a group for as
    /// long as the host page is open, with all that they stand in.
    fn let_go(&self) {
        let Some(frame) = self.frame.cast::<Element>() else { return };
        focus::leave(&frame);
        let Ok(radios) = frame.query_selector_all("[type=radio]") else { return };
        for radio in (0..radios.length()).filter_map(|at| radios.item(at)) {
            let _ = radio.unchecked_ref::<Element>().remove_attribute("name");
        }
    }

    /// The spot from which the page shown was left, where it was come back to.
    fn spot(&mut self) -> Option<Spot> {
        let behind = self.session.state.trail.len();
        let at = self.spots.iter().position(|(_, depth, _)| *depth >= behind)?;
        let (page, depth, spot) = self.spots.drain(at..).next()?;
        (page == self.session.state.step.page && depth == behind).then_some(spot)
    }
}
