//! 03-1 to 03-4 背反: two procedures that are not claimed together.
//!
//! SPEC: 医科電子点数表の活用手引き（令和6年度版）３（３）, ５（３）: 背反区分 1 claims ①, 2 claims ②, 3 one of the two.
//! Which one of 区分 3 stays (the dearer) and who decides between equals is a decision of docs/rule-language.md, section 5.

use eval::Book;
use masters::{FileKind, Row};
use model::Month;

use super::claim::{Claim, Line, Receipt};
use super::judged::{Expected, said};
use super::tally::Came;

/// A table and the rule that reads it.
pub struct Table {
    pub kind: FileKind,
    pub name: &'static str,
    pub rule: &'static str,
    /// Whether a receipt can show for certain that the window holds both: it cannot show two at the same time.
    pub certain: bool,
    /// Claims of both, so far apart as still breaks it, and so far apart as just does not.
    windows: fn(Month, &Line, &Line) -> [Claim; 2],
}

pub const TABLES: [Table; 4] = [
    Table {
        kind: FileKind::ExclusionDay,
        name: "03-1 背反（１日、2016年度）",
        rule: "L7112-日",
        certain: true,
        windows: same_day,
    },
    Table {
        kind: FileKind::ExclusionMonth,
        name: "03-2 背反（同一月内）",
        rule: "L7112-月",
        certain: true,
        windows: same_month,
    },
    Table {
        kind: FileKind::ExclusionSimultaneous,
        name: "03-3 背反（同時）",
        rule: "L7112-同時",
        certain: false,
        windows: same_day,
    },
    Table {
        kind: FileKind::ExclusionWeek,
        name: "03-4 背反（１週間）",
        rule: "L7112-週",
        certain: true,
        windows: same_week,
    },
];

fn on(line: &Line, day: u8) -> Line {
    Line { days: vec![(day, 1)], ..line.clone() }
}

/// The 10th twice; the 10th and the 11th.
fn same_day(month: Month, one: &Line, other: &Line) -> [Claim; 2] {
    [10, 11].map(|day| Claim::of(Receipt::outpatient(month, &[on(one, 10), on(other, day)])))
}

/// The first and the last day of a month; the last day of a month and the first of the next.
fn same_month(month: Month, one: &Line, other: &Line) -> [Claim; 2] {
    let before = month.plus(-1).expect("a month");
    let last = |month: Month| u8::try_from(month.days()).expect("a day");
    let earlier = Receipt::outpatient(before, &[on(other, last(before))]);
    [
        Claim::of(Receipt::outpatient(month, &[on(one, 1), on(other, last(month))])),
        Claim::known(Receipt::outpatient(month, &[on(one, 1)]), 12, vec![earlier]),
    ]
}

/// Sunday and Saturday; Saturday and Sunday.
fn same_week(month: Month, one: &Line, other: &Line) -> [Claim; 2] {
    let sunday = super::first_sunday(month);
    [(sunday, sunday + 6), (sunday + 6, sunday + 7)]
        .map(|(a, b)| Claim::of(Receipt::outpatient(month, &[on(one, a), on(other, b)])))
}

/// The points of ① and ②, and which of them falls: 1, 2, or either of two that are worth the same.
fn prices(class: Option<u8>) -> &'static [(u32, u32, Option<u8>)] {
    match class {
        // The one that falls is the dearer: the price decides nothing.
        Some(1) => &[(100, 200, Some(2))],
        Some(2) => &[(200, 100, Some(1))],
        _ => &[(200, 100, Some(2)), (100, 200, Some(1)), (100, 100, None)],
    }
}

/// Tries a row in a month in which it is in force.
pub fn try_row(table: &Table, book: &Book<'_>, row: &Row<'_>, month: Month) -> Came {
    let (Some(one), Some(other)) = (row.number(2), row.number(4)) else {
        return Came::Wrong(format!("codes of {row:?}"));
    };
    let special = row.class(7) == Some(1);
    let sure = super::is_certain(book.masters(), table.kind, month);
    for &(of_one, of_other, falls) in prices(row.class(6)) {
        let (one, other) = (Line::new(one, &[]).worth(of_one), Line::new(other, &[]).worth(of_other));
        let [breaks, keeps] = (table.windows)(month, &one, &other);
        let assessed = table.certain && !special && falls.is_some();
        let subjects = match falls {
            Some(1) => vec![one.code],
            Some(_) => vec![other.code],
            None => vec![one.code, other.code],
        };
        let told = said(book, table.rule, &breaks);
        let expected = Expected { subjects: &subjects, assessed, special, sure };
        let whole = matches!(told.as_slice(), [told] if expected.is(told));
        let silent = said(book, table.rule, &keeps);
        if !whole || !silent.is_empty() {
            return Came::Wrong(format!(
                "{} {} 区分{:?} 特例{special} {of_one}点 {of_other}点: {told:?}; just not: {silent:?}",
                one.code,
                other.code,
                row.class(6)
            ));
        }
    }
    Came::Shown
}
