//! 05 算定回数: how often a procedure may be claimed in a unit.
//!
//! SPEC: 医科電子点数表の活用手引き（令和6年度版）３（５）, ５（５）, 付表１; the windows are those of docs/rule-language.md,
//! section 5, units of 算定回数.

use eval::Book;
use masters::{FileKind, Row};
use model::Month;

use super::claim::{Claim, Line, Receipt};
use super::judged::{Expected, Said, said};
use super::tally::Came;

/// What a row limits.
struct Limit {
    code: u32,
    most: u32,
    month: Month,
}

/// Units that are judged alike.
struct Unit {
    codes: &'static [u32],
    rule: &'static str,
    /// Whether going beyond it is assessed, or shown to staff.
    certain: bool,
    /// What stands between the unit and the limit in the text of the finding.
    joined_by: &'static str,
    /// A claim that goes one beyond the limit, and one that reaches it with one more just outside the window.
    claims: fn(&Limit) -> [Claim; 2],
}

const UNITS: &[Unit] = &[
    Unit { codes: &[121], rule: "L7113", certain: true, joined_by: "につき", claims: day },
    Unit { codes: &[138], rule: "L7113", certain: true, joined_by: "につき", claims: week },
    Unit {
        codes: &[131],
        rule: "L7113",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 1),
    },
    Unit { codes: &[142], rule: "L7113-数月", certain: true, joined_by: "につき", claims: two_weeks },
    Unit {
        codes: &[143],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 2),
    },
    Unit {
        codes: &[144],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 3),
    },
    Unit {
        codes: &[145],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 4),
    },
    Unit {
        codes: &[146],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 6),
    },
    Unit {
        codes: &[147],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 12),
    },
    Unit {
        codes: &[148],
        rule: "L7113-数月",
        certain: true,
        joined_by: "につき",
        claims: |limit| months(limit, 60),
    },
    Unit { codes: &[132, 133, 134], rule: "L7113-入院中", certain: false, joined_by: "", claims: stay },
    Unit {
        codes: &[53, 135, 149, 151, 160],
        rule: "L7113-患者",
        certain: false,
        joined_by: "",
        claims: patient,
    },
    Unit { codes: &[159], rule: "L7113-初診時", certain: false, joined_by: "に", claims: day },
    Unit { codes: &[141], rule: "L7113-一連", certain: false, joined_by: "につき", claims: day },
];

/// 付表１: units of which a line does not say how many it speaks of.
const NOT_ON_A_LINE: &[u32] = &[10, 56, 107, 109, 110, 111, 112, 117, 119, 122, 123, 126, 140, 150];

/// All earlier claims of so many months are known: the longest window of the table.
const KNOWN: i32 = 60;

/// So often on a day and the days before it; a day holds two digits.
fn until(day: u8, times: u32) -> Vec<(u8, u32)> {
    let mut left = times;
    let days = (1..=day).rev().map_while(|day| {
        let here = left.min(90);
        left -= here;
        (here > 0).then_some((day, here))
    });
    days.collect()
}

impl Limit {
    fn last(&self, month: Month) -> u8 {
        u8::try_from(month.days()).expect("a day")
    }

    fn month(&self, back: i32) -> Month {
        self.month.plus(-back).expect("a month")
    }

    /// An outpatient's claim on these days.
    fn on(&self, days: &[(u8, u32)]) -> Receipt {
        Receipt::outpatient(self.month, &[Line::new(self.code, days)])
    }

    /// As often as the limit says on the last day of a window, and once more on another day of the month.
    fn with_one_more(&self, last: u8, more: u8) -> Claim {
        let mut days = vec![(more, 1)];
        if self.most > 0 {
            days.push((last, self.most));
        }
        Claim::known(self.on(&days), KNOWN, vec![])
    }
}

fn day(limit: &Limit) -> [Claim; 2] {
    let beyond = Claim::known(limit.on(&[(10, limit.most + 1)]), KNOWN, vec![]);
    [beyond, limit.with_one_more(10, 9)]
}

fn week(limit: &Limit) -> [Claim; 2] {
    let sunday = super::first_sunday(limit.month) + 7;
    [sunday, sunday - 1].map(|more| limit.with_one_more(sunday + 6, more))
}

fn two_weeks(limit: &Limit) -> [Claim; 2] {
    let sunday = super::first_sunday(limit.month) + 7;
    [sunday, sunday - 1].map(|more| limit.with_one_more(sunday + 13, more))
}

/// The last day of the window as often as may be; once more on its first day, and on the day before it.
fn months(limit: &Limit, length: i32) -> [Claim; 2] {
    let own = until(limit.last(limit.month), limit.most);
    let earlier = |back: i32, day: u8| {
        vec![Receipt::outpatient(limit.month(back), &[Line::new(limit.code, &[(day, 1)])])]
    };
    let before = earlier(length, limit.last(limit.month(length)));
    let keeps = Claim::known(limit.on(&own), KNOWN, before);
    let breaks = if length == 1 {
        Claim::known(limit.on(&[vec![(1, 1)], own].concat()), KNOWN, vec![])
    } else {
        Claim::known(limit.on(&own), KNOWN, earlier(length - 1, 1))
    };
    [breaks, keeps]
}

/// A stay that began in the month before, and one after another that ended there.
fn stay(limit: &Limit) -> [Claim; 2] {
    let before = limit.month(1);
    let admitted = [before.day(20), limit.month.day(5)].map(|day| day.expect("a day"));
    let once =
        Receipt::inpatient(before.day(20).expect("a day"), before, &[Line::new(limit.code, &[(20, 1)])]);
    let own = [Line::new(limit.code, &until(limit.last(limit.month), limit.most))];
    admitted.map(|day| Claim::known(Receipt::inpatient(day, limit.month, &own), KNOWN, vec![once.clone()]))
}

/// Once before, as long ago as is known; and something else then.
fn patient(limit: &Limit) -> [Claim; 2] {
    // Which other code it is decides nothing.
    let other = if limit.code == 112_007_410 { 111_000_110 } else { 112_007_410 };
    [limit.code, other].map(|code| {
        let earlier = Receipt::outpatient(limit.month(KNOWN), &[Line::new(code, &[(1, 1)])]);
        Claim::known(limit.on(&until(limit.last(limit.month), limit.most)), KNOWN, vec![earlier])
    })
}

/// Tries a row in a month in which it is in force.
pub fn try_row(book: &Book<'_>, row: &Row<'_>, month: Month) -> Came {
    let (Some(code), Some(unit), Some(most)) = (row.number(2), row.number(4), row.number(6)) else {
        return Came::Wrong(format!("codes of {row:?}"));
    };
    if NOT_ON_A_LINE.contains(&unit) {
        return Came::Not("of a unit that no line shows (手術当り, 検査当り, 箇所, 部位 and so on)");
    }
    if unit == 28 {
        return units_of_a_day(book, code, month);
    }
    let Some(judged) = UNITS.iter().find(|judged| judged.codes.contains(&unit)) else {
        return Came::Wrong(format!("{code}: unit {unit} {} is not known", row.text(5)));
    };
    if unit == 141 {
        match super::is_imaging(book.masters(), code, month) {
            Some(false) => {}
            Some(true) => return Came::Not("一連 of imaging, which is counted by parts of the body"),
            None => return Came::Not("一連 of a procedure newer than the procedure master at hand"),
        }
    }
    let [breaks, keeps] = (judged.claims)(&Limit { code, most, month });
    let text = format!("は{}{}{most}回まで", row.text(5), judged.joined_by);
    let of_row = |claim: &Claim| -> Vec<Said> {
        let told = said(book, judged.rule, claim);
        told.into_iter().filter(|told| !told.decided || told.message.contains(&text)).collect()
    };
    let special = row.class(7) == Some(1);
    let (told, silent) = (of_row(&breaks), of_row(&keeps));
    let sure = super::is_certain(book.masters(), FileKind::CountLimit, month);
    let expected = Expected { subjects: &[code], assessed: judged.certain && !special, special, sure };
    let as_it_should = !told.is_empty() && told.iter().all(|told| expected.is(told));
    if !as_it_should || !silent.is_empty() {
        return Came::Wrong(format!(
            "{code} {}{most} 特例{special}: {told:?}; just not: {silent:?}",
            row.text(5)
        ));
    }
    Came::Shown
}

/// 28 単位: a procedure counted by the units on its line; what is limited are those of a day (its row of 121).
fn units_of_a_day(book: &Book<'_>, code: u32, month: Month) -> Came {
    let rows = book.masters().rows_with(FileKind::CountLimit, 2, code, month.first());
    let of_a_day = rows.into_iter().flatten().find(|row| row.number(4) == Some(121));
    let Some(most) = of_a_day.and_then(|row| row.number(6)) else {
        return Came::Not("of 単位 without a limit for a day");
    };
    let told = |units: u32| {
        let line = Line { quantity: Some(units), ..Line::new(code, &[(10, 1)]) };
        said(book, "L7113-単位", &Claim::of(Receipt::outpatient(month, &[line])))
    };
    let (breaks, keeps) = (told(most + 1), told(most));
    let expected = Expected { subjects: &[code], assessed: false, special: false, sure: true };
    if matches!(breaks.as_slice(), [told] if expected.is(told)) && keeps.is_empty() {
        return Came::Shown;
    }
    Came::Wrong(format!("{code} 単位 {most}: {breaks:?}; just not: {keeps:?}"))
}
