//! Small rules against small made-up masters: the code and the underlined text of each case.

use masters::column::{Column, ValueType};
use masters::{FileKind, Masters, SourceSet, build, read};
use model::Date;

use crate::{Linted, lint};

/// A full row of a file: what its layout requires, then the given items.
fn row(kind: FileKind, items: Items<'_>) -> String {
    let cell = |column: &Column| match (items.iter().find(|(item, _)| *item == column.item), column.id) {
        (Some((_, value)), _) => (*value).to_owned(),
        (None, "letter") => kind.layout().letter.unwrap_or_default().to_owned(),
        (None, "change") => "0".to_owned(),
        (None, "changed") => "20220401".to_owned(),
        (None, "abolished") => "99999999".to_owned(),
        (None, "points_kind" | "previous_points_kind") => "3".to_owned(),
        _ => match column.value {
            ValueType::Decimal if column.required => "10.00".to_owned(),
            ValueType::Class | ValueType::Int if column.required => "0".to_owned(),
            ValueType::Text if column.required => "試し".to_owned(),
            _ => String::new(),
        },
    };
    kind.layout().columns.iter().map(|column| format!("\"{}\"", cell(column))).collect::<Vec<_>>().join(",")
}

/// The items of a row, by number.
type Items<'r> = &'r [(u16, &'r str)];

/// Masters of full files, published on 2022-04-01 and again, unchanged, on 2022-06-21.
fn masters(files: &[(FileKind, &[Items<'_>])]) -> Masters {
    let mut set = SourceSet::default();
    for (kind, rows) in files {
        let text: String = rows.iter().map(|items| row(*kind, items) + "\r\n").collect();
        // A blank line at the end: the same file twice would count once.
        for (published, text) in [(2022_04_01, text.clone()), (2022_06_21, text + "\r\n")] {
            let name = format!("{}_{published}.csv", kind.file_name());
            match read(&name, text.as_bytes(), Date::from_number(published)) {
                Ok(source) => _ = set.add(source),
                Err(refusal) => assert_eq!(format!("{refusal:?}"), "", "the made-up file is taken"),
            }
        }
    }
    build(&set).0
}

/// Two procedures, one of them abolished, and two diseases.
fn small() -> Masters {
    masters(&[
        (
            FileKind::Procedure,
            &[
                &[(3, "113001810"), (5, "管理料"), (85, "B"), (92, "001"), (93, "02")],
                &[(3, "160000110"), (5, "検査"), (85, "D"), (92, "009"), (88, "20220430")],
            ],
        ),
        (FileKind::Disease, &[&[(3, "8830001"), (6, "病"), (16, "C859")]]),
    ])
}

fn lints(text: &str) -> (Vec<(&'static str, String)>, Linted) {
    let parsed = dsl::parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let linted = lint(&[parsed.file], &small());
    let all = linted.diagnostics.iter().flatten();
    (all.map(|d| (d.code.code(), d.span().of(text).to_owned())).collect(), linted)
}

/// What is told of a set that holds in the days of the masters.
fn of_set(members: &str) -> Vec<(&'static str, String)> {
    lints(&format!("集合 甲：{members}\n施行 2022-04-01から2022-06-21まで\n")).0
}

#[track_caller]
fn one(members: &str, code: &'static str, underlined: &str) {
    assert_eq!(of_set(members), [(code, underlined.to_owned())], "{members}");
}

#[test]
fn codes_are_known_and_in_force() {
    assert_eq!(of_set("診療行為＝113001810"), []);
    one("診療行為＝113001810、113001811", "K001", "113001811");
    one("診療行為＝160000110", "K003", "160000110");
    let later = "集合 甲：診療行為＝160000110\n施行 2022-05-01から2022-06-21まで\n";
    assert_eq!(lints(later).0, [("K002", "160000110".to_owned())]);
}

#[test]
fn the_message_says_from_when_to_when_and_why() {
    let (_, linted) = lints("集合 甲：診療行為＝160000110\n施行 2022-04-01から2022-06-21まで\n");
    let told: Vec<&str> = linted.diagnostics.iter().flatten().map(|d| d.message.ja.as_str()).collect();
    assert_eq!(told, ["`160000110`（検査）は2022-05-01から2022-06-21まで使えません（2022-04-30で廃止）"]);
}

#[test]
fn what_the_masters_do_not_cover_is_counted_and_not_called_wrong() {
    let (told, linted) = lints("集合 甲：医薬品＝620000001\n施行 2022-04-01から2022-06-21まで\n");
    assert_eq!(told, []);
    assert_eq!(linted.open.iter().map(|(_, number)| number).sum::<usize>(), 1);
    let starter =
        lint(&[dsl::parse("集合 甲：診療行為＝199999998\n施行 2024-06-01から\n").file], Masters::starter());
    assert_eq!((starter.diagnostics.concat(), starter.open.len()), (vec![], 1), "an excerpt has no say");
}

#[test]
fn sets_hold_something() {
    assert_eq!(of_set("診療行為＝診療行為（その区分番号が「B001-2」であるもの）"), []);
    one("診療行為＝診療行為（その入外適用区分が「9」であるもの）", "K004", "甲");
    one("診療行為＝診療行為（その区分番号が「D009」であるもの）", "K005", "甲");
    one("診療行為＝（113001810）（113001810を除く）", "K004", "甲");
    assert_eq!(of_set("診療行為＝診療行為（その注加算である 又は その区分番号が「B001-2」であるもの）"), []);
}

#[test]
fn icd_codes_and_sections_are_those_of_something() {
    assert_eq!(of_set("傷病名＝ICD10「C85」"), []);
    assert_eq!(of_set("傷病名＝ICD10「C85.9」"), []);
    one("傷病名＝ICD10「C85」、ICD10「X99」", "K006", "「X99」");
    let section = of_set(
        "診療行為＝診療行為（その区分番号が「B001-3」である 又は その区分番号が「B001-2」であるもの）",
    );
    assert_eq!(section, [("K007", "「B001-3」".to_owned())]);
}

#[test]
fn codes_of_examples_are_asked_for_on_their_days() {
    let rule = |code: &str, month: &str| {
        format!(
            "規則 A-1「題」\n施行 2022-04-01から\n対象 甲：診療行為\n結論 甲を知らせる\n理由文「文」\n\
             例 該当「例」\n・明細書 診療年月 {month}、入院外\n・診療行為 {code} 3日\n・傷病名 8830001、修飾語 9999\n"
        )
    };
    assert_eq!(lints(&rule("160000110", "2022-04")).0, []);
    assert_eq!(lints(&rule("160000110", "2022-05")).0, [("K002", "160000110".to_owned())]);
    assert_eq!(lints(&rule("160000119", "2022-05")).0, [("K001", "160000119".to_owned())]);
}
