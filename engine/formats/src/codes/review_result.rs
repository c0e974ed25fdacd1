//! 審査結果: what became of a request.

use model::Text;

use super::table::{CodeTable, third};

/// SPEC: unverified: as programs that follow the specification of re-examination files of August 2024 have them.
/// 199, 201 and 258 are known by number alone and left out.
pub static TABLE: CodeTable = CodeTable {
    name: Text::new("審査結果", "result of a request"),
    users: Text::new("支払基金・国保連", "both agencies"),
    source: "unverified: as programs that follow the specification of re-examination files of August 2024 have them",
    codes: &[
        third("101", "資格返戻"),
        third("102", "原審どおり"),
        third("103", "査定"),
        third("104", "返戻（診療内容）"),
        third("105", "返戻（事務上）"),
        third("106", "請求先変更"),
        third("107", "請求どおり（突合）"),
        third("108", "査定（突合）"),
        third("109", "返戻（突合）"),
        third("110", "原審どおり（医療機関）"),
        third("111", "復活"),
        third("112", "返戻（医療機関）"),
        third("113", "他の理由で査定"),
        third("114", "他の理由で返戻"),
        third("115", "他レセプトで処理済"),
        third("116", "取下げ"),
        third("180", "精算（電子資格確認）"),
    ],
};
