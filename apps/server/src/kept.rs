//! Checks that are kept: sealed with their claims, read back whole or one receipt at a time.
//!
//! What is kept says in which shape it is. Results in another shape, or damaged, are judged anew from the claims when
//! somebody looks ([`anew`]).

mod anew;
mod filed;

use desk::{Checked, CheckedReceipt, Filing};
use model::{InstitutionKind, Lang};
use serde::{Deserialize, Serialize};
use store::uploads::{Idempotency, NewUpload, State, Upload};
use store::{Institution, Now, StoreError};

use crate::api::checks::kind;
use crate::app::App;
use crate::auth::Caller;
use crate::excluded::Exclusions;
use crate::judging::{How, Judged};
use crate::outcome;
use crate::web::{Problem, Sent};

pub use filed::{Filed, Remembered, all_filed, filed};

/// The name of a file that has none.
const NAMELESS: &str = "claims.UKE";
const DAY: i64 = 24 * 60 * 60;
/// The shape of what is kept: raised whenever what was kept before would be misread, or lacks what pages need.
///
/// Shape 1 brought marks of findings, contents and days of receipts; what has no number is older.
const SHAPE: u32 = 1;

/// What is kept of a file as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct Head {
    shape: u32,
    /// When it was judged anew because what was kept could not be read any more.
    pub anew: Option<i64>,
    /// Hospital or clinic, as it was said.
    institution: Option<String>,
    /// What it is filed as.
    pub filings: Vec<Filing>,
    /// What came of it, its receipts left out.
    pub checked: Checked,
}

impl Head {
    /// How it was judged, told in a language.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn how(&self, lang: Lang) -> Result<How, Problem> {
        Ok(How { lang, institution: kind(self.institution.as_deref())? })
    }
}

fn slug(kind: InstitutionKind) -> Option<String> {
    match kind {
        InstitutionKind::Hospital => Some("hospital".to_owned()),
        InstitutionKind::Clinic => Some("clinic".to_owned()),
        InstitutionKind::Unknown => None,
    }
}

/// A request that is to be done once.
#[derive(Debug)]
pub struct Once {
    key: String,
    request: [u8; 32],
}

impl Once {
    /// A request with its key: the same key with other bytes is refused.
    pub fn new(key: String, sent: &Sent, how: How) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{:?}\0{}\0", how, sent.name).as_bytes());
        hasher.update(&sent.bytes);
        Self { key, request: *hasher.finalize().as_bytes() }
    }

    const fn of(&self) -> Idempotency<'_> {
        Idempotency { key: self.key.as_str(), request: self.request }
    }

    /// What the same request made before.
    ///
    /// # Errors
    /// The key came with another request.
    pub async fn made(&self, app: &App, clinic: &Institution) -> Result<Option<String>, Problem> {
        Ok(app.store().uploaded_before(clinic, self.of()).await?)
    }
}

/// Keeps a check and gives its id; when this returns, it is on the disk.
///
/// # Errors
/// The store fails.
pub async fn keep(
    app: &App,
    caller: &Caller,
    judged: &Judged,
    once: Option<&Once>,
) -> Result<String, Problem> {
    let checked = &judged.checked;
    let Sealable { head, receipts } = sealable(judged, None)?;
    let dispositions: Vec<(&str, i64)> =
        outcome::counts(checked).into_iter().filter(|(_, count)| *count > 0).collect();
    let now = app.now();
    let new = NewUpload {
        institution: caller.clinic()?,
        made_by: caller.id(),
        file_name: if checked.file.is_empty() { NAMELESS } else { &checked.file },
        revision: &checked.revision.id,
        delete_after: due(app, now),
        claims: &judged.bytes,
        head: &head,
        receipts: &receipts,
        dispositions: &dispositions,
        audit: Some(caller.entry("check.make", "", "請求前の点検")),
    };
    let written = app.store().write_upload(&new, once.map(Once::of), now).await?;
    Ok(written.id().to_owned())
}

/// What is kept of a result, as bytes.
struct Sealable {
    head: Vec<u8>,
    receipts: Vec<Vec<u8>>,
}

fn sealable(judged: &Judged, anew: Option<i64>) -> Result<Sealable, Problem> {
    let checked = &judged.checked;
    let head = Head {
        shape: SHAPE,
        anew,
        institution: slug(judged.how.institution),
        filings: judged.filings.clone(),
        checked: shallow(checked),
    };
    let receipts = checked.receipts.iter().map(serde_json::to_vec);
    Ok(Sealable {
        head: serde_json::to_vec(&head).map_err(Problem::failed)?,
        receipts: receipts.collect::<Result<_, _>>().map_err(Problem::failed)?,
    })
}

/// Everything but the receipts, which are kept one by one.
fn shallow(checked: &Checked) -> Checked {
    Checked {
        file: checked.file.clone(),
        revision: checked.revision.clone(),
        lang: checked.lang.clone(),
        digest: checked.digest.clone(),
        summary: checked.summary.clone(),
        defects: checked.defects.clone(),
        receipts: Vec::new(),
        broken: checked.broken.clone(),
        refused: checked.refused,
    }
}

fn due(app: &App, now: Now) -> i64 {
    now.0.saturating_add(i64::from(app.settings().keep.claims_days) * DAY)
}

/// A check of a clinic.
///
/// # Errors
/// There is none, it is another clinic's, or it was deleted.
pub async fn upload(app: &App, clinic: &Institution, id: &str) -> Result<Upload, Problem> {
    // Ids are letters and digits; a database need not be asked for anything else (PostgreSQL refuses a NUL).
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Problem::not_found());
    }
    let found = app.store().upload(clinic, id).await?.ok_or_else(Problem::not_found)?;
    if found.state == State::Kept { Ok(found) } else { Err(Problem::gone()) }
}

/// What was said of the file, its receipts left out.
///
/// # Errors
/// The store fails, or it cannot be read and the claims are gone.
pub async fn head(app: &App, upload: &Upload) -> Result<Head, Problem> {
    match head_as_kept(app, upload).await? {
        Some(head) => Ok(head),
        None => {
            let upload = anew::again(app, upload).await?;
            head_as_kept(app, &upload).await?.ok_or_else(unread)
        }
    }
}

/// The same where it can be read as it was kept.
async fn head_as_kept(app: &App, upload: &Upload) -> Result<Option<Head>, Problem> {
    let head: Option<Head> = read(app.store().upload_head(upload).await)?;
    Ok(head.filter(|head| head.shape == SHAPE))
}

/// The claims of a file; `None` where they are lost.
///
/// # Errors
/// The store fails.
pub async fn claims(app: &App, upload: &Upload) -> Result<Option<Vec<u8>>, Problem> {
    match app.store().claims(upload).await {
        Ok(claims) => Ok(Some(claims)),
        Err(error) if error.problem() == store::Problem::Purged => Ok(None),
        Err(error) => unreadable(error).map(|()| None),
    }
}

/// Works on the claims of a file when its turn comes, where there is room for them.
///
/// # Errors
/// They are deleted or damaged, the line is full, there is no room, or the work panicked.
pub async fn in_turn<T: Send + 'static>(
    app: &App,
    upload: &Upload,
    work: impl FnOnce(Vec<u8>) -> T + Send + 'static,
) -> Result<T, Problem> {
    let turn = app.gate().turn().await?;
    let room = app.held().take(usize::try_from(upload.size).unwrap_or(usize::MAX))?;
    let claims = app.store().claims(upload).await?;
    let worked = move || {
        let _held = room;
        work(claims)
    };
    turn.run(worked).await
}

/// One receipt, with what its clinic has excluded.
///
/// # Errors
/// There is none, or it cannot be read and the claims are gone.
pub async fn receipt(app: &App, upload: &Upload, seq: u64) -> Result<CheckedReceipt, Problem> {
    let mut found = receipt_as_kept(app, upload, seq).await?;
    if found.is_none() {
        let upload = anew::again(app, upload).await?;
        found = receipt_as_kept(app, &upload, seq).await?;
    }
    let mut receipt = found.ok_or_else(unread)?;
    Exclusions::of(app, &upload.institution).await?.put(&mut receipt);
    Ok(receipt)
}

async fn receipt_as_kept(app: &App, upload: &Upload, seq: u64) -> Result<Option<CheckedReceipt>, Problem> {
    let at = seq.checked_sub(1).filter(|at| i64::try_from(*at).is_ok_and(|at| at < upload.receipts));
    let at = at.and_then(|at| usize::try_from(at).ok()).ok_or_else(Problem::not_found)?;
    if head_as_kept(app, upload).await?.is_none() {
        return Ok(None);
    }
    read(app.store().upload_receipt(upload, at).await)
}

/// A check with all its receipts, with what its clinic has excluded.
///
/// # Errors
/// The store fails, or it cannot be read and the claims are gone.
pub async fn all(app: &App, upload: &Upload) -> Result<Checked, Problem> {
    let mut found = all_as_kept(app, upload).await?;
    if found.is_none() {
        let upload = anew::again(app, upload).await?;
        found = all_as_kept(app, &upload).await?;
    }
    let mut checked = found.ok_or_else(unread)?;
    Exclusions::of(app, &upload.institution).await?.put_all(&mut checked);
    Ok(checked)
}

async fn all_as_kept(app: &App, upload: &Upload) -> Result<Option<Checked>, Problem> {
    let Some(head) = head_as_kept(app, upload).await? else { return Ok(None) };
    let receipts = match app.store().upload_receipts(upload).await {
        Ok(receipts) => receipts,
        Err(error) => return unreadable(error).map(|()| None),
    };
    let receipts = receipts.iter().map(|bytes| serde_json::from_slice(bytes));
    let receipts = receipts.collect::<Result<Vec<CheckedReceipt>, _>>().ok();
    Ok(receipts.map(|receipts| Checked { receipts, ..head.checked }))
}

/// A value as it was kept; `None` where it cannot be read any more.
fn read<T: serde::de::DeserializeOwned>(bytes: store::Result<Vec<u8>>) -> Result<Option<T>, Problem> {
    match bytes {
        // An error of JSON could name values: only that there is one is told.
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) => unreadable(error).map(|()| None),
    }
}

/// Lets pass what the claims can make good: results that are damaged or partly missing.
fn unreadable(error: StoreError) -> Result<(), Problem> {
    match error.problem() {
        store::Problem::Damaged | store::Problem::Missing => {
            tracing::warn!(%error, "a kept result cannot be read");
            Ok(())
        }
        _ => Err(error.into()),
    }
}

fn unread() -> Problem {
    Problem::failed("a result that was just kept cannot be read")
}

/// Deletes a check with its claims.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn delete(app: &App, caller: &Caller, id: &str) -> Result<(), Problem> {
    let clinic = caller.clinic()?;
    let upload = upload(app, clinic, id).await?;
    let entry = caller.entry("check.delete", subject(id), "利用者の操作");
    Ok(app.store().delete_upload(clinic, &upload.id, Some(&entry), app.now()).await?)
}

/// How the audit trail names a check.
pub fn subject(id: &str) -> String {
    format!("upload/{id}")
}
