//! The month of filing (請求年月 of IR) against the month of service.
//!
//! SPEC: L2100 (docs/intake-codes.md). The right to the fee is barred three years after the first of the month that
//! follows the service, five for services from 2020-04 on: 民法 第166条, 附則（平成29年法律第44号）第10条第4項 and the
//! 民法 before it, 第170条. An insurer may consent: then comment 820000242 stands in the receipt.

use model::{Defect, DefectKind, Detail, Month};

use crate::ReceiptView;

/// Item of 診療年月 in RE.
const MONTH: u8 = 4;

/// Item of 検索番号 in RE: the receipt was filed in time before, came back and is filed again.
const SEARCH_NUMBER: u8 = 19;

/// The first month of the new 民法.
const FIVE_YEARS_FROM: u32 = 2020_04;

/// （請求権消滅レセ）保険者等同意済み of the comment master.
const CONSENT: u32 = 820_000_242;

/// Compares the months of one receipt and its file; gives whether any receipt of the same month is in time.
#[cold]
pub fn check(receipt: ReceiptView<'_>, month: Month, billed: Month, defects: &mut Vec<Defect>) -> bool {
    let age = index(billed) - index(month);
    let in_time = (0..=36).contains(&age);
    if !in_time {
        tell(receipt, month, age, defects);
    }
    in_time
}

fn tell(receipt: ReceiptView<'_>, month: Month, age: i64, defects: &mut Vec<Defect>) {
    let years = if month.number() < FIVE_YEARS_FROM { 3 } else { 5 };
    let row = receipt.receipt.row;
    if age < 0 {
        defects.push(receipt.defect(row, Some(MONTH), DefectKind::MonthAfterBilling, Detail::None));
    } else if age > years * 12 && !consented(receipt) && !is_refiled(receipt) {
        defects.push(receipt.defect(row, Some(MONTH), DefectKind::ClaimExpired, Detail::One(years)));
    }
}

fn consented(receipt: ReceiptView<'_>) -> bool {
    receipt.batch.comments.code.get(receipt.comments()).unwrap_or_default().contains(&CONSENT)
}

fn is_refiled(receipt: ReceiptView<'_>) -> bool {
    !receipt.batch.field(receipt.receipt.row, SEARCH_NUMBER).is_empty()
}

const fn index(month: Month) -> i64 {
    (month.year() * 12 + month.month_of_year()) as i64
}
