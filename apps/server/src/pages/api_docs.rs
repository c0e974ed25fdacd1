//! The API to read: every operation of the document, its parameters, bodies and answers, and the kinds of problems.

use std::collections::BTreeMap;

use axum::response::Html;
use maud::{Markup, html};
use model::{Lang, Text};
use serde_json::Value;

use super::frame::{Frame, Page};
use crate::web::Code;

/// An operation of the document.
struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    of: &'a Value,
}

/// Shows a document.
pub fn page(document: &Value, frame: &Frame) -> Html<String> {
    let lang = frame.lang;
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    let groups = groups(document);
    frame.show(Page {
        title: "API".to_owned(),
        body: html! {
            h1 { "API" }
            p { (word(
                "電子カルテなどから、請求前の点検を呼び出すための口です。定義は ",
                "For programs that check claims before filing. The document is ")) a href="/api/openapi.json" { "openapi.json" } (word(" にあります。", ".")) }
            p { (word("鍵は画面の「APIの鍵」で作り、", "Make a key on the page of keys and send it as ")) code { "Authorization: Bearer shk_…" } (word(" で送ります。", ".")) }
            p { (word("職員・審査委員などの口（サインイン、事案、審査月）は、鍵ではなく本人のセッションで使います。変更する要求には、", "What staff and committee use (sessions, cases, months) takes the session of the person, not a key. Send ")) code { "GET /api/v1/session" } (word(" の csrf をヘッダー ", "'s csrf in the header ")) code { "Shinsa-CSRF" } (word(" に付けます。", " with whatever changes something.")) }
            @for (tag, operations) in &groups {
                h2 { (tag) }
                @for operation in operations { (shown(operation, document, lang)) }
            }
            (problems(lang))
        },
    })
}

fn groups(document: &Value) -> BTreeMap<&str, Vec<Operation<'_>>> {
    let mut groups: BTreeMap<&str, Vec<Operation<'_>>> = BTreeMap::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, methods) in paths.into_iter().flatten() {
        for (method, of) in methods.as_object().into_iter().flatten() {
            let tag = of.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default();
            groups.entry(tag).or_default().push(Operation { method, path, of });
        }
    }
    groups
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn shown(operation: &Operation<'_>, document: &Value, lang: Lang) -> Markup {
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    let parameters = operation.of.get("parameters").and_then(Value::as_array);
    let answers = operation.of.get("responses").and_then(Value::as_object);
    html! {
        details.card {
            summary { code { (operation.method.to_uppercase()) " " (operation.path) } " " (text(operation.of, "summary")) }
            p { (text(operation.of, "description")) }
            @if let Some(parameters) = parameters.filter(|all| !all.is_empty()) {
                div.scroll { table {
                    thead { tr { th { (word("名前", "name")) } th { (word("場所", "in")) } th { (word("意味", "meaning")) } } }
                    tbody { @for one in parameters {
                        tr { td { code { (text(one, "name")) } } td { (text(one, "in")) } td { (text(one, "description")) } }
                    } }
                } }
            }
            @if let Some(body) = operation.of.pointer("/requestBody/content").and_then(Value::as_object) {
                h3 { (word("送るもの", "body")) }
                @for (kind, of) in body { p { code { (kind) } } (schema(of, document)) }
            }
            h3 { (word("答え", "answers")) }
            @for (status, answer) in answers.into_iter().flatten() {
                p { code { (status) } " " (text(answer, "description")) }
                @for (_, of) in answer.get("content").and_then(Value::as_object).into_iter().flatten() {
                    (schema(of, document))
                }
            }
        }
    }
}

/// The schema of a body, those that it refers to beside it.
fn schema(of: &Value, document: &Value) -> Markup {
    let Some(schema) = of.get("schema") else { return html! {} };
    let named = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
    let found = named.and_then(|path| document.pointer(path)).unwrap_or(schema);
    let json = serde_json::to_string_pretty(found).unwrap_or_default();
    html! { details { summary { code { (named.and_then(|path| path.rsplit('/').next()).unwrap_or("schema")) } } pre.scroll { code { (json) } } } }
}

fn problems(lang: Lang) -> Markup {
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    html! {
        h2 { (word("エラー", "problems")) }
        p { (word("エラーは application/problem+json で返し、code で種類を見分けます。", "Errors are application/problem+json; `code` says which kind.")) }
        div.scroll { table {
            thead { tr { th { "code" } th { "HTTP" } th { (word("意味", "meaning")) } } }
            tbody { @for code in Code::ALL {
                tr id={ "problem-" (code.slug()) } {
                    td { code { (code.slug()) } } td { (code.status().as_u16()) } td { (code.title().in_lang(lang)) }
                }
            } }
        } }
    }
}
