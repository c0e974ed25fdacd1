//! Built-in names (things, fields, constants) in both languages, one to one, so that files convert without loss.
//!
//! Columns of imported tables are not here: they are called as they are published, in Japanese, in both surfaces.

/// Japanese and English form of each built-in name.
const NAMES: &[(&str, &str)] = &[
    // things that need no noun phrase
    ("患者", "patient"),
    ("施設", "institution"),
    ("明細書", "receipt"),
    ("別明細書", "linked_receipt"),
    // fields of lines, diseases, comments, stays and receipts
    ("日", "day"),
    ("初日", "first_day"),
    ("末日", "last_day"),
    ("月", "calendar_month"),
    ("週", "calendar_week"),
    ("翌月", "next_month"),
    ("前月", "previous_month"),
    ("直前平日", "working_day_before"),
    ("コード", "code"),
    ("名称", "name"),
    ("点数", "points"),
    ("単価", "price"),
    ("回数", "count"),
    ("日数", "days"),
    ("件数", "number"),
    ("種類数", "kinds"),
    ("数量", "quantity"),
    ("診療識別", "section"),
    ("開始", "started"),
    ("転帰", "outcome"),
    ("修飾語", "modifier"),
    ("入外", "setting"),
    ("診療年月", "service_month"),
    ("診療実日数", "real_days"),
    ("合計点数", "total_points"),
    ("入院日", "admitted"),
    ("退院日", "discharged"),
    ("起算日", "origin"),
    ("年齢", "age"),
    ("生年月日", "born"),
    ("性別", "sex"),
    ("病床数", "beds"),
    ("届出", "standard"),
    ("日付値", "date_value"),
    ("数値", "number_value"),
    // rounding, as fields of numbers
    ("切上", "rounded_up"),
    ("切捨", "rounded_down"),
    ("四捨五入", "rounded_half_up"),
    // constants
    ("男", "male"),
    ("女", "female"),
    ("病院", "hospital"),
    ("診療所", "clinic"),
    // In Japanese 『入院』, as 入院 alone is what a noun phrase looks for.
    ("入院", "inpatient"),
    ("入院外", "outpatient"),
    ("治癒", "cured"),
    ("死亡", "died"),
    ("中止", "stopped"),
    // what a scaffold leaves to its author; the checker finds it wherever it stands
    ("未記入", "unwritten"),
];

/// The form under which the tree keeps a name.
pub fn canonical(name: &str) -> &str {
    NAMES.iter().find(|(ja, _)| *ja == name).map_or(name, |(_, en)| en)
}

/// Whether the tree's form of a name is built in.
pub fn is_builtin(name: &str) -> bool {
    NAMES.iter().any(|(_, en)| *en == name)
}

/// The Japanese form of a name of the tree.
pub fn japanese(name: &str) -> &str {
    NAMES.iter().find(|(_, en)| *en == name).map_or(name, |(ja, _)| ja)
}

/// All of them: Japanese, English.
pub const fn names() -> &'static [(&'static str, &'static str)] {
    NAMES
}
