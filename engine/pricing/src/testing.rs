//! Made-up masters of June 2024 and units of one receipt for the tests of this crate.
//!
//! Codes, points and marks are those of the official masters of fiscal 2024 where a comment does not say otherwise.

use std::sync::OnceLock;

use masters::{FileKind, Masters, SourceSet};
use model::Date;
use receipt::Batch;

use crate::{Remaining, Undecided};

type Row = &'static [(u16, &'static str)];

/// A row of the procedure master: code, short name, points and what differs.
macro_rules! procedure {
    ($code:literal $name:literal $points:literal $($item:literal = $value:literal)*) => {
        &[(3, $code), (5, $name), (12, $points), $(($item, $value)),*]
    };
}

#[rustfmt::skip]
const PROCEDURES: &[Row] = &[
    procedure!("111000110" "初診料" "291" 38 = "1101" 102 = "111000370"),
    procedure!("111000370" "乳幼児加算（初診）" "75" 38 = "1101" 39 = "1" 68 = "7"),
    procedure!("111703270" "医療情報取得加算" "1" 38 = "1101" 39 = "7" 68 = "7"),
    procedure!("112007410" "再診料" "75" 38 = "1201"),
    procedure!("112024370" "外来感染対策向上加算（再診）" "6" 38 = "1201" 39 = "6" 68 = "7"),
    procedure!("112024470" "連携強化加算（再診）" "3" 38 = "1201" 39 = "8" 68 = "7"),
    procedure!("112015770" "明細書発行体制等加算" "1" 38 = "1201" 39 = "3" 68 = "7"),
    procedure!("180000001" "リハビリテーション料" "245" 38 = "8043"),
    procedure!("180030770" "早期リハビリテーション加算" "25" 38 = "8043" 39 = "1" 68 = "7"),
    procedure!("180033870" "初期加算（リハビリテーション料）" "45" 38 = "8043" 39 = "2" 68 = "7"),
    procedure!("190000003" "入院基本料" "1000" 38 = "9001"),
    procedure!("190000004" "感染対策向上加算３" "75" 38 = "9101"),
    procedure!("190243970" "連携強化加算（感染対策向上加算２又は３）" "30" 38 = "9101" 39 = "1" 68 = "7"),
    procedure!("170000410" "単純撮影（イ）の写真診断" "85" 38 = "7001" 30 = "1" 31 = "1" 32 = "5" 33 = "1" 34 = "42.50" 35 = "1"),
    procedure!("170027910" "単純撮影（デジタル撮影）" "68" 85 = "Ｅ" 92 = "002" 38 = "7001" 30 = "1" 31 = "1" 32 = "5" 33 = "1" 34 = "34.00" 35 = "1" 102 = "170034170"),
    procedure!("170034170" "幼児加算（エックス線診断）" "30" 11 = "5" 38 = "7001" 39 = "3" 68 = "7"),
    procedure!("170000210" "電子画像管理加算（単純撮影）" "57"),
    procedure!("170011810" "ＣＴ撮影" "900" 38 = "7002" 52 = "1" 63 = "201"),
    // Made up: counts with CT as the same scan.
    procedure!("170000002" "別の断層撮影" "1330" 38 = "7002" 52 = "1" 63 = "201"),
    procedure!("170022290" "２回目以降減算（ＣＴ、ＭＲＩ）" "20" 11 = "6" 38 = "7002" 39 = "1" 52 = "1" 68 = "7"),
    procedure!("160017410" "ＴＰ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160018910" "Ａｌｂ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160019010" "ＢＵＮ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160019210" "クレアチニン" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160019310" "ＵＡ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160020010" "ＡＬＰ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160020410" "γ－ＧＴ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160020910" "ＴＧ" "11" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160022510" "ＡＳＴ" "17" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160022610" "ＡＬＴ" "17" 16 = "1" 50 = "1" 51 = "3"),
    procedure!("160022410" "Ｔｃｈｏ" "17" 16 = "1" 50 = "1" 51 = "3"),
    // Dearer than officially, so that four cost more than the bundle of five.
    procedure!("160000001" "高い検査１" "27" 16 = "1"),
    procedure!("160000002" "高い検査２" "27" 16 = "1"),
    procedure!("160000003" "高い検査３" "27" 16 = "1"),
    procedure!("160000004" "高い検査４" "27" 16 = "1"),
    procedure!("160161510" "入院時初回加算" "20"),
    procedure!("160061910" "生化学的検査（１）判断料" "144" 50 = "2" 51 = "3"),
    procedure!("160095710" "Ｂ－Ｖ" "40" 38 = "6001" 102 = "160095970"),
    procedure!("160068410" "ＥＣＧ１２" "130" 52 = "1" 63 = "34" 102 = "160155290" 105 = "160155390"),
    procedure!("160093810" "ＥＦ－胃・十二指腸" "1140" 38 = "6017" 52 = "1" 63 = "63" 102 = "160155290" 105 = "160155390"),
    procedure!("160155390" "乳幼児加算（生体検査）" "70" 11 = "5" 68 = "7"),
    procedure!("160204070" "時間外加算（内視鏡検査）" "40" 11 = "5" 68 = "7"),
    procedure!("160000190" "検査逓減" "10" 11 = "6" 68 = "7" 52 = "1"),
    procedure!("160177770" "外来迅速検体検査加算" "10" 30 = "1" 31 = "1" 32 = "5" 33 = "1" 34 = "10.00" 35 = "1"),
    procedure!("150224910" "保存血液輸血（１回目）" "450" 85 = "Ｋ" 92 = "920" 38 = "5022" 30 = "1" 31 = "1" 32 = "99999999" 33 = "200" 34 = "450.00"),
    procedure!("150286310" "保存血液輸血（２回目以降）" "350" 85 = "Ｋ" 92 = "920" 38 = "5022" 30 = "1" 31 = "1" 32 = "99999999" 33 = "200" 34 = "350.00"),
    procedure!("160056110" "特異的ＩｇＥ" "110" 16 = "11" 30 = "1" 31 = "1" 32 = "13" 33 = "1" 34 = "110.00" 35 = "1"),
    procedure!("150000001" "手術" "1000"),
    procedure!("150000002" "手術に対する注加算（所定点数の対象外）" "500" 38 = "5001" 39 = "1" 62 = "1" 68 = "7"),
    procedure!("150000003" "手術に対する注加算（所定点数の対象）" "300" 38 = "5001" 39 = "2" 68 = "7"),
    procedure!("150000004" "注のある手術" "1000" 38 = "5001"),
    procedure!("150000005" "従たる手術" "801"),
    procedure!("150268970" "２以上の手術の５０％併施加算" "50" 11 = "6" 68 = "7"),
    procedure!("150000490" "時間外加算２（手術）" "40" 11 = "5" 68 = "9"),
    procedure!("150000690" "深夜加算２（手術）" "80" 11 = "5" 68 = "9"),
    procedure!("197000110" "入院時食事療養（１）" "690" 11 = "1" 30 = "1" 31 = "1" 32 = "3" 33 = "1" 34 = "690.00"),
    procedure!("197000570" "食堂加算" "50" 11 = "1"),
    procedure!("120000710" "処方料" "42"),
    procedure!("120002610" "処方料（７種類以上内服薬）" "29" 38 = "2001"),
    procedure!("120001310" "麻薬等加算（処方料）" "1" 29 = "1" 68 = "7"),
    // Made up: the classes of item 29 that ask for drugs that destroy nerves, and for biological ones.
    procedure!("130000001" "神経破壊剤の加算" "40" 29 = "3" 68 = "7"),
    procedure!("130000002" "生物学的製剤の加算" "15" 29 = "4" 68 = "7"),
    procedure!("130003510" "点滴注射" "102"),
    procedure!("190000001" "減る点数" "22" 11 = "8" 68 = "7"),
    procedure!("190000002" "購入価格" "0" 11 = "4"),
];

#[rustfmt::skip]
const DRUGS: &[Row] = &[
    &[(3, "620000001"), (5, "錠"), (12, "5.90")],
    &[(3, "620000002"), (5, "カプセル"), (12, "12.30")],
    &[(3, "620000003"), (5, "注射液"), (12, "101.30")],
    &[(3, "620000004"), (5, "減点"), (11, "7")],
    &[(3, "630010002"), (5, "薬剤料逓減（９０／１００）（内服薬）"), (11, "7")],
    &[(3, "620000005"), (5, "向精神薬"), (12, "10.10"), (14, "5")],
    &[(3, "620000006"), (5, "神経破壊剤"), (12, "101.30"), (15, "1")],
    &[(3, "620000007"), (5, "生物学的製剤"), (12, "101.30"), (16, "1")],
];

#[rustfmt::skip]
const MATERIALS: &[Row] = &[
    &[(3, "710000001"), (5, "材料"), (12, "561")],
    &[(3, "710000002"), (5, "材料の別"), (12, "564")],
    &[(3, "710000003"), (5, "購入品"), (11, "2")],
    &[(3, "739220000"), (5, "酸素ボンベ・大型"), (12, "0.42"), (21, "4"), (22, "2")],
    &[(3, "739230000"), (5, "酸素ボンベ・小型"), (12, "2.36"), (21, "5"), (22, "2")],
    &[(3, "770020070"), (5, "酸素補正率１．３"), (11, "5"), (12, "30"), (21, "1"), (22, "2")],
    &[(3, "770030070"), (5, "高気圧酸素加算"), (11, "9"), (21, "1"), (22, "2")],
    &[(3, "700010000"), (5, "半切フィルム"), (12, "120")],
    &[(3, "799990070"), (5, "フィルム料（乳幼児）加算"), (11, "5"), (12, "10")],
];

/// The masters, complete for June 2024.
pub(crate) fn masters() -> &'static Masters {
    static MASTERS: OnceLock<Masters> = OnceLock::new();
    MASTERS.get_or_init(|| {
        let mut set = SourceSet::default();
        // Published before and after the month, so that the whole month is known.
        for (published, end) in [(2024_06_01, ""), (2024_07_01, "\r\n")] {
            for (kind, rows) in
                [(FileKind::Procedure, PROCEDURES), (FileKind::Drug, DRUGS), (FileKind::Material, MATERIALS)]
            {
                let text: String = rows.iter().map(|items| line(kind, items)).collect::<String>() + end;
                let name = format!("{}.csv", kind.file_name());
                let read = masters::read(&name, text.as_bytes(), Date::from_number(published));
                assert!(read.is_ok_and(|source| set.add(source)), "{name} of {published} is a right file");
            }
        }
        masters::build(&set).0
    })
}

/// A full row: what every row of the kind must have, then the given items.
fn line(kind: FileKind, items: Row) -> String {
    let cells = kind.layout().columns.iter().map(|column| {
        let given = items.iter().find(|(item, _)| *item == column.item).map(|&(_, value)| value);
        given.unwrap_or(match column.id {
            "change" => "0",
            "letter" => kind.layout().letter.unwrap_or(""),
            "changed" => "20240601",
            "abolished" => "99999999",
            "points_kind" | "previous_points_kind" => "3",
            "price_kind" | "previous_price_kind" | "notice_class_1" => "1",
            "name" if column.required => "名称",
            _ if column.required => "0",
            _ => "",
        })
    });
    let cells: Vec<String> = cells.map(|cell| format!("\"{cell}\"")).collect();
    format!("{}\r\n", cells.join(","))
}

/// A receipt of June 2024 with these SI, IY and TO lines on its first day, items up to 点数 as given.
pub(crate) fn batch(lines: &[&str]) -> Batch {
    batch_on(lines, |_| &[(1, 1)])
}

/// The same with each line so often on some days; day 0 counts without a day being written, as old claims do.
pub(crate) fn batch_on(lines: &[&str], on: impl Fn(usize) -> &'static [(usize, u16)]) -> Batch {
    let mut text = String::from("IR,1,13,1,1234567,,医院,202407,00,03-1234-5678\r\n");
    text += "RE,1,1112,202406,見本　患者,1,19800115\r\nHO,01130012,１２３,４５６,1,500\r\n";
    text += "SY,8830001,20240601,1,1001,,01\r\n";
    for (at, line) in lines.iter().enumerate() {
        let days = on(at);
        let count = days.iter().map(|(_, times)| times).sum::<u16>().to_string();
        let record: Vec<&str> = line.split(',').collect();
        let blanks = if record.first() == Some(&"TO") { 17 } else { 13 };
        let mut items: Vec<&str> = record.clone();
        items.resize(6, "");
        items.push(&count);
        // 単価 of TO is given as a seventh item.
        if let Some(price) = record.get(6) {
            items.extend(["", price]);
        }
        items.resize(blanks, "");
        let times = |day| days.iter().find(|(on, _)| *on == day).map_or(0, |(_, times)| *times);
        let written =
            (1..=31).map(|day| Some(times(day)).filter(|n| *n > 0).map_or(String::new(), |n| n.to_string()));
        text += &format!("{},{}\r\n", items.join(","), written.collect::<Vec<_>>().join(","));
    }
    text += "GO,1,500,99\r\n";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    let mut batch = Batch { bytes: bytes.into_owned(), last: true, ..Batch::default() };
    receipt::read(&mut batch);
    assert_eq!(batch.lines.len(), lines.len(), "every line is read in\n{text}\n{:?}", batch.defects);
    batch
}

/// What remains of the first unit of these lines when some fall.
pub(crate) fn after(lines: &[&str], fallen: &[u32]) -> Result<Remaining, Undecided> {
    crate::remaining(&batch(lines), 0, 0, 1, fallen, masters())
}

/// The first unit of these lines costs so much when some fall, and so many additions fall with them.
#[track_caller]
pub(crate) fn check(lines: &[&str], fallen: &[u32], points: i64, also_fallen: &[u32]) {
    let expected = Remaining { points, also_fallen: also_fallen.to_vec() };
    assert_eq!(after(lines, fallen), Ok(expected), "without {fallen:?} of {lines:#?}");
}

/// It cannot be decided what the first unit of these lines costs when some fall.
#[track_caller]
pub(crate) fn check_undecided(lines: &[&str], fallen: &[u32], why: Undecided) {
    assert_eq!(after(lines, fallen), Err(why), "without {fallen:?} of {lines:#?}");
}
