//! `shinsa service verify`: whether the audit trail is as it was written.

use model::Lang;
use serde_json::json;
use store::audit::Verdict;

use super::{Result, open};
use crate::args::service::Verify;
use crate::exit::Done;
use crate::output::to_stdout;

/// Follows the chain.
pub(super) async fn verify(options: &Verify, lang: Lang) -> Result<Done> {
    let store = open(&options.which).await?;
    let verdict = store.verify_audit().await?;
    store.close().await;
    to_stdout(|out| {
        writeln!(out, "{}", if options.json { as_json(&verdict) } else { as_line(&verdict, lang) })?;
        Ok(())
    })?;
    Ok(if matches!(verdict, Verdict::Whole { .. }) { Done::Clean } else { Done::Troubled })
}

fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn as_json(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Whole { rows, hash } => json!({"whole": true, "rows": rows, "hash": hex(hash)}),
        Verdict::Broken { seq } => json!({"whole": false, "broken": seq}),
    }
    .to_string()
}

fn as_line(verdict: &Verdict, lang: Lang) -> String {
    match (verdict, lang) {
        (Verdict::Whole { rows, hash }, Lang::Ja) => {
            format!(
                "書かれたときのままです（{rows}行、最後の要約値 {}）。この行数と要約値を別に控えてください",
                hex(hash)
            )
        }
        (Verdict::Whole { rows, hash }, Lang::En) => {
            format!("as it was written ({rows} rows, last hash {}); keep both elsewhere", hex(hash))
        }
        (Verdict::Broken { seq }, Lang::Ja) => format!("{seq}行目が欠けているか、書き換えられています"),
        (Verdict::Broken { seq }, Lang::En) => format!("row {seq} is missing or was changed"),
    }
}
