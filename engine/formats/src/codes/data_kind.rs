//! データ識別: what a line of a history block is.

use model::Text;

use super::table::{CodeTable, third};

/// SPEC: unverified: as programs that follow the specification of re-examination files of August 2024 have them.
pub static TABLE: CodeTable = CodeTable {
    name: Text::new("データ識別", "kind of data in a history block"),
    users: Text::new("支払基金・国保連", "both agencies"),
    source: "unverified: as programs that follow the specification of re-examination files of August 2024 have them",
    codes: &[
        third("1", "請求／資格確認による請求"),
        third("2", "審査支払機関での補正等"),
        third("3", "保険者からの再審査等請求"),
        third("4", "再審査等結果"),
        third("5", "資格確認前の請求"),
        third("6", "資格確認による補正"),
        third("86", "資格確認による補正"),
        third("7", "保険者からの資格確認要求"),
        third("8", "医療機関への返戻"),
        third("9", "資格確認要求への回答"),
        third("11", "請求（再請求前）"),
        third("12", "審査支払機関での補正等（再請求前）"),
        third("13", "保険者からの再審査等請求（再請求前）"),
        third("14", "再審査等結果（再請求前）"),
        third("15", "資格確認前の請求（再請求前）"),
        third("16", "資格確認による補正（再請求前）"),
    ],
};
