//! Engine and rulebook of yingbao: which programmes of social assistance may a family qualify for?
//!
//! A [`Rulebook`] holds the rules of all days and places. [`Rulebook::at`] resolves it to the [`Ruleset`] of one day and
//! one place, and [`screen()`] estimates every programme for one [`Household`] whose facts may be unknown or only partly
//! known. Nothing unknown ever becomes no.
//!
//! ```
//! # #[cfg(feature = "author")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use yingbao_core::{Day, Verdict, author, document, screen};
//!
//! // A small rulebook, all of it made up; the shipped one is beside it, in `rulebooks/cn`.
//! let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rulebooks/sample"));
//! let book = author::load(folder).map_err(|mistakes| format!("{mistakes:?}"))?.book;
//! let family = r#"{
//!     "version": 1, "region": "990101",
//!     "household": { "savings": 0 },
//!     "members": [{ "id": "a", "relation": "self", "lives_elsewhere": false, "wage": { "min": 100, "max": 149 } }]
//! }"#;
//! let request = document::read(&book, family, Day::parse("2026-11-01"))?;
//! let rules = book.at(request.date, request.region, &request.overrides);
//! let screening = screen(&rules, &request.household);
//!
//! let verdict = |program: &str| {
//!     let program = book.program(program)?;
//!     screening.entries.iter().find(|entry| entry.program == program).map(|entry| entry.verdict)
//! };
//! // Whatever this person earns of what was told, it is below the line of that county, 150 a month.
//! assert_eq!(verdict("family_grant"), Some(Verdict::Likely));
//! // Nobody told how old they are.
//! assert_eq!(verdict("home_help"), Some(Verdict::Possible));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "author"))]
//! # fn main() {}
//! ```

pub mod api;
#[cfg(feature = "author")]
pub mod author;
pub mod document;
pub mod domain;
pub mod engine;
pub mod household;
pub mod insight;
pub mod interview;
#[cfg(feature = "js")]
pub mod js;
mod quantity;
pub mod rulebook;
pub mod ruleset;
pub mod screening;
pub mod wording;

pub use domain::{Day, Range, Truth, Value};
pub use engine::screen;
pub use household::{Builder, Household};
pub use rulebook::{Rulebook, RulebookError};
pub use ruleset::Ruleset;
pub use screening::{Entry, Screening, Verdict};
