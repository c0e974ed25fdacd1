//! A material (特定器材).

use model::{Date, MaterialCode};

use crate::view::{priced_row, typed_row};

typed_row! {
    /// A row of 特定器材マスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（５）; each accessor names its item.
    Material(MaterialCode, 3)
}

priced_row! {
    Material, full name 37,
    /// 金額種別 (item 11): 1 yen, 2 purchase price, 5 % more, 9 factor.
    price_kind,
    /// 新又は現金額 (item 12).
    price
}

impl<'m> Material<'m> {
    /// 下限年齢 (item 15), two characters.
    pub fn age_low(&self) -> &'m str {
        self.0.text(15)
    }

    /// 上限年齢 (item 16), two characters.
    pub fn age_high(&self) -> &'m str {
        self.0.text(16)
    }

    /// 酸素等区分 (item 21).
    pub fn oxygen(&self) -> u8 {
        self.0.class(21).unwrap_or(0)
    }

    /// 特定器材種別 (item 22): how points follow from the price.
    pub fn calculation(&self) -> u8 {
        self.0.class(22).unwrap_or(0)
    }

    /// 上限点数 (item 24); `None` when unlimited.
    pub fn points_ceiling(&self) -> Option<u32> {
        self.0.number(24).filter(|&p| p != 0)
    }

    /// 廃止・新設関連 (item 27): the code that takes its place.
    pub fn successor(&self) -> Option<MaterialCode> {
        self.0.number(27).filter(|&c| c != 0).map(MaterialCode)
    }

    /// 経過措置年月日 (item 29): the last day of use.
    pub fn transition_end(&self) -> Option<Date> {
        self.0.date(29)
    }

    /// 別表番号 and 区分番号 (items 31 and 32).
    pub fn section(&self) -> (&'m str, &'m str) {
        (self.0.text(31), self.0.text(32))
    }
}
