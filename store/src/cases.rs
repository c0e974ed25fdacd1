//! Cases of staff and committee: their events are kept, and what follows from them for lists.
//!
//! What is allowed is judged by `caseflow` from the events; the columns of a case are only there to be searched.
//! Whoever acts names the version that was seen, and of two who name the same one only one wins.

mod acting;
mod claim;
mod linked;
mod list;
mod months;
mod purge;
mod relations;
mod round;
mod verdicts;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};

use caseflow::{Case, Event, Opening, Refusal};
use sqlx::Row;
use sqlx::any::AnyRow;

pub use claim::CaseClaim;
pub use linked::NewLinked;
pub use list::{CaseFilter, CaseLine, FIRST, Given, Holding};
pub use months::{Closing, Intake, MonthRow};
pub use relations::{NewRelation, Relation, RelationKind};
pub use verdicts::{MonthVerdicts, RuleVerdicts};
pub use waiting::{Waits, Whose};

use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit};
use crate::rows::Columns;
use crate::seal::Spot;
use crate::words::{Institution, Now};

/// A receipt that people are to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// The upload or the run that it came from.
    pub source: String,
    /// Which file of a run, by digest or number; nothing that names a patient. Empty for an upload.
    pub file: String,
    /// Number of the receipt in the file, from nought.
    pub receipt: i64,
    /// Its institution.
    pub institution: Institution,
    /// Where it begins.
    pub queue: model::Queue,
    /// Lines in question.
    pub lines: BTreeSet<u32>,
    /// Points at stake.
    pub points: i64,
    /// What it is shown from.
    pub shown: CaseClaim,
    /// Which rules spoke of which lines.
    pub rules: BTreeSet<(String, u32)>,
    /// Other claims of the patient that findings name, where they are to be kept with it.
    pub linked: Vec<NewLinked>,
}

/// What came of putting cases into a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Put {
    /// So many were not there.
    pub(crate) new: u64,
    /// So many are cases of another month, which they stay.
    pub(crate) elsewhere: BTreeMap<String, u64>,
}

/// A case with all that was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// Random id.
    pub id: String,
    /// Branch and month of review.
    pub branch: String,
    /// As `202406`.
    pub month: String,
    /// The upload or the run that it came from.
    pub source: String,
    /// Which file of a run.
    pub file: String,
    /// Number of the receipt in the file.
    pub receipt: i64,
    /// Points at stake.
    pub points: i64,
    /// Where it stands.
    pub case: Case,
    /// What was done, with its time.
    pub events: Vec<(i64, Event)>,
}

/// What came of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It is kept; the case has this version now.
    Done(i64),
    /// It is not allowed.
    Refused(Refusal),
}

fn spot(id: &str, seq: u64) -> Spot<'_> {
    Spot { table: "case_events", row: id, column: "event", chunk: seq }
}

fn damaged() -> StoreError {
    StoreError::new("cases", Problem::Damaged)
}

impl Store {
    /// Puts cases into an open month within its intake window, or whenever that was said, and says how many are new: the
    /// same receipt of the same source is one case, in whatever month it is.
    pub async fn open_cases(
        &self,
        (branch, month): (&str, &str),
        cases: &[NewCase],
        intake: Intake,
        now: Now,
    ) -> Result<u64> {
        let mut work = self.begin().await?;
        let put = self.put_cases(&mut work, (branch, month), (cases, intake), now).await?;
        commit(work).await?;
        Ok(put.new)
    }

    /// The same as a part of a transaction.
    pub(crate) async fn put_cases(
        &self,
        work: &mut Transaction,
        (branch, month): (&str, &str),
        (cases, intake): (&[NewCase], Intake),
        now: Now,
    ) -> Result<Put> {
        months::must_take_in(work, branch, month, intake, now).await?;
        let mut put = Put::default();
        for case in cases {
            if self.insert_case(work, (branch, month), case, now).await? {
                put.new += 1;
                continue;
            }
            let there = claim::month_of(work, case).await?;
            if there != month {
                *put.elsewhere.entry(there).or_default() += 1;
            }
        }
        Ok(put)
    }

    /// A case with its events.
    pub async fn case(&self, id: &str) -> Result<Option<CaseFile>> {
        let row = sqlx::query(
            "SELECT id, branch, month, source, file, receipt, institution, opened_in, lines, points FROM cases
             WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.reader())
        .await
        .at("cases")?;
        let Some(row) = row else { return Ok(None) };
        let rows = sqlx::query(EVENTS).bind(id).fetch_all(self.reader()).await.at("case_events")?;
        Ok(Some(self.case_file(&row, &rows)?))
    }

    fn case_file(&self, row: &AnyRow, events: &[AnyRow]) -> Result<CaseFile> {
        let row = Columns::new("cases", row);
        let id = row.text("id")?;
        let events = self.events_of(&id, events)?;
        let opening = Opening {
            institution: row.text("institution")?,
            queue: row.text("opened_in")?,
            lines: serde_json::from_str(&row.text("lines")?).map_err(|_| damaged())?,
        };
        let case = Case::replay(opening, events.iter().map(|(_, event)| event)).ok_or_else(damaged)?;
        Ok(CaseFile {
            branch: row.text("branch")?,
            month: row.text("month")?,
            source: row.text("source")?,
            file: row.text("file")?,
            receipt: row.number("receipt")?,
            points: row.number("points")?,
            case,
            events,
            id,
        })
    }

    /// Opens events; one that is missing in their row is told.
    fn events_of(&self, id: &str, rows: &[AnyRow]) -> Result<Vec<(i64, Event)>> {
        let mut events = Vec::with_capacity(rows.len());
        for (seq, row) in (1_u64..).zip(rows) {
            let number: i64 = row.try_get("seq").at("case_events")?;
            let row = Columns::new("case_events", row);
            if u64::try_from(number) != Ok(seq) {
                return Err(row.damaged());
            }
            let body = self.keys().open(spot(id, seq), &row.text("event_key")?, &row.bytes("event")?)?;
            let event = serde_json::from_slice(&body).map_err(|_| row.damaged())?;
            events.push((row.number("at")?, event));
        }
        Ok(events)
    }
}

const EVENTS: &str = "SELECT seq, at, event, event_key FROM case_events WHERE case_id = $1 ORDER BY seq";
