//! RE: receipt (レセプト共通レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, date, digits, kanji, month, number, reserved, text};
use crate::tables::{
    BODY_PART, CLAIM_TYPE, DEPARTMENT, MEDICAL_TREATMENT, PATIENT_GROUP, PATIENT_STATE, SEX, SPECIAL_NOTE,
    SPECIFIC_DISEASE, STANDARD_BURDEN, WARD,
};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）イ.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"RE"),
    name: "レセプト共通レコード",
    en: "receipt",
    items: &[
        Item::One(number("レセプト番号", "receipt number", 6).required().official("L1910")),
        Item::One(digits("レセプト種別", "receipt type", 4).fixed().required().code(&CLAIM_TYPE)),
        Item::One(month("診療年月", "month of service").fixed().required().official("L2951")),
        // A missing name has a code of its own (L3001), which is about its absence, not its form.
        Item::One(text("氏名", "name", 40).required().personal()),
        Item::One(digits("男女区分", "sex", 1).fixed().required().code(&SEX)),
        Item::One(date("生年月日", "date of birth").fixed().required().personal().official("L2133")),
        Item::One(number("給付割合", "rate of benefit", 3)),
        Item::One(date("入院年月日", "day of admission")),
        Item::One(ascii("病棟区分", "kind of ward", 8).code_list(2, Some(&WARD))),
        Item::One(
            digits(
                "一部負担金・食事療養費・生活療養費標準負担額区分",
                "income class for burden and meals",
                1,
            )
            .code(&STANDARD_BURDEN),
        ),
        Item::One(ascii("レセプト特記事項", "special notes", 10).code_list(2, Some(&SPECIAL_NOTE))),
        Item::One(number("病床数", "number of beds", 4)),
        Item::One(ascii("カルテ番号等", "chart number", 20).personal()),
        Item::One(number("割引点数単価", "discount unit price", 2)),
        Item::One(reserved(1).mode(Mode::Digits)),
        Item::One(reserved(1).mode(Mode::Digits)),
        Item::One(reserved(2).mode(Mode::Digits)),
        Item::One(digits("検索番号", "search number", 30).filing_omitted()),
        Item::One(reserved(5).mode(Mode::Digits)),
        // 保険医療機関固有の情報: whatever the institution likes, a patient's number included.
        Item::One(text("請求情報", "filing information", 40).personal()),
        Item::One(digits("診療科１ 診療科名", "department 1", 2).code(&DEPARTMENT).official("L2102")),
        Item::One(digits("診療科１ 人体の部位等", "department 1: part of the body", 3).code(&BODY_PART)),
        Item::One(digits("診療科１ 性別等", "department 1: group of patients", 3).code(&PATIENT_GROUP)),
        Item::One(
            digits("診療科１ 医学的処置", "department 1: medical treatment", 3).code(&MEDICAL_TREATMENT),
        ),
        Item::One(digits("診療科１ 特定疾病", "department 1: specific disease", 3).code(&SPECIFIC_DISEASE)),
        Item::One(digits("診療科２ 診療科名", "department 2", 2).code(&DEPARTMENT).official("L2102")),
        Item::One(digits("診療科２ 人体の部位等", "department 2: part of the body", 3).code(&BODY_PART)),
        Item::One(digits("診療科２ 性別等", "department 2: group of patients", 3).code(&PATIENT_GROUP)),
        Item::One(
            digits("診療科２ 医学的処置", "department 2: medical treatment", 3).code(&MEDICAL_TREATMENT),
        ),
        Item::One(digits("診療科２ 特定疾病", "department 2: specific disease", 3).code(&SPECIFIC_DISEASE)),
        Item::One(digits("診療科３ 診療科名", "department 3", 2).code(&DEPARTMENT).official("L2102")),
        Item::One(digits("診療科３ 人体の部位等", "department 3: part of the body", 3).code(&BODY_PART)),
        Item::One(digits("診療科３ 性別等", "department 3: group of patients", 3).code(&PATIENT_GROUP)),
        Item::One(
            digits("診療科３ 医学的処置", "department 3: medical treatment", 3).code(&MEDICAL_TREATMENT),
        ),
        Item::One(digits("診療科３ 特定疾病", "department 3: specific disease", 3).code(&SPECIFIC_DISEASE)),
        // 注２ and 記録内容２: ー (815B) is katakana, ― (815C), － (817C) and blanks are not.
        Item::One(kanji("カタカナ（氏名）", "name in katakana", 80).katakana().personal().official("L4834")),
        Item::One(digits("患者の状態", "state of the patient", 60).code_list(3, Some(&PATIENT_STATE))),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）イ",
};
