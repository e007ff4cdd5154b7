//! The traps of the national rulebook, section 10.
