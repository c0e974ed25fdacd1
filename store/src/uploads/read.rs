//! Reads what is sealed of an upload: claims whole, results by the sheet or by the receipt.

use super::{SHEET, State, Upload, chunk_spot, head_spot, sheet_spot, sheets};
use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::rows::Columns;

impl Store {
    /// The claims as they came; held against their digest.
    pub async fn claims(&self, upload: &Upload) -> Result<Vec<u8>> {
        there(upload)?;
        let rows =
            sqlx::query("SELECT seq, key_id, sealed FROM upload_chunks WHERE upload = $1 ORDER BY seq")
                .bind(&upload.id)
                .fetch_all(self.reader())
                .await
                .at("upload_chunks")?;
        if rows.is_empty() && upload.size > 0 {
            // Deleted since the caller looked.
            return Err(StoreError::new("upload_chunks", Problem::Purged));
        }
        let mut claims = Vec::with_capacity(usize::try_from(upload.size).unwrap_or(0));
        for (seq, row) in (0_u64..).zip(&rows) {
            let row = Columns::new("upload_chunks", row);
            let spot = chunk_spot(&upload.id, seq);
            claims.extend(self.keys().open(spot, &row.text("key_id")?, &row.bytes("sealed")?)?);
        }
        if blake3::hash(&claims).as_bytes().as_slice() == upload.digest {
            Ok(claims)
        } else {
            Err(StoreError::new("upload_chunks", Problem::Damaged))
        }
    }

    /// What was found in the file as a whole.
    pub async fn upload_head(&self, upload: &Upload) -> Result<Vec<u8>> {
        there(upload)?;
        let row = sqlx::query("SELECT head_key, head FROM uploads WHERE id = $1 AND head IS NOT NULL")
            .bind(&upload.id)
            .fetch_optional(self.reader())
            .await
            .at("uploads")?
            .ok_or_else(|| StoreError::new("uploads", Problem::Purged))?;
        let row = Columns::new("uploads", &row);
        self.keys().open(head_spot(&upload.id), &row.text("head_key")?, &row.bytes("head")?)
    }

    /// What was found in the receipts of one sheet, counted from nought.
    pub async fn upload_sheet(&self, upload: &Upload, sheet: u64) -> Result<Vec<Vec<u8>>> {
        there(upload)?;
        let missing = || StoreError::new("upload_sheets", Problem::Missing);
        let row = sqlx::query("SELECT key_id, sealed FROM upload_sheets WHERE upload = $1 AND seq = $2")
            .bind(&upload.id)
            .bind(i64::try_from(sheet).map_err(|_| missing())?)
            .fetch_optional(self.reader())
            .await
            .at("upload_sheets")?
            .ok_or_else(missing)?;
        let row = Columns::new("upload_sheets", &row);
        let spot = sheet_spot(&upload.id, sheet);
        sheets::unpack(&self.keys().open(spot, &row.text("key_id")?, &row.bytes("sealed")?)?)
    }

    /// What was found in one receipt, counted from nought in the order of the file.
    pub async fn upload_receipt(&self, upload: &Upload, at: usize) -> Result<Vec<u8>> {
        let sheet = self.upload_sheet(upload, (at / SHEET) as u64).await?;
        sheet.into_iter().nth(at % SHEET).ok_or_else(|| StoreError::new("upload_sheets", Problem::Missing))
    }

    /// What was found in all receipts, in the order of the file.
    pub async fn upload_receipts(&self, upload: &Upload) -> Result<Vec<Vec<u8>>> {
        there(upload)?;
        let rows = sqlx::query("SELECT key_id, sealed FROM upload_sheets WHERE upload = $1 ORDER BY seq")
            .bind(&upload.id)
            .fetch_all(self.reader())
            .await
            .at("upload_sheets")?;
        let mut receipts = Vec::new();
        for (seq, row) in (0_u64..).zip(&rows) {
            let row = Columns::new("upload_sheets", row);
            let spot = sheet_spot(&upload.id, seq);
            let sheet = self.keys().open(spot, &row.text("key_id")?, &row.bytes("sealed")?)?;
            receipts.extend(sheets::unpack(&sheet)?);
        }
        if i64::try_from(receipts.len()) == Ok(upload.receipts) {
            Ok(receipts)
        } else {
            Err(StoreError::new("upload_sheets", Problem::Damaged))
        }
    }
}

fn there(upload: &Upload) -> Result<()> {
    match upload.state {
        State::Kept => Ok(()),
        State::Purged => Err(StoreError::new("uploads", Problem::Purged)),
    }
}
