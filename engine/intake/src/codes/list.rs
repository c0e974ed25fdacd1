//! The codes one by one.

use model::{ClaimKind, DefectKind, Text};

use super::{OfficialCode, Status, Where};
use crate::content::rules;

const MEDICAL: &[ClaimKind] = &[ClaimKind::Medical];
const BOTH: &[ClaimKind] = &[ClaimKind::Medical, ClaimKind::Dpc];

const FORM: &[Where] = &[Where::Form];

const INSTITUTIONS: Text =
    Text::new("医療機関マスターがありません", "no register of institutions is available");
const INSURERS: Text =
    Text::new("保険者番号の台帳がありません", "no register of insurer numbers is available");
const STANDARDS: Text = Text::new(
    "施設基準の届出状況がありません",
    "what the institution registered of facility standards is not known",
);
const FEE_RULE: Text = Text::new(
    "算定ルールです。規則（rules/）で扱い、受付点検では判定しません",
    "a rule of the fee schedule: it belongs to rules/, not to the intake checks",
);
const FEE_TABLES: Text = Text::new(
    "電子点数表による算定ルールです。規則（rules/）で扱い、受付点検では判定しません",
    "a rule of the electronic fee tables: it belongs to rules/, not to the intake checks",
);

macro_rules! codes {
    ($($code:literal $claims:ident $ja:literal $en:literal $status:expr;)*) => {
        /// All codes, by number.
        pub(super) static CODES: &[OfficialCode] = &[$(OfficialCode {
            code: $code,
            claims: $claims,
            about: Text::new($ja, $en),
            status: $status,
        },)*];
    };
}

/// A code that one kind of defect judges in full.
macro_rules! defect {
    ($($kind:ident)+) => { Status::Judged(&[$(Where::Defect(DefectKind::$kind)),+]) };
}

codes! {
    "L1011" BOTH "医療機関情報レコードの不要な値" "an unneeded value in IR" defect!(ReservedUsed);
    "L1102" BOTH "請求年月の暦" "month of filing is no month" Status::Judged(FORM);
    "L1574" BOTH "総件数の形式" "form of the number of claims" Status::Judged(FORM);
    "L1575" BOTH "総合計点数の形式" "form of the grand total" Status::Judged(FORM);
    "L1910" MEDICAL "レセプト番号の形式" "form of the receipt number" Status::Judged(FORM);
    "L1912" MEDICAL "医療機関コードの登録" "institution code is registered" Status::NotJudged(INSTITUTIONS);
    "L1917" MEDICAL "レセプト番号の通番" "receipt numbers count up" defect!(ReceiptNumberOrder);
    "L1920" BOTH "L2エラーが1000箇所以上" "1,000 errors of level L2 or more" defect!(TooManyErrors);
    "L1929" MEDICAL "電話番号の形式" "form of the telephone number" Status::Judged(FORM);
    "L2000" BOTH "レセプト総括区分の値" "value of レセプト総括区分" Status::NotJudged(Text::new(
        "医科の記録条件仕様（2023年版）にこの項目はありません（DPCの項目）",
        "the medical layouts of 2023 have no such item (it is one of DPC)",
    ));
    "L2100" BOTH "請求権の消滅時効" "the claim is barred by time" defect!(ClaimExpired);
    "L2102" BOTH "診療科名の値" "value of the department" Status::Judged(FORM);
    "L2133" MEDICAL "生年月日の暦" "date of birth is no day" Status::Judged(FORM);
    "L2140" BOTH "負担者種別" "payer kind of SN and JD"
        Status::Judged(&[Where::Form, Where::Defect(DefectKind::PayerKindMissing)]);
    "L2162" BOTH "被保険者資格に係る番号の記録" "number of the insured is missing" defect!(InsuredNumberMissing);
    "L2167" MEDICAL "保険者番号の形式" "form of the insurer number" Status::Judged(FORM);
    "L2187" BOTH "公費負担者番号の形式" "form of the fund number" Status::Judged(FORM);
    "L2257" BOTH "傷病名コードの形式" "form of the disease code" Status::Judged(FORM);
    "L2361" BOTH "医薬品コードの形式" "form of the drug code" Status::Judged(FORM);
    "L2541" BOTH "必須項目の省略" "a required item is missing" defect!(RequiredMissing);
    "L2900" BOTH "レセプト種別とレセプト情報の不一致" "receipt type and payers disagree"
        defect!(InsurerMissing InsurerNotOfType FundsNotOfType);
    "L2951" BOTH "診療年月の暦" "month of service is no month" Status::Judged(FORM);
    "L3001" BOTH "患者氏名の記録" "name of the patient is missing" defect!(NameMissing);
    "L3006" BOTH "高齢受給者の特記事項（所得区分・多数回該当）" "special note of income class of the elderly"
        Status::NotJudged(Text::new(
            "対象と例外は記載要領（昭和51年保険発第82号）にあり、入手できていません。記録条件仕様（別表９ 注１）はそれに委ねています",
            "which receipts need it, and which do not, stands in 記載要領 (1976, 保険発第82号), which was not available; 別表９ of 記録条件仕様 refers to it",
        ));
    "L3080" BOTH "政府管掌健康保険の保険者番号" "insurer number of the former government-managed insurance"
        Status::NotJudged(INSURERS);
    "L3087" BOTH "保険者番号の誤り" "wrong insurer number"
        Status::Partly(&[Where::Defect(DefectKind::InsurerCheckDigit)], Text::new(
            "検証番号だけを点検します（計算方法は記憶によるもので未確認）。請求先の有無には保険者番号の台帳が必要です",
            "the check digit only (its rule is unverified: written from memory); whether the insurer exists needs the register",
        ));
    "L3089" BOTH "第一公費負担者番号の誤り" "wrong number of the first fund"
        Status::Partly(&[Where::Defect(DefectKind::FundCheckDigit)], Text::new(
            "検証番号だけを点検します（計算方法は記憶によるもので未確認）。請求先の有無には公費負担者番号の台帳が必要です",
            "the check digit only (its rule is unverified: written from memory); whether the fund exists needs the register",
        ));
    "L3102" BOTH "開設前・廃止後の診療年月" "service before the opening or after the closing of the institution"
        Status::NotJudged(INSTITUTIONS);
    "L3129" BOTH "未就学者の年齢" "age of preschool children" defect!(PreschoolTooOld);
    "L3140" BOTH "本人の年齢（15歳以上）" "age of the insured" defect!(InsuredTooYoung);
    "L3204" BOTH "存在しない傷病名コード" "disease code that does not exist" Status::Judged(&[
        Where::Finding(&rules::UNKNOWN_DISEASE),
        Where::Finding(&rules::ABOLISHED_DISEASE),
    ]);
    "L3220" BOTH "主傷病コードの値" "value of the main disease mark" Status::Judged(FORM);
    "L3303" BOTH "存在しない摘要コード" "code of the details that does not exist" Status::Judged(&[
        Where::Finding(&rules::UNKNOWN_CODE),
        Where::Finding(&rules::ABOLISHED_CODE),
        Where::Finding(&rules::PAST_TRANSITION),
        Where::Finding(&rules::NOT_YET_IN_FORCE),
    ]);
    "L3380" MEDICAL "請求点数のマイナス" "negative points" defect!(NegativeTotal);
    "L3531" BOTH "食事療養回数の上限" "more meals than three a day" defect!(MealsTooMany);
    "L3639" MEDICAL "病床数の記録" "number of beds is missing"
        Status::Judged(&[Where::Finding(&rules::BEDS_MISSING)]);
    "L4222" BOTH "保険請求可能な傷病名" "no disease that can be claimed" Status::Judged(&[
        Where::Defect(DefectKind::NoDisease),
        Where::Finding(&rules::NO_CLAIMABLE_DISEASE),
    ]);
    "L4224" BOTH "診療行為コードと区分番号" "procedure code and section number disagree" Status::NotJudged(Text::new(
        "医科の記録条件仕様に区分番号を記録する項目はありません（DPCの診療関連レコード）",
        "the medical layouts have no item for the section number (DPC has)",
    ));
    "L4252" MEDICAL "入院外の包括評価対象外理由" "GR on an outpatient receipt" defect!(OutsideDpcOutpatient);
    "L4421" MEDICAL "入院専用の診療行為" "procedure of inpatients on an outpatient receipt"
        Status::Judged(&[Where::Finding(&rules::INPATIENT_ONLY)]);
    "L4428" BOTH "施設基準の届出" "facility standard that was not registered" Status::NotJudged(STANDARDS);
    "L4438" MEDICAL "長期収載品の選択式コメント" "comment on long-listed drugs" Status::NotJudged(Text::new(
        "コメントの記載要領（記録の義務）です。規則（rules/）で扱います",
        "an obligation to comment: it belongs to rules/",
    ));
    "L4451" BOTH "初診料の条件" "conditions of a first visit"
        Status::Partly(&[Where::Finding(&rules::FIRST_VISIT)], Text::new(
            "レセプト内の診療開始日と転帰だけで判断します。前月までの受診は縦覧点検が必要です",
            "by start and outcome within the receipt; earlier months need other receipts",
        ));
    "L4454" BOTH "入院料の回数と実日数" "inpatient fees beyond the days of service"
        Status::Judged(&[Where::Finding(&rules::WARD_OVER_DAYS)]);
    "L4478" MEDICAL "発熱患者等対応加算" "addition for fever patients" Status::NotJudged(FEE_RULE);
    "L4510" BOTH "第一公費の一部負担金" "patient's part of the first fund"
        Status::Partly(&[Where::Defect(DefectKind::FundBurdenTooHigh)], Text::new(
            "10倍以上だけを点検します。符号の不一致は、負担金額に符号を記録できないため起こりません",
            "ten times or more; the sign cannot disagree, as amounts are written without one",
        ));
    "L4516" BOTH "一部負担金" "patient's part" defect!(BurdenTooHigh);
    "L4603" MEDICAL "病院専用の診療行為" "procedure of hospitals claimed by a clinic"
        Status::Partly(&[Where::Finding(&rules::HOSPITAL_ONLY)], Text::new(
            "病院・診療所の別はレセプトにないため、設定か病床数で分かる場合だけ判定します",
            "judged only where the configuration or a number of beds tells hospital from clinic",
        ));
    "L4605" BOTH "医学管理料の同時算定" "medical managements claimed together" Status::NotJudged(FEE_RULE);
    "L4636" MEDICAL "初・再診回数と実日数" "visits beyond the days of service"
        Status::Judged(&[Where::Finding(&rules::VISITS_OVER_DAYS)]);
    "L4648" MEDICAL "外来管理加算" "addition for outpatient management" Status::NotJudged(Text::new(
        "令和2年3月診療分以前に限られます（時限）",
        "for services up to 2020-03 only",
    ));
    "L4653" BOTH "入院基本料の届出" "inpatient fee that was not registered" Status::NotJudged(STANDARDS);
    "L4676" BOTH "長時間麻酔管理加算の要件" "conditions of the addition for long anaesthesia" Status::NotJudged(FEE_RULE);
    "L4800" BOTH "和暦の記録" "era dates" defect!(EraDate);
    "L4801" BOTH "不要な給付割合" "unneeded rate of benefit" defect!(BenefitRateUnneeded);
    "L4805" MEDICAL "不要な病床数" "unneeded number of beds" Status::Judged(&[
        Where::Defect(DefectKind::BedsInpatient),
        Where::Finding(&rules::BEDS_UNNEEDED),
    ]);
    "L4834" BOTH "カタカナ（氏名）の形式" "form of the name in katakana"
        Status::Judged(&[Where::Form, Where::Defect(DefectKind::NotKatakana)]);
    "L4835" BOTH "対象月前の資格確認等レコード" "SN, JD or MF before 2021-09" defect!(ConfirmationTooEarly);
    "L4892" BOTH "医療機関名称の不一致" "institution name is not the registered one"
        Status::Partly(FORM, Text::new(
            "記録の有無と形式だけを点検します。登録名称との比較には医療機関マスターが必要です",
            "its form only: the registered name needs the register of institutions",
        ));
    "L7111" MEDICAL "包括の併算定" "included procedure claimed besides" Status::NotJudged(FEE_TABLES);
    "L7112" MEDICAL "背反の併算定" "exclusive procedures claimed together" Status::NotJudged(FEE_TABLES);
    "L7113" MEDICAL "算定回数の上限" "more often than allowed" Status::NotJudged(FEE_TABLES);
}
