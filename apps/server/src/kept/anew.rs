//! Judges a kept check again from its claims, where what was kept of it cannot be read any more: it is in the shape of
//! another version of this program, or damaged.

use model::Lang;
use serde_json::Value;
use store::audit::Entry;
use store::uploads::{Results, Upload};

use super::{Sealable, sealable};
use crate::api::checks::kind;
use crate::app::App;
use crate::judging::{File, How, judge_file};
use crate::outcome;
use crate::web::{Code, Problem};

/// Judges it by the rules of now and keeps that; gives the upload as it is then.
///
/// # Errors
/// The claims are gone or damaged, or the machine failed.
pub async fn again(app: &App, upload: &Upload) -> Result<Upload, Problem> {
    let store = app.store();
    let how = how(app, upload).await;
    let bytes = store.claims(upload).await.map_err(without_claims)?;
    let name = upload.file_name.clone().unwrap_or_default();
    let judged = judge_file(app, &upload.institution, File { name, bytes }, how).await?;
    let now = app.now();
    let Sealable { head, receipts } = sealable(&judged, Some(now.0))?;
    let dispositions: Vec<(&str, i64)> =
        outcome::counts(&judged.checked).into_iter().filter(|(_, count)| *count > 0).collect();
    let results = Results {
        revision: &judged.checked.revision.id,
        head: &head,
        receipts: &receipts,
        dispositions: &dispositions,
    };
    store.replace_results(&upload.id, &results, &entry(upload), now).await?;
    tracing::info!("a kept result in another shape was judged anew");
    store.upload(&upload.institution, &upload.id).await?.ok_or_else(Problem::gone)
}

/// How it was judged before, as far as that can still be read.
pub async fn how(app: &App, upload: &Upload) -> How {
    let head = app.store().upload_head(upload).await.ok();
    let head: Value = head.and_then(|head| serde_json::from_slice(&head).ok()).unwrap_or_default();
    let lang = match head.pointer("/checked/lang").and_then(Value::as_str) {
        Some("ja") => Lang::Ja,
        Some("en") => Lang::En,
        _ => app.settings().lang.into(),
    };
    let institution = kind(head.get("institution").and_then(Value::as_str));
    How { lang, institution: institution.unwrap_or_default() }
}

/// The service itself acts: nobody asked for it but to look.
fn entry(upload: &Upload) -> Entry {
    Entry {
        actor: "service".to_owned(),
        role: "service".to_owned(),
        act: "check.anew".to_owned(),
        subject: super::subject(&upload.id),
        purpose: "読めなくなった点検結果の作り直し".to_owned(),
        detail: String::new(),
    }
}

/// Neither the results nor the claims can be read: what to do is to send the file again.
fn without_claims(error: store::StoreError) -> Problem {
    match error.problem() {
        store::Problem::Purged | store::Problem::Missing | store::Problem::Damaged => {
            tracing::warn!(%error, "a kept result cannot be judged anew");
            Problem::new(
                Code::Gone,
                "点検の結果は前の版の形か壊れていて読めず、点検し直すためのレセプトも残っていません。同じファイルをもう一度送って点検してください",
                "the result is of an earlier version, or damaged, and the claims to check anew are gone: send the file again",
            )
        }
        _ => error.into(),
    }
}
