//! Names, texts, numbers, codes, days.

use model::{Date, Month};
use proptest::prelude::*;
use proptest::sample::select;

use crate::ast::{Code, Day, DayMonth, Name, Number, Path, Span, Spanned};
use crate::parse::fold;
use crate::vocabulary::{Unit, Word, canonical};

/// Something at no place.
pub(super) fn nowhere<T>(node: T) -> Spanned<T> {
    Spanned::new(Span::default(), node)
}

/// Names: plain, built-in, reserved, with hiragana, with marks in them.
pub(crate) fn name() -> impl Strategy<Value = Name> {
    const PLAIN: &[&str] = &[
        "初診料",
        "管理料1",
        "回数",
        "day",
        "born",
        "PSA",
        "てんかん",
        "その他の疾患",
        "以上",
        "確定",
        "procedure",
        "一",
        "入院",
        "デイ・ケア",
        "x y",
        "診療行為コード①",
        "又",
        "a-b",
        "（括弧）",
        "最初",
        "条件",
        "in",
        "1月",
        "-- x",
        "α群",
    ];
    prop_oneof![
        3 => select(PLAIN).prop_map(str::to_owned),
        1 => "[a-zア-ンー一-丙あ-お0-9 （]{1,5}",
    ]
    .prop_filter("a name is not blank", |text| !text.trim().is_empty() && text.trim() == text)
    .prop_map(|text| Name { text: canonical(&fold(&text)).to_owned(), span: Span::default() })
}

/// A name and fields.
pub(super) fn path() -> impl Strategy<Value = Path> {
    (name(), prop::collection::vec(name(), 0..3)).prop_map(|(root, fields)| Path {
        root,
        fields,
        span: Span::default(),
    })
}

/// Texts, with everything that may need care.
pub(super) fn text() -> impl Strategy<Value = Spanned<String>> {
    const PLAIN: &[&str] =
        &["", "D007 注", "「閉じた」括弧", "開いた「", "」", "\\", "\"", "{甲}", "}}{", "-- x", "a\\\"b」"];
    prop_oneof![select(PLAIN).prop_map(str::to_owned), "[^\n\r]{0,8}"]
        .prop_filter("not nested beyond what is allowed", |t| t.matches('「').count() < 4)
        .prop_map(nowhere)
}

/// Numbers with and without units.
pub(super) fn number() -> impl Strategy<Value = Number> {
    let digits =
        prop_oneof![(0_u64..10_000_000_000).prop_map(|n| n.to_string()), "[1-9][0-9]{0,3}\\.[0-9]{1,5}"];
    (digits, prop::option::of(select(Unit::ALL))).prop_map(|(digits, unit)| Number {
        digits,
        unit,
        span: Span::default(),
    })
}

/// Codes of each length.
pub(super) fn code() -> impl Strategy<Value = Code> {
    "[0-9]{9}|[0-9]{7}|[0-9]{4}".prop_map(|digits| Code { digits, span: Span::default() })
}

/// Days.
pub(super) fn day() -> impl Strategy<Value = Day> {
    date().prop_map(|date| Day { date, span: Span::default() })
}

/// Days without a place.
pub(super) fn date() -> impl Strategy<Value = Date> {
    (2000_u32..2030, 1_u32..13, 1_u32..29).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d))
}

/// Months.
pub(super) fn month() -> impl Strategy<Value = DayMonth> {
    (2000_u32..2030, 1_u32..13)
        .prop_filter_map("a month", |(y, m)| Month::new(y, m))
        .prop_map(|month| DayMonth { month, span: Span::default() })
}
