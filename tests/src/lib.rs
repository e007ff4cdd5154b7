//! Tests of yingbao.

pub mod generate;
pub mod oracle;
