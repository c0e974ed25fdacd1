//! Other claims of the patient that findings of a case name, kept with it: as they were when it was taken in.

use super::{CaseClaim, damaged};
use crate::Store;
use crate::error::{At, Result};
use crate::open::{Transaction, checked_text, within};
use crate::rows::Columns;
use crate::seal::Spot;

/// A claim to be kept with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLinked {
    /// Its file, by digest.
    pub file: String,
    /// Number of the receipt in the file.
    pub receipt: i64,
    /// What it is shown from.
    pub shown: CaseClaim,
}

fn place<'a>(case: &'a str, column: &'static str, seq: u64) -> Spot<'a> {
    Spot { table: "case_linked", row: case, column, chunk: seq }
}

impl Store {
    /// Which claims are kept with a case: file and number there.
    pub async fn linked_claims(&self, case: &str) -> Result<Vec<(String, i64)>> {
        let rows = sqlx::query("SELECT file, receipt FROM case_linked WHERE case_id = $1 ORDER BY seq")
            .bind(case)
            .fetch_all(self.reader())
            .await
            .at("case_linked")?;
        let one = |row| {
            let row = Columns::new("case_linked", row);
            Ok((row.text("file")?, row.number("receipt")?))
        };
        rows.iter().map(one).collect()
    }

    /// One of them.
    pub async fn linked_claim(&self, case: &str, file: &str, receipt: i64) -> Result<Option<CaseClaim>> {
        let row = sqlx::query(
            "SELECT seq, claim, claim_key, found, found_key FROM case_linked
             WHERE case_id = $1 AND file = $2 AND receipt = $3",
        )
        .bind(case)
        .bind(file)
        .bind(receipt)
        .fetch_optional(self.reader())
        .await
        .at("case_linked")?;
        let Some(row) = row else { return Ok(None) };
        let row = Columns::new("case_linked", &row);
        let seq = u64::try_from(row.number("seq")?).map_err(|_| row.damaged())?;
        let open =
            |column, key: String, sealed: Vec<u8>| self.keys().open(place(case, column, seq), &key, &sealed);
        Ok(Some(CaseClaim {
            claim: open("claim", row.text("claim_key")?, row.bytes("claim")?)?,
            found: open("found", row.text("found_key")?, row.bytes("found")?)?,
        }))
    }

    /// Puts them beside a new case in its transaction.
    pub(super) async fn insert_linked(
        &self,
        work: &mut Transaction,
        case: &str,
        linked: &[NewLinked],
    ) -> Result<()> {
        for (seq, of) in (1_u64..).zip(linked) {
            checked_text("case_linked", &of.file, 200)?;
            let claim = self.keys().seal(place(case, "claim", seq), &of.shown.claim)?;
            let found = self.keys().seal(place(case, "found", seq), &of.shown.found)?;
            sqlx::query(
                "INSERT INTO case_linked (case_id, seq, file, receipt, claim, claim_key, found, found_key)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(case)
            .bind(i64::try_from(seq).map_err(|_| damaged())?)
            .bind(&of.file)
            .bind(of.receipt)
            .bind(claim.bytes)
            .bind(claim.key_id)
            .bind(found.bytes)
            .bind(found.key_id)
            .execute(within(work))
            .await
            .at("case_linked")?;
        }
        Ok(())
    }
}
