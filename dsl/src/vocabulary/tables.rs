//! The imported tables that rules may join, by the names that the language has for them.

/// Names of tables. Their columns are called as they are published (docs/rule-language.md).
pub const TABLES: &[&str] = &[
    "背反一日",
    "背反同月",
    "背反同時",
    "背反同週",
    "包括表",
    "補助表",
    "入院加算表",
    "算定回数表",
    "コメント関連表",
    "施設基準表",
    "適応表",
    "傷病名禁忌表",
    "併用禁忌表",
    "投与量表",
    "漫然投与表",
    "診療行為適応表",
];
