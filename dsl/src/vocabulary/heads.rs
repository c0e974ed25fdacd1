//! Heads of items and clauses: the first word of a line says what the line is.

use super::words;

words! {
    /// What an item is.
    ItemHead {
        Common "共通" "common";
        Set "集合" "set";
        Parameter "定数" "parameter";
        Define "定義" "define";
        Rule "規則" "rule";
        Overlay "上書" "overlay";
    }
}

words! {
    /// What a clause is, in the order in which clauses are printed.
    ClauseHead {
        Basis "根拠" "basis";
        Valid "施行" "valid";
        Certainty "確度" "certainty";
        Stage "段階" "stage";
        Owner "担当" "owner";
        Publish "公開" "publish";
        Check "区分" "check";
        Claims "種別" "claims";
        Needs "履歴" "needs";
        Match "対象" "match";
        If "条件" "if";
        Unless "ただし" "unless";
        Conclude "結論" "conclude";
        Unknown "不明" "unknown";
        Because "理由文" "because";
        Remedy "対処" "remedy";
        Undecidable "判定外" "undecidable";
        Example "例" "example";
        Change "変更" "change";
    }
}
