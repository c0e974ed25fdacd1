//! What was sent: a file as the body itself or in a form, never more of it held than the limits allow.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

use super::held::Room;
use super::object::Object;
use super::{Code, Problem};
use crate::app::App;

/// The longest name of a file that is kept, in characters.
const NAME: usize = 120;
/// The longest other value of a form, in bytes.
const VALUE: usize = 1 << 16;
/// The most values of a form.
const VALUES: usize = 4096;

/// A body that was received whole.
#[derive(Debug)]
pub struct Sent {
    /// The name of the file, its folders left out; empty when none was told.
    pub name: String,
    /// Its bytes, as sent.
    pub bytes: Vec<u8>,
    /// The other values of the form.
    pub values: BTreeMap<String, Vec<String>>,
    /// Held while the bytes are.
    pub room: Room,
}

impl Sent {
    /// One value of the form.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.first().map(String::as_str)
    }

    /// Receives the body of a request.
    ///
    /// # Errors
    /// It is too large, breaks off, is not what it says, or there is no room for it now.
    pub async fn receive(app: &App, request: Request) -> Result<Self, Problem> {
        let most = app.settings().limits.upload();
        let told = length(request.headers());
        if told.is_some_and(|length| length > most.saturating_add(VALUE)) {
            return Err(too_large(most));
        }
        let mut room = app.held().begin(told.unwrap_or_default())?;
        if is_form(request.headers()) {
            let form = Multipart::from_request(request, &()).await;
            // What axum says of it quotes the request, in English alone.
            let form = form.map_err(|_| {
                malformed(
                    "フォームの形が正しくありません（multipart/form-dataのboundaryがありません）",
                    "the form is not as it should be (multipart/form-data without its boundary)",
                )
            })?;
            return of_form(form, most, room).await;
        }
        let bytes = whole(request.into_body(), most, &mut room).await?;
        Ok(Self { name: String::new(), bytes, values: BTreeMap::new(), room })
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

/// The body itself.
async fn whole(mut body: Body, most: usize, room: &mut Room) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| broken())?.into_data() else { continue };
        put(&mut bytes, &data, (0, most), room)?;
    }
    Ok(bytes)
}

/// Adds what came behind so many bytes of the same body, where there is room for all of it.
fn put(
    bytes: &mut Vec<u8>,
    data: &[u8],
    (before, most): (usize, usize),
    room: &mut Room,
) -> Result<(), Problem> {
    let len = bytes.len().saturating_add(data.len());
    if len > most {
        return Err(too_large(most));
    }
    room.grow(before.saturating_add(len))?;
    bytes.extend_from_slice(data);
    Ok(())
}

async fn of_form(mut form: Multipart, most: usize, room: Room) -> Result<Sent, Problem> {
    let mut sent = Sent { name: String::new(), bytes: Vec::new(), values: BTreeMap::new(), room };
    let (mut values, mut before) = (0_usize, 0_usize);
    while let Some(mut field) = form.next_field().await.map_err(|error| of_multipart(&error, most))? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name() {
            if !sent.bytes.is_empty() {
                return Err(malformed("ファイルは一つだけ送れます", "only one file can be sent"));
            }
            sent.name = plain(file);
            sent.bytes = taken(&mut field, (before, most), &mut sent.room).await?;
            before += sent.bytes.len();
        } else {
            values += 1;
            if values > VALUES {
                return Err(malformed("フォームの項目が多すぎます", "the form has too many values"));
            }
            let value = taken(&mut field, (before, VALUE), &mut sent.room).await?;
            before += value.len();
            if before > most.saturating_add(VALUE) {
                return Err(too_large(most));
            }
            let value = String::from_utf8(value)
                .map_err(|_| malformed("UTF-8ではない項目があります", "a value of the form is not UTF-8"))?;
            sent.values.entry(name).or_default().push(value);
        }
    }
    Ok(sent)
}

/// The bytes of a field, up to a limit.
async fn taken(
    field: &mut Field<'_>,
    (before, most): (usize, usize),
    room: &mut Room,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| of_multipart(&error, most))? {
        put(&mut bytes, &chunk, (before, most), room)?;
    }
    Ok(bytes)
}

/// The name of a file without its folders and without what cannot be shown.
pub fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME).collect()
}

/// A body as a JSON object of a known shape.
///
/// # Errors
/// It is not: where, if that can be told, and nothing of what was sent.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map(|Object(of)| of).map_err(|error: serde_json::Error| {
        match (error.line(), error.column()) {
            (0, _) => malformed("JSONの形が正しくありません", "the JSON is not as it should be"),
            (line, column) => malformed(
                &format!("JSONの形が正しくありません（{line}行{column}文字目）"),
                &format!("the JSON is not as it should be (line {line}, column {column})"),
            ),
        }
    })
}

fn of_multipart(error: &MultipartError, most: usize) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large(most) } else { broken() }
}

fn too_large(most: usize) -> Problem {
    let mib = most >> 20;
    Problem::new(
        Code::TooLarge,
        format!(
            "送れるのは{mib}MiBまでです。gzip か zip に圧縮して送ってください。それでも超えるときは、サーバーの管理者に limits.upload_mib を大きくしてもらってください"
        ),
        format!(
            "at most {mib} MiB can be sent: pack it with gzip or zip; where that is not enough, whoever runs the service has to raise limits.upload_mib"
        ),
    )
}

fn broken() -> Problem {
    Problem::new(
        Code::Malformed,
        "ファイルが途中で切れました。もう一度送ってください",
        "the file broke off: send it again",
    )
}

fn malformed(ja: &str, en: &str) -> Problem {
    Problem::new(Code::Malformed, ja, en)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{NAME, json, plain};

    #[test]
    fn names_lose_their_folders() {
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("C:\\claims\\令和6年6月.UKE"), "令和6年6月.UKE");
        assert_eq!(plain("a\r\nSet-Cookie: b"), "aSet-Cookie: b");
        assert_eq!(plain(&"長".repeat(500)).chars().count(), NAME);
    }

    #[test]
    fn values_in_a_row_are_no_object() {
        #[derive(Deserialize)]
        #[serde(default)]
        struct Said {
            to: Option<String>,
        }
        impl Default for Said {
            fn default() -> Self {
                Self { to: Some("before".to_owned()) }
            }
        }
        let said = |text: &str| json::<Said>(text.as_bytes()).map(|said| said.to);
        assert!(said("{}").is_ok_and(|to| to.as_deref() == Some("before")));
        assert!(said(r#"{"to":null}"#).is_ok_and(|to| to.is_none()));
        for wrong in ["[]", r#"["x"]"#, "null", "1", ""] {
            assert!(said(wrong).is_err(), "{wrong}");
        }
    }
}
