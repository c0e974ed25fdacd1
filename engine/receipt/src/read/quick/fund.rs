//! The ordinary KO: number of the fund and of the beneficiary, days, points, what the patient bears, and nothing else.

use super::Window;
use super::numbers::{load, next, number};
use crate::batch::Payer;
use crate::form::{all_digits, eight_digits};
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Where 診療実日数 begins: behind `KO,12345678,1234567,,`.
const DAYS: usize = 21;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let commas = pass.marks.window(row.start);
    let fixed = 1 << 2 | 1 << 11 | 1 << 19 | 1 << 20;
    let days_end = next(commas, DAYS);
    let points_end = next(commas, days_end + 1);
    let burden_end = next(commas, points_end + 1);
    if commas & ((1 << DAYS) - 1) != fixed || burden_end > 63 {
        return false;
    }
    let numbers = eight_digits(load(window, 3)).is_some() && all_digits(&window[12..19]);
    let days = number(window, DAYS, days_end, 2);
    let points = number(window, days_end + 1, points_end, 8);
    let burden = number(window, points_end + 1, burden_end, 8);
    let unborne = burden_end == points_end + 1;
    let (Some(days), Some(points), true) = (days, points, unborne || burden.is_some()) else { return false };
    if !numbers || window.get(burden_end..len) != Some(b",,,,,") || !pass.order.takes(RecordKind::Ko) {
        return false;
    }
    pass.push_fund(Payer {
        row: row.index,
        slot: 0,
        number: load(window, 3),
        card: 7,
        days: Some(days),
        points: Some(i64::from(points)),
        meals: None,
        meal_yen: None,
        burden,
    });
    true
}
