//! Lines that the pages of the result share.

use yew::virtual_dom::ListenerKind;

use crate::{
    text::Key,
    view::{
        element::{Does, El, el, text},
        view::View,
    },
};

/// The place and the day the estimate is for.
pub fn place_line(view: &View<'_>, place: Option<String>) -> String {
    let place = place.unwrap_or_else(|| view.own(Key::ResultsNoPlace).to_owned());
    view.words.fill(Key::ResultsSummary, &[("place", &place), ("date", &view.rules().date.to_string())])
}

/// Which rules they are.
pub fn rules_line(view: &View<'_>) -> String {
    view.words.fill(Key::ResultsRules, &[("version", &view.rules().book.version)])
}

/// A number to call, in words.
pub fn line(view: &View<'_>, number: &str) -> String {
    let title = view.words.title("phone", number);
    view.words.fill(Key::ResultsCall, &[("phone", &title)])
}

/// Papers, one a line.
pub fn list_of_papers(view: &View<'_>, papers: Vec<&str>) -> El {
    let items = papers.into_iter().map(|paper| text("li", &view.words.title("paper", paper)));
    el("ul").class("papers").all(items.collect())
}

/// The button that prints, in a row of its own.
pub fn print(view: &View<'_>) -> El {
    el("div").class("actions").add(print_button(view, "secondary"))
}

/// The button that prints.
pub fn print_button(view: &View<'_>, class: &'static str) -> El {
    let print = view.say("button", Key::ResultsPrint).class(class).at("type", "button");
    print.hears(ListenerKind::onclick, &view.sender, Does::Print)
}
