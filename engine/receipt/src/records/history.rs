//! Lines of a history block (履歴管理ブロック): an ordinary record behind three numbers of its own.
//!
//! A receipt that is filed again after its return (返戻再請求) may carry its history: the lines of earlier filings and
//! the reasons of their return, each line written as `データ識別,行番号,枝番号,` and then the record as it stood.
//! No layout of its own is needed for such a line, only these three fields before the record id:
//!
//! * A line is one of history when it starts with a digit; no record id does.
//! * The reader asks only whether a record of a known kind stands behind the three fields (`read/history_line.rs`).
//! * Such a line says nothing about what is claimed now: it never enters the lines, days, points, counts or record
//!   order of the receipt, and what is wrong with its form was judged when it was first filed.
//!   It is kept, counted and written back byte for byte.
//!
//! Unverified: the text of the specification of returned files was not available to the authors. The values of データ識別 come from
//! third-party readers, so no value is refused.

use crate::layout::{Field, digits};

/// What stands before the record id of a line of history.
///
/// SPEC: オンラインによる一次請求返戻ファイル及び再審査等返戻ファイル並びに再請求ファイルに係る記録条件仕様（医科用）,
/// named by 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード 注１; unverified.
pub static PREFIX: [Field; 3] = [
    digits("データ識別", "kind of data", 2),
    digits("行番号", "line number", 5),
    digits("枝番号", "branch number", 3),
];
