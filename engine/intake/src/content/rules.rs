//! The checks that give findings, one line each: name, kind, certainty, conclusion, official code, level, basis, texts.
//!
//! Placeholders: `{a}` and `{b}` are filled by the check. The page docs/intake.md is derived from this table.

use model::{Certainty, CheckKind, Conclusion, Level, Text};

/// A check that gives findings.
#[derive(Debug)]
pub struct Rule {
    /// Stable name, `intake:<slug>`.
    pub name: &'static str,
    /// What it is about.
    pub check: CheckKind,
    /// How sure a finding is.
    pub certainty: Certainty,
    /// What it asks for.
    pub conclusion: Conclusion,
    /// The official code, where the official list has one.
    pub official: Option<&'static str>,
    /// The level.
    pub level: Level,
    /// Where it is written.
    pub basis: &'static str,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub advice: Text,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $slug:literal $check:ident $certainty:ident $conclusion:ident $level:ident
        $official:expr, $basis:literal,
        $ja:literal, $en:literal,
        $todo_ja:literal, $todo_en:literal;)*) => {
        $($(#[$doc])* pub static $name: Rule = Rule {
            name: concat!("intake:", $slug),
            check: CheckKind::$check,
            certainty: Certainty::$certainty,
            conclusion: Conclusion::$conclusion,
            official: $official,
            level: Level::$level,
            basis: $basis,
            what: Text::new($ja, $en),
            advice: Text::new($todo_ja, $todo_en),
        };)*

        /// All of them.
        pub static ALL: &[&Rule] = &[$(&$name,)*];
    };
}

rules! {
    /// A line or comment with a code that the master of the day does not have.
    UNKNOWN_CODE "unknown-code" UnknownCode Definite Return L3 Some("L3303"),
        "受付・事務点検 L3303; 記録条件仕様（医科用）（４）オ",
        "コード{a}は{b}にありません", "code {a} is not in {b}",
        "コードを確認し、正しいコードに直してください", "correct the code";
    /// A line or comment with a code that was abolished.
    ABOLISHED_CODE "abolished-code" AbolishedCode Definite Return L3 Some("L3303"),
        "受付・事務点検 L3303; マスターファイル仕様説明書 廃止年月日",
        "コード{a}は{b}を最後に廃止されています", "code {a} was abolished; its last day was {b}",
        "算定日に有効なコードに直してください", "use a code in force on the day";
    /// A line with a code that is still listed, but whose 経過措置 (of drugs also 使用期限) is over.
    PAST_TRANSITION "past-transition" AbolishedCode Definite Return L3 Some("L3303"),
        "受付・事務点検 L3303; マスターファイル仕様説明書 経過措置年月日",
        "コード{a}は経過措置（使用期限）が{b}で終わっています", "the transition of code {a} ended; its last day was {b}",
        "算定日に使用できるコードに直してください", "use a code that may be used on the day";
    /// A line or comment with a code of a later date.
    NOT_YET_IN_FORCE "not-yet-in-force" NotYetInForce Definite Return L3 Some("L3303"),
        "受付・事務点検 L3303; マスターファイル仕様説明書 変更年月日",
        "コード{a}は{b}から使用できるコードです", "code {a} comes into force on {b}",
        "算定日に有効なコードに直してください", "use a code in force on the day";
    /// A disease code that the master of the month does not have.
    UNKNOWN_DISEASE "unknown-disease" UnknownCode Definite Return L3 Some("L3204"),
        "受付・事務点検 L3204; 記録条件仕様（医科用）（４）エ",
        "傷病名コード{a}は傷病名マスターにありません", "disease code {a} is not in the disease master",
        "傷病名コードを直すか、未コード化傷病名（0000999）で傷病名称を記録してください", "correct the code, or write the name with code 0000999";
    /// A disease code that was abolished.
    ABOLISHED_DISEASE "abolished-disease" AbolishedCode Definite Return L3 Some("L3204"),
        "受付・事務点検 L3204; マスターファイル仕様説明書 廃止年月日",
        "傷病名コード{a}は{b}を最後に廃止されています", "disease code {a} was abolished; its last day was {b}",
        "移行先のコードに直してください", "use the code that took its place";
    /// A disease code that was listed after the month; a day of listing is not one of first use.
    DISEASE_LISTED_LATER "disease-listed-later" NotYetInForce Notice Notice L48 None,
        "マスターファイル仕様説明書 傷病名マスター 収載年月日",
        "傷病名コード{a}は診療月より後の{b}に傷病名マスターへ収載されました", "disease code {a} was listed on {b}, after the month",
        "診療月の傷病名マスターにあるコードか確認してください", "check whether the master of the month has it";
    /// A modifier that the master of the month does not have, or has no longer.
    UNKNOWN_MODIFIER "unknown-modifier" UnknownCode Definite Return L3 None,
        "記録条件仕様（医科用）（４）エ 修飾語コード",
        "修飾語コード{a}は診療月の修飾語マスターにありません", "modifier {a} is not in the modifier master of the month",
        "修飾語コードを確認してください", "correct the modifier";
    /// A modifier that was listed after the month.
    MODIFIER_LISTED_LATER "modifier-listed-later" NotYetInForce Notice Notice L48 None,
        "マスターファイル仕様説明書 修飾語マスター 収載年月日",
        "修飾語コード{a}は診療月より後の{b}に修飾語マスターへ収載されました", "modifier {a} was listed on {b}, after the month",
        "診療月の修飾語マスターにあるコードか確認してください", "check whether the master of the month has it";
    /// No disease that can be claimed.
    NO_CLAIMABLE_DISEASE "no-claimable-disease" NoDisease Review Flag L4 Some("L4222"),
        "受付・事務点検 L4222; 傷病名マスター 保険請求外区分",
        "保険請求の対象となる傷病名が記録されていません", "no disease that can be claimed is written",
        "診療の対象となった傷病名を記録してください", "write the diseases that were treated";
    /// A disease that needs a modifier stands alone.
    DISEASE_NEEDS_MODIFIER "disease-needs-modifier" DiseaseCode Review Flag L3 None,
        "傷病名マスター 単独使用禁止区分",
        "傷病名「{a}」は部位等の修飾語と組み合わせて記録します", "disease `{a}` needs a modifier such as a body part",
        "部位等の修飾語コードを記録してください", "write the modifier";
    /// A procedure of inpatients on an outpatient receipt.
    INPATIENT_ONLY "inpatient-only" InpatientOutpatient Review Flag L4 Some("L4421"),
        "受付・事務点検 L4421; 医科診療行為マスター 入外適用区分",
        "入院専用の診療行為「{a}」が入院外レセプトに記録されています", "`{a}` is for inpatients but stands on an outpatient receipt",
        "診療行為コードとレセプト種別を確認してください", "check the procedure and the receipt type";
    /// A procedure of outpatients on an inpatient receipt.
    OUTPATIENT_ONLY "outpatient-only" InpatientOutpatient Review Flag L4 None,
        "医科診療行為マスター 入外適用区分",
        "入院外専用の診療行為「{a}」が入院レセプトに記録されています", "`{a}` is for outpatients but stands on an inpatient receipt",
        "診療行為コードとレセプト種別を確認してください", "check the procedure and the receipt type";
    /// A procedure of hospitals claimed by a clinic.
    HOSPITAL_ONLY "hospital-only" HospitalClinic Review Flag L4 Some("L4603"),
        "受付・事務点検 L4603; 医科診療行為マスター 病院・診療所区分",
        "病院専用の診療行為「{a}」が診療所のレセプトに記録されています", "`{a}` is for hospitals but a clinic claims it",
        "診療行為コードを確認してください", "check the procedure";
    /// A procedure of clinics claimed by a hospital.
    CLINIC_ONLY "clinic-only" HospitalClinic Review Flag L4 None,
        "医科診療行為マスター 病院・診療所区分",
        "診療所専用の診療行為「{a}」が病院のレセプトに記録されています", "`{a}` is for clinics but a hospital claims it",
        "診療行為コードを確認してください", "check the procedure";
    /// More first and repeated visits than days of service.
    VISITS_OVER_DAYS "visits-over-days" RealDays Review Flag L4 Some("L4636"),
        "受付・事務点検 L4636; 医科診療行為マスター 実日数",
        "初・再診の算定回数{a}回が診療実日数{b}日を超えています", "{a} first and repeated visits in {b} days of service",
        "初・再診の回数と診療実日数を確認してください", "check the visits and the days of service";
    /// More days of inpatient fees than days of service.
    WARD_OVER_DAYS "ward-over-days" RealDays Review Flag L4 Some("L4454"),
        "受付・事務点検 L4454; 医科診療行為マスター 実日数",
        "入院基本料・特定入院料の算定回数{a}回が診療実日数{b}日を超えています", "{a} inpatient fees in {b} days of service",
        "入院料の回数と診療実日数を確認してください", "check the inpatient fees and the days of service";
    /// A procedure more often than days of service.
    TIMES_OVER_DAYS "times-over-days" RealDays Review Flag L4 None,
        "医科診療行為マスター 実日数（別紙７－４）",
        "算定回数{a}回が診療実日数{b}日を超えています", "claimed {a} times in {b} days of service",
        "回数と診療実日数を確認してください", "check the count and the days of service";
    /// A first visit while a disease is under treatment.
    FIRST_VISIT "first-visit" RepeatedFirstVisit Review Flag L4 Some("L4451"),
        "受付・事務点検 L4451; 診療報酬の算定方法 A000 初診料",
        "初診料の算定日より前から診療を継続している傷病名があります", "a disease was under treatment before the day of the first visit",
        "診療開始日・転帰と初診料を確認してください", "check the first day of treatment, the outcome and the first visit";
    /// A procedure or material outside its ages.
    AGE_LIMIT "age-limit" Age Review Flag L4 None,
        "医科診療行為マスター・特定器材マスター 上下限年齢",
        "「{a}」は患者の年齢では算定できません（対象：{b}）", "`{a}` is not for the patient's age (it is for: {b})",
        "生年月日とコードを確認してください", "check the date of birth and the code";
    /// The number of beds is missing.
    BEDS_MISSING "beds-missing" HospitalClinic Review Return L3 Some("L3639"),
        "受付・事務点検 L3639; 記録条件仕様（医科用）（４）イ 病床数",
        "「{a}」を算定していますが、病床数が記録されていません", "`{a}` is claimed but the number of beds is missing",
        "病床数を記録してください", "write the number of beds";
    /// A number of beds that nothing asks for.
    BEDS_UNNEEDED "beds-unneeded" HospitalClinic Notice Notice L48 Some("L4805"),
        "受付・事務点検 L4805; 記録条件仕様（医科用）（４）イ 病床数",
        "外来診療料・特定疾患療養管理料がないのに病床数が記録されています", "a number of beds is written though nothing asks for it",
        "病床数の記録を省略してください", "leave it blank";
    /// A material that is claimed at the price of purchase, without that price.
    UNIT_PRICE_MISSING "unit-price-missing" MaterialPrice Review Return L3 None,
        "記録条件仕様（医科用）（４）オ（ウ） 単価; 特定器材マスター 金額種別",
        "「{a}」は購入価格により算定する特定器材ですが、単価が記録されていません", "`{a}` is claimed at the price of purchase, but its unit price is missing",
        "購入価格を単価に記録してください", "write the price of purchase";
    /// A material with a price of its own, with a unit price.
    UNIT_PRICE_UNNEEDED "unit-price-unneeded" MaterialPrice Notice Notice L48 None,
        "記録条件仕様（医科用）（４）オ（ウ） 単価; 特定器材マスター 金額種別",
        "「{a}」は価格の定められた特定器材（マスターは{b}円）ですが、単価が記録されています", "`{a}` has a price of its own ({b} yen in the master), but a unit price is written",
        "単価の記録を省略してください", "leave it blank";
    /// A comment without the text that its pattern needs.
    COMMENT_TEXT_MISSING "comment-text-missing" CommentCode Review Return L3 None,
        "コメントマスター パターン",
        "コメント{a}には{b}の記録が必要です", "comment {a} needs {b}",
        "文字データを記録してください", "write the text";
    /// A comment whose text is not what its pattern says.
    COMMENT_TEXT_FORM "comment-text-form" CommentCode Review Flag L3 None,
        "コメントマスター パターン・レセプト編集情報",
        "コメント{a}の文字データが{b}ではありません", "the text of comment {a} is not {b}",
        "記録方法を確認してください", "write it in its form";
    /// A comment with more text than its pattern says.
    COMMENT_TEXT_UNNEEDED "comment-text-unneeded" CommentCode Notice Repair L48 None,
        "コメントマスター パターン",
        "コメント{a}の文字データに不要な文字があります（記録するもの：{b}）", "comment {a} has more text than {b}",
        "不要な文字を取り除いてください", "remove what is too much";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::Lang;

    use super::ALL;

    #[test]
    fn rules_have_names_of_their_own_and_known_placeholders() {
        let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), ALL.len());
        for rule in ALL {
            assert!(rule.name.starts_with("intake:"), "{}", rule.name);
            let marks = |lang| {
                let text = rule.what.in_lang(lang).replace("{a}", "").replace("{b}", "");
                assert!(!text.contains(['{', '}']), "{}", rule.name);
                ["{a}", "{b}"].map(|mark| rule.what.in_lang(lang).contains(mark))
            };
            assert_eq!(marks(Lang::Ja), marks(Lang::En), "{}", rule.name);
        }
    }
}
