//! What is printed, and where it goes when nobody reads any more.

use std::{
    io::{self, BufWriter, ErrorKind, StdoutLock, Write, stderr, stdout},
    path::Path,
    process,
};

use yingbao_core::wording::{Visible, is_hidden};

use super::report::Mistakes;

/// Standard output. Once its reader has gone the process ends with status 0: nobody is left to tell, and what
/// still waits for input would wait in vain.
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
    escape: fn(char) -> String,
}

impl Output {
    /// For words: a hidden character but the line's end is shown as an escape.
    pub fn text() -> Self {
        Self {
            out: BufWriter::new(stdout().lock()),
            escape: |character| Visible(character.encode_utf8(&mut [0; 4])).to_string(),
        }
    }

    /// For JSON, where a hidden character can stand only within a string: written as JSON escapes it.
    pub fn json() -> Self {
        Self { out: BufWriter::new(stdout().lock()), escape: json }
    }

    /// Writes a line in which nothing is hidden any more and colours may stand.
    pub fn styled(&mut self, line: &str) -> io::Result<()> {
        heard(writeln!(self.out, "{line}"))
    }
}

fn json(character: char) -> String {
    character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// Whether some byte may belong to a character that is shown otherwise. Looked at in pieces without an early end, which
/// compile to wide instructions: an answer of a batch has over a hundred kilobytes.
fn may_hide(bytes: &[u8]) -> bool {
    let may = |byte: u8| (byte < b' ' && byte != b'\n') || byte >= 0x7f;
    bytes.chunks(256).any(|piece| piece.iter().fold(false, |found, byte| found | may(*byte)))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let hides = |c: char| is_hidden(c) && c != '\n';
        let text =
            Some(bytes).filter(|bytes| may_hide(bytes)).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let written = match text {
            Some(text) if text.contains(hides) => text.chars().try_for_each(|c| {
                if hides(c) {
                    self.out.write_all((self.escape)(c).as_bytes())
                } else {
                    self.out.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())
                }
            }),
            _ => self.out.write_all(bytes),
        };
        heard(written).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        heard(self.out.flush())
    }
}

/// Ends the process where the reader has gone.
fn heard(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(0),
        other => other,
    }
}

/// A path as a message names it.
pub fn named(path: &Path) -> String {
    Visible(&path.to_string_lossy()).to_string()
}

/// That a command failed, where what was wrong has been said.
#[derive(Debug, thiserror::Error)]
#[error("what is wrong has been said")]
pub struct Said;

/// What stands in front of the error of a write that failed for another reason than that nobody reads.
pub const OUTPUT: &str = "output";

/// Says on standard error why a command failed: what was being done, then its cause.
pub fn tell(error: &anyhow::Error) {
    if let Some(mistakes) = error.downcast_ref::<Mistakes>() {
        mistakes.complain();
    } else if !error.is::<Said>() {
        complain(&format!("{error:#}"));
    }
}

/// Says on standard error what is wrong. Where nobody reads that, the exit status says it still.
pub fn complain(message: &str) {
    let mut out = stderr().lock();
    for line in message.lines() {
        if writeln!(out, "{}", Visible(line)).is_err() {
            return;
        }
    }
}
