//! Kinds of things that noun phrases look for, and types of values.

use super::words;

words! {
    /// What a noun phrase looks for.
    Kind {
        Procedure "診療行為" "procedure";
        Drug "医薬品" "drug";
        Material "特定器材" "material";
        Comment "コメント" "comment";
        Disease "傷病名" "disease";
        Line "明細" "line";
        Bundle "剤" "bundle";
        Prescription "処方" "prescription";
        Stay "入院" "stay";
        Visit "受診" "visit";
        WardDay "病棟日" "ward-day";
        EachDay "各日" "each-day";
        EachWeek "各週" "each-week";
        EachMonth "各月" "each-month";
        Row "行" "row";
    }
}

words! {
    /// The type of a value.
    Type {
        Points "点数" "points";
        Yen "円" "yen";
        Times "回数" "times";
        Days "日数" "days";
        Weeks "週数" "weeks";
        Months "月数" "months";
        Years "年数" "years";
        Age "年齢" "age";
        Date "日付" "date";
        Month "年月" "month";
        Ratio "割合" "ratio";
        Units "単位数" "units";
        Minutes "分数" "minutes";
        Sheets "枚数" "sheets";
        Items "項目数" "items";
        Quantity "数量" "quantity";
        Number "個数" "number";
        Text "文" "text";
        Code "コード" "code";
        Truth "真偽" "truth";
    }
}
