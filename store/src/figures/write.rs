//! Takes a screening in: its cases and its figures in one transaction, so that neither is there without the other.

use super::{Figures, FileFigures, TakenIn};
use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::cases::{Intake, NewCase};
use crate::error::{At, Result};
use crate::open::{Transaction, checked_text, commit, within};
use crate::words::Now;

/// When a screening may be taken in, and the row of the trail that goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    intake: Intake,
    audit: Option<&'a Entry>,
}

impl From<Intake> for Taking<'_> {
    fn from(intake: Intake) -> Self {
        Self { intake, audit: None }
    }
}

impl<'a> From<(Intake, &'a Entry)> for Taking<'a> {
    fn from((intake, audit): (Intake, &'a Entry)) -> Self {
        Self { intake, audit: Some(audit) }
    }
}

impl Store {
    /// Puts cases and figures into an open month, and says what was new of them.
    pub async fn take_in(
        &self,
        (branch, month): (&str, &str),
        (cases, files): (&[NewCase], &[FileFigures]),
        taking: impl Into<Taking<'_>>,
        now: Now,
    ) -> Result<TakenIn> {
        let Taking { intake, audit } = taking.into();
        let mut work = self.begin().await?;
        let came = self.put_cases(&mut work, (branch, month), (cases, intake), now).await?;
        let mut new = TakenIn { cases: came.new, elsewhere: came.elsewhere, files: 0 };
        let mut sum = Figures::default();
        if !files.is_empty() {
            // Nothing yet: what files are counted in must be there before them.
            put(&mut work, (branch, month), &sum).await?;
        }
        for one in files {
            if put_file(&mut work, (branch, month), one, now).await? {
                sum.add(&one.figures);
                new.files += 1;
            }
        }
        if new.files > 0 {
            put(&mut work, (branch, month), &sum).await?;
            put_rules(&mut work, (branch, month), &sum).await?;
            put_open(&mut work, (branch, month), &sum).await?;
        }
        if let Some(entry) = audit {
            let entry = Entry { subject: format!("month/{branch}/{month}"), ..entry.clone() };
            audit_within(&mut work, &entry, now).await?;
        }
        commit(work).await?;
        Ok(new)
    }
}

/// Notes a file as counted; whether it was not before, in any month of the branch.
async fn put_file(
    work: &mut Transaction,
    (branch, month): (&str, &str),
    of: &FileFigures,
    now: Now,
) -> Result<bool> {
    checked_text("figure_files", &of.file, 200)?;
    checked_text("figure_files", &of.filed, 6)?;
    // What an earlier program counted, it counted without these months: whole.
    let whole = sqlx::query("SELECT month FROM figure_files WHERE file = $1 AND branch = $2 AND filed = ''")
        .bind(&of.file)
        .bind(branch)
        .fetch_optional(within(work))
        .await
        .at("figure_files")?;
    if whole.is_some() {
        return Ok(false);
    }
    let done = sqlx::query(
        "INSERT INTO figure_files (file, branch, month, filed, taken) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(&of.file)
    .bind(branch)
    .bind(month)
    .bind(&of.filed)
    .bind(now.0)
    .execute(within(work))
    .await
    .at("figure_files")?;
    Ok(done.rows_affected() > 0)
}

async fn put(work: &mut Transaction, (branch, month): (&str, &str), of: &Figures) -> Result<()> {
    let mut statement = sqlx::query(
        "INSERT INTO figures (branch, month, receipts, accepted, assessed, returned, review, unreadable, staff,
           committee, priority, headquarters, arbiter, flagged, not_evaluated, only_not_evaluated, points_claimed,
           points_assessed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (branch, month) DO UPDATE SET
           receipts = figures.receipts + excluded.receipts, accepted = figures.accepted + excluded.accepted,
           assessed = figures.assessed + excluded.assessed, returned = figures.returned + excluded.returned,
           review = figures.review + excluded.review, unreadable = figures.unreadable + excluded.unreadable,
           staff = figures.staff + excluded.staff, committee = figures.committee + excluded.committee,
           priority = figures.priority + excluded.priority,
           headquarters = figures.headquarters + excluded.headquarters,
           arbiter = figures.arbiter + excluded.arbiter, flagged = figures.flagged + excluded.flagged,
           not_evaluated = figures.not_evaluated + excluded.not_evaluated,
           only_not_evaluated = figures.only_not_evaluated + excluded.only_not_evaluated,
           points_claimed = figures.points_claimed + excluded.points_claimed,
           points_assessed = figures.points_assessed + excluded.points_assessed",
    )
    .bind(branch)
    .bind(month)
    .bind(of.receipts);
    for count in of.dispositions.into_iter().chain(of.queues) {
        statement = statement.bind(count);
    }
    let rest = [of.flagged, of.not_evaluated, of.only_not_evaluated, of.points_claimed, of.points_assessed];
    for count in rest {
        statement = statement.bind(count);
    }
    statement.execute(within(work)).await.at("figures")?;
    Ok(())
}

async fn put_rules(work: &mut Transaction, (branch, month): (&str, &str), of: &Figures) -> Result<()> {
    for (rule, of) in &of.rules {
        checked_text("figure_rules", rule, 200)?;
        sqlx::query(
            "INSERT INTO figure_rules (branch, month, rule, flagged, assessed, returned, subsumed, told, points)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (branch, month, rule) DO UPDATE SET
               flagged = figure_rules.flagged + excluded.flagged,
               assessed = figure_rules.assessed + excluded.assessed,
               returned = figure_rules.returned + excluded.returned,
               subsumed = figure_rules.subsumed + excluded.subsumed, told = figure_rules.told + excluded.told,
               points = figure_rules.points + excluded.points",
        )
        .bind(branch)
        .bind(month)
        .bind(rule)
        .bind(of.flagged)
        .bind(of.assessed)
        .bind(of.returned)
        .bind(of.subsumed)
        .bind(of.told)
        .bind(of.points)
        .execute(within(work))
        .await
        .at("figure_rules")?;
    }
    Ok(())
}

async fn put_open(work: &mut Transaction, (branch, month): (&str, &str), of: &Figures) -> Result<()> {
    for ((rule, cause), receipts) in &of.open {
        checked_text("figure_open", rule, 200)?;
        checked_text("figure_open", cause, 1000)?;
        sqlx::query(
            "INSERT INTO figure_open (branch, month, rule, cause, receipts) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (branch, month, rule, cause) DO UPDATE SET
               receipts = figure_open.receipts + excluded.receipts",
        )
        .bind(branch)
        .bind(month)
        .bind(rule)
        .bind(cause)
        .bind(*receipts)
        .execute(within(work))
        .await
        .at("figure_open")?;
    }
    Ok(())
}
