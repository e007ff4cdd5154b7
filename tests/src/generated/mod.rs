//! Random rulebooks and households, and a naive evaluator to hold the engine against.
//!
//! What is drawn here knows nothing of the shipped rules: the laws must hold for any rulebook that checks.

pub mod broken;
pub mod draw;
pub mod family;
pub mod laws;
pub mod naive;
pub mod shrink;
