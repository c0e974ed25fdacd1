//! What is known of one code, revision by revision: rows with the day from which each holds.

use std::collections::BTreeMap;

use crate::pool::TextId;

/// A row of a code and from when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// First day from which the row is known; 0 = ever.
    pub(crate) from: u32,
    pub(crate) row: Box<[TextId]>,
    /// Last day of use; `None` = open.
    pub(crate) last: Option<Last>,
    /// Last day of 経過措置.
    pub(crate) transition: Option<u32>,
    /// Before this day the code did not exist.
    pub(crate) introduced: Option<u32>,
}

/// The last day of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) day: u32,
    /// The master says so; else the code was gone from the next full file.
    pub(crate) stated: bool,
}

/// All that one revision says of a code, oldest version first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chapter {
    pub(crate) versions: Vec<Version>,
}

/// All that is known of a code, by the first day of the revision.
pub(crate) type Chapters = BTreeMap<u32, Chapter>;

impl Chapter {
    /// The version that holds on a day.
    pub(crate) fn on(&self, day: u32) -> Option<&Version> {
        self.versions.iter().rev().find(|v| v.from <= day)
    }

    /// The first version.
    pub(crate) fn first(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// The place of the version that holds on a day, or of the first one.
    pub(crate) fn place_on(&self, day: u32) -> Option<usize> {
        let held = self.versions.iter().rposition(|v| v.from <= day);
        held.or(if self.versions.is_empty() { None } else { Some(0) })
    }

    /// A version from its day on, in place of all that was said of later days.
    pub(crate) fn put(&mut self, version: Version) {
        self.versions.retain(|v| v.from < version.from);
        self.versions.push(version);
    }
}

/// Whether two rows say the same of the thing itself.
pub(crate) fn same_content(a: &[TextId], b: &[TextId], columns: &[crate::column::Column]) -> bool {
    columns.iter().zip(a.iter().zip(b)).all(|(column, (a, b))| column.bookkeeping || a == b)
}
