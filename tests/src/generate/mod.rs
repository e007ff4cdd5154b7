//! Seeded makers of household documents, JSON to JSON.

pub mod plain;
