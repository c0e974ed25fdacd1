//! Who decided in the round of a case that is not settled, kept beside its sealed events: what waits is asked for without
//! those who decided already.

use caseflow::{Case, State};

use crate::error::{At, Result};
use crate::open::{Transaction, within};

/// Writes it: nothing of a case that is settled, since nobody waits for it.
pub(super) async fn keep(work: &mut Transaction, id: &str, case: &Case) -> Result<()> {
    sqlx::query("DELETE FROM case_decided WHERE case_id = $1")
        .bind(id)
        .execute(within(work))
        .await
        .at("case_decided")?;
    for (account, seat, _) in case.decisions().filter(|_| case.state() != State::Settled) {
        sqlx::query(
            "INSERT INTO case_decided (case_id, seat, account) VALUES ($1, $2, $3)
             ON CONFLICT (case_id, seat, account) DO NOTHING",
        )
        .bind(id)
        .bind(seat.slug())
        .bind(account)
        .execute(within(work))
        .await
        .at("case_decided")?;
    }
    Ok(())
}
