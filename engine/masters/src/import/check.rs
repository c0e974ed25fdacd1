//! What always holds in one official file; verified on the official files of fiscal 2016 to 2024 that the authors could read.

use std::collections::HashMap;

use crate::column::{Column, Shape};
use crate::import::file::FileRows;
use crate::import::problem::{Fault, Problem};
use crate::kind::FileKind;
use crate::source::Form;
use crate::value;

/// Problems kept in full; the rest is only counted.
const KEPT: usize = 20;

/// Problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) first: Vec<Problem>,
    pub(crate) total: usize,
}

impl Problems {
    /// Notes a problem.
    pub(crate) fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.first.len() < KEPT {
            self.first.push(problem());
        }
        self.total += 1;
    }
}

/// Checks every cell, then every row, then the file as a whole.
pub(crate) fn check(file: &FileRows, problems: &mut Problems) {
    for row in 0..file.len() {
        check_cells(file, row, problems);
        check_dates(file, row, problems);
    }
    check_unique(file, problems);
    match file.kind {
        FileKind::Comment => check_comment_codes(file, problems),
        FileKind::ExclusionDay
        | FileKind::ExclusionMonth
        | FileKind::ExclusionSimultaneous
        | FileKind::ExclusionWeek
            // An excerpt need not hold both sides of a pair.
            if file.form != Form::Excerpt =>
        {
            check_mirrors(file, problems);
        }
        _ => {}
    }
}

fn problem(file: &FileRows, row: usize, column: Option<&'static Column>, fault: Fault) -> Problem {
    Problem {
        line: file.line(row),
        code: code_text(file, row),
        column,
        value: column.map_or(String::new(), |c| file.cell(row, c.item).chars().take(60).collect()),
        fault,
    }
}

/// The code by which people know a row.
fn code_text(file: &FileRows, row: usize) -> String {
    let items: &[u16] = match file.kind.layout().shape {
        Shape::Coded { code, .. } => &[code],
        Shape::Relation { unique: [], .. } => &[1],
        Shape::Relation { unique, .. } => unique,
    };
    let cells: Vec<&str> = items.iter().map(|&i| file.cell(row, i)).filter(|c| !c.is_empty()).collect();
    cells.join("-").chars().take(60).collect()
}

fn check_cells(file: &FileRows, row: usize, problems: &mut Problems) {
    let layout = file.kind.layout();
    let whole = file.is_whole(row);
    for column in layout.columns {
        let text = file.cell(row, column.item);
        let fault = match () {
            () if text.contains('\u{FFFD}') => Fault::NotText,
            () if text.is_empty() && column.required && (whole || is_key(file, column)) => Fault::Missing,
            () if text.is_empty() => continue,
            () if !value::fits(column.value, text) => Fault::BadValue,
            () if !column.allowed.is_empty() && !column.allowed.contains(&text) => Fault::NotAllowed,
            () if column.id == "letter" && layout.letter.is_some_and(|l| l != text) => Fault::WrongLetter,
            () => continue,
        };
        problems.add(|| problem(file, row, Some(column), fault));
    }
}

/// Items that even a row of an update must have.
fn is_key(file: &FileRows, column: &Column) -> bool {
    matches!(column.id, "change" | "letter") || file.kind.layout().code_item() == Some(column.item)
}

fn check_dates(file: &FileRows, row: usize, problems: &mut Problems) {
    match file.kind.layout().shape {
        Shape::Coded { changed, listed, abolished, .. } => {
            let last = file.date(row, abolished);
            if file.change(row) == "9" && last.is_none() {
                problems.add(|| problem(file, row, file.kind.layout().column(abolished), Fault::NoLastDay));
            }
            // An abolition is a change on the day after the last day of use.
            let limit = last.and_then(|d| d.plus_days(1));
            for item in [Some(changed), listed].into_iter().flatten() {
                check_order(file, row, item, limit, problems);
            }
        }
        Shape::Relation { since: Some(since), until: Some(until), .. } => {
            // コメント関連テーブル writes the day after, as masters do.
            let limit = file.date(row, until).and_then(|d| d.plus_days(1));
            check_order(file, row, since, limit, problems);
        }
        Shape::Relation { .. } => {}
    }
}

fn check_order(file: &FileRows, row: usize, item: u16, limit: Option<model::Date>, problems: &mut Problems) {
    let Some((day, later)) = file.date(row, item).zip(limit) else { return };
    if day > later {
        problems.add(|| problem(file, row, file.kind.layout().column(item), Fault::DateOrder { later }));
    }
}

fn check_unique(file: &FileRows, problems: &mut Problems) {
    let items: &[u16] = match file.kind.layout().shape {
        Shape::Coded { code, .. } => &[code],
        Shape::Relation { unique, .. } => unique,
    };
    if items.is_empty() {
        return;
    }
    let mut seen: HashMap<Vec<&str>, u64> = HashMap::new();
    for row in 0..file.len() {
        let key = items.iter().map(|&item| file.cell(row, item)).collect();
        if let Some(&first) = seen.get(&key) {
            let column = items.first().and_then(|&item| file.kind.layout().column(item));
            problems.add(|| problem(file, row, column, Fault::Repeated { first }));
        } else {
            seen.insert(key, file.line(row));
        }
    }
}

/// SPEC: マスターファイル仕様説明書（令和6年度版）３（６） item 23: 8, then pattern, then the serial in six digits.
fn check_comment_codes(file: &FileRows, problems: &mut Problems) {
    for row in (0..file.len()).filter(|&row| file.is_whole(row)) {
        let made = format!("{}{:0>2}{:0>6}", file.cell(row, 3), file.cell(row, 4), file.cell(row, 5));
        if made != file.cell(row, 23) {
            problems.add(|| problem(file, row, file.kind.layout().column(23), Fault::CommentCode));
        }
    }
}

/// SPEC: 医科電子点数表の活用手引き（令和6年度版）４（２）ウ: every pair stands in both directions; 1 and 2 swap, 3 stays.
fn check_mirrors(file: &FileRows, problems: &mut Problems) {
    let pairs: HashMap<(&str, &str), &str> =
        (0..file.len()).map(|row| ((file.cell(row, 2), file.cell(row, 4)), file.cell(row, 6))).collect();
    for row in 0..file.len() {
        let inverse = pairs.get(&(file.cell(row, 4), file.cell(row, 2)));
        let fault = match (inverse, file.cell(row, 6)) {
            (None, _) => Fault::NotMirrored,
            (Some(&"2"), "1") | (Some(&"1"), "2") | (Some(&"3"), "3") => continue,
            (Some(_), _) => Fault::NotInverted,
        };
        problems.add(|| problem(file, row, file.kind.layout().column(6), fault));
    }
}
