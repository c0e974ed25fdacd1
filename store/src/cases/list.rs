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
    /// The institution.
    pub institution: String,
    /// A rule that spoke in it.
    pub rule: String,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Random id.
    pub id: String,
    /// Branch and month of review.
    pub branch: String,
    /// As `202406`.
    pub month: String,
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

/// Which rows a filter chooses; eight values.
const CHOSEN: &str = "SELECT id, branch, month, institution, source, file, receipt, queue, state, holder, points, version,
                      changed FROM cases
             WHERE ($1 = '' OR branch = $1) AND ($2 = '' OR month = $2) AND ($3 = '' OR queue = $3)
               AND ($4 = '' OR state = $4)
               AND ($5 = '' OR holder = $5 OR id IN (SELECT case_id FROM case_seats WHERE account = $5))
               AND ($6 = '' OR institution = $6)
               AND ($7 = '' OR id IN (SELECT case_id FROM case_rules WHERE rule = $7))";

/// What somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub account: String,
    /// How many cases.
    pub cases: i64,
    /// Points at stake in them.
    pub points: i64,
}

impl Store {
    /// Cases by id, behind an id (empty: from the first).
    pub async fn cases(&self, filter: &CaseFilter, after: &str, limit: i64) -> Result<Vec<CaseLine>> {
        let statement = format!("{CHOSEN} AND id > $8 ORDER BY id LIMIT $9");
        self.chosen(filter, statement, |query| query.bind(after.to_owned()).bind(limit)).await
    }

    /// Cases with most points at stake first, so many passed over.
    pub async fn heaviest_cases(&self, filter: &CaseFilter, pass: i64, limit: i64) -> Result<Vec<CaseLine>> {
        let statement = format!("{CHOSEN} ORDER BY points DESC, id LIMIT $8 OFFSET $9");
        self.chosen(filter, statement, |query| query.bind(limit).bind(pass)).await
    }

    async fn chosen(
        &self,
        filter: &CaseFilter,
        statement: String,
        more: impl FnOnce(Query) -> Query,
    ) -> Result<Vec<CaseLine>> {
        // Only constants of this file are put together.
        let query = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(filter.branch.clone())
            .bind(filter.month.clone())
            .bind(filter.queue.clone())
            .bind(filter.state.clone())
            .bind(filter.account.clone())
            .bind(filter.institution.clone())
            .bind(filter.rule.clone());
        let rows = more(query).fetch_all(self.reader()).await.at("cases")?;
        rows.iter().map(line_of).collect()
    }

    /// What everybody has in a month of a branch.
    pub async fn holdings(&self, branch: &str, month: &str) -> Result<Vec<Holding>> {
        let rows = sqlx::query(
            "SELECT holder, COUNT(*) AS n, CAST(SUM(points) AS BIGINT) AS points FROM cases
             WHERE branch = $1 AND month = $2 AND holder IS NOT NULL GROUP BY holder ORDER BY holder",
        )
        .bind(branch)
        .bind(month)
        .fetch_all(self.reader())
        .await
        .at("cases")?;
        let one = |row: &AnyRow| {
            let row = Columns::new("cases", row);
            let (account, cases) = (row.text("holder")?, row.number("n")?);
            Ok(Holding { account, cases, points: row.number("points")? })
        };
        rows.iter().map(one).collect()
    }
}

type Query = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

fn line_of(row: &AnyRow) -> Result<CaseLine> {
    let row = Columns::new("cases", row);
    Ok(CaseLine {
        id: row.text("id")?,
        branch: row.text("branch")?,
        month: row.text("month")?,
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
