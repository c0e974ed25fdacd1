//! Walking the masters: codes in force on a day, editions, names to suggest.

use model::Date;

use crate::kind::FileKind;
use crate::lookup::Lookup;
use crate::masters::{CodeId, Masters};
use crate::row::Row;
use crate::snapshot::{Coverage, SourceRecord};
use crate::source::{DatedBy, Form};

/// A span of days with how much is known of a master: one line of `masters list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The master.
    pub kind: FileKind,
    /// First day; `None` = ever.
    pub from: Option<Date>,
    /// Last day; `None` = open.
    pub to: Option<Date>,
    /// How much is known.
    pub knowledge: Knowledge,
}

/// How much an edition says of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Nothing was imported.
    Nothing,
    /// All: an absent code does not exist.
    Complete,
    /// The newest publication is older; codes known are answered and marked provisional.
    Provisional,
    /// Before the full file: codes abolished before it are not in it.
    Earlier,
    /// A revision lacks its full file.
    RevisionMissing,
    /// An excerpt.
    Excerpt,
    /// No date.
    Undated,
}

/// An imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// What it is.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// blake3 of its bytes, in hexadecimal.
    pub digest: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// How the day is known.
    pub dated_by: DatedBy,
    /// Full file, update or excerpt.
    pub form: Form,
    /// First day of the revision that it belongs to.
    pub revision: Option<Date>,
    /// Rows taken.
    pub rows: u32,
    /// Rows that wait for the full file on which they build.
    pub pending: u32,
}

impl Masters {
    /// Every code of a coded master that is in force on a day, in ascending order.
    pub fn codes_in_force(&self, kind: FileKind, on: Date) -> impl Iterator<Item = (u32, Row<'_>)> {
        self.all_codes(kind).filter_map(move |(id, code)| match self.find_id(kind, id, on) {
            Lookup::InForce(row) => Some((code, row)),
            _ => None,
        })
    }

    /// Every code that any edition of a coded master ever had, in ascending order.
    pub fn all_codes(&self, kind: FileKind) -> impl Iterator<Item = (CodeId, u32)> {
        let codes = self.snapshot().kind(kind).map_or(&[][..], |k| &k.codes.codes);
        (0..).map(CodeId).zip(codes.iter().copied())
    }

    /// The answers about a code over time: from which day each holds (`None` = ever).
    pub fn history(&self, kind: FileKind, code: u32) -> Vec<(Option<Date>, Lookup<Row<'_>>)> {
        let Some((data, id)) = self.snapshot().kind(kind).zip(self.code_id(kind, code)) else {
            return Vec::new();
        };
        let at = |i: u32| data.codes.starts.get(i as usize).map_or(0, |&s| s as usize);
        let days = data.codes.from.get(at(id.0)..at(id.0 + 1)).unwrap_or(&[]);
        let ever = Date::from_number(1_01_01);
        let dated = days.iter().map(|&day| Date::from_number(day));
        dated.filter_map(|from| Some((from, self.find_id(kind, id, from.or(ever)?)))).collect()
    }

    /// The spans of days of each master and how much is known of them.
    pub fn editions(&self) -> Vec<Edition> {
        FileKind::ALL.iter().flat_map(|&kind| self.editions_of(kind)).collect()
    }

    fn editions_of(&self, kind: FileKind) -> Vec<Edition> {
        let slots = self.snapshot().kind(kind).map_or(&[][..], |k| &k.slots);
        let ends = slots
            .iter()
            .skip(1)
            .map(|s| Date::from_number(s.from).and_then(|d| d.plus_days(-1)))
            .chain([None]);
        let editions = slots.iter().zip(ends).map(|(slot, to)| Edition {
            kind,
            from: Date::from_number(slot.from),
            to,
            knowledge: Knowledge::from_coverage(slot.coverage),
        });
        let mut joined: Vec<Edition> = Vec::new();
        for edition in editions.filter(|e| e.knowledge != Knowledge::Nothing) {
            match joined.last_mut() {
                Some(last) if last.knowledge == edition.knowledge => last.to = edition.to,
                _ => joined.push(edition),
            }
        }
        joined
    }

    /// The imported files, in the order in which they were applied.
    pub fn sources(&self) -> Vec<SourceInfo> {
        self.snapshot().sources.iter().filter_map(|record| self.source(record)).collect()
    }

    fn source(&self, record: &SourceRecord) -> Option<SourceInfo> {
        let pool = &self.snapshot().pool;
        Some(SourceInfo {
            kind: FileKind::from_index(record.kind as usize)?,
            name: pool.get(record.name).to_owned(),
            digest: pool.get(record.digest).to_owned(),
            published: Date::from_number(record.published),
            dated_by: DatedBy::from_number(record.dated_by)?,
            form: Form::from_number(record.form)?,
            revision: Date::from_number(record.revision),
            rows: record.rows,
            pending: record.pending,
        })
    }

    /// Codes near one that is absent: same length, fewest digits different, at most `most`.
    pub fn near_codes(&self, kind: FileKind, code: u32, most: usize) -> Vec<u32> {
        let mut near: Vec<(usize, u32)> = self
            .all_codes(kind)
            .map(|(_, other)| (digits_apart(code, other), other))
            .filter(|&(n, _)| n <= 2)
            .collect();
        near.sort_unstable();
        near.into_iter().map(|(_, other)| other).take(most).collect()
    }
}

fn digits_apart(mut a: u32, mut b: u32) -> usize {
    let mut apart = 0;
    while a != 0 || b != 0 {
        apart += usize::from(a % 10 != b % 10);
        (a, b) = (a / 10, b / 10);
    }
    apart
}

impl Knowledge {
    const fn from_coverage(coverage: Coverage) -> Self {
        match coverage {
            Coverage::Nothing => Self::Nothing,
            Coverage::Complete => Self::Complete,
            Coverage::Provisional => Self::Provisional,
            Coverage::Earlier => Self::Earlier,
            Coverage::RevisionMissing => Self::RevisionMissing,
            Coverage::Partial => Self::Excerpt,
            Coverage::Undated => Self::Undated,
        }
    }

    /// The name in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Complete => "complete",
            Self::Provisional => "provisional",
            Self::Earlier => "earlier",
            Self::RevisionMissing => "revision-missing",
            Self::Excerpt => "excerpt",
            Self::Undated => "undated",
        }
    }
}
