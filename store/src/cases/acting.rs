//! Acts on a case: judged from its events, kept with a row of the audit trail, or refused; in one transaction.

use caseflow::{Act, Case, Event, Month, Person, Refusal};

use super::{Acted, CaseFile, EVENTS, damaged, relations, spot};
use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit, within};
use crate::words::Now;

impl Store {
    /// Does something with a case as it was at a version. [`Problem::Stale`] when somebody else came first.
    pub async fn act_on_case(
        &self,
        id: &str,
        version: i64,
        person: &Person,
        act: Act,
        purpose: &str,
        now: Now,
    ) -> Result<Acted> {
        let mut work = self.begin().await?;
        // Raising the version first locks the row: whoever comes second finds another version.
        let row = sqlx::query(
            "UPDATE cases SET version = version + 1, changed = $3 WHERE id = $1 AND version = $2
             RETURNING id, branch, month, source, file, receipt, institution, opened_in, lines, points",
        )
        .bind(id)
        .bind(version)
        .bind(now.0)
        .fetch_optional(within(&mut work))
        .await
        .at("cases")?;
        let Some(row) = row else { return Err(self.stale_or_missing(&mut work, id).await?) };
        let rows = sqlx::query(EVENTS).bind(id).fetch_all(within(&mut work)).await.at("case_events")?;
        let file = self.case_file(&row, &rows)?;
        let month = super::months::touch(&mut work, &file.branch, &file.month).await?;
        let event = match judged(&mut work, &file, person, act, month, now).await? {
            Ok(event) => event,
            Err(refusal) => return Ok(Acted::Refused(refusal)),
        };
        let after = file.case.after(&event).ok_or_else(damaged)?;
        self.keep_event(&mut work, id, version + 1, &event, now).await?;
        keep_columns(&mut work, id, &after, &event).await?;
        super::verdicts::keep(&mut work, id, &after).await?;
        super::round::keep(&mut work, id, &after).await?;
        audit_within(&mut work, &entry(id, &event, purpose), now).await?;
        commit(work).await?;
        Ok(Acted::Done(version + 1))
    }

    async fn stale_or_missing(&self, work: &mut Transaction, id: &str) -> Result<StoreError> {
        let there = sqlx::query("SELECT id FROM cases WHERE id = $1")
            .bind(id)
            .fetch_optional(within(work))
            .await
            .at("cases")?;
        let problem = if there.is_some() { Problem::Stale } else { Problem::Missing };
        Ok(StoreError::new("cases", problem))
    }

    async fn keep_event(
        &self,
        work: &mut Transaction,
        id: &str,
        seq: i64,
        event: &Event,
        now: Now,
    ) -> Result<()> {
        let body = serde_json::to_vec(event).map_err(|_| damaged())?;
        let place = u64::try_from(seq).map_err(|_| damaged())?;
        let sealed = self.keys().seal(spot(id, place), &body)?;
        sqlx::query(
            "INSERT INTO case_events (case_id, seq, at, event, event_key) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(seq)
        .bind(now.0)
        .bind(sealed.bytes)
        .bind(sealed.key_id)
        .execute(within(work))
        .await
        .at("case_events")?;
        Ok(())
    }
}

/// The event to keep. Whoever is given a case is judged too, as they are in this transaction.
async fn judged(
    work: &mut Transaction,
    file: &CaseFile,
    person: &Person,
    act: Act,
    month: Month,
    now: Now,
) -> Result<std::result::Result<Event, Refusal>> {
    let Act::Assign { seat, to, text } = act else { return Ok(file.case.judge(person, act, month)) };
    let to = relations::receiver(work, &to, &file.branch, now).await?;
    Ok(match to.filter(|to| to.seat == seat) {
        Some(to) => file.case.judge_giving(person, &to, text, month),
        None => Err(file.case.may_give(person, month).err().unwrap_or(Refusal::Receiver)),
    })
}

async fn keep_columns(work: &mut Transaction, id: &str, case: &Case, event: &Event) -> Result<()> {
    sqlx::query("UPDATE cases SET queue = $2, state = $3, holder = $4 WHERE id = $1")
        .bind(id)
        .bind(case.queue().slug())
        .bind(case.state().slug())
        .bind(case.holder().map(str::to_owned))
        .execute(within(work))
        .await
        .at("cases")?;
    if let Act::Free { seat } = &event.act {
        sqlx::query("DELETE FROM case_seats WHERE case_id = $1 AND seat = $2")
            .bind(id)
            .bind(seat.slug())
            .execute(within(work))
            .await
            .at("case_seats")?;
    }
    if let Act::Assign { seat, to, .. } = &event.act {
        sqlx::query(
            "INSERT INTO case_seats (case_id, seat, account) VALUES ($1, $2, $3)
             ON CONFLICT (case_id, seat) DO UPDATE SET account = excluded.account",
        )
        .bind(id)
        .bind(seat.slug())
        .bind(to)
        .execute(within(work))
        .await
        .at("case_seats")?;
    }
    Ok(())
}

/// The trail says that something was done; what it was stands sealed in the events.
fn entry(id: &str, event: &Event, purpose: &str) -> Entry {
    Entry {
        actor: event.actor.clone(),
        role: event.seat.slug().to_owned(),
        act: format!("case.{}", event.act.slug()),
        subject: format!("case/{id}"),
        purpose: purpose.to_owned(),
        detail: String::new(),
    }
}
