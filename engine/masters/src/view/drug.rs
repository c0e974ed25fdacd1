//! A drug (医薬品).

use model::{Date, DrugCode};

use crate::view::{priced_row, typed_row};

typed_row! {
    /// A row of 医薬品マスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（４）; each accessor names its item.
    Drug(DrugCode, 3)
}

priced_row! {
    Drug, full name 35,
    /// 金額種別 (item 11): 1 yen, 3 quantity left off (dental), 7 reduction.
    price_kind,
    /// 新又は現金額 (item 12), yen for one unit.
    price
}

impl<'m> Drug<'m> {
    /// 麻薬・毒薬・覚醒剤原料・向精神薬 (item 14): 0 none, 1 narcotic, 2 poison, 3 stimulant material, 5 psychotropic.
    pub fn controlled(&self) -> u8 {
        self.0.class(14).unwrap_or(0)
    }

    /// 後発品 (item 17).
    pub fn is_generic(&self) -> bool {
        self.0.class(17) == Some(1)
    }

    /// 歯科特定薬剤 (item 19).
    pub fn is_dental(&self) -> bool {
        self.0.class(19) == Some(1)
    }

    /// 造影（補助）剤 (item 20).
    pub fn contrast(&self) -> u8 {
        self.0.class(20).unwrap_or(0)
    }

    /// 注射容量 in mL (item 21); `None` when not given.
    pub fn injection_volume(&self) -> Option<u32> {
        self.0.number(21).filter(|&v| v != 0)
    }

    /// 剤形 (item 28): 1 internal, 3 other, 4 injection, 6 external, 8 dental.
    pub fn dosage_form(&self) -> u8 {
        self.0.class(28).unwrap_or(0)
    }

    /// 薬価基準収載医薬品コード (item 32).
    pub fn yj_code(&self) -> &'m str {
        self.0.text(32)
    }

    /// 経過措置年月日又は商品名医薬品コード使用期限 (item 34): the last day of use.
    pub fn transition_end(&self) -> Option<Date> {
        self.0.date(34)
    }

    /// 一般名コード (item 37).
    pub fn generic_name_code(&self) -> &'m str {
        self.0.text(37)
    }

    /// 一般名処方の標準的な記載 (item 38).
    pub fn generic_name(&self) -> &'m str {
        self.0.text(38)
    }

    /// 選定療養区分 (item 42): 1 medically needed, 2 the patient's wish.
    pub fn elective(&self) -> u8 {
        self.0.class(42).unwrap_or(0)
    }
}
