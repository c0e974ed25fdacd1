//! A modifier of a disease (修飾語).

use model::ModifierCode;

use crate::view::typed_row;

typed_row! {
    /// A row of 修飾語マスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（２）; each accessor names its item.
    Modifier(ModifierCode, 3)
}

impl<'m> Modifier<'m> {
    /// 修飾語名称 (item 7).
    pub fn name(&self) -> &'m str {
        self.0.text(7)
    }

    /// 修飾語区分 (item 19), its second character: 1 body part, 2 position, 3 cause, 4 course, 5 state, 6 patient, 7 other, 8 suffix.
    pub fn class(&self) -> Option<u8> {
        self.0.text(19).as_bytes().get(1).filter(|b| b.is_ascii_digit()).map(|b| b - b'0')
    }

    /// Whether it is written behind the disease name (8000 to 8999).
    pub fn is_suffix(&self) -> bool {
        (8000..9000).contains(&self.code().0)
    }
}
