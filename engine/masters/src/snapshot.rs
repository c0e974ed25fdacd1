//! The one compact picture derived from all imported sources: what the store holds and every look-up reads.

use crate::kind::FileKind;
use crate::pool::{Pool, TextId};
use crate::table::Table;

/// Everything known, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub(crate) pool: Pool,
    /// One entry a kind, in the order of [`FileKind::ALL`].
    pub(crate) kinds: Vec<KindData>,
    pub(crate) sources: Vec<SourceRecord>,
}

/// Everything known of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KindData {
    pub(crate) table: Table,
    pub(crate) codes: CodeIndex,
    pub(crate) relations: Relations,
    pub(crate) slots: Vec<Slot>,
}

/// Codes in ascending order; the dense id of a code is its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeIndex {
    pub(crate) codes: Vec<u32>,
    /// Where the segments of each code start; one more than codes.
    pub(crate) starts: Vec<u32>,
    /// Segments: first day (YYYYMMDD, 0 = ever), what holds, which row, which day belongs to it.
    pub(crate) from: Vec<u32>,
    pub(crate) state: Vec<u32>,
    pub(crate) row: Vec<u32>,
    pub(crate) date: Vec<u32>,
}

/// Rows of relations: first and last day each, and by which keys they are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Relations {
    pub(crate) from: Vec<u32>,
    pub(crate) until: Vec<u32>,
    pub(crate) indexes: Vec<KeyIndex>,
}

/// Rows by a key: the number of a code, or up to eight letters of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeyIndex {
    pub(crate) keys: Vec<u64>,
    pub(crate) starts: Vec<u32>,
    pub(crate) rows: Vec<u32>,
}

/// From a day on, how much is known of a kind (until the next slot).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// First day; 0 = ever.
    pub(crate) from: u32,
    pub(crate) coverage: Coverage,
    /// The day that belongs to the coverage (publication, missing revision); 0 = none.
    pub(crate) date: u32,
}

/// How much is known of a kind on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// Nothing was imported that speaks of the day.
    Nothing = 0,
    /// A complete edition covers the day: an absent code does not exist.
    Complete = 1,
    /// After the newest publication, before the next revision.
    Provisional = 2,
    /// A revision came into force of which no edition was imported.
    RevisionMissing = 3,
    /// Only a part is there (starter set).
    Partial = 4,
    /// The edition says no date of its own.
    Undated = 5,
    /// Before the first full file of the revision: its rows hold from their own days, but codes abolished before it are
    /// not in it.
    Earlier = 6,
}

impl Coverage {
    pub(crate) const fn from_number(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Nothing),
            1 => Some(Self::Complete),
            2 => Some(Self::Provisional),
            3 => Some(Self::RevisionMissing),
            4 => Some(Self::Partial),
            5 => Some(Self::Undated),
            6 => Some(Self::Earlier),
            _ => None,
        }
    }
}

/// What holds for a code from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// In force; `row` says what.
    InForce = 0,
    /// In force as far as known: no publication speaks of the day.
    Provisional = 1,
    /// Abolished; `date` is the last day that the master states.
    Abolished = 2,
    /// Gone from a complete edition; `date` is the last day it can have been in force.
    Dropped = 3,
    /// Not yet in force; `date` is the first day.
    NotYet = 4,
    /// Past its 経過措置; `date` is the last day.
    PastTransition = 5,
    /// There, but its row is only known from `date` on.
    ChangedLater = 6,
    /// As much as the coverage of the kind says (nothing more is known of the code).
    Uncovered = 7,
}

impl State {
    pub(crate) const fn from_number(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::InForce),
            1 => Some(Self::Provisional),
            2 => Some(Self::Abolished),
            3 => Some(Self::Dropped),
            4 => Some(Self::NotYet),
            5 => Some(Self::PastTransition),
            6 => Some(Self::ChangedLater),
            7 => Some(Self::Uncovered),
            _ => None,
        }
    }
}

/// A row number that says "none".
pub(crate) const NO_ROW: u32 = u32::MAX;

/// One imported source, as `masters list` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceRecord {
    pub(crate) kind: u32,
    pub(crate) name: TextId,
    pub(crate) digest: TextId,
    /// Publication as YYYYMMDD; 0 = unknown.
    pub(crate) published: u32,
    /// How the publication is known; see [`crate::source::DatedBy`].
    pub(crate) dated_by: u32,
    /// 0 full, 1 update, 2 excerpt.
    pub(crate) form: u32,
    /// First day of the revision it belongs to; 0 = none.
    pub(crate) revision: u32,
    pub(crate) rows: u32,
    /// Rows that wait for their base.
    pub(crate) pending: u32,
}

impl Snapshot {
    /// The data of a kind.
    pub(crate) fn kind(&self, kind: FileKind) -> Option<&KindData> {
        self.kinds.get(kind.index())
    }
}

impl KindData {
    /// How much is known of the kind on a day.
    pub(crate) fn slot(&self, day: u32) -> Slot {
        let nothing = Slot { from: 0, coverage: Coverage::Nothing, date: 0 };
        self.slots.iter().rev().find(|s| s.from <= day).copied().unwrap_or(nothing)
    }
}

impl KeyIndex {
    /// Rows with a key.
    pub(crate) fn rows(&self, key: u64) -> &[u32] {
        let Ok(place) = self.keys.binary_search(&key) else { return &[] };
        let at = |i: usize| self.starts.get(i).map(|&s| s as usize);
        let (Some(start), Some(end)) = (at(place), at(place + 1)) else { return &[] };
        self.rows.get(start..end).unwrap_or(&[])
    }
}

/// The key of a text: digits as a number, else up to eight bytes packed.
pub(crate) fn key_of(text: &str) -> u64 {
    if text.is_empty() || text.len() > 9 {
        return 0;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().unwrap_or(0);
    }
    if text.len() > 8 {
        return 0;
    }
    text.bytes().fold(0, |key, byte| key << 8 | u64::from(byte))
}
