//! The demo portal: builds the site and serves it.
fn main() {}
