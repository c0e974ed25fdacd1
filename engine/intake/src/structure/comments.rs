//! Comments: a text has its code.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ コメント: code and text are written as a pair; a code may stand alone
//! when its kind needs no text, which the comment master says (`content`).

use model::{Defect, DefectKind, Detail};

use crate::ReceiptView;

/// Tells comment texts without a code.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let comments = &receipt.batch.comments;
    let codes = comments.code.get(receipt.comments()).unwrap_or_default();
    if codes.contains(&0) {
        without_code(receipt, defects);
    }
}

#[cold]
fn without_code(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let comments = &receipt.batch.comments;
    for index in receipt.comments().filter(|&index| comments.code.get(index) == Some(&0)) {
        let Some((&row, &item)) = comments.row.get(index).zip(comments.item.get(index)) else { continue };
        // The code of CO is required, so the reader tells it; a code of another form is told by its form.
        let pair = receipt.batch.record_id(row).is_some_and(|id| id.0 != *b"CO");
        if pair && receipt.batch.field(row, item - 1).is_empty() {
            defects.push(receipt.defect(row, Some(item), DefectKind::CommentTextWithoutCode, Detail::None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    #[test]
    fn a_text_has_its_code() {
        let line = "SI,12,1,112007410,,73,1,,,,,,,,,,,1";
        let with = |pair: &str| format!("SI,12,1,112007410,,73,1,{pair},,,,,,,,1");
        check_with(OUTPATIENT, &[(line, &with("810000001,あ,,"))], &[]);
        check_with(OUTPATIENT, &[(line, &with("820000001,,,"))], &[]);
        check_with(OUTPATIENT, &[(line, &with(",あ,,"))], &["comment-text-without-code@6SI.9"]);
        check_with(OUTPATIENT, &[(line, &with(",,,あ"))], &["comment-text-without-code@6SI.11"]);
        check_with(OUTPATIENT, &[("GO,", "CO,99,1,,あ\nGO,")], &["required-missing@9CO.4"]);
    }
}
