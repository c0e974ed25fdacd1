//! Lists of cases: a queue, what somebody has, what is settled.

use sqlx::any::AnyRow;

use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;

/// Which cases. Empty texts do not choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// The branch.
    pub branch: String,
    /// The month.
    pub month: String,
    /// By the name of the queue.
    pub queue: String,
    /// By the name of the state.
    pub state: String,
    /// Held by or given to this account.
    pub account: String,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Random id.
    pub id: String,
    /// The institution.
    pub institution: String,
    /// The upload or the run that it came from.
    pub source: String,
    /// Which file of a run.
    pub file: String,
    /// Number of the receipt in the file.
    pub receipt: i64,
    /// Where it waits.
    pub queue: String,
    /// Where it stands.
    pub state: String,
    /// Who has it.
    pub holder: Option<String>,
    /// Points at stake.
    pub points: i64,
    /// To be named by whoever acts.
    pub version: i64,
    /// When something was last done.
    pub changed: i64,
}

impl Store {
    /// Cases, the heaviest first, behind one that was listed.
    pub async fn cases(
        &self,
        filter: &CaseFilter,
        after: Option<&CaseLine>,
        limit: i64,
    ) -> Result<Vec<CaseLine>> {
        let rows = sqlx::query(
            "SELECT id, institution, source, file, receipt, queue, state, holder, points, version, changed FROM cases
             WHERE ($1 = '' OR branch = $1) AND ($2 = '' OR month = $2) AND ($3 = '' OR queue = $3)
               AND ($4 = '' OR state = $4)
               AND ($5 = '' OR holder = $5 OR id IN (SELECT case_id FROM case_seats WHERE account = $5))
               AND (points < $6 OR (points = $6 AND id > $7))
             ORDER BY points DESC, id LIMIT $8",
        )
        .bind(&filter.branch)
        .bind(&filter.month)
        .bind(&filter.queue)
        .bind(&filter.state)
        .bind(&filter.account)
        .bind(after.map_or(i64::MAX, |line| line.points))
        .bind(after.map_or("", |line| line.id.as_str()))
        .bind(limit)
        .fetch_all(self.reader())
        .await
        .at("cases")?;
        rows.iter().map(line_of).collect()
    }
}

fn line_of(row: &AnyRow) -> Result<CaseLine> {
    let row = Columns::new("cases", row);
    Ok(CaseLine {
        id: row.text("id")?,
        institution: row.text("institution")?,
        source: row.text("source")?,
        file: row.text("file")?,
        receipt: row.number("receipt")?,
        queue: row.text("queue")?,
        state: row.text("state")?,
        holder: row.maybe_text("holder")?,
        points: row.number("points")?,
        version: row.number("version")?,
        changed: row.number("changed")?,
    })
}
