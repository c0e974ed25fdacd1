//! A disease (傷病名).

use model::DiseaseCode;

use crate::view::typed_row;

typed_row! {
    /// A row of 傷病名マスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（１）; each accessor names its item.
    Disease(DiseaseCode, 3)
}

impl<'m> Disease<'m> {
    /// 傷病名基本名称 (item 6).
    pub fn name(&self) -> &'m str {
        self.0.text(6)
    }

    /// 傷病名省略名称 (item 8).
    pub fn short_name(&self) -> &'m str {
        self.0.text(8)
    }

    /// 傷病名カナ名称 (item 10).
    pub fn kana(&self) -> &'m str {
        self.0.text(10)
    }

    /// 移行先コード (item 4): the code that takes its place; `None` when it names itself or nothing.
    pub fn successor(&self) -> Option<DiseaseCode> {
        self.0.number(4).filter(|&c| c != 0).map(DiseaseCode).filter(|&c| c != self.code())
    }

    /// ＩＣＤ－１０－１ (item 16): the underlying disease.
    pub fn icd10_1(&self) -> &'m str {
        self.0.text(16)
    }

    /// ＩＣＤ－１０－２ (item 17): the manifestation.
    pub fn icd10_2(&self) -> &'m str {
        self.0.text(17)
    }

    /// 単独使用禁止区分 (item 19): a modifier such as a body part is needed.
    pub fn is_sole_use_forbidden(&self) -> bool {
        self.0.class(19) == Some(1)
    }

    /// 保険請求外区分 (item 20): not claimable.
    pub fn is_not_claimable(&self) -> bool {
        self.0.class(20) == Some(1)
    }

    /// 特定疾患等対象区分 (item 21): 0 none, 3, 4 skin, 5 特定疾患療養管理料, 7 てんかん指導料, 8 both.
    pub fn specific_disease(&self) -> u8 {
        self.0.class(21).unwrap_or(0)
    }

    /// 難病外来対象区分 (item 43): 9 = 難病外来指導管理料.
    pub fn intractable_outpatient(&self) -> u8 {
        self.0.class(43).unwrap_or(0)
    }
}
