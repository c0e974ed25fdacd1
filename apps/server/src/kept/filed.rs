//! What a kept file is filed as: known from what is kept of it, else from its claims; nothing is judged anew for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::Filing;
use model::{InstitutionKind, Lang};
use store::Institution;
use store::uploads::Upload;

use super::{anew, claims, head_as_kept};
use crate::app::App;
use crate::web::{Code, Problem};

/// So many files are remembered, of all clinics together: some megabytes.
const REMEMBERED: usize = 50_000;

/// What a file is filed as, and how it was judged.
#[derive(Debug)]
pub struct Filed {
    /// Its filings.
    pub filings: Vec<Filing>,
    /// Hospital or clinic, as it was said.
    pub institution: InstitutionKind,
}

/// What a file is filed as; `None` where neither what was kept of it nor its claims can be read.
///
/// # Errors
/// The store fails, or the file was deleted.
pub async fn filed(app: &App, upload: &Upload) -> Result<Option<Filed>, Problem> {
    if let Some(head) = head_as_kept(app, upload).await? {
        let institution = head.how(Lang::Ja).map_or(InstitutionKind::Unknown, |how| how.institution);
        return Ok(Some(Filed { filings: head.filings, institution }));
    }
    let institution = anew::how(app, upload).await.institution;
    let Some(claims) = claims(app, upload).await? else { return Ok(None) };
    let found = tokio::task::spawn_blocking(move || desk::filings(&claims));
    Ok(Some(Filed { filings: found.await.map_err(Problem::failed)?, institution }))
}

/// What kept files are filed as, remembered: it never changes, and a clinic may have sent very many of them.
#[derive(Debug, Default)]
pub struct Remembered(Mutex<HashMap<String, Arc<[Filing]>>>);

impl Remembered {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<[Filing]>>> {
        // Every write is one insertion: what a panic leaves is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, id: &str, filings: &Arc<[Filing]>) {
        let mut all = self.all();
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert(id.to_owned(), Arc::clone(filings));
    }
}

/// All files of a clinic that are kept, by their ids, with what they are filed as; the newest first. What cannot be read
/// any more is filed as nothing.
///
/// # Errors
/// The store fails.
pub async fn all_filed(app: &App, clinic: &Institution) -> Result<Vec<(String, Arc<[Filing]>)>, Problem> {
    let mut all = Vec::new();
    for id in app.store().kept_ids(clinic).await? {
        let known = app.filed().all().get(&id).cloned();
        let filings = match known {
            Some(filings) => filings,
            None => read(app, clinic, &id).await?,
        };
        all.push((id, filings));
    }
    Ok(all)
}

async fn read(app: &App, clinic: &Institution, id: &str) -> Result<Arc<[Filing]>, Problem> {
    let filed = match app.store().upload(clinic, id).await? {
        Some(upload) => filed(app, &upload).await,
        None => Ok(None),
    };
    match filed {
        Ok(Some(filed)) => {
            let filings: Arc<[Filing]> = filed.filings.into();
            app.filed().put(id, &filings);
            Ok(filings)
        }
        Ok(None) => Ok(Arc::default()),
        // Deleted since it was listed.
        Err(problem) if problem.code == Code::Gone => Ok(Arc::default()),
        Err(problem) => Err(problem),
    }
}
