//! Conflicts of interest: institutions that are somebody's own, or with which a relation was declared.

use std::collections::BTreeSet;

use caseflow::{Person, Seat};
use sqlx::any::AnyRow;

use crate::Store;
use crate::accounts::Account;
use crate::coded::coded;
use crate::error::{At, Problem, Result, StoreError};
use crate::rows::Columns;
use crate::token;
use crate::words::{Institution, Now, Role, Side};

coded!(
    /// What somebody has to do with an institution.
    RelationKind {
        Own = "own", "所属", "belongs to it";
        Declared = "declared", "関係を申告", "declared a relation";
    }
);

/// A declared relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Random id.
    pub id: String,
    /// With which institution.
    pub institution: Institution,
    /// Which.
    pub kind: RelationKind,
    /// Who declared it.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// When it was withdrawn.
    pub withdrawn: Option<i64>,
}

impl Store {
    /// Declares a relation of an account.
    pub async fn declare_relation(
        &self,
        account: &str,
        institution: &Institution,
        kind: RelationKind,
        by: &str,
        now: Now,
    ) -> Result<String> {
        let id = token::id()?;
        sqlx::query(
            "INSERT INTO relations (id, account, institution, kind, made_by, made) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&id)
        .bind(account)
        .bind(institution.as_str())
        .bind(kind.code())
        .bind(by)
        .bind(now.0)
        .execute(self.writer())
        .await
        .at("relations")?;
        Ok(id)
    }

    /// Withdraws a relation; the row stays.
    pub async fn withdraw_relation(&self, id: &str, by: &str, now: Now) -> Result<()> {
        let done = sqlx::query(
            "UPDATE relations SET withdrawn = $2, withdrawn_by = $3 WHERE id = $1 AND withdrawn IS NULL",
        )
        .bind(id)
        .bind(now.0)
        .bind(by)
        .execute(self.writer())
        .await
        .at("relations")?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::new("relations", Problem::Missing)) }
    }

    /// All relations of an account, withdrawn ones too.
    pub async fn relations(&self, account: &str) -> Result<Vec<Relation>> {
        let rows = sqlx::query(
            "SELECT id, institution, kind, made_by, made, withdrawn FROM relations
             WHERE account = $1 ORDER BY made, id",
        )
        .bind(account)
        .fetch_all(self.reader())
        .await
        .at("relations")?;
        rows.iter().map(relation_of).collect()
    }

    /// An account as somebody who acts on cases; none for a role that does not.
    pub async fn person(&self, account: &Account) -> Result<Option<Person>> {
        let Some(seat) = seat_of(account) else { return Ok(None) };
        let relations = self.relations(&account.id).await?;
        let standing = relations.into_iter().filter(|relation| relation.withdrawn.is_none());
        let conflicts: BTreeSet<String> =
            standing.map(|relation| relation.institution.as_str().to_owned()).collect();
        Ok(Some(Person { id: account.id.clone(), seat, conflicts }))
    }
}

/// An administrator keeps accounts and does not decide.
fn seat_of(account: &Account) -> Option<Seat> {
    match (account.role, account.side) {
        (Role::Staff, _) => Some(Seat::Staff),
        (Role::Reviewer, Some(Side::Providers)) => Some(Seat::Providers),
        (Role::Reviewer, Some(Side::Insurers)) => Some(Seat::Insurers),
        (Role::Reviewer, Some(Side::Learned)) => Some(Seat::Learned),
        (Role::Headquarters, _) => Some(Seat::Headquarters),
        (Role::Arbiter, _) => Some(Seat::Arbiter),
        (Role::Clinic | Role::Administrator | Role::Reviewer, _) => None,
    }
}

fn relation_of(row: &AnyRow) -> Result<Relation> {
    let row = Columns::new("relations", row);
    Ok(Relation {
        id: row.text("id")?,
        institution: Institution::new(&row.text("institution")?)?,
        kind: RelationKind::from_code(&row.text("kind")?).ok_or_else(|| row.damaged())?,
        made_by: row.text("made_by")?,
        made: row.number("made")?,
        withdrawn: row.maybe_number("withdrawn")?,
    })
}
