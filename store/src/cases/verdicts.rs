//! What people decided of what rules said: kept with each settlement, counted by rule.

use caseflow::{Case, Verdict};
use sqlx::any::AnyRow;

use crate::Store;
use crate::error::{At, Result};
use crate::open::{Transaction, within};
use crate::rows::Columns;

/// The name of a verdict in rows.
const fn slug(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::AsClaimed => "as-claimed",
        Verdict::Assess { .. } => "assess",
        Verdict::Return => "return",
        Verdict::Ask => "ask",
    }
}

/// Writes what is settled of a case now: nothing while it is not.
pub(super) async fn keep(work: &mut Transaction, id: &str, case: &Case) -> Result<()> {
    sqlx::query("DELETE FROM case_verdicts WHERE case_id = $1")
        .bind(id)
        .execute(within(work))
        .await
        .at("case_verdicts")?;
    for (line, of) in case.settlement().iter().flat_map(|decision| &decision.lines) {
        sqlx::query("INSERT INTO case_verdicts (case_id, line, verdict) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(i64::from(*line))
            .bind(slug(of.verdict))
            .execute(within(work))
            .await
            .at("case_verdicts")?;
    }
    Ok(())
}

/// How often a rule spoke of a line in a case, and what was decided of it; no verdict while it is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVerdicts {
    /// The rule.
    pub rule: String,
    /// `as-claimed`, `assess`, `return`, or none.
    pub verdict: Option<String>,
    /// How often.
    pub lines: i64,
}

/// The same in a month of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthVerdicts {
    /// As `202406`.
    pub month: String,
    /// The branch; empty where branches are not told apart.
    pub branch: String,
    /// What was decided.
    pub of: RuleVerdicts,
}

impl Store {
    /// Verdicts by rule and month from one on, over all branches or in one.
    pub async fn verdicts_by_month(&self, branch: &str, from: &str) -> Result<Vec<MonthVerdicts>> {
        let rows = sqlx::query(
            "SELECT c.month AS month, '' AS branch, r.rule AS rule, v.verdict AS verdict, COUNT(*) AS n
             FROM case_rules r JOIN cases c ON c.id = r.case_id
             LEFT JOIN case_verdicts v ON v.case_id = r.case_id AND v.line = r.line
             WHERE ($1 = '' OR c.branch = $1) AND c.month >= $2
             GROUP BY c.month, r.rule, v.verdict ORDER BY r.rule, c.month, v.verdict",
        )
        .bind(branch)
        .bind(from)
        .fetch_all(self.reader())
        .await
        .at("case_rules")?;
        rows.iter().map(month_of).collect()
    }

    /// Verdicts by rule, month and branch: of one month or of one rule (empty: of all).
    pub async fn verdicts_by_branch(&self, month: &str, rule: &str) -> Result<Vec<MonthVerdicts>> {
        let rows = sqlx::query(
            "SELECT c.month AS month, c.branch AS branch, r.rule AS rule, v.verdict AS verdict, COUNT(*) AS n
             FROM case_rules r JOIN cases c ON c.id = r.case_id
             LEFT JOIN case_verdicts v ON v.case_id = r.case_id AND v.line = r.line
             WHERE ($1 = '' OR c.month = $1) AND ($2 = '' OR r.rule = $2)
             GROUP BY c.month, c.branch, r.rule, v.verdict ORDER BY r.rule, c.month, c.branch, v.verdict",
        )
        .bind(month)
        .bind(rule)
        .fetch_all(self.reader())
        .await
        .at("case_rules")?;
        rows.iter().map(month_of).collect()
    }

    /// Verdicts by rule in the cases of a branch (empty: of all), those of one rule (empty: of all) alone.
    pub async fn rule_verdicts(&self, branch: &str, rule: &str) -> Result<Vec<RuleVerdicts>> {
        let rows = sqlx::query(
            "SELECT r.rule AS rule, v.verdict AS verdict, COUNT(*) AS n
             FROM case_rules r JOIN cases c ON c.id = r.case_id
             LEFT JOIN case_verdicts v ON v.case_id = r.case_id AND v.line = r.line
             WHERE ($1 = '' OR c.branch = $1) AND ($2 = '' OR r.rule = $2)
             GROUP BY r.rule, v.verdict ORDER BY r.rule, v.verdict",
        )
        .bind(branch)
        .bind(rule)
        .fetch_all(self.reader())
        .await
        .at("case_rules")?;
        rows.iter().map(|row| verdicts_of(&Columns::new("case_rules", row))).collect()
    }

    /// Rules that spoke in the cases of a month of a branch (empty: of all).
    pub async fn rules_of_month(&self, branch: &str, month: &str) -> Result<Vec<String>> {
        let rows = sqlx::query(
            "SELECT DISTINCT r.rule AS rule FROM case_rules r JOIN cases c ON c.id = r.case_id
             WHERE ($1 = '' OR c.branch = $1) AND c.month = $2 ORDER BY r.rule",
        )
        .bind(branch)
        .bind(month)
        .fetch_all(self.reader())
        .await
        .at("case_rules")?;
        rows.iter().map(|row| Columns::new("case_rules", row).text("rule")).collect()
    }
}

fn verdicts_of(row: &Columns<'_>) -> Result<RuleVerdicts> {
    Ok(RuleVerdicts { rule: row.text("rule")?, verdict: row.maybe_text("verdict")?, lines: row.number("n")? })
}

fn month_of(row: &AnyRow) -> Result<MonthVerdicts> {
    let row = Columns::new("case_rules", row);
    Ok(MonthVerdicts { month: row.text("month")?, branch: row.text("branch")?, of: verdicts_of(&row)? })
}
