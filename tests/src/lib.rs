//! Tests of yingbao.

pub mod generate;
pub mod generated;
pub mod oracle;
pub mod shipped;

pub use shipped::shipped;
