//! The demo portal, its site builder and server, and the command that runs every test.
fn main() {}
