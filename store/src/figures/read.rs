//! Reads figures back: by month and branch, by rule, by cause. Empty texts do not choose.

use sqlx::any::AnyRow;

use super::{Figures, FiguresRow, RuleFigures, RuleFiguresRow};
use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;

impl Store {
    /// The figures of the months from one on, the newest first, then by branch; those of one branch alone, where it is named.
    pub async fn figures(&self, branch: &str, from: &str) -> Result<Vec<FiguresRow>> {
        let rows = sqlx::query(
            "SELECT * FROM figures WHERE ($1 = '' OR branch = $1) AND month >= $2 ORDER BY month DESC, branch",
        )
        .bind(branch)
        .bind(from)
        .fetch_all(self.reader())
        .await
        .at("figures")?;
        rows.iter().map(figures_of).collect()
    }

    /// The months that have figures, the newest first.
    pub async fn figure_months(&self) -> Result<Vec<String>> {
        let rows = sqlx::query("SELECT DISTINCT month FROM figures ORDER BY month DESC")
            .fetch_all(self.reader())
            .await
            .at("figures")?;
        rows.iter().map(|row| Columns::new("figures", row).text("month")).collect()
    }

    /// What rules did in a month; of one branch, or one rule alone, where it is named.
    pub async fn rule_figures(&self, branch: &str, month: &str, rule: &str) -> Result<Vec<RuleFiguresRow>> {
        let rows = sqlx::query(
            "SELECT * FROM figure_rules WHERE ($1 = '' OR branch = $1) AND ($2 = '' OR month = $2)
               AND ($3 = '' OR rule = $3) ORDER BY rule, month, branch",
        )
        .bind(branch)
        .bind(month)
        .bind(rule)
        .fetch_all(self.reader())
        .await
        .at("figure_rules")?;
        rows.iter().map(rule_of).collect()
    }

    /// How many receipts of a month could not be evaluated by how many rules, by cause, the most first.
    pub async fn open_figures(&self, branch: &str, month: &str) -> Result<Vec<(String, i64, i64)>> {
        let rows = sqlx::query(
            "SELECT cause, COUNT(DISTINCT rule) AS rules, CAST(SUM(receipts) AS BIGINT) AS n FROM figure_open
             WHERE ($1 = '' OR branch = $1) AND ($2 = '' OR month = $2) GROUP BY cause ORDER BY n DESC, cause",
        )
        .bind(branch)
        .bind(month)
        .fetch_all(self.reader())
        .await
        .at("figure_open")?;
        let one = |row: &AnyRow| {
            let row = Columns::new("figure_open", row);
            Ok((row.text("cause")?, row.number("rules")?, row.number("n")?))
        };
        rows.iter().map(one).collect()
    }
}

fn figures_of(row: &AnyRow) -> Result<FiguresRow> {
    let row = Columns::new("figures", row);
    let mut figures = Figures {
        receipts: row.number("receipts")?,
        flagged: row.number("flagged")?,
        not_evaluated: row.number("not_evaluated")?,
        only_not_evaluated: row.number("only_not_evaluated")?,
        points_claimed: row.number("points_claimed")?,
        points_assessed: row.number("points_assessed")?,
        ..Figures::default()
    };
    let dispositions = ["accepted", "assessed", "returned", "review", "unreadable"];
    for (to, column) in figures.dispositions.iter_mut().zip(dispositions) {
        *to = row.number(column)?;
    }
    let queues = ["staff", "committee", "priority", "headquarters", "arbiter"];
    for (to, column) in figures.queues.iter_mut().zip(queues) {
        *to = row.number(column)?;
    }
    Ok(FiguresRow { branch: row.text("branch")?, month: row.text("month")?, figures })
}

fn rule_of(row: &AnyRow) -> Result<RuleFiguresRow> {
    let row = Columns::new("figure_rules", row);
    let figures = RuleFigures {
        flagged: row.number("flagged")?,
        assessed: row.number("assessed")?,
        returned: row.number("returned")?,
        subsumed: row.number("subsumed")?,
        told: row.number("told")?,
        points: row.number("points")?,
    };
    Ok(RuleFiguresRow {
        branch: row.text("branch")?,
        month: row.text("month")?,
        rule: row.text("rule")?,
        figures,
    })
}
