//! The response headers of a portal that takes its visitors' privacy seriously.

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};

use crate::served::File;

/// What the pages may load and do: their own files, and WASM. Nothing else, nowhere else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

const EVERYWHERE: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(), camera=(), microphone=(), clipboard-read=(), payment=(), usb=(), serial=(), \
         idle-detection=(), browsing-topics=()",
    ),
    // Each visit asks whether the file is still the same: a rebuilt site is seen at once.
    (header::CACHE_CONTROL, "no-cache"),
];

/// How a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Plain,
    /// By gzip.
    Gzip,
    /// By Brotli.
    Brotli,
}

/// The best encoding that the file has and the `Accept-Encoding` header takes.
pub fn encoding(file: &File, accepted: Option<&str>) -> Encoding {
    let takes = |name: &str| {
        accepted.unwrap_or_default().split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            let refused =
                |q: &str| q.strip_prefix("q=").and_then(|q| q.parse().ok()).is_some_and(|q: f32| q <= 0.0);
            parts.next() == Some(name) && !parts.any(refused)
        })
    };
    if file.brotli.is_some() && takes("br") {
        Encoding::Brotli
    } else if file.gzip.is_some() && takes("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

/// The headers of a response with this file.
pub fn headers(file: &File, encoding: Encoding) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
    if let Ok(tag) = HeaderValue::from_str(&file.etag) {
        headers.insert(header::ETAG, tag);
    }
    if file.brotli.is_some() || file.gzip.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    match encoding {
        Encoding::Plain => {}
        Encoding::Gzip => drop(headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))),
        Encoding::Brotli => drop(headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"))),
    }
    if file.mime.starts_with("text/html") {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
    } else {
        // Scripts, WASM and the rulebook may be embedded by pages of other origins, with integrity.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    headers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::served::Site;

    fn site() -> Site {
        let files = ["index.html", "yingbao.wasm", "yingbao.wasm.br", "yingbao.wasm.gz"];
        Site::of(files.iter().map(|n| ((*n).to_owned(), n.as_bytes().to_vec())).collect::<BTreeMap<_, _>>())
    }

    #[test]
    fn pages_carry_the_strict_policy() {
        let site = site();
        let headers = headers(site.find("/").unwrap(), Encoding::Plain);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"));
        for refused in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "data:", "*"] {
            assert!(!policy.contains(refused), "{refused}");
        }
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }

    #[test]
    fn files_may_be_embedded_elsewhere() {
        let site = site();
        let headers = headers(site.find("/yingbao.wasm").unwrap(), Encoding::Brotli);
        assert_eq!(headers[header::CONTENT_TYPE], "application/wasm");
        assert_eq!(headers[header::CONTENT_ENCODING], "br");
        assert_eq!(headers[header::VARY], "Accept-Encoding");
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(headers.contains_key(header::ETAG));
    }

    #[test]
    fn the_best_accepted_encoding_is_used() {
        let site = site();
        let wasm = site.find("/yingbao.wasm").unwrap();
        assert_eq!(encoding(wasm, Some("gzip, deflate, br, zstd")), Encoding::Brotli);
        assert_eq!(encoding(wasm, Some("gzip;q=1.0, br;q=0")), Encoding::Gzip);
        assert_eq!(encoding(wasm, Some("identity")), Encoding::Plain);
        assert_eq!(encoding(wasm, None), Encoding::Plain);
        assert_eq!(encoding(site.find("/").unwrap(), Some("br")), Encoding::Plain);
    }
}
