//! What is drawn.

pub mod choices;
pub mod element;
pub mod explanation;
pub mod form;
pub mod lines;
pub mod numbers;
pub mod pages;
pub mod paper;
pub mod people;
pub mod place;
pub mod program_page;
pub mod result_card;
pub mod results;
pub mod review;
#[expect(clippy::module_inception, reason = "what every page draws with")]
pub mod view;

/// The style sheet of the widget, which whoever mounts it adopts.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

#[cfg(test)]
mod tests {
    use super::STYLE;

    #[test]
    fn sizes_do_not_depend_on_the_root_of_the_page() {
        assert!(["rem;", "rem ", "rem}"].iter().all(|unit| !STYLE.contains(unit)));
    }
}
