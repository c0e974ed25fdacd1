//! From the set of imported sources to the snapshot: the same set gives the same bytes, in whatever order it came.

mod between;
mod chapter;
mod coverage;
mod dates;
mod merge;
mod relate;
mod report;
mod timeline;

use std::collections::HashMap;

use crate::column::Shape;
use crate::kind::FileKind;
use crate::masters::Masters;
use crate::pool::{Pool, PoolBuilder, TextId};
use crate::snapshot::{KindData, Snapshot, SourceRecord};
use crate::source::{Form, SourceSet};
use crate::table::TableBuilder;

pub(crate) use dates::Dated;
pub use report::{Expectation, Report, Warning};

/// Derives the masters from the imported sources.
pub fn build(set: &SourceSet) -> (Masters, Report) {
    let mut texts = PoolBuilder::new();
    let mut report = Report::default();
    let (mut pool, mut moved) = (Pool::default(), HashMap::from([(0, 0)]));
    pool.push("");
    let (mut kinds, mut sources) = (Vec::new(), Vec::new());
    for &kind in FileKind::ALL {
        let dated = dates::dated(set, kind);
        report.warnings.extend(shrunk(kind, &dated));
        let made = derive(kind, &dated, &mut texts, &mut report);
        let mut tables = TableBuilder { source: &texts, pool: &mut pool, moved: &mut moved };
        let rows: Vec<&[TextId]> = made.rows.iter().map(AsRef::as_ref).collect();
        let table = tables.build(kind.layout().columns, &rows);
        kinds.push(KindData { table, ..made.data });
        sources.extend(
            dated.iter().zip(made.pending).map(|(source, pending)| record(source, pending, &mut pool)),
        );
    }
    let masters = Masters::new(Snapshot { pool, kinds, sources });
    between::check(&masters, &mut report);
    (masters, report)
}

/// Full files with less than nine tenths of the rows of the full file before them: one that was cut at the end of a line
/// looks like a whole one.
///
/// Found in the data: masters and fee tables grow from edition to edition (fiscal 2016 to 2024).
fn shrunk(kind: FileKind, dated: &[Dated<'_>]) -> Vec<Warning> {
    let full: Vec<&Dated<'_>> = dated.iter().filter(|d| d.source.form() == Form::Full).collect();
    let pairs = full.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let [rows, rows_before] = [after, before].map(|d| d.source.rows());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (rows * 10 < rows_before * 9).then(|| Warning::Shrunk {
            kind,
            name: after.source.name().to_owned(),
            rows: count(rows),
            before: count(rows_before),
        })
    });
    pairs.collect()
}

/// What was derived for one kind, before its rows are packed.
pub(crate) struct Made {
    pub(crate) data: KindData,
    pub(crate) rows: Vec<Box<[TextId]>>,
    /// Rows of each source that wait for their base.
    pub(crate) pending: Vec<u32>,
}

fn derive(kind: FileKind, dated: &[Dated<'_>], texts: &mut PoolBuilder, report: &mut Report) -> Made {
    match kind.layout().shape {
        Shape::Coded { .. } => {
            let merged = merge::merge(kind, dated, texts, report);
            timeline::lay_out(kind, merged, dated)
        }
        Shape::Relation { .. } => relate::relate(kind, dated, texts),
    }
}

/// The ids of a row in the import pool.
fn intern_row(texts: &mut PoolBuilder, source: &Dated<'_>, row: usize) -> Box<[TextId]> {
    source.source.file.cells(row).map(|cell| texts.intern(cell)).collect()
}

fn record(source: &Dated<'_>, pending: u32, pool: &mut Pool) -> SourceRecord {
    SourceRecord {
        kind: u32::try_from(source.source.kind().index()).unwrap_or(0),
        name: pool.push(&source.source.name),
        digest: pool.push(&source.source.digest_text()),
        published: source.published,
        dated_by: source.dated_by as u32,
        form: source.source.form() as u32,
        revision: source.revision,
        rows: u32::try_from(source.source.rows()).unwrap_or(u32::MAX),
        pending,
    }
}

#[cfg(test)]
mod naive;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
