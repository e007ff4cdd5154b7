//! The interview: which page comes next, from the household so far and from what was asked. It asks; it neither reads
//! nor judges documents. Pages, boxes and bands are the rulebook's (`questions.toml`).
//!
//! From coarse to fine: a *box* asks of all people at once ('is anyone at home like this?'), a *band* asks for a range
//! between the values at which something is decided here, and an entry for the fact itself is only asked where the
//! coarse answer leaves open what still decides.

pub mod answer;
mod band;
mod page;
#[cfg(feature = "author")]
mod play;
mod settles;
mod sieve;

pub use answer::Ticked;
pub use band::Band;
pub use page::{Asked, Item, Key, Sheet, Wanted, bands_of, sheets};
#[cfg(feature = "author")]
pub use play::{Play, Played, Whole, play, settle};
