//! Conflicts of interest: institutions that are somebody's own, or with which a relation was declared.

use std::collections::{BTreeMap, BTreeSet};

use caseflow::{Person, Seat};
use sqlx::any::AnyRow;

use crate::Store;
use crate::accounts::{Account, account_of};
use crate::audit::{Entry, audit_within};
use crate::coded::coded;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::token;
use crate::words::{Institution, Now, Role, Side};

coded!(
    // SPEC: nobody reviews what an own institution claimed (issue 5 section 3; review-practice.md 1.7); which relations
    // beyond that a member has to declare is *unverified*, so any can be.
    /// What somebody has to do with an institution.
    RelationKind {
        Own = "own", "所属", "belongs to it";
        Family = "family", "家族の所属", "a relative belongs to it";
        Former = "former", "以前の所属", "belonged to it";
        Declared = "declared", "その他の関係", "another relation";
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
    /// From when it holds, and the first second after it.
    pub holds: (i64, i64),
    /// Who declared it.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// When it was withdrawn.
    pub withdrawn: Option<i64>,
}

impl Relation {
    /// Whether it stands now.
    pub fn stands(&self, now: Now) -> bool {
        self.withdrawn.is_none() && self.holds.0 <= now.0 && now.0 < self.holds.1
    }
}

/// A relation to be declared.
#[derive(Clone, Copy, Debug)]
pub struct NewRelation<'a> {
    /// Of which account.
    pub account: &'a str,
    /// With which institution.
    pub institution: &'a Institution,
    /// Which.
    pub kind: RelationKind,
    /// From when it holds, and the first second after it; `0` and [`i64::MAX`] where that is open.
    pub holds: (i64, i64),
}

impl Store {
    /// Declares a relation of an account, with a row of the trail.
    pub async fn declare_relation(&self, new: NewRelation<'_>, audit: &Entry, now: Now) -> Result<String> {
        if new.holds.0 >= new.holds.1 {
            return Err(StoreError::new("relations", Problem::Period));
        }
        let id = token::id()?;
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO relations (id, account, institution, kind, made_by, made, holds_from, holds_until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(new.account)
        .bind(new.institution.as_str())
        .bind(new.kind.code())
        .bind(&audit.actor)
        .bind(now.0)
        .bind(new.holds.0)
        .bind(new.holds.1)
        .execute(within(&mut work))
        .await
        .at("relations")?;
        noted(&mut work, audit, new.account, &id, now).await?;
        commit(work).await?;
        Ok(id)
    }

    /// Withdraws a relation of an account, with a row of the trail; its own row stays.
    pub async fn withdraw_relation(&self, account: &str, id: &str, audit: &Entry, now: Now) -> Result<()> {
        let mut work = self.begin().await?;
        let done = sqlx::query(
            "UPDATE relations SET withdrawn = $3, withdrawn_by = $4
             WHERE id = $2 AND account = $1 AND withdrawn IS NULL",
        )
        .bind(account)
        .bind(id)
        .bind(now.0)
        .bind(&audit.actor)
        .execute(within(&mut work))
        .await
        .at("relations")?;
        if done.rows_affected() != 1 {
            return Err(StoreError::new("relations", Problem::Missing));
        }
        noted(&mut work, audit, account, id, now).await?;
        commit(work).await
    }

    /// All relations of an account, withdrawn ones too.
    pub async fn relations(&self, account: &str) -> Result<Vec<Relation>> {
        let rows = sqlx::query(RELATIONS).bind(account).fetch_all(self.reader()).await.at("relations")?;
        rows.iter().map(relation_of).collect()
    }

    /// An account as somebody who acts on cases, with the relations of now; none for a role that does not.
    pub async fn person(&self, account: &Account, now: Now) -> Result<Option<Person>> {
        let Some(seat) = seat_of(account) else { return Ok(None) };
        let relations = self.relations(&account.id).await?;
        Ok(Some(person_of(account, seat, &relations, now)))
    }

    /// An account as somebody who hands cases out; none for a role that does not.
    pub async fn distributor(&self, account: &Account, now: Now) -> Result<Option<Person>> {
        let seat = match account.role {
            Role::Administrator => Some(Seat::Administrator),
            _ => seat_of(account).filter(|seat| seat.hands_out()),
        };
        let Some(seat) = seat else { return Ok(None) };
        let relations = self.relations(&account.id).await?;
        Ok(Some(person_of(account, seat, &relations, now)))
    }
}

impl Store {
    /// Everybody who may be given cases of a branch, by name: accounts that may sign in and have a seat there.
    pub async fn people(&self, branch: &str, now: Now) -> Result<Vec<(Account, Person)>> {
        let rows = sqlx::query(
            "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made
             FROM accounts WHERE disabled = 0 AND (branch IS NULL OR branch = $1) ORDER BY login",
        )
        .bind(branch)
        .fetch_all(self.reader())
        .await
        .at("accounts")?;
        let mut conflicts = self.conflicts(now).await?;
        let mut people = Vec::new();
        for row in &rows {
            let account = account_of(row)?;
            let Some(seat) = seat_of(&account) else { continue };
            let conflicts = conflicts.remove(&account.id).unwrap_or_default();
            let person = Person { id: account.id.clone(), seat, conflicts };
            people.push((account, person));
        }
        Ok(people)
    }

    /// Institutions with which relations stand, by account.
    async fn conflicts(&self, now: Now) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let rows = sqlx::query(
            "SELECT account, institution FROM relations
             WHERE withdrawn IS NULL AND holds_from <= $1 AND holds_until > $1",
        )
        .bind(now.0)
        .fetch_all(self.reader())
        .await
        .at("relations")?;
        let mut conflicts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in &rows {
            let row = Columns::new("relations", row);
            conflicts.entry(row.text("account")?).or_default().insert(row.text("institution")?);
        }
        Ok(conflicts)
    }
}

const RELATIONS: &str = "SELECT id, institution, kind, made_by, made, withdrawn, holds_from, holds_until
     FROM relations WHERE account = $1 ORDER BY made, id";

async fn noted(work: &mut Transaction, audit: &Entry, account: &str, id: &str, now: Now) -> Result<()> {
    let (subject, detail) = (format!("account/{account}"), format!("relation/{id}"));
    audit_within(work, &Entry { subject, detail, ..audit.clone() }, now).await?;
    Ok(())
}

/// Somebody who is given a case of a branch: an account that may sign in, works for the branch and has a seat.
pub(super) async fn receiver(
    work: &mut Transaction,
    id: &str,
    branch: &str,
    now: Now,
) -> Result<Option<Person>> {
    let row = sqlx::query(
        "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made
         FROM accounts WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(within(work))
    .await
    .at("accounts")?;
    let Some(account) = row.as_ref().map(account_of).transpose()? else { return Ok(None) };
    let works = !account.disabled && account.branch.as_deref().is_none_or(|own| own == branch);
    let Some(seat) = seat_of(&account).filter(|_| works) else { return Ok(None) };
    let rows = sqlx::query(RELATIONS).bind(id).fetch_all(within(work)).await.at("relations")?;
    let relations = rows.iter().map(relation_of).collect::<Result<Vec<_>>>()?;
    Ok(Some(person_of(&account, seat, &relations, now)))
}

fn person_of(account: &Account, seat: Seat, relations: &[Relation], now: Now) -> Person {
    let standing = relations.iter().filter(|relation| relation.stands(now));
    let conflicts: BTreeSet<String> =
        standing.map(|relation| relation.institution.as_str().to_owned()).collect();
    Person { id: account.id.clone(), seat, conflicts }
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
        holds: (row.number("holds_from")?, row.number("holds_until")?),
        made_by: row.text("made_by")?,
        made: row.number("made")?,
        withdrawn: row.maybe_number("withdrawn")?,
    })
}
