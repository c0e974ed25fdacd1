//! Lists the uploads of an institution, the newest first, by pages.

use sqlx::any::AnyRow;

use super::{State, Upload, name_spot};
use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;
use crate::words::Institution;

/// Where a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the last upload of the page was made.
    pub made: i64,
    /// Its id.
    pub id: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Uploads, the newest first.
    pub uploads: Vec<Upload>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl Store {
    /// The upload of an id, if it is the institution's. Another institution's is as absent as none.
    pub async fn upload(&self, institution: &Institution, id: &str) -> Result<Option<Upload>> {
        let upload = self.any_upload(id).await?;
        Ok(upload.filter(|upload| upload.institution == *institution))
    }

    /// The upload of an id, whosever it is: for those who see all institutions.
    pub async fn any_upload(&self, id: &str) -> Result<Option<Upload>> {
        let row = sqlx::query(
            "SELECT id, institution, made_by, made, delete_after, state, revision, digest, size, receipts, file_name,
                    file_name_key FROM uploads WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.reader())
        .await
        .at("uploads")?;
        match row {
            Some(row) => Ok(Some(self.upload_of(&row).await?)),
            None => Ok(None),
        }
    }

    /// A page of an institution's uploads.
    pub async fn uploads(
        &self,
        institution: &Institution,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX - 1);
        let rows = sqlx::query(
            "SELECT id, institution, made_by, made, delete_after, state, revision, digest, size, receipts, file_name,
                    file_name_key FROM uploads
             WHERE institution = $1 AND (made < $2 OR (made = $2 AND id < $3))
             ORDER BY made DESC, id DESC LIMIT $4",
        )
        .bind(institution.as_str())
        .bind(after.map_or(i64::MAX, |cursor| cursor.made))
        .bind(after.map_or("", |cursor| cursor.id.as_str()))
        .bind(most.saturating_add(1))
        .fetch_all(self.reader())
        .await
        .at("uploads")?;
        self.page_of(&rows, limit).await
    }

    /// The ids of all uploads of an institution that are still kept, the newest first.
    pub async fn kept_ids(&self, institution: &Institution) -> Result<Vec<String>> {
        let rows = sqlx::query(
            "SELECT id FROM uploads WHERE institution = $1 AND state = $2 ORDER BY made DESC, id DESC",
        )
        .bind(institution.as_str())
        .bind(State::Kept.code())
        .fetch_all(self.reader())
        .await
        .at("uploads")?;
        rows.iter().map(|row| Columns::new("uploads", row).text("id")).collect()
    }

    /// A page of the uploads of all institutions that are still kept, the newest first: for those who see all of them.
    pub async fn kept_uploads(&self, after: Option<&Cursor>, limit: usize) -> Result<Page> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX - 1);
        let rows = sqlx::query(
            "SELECT id, institution, made_by, made, delete_after, state, revision, digest, size, receipts, file_name,
                    file_name_key FROM uploads
             WHERE state = $1 AND (made < $2 OR (made = $2 AND id < $3))
             ORDER BY made DESC, id DESC LIMIT $4",
        )
        .bind(State::Kept.code())
        .bind(after.map_or(i64::MAX, |cursor| cursor.made))
        .bind(after.map_or("", |cursor| cursor.id.as_str()))
        .bind(most.saturating_add(1))
        .fetch_all(self.reader())
        .await
        .at("uploads")?;
        self.page_of(&rows, limit).await
    }

    async fn page_of(&self, rows: &[AnyRow], limit: usize) -> Result<Page> {
        let mut uploads = Vec::new();
        for row in rows.iter().take(limit) {
            uploads.push(self.upload_of(row).await?);
        }
        let more = rows.len() > limit;
        let next =
            uploads.last().filter(|_| more).map(|last| Cursor { made: last.made, id: last.id.clone() });
        Ok(Page { uploads, next })
    }

    async fn upload_of(&self, row: &AnyRow) -> Result<Upload> {
        let row = Columns::new("uploads", row);
        let id = row.text("id")?;
        let file_name = match row.maybe_bytes("file_name")? {
            Some(sealed) => {
                let name = self.keys().open(name_spot(&id), &row.text("file_name_key")?, &sealed)?;
                Some(String::from_utf8(name).map_err(|_| row.damaged())?)
            }
            None => None,
        };
        Ok(Upload {
            institution: Institution::new(&row.text("institution")?)?,
            made_by: row.text("made_by")?,
            made: row.number("made")?,
            delete_after: row.number("delete_after")?,
            state: State::from_code(&row.text("state")?).ok_or_else(|| row.damaged())?,
            revision: row.text("revision")?,
            digest: row.bytes("digest")?,
            size: row.number("size")?,
            receipts: row.number("receipts")?,
            dispositions: self.dispositions(&id).await?,
            file_name,
            id,
        })
    }

    async fn dispositions(&self, id: &str) -> Result<Vec<(String, i64)>> {
        let rows = sqlx::query(
            "SELECT disposition, receipts FROM upload_counts WHERE upload = $1 ORDER BY disposition",
        )
        .bind(id)
        .fetch_all(self.reader())
        .await
        .at("upload_counts")?;
        let count = |row: &AnyRow| {
            let row = Columns::new("upload_counts", row);
            Ok((row.text("disposition")?, row.number("receipts")?))
        };
        rows.iter().map(count).collect()
    }
}
