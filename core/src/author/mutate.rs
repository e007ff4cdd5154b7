//! Would a rulebook's own cases notice a mistake? One small mistake at a time is made in the compiled rules, and the cases
//! that can notice it are run.

mod mutant;
mod operators;
mod reach;
#[cfg(test)]
mod tests;
mod trials;

pub use mutant::{Mutant, mutants};
pub use trials::Trials;
