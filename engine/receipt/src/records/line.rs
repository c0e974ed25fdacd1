//! The fields that the lines of the 摘要 (SI, IY, TO, CO) share.

use crate::layout::{Field, Item, ascii, digits, kanji, number};
use crate::tables;

/// Left blank from the second line of a 剤 on.
pub(super) const SECTION: Item = Item::One(digits("診療識別", "section", 2).code(&tables::SECTION));

/// Which payers share the line.
pub(super) const BURDEN: Item =
    Item::One(ascii("負担区分", "burden", 1).fixed().required().code(&tables::BURDEN));

/// Points of the whole 剤, on its last line.
///
/// Negative points are not foreseen by the specification but occur: the master has procedures that subtract
/// (点数識別 8), and the official list has a code for negative totals (L3380). Unverified how they are written.
pub(super) const POINTS: Item = Item::One(number("点数", "points", 7).signed());

/// How often the 剤 was given in the month.
pub(super) const COUNT: Item = Item::One(number("回数", "count", 3).required());

/// Text of CO and of the comment pairs: digits too are written full-width here.
pub(super) const fn comment_text(name: &'static str, max: u16) -> Field {
    kanji(name, "comment text", max)
}

/// The codes of the three comments of a line.
pub(super) const COMMENT_CODES: [Item; 3] = [
    Item::One(digits("コメントコード①", "comment code 1", 9)),
    Item::One(digits("コメントコード②", "comment code 2", 9)),
    Item::One(digits("コメントコード③", "comment code 3", 9)),
];

/// The texts of the three comments of a line.
pub(super) const COMMENT_TEXTS: [Item; 3] = [
    Item::One(comment_text("文字データ①", 100)),
    Item::One(comment_text("文字データ②", 100)),
    Item::One(comment_text("文字データ③", 100)),
];

/// How often on each day of the month.
pub(super) const DAYS: Item = Item::Run(number("日の情報", "count on day", 3), 31);
