//! The server of a built site: `GET` and `HEAD`, nothing else, and a log that tests can count.

use std::fs::File as LogFile;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

use crate::headers::{Encoding, encoding, headers};
use crate::served::{File, Site};

/// A site and where its requests are written down.
#[derive(Debug)]
pub struct Served {
    site: Site,
    log: Option<Mutex<LogFile>>,
}

impl Served {
    /// Serves `site`; each request becomes one line `METHOD path status` in the file `log`, written
    /// before the response is sent.
    pub fn new(site: Site, log: Option<&Path>) -> Result<Self> {
        let log = log
            .map(|path| {
                LogFile::create(path).with_context(|| format!("the log {} cannot be written", path.display()))
            })
            .transpose()?;
        Ok(Self { site, log: log.map(Mutex::new) })
    }

    /// The response to one request.
    pub fn answer(&self, method: &Method, path: &str, asked: &HeaderMap) -> Response {
        let response = self.response(method, path, asked);
        if let Some(Ok(mut log)) = self.log.as_ref().map(Mutex::lock) {
            let _ = writeln!(log, "{method} {path} {}", response.status().as_u16());
        }
        response
    }

    fn response(&self, method: &Method, path: &str, asked: &HeaderMap) -> Response {
        if method != Method::GET && method != Method::HEAD {
            return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "Only GET and HEAD.\n")
                .into_response();
        }
        let text = |name| asked.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
        let (status, file) = match (self.site.find(path), self.site.not_found()) {
            (Some(file), _) => (StatusCode::OK, file),
            (None, Some(page)) => (StatusCode::NOT_FOUND, page),
            (None, None) => return (StatusCode::NOT_FOUND, "404\n").into_response(),
        };
        let encoding = encoding(file, text(header::ACCEPT_ENCODING));
        let mut headers = headers(file, encoding);
        if status == StatusCode::OK && text(header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &file.etag))
        {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let body = body(file, encoding);
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(body.to_vec()) };
        (status, headers, body).into_response()
    }
}

fn body(file: &File, encoding: Encoding) -> &[u8] {
    match encoding {
        Encoding::Plain => Some(&file.plain),
        Encoding::Gzip => file.gzip.as_ref(),
        Encoding::Brotli => file.brotli.as_ref(),
    }
    .unwrap_or(&file.plain)
}

/// Whether an `If-None-Match` header names this tag.
fn names(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// Serves until the program ends; `ready` gets the address once requests are taken. Port 0 takes a free one.
pub fn serve(served: Served, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .context("the server cannot start")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
            format!("port {port} cannot be used; choose another one, for instance: cargo demo --port 8081")
        })?;
        ready(listener.local_addr().context("the server has no address")?);
        let router = Router::new().fallback(handle).with_state(Arc::new(served));
        axum::serve(listener, router).await.context("the server stopped")
    })
}

async fn handle(State(served): State<Arc<Served>>, request: Request) -> Response {
    served.answer(request.method(), request.uri().path(), request.headers())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpStream;
    use std::sync::mpsc;

    use axum::http::HeaderValue;

    use super::*;

    fn served(log: Option<&Path>) -> Served {
        let names = ["index.html", "404.html", "yingbao.wasm", "yingbao.wasm.br"];
        let files = names.iter().map(|n| ((*n).to_owned(), n.as_bytes().to_vec())).collect();
        Served::new(Site::of(files), log).unwrap()
    }

    #[test]
    fn what_is_missing_gets_the_page_for_it() {
        let served = served(None);
        let response = served.answer(&Method::GET, "/nothing", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    }

    #[test]
    fn a_known_tag_is_answered_without_a_body() {
        let served = served(None);
        let first = served.answer(&Method::GET, "/", &HeaderMap::new());
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(served.answer(&Method::GET, "/", &asked).status(), StatusCode::NOT_MODIFIED);
        asked.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"other\""));
        assert_eq!(served.answer(&Method::GET, "/", &asked).status(), StatusCode::OK);
    }

    #[test]
    fn only_reading_is_allowed() {
        let response = served(None).answer(&Method::POST, "/", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(response.headers()[header::ALLOW], "GET, HEAD");
    }

    #[test]
    fn requests_over_a_socket_are_answered_and_written_down() {
        let log = std::env::temp_dir().join(format!("yingbao-www-log-{}", std::process::id()));
        let served = served(Some(&log));
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || serve(served, 0, |address| tell.send(address).unwrap()));
        let address = told.recv().unwrap();
        let exchange = |request: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(
                stream,
                "{request} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text.to_lowercase()
        };
        let got = exchange("GET /yingbao.wasm");
        assert!(
            got.starts_with("http/1.1 200")
                && got.contains("content-encoding: br")
                && got.ends_with("\r\n\r\nyingbao.wasm.br"),
            "{got}"
        );
        let head = exchange("HEAD /yingbao.wasm");
        assert!(head.contains("content-length: 15\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        assert!(exchange("GET /../../etc/passwd").starts_with("http/1.1 404"));
        let written = std::fs::read_to_string(&log).unwrap();
        std::fs::remove_file(&log).unwrap();
        assert_eq!(written, "GET /yingbao.wasm 200\nHEAD /yingbao.wasm 200\nGET /../../etc/passwd 404\n");
    }
}
