//! What waits for a seat in a month of a branch: for somebody by name, or for anybody of the seat.

use caseflow::Seat;
use caseflow::people::two_sided;
use model::Queue;
use sqlx::any::AnyRow;

use super::list::{CaseLine, Holding, line_of};
use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;
use crate::words::Now;

/// A seat in a month of a branch.
#[derive(Clone, Copy, Debug)]
pub struct Waits<'a> {
    /// The branch.
    pub branch: &'a str,
    /// As `202406`.
    pub month: &'a str,
    /// The seat.
    pub seat: Seat,
}

/// Whose of what waits.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Given to somebody by name on the seat, who may take it.
    Given(&'a str),
    /// Given to nobody on the seat; somebody may take it.
    Open(&'a str),
    /// Given to nobody on the seat, whoever may take it.
    Nobody,
}

impl Whose<'_> {
    const fn person(&self) -> &str {
        match self {
            Self::Given(id) | Self::Open(id) => id,
            Self::Nobody => "",
        }
    }
}

/// The names of some queues as a list of SQL; they are constants.
fn names(of: impl Fn(Queue) -> bool) -> String {
    let chosen = Queue::ALL.into_iter().filter(|queue| of(*queue));
    let names: Vec<String> = chosen.map(|queue| format!("'{}'", queue.slug())).collect();
    if names.is_empty() { "''".to_owned() } else { names.join(", ") }
}

/// Which cases wait for a seat ($1 branch, $2 month, $3 seat) and for somebody ($4, empty for nobody), at a time ($5): with
/// nothing to do with their institution, not decided by them in this round, nor by their side where two sides decide.
fn conditions(seat: Seat, whose: Whose<'_>) -> String {
    let given = match whose {
        Whose::Given(_) => {
            "EXISTS (SELECT 1 FROM case_seats s WHERE s.case_id = c.id AND s.seat = $3 AND s.account = $4)"
        }
        Whose::Open(_) | Whose::Nobody => {
            "NOT EXISTS (SELECT 1 FROM case_seats s WHERE s.case_id = c.id AND s.seat = $3)"
        }
    };
    format!(
        "c.branch = $1 AND c.month = $2 AND c.state = 'open' AND c.queue IN ({served}) AND {given}
         AND NOT EXISTS (SELECT 1 FROM case_decided d WHERE d.case_id = c.id
               AND (d.account = $4 OR (d.seat = $3 AND c.queue IN ({sided}))))
         AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.account = $4 AND r.institution = c.institution
               AND r.withdrawn IS NULL AND r.holds_from <= $5 AND r.holds_until > $5)",
        served = names(|queue| seat.serves(queue)),
        sided = names(two_sided),
    )
}

impl Store {
    /// Cases that wait, the heaviest first, behind a place: points and id of the one that was listed last.
    pub async fn waiting(
        &self,
        of: Waits<'_>,
        whose: Whose<'_>,
        (points, id): (i64, &str),
        limit: i64,
        now: Now,
    ) -> Result<Vec<CaseLine>> {
        let statement = format!(
            "SELECT c.id, c.branch, c.month, c.institution, c.source, c.file, c.receipt, c.queue, c.state, c.holder,
                    c.points, c.version, c.changed
             FROM cases c WHERE {} AND (c.points < $6 OR (c.points = $6 AND c.id > $7))
             ORDER BY c.points DESC, c.id LIMIT $8",
            conditions(of.seat, whose)
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(of.branch)
            .bind(of.month)
            .bind(of.seat.slug())
            .bind(whose.person())
            .bind(now.0)
            .bind(points)
            .bind(id)
            .bind(limit)
            .fetch_all(self.reader())
            .await
            .at("cases")?;
        rows.iter().map(line_of).collect()
    }

    /// How many of them there are.
    pub async fn waiting_count(&self, of: Waits<'_>, whose: Whose<'_>, now: Now) -> Result<i64> {
        let statement = format!("SELECT COUNT(*) AS n FROM cases c WHERE {}", conditions(of.seat, whose));
        let row = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(of.branch)
            .bind(of.month)
            .bind(of.seat.slug())
            .bind(whose.person())
            .bind(now.0)
            .fetch_one(self.reader())
            .await
            .at("cases")?;
        Columns::new("cases", &row).number("n")
    }

    /// What is given by name on a seat and waits: how many cases, and their points, a case without points being one.
    pub async fn given_waiting(&self, of: Waits<'_>) -> Result<Vec<Holding>> {
        let rows = sqlx::query(
            "SELECT s.account AS account, COUNT(*) AS n,
                    CAST(SUM(CASE WHEN c.points > 1 THEN c.points ELSE 1 END) AS BIGINT) AS points
             FROM case_seats s JOIN cases c ON c.id = s.case_id
             WHERE c.branch = $1 AND c.month = $2 AND s.seat = $3 AND c.state = 'open'
             GROUP BY s.account ORDER BY s.account",
        )
        .bind(of.branch)
        .bind(of.month)
        .bind(of.seat.slug())
        .fetch_all(self.reader())
        .await
        .at("case_seats")?;
        let one = |row: &AnyRow| {
            let row = Columns::new("case_seats", row);
            let (account, cases) = (row.text("account")?, row.number("n")?);
            Ok(Holding { account, cases, points: row.number("points")? })
        };
        rows.iter().map(one).collect()
    }
}
