//! What a case is shown from, sealed with it: the claim as it came, and what was found in it.

use super::{NewCase, damaged};
use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, checked_text, within};
use crate::rows::Columns;
use crate::seal::Spot;
use crate::token;
use crate::words::Now;

/// What a case is shown from; both are bytes that the caller gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseClaim {
    /// The claim.
    pub claim: Vec<u8>,
    /// What was found in it.
    pub found: Vec<u8>,
}

fn place<'a>(id: &'a str, column: &'static str) -> Spot<'a> {
    Spot { table: "cases", row: id, column, chunk: 0 }
}

impl Store {
    /// What a case is shown from. [`Problem::Purged`] when it is there no more.
    pub async fn case_claim(&self, id: &str) -> Result<CaseClaim> {
        let row = sqlx::query(
            "SELECT claim, claim_key, found, found_key FROM cases WHERE id = $1 AND claim_key IS NOT NULL",
        )
        .bind(id)
        .fetch_optional(self.reader())
        .await
        .at("cases")?;
        let row = row.ok_or_else(|| StoreError::new("cases", Problem::Purged))?;
        let row = Columns::new("cases", &row);
        let open = |column, key: String, sealed: Vec<u8>| self.keys().open(place(id, column), &key, &sealed);
        Ok(CaseClaim {
            claim: open("claim", row.text("claim_key")?, row.bytes("claim")?)?,
            found: open("found", row.text("found_key")?, row.bytes("found")?)?,
        })
    }

    /// Puts a case there, unless the same receipt of the same source is one already in any month; says whether it is new.
    pub(super) async fn insert_case(
        &self,
        work: &mut Transaction,
        (branch, month): (&str, &str),
        case: &NewCase,
        now: Now,
    ) -> Result<bool> {
        checked_text("cases", &case.source, 200)?;
        let lines = serde_json::to_string(&case.lines).map_err(|_| damaged())?;
        let id = token::id()?;
        let claim = self.keys().seal(place(&id, "claim"), &case.shown.claim)?;
        let found = self.keys().seal(place(&id, "found"), &case.shown.found)?;
        let done = sqlx::query(
            "INSERT INTO cases (id, branch, month, source, file, receipt, institution, opened_in, lines, points, queue,
                                state, version, made, changed, claim, claim_key, found, found_key,
                                origin)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8, 'open', 0, $11, $11, $12, $13, $14, $15, $16)
             ON CONFLICT DO NOTHING",
        )
        .bind(&id)
        .bind(branch)
        .bind(month)
        .bind(&case.source)
        .bind(&case.file)
        .bind(case.receipt)
        .bind(case.institution.as_str())
        .bind(case.queue.slug())
        .bind(lines)
        .bind(case.points)
        .bind(now.0)
        .bind(claim.bytes)
        .bind(claim.key_id)
        .bind(found.bytes)
        .bind(found.key_id)
        .bind(format!("{}/{}/{}", case.source, case.file, case.receipt))
        .execute(within(work))
        .await
        .at("cases")?;
        let new = done.rows_affected() > 0;
        if new {
            insert_rules(work, &id, case).await?;
            self.insert_linked(work, &id, &case.linked).await?;
        }
        Ok(new)
    }
}

/// In which month a receipt is a case; the first one where an earlier program made it several.
pub(super) async fn month_of(work: &mut Transaction, case: &NewCase) -> Result<String> {
    let row = sqlx::query(
        "SELECT month FROM cases WHERE source = $1 AND file = $2 AND receipt = $3 ORDER BY made, id LIMIT 1",
    )
    .bind(&case.source)
    .bind(&case.file)
    .bind(case.receipt)
    .fetch_one(within(work))
    .await
    .at("cases")?;
    Columns::new("cases", &row).text("month")
}

async fn insert_rules(work: &mut Transaction, id: &str, case: &NewCase) -> Result<()> {
    for (rule, line) in &case.rules {
        checked_text("case_rules", rule, 200)?;
        sqlx::query("INSERT INTO case_rules (case_id, rule, line) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(rule)
            .bind(i64::from(*line))
            .execute(within(work))
            .await
            .at("case_rules")?;
    }
    Ok(())
}
