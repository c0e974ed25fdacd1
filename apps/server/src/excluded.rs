//! Findings that a clinic has set aside, put onto results wherever they are shown.
//!
//! An exclusion is held against the mark of a finding (`desk`), so it never means more than that one: another edition of
//! the rule, another patient, month or line is shown again. It changes what its clinic sees, and nothing of what is judged.

use std::collections::BTreeMap;

use desk::{Checked, CheckedFinding, CheckedReceipt, Excluded};
use serde::{Deserialize, Serialize};
use store::Institution;
use store::exclusions::{Exclusion, NewExclusion};

use crate::app::App;
use crate::auth::Caller;
use crate::called::Names;
use crate::kept;
use crate::web::{Code, Problem};

/// The longest reason, in characters.
pub const REASON: usize = 300;
/// The purpose that the trail tells.
const PURPOSE: &str = "請求前の点検（指摘の除外）";

/// What is kept of an excluded finding, for the list of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The check that it was seen in, and the receipt there.
    pub check: String,
    /// 1-based ordinal of the receipt.
    pub seq: u64,
    /// レセプト番号.
    pub number: Option<u32>,
    /// 診療年月 as YYYYMM.
    pub month: Option<u32>,
    /// The rule.
    pub rule: String,
    /// Its edition.
    pub edition: Option<String>,
    /// The kind of check.
    pub kind: String,
    /// What was said.
    pub message: String,
}

/// The exclusions of a clinic that are in force, by mark.
#[derive(Debug, Default)]
pub struct Exclusions(BTreeMap<String, Excluded>);

impl Exclusions {
    /// Of a clinic.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of(app: &App, clinic: &Institution) -> Result<Self, Problem> {
        let mut all = BTreeMap::new();
        let mut names = Names::default();
        for one in app.store().exclusions(clinic).await? {
            if one.withdrawn.is_none() {
                let by = names.of(app, &one.made_by).await?;
                let Exclusion { id, fingerprint, reason, made, .. } = one;
                all.insert(fingerprint, Excluded { id, reason, by, made });
            }
        }
        Ok(Self(all))
    }

    /// Put onto the findings of a receipt.
    pub fn put(&self, receipt: &mut CheckedReceipt) {
        if self.0.is_empty() {
            return;
        }
        for finding in receipt.findings.iter_mut().filter(|one| !one.mark.is_empty()) {
            finding.excluded = self.0.get(&finding.mark).cloned();
        }
    }

    /// Put onto all receipts.
    pub fn put_all(&self, checked: &mut Checked) {
        checked.receipts.iter_mut().for_each(|one| self.put(one));
    }
}

/// Excludes a finding of a kept check. One that is excluded already stays as it is.
///
/// # Errors
/// There is no such finding, or the reason is empty or too long.
pub async fn exclude(
    app: &App,
    caller: &Caller,
    (check, seq, finding): (&str, u64, &str),
    reason: &str,
) -> Result<(), Problem> {
    let clinic = person(caller)?;
    let upload = kept::upload(app, clinic, check).await?;
    let receipt = kept::receipt(app, &upload, seq).await?;
    let found = receipt.findings.iter().find(|one| one.id == finding && !one.mark.is_empty());
    let found = found.ok_or_else(Problem::not_found)?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Problem::new(
            Code::Malformed,
            format!("除外する理由を{REASON}字以内で書いてください"),
            format!("say why, in at most {REASON} characters"),
        ));
    }
    let about = serde_json::to_vec(&about(check, &receipt, found)).map_err(Problem::failed)?;
    let mut entry = caller.entry("exclusion.make", "", PURPOSE);
    entry.detail = format!("{}/receipt/{seq} {}", kept::subject(check), found.rule);
    let new = NewExclusion {
        institution: clinic,
        fingerprint: &found.mark,
        about: &about,
        reason: &reason,
        made_by: caller.id(),
        audit: Some(&entry),
    };
    match app.store().exclude(&new, app.now()).await {
        Err(error) if error.problem() != store::Problem::Taken => Err(error.into()),
        _ => Ok(()),
    }
}

fn about(check: &str, receipt: &CheckedReceipt, found: &CheckedFinding) -> About {
    About {
        check: check.to_owned(),
        seq: receipt.seq,
        number: receipt.number,
        month: receipt.month,
        rule: found.rule.clone(),
        edition: found.edition.clone(),
        kind: found.check.clone(),
        message: found.message.clone(),
    }
}

/// Takes an exclusion back.
///
/// # Errors
/// There is none in force, or it is another clinic's.
pub async fn withdraw(app: &App, caller: &Caller, id: &str) -> Result<(), Problem> {
    let clinic = person(caller)?;
    // Ids are letters and digits; a database need not be asked for anything else (PostgreSQL refuses a NUL).
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Problem::not_found());
    }
    let entry = caller.entry("exclusion.withdraw", "", PURPOSE);
    Ok(app.store().withdraw_exclusion(clinic, id, caller.id(), Some(&entry), app.now()).await?)
}

/// The clinic of a person: no program decides what its clinic does not see.
///
/// # Errors
/// It is a program, or of no clinic.
pub fn person(caller: &Caller) -> Result<&Institution, Problem> {
    caller.must_be_a_person()?;
    caller.clinic()
}
