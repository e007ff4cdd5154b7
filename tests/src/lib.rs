//! Tests of yingbao.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

pub mod generate;
pub mod generated;
pub mod imports;
pub mod oracle;
pub mod policy;
pub mod shipped;

pub use shipped::shipped;
