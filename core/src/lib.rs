//! Engine and rulebook of yingbao.
//!
//! A [`Rulebook`] holds the rules of all dates and regions. [`Rulebook::at`] resolves it to a
//! [`Ruleset`] for one day and one place, and [`screen()`] estimates every programme for one
//! [`Household`] whose facts may be unknown or only partly known. Nothing unknown ever becomes no.

#[cfg(feature = "author")]
pub mod author;
mod changes;
mod date;
mod decimal;
pub mod document;
mod evaluate;
mod expr;
mod file;
mod former;
mod household;
pub mod interview;
#[cfg(feature = "js")]
pub mod js;
mod keys;
mod missing;
pub mod money;
mod place_search;
mod places;
mod program;
mod range;
mod readings;
mod resolve;
mod rulebook;
mod ruleset;
mod screen;
mod screening;
mod slots;
mod split;
mod together;
mod totals;
mod truth;
mod uses;
mod value;
mod visible;

pub use changes::{Cause, Change, Finding, changes};
pub use date::Day;
pub use expr::{Compare, Expr, Unit};
pub use file::RulebookError;
pub use former::Former;
pub use household::{Builder, Contradiction, Given, Household, Link, LinkError, Member, agree, top};
pub use place_search::find_places;
pub use program::*;
pub use range::{Bound, Range};
pub use readings::Readings;
pub use rulebook::*;
#[cfg(feature = "faults")]
pub use ruleset::Fault;
pub use ruleset::{Origin, Override, Resolved, Ruleset};
pub use screen::{Options, screen, screen_with};
pub use screening::*;
pub use together::{Together, together};
pub use truth::Truth;
pub use uses::uses;
pub use value::Value;
pub use visible::{Visible, is_hidden};
