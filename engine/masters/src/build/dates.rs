//! Which revision each source belongs to, and the day of publication where a companion file knows it better.

use std::collections::BTreeSet;

use model::Date;

use crate::calendar::{revision_of, revisions};
use crate::column::{Cycle, Shape};
use crate::import::file::FileRows;
use crate::kind::FileKind;
use crate::source::{DatedBy, Form, Source, SourceSet};

/// A source with its place in time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dated<'a> {
    pub(crate) source: &'a Source,
    /// YYYYMMDD; 0 = unknown.
    pub(crate) published: u32,
    pub(crate) dated_by: DatedBy,
    /// First day of the revision; 0 = none.
    pub(crate) revision: u32,
}

/// The sources of a kind in the order in which they apply.
pub(crate) fn dated(set: &SourceSet, kind: FileKind) -> Vec<Dated<'_>> {
    let companions = match flag_item(kind) {
        Some(_) => set.of_kind(FileKind::FeeTableLinks),
        None => Vec::new(),
    };
    let mut dated: Vec<Dated<'_>> =
        set.of_kind(kind).into_iter().map(|source| place(source, &companions)).collect();
    // A companion may have moved a day; the order by day, form and digest stands.
    dated.sort_by_key(|d| (d.published, d.source.form() == Form::Full, d.source.digest));
    dated
}

fn place<'a>(source: &'a Source, companions: &[&Source]) -> Dated<'a> {
    let own = source.published.map_or(0, Date::number);
    let (published, dated_by) = match companion_day(source, companions) {
        Some(day) if source.dated_by > DatedBy::Name && day > own => (day, DatedBy::Companion),
        _ => (own, source.dated_by),
    };
    Dated { source, published, dated_by, revision: revision(&source.file, published) }
}

/// The newest revision that the file itself shows: some row changed on its first day. Files of relations keep rows of
/// many years, so there the day of publication decides.
///
/// Why not by the day alone: full files come out before the revision (t_ALL20240315 for 2024-06-01), and a full file
/// into which later updates were merged may go on after a revision that it does not hold (医薬品マスター of fiscal 2024 with
/// the updates up to y_20250813 has no row of 2025-04-01).
fn revision(file: &FileRows, published: u32) -> u32 {
    let cycle = file.kind.cycle();
    let by_day = revision_of(cycle, published);
    let Shape::Coded { changed, .. } = file.kind.layout().shape else { return by_day };
    if file.form == Form::Update || cycle == Cycle::Continuous {
        return by_day;
    }
    let days: BTreeSet<u32> =
        (0..file.len()).filter_map(|row| file.date(row, changed)).map(Date::number).collect();
    revisions(cycle).iter().rev().map(|r| r.start).find(|start| days.contains(start)).unwrap_or(by_day)
}

/// The item of 補助マスター that flags the codes of a table of exclusions.
pub(super) const fn flag_item(kind: FileKind) -> Option<u16> {
    match kind {
        FileKind::ExclusionDay => Some(10),
        FileKind::ExclusionMonth => Some(11),
        FileKind::ExclusionSimultaneous => Some(12),
        FileKind::ExclusionWeek => Some(13),
        _ => None,
    }
}

/// A table of exclusions often has no new row for years; it belongs to the 補助マスター whose flags name exactly its codes.
///
/// Found in the data: the codes of 03-1 to 03-4 are exactly those flagged in items 10 to 13 (fiscal 2016 and 2024).
fn companion_day(source: &Source, companions: &[&Source]) -> Option<u32> {
    let item = flag_item(source.kind())?;
    let codes: BTreeSet<&str> = (0..source.file.len()).map(|row| source.file.cell(row, 2)).collect();
    let agrees = |links: &&&Source| {
        let file = &links.file;
        let flagged: BTreeSet<&str> =
            (0..file.len()).filter(|&row| file.cell(row, item) == "1").map(|row| file.cell(row, 2)).collect();
        flagged == codes
    };
    companions.iter().filter(agrees).filter_map(|links| links.published).map(Date::number).max()
}
