//! Writes an upload: sealed before the transaction begins, then written as a whole.

use super::{
    CHUNK, Idempotency, NewUpload, SHEET, State, Written, chunk_spot, head_spot, name_spot, sheet_spot,
    sheets,
};
use crate::Store;
use crate::audit::audit_within;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, checked_text, commit, within};
use crate::rows::Columns;
use crate::seal::{KeyRing, Sealed};
use crate::token;
use crate::words::Now;

/// Everything of an upload, ready to be written.
struct Ready {
    id: String,
    file_name: Sealed,
    head: Sealed,
    chunks: Vec<Sealed>,
    sheets: Vec<Sealed>,
}

impl Ready {
    fn make(keys: &KeyRing, new: &NewUpload<'_>) -> Result<Self> {
        let id = token::id()?;
        let chunks = (0_u64..)
            .zip(new.claims.chunks(CHUNK))
            .map(|(seq, chunk)| keys.seal(chunk_spot(&id, seq), chunk))
            .collect::<Result<Vec<_>>>()?;
        let sheets = (0_u64..)
            .zip(new.receipts.chunks(SHEET))
            .map(|(seq, receipts)| keys.seal(sheet_spot(&id, seq), &sheets::pack(receipts)?))
            .collect::<Result<Vec<_>>>()?;
        let file_name = keys.seal(name_spot(&id), new.file_name.as_bytes())?;
        let head = keys.seal(head_spot(&id), new.head)?;
        Ok(Self { id, file_name, head, chunks, sheets })
    }
}

pub(super) fn length(count: usize) -> Result<i64> {
    i64::try_from(count).map_err(|_| StoreError::new("uploads", Problem::Text))
}

impl Store {
    /// Keeps an upload. When it returns, everything is on the disk.
    pub async fn write_upload(
        &self,
        new: &NewUpload<'_>,
        idempotency: Option<Idempotency<'_>>,
        now: Now,
    ) -> Result<Written> {
        checked_text("uploads", new.file_name, 1_000)?;
        if let Some(known) = self.made_before(new, idempotency).await? {
            return Ok(Written::Before(known));
        }
        let ready = Ready::make(self.keys(), new)?;
        let mut work = self.begin().await?;
        match write_all(&mut work, new, &ready, idempotency, now).await {
            Ok(()) => {}
            // The same request, at the same time: the other one won.
            Err(error) if error.problem() == Problem::Taken && idempotency.is_some() => {
                work.rollback().await.at("rollback")?;
                let known = self.made_before(new, idempotency).await?;
                return known.map(Written::Before).ok_or(error);
            }
            Err(error) => return Err(error),
        }
        commit(work).await?;
        Ok(Written::Made(ready.id))
    }

    /// The upload that a key made before; the key with another request is an error.
    pub async fn uploaded_before(
        &self,
        institution: &crate::Institution,
        idempotency: Idempotency<'_>,
    ) -> Result<Option<String>> {
        checked_text("idempotency", idempotency.key, 255)?;
        let row =
            sqlx::query("SELECT request, upload FROM idempotency WHERE institution = $1 AND client_key = $2")
                .bind(institution.as_str())
                .bind(idempotency.key)
                .fetch_optional(self.reader())
                .await
                .at("idempotency")?;
        let Some(row) = row else { return Ok(None) };
        let row = Columns::new("idempotency", &row);
        if row.bytes("request")? == idempotency.request {
            Ok(Some(row.text("upload")?))
        } else {
            Err(StoreError::new("idempotency", Problem::KeyReused))
        }
    }

    async fn made_before(
        &self,
        new: &NewUpload<'_>,
        idempotency: Option<Idempotency<'_>>,
    ) -> Result<Option<String>> {
        match idempotency {
            Some(idempotency) => self.uploaded_before(new.institution, idempotency).await,
            None => Ok(None),
        }
    }
}

async fn write_all(
    work: &mut Transaction,
    new: &NewUpload<'_>,
    ready: &Ready,
    idempotency: Option<Idempotency<'_>>,
    now: Now,
) -> Result<()> {
    write_upload_row(work, new, ready, now).await?;
    if let Some(idempotency) = idempotency {
        write_idempotency(work, new, ready, idempotency, now).await?;
    }
    let chunk = "INSERT INTO upload_chunks (upload, seq, key_id, sealed) VALUES ($1, $2, $3, $4)";
    write_pieces(work, &ready.id, &ready.chunks, chunk).await?;
    write_results(work, &ready.id, new.dispositions, &ready.sheets).await?;
    if let Some(entry) = &new.audit {
        let mut entry = entry.clone();
        entry.subject = format!("upload/{}", ready.id);
        audit_within(work, &entry, now).await?;
    }
    Ok(())
}

/// Counts and sheets of an upload that has none.
pub(super) async fn write_results(
    work: &mut Transaction,
    id: &str,
    dispositions: &[(&str, i64)],
    sheets: &[Sealed],
) -> Result<()> {
    for (disposition, receipts) in dispositions {
        sqlx::query("INSERT INTO upload_counts (upload, disposition, receipts) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(*disposition)
            .bind(*receipts)
            .execute(within(work))
            .await
            .at("upload_counts")?;
    }
    let sheet = "INSERT INTO upload_sheets (upload, seq, key_id, sealed) VALUES ($1, $2, $3, $4)";
    write_pieces(work, id, sheets, sheet).await
}

async fn write_upload_row(
    work: &mut Transaction,
    new: &NewUpload<'_>,
    ready: &Ready,
    now: Now,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO uploads (id, institution, made_by, made, delete_after, state, revision, digest, size, chunks,
                              receipts, sheets, file_name, file_name_key, head, head_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(&ready.id)
    .bind(new.institution.as_str())
    .bind(new.made_by)
    .bind(now.0)
    .bind(new.delete_after)
    .bind(State::Kept.code())
    .bind(new.revision)
    .bind(blake3::hash(new.claims).as_bytes().to_vec())
    .bind(length(new.claims.len())?)
    .bind(length(ready.chunks.len())?)
    .bind(length(new.receipts.len())?)
    .bind(length(ready.sheets.len())?)
    .bind(ready.file_name.bytes.clone())
    .bind(&ready.file_name.key_id)
    .bind(ready.head.bytes.clone())
    .bind(&ready.head.key_id)
    .execute(within(work))
    .await
    .at("uploads")?;
    Ok(())
}

async fn write_idempotency(
    work: &mut Transaction,
    new: &NewUpload<'_>,
    ready: &Ready,
    idempotency: Idempotency<'_>,
    now: Now,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO idempotency (institution, client_key, request, upload, made) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.institution.as_str())
    .bind(idempotency.key)
    .bind(idempotency.request.to_vec())
    .bind(&ready.id)
    .bind(now.0)
    .execute(within(work))
    .await
    .at("idempotency")?;
    Ok(())
}

async fn write_pieces(
    work: &mut Transaction,
    id: &str,
    pieces: &[Sealed],
    statement: &'static str,
) -> Result<()> {
    for (seq, piece) in (0_i64..).zip(pieces) {
        sqlx::query(statement)
            .bind(id)
            .bind(seq)
            .bind(&piece.key_id)
            .bind(piece.bytes.clone())
            .execute(within(work))
            .await
            .at("uploads")?;
    }
    Ok(())
}
