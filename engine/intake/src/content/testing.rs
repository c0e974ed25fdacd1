//! Made-up masters of June 2024 and a receipt for the tests of the content checks.

use std::borrow::Cow;

use masters::{FileKind, Masters, SourceSet};
use model::{Date, InstitutionKind};
use receipt::Batch;

use super::{Config, Missing, Outcome};

/// An outpatient receipt of 2024-06 that is right.
pub const RECEIPT: &str = "\
IR,1,13,1,1234567,,医院,202407,00,03-1234-5678
RE,1,1112,202406,見本　患者,1,19800115
HO,01130012,１２３,４５６,2,500
SY,8830001,20240601,1,1001,,01
SI,11,1,111000110,,291,1,,,,,,,1
SI,12,1,112007410,,75,1,,,,,,,,,,,1
IY,21,1,620000001,1,8,17,,,,,,,,,17
GO,1,500,99
";

type Row = &'static [(u16, &'static str)];

/// A row of the procedure master: code, name and what differs.
macro_rules! procedure {
    ($code:literal $name:literal $($item:literal = $value:literal)*) => {
        &[(3, $code), (5, $name), (113, $name), $(($item, $value)),*]
    };
}

const PROCEDURES: &[Row] = &[
    procedure!("111000110" "初診料" 27 = "2" 28 = "1"),
    procedure!("112007410" "再診料" 27 = "2" 28 = "2"),
    procedure!("112011310" "外来診療料" 19 = "1" 27 = "2" 28 = "2" 85 = "A" 92 = "002"),
    procedure!("140000110" "入院専用" 13 = "1"),
    procedure!("140000210" "入院外専用" 13 = "2"),
    procedure!("140000310" "病院専用" 19 = "1"),
    procedure!("140000410" "診療所専用" 19 = "2"),
    procedure!("140000510" "一日一回" 27 = "1"),
    procedure!("140000610" "小児" 42 = "06"),
    procedure!("140000710" "高齢者" 41 = "65"),
    procedure!("140000810" "新設" 1 = "3" 87 = "20240620" 57 = "0"),
    procedure!("140000910" "廃止" 88 = "20240615"),
    procedure!("190000110" "入院料" 13 = "1" 27 = "3" 28 = "3"),
];

const DISEASES: &[Row] = &[
    &[(3, "8830001"), (6, "挫創"), (19, "01")],
    &[(3, "8830002"), (6, "検診"), (20, "1")],
    &[(3, "8830003"), (6, "感冒")],
    &[(1, "3"), (3, "8830004"), (6, "翌月収載"), (22, "20240701"), (23, "20240701")],
    &[(1, "3"), (3, "8830005"), (6, "月中収載"), (22, "20240630"), (23, "20240630")],
];

const MODIFIERS: &[Row] = &[
    &[(3, "1001"), (7, "頭部")],
    &[(1, "3"), (3, "1002"), (7, "翌月収載"), (14, "20240701"), (15, "20240701")],
    &[(3, "8002"), (7, "の疑い")],
];

const DRUGS: &[Row] = &[
    &[(3, "620000001"), (5, "薬"), (35, "薬")],
    &[(3, "620000002"), (5, "経過措置"), (34, "20240615"), (35, "経過措置")],
];

const MATERIALS: &[Row] = &[
    &[(3, "710000001"), (5, "定価"), (37, "定価"), (12, "120.00")],
    &[(3, "710000002"), (5, "購入"), (37, "購入"), (11, "2"), (12, "0.00")],
    &[(3, "710000003"), (5, "酸素"), (37, "酸素"), (12, "0.32"), (21, "3"), (22, "2")],
    &[(3, "710000004"), (5, "加算"), (37, "加算"), (11, "5"), (12, "10.00")],
];

const COMMENTS: &[Row] = &[
    &[(4, "10"), (5, "1"), (23, "810000001")],
    &[(4, "20"), (5, "1"), (7, "別途コメントあり"), (23, "820000001")],
    &[(4, "40"), (5, "1"), (7, "電話等再診（　　回）"), (10, "7"), (11, "2"), (23, "840000001")],
    &[(4, "50"), (5, "100001"), (7, "実施年月日"), (23, "850100001")],
];

/// 変更年月日 of procedures, 収載年月日 of diseases and modifiers: rows of a later day are in later editions only.
const BEGINS: [u16; 3] = [87, 22, 14];

/// The masters, complete for June 2024.
pub fn masters() -> Masters {
    let mut set = SourceSet::default();
    let files = [
        (FileKind::Procedure, PROCEDURES),
        (FileKind::Disease, DISEASES),
        (FileKind::Modifier, MODIFIERS),
        (FileKind::Drug, DRUGS),
        (FileKind::Material, MATERIALS),
        (FileKind::Comment, COMMENTS),
    ];
    // Published before and after the month, so that the whole month is known; what is new since then comes second.
    for (published, end) in [(2024_06_01, ""), (2024_07_01, "\r\n")] {
        for (kind, rows) in files {
            let known = rows.iter().filter(|items| {
                !items.iter().any(|&(item, day)| BEGINS.contains(&item) && later(day, published))
            });
            let text: String = known.map(|items| line(kind, items)).collect::<String>() + end;
            let name = format!("{}.csv", kind.file_name());
            let read = masters::read(&name, text.as_bytes(), Date::from_number(published));
            assert!(read.is_ok_and(|source| set.add(source)), "{name} of {published} is a right file");
        }
    }
    masters::build(&set).0
}

fn later(day: &str, than: u32) -> bool {
    day.parse::<u32>().is_ok_and(|day| day > than)
}

/// A full row: what every row of the kind must have, then the given items.
fn line(kind: FileKind, items: Row) -> String {
    let cells = kind.layout().columns.iter().map(|column| {
        let given = items.iter().find(|(item, _)| *item == column.item).map(|&(_, value)| value);
        given.unwrap_or(match column.id {
            "change" => "0",
            "letter" => kind.layout().letter.unwrap_or(""),
            "class" => "8",
            "changed" => "20240601",
            "abolished" => "99999999",
            "points_kind" | "previous_points_kind" => "3",
            "price_kind" | "previous_price_kind" => "1",
            "name" if column.required => "名称",
            _ if column.required => "0",
            _ => "",
        })
    });
    let cells: Vec<String> = cells.map(|cell| format!("\"{cell}\"")).collect();
    format!("{}\r\n", cells.join(","))
}

fn run(institution: InstitutionKind, text: &str) -> Outcome {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let mut batch = Batch { bytes: bytes.into_owned(), last: true, ..Batch::default() };
    receipt::read(&mut batch);
    super::check(&batch, &masters(), &Config { institution, ..Config::default() })
}

/// What the checks say of a receipt of a clinic.
pub fn outcome_of(text: &str) -> Outcome {
    run(InstitutionKind::Clinic, text)
}

/// The findings of a receipt must be exactly these, each as `slug@line,line`.
#[track_caller]
pub fn check_as(institution: InstitutionKind, text: &str, expected: &[&str]) {
    let outcome = run(institution, text);
    let shown = outcome.findings.iter().map(|finding| {
        let lines: Vec<String> = finding.lines.iter().map(|line| line.line.to_string()).collect();
        format!("{}@{}", finding.rule.trim_start_matches("intake:"), lines.join(","))
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "in\n{text}\n{:?}", outcome.not_evaluated);
}

/// The same for a clinic.
#[track_caller]
pub fn check(text: &str, expected: &[&str]) {
    check_as(InstitutionKind::Clinic, text, expected);
}

/// The same for the right receipt with parts replaced.
#[track_caller]
pub fn check_with(changes: &[(&str, &str)], expected: &[&str]) {
    let changed = changes.iter().fold(RECEIPT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the receipt has no `{from}`");
        text.replacen(from, to, 1)
    });
    check(&changed, expected);
}

/// What could not be evaluated when nobody has said what kind of institution files.
pub fn untold(text: &str) -> Vec<(Cow<'static, str>, Missing, u32)> {
    let told = run(InstitutionKind::Unknown, text).not_evaluated;
    told.into_iter().map(|n| (n.rule, n.cause, n.codes)).collect()
}
