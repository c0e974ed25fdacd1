//! What people are called.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::web::Problem;

/// What accounts are called, each asked for once.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Of an account by its id; the id where there is none.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of(&mut self, app: &App, id: &str) -> Result<String, Problem> {
        if let Some(name) = self.0.get(id) {
            return Ok(name.clone());
        }
        let account = app.store().account(id).await?;
        let name = account.map_or_else(|| id.to_owned(), |account| account.display);
        self.0.insert(id.to_owned(), name.clone());
        Ok(name)
    }
}

/// What people are called, by the ids of their accounts.
///
/// # Errors
/// The store fails.
pub async fn names(app: &App, ids: BTreeSet<String>) -> Result<BTreeMap<String, String>, Problem> {
    let mut names = Names::default();
    for id in ids {
        names.of(app, &id).await?;
    }
    Ok(names.0)
}
