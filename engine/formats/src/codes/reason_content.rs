//! 理由内容: what a request finds wrong with care.

use model::Text;

use super::table::{CodeTable, third};

/// SPEC: unverified: as programs that follow the specification of re-examination files of August 2024 have them.
pub static TABLE: CodeTable = CodeTable {
    name: Text::new("理由内容", "what is found wrong"),
    users: Text::new("支払基金・国保連", "both agencies"),
    source: "unverified: as programs that follow the specification of re-examination files of August 2024 have them",
    codes: &[
        third("100001", "適応外"),
        third("100002", "過剰"),
        third("100003", "重複"),
        third("100004", "併用・併施"),
        third("100005", "一連"),
        third("100006", "包括"),
        third("100007", "長期投与"),
        third("100008", "禁忌"),
        third("190001", "相手レセプトの申出"),
        third("199999", "その他"),
    ],
};
