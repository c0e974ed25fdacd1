//! Lines of a history block (履歴管理ブロック): an ordinary record behind three numbers of its own.
//!
//! A receipt that is filed again after its return (返戻再請求) may carry its history: the lines of earlier filings and
//! the reasons of their return, each line written as `データ識別,行番号,枝番号,` and then the record as it stood.
//! No layout of its own is needed for such a line, only these three fields before the record id:
//!
//! * A line is one of history when it starts with a digit; no record id does.
//! * The reader asks only whether a record of a known kind stands behind the three fields (`read/history_line.rs`): one of
//!   a claim file, or one of [`ALSO`] that agencies add.
//! * Such a line says nothing about what is claimed now: it never enters the lines, days, points, counts or record
//!   order of the receipt, and what is wrong with its form was judged when it was first filed.
//!   It is kept, counted and written back byte for byte.
//!
//! Unverified: the text of the specification of returned files was not available to the authors. The values of データ識別 come from
//! third-party readers, so no value is refused.

use model::RecordId;

use crate::layout::{Field, digits};
use crate::records::RecordKind;

/// What stands before the record id of a line of history.
///
/// SPEC: オンラインによる一次請求返戻ファイル及び再審査等返戻ファイル並びに再請求ファイルに係る記録条件仕様（医科用）,
/// named by 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード 注１; unverified.
pub static PREFIX: [Field; 3] = [
    digits("データ識別", "kind of data", 2),
    digits("行番号", "line number", 5),
    digits("枝番号", "branch number", 3),
];

/// Records that agencies and insurers add; they stand in history blocks and never by themselves in a claim file.
///
/// SPEC: unverified: named by third-party readers of returned files; no layout of them is needed to keep them.
pub static ALSO: [(RecordId, &str, &str); 9] = [
    (RecordId(*b"HR"), "返戻理由レコード", "reason of a return"),
    (RecordId(*b"JY"), "事由レコード", "place and reason of a correction"),
    (RecordId(*b"EX"), "審査運用レコード", "working data of an agency"),
    (RecordId(*b"MD"), "再審査等申し出レコード", "request for re-examination"),
    (RecordId(*b"RT"), "理由対象レコード", "what a request is about"),
    (RecordId(*b"JR"), "レセプト縦覧レコード", "related receipts"),
    (RecordId(*b"MK"), "再審査等申し出結果レコード", "result of a request"),
    (RecordId(*b"ON"), "資格確認運用レコード", "working data of eligibility"),
    (RecordId(*b"MN"), "レセプト管理レコード", "management of a receipt"),
];

/// Whether a record with these letters may stand in a history block.
pub fn knows(id: RecordId) -> bool {
    RecordKind::from_id(id).is_some() || ALSO.iter().any(|(also, ..)| *also == id)
}
