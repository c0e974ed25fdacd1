//! A copy of the file of SQLite, made while the store is used.

use std::path::Path;

use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Kind, copier};
use sqlx::Connection;

fn failed() -> StoreError {
    StoreError::new("backup", Problem::Backup)
}

impl Store {
    /// Copies the store into a new file, readable for its owner alone; it is there whole or not at all.
    /// For PostgreSQL there is no such copy: [`Store::dump`].
    pub async fn copy_to(&self, path: &Path) -> Result<()> {
        if self.kind() != Kind::Sqlite {
            return Err(failed());
        }
        if path.exists() {
            return Err(StoreError::new("backup", Problem::NotEmpty));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // SQLite takes an empty file; this one is readable for its owner alone.
        let file = tempfile::NamedTempFile::new_in(folder).map_err(|_| failed())?;
        let name = file.path().to_str().ok_or_else(failed)?.to_owned();
        let vacuum = sqlx::query("VACUUM INTO $1").bind(name);
        match self.file() {
            Some(store) => {
                let mut connection = copier(store).await?;
                vacuum.execute(&mut connection).await.at("backup")?;
                connection.close().await.at("backup")?;
            }
            None => {
                vacuum.execute(self.writer()).await.at("backup")?;
            }
        }
        file.as_file().sync_all().map_err(|_| failed())?;
        file.persist_noclobber(path).map_err(|_| StoreError::new("backup", Problem::NotEmpty))?;
        Ok(())
    }
}
