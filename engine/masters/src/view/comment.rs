//! A coded comment (コメント).

use model::CommentCode;

use crate::view::typed_row;

typed_row! {
    /// A row of コメントマスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（６）; each accessor names its item.
    Comment(CommentCode, 23)
}

/// Where written digits go in the fixed text (レセプト編集情報, pattern 40).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitField {
    /// カラム位置, 1-based character of the text.
    pub column: u8,
    /// 桁数.
    pub digits: u8,
}

impl<'m> Comment<'m> {
    /// 区分 (item 3), always 8.
    pub fn class(&self) -> u8 {
        self.0.class(3).unwrap_or(0)
    }

    /// パターン (item 4): 10, 20, 30, 31, 40, 42, 50 to 53, 80 or 90.
    pub fn pattern(&self) -> u8 {
        self.0.class(4).unwrap_or(0)
    }

    /// 漢字名称 (item 7): the fixed text.
    pub fn name(&self) -> &'m str {
        self.0.text(7)
    }

    /// レセプト編集情報①〜④ (items 10 to 17) that are set.
    pub fn digit_fields(&self) -> impl Iterator<Item = DigitField> + use<'m> {
        let row = self.0;
        (0..4_u16).filter_map(move |n| {
            let field = DigitField { column: row.class(10 + n * 2)?, digits: row.class(11 + n * 2)? };
            (field.column != 0 && field.digits != 0).then_some(field)
        })
    }

    /// 選択式コメント識別 (item 20).
    pub fn is_selection(&self) -> bool {
        self.0.class(20) == Some(1)
    }
}
