//! Coded comments (コメント) and what is written with them.

use model::Date;

/// 超音波検査（断層撮影法）（胸腹部）：ア　消化器領域.
pub(crate) const ULTRASOUND_ABDOMEN: u32 = 820_100_681;
/// 撮影部位（ＣＴ撮影）：頭部（副鼻腔を除く）.
pub(crate) const CT_HEAD: u32 = 820_182_000;
/// 撮影部位（ＣＴ撮影）：胸部・肩.
pub(crate) const CT_CHEST: u32 = 820_182_210;
/// 撮影部位（ＣＴ撮影）：腹部.
pub(crate) const CT_ABDOMEN: u32 = 820_182_300;
/// 前回実施年月日（アルブミン定量（尿））.
pub(crate) const URINE_ALBUMIN_LAST: u32 = 850_190_008;
/// 動脈血酸素飽和度（％）（在宅酸素療法指導管理料）.
pub(crate) const OXYGEN_SATURATION: u32 = 842_100_044;
/// 疾患名（運動器リハビリテーション料）；.
pub(crate) const MOTION_DISEASE: u32 = 830_100_217;
/// 手術年月日（運動器リハビリテーション料）.
pub(crate) const MOTION_OPERATION: u32 = 850_100_391;
/// 疾患名（脳血管疾患等リハビリテーション料）；.
pub(crate) const STROKE_DISEASE: u32 = 830_100_211;
/// 発症年月日（脳血管疾患等リハビリテーション料）.
pub(crate) const STROKE_ONSET: u32 = 850_100_218;
/// せん妄のリスク因子：７０歳以上.
pub(crate) const DELIRIUM_RISK: u32 = 820_100_832;
/// ハイリスク患者に対するせん妄対策：早期離床の取組.
pub(crate) const DELIRIUM_MEASURE: u32 = 820_100_838;
/// ウ　胃及び十二指腸 (Ｔ－Ｍ（組織切片）).
pub(crate) const TISSUE_STOMACH: u32 = 820_100_868;
/// カ　上行結腸、横行結腸及び下行結腸.
pub(crate) const TISSUE_COLON: u32 = 820_100_871;

/// What is written with a comment code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// Nothing: the code says all.
    None,
    /// A fixed text.
    Fixed(&'static str),
    /// A day in the era form, seven full-width digits (GYYMMDD).
    ///
    /// SPEC: パターン５０ 年月日 (マスターファイル仕様説明書 別紙６－１; the page was not available to the authors, unverified).
    Day(Date),
    /// A number in full-width digits.
    Number(u32),
}

/// A comment of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    pub(crate) code: u32,
    pub(crate) text: Text,
}

impl Comment {
    pub(crate) const fn plain(code: u32) -> Self {
        Self { code, text: Text::None }
    }

    pub(crate) const fn fixed(code: u32, text: &'static str) -> Self {
        Self { code, text: Text::Fixed(text) }
    }

    pub(crate) const fn day(code: u32, day: Date) -> Self {
        Self { code, text: Text::Day(day) }
    }

    pub(crate) const fn number(code: u32, number: u32) -> Self {
        Self { code, text: Text::Number(number) }
    }
}
