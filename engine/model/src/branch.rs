//! A branch: the 47 prefectures for which claims are reviewed.

/// Number and name.
///
/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２ 都道府県コード.
pub static PREFECTURES: [(&str, &str); 47] = [
    ("01", "北海道"),
    ("02", "青森"),
    ("03", "岩手"),
    ("04", "宮城"),
    ("05", "秋田"),
    ("06", "山形"),
    ("07", "福島"),
    ("08", "茨城"),
    ("09", "栃木"),
    ("10", "群馬"),
    ("11", "埼玉"),
    ("12", "千葉"),
    ("13", "東京"),
    ("14", "神奈川"),
    ("15", "新潟"),
    ("16", "富山"),
    ("17", "石川"),
    ("18", "福井"),
    ("19", "山梨"),
    ("20", "長野"),
    ("21", "岐阜"),
    ("22", "静岡"),
    ("23", "愛知"),
    ("24", "三重"),
    ("25", "滋賀"),
    ("26", "京都"),
    ("27", "大阪"),
    ("28", "兵庫"),
    ("29", "奈良"),
    ("30", "和歌山"),
    ("31", "鳥取"),
    ("32", "島根"),
    ("33", "岡山"),
    ("34", "広島"),
    ("35", "山口"),
    ("36", "徳島"),
    ("37", "香川"),
    ("38", "愛媛"),
    ("39", "高知"),
    ("40", "福岡"),
    ("41", "佐賀"),
    ("42", "長崎"),
    ("43", "熊本"),
    ("44", "大分"),
    ("45", "宮崎"),
    ("46", "鹿児島"),
    ("47", "沖縄"),
];

/// A branch of the agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Branch(usize);

impl Branch {
    /// Reads a number (`13`) or a name (`東京`).
    pub fn read(text: &str) -> Option<Self> {
        PREFECTURES.iter().position(|(number, name)| text == *number || text == *name).map(Self)
    }

    /// The branch of a prefecture by its number, 1 to 47.
    pub fn of_prefecture(number: u8) -> Option<Self> {
        usize::from(number).checked_sub(1).filter(|&at| at < PREFECTURES.len()).map(Self)
    }

    /// All of them, by number.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..PREFECTURES.len()).map(Self)
    }

    /// The number, as files have it.
    pub fn number(self) -> &'static str {
        PREFECTURES.get(self.0).map_or("", |branch| branch.0)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        PREFECTURES.get(self.0).map_or("", |branch| branch.1)
    }
}

#[cfg(test)]
mod tests {
    use super::Branch;

    #[test]
    fn number_and_name_are_one_branch() {
        let tokyo = Branch::read("東京");
        assert_eq!(tokyo, Branch::read("13"));
        assert_eq!(tokyo.map(Branch::name), Some("東京"));
        assert_eq!(Branch::read("東京都"), None);
        assert_eq!(Branch::of_prefecture(13), tokyo);
        assert_eq!((Branch::of_prefecture(0), Branch::of_prefecture(48)), (None, None));
        assert_eq!(Branch::all().map(|branch| branch.number()).last(), Some("47"));
    }
}
