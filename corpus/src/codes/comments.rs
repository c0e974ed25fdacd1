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

/// 撮影部位（単純撮影）：胸部（肩を除く。）.
pub(crate) const XRAY_CHEST: u32 = 820_181_220;
/// 撮影部位（単純撮影）：腰椎.
pub(crate) const XRAY_LUMBAR: u32 = 820_181_310;
/// 撮影部位（単純撮影）：大腿＿；.
pub(crate) const XRAY_THIGH: u32 = 830_181_510;
/// 撮影部位（単純撮影）：膝＿；.
pub(crate) const XRAY_KNEE: u32 = 830_181_500;
/// 撮影部位（単純撮影）：下腿＿；.
pub(crate) const XRAY_LOWER_LEG: u32 = 830_181_520;
/// 撮影部位（単純撮影）：足関節＿；.
pub(crate) const XRAY_ANKLE: u32 = 830_181_530;
/// １月の血糖自己測定回数（血糖自己測定器加算）.
pub(crate) const GLUCOSE_TIMES: u32 = 842_100_048;
/// 自己注射に用いる注射薬投与.
pub(crate) const FOR_SELF_INJECTION: u32 = 820_000_037;
/// 初回（骨塩定量検査（ＤＥＸＡ法による腰椎撮影））.
pub(crate) const BONE_DENSITY_FIRST: u32 = 820_190_032;
/// 前回実施年月日（骨塩定量検査（ＤＥＸＡ法による腰椎撮影））.
pub(crate) const BONE_DENSITY_LAST: u32 = 850_190_032;
/// １０分以上２０分未満（通院・在宅精神療法）.
pub(crate) const PSYCHOTHERAPY_MINUTES: u32 = 820_101_310;
/// 週１回投与.
pub(crate) const ONCE_A_WEEK: u32 = 820_100_875;
/// 検査が必要と判断した医学的根拠（ＳＡＲＳ－ＣｏＶ－２抗原定性）；.
pub(crate) const COVID_GROUNDS: u32 = 830_100_500;
/// 検査が必要と判断した医学的根拠（ＳＡＲＳ－ＣｏＶ－２・インフルエンザウイルス抗原同時検出定性）；.
pub(crate) const FLU_COVID_GROUNDS: u32 = 830_100_503;
/// 実施日数　　　日.
pub(crate) const DAYS_DONE: u32 = 840_000_096;
/// 該当する病変（経皮的冠動脈形成術）：イ　心臓カテーテル法における９０％以上の狭窄病変.
pub(crate) const NARROWED_VESSEL: u32 = 820_100_757;
/// 健康診断から.
pub(crate) const FROM_CHECK_UP: u32 = 820_000_006;
/// フリーコメント (パターン１０).
pub(crate) const FREE: u32 = 810_000_001;

/// The comments that are written, in order, so that the catalog can ask the masters for each once.
pub(crate) const ALL: &[u32] = &[
    ULTRASOUND_ABDOMEN,
    CT_HEAD,
    CT_CHEST,
    CT_ABDOMEN,
    URINE_ALBUMIN_LAST,
    OXYGEN_SATURATION,
    MOTION_DISEASE,
    MOTION_OPERATION,
    STROKE_DISEASE,
    STROKE_ONSET,
    DELIRIUM_RISK,
    DELIRIUM_MEASURE,
    TISSUE_STOMACH,
    TISSUE_COLON,
    XRAY_CHEST,
    XRAY_LUMBAR,
    XRAY_THIGH,
    XRAY_KNEE,
    XRAY_LOWER_LEG,
    XRAY_ANKLE,
    GLUCOSE_TIMES,
    FOR_SELF_INJECTION,
    BONE_DENSITY_FIRST,
    BONE_DENSITY_LAST,
    PSYCHOTHERAPY_MINUTES,
    ONCE_A_WEEK,
    COVID_GROUNDS,
    FLU_COVID_GROUNDS,
    DAYS_DONE,
    NARROWED_VESSEL,
    FROM_CHECK_UP,
    FREE,
];

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
    /// On how many days the 剤 was done, in two full-width digits.
    ///
    /// SPEC: コメントマスター 840000096, レセプト編集情報①: two digits from the sixth place (令和6年度版).
    DaysDone,
}

/// A comment of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    pub(crate) code: u32,
    pub(crate) text: Text,
    /// Whether a label speaks of it.
    pub(crate) marked: bool,
}

impl Comment {
    pub(crate) const fn new(code: u32, text: Text) -> Self {
        Self { code, text, marked: false }
    }

    pub(crate) const fn plain(code: u32) -> Self {
        Self::new(code, Text::None)
    }

    pub(crate) const fn fixed(code: u32, text: &'static str) -> Self {
        Self::new(code, Text::Fixed(text))
    }

    pub(crate) const fn day(code: u32, day: Date) -> Self {
        Self::new(code, Text::Day(day))
    }

    pub(crate) const fn number(code: u32, number: u32) -> Self {
        Self::new(code, Text::Number(number))
    }
}
