//! How tests ask: as a browser with a session, as a program with a key, or byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use ureq::http::{HeaderMap, Request};

use crate::running::{Service, Somebody};

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The cookie that it sets, as a browser sends it back.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// The token of the first form of a page.
    pub fn csrf(&self) -> String {
        let text = self.text();
        let at = text.split(r#"name="csrf" value=""#).nth(1).unwrap();
        at.split('"').next().unwrap().to_owned()
    }
}

/// A request to be sent.
#[derive(Clone, Debug)]
pub struct Ask {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    form: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

pub fn get(path: &str) -> Ask {
    Ask::new("GET", path)
}

pub fn post(path: &str) -> Ask {
    Ask::new("POST", path)
}

const EDGE: &str = "edge-of-a-part";

impl Ask {
    pub fn new(method: &str, path: &str) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { method, path, headers: Vec::new(), form: Vec::new(), body: None }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With the session of somebody, and its token: in the form, as pages send it, and in the header, as programs do.
    pub fn by(self, who: &Somebody) -> Self {
        let ask = self.speaking(who);
        if ask.method == "POST" { ask.field("csrf", &who.csrf) } else { ask }
    }

    pub fn with_cookie(self, cookie: &str) -> Self {
        self.header("cookie", cookie)
    }

    /// As a program of somebody: their session, and its token in a header.
    pub fn speaking(self, who: &Somebody) -> Self {
        self.with_cookie(&who.cookie).header("shinsa-csrf", &who.csrf)
    }

    pub fn with_key(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    /// As a browser that wants a page.
    pub fn html(self) -> Self {
        self.header("accept", "text/html")
    }

    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.form.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Some(bytes.into());
        self
    }

    /// The fields so far and a file, as a browser sends them.
    pub fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        let mut body = Vec::new();
        for (field, value) in &self.form {
            write!(body, "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                .unwrap();
        }
        write!(
            body,
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .unwrap();
        body.extend_from_slice(bytes);
        write!(body, "\r\n--{EDGE}--\r\n").unwrap();
        self.body = Some(body);
        self.header("content-type", &format!("multipart/form-data; boundary={EDGE}"))
    }

    pub fn send(self, to: &Service) -> Answer {
        let config = ureq::Agent::config_builder();
        let config = config.http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let agent: ureq::Agent = config.timeout_global(Some(Duration::from_secs(120))).build().into();
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(format!("http://{}{}", to.address, self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = match self.body {
            Some(body) => Some(body),
            None if !self.form.is_empty() => {
                request = request.header("content-type", "application/x-www-form-urlencoded");
                Some(encoded(&self.form))
            }
            None => (self.method == "POST").then(Vec::new),
        };
        let mut response = match body {
            Some(body) => agent.run(request.body(body).unwrap()).unwrap(),
            None => agent.run(request.body(()).unwrap()).unwrap(),
        };
        let body = response.body_mut().with_config().limit(1 << 28).read_to_vec().unwrap();
        Answer { status: response.status().as_u16(), headers: response.headers().clone(), body }
    }
}

fn encoded(form: &[(String, String)]) -> Vec<u8> {
    let plain = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    let text = |text: &str| text.bytes().map(plain).collect::<String>();
    let pairs: Vec<String> =
        form.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect();
    pairs.join("&").into_bytes()
}

/// Sends bytes as they are, and gives what comes back first.
pub fn first(to: &Service, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(bytes).unwrap();
    let mut part = [0; 4096];
    let read = stream.read(&mut part).unwrap();
    String::from_utf8_lossy(&part[..read]).into_owned()
}

/// Sends bytes as they are, and gives all that comes back until the connection ends.
pub fn raw(to: &Service, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // A server that has answered already takes no more.
    stream.write_all(bytes).ok();
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    // A server that refuses may reset the connection behind its answer: what came before counts.
    while let Ok(read @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}
