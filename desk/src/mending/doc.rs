//! The page docs/mending.md: every kind of repair with its source.

use std::fmt::Write as _;

use model::Lang;

use super::kinds::Kind;

const HEAD: &str = "# Mending

What `desk::repairs` may offer: a closed list.
Derived from desk/src/mending/kinds.rs; do not edit (`UPDATE_DOCS=1` writes it anew).

A repair is offered only after a defect of the file was told, and only when the data decide what the bytes should be.
It is taken one by one by a person (`Repair::accept`, `desk::mend`) and replaces ranges of bytes; everything else stays as it was, byte for byte.
A field is repaired only when the result has no fault of form at all, and when its bytes are characters that come back as the same bytes.
A file in UTF-8 is offered that one repair alone; the others come when it is checked again.

All sources are オンライン又は光ディスク等による請求に係る記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）.

| repair | what it does | | defects | source |
|---|---|---|---|---|
";

const FOOT: &str = "
## What is never repaired

A code, a point, a day or a count is at most written otherwise (half-width, without spare zeros, in the Gregorian calendar), never changed.

| not repaired | why |
|---|---|
| 保険者番号 of seven digits, 医療機関コード of fewer than seven, any code that is too short | a digit is lost, and nobody knows which |
| 保険者番号 of fewer than six digits | the same; six are a whole number of 国民健康保険, which the specification fills with blanks |
| 検証番号 that does not fit | the number is wrong, not its form |
| a field of either width whose characters have both | nobody knows which was meant |
| 外字 and bytes that are no characters | nobody knows what they show |
| values behind the last item or behind the end-of-file code | they may be something that belongs elsewhere; only what is blank is removed |
| 検索番号 and other items that are left off in a first filing | they may be those of a receipt that is filed again |
| 給付割合, 病棟区分, 病床数, 入院年月日 on a receipt of another kind | the kind may be what is wrong |
| 回数 against 算定日情報, 合計点数 against its lines, days and points | medical values |
| total of GO where several institutions or volumes file, or where a receipt has no readable total | the sum is not known |
| total of GO where a receipt does not have the payers of its type, where a record could not be read, or (総合計点数) where a total is not the sum of its lines | GO may be right and the receipt wrong |
| full-width commas in a half-width item | as half-width ones they would separate items |
| レセプト番号 where several institutions file, receipts were sent back (UK), a volume goes on from another, or an organ donor is there | which number is right is not said |

## Comments

A comment that a rule or 別表 asks for is not repaired but chosen: `desk::comment_choices` offers the coded comments of コメント関連テーブル that belong to the line, with their conditions, their patterns and what is to be entered.
What is entered is checked by the pattern before it is written (`CommentChoice::write`); half-width characters become full-width, as the field has them.
The CO record is put directly behind the line, with 診療識別 left blank and the 負担区分 of the line, so that it belongs to the group of the line.
Not checked: whether the group then has more than 98 records without 診療識別; the check of the mended file tells it.
Unverified: the place of CO within a 剤 is not said in the specification. The sample of a clinic's system puts comments at the head of a 剤; the reader attaches both ways (engine/receipt/src/batch/columns.rs, `Comments`).
";

/// The whole page.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for kind in Kind::ALL {
        let spec = kind.spec();
        let (ja, en) = (spec.what.in_lang(Lang::Ja), spec.what.in_lang(Lang::En));
        let defects: Vec<String> = spec.defects.iter().map(|defect| format!("`{defect}`")).collect();
        // Writing into a text cannot fail.
        let _ = writeln!(page, "| `{}` | {ja} | {en} | {} | {} |", spec.slug, defects.join(" "), spec.source);
    }
    page.push_str(FOOT);
    page
}
