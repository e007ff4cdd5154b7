//! Bytes as text: UTF-8, with or without a byte order mark. What is something else is named.

/// What bytes are that are not UTF-8, in words that follow 'found'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// It says so by its byte order mark.
    #[error("text in UTF-32")]
    Utf32,
    /// It says so by its byte order mark.
    #[error("text in UTF-16")]
    Utf16,
    /// A zero byte stands where UTF-16 has one.
    #[error("text in UTF-16 without a byte order mark, or no text")]
    Unmarked,
    /// The bytes up to this one are UTF-8.
    #[error("bytes that are not UTF-8, after byte {0} (GB 18030 perhaps)")]
    Other(usize),
}

/// The text, without its byte order mark.
///
/// # Errors
/// What the bytes are instead.
pub fn decode(bytes: &[u8]) -> Result<&str, EncodingError> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(EncodingError::Utf32),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(EncodingError::Utf16),
        // No text of ours begins with a zero byte; in UTF-16 every second byte of a Latin letter is one.
        [0, ..] | [_, 0, ..] => return Err(EncodingError::Unmarked),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| EncodingError::Other(error.valid_up_to()))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_byte_order_mark_is_passed_over_and_another_encoding_named() {
        assert_eq!(decode(b""), Ok(""));
        assert_eq!(decode("{\"低\": 1}".as_bytes()), Ok("{\"低\": 1}"));
        assert_eq!(decode(b"\xef\xbb\xbf{}"), Ok("{}"));
        let named = |bytes: &[u8], name: &str| {
            assert!(decode(bytes).is_err_and(|e| e.to_string().contains(name)), "{name}")
        };
        named(b"\xff\xfe{\0}\0", "UTF-16");
        named(b"\xfe\xff\0{\0}", "UTF-16");
        named(b"{\0}\0", "UTF-16");
        named(b"\0{\0}", "UTF-16");
        named(b"\xff\xfe\0\0{\0\0\0", "UTF-32");
        named(b"{\"\xb5\xcd\"}", "after byte 2");
    }
}
