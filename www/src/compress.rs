//! Brotli and gzip at their highest levels: done once when the site is built, not on each request.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Whether files of this name get smaller: text and WASM do, pictures are compressed already.
pub fn is_worthwhile(name: &str) -> bool {
    matches!(
        name.rsplit('.').next(),
        Some(
            "html"
                | "css"
                | "js"
                | "mjs"
                | "json"
                | "svg"
                | "txt"
                | "wasm"
                | "rulebook"
                | "texts"
                | "webmanifest"
        )
    )
}

/// Brotli, level 11.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    // Writing into memory does not fail.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters);
    out
}

/// Gzip, level 9.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "社会救助 social assistance ".repeat(200);
        let small = brotli(text.as_bytes());
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(small.len() < text.len() / 10);

        let small = gzip(text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(
            is_worthwhile("yingbao.wasm")
                && is_worthwhile("cn.rulebook")
                && is_worthwhile("cn.en.texts")
                && is_worthwhile("a/b.css")
        );
        assert!(!is_worthwhile("photo.png") && !is_worthwhile("LICENSE"));
    }
}
