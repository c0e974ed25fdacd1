//! The list of diagnostics: stable codes that are never used again for anything else.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $ja:literal $en:literal;)*) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the table below says what each is, in both languages")]
        pub enum DiagnosticCode { $($variant,)* }

        impl DiagnosticCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code, as `S001`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it is about.
            pub const fn title(self) -> model::Text {
                match self { $(Self::$variant => model::Text::new($ja, $en),)* }
            }
        }
    };
}

codes! {
    Unexpected "S001" Error "読めない語" "text that cannot be read";
    NoItem "S002" Error "項目の外にある文" "text outside any item";
    UnknownWord "S003" Error "知らない語" "unknown word";
    ClauseTwice "S004" Error "同じ欄が二度ある" "clause given twice";
    ClauseMisplaced "S005" Error "この項目にない欄" "clause that this item does not have";
    ClauseMissing "S006" Error "必要な欄がない" "required clause missing";
    MixedJoins "S007" Error "かつ と 又は の混在" "and mixed with or";
    Numbering "S008" Error "番号の順" "numbering out of order";
    NoSuchDay "S009" Error "暦にない日" "day that no calendar has";
    BadPlaceholder "S010" Error "差込みの誤り" "malformed placeholder";
    TooDeep "S011" Error "括弧が深すぎる" "brackets nested too deeply";
    BadNumber "S012" Error "数の書き方" "number out of range";
    UnknownName "N001" Error "知らない名前" "unknown name";
    NameTwice "N002" Error "同じ変数が二度ある" "variable declared twice";
    UnusedSet "N003" Warning "使われない集合" "unused set";
    UnknownField "N004" Error "知らない欄" "unknown field";
    EditionsOverlap "D001" Error "版の重なり" "editions that overlap";
    ValuesOutOfOrder "D002" Error "値の順" "values out of order";
    OutsideDates "D003" Error "施行の外で使う名前" "name used outside its dates";
    EditionsApart "D004" Warning "版の間の空き" "gap between editions";
    EndsAlone "D005" Warning "次の版のない終わり" "ending without a successor";
    NoBasis "M001" Error "根拠がない" "no basis";
    NoOwner "M002" Error "担当がない" "no owner";
    NoDates "M003" Error "施行日がない" "no dates";
    NoExamples "M004" Warning "例がない" "no examples";
    UnknownAssesses "M005" Error "不明での査定" "assessment of the unknown";
    BandBroken "T001" Error "範囲の隙間又は重なり" "gap or overlap in a band";
    HistoryUnasked "M007" Error "履歴の月数がない" "history without its length";
    OverlayWidens "M008" Error "広げる上書" "overlay that widens";
    NotRun "R001" Warning "まだ評価できない規則" "rule that cannot be run yet";
    ExampleMissing "M009" Warning "該当又は非該当の例がない" "no example of one outcome";
    Unwritten "M010" Error "書きかけの所" "part not written yet";
    ReasonsUnmatched "M011" Error "理由文の数" "number of reasons";
    ExampleOfNothing "M012" Error "例の指す結論がない" "example of a verdict that is not there";
    AlwaysHolds "C001" Warning "いつも成り立つ条件" "condition that always holds";
    NeverHolds "C002" Warning "決して成り立たない条件" "condition that never holds";
    NeverDrawn "C003" Warning "決して出ない結論" "verdict that is never drawn";
    ExceptionsConflict "C004" Error "食い違う例外" "exceptions that conflict";
    RuleTwice "C005" Warning "同じ規則が二つある" "the same rule twice";
    CutsOne "C006" Warning "一つずつのものの上限" "limit on one thing at a time";
    WrongValue "T003" Error "種類や単位の違う値" "value of another sort or unit";
    EndsBeforeStart "D007" Error "始まりより前の終わり" "end before the beginning";
    OtherMaster "T002" Error "別の種類のコード" "code of another kind";
    CodeUnknown "K001" Error "マスターにないコード" "code that no master has";
    CodeNeverHeld "K002" Error "施行の間に使えないコード" "code in force on no day of the dates";
    CodeHeldInPart "K003" Warning "施行の一部で使えないコード" "code in force on some days of the dates only";
    SetEmpty "K004" Error "空の集合" "empty set";
    SetEmptyInPart "K005" Warning "施行の一部で空の集合" "set that is empty on some days of the dates";
    IcdUnknown "K006" Error "傷病名のないICD-10" "ICD-10 code that no disease has";
    SectionUnknown "K007" Error "診療行為のない区分番号" "section number that no procedure has";
    BranchUnknown "N005" Error "知らない支部" "unknown branch";
    OverlayOfNothing "N006" Error "規則のない上書" "overlay of a rule that is not there";
    OverlayMidMonth "M013" Error "月の途中で変わる上書" "overlay that changes within a month";
    OverlayOutside "D006" Warning "規則の施行の外の上書" "overlay outside the dates of its rule";
    OverlayEndless "M006" Error "終わりのない上書" "overlay without an end";
}

#[cfg(test)]
mod tests {
    use super::DiagnosticCode;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_different() {
        let codes: BTreeSet<_> = DiagnosticCode::ALL.iter().map(|c| c.code()).collect();
        assert_eq!(codes.len(), DiagnosticCode::ALL.len());
    }
}
