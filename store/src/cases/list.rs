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
    /// Those alone that are in one of these queues, or began there; without any all of them.
    pub seen: Vec<model::Queue>,
    /// By the name of the state.
    pub state: String,
    /// Those alone that are not settled.
    pub unsettled: bool,
    /// Those alone that nobody has, and that are given to nobody who has still to decide.
    pub ungiven: bool,
    /// Held by or given to this account.
    pub account: String,
    /// The institution.
    pub institution: String,
    /// A rule that spoke in it.
    pub rule: String,
}

impl CaseFilter {
    /// What is chosen by constants alone, as SQL.
    fn conditions(&self) -> String {
        let mut all = vec!["1 = 1".to_owned()];
        if !self.seen.is_empty() {
            let names: Vec<String> = self.seen.iter().map(|queue| format!("'{}'", queue.slug())).collect();
            let names = names.join(", ");
            all.push(format!("(queue IN ({names}) OR opened_in IN ({names}))"));
        }
        if self.unsettled {
            all.push("state <> 'settled'".to_owned());
        }
        if self.ungiven {
            all.push(UNGIVEN.to_owned());
        }
        all.join(" AND ")
    }
}

const UNGIVEN: &str = "holder IS NULL AND NOT EXISTS (SELECT 1 FROM case_seats s WHERE s.case_id = cases.id
      AND NOT EXISTS (SELECT 1 FROM case_decided d WHERE d.case_id = s.case_id AND d.seat = s.seat))";

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

/// Before every case.
pub const FIRST: (i64, &str) = (i64::MAX, "");

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

/// A case that was given to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The case.
    pub case: String,
    /// On which seat.
    pub seat: String,
    /// To whom.
    pub account: String,
}

impl Store {
    /// To whom the cases of a month of a branch are given that are not settled.
    pub async fn given(&self, branch: &str, month: &str) -> Result<Vec<Given>> {
        let rows = sqlx::query(
            "SELECT s.case_id AS case_id, s.seat AS seat, s.account AS account
             FROM case_seats s JOIN cases c ON c.id = s.case_id
             WHERE c.branch = $1 AND c.month = $2 AND c.state <> 'settled' ORDER BY s.case_id, s.seat",
        )
        .bind(branch)
        .bind(month)
        .fetch_all(self.reader())
        .await
        .at("case_seats")?;
        let one = |row: &AnyRow| {
            let row = Columns::new("case_seats", row);
            Ok(Given { case: row.text("case_id")?, seat: row.text("seat")?, account: row.text("account")? })
        };
        rows.iter().map(one).collect()
    }

    /// The case of a receipt by the digest of its file and its number there, where it is one; the newest of several.
    pub async fn case_of_receipt(&self, file: &str, receipt: i64) -> Result<Option<String>> {
        let row = sqlx::query(
            "SELECT id FROM cases WHERE file = $1 AND receipt = $2 ORDER BY made DESC, id LIMIT 1",
        )
        .bind(file)
        .bind(receipt)
        .fetch_optional(self.reader())
        .await
        .at("cases")?;
        row.map(|row| Columns::new("cases", &row).text("id")).transpose()
    }

    /// Cases, the heaviest first, behind one that was listed.
    pub async fn cases(
        &self,
        filter: &CaseFilter,
        after: Option<&CaseLine>,
        limit: i64,
    ) -> Result<Vec<CaseLine>> {
        self.cases_behind(filter, after.map_or(FIRST, |line| (line.points, line.id.as_str())), limit).await
    }

    /// The same behind a place: points and id of the case that was listed last.
    pub async fn cases_behind(
        &self,
        filter: &CaseFilter,
        (points, id): (i64, &str),
        limit: i64,
    ) -> Result<Vec<CaseLine>> {
        let statement = format!(
            "SELECT id, branch, month, institution, source, file, receipt, queue, state, holder, points, version,
                    changed FROM cases
             WHERE {} AND ($1 = '' OR branch = $1) AND ($2 = '' OR month = $2) AND ($3 = '' OR queue = $3)
               AND ($4 = '' OR state = $4)
               AND ($5 = '' OR holder = $5 OR id IN (SELECT case_id FROM case_seats WHERE account = $5))
               AND ($9 = '' OR institution = $9)
               AND ($10 = '' OR id IN (SELECT case_id FROM case_rules WHERE rule = $10))
               AND (points < $6 OR (points = $6 AND id > $7))
             ORDER BY points DESC, id LIMIT $8",
            filter.conditions()
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(&filter.branch)
            .bind(&filter.month)
            .bind(&filter.queue)
            .bind(&filter.state)
            .bind(&filter.account)
            .bind(points)
            .bind(id)
            .bind(limit)
            .bind(&filter.institution)
            .bind(&filter.rule)
            .fetch_all(self.reader())
            .await
            .at("cases")?;
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

pub(super) fn line_of(row: &AnyRow) -> Result<CaseLine> {
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
