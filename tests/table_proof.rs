//! The official tables row by row: a receipt that breaks a row, and one that just does not, judged by the rule book.
//!
//! `cargo test` tries every n-th row; `PROOF=all` tries them all (tests/README.md has the command and the figures).
//! A row that no receipt can show is counted under its reason.

mod additions;
mod claim;
mod counts;
mod exclusions;
pub mod judged;
mod tally;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use eval::Book;
use masters::{FileKind, Lookup, Masters, Row, build, read};
use model::{Date, Month, ProcedureCode};

use crate::official::files;
use tally::{Came, Tally};

/// Of so many rows one is tried, unless all are asked for; a prime, so that no order of a table hides rows.
const SAMPLE: usize = 151;

/// Whether everything is asked for, instead of a sample.
pub fn asks_for_all() -> bool {
    std::env::var("PROOF").is_ok_and(|asked| asked == "all")
}

/// The months of the rules over tables: they hold from June 2024, and the tables reach to the end of 2025.
fn months() -> impl Iterator<Item = Month> {
    (0..19).filter_map(|back| Month::new(2024, 6)?.plus(back))
}

/// The official masters of fiscal 2024, with the exclusions by day of 2016 taken for an edition of 2024: the rule over
/// them holds from 2024 on, that edition is not to be had, and the layout of the table has not changed.
fn masters() -> Option<&'static Masters> {
    static MASTERS: OnceLock<Option<Masters>> = OnceLock::new();
    let made = MASTERS.get_or_init(|| {
        let mut set = files::set(&["masters/R6/s.csv", "masters/updates/s_", "masters/R6/tensuhyo_ika/"])?;
        let (name, bytes) = files::bytes()?.iter().find(|(name, _)| name.ends_with("03-1_haihan_day.csv"))?;
        set.add(read(name, bytes, Date::new(2025, 12, 31)).expect("03-1 is taken"));
        Some(build(&set).0)
    });
    made.as_ref()
}

/// The rule book over these masters.
fn book() -> Option<&'static Book<'static>> {
    static BOOK: OnceLock<Option<Book<'static>>> = OnceLock::new();
    BOOK.get_or_init(|| masters().map(judged::book)).as_ref()
}

/// A month in which a row is in force from the first day to the last: one of which the table speaks with certainty, if
/// there is one.
fn month_of(row: &Row<'_>, months: &[Month], masters: &Masters) -> Option<Month> {
    let kind = row.kind();
    let item = if kind == FileKind::BasicFee { 3 } else { 2 };
    let key = |row: &Row<'_>| [2, 3, 4].map(|item| row.text(item).to_owned());
    let in_force = |day: Date| {
        let with_code = masters.rows_with(kind, item, row.number(item)?, day)?;
        with_code.into_iter().find(|other| key(other) == key(row))
    };
    let whole = |month: &&Month| in_force(month.first()).is_some() && in_force(month.last()).is_some();
    months.iter().find(whole).copied()
}

/// Whether a table speaks of a whole month with certainty.
fn is_certain(masters: &Masters, kind: FileKind, month: Month) -> bool {
    [month.first(), month.last()].iter().all(|day| masters.table_known(kind, *day) == Ok(false))
}

/// The first Sunday of a month.
fn first_sunday(month: Month) -> u8 {
    match month.first().weekday().num_days_from_sunday() {
        0 => 1,
        days => u8::try_from(8 - days).expect("a day"),
    }
}

/// Whether a procedure is one of imaging (第４部); `None` when the master does not know it.
fn is_imaging(masters: &Masters, code: u32, month: Month) -> Option<bool> {
    match masters.procedure(ProcedureCode(code), month.first()) {
        Lookup::InForce(row) => Some(row.part() == "04"),
        _ => None,
    }
}

/// Tries the rows of a table, and tells the figures; nothing may come out wrong.
fn prove(kind: FileKind, table: &str, file_rows: usize, mut one: impl FnMut(&Row<'_>, Month) -> Came) {
    let Some(masters) = masters() else { return };
    let all = asks_for_all();
    let (first, last) = (Date::FIRST, Date::from_number(2099_12_31).expect("a day"));
    assert_eq!(
        masters.relation_rows_within(kind, first, last).count(),
        file_rows,
        "{table}: rows of the file"
    );
    let (sure, unsure): (Vec<Month>, Vec<Month>) =
        months().partition(|month| is_certain(masters, kind, *month));
    let months = [sure, unsure].concat();
    let mut tally = Tally::default();
    let rows = masters.relation_rows_within(kind, first, last);
    for row in rows.step_by(if all { 1 } else { SAMPLE }) {
        tally.add(match month_of(&row, &months, masters) {
            Some(month) => one(&row, month),
            None => Came::Not("in force in no whole month of the rules (June 2024 to December 2025)"),
        });
    }
    let line = tally.line(table);
    println!("{line}");
    let first: Vec<&String> = tally.wrong.iter().take(12).collect();
    assert!(first.is_empty(), "{table}: {} rows came out wrong, first {first:#?}", tally.wrong.len());
    if all {
        assert!(
            include_str!("README.md").contains(&line),
            "tests/README.md does not have this line:\n{line}"
        );
    }
}

fn prove_exclusions(kind: FileKind, file_rows: usize) {
    let table = exclusions::TABLES.iter().find(|table| table.kind == kind).expect("a table");
    let Some(book) = book() else { return };
    prove(kind, table.name, file_rows, |row, month| exclusions::try_row(table, book, row, month));
}

#[test]
fn exclusions_of_a_day() {
    prove_exclusions(FileKind::ExclusionDay, 20_302);
}

#[test]
fn exclusions_of_a_month() {
    prove_exclusions(FileKind::ExclusionMonth, 21_918);
}

#[test]
fn exclusions_at_the_same_time() {
    prove_exclusions(FileKind::ExclusionSimultaneous, 17_136);
}

#[test]
fn exclusions_of_a_week() {
    prove_exclusions(FileKind::ExclusionWeek, 350);
}

#[test]
fn additions_to_basic_fees() {
    let Some(book) = book() else { return };
    let mut groups = BTreeMap::new();
    prove(FileKind::BasicFee, "04 入院基本料", 6_084, |row, month| {
        let groups =
            groups.entry(month.number()).or_insert_with(|| additions::Groups::of(book.masters(), month));
        additions::try_row(groups, book, row, month)
    });
}

#[test]
fn counts() {
    let Some(book) = book() else { return };
    prove(FileKind::CountLimit, "05 算定回数", 5_343, |row, month| counts::try_row(book, row, month));
}
