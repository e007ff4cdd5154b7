//! Loads a rulebook in both ways: from the folder its authors write, and from the one file it is shipped as. The second
//! needs no feature of the crate, and is what the widget does.
//!
//! `cargo run --package yingbao-core --features author --example load_a_rulebook [folder]`

use std::{error::Error, path::PathBuf};

use yingbao_core::{Day, Rulebook, author};

fn main() -> Result<(), Box<dyn Error>> {
    let shipped = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
    let folder = std::env::args().nth(1).map_or_else(shipped, PathBuf::from);

    // A folder may hold mistakes: all of them are told at once, each with its place and what to write instead.
    let loaded = author::load(&folder)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;

    // A file is whole or it is refused: its format, length and checksum are looked at, and what it holds.
    let bytes = loaded.book.to_bytes()?;
    let book = Rulebook::from_bytes(&bytes)?;
    if book != (Rulebook { digest: book.digest.clone(), ..loaded.book }) {
        return Err("the file holds another rulebook than the folder".into());
    }
    println!("{} {}: {} bytes, {}", book.id, book.version, bytes.len(), book.digest);
    println!(
        "{} programmes, {} parameters, {} places",
        book.programs.len(),
        book.parameters.len(),
        book.regions.len()
    );

    // It holds the rules of all days and places; those of one of each are what a family is screened by.
    let date = Day::parse("2026-11-01").ok_or("no such day")?;
    let place = book.region(310_115);
    let rules = book.at(date, place, &[]);
    let name =
        place.and_then(|place| book.regions.get(place.index())).map_or("no place", |region| &region.name);
    println!("on {date} in {name}: {} programmes", rules.programs.len());
    Ok(())
}
