//! The one file a rulebook is shipped as: a head with format, checksum and digest, then the rules.

pub(crate) mod keys;
pub(crate) mod region_columns;
pub(crate) mod source_columns;
mod validate;

use std::sync::OnceLock;

use crate::rulebook::Rulebook;

/// How a rulebook file begins.
const MAGIC: &[u8; 8] = b"yingbao\0";
/// The form of what follows; a widget refuses any other.
const FORMAT: u16 = 10;
/// Magic, format, length, checksum, digest.
const HEAD: usize = 8 + 2 + 4 + 8 + 32;

/// A file that cannot be used as a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulebookError {
    /// It does not begin as a rulebook file does.
    #[error("not a rulebook file")]
    NotARulebook,
    /// A format this version does not read.
    #[error("rulebook format {0}, this version reads {FORMAT}")]
    Format(u16),
    /// It is shorter or longer than it says.
    #[error("the rulebook file is cut short or has more at its end")]
    Length,
    /// Its bytes are not those that were written.
    #[error("the rulebook file is damaged: its checksum differs")]
    Damaged,
    /// Its bytes are no rulebook.
    #[error("the rulebook file holds no rulebook")]
    Malformed,
    /// A part points to something that is not there.
    #[error("the rulebook file points to {0} that it does not hold")]
    Slot(&'static str),
}

/// A rulebook in two files.
#[cfg(feature = "author")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The rulebook, without the texts of one language.
    pub file: Vec<u8>,
    /// These, as a postcard list, for [`Rulebook::add_texts`].
    pub texts: Vec<u8>,
}

/// FNV-1a: catches damage without a hash that would have to be shipped.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Rulebook {
    /// The file of these rules; the same rules always give the same bytes.
    ///
    /// # Errors
    /// Where the rules are too large to be written.
    #[cfg(feature = "author")]
    pub fn to_bytes(&self) -> Result<Vec<u8>, RulebookError> {
        let body = self.body()?;
        sealed(&body, &digest(&body))
    }

    /// The file of these rules without the texts of a language, and these; `None` for the first language, in which the rules
    /// are written, and for one that the rulebook does not have.
    /// They are the same rules: the file names the digest of the whole.
    ///
    /// # Errors
    /// Where the rules are too large to be written.
    #[cfg(feature = "author")]
    pub fn to_bytes_apart(&self, language: &str) -> Result<Option<Apart>, RulebookError> {
        let Some(slot) = self.languages.iter().position(|known| known == language).filter(|slot| *slot > 0)
        else {
            return Ok(None);
        };
        let mut rest = self.clone();
        let mut texts = rest.messages.get_mut(slot).map(std::mem::take).unwrap_or_default();
        if self.english() == Some(slot) {
            texts.extend(rest.sources.iter_mut().map(|source| std::mem::take(&mut source.title_en)));
        }
        let file = sealed(&rest.body()?, &digest(&self.body()?))?;
        let texts = postcard::to_allocvec(&texts).map_err(|_| RulebookError::Malformed)?;
        Ok(Some(Apart { file, texts }))
    }

    #[cfg(feature = "author")]
    fn body(&self) -> Result<Vec<u8>, RulebookError> {
        postcard::to_allocvec(self).map_err(|_| RulebookError::Malformed)
    }

    /// Takes the texts of a language that the rulebook came without: one a key, and in English then the title of each source.
    /// Those that are there already stay.
    ///
    /// # Errors
    /// Where they are not those of its keys.
    pub fn add_texts(&self, language: usize, texts: Vec<String>) -> Result<(), RulebookError> {
        let place = self.later.get(language).ok_or(RulebookError::Slot("a language"))?;
        let titles = if self.english() == Some(language) { self.sources.len() } else { 0 };
        if texts.len() != self.message_keys.len() + titles {
            return Err(RulebookError::Slot("a text"));
        }
        let _ = place.set(texts);
        Ok(())
    }

    /// Reads a rulebook file.
    ///
    /// # Errors
    /// Where the file cannot be used; a rulebook that was read never makes the engine fail.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RulebookError> {
        let head = bytes.get(..HEAD).ok_or(RulebookError::NotARulebook)?;
        let (magic, rest) = head.split_at_checked(8).ok_or(RulebookError::NotARulebook)?;
        if magic != MAGIC {
            return Err(RulebookError::NotARulebook);
        }
        let (format, rest) = rest.split_first_chunk::<2>().ok_or(RulebookError::NotARulebook)?;
        let format = u16::from_le_bytes(*format);
        if format != FORMAT {
            return Err(RulebookError::Format(format));
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(RulebookError::Length)?;
        let (sum, digest) = rest.split_first_chunk::<8>().ok_or(RulebookError::Length)?;
        let body = bytes.get(HEAD..).unwrap_or_default();
        if u32::try_from(body.len()) != Ok(u32::from_le_bytes(*length)) {
            return Err(RulebookError::Length);
        }
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(RulebookError::Damaged);
        }
        let (mut book, rest) =
            postcard::take_from_bytes::<Self>(body).map_err(|_| RulebookError::Malformed)?;
        if !rest.is_empty() {
            return Err(RulebookError::Length);
        }
        book.slots()?;
        book.find_uses();
        book.later.resize_with(book.languages.len(), OnceLock::new);
        book.digest = hex(digest);
        Ok(book)
    }
}

#[cfg(feature = "author")]
fn digest(body: &[u8]) -> [u8; 32] {
    use sha2::Digest;

    sha2::Sha256::digest(body).into()
}

/// A body behind its head.
#[cfg(feature = "author")]
fn sealed(body: &[u8], digest: &[u8; 32]) -> Result<Vec<u8>, RulebookError> {
    let length = u32::try_from(body.len()).map_err(|_| RulebookError::Length)?;
    let mut bytes = Vec::with_capacity(HEAD + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&checksum(body).to_le_bytes());
    bytes.extend_from_slice(digest);
    bytes.extend_from_slice(body);
    Ok(bytes)
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| DIGITS.get(usize::from(n)).map_or('0', |d| char::from(*d));
    let mut text = String::with_capacity(7 + 2 * digest.len());
    text.push_str("sha256:");
    for byte in digest {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

#[cfg(test)]
#[cfg(feature = "author")]
mod tests {
    use super::{FORMAT, HEAD, RulebookError, checksum};
    use crate::{
        domain::Day,
        engine::screen,
        household::Household,
        rulebook::{Rulebook, SourceId},
    };

    fn small() -> Rulebook {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
        crate::author::load(&folder).unwrap().book
    }

    /// The head made to fit a body again.
    fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let body = bytes[HEAD..].to_vec();
        bytes[10..14].copy_from_slice(&u32::try_from(body.len()).unwrap().to_le_bytes());
        bytes[14..22].copy_from_slice(&checksum(&body).to_le_bytes());
        bytes
    }

    #[test]
    fn a_rulebook_reads_back_as_it_was_written() {
        let mut book = small();
        let bytes = book.to_bytes().unwrap();
        assert_eq!(bytes, small().to_bytes().unwrap());
        let read = Rulebook::from_bytes(&bytes).unwrap();
        assert!(read.digest.starts_with("sha256:") && read.digest.len() == 7 + 64);
        book.digest.clone_from(&read.digest);
        assert_eq!(book, read);
    }

    #[test]
    fn the_texts_of_a_language_can_come_later() {
        let whole = small();
        assert_eq!(whole.to_bytes_apart(&whole.languages[0]), Ok(None));
        assert_eq!(whole.to_bytes_apart("fr"), Ok(None));
        let super::Apart { file, texts } = whole.to_bytes_apart("en").unwrap().unwrap();
        let book = Rulebook::from_bytes(&file).unwrap();
        // They are the same rules, and a page says of them what the command line says.
        assert_eq!(book.digest, Rulebook::from_bytes(&whole.to_bytes().unwrap()).unwrap().digest);
        let key = &whole.message_keys[0];
        assert_eq!(book.message(0, key), whole.message(0, key));
        assert_eq!((book.message(1, key), book.english_title(SourceId(0))), (None, ""));
        let mut texts: Vec<String> = postcard::from_bytes(&texts).unwrap();
        assert_eq!(book.add_texts(2, texts.clone()), Err(RulebookError::Slot("a language")));
        assert_eq!(book.add_texts(1, texts[1..].to_vec()), Err(RulebookError::Slot("a text")));
        book.add_texts(1, texts.clone()).unwrap();
        for (key, text) in whole.message_keys.iter().zip(&texts) {
            assert_eq!(book.message(1, key), Some(&**text));
            assert_eq!(whole.message(1, key), Some(&**text));
        }
        assert!(whole.sources.iter().any(|source| !source.title_en.is_empty()));
        for (slot, source) in (0..).map(SourceId).zip(&whole.sources) {
            assert_eq!(book.english_title(slot), source.title_en);
            assert_eq!(whole.english_title(slot), source.title_en);
        }
        // Whoever holds a text of it keeps it.
        texts[0].push('x');
        book.add_texts(1, texts).unwrap();
        assert_eq!(book.message(1, key), whole.message(1, key));
    }

    #[test]
    fn a_damaged_file_is_refused_whatever_byte_it_is() {
        let bytes = small().to_bytes().unwrap();
        for end in 0..bytes.len() {
            assert!(Rulebook::from_bytes(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in (0..22).chain(HEAD..bytes.len()) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(Rulebook::from_bytes(&damaged).is_err(), "byte {at}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(Rulebook::from_bytes(&longer), Err(RulebookError::Length));
        let mut newer = bytes;
        newer[8..10].copy_from_slice(&(FORMAT + 1).to_le_bytes());
        assert_eq!(Rulebook::from_bytes(&newer), Err(RulebookError::Format(FORMAT + 1)));
    }

    #[test]
    fn a_file_made_to_mislead_is_refused_or_does_no_harm() {
        let bytes = small().to_bytes().unwrap();
        let day = Day::parse("2026-11-01").unwrap();
        let mut used = 0;
        for at in HEAD..bytes.len() {
            for change in [0x01, 0x03, 0x10, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                let Ok(book) = Rulebook::from_bytes(&resealed(changed)) else { continue };
                used += 1;
                let rules = book.at(day, book.region(0), &[]);
                let household = Household::unknown(&book, 2);
                let _ = screen(&rules, &household);
            }
        }
        assert!(used > 100, "{used}");
    }
}
