//! Every importer: a good file is taken, a bad row and a wrong column count are refused by line and item.

#![expect(clippy::indexing_slicing, reason = "samples have the cells that the tests change")]
#![expect(clippy::panic, reason = "a test that got something else entirely must stop and show it")]

use model::{Date, Lang};

use crate::column::ValueType;
use crate::import::problem::{Fault, Refusal};
use crate::import::read;
use crate::kind::FileKind;
use crate::sample::{csv, file, is_exclusion, name, row};
use crate::source::{DatedBy, Form};

fn problems(kind: FileKind, rows: &[Vec<String>]) -> Vec<(u64, Option<u16>, &'static str)> {
    match read(&name(kind), &csv(rows), None) {
        Err(Refusal::Broken { kind: found, problems, .. }) if found == kind => {
            problems.iter().map(|p| (p.line, p.column.map(|c| c.item), p.fault.slug())).collect()
        }
        other => panic!("{kind:?}: {other:?}"),
    }
}

#[test]
fn a_good_file_of_every_kind_is_taken() {
    for &kind in FileKind::ALL {
        let source = read(&name(kind), &csv(&file(kind)), None);
        let taken = source.map(|s| (s.kind(), s.rows()));
        assert_eq!(taken, Ok((kind, if is_exclusion(kind) { 2 } else { 1 })));
    }
}

#[test]
fn shift_jis_is_taken_like_utf8() {
    let text = String::from_utf8(csv(&file(FileKind::Disease)));
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text.as_deref().unwrap_or(""));
    let source = read("b.txt", &bytes, None).map(|s| s.file.cell(0, 6).to_owned());
    assert_eq!(source.as_deref(), Ok("試し"));
}

#[test]
fn a_value_that_does_not_fit_is_named_by_line_and_item() {
    for &kind in FileKind::ALL {
        let typed = |c: &&crate::column::Column| matches!(c.value, ValueType::Date | ValueType::Decimal);
        let Some(column) = kind.layout().columns.iter().find(typed) else { continue };
        let mut rows = file(kind);
        let last = rows.len() - 1;
        rows[last][usize::from(column.item) - 1] = "x".to_owned();
        let found = problems(kind, &rows);
        assert!(found.contains(&(last as u64 + 1, Some(column.item), "bad-value")), "{kind:?} {found:?}");
    }
}

#[test]
fn a_blank_required_item_is_named() {
    for &kind in FileKind::ALL {
        let needed = |c: &&crate::column::Column| c.required && c.value == ValueType::Text && c.id != "code";
        let Some(column) = kind.layout().columns.iter().find(needed) else { continue };
        let mut rows = file(kind);
        rows.push(rows[rows.len() - 1].clone());
        let last = rows.len() - 1;
        rows[last][usize::from(column.item) - 1].clear();
        assert!(
            problems(kind, &rows).iter().any(|p| (p.1, p.2) == (Some(column.item), "missing")),
            "{kind:?}"
        );
    }
}

#[test]
fn a_line_with_another_number_of_columns_is_named() {
    for &kind in FileKind::ALL {
        let mut rows = file(kind);
        let mut long = rows[rows.len() - 1].clone();
        long.push("1".to_owned());
        rows.push(long);
        let line = rows.len() as u64;
        assert!(problems(kind, &rows).iter().any(|p| (p.0, p.2) == (line, "columns")), "{kind:?}");
    }
}

#[test]
fn a_file_that_stops_within_its_last_line_is_refused() {
    for &kind in FileKind::ALL {
        let is_as_published = kind.layout().verified && kind != FileKind::Facility;
        let mut bytes = csv(&file(kind));
        bytes.truncate(bytes.len() - 2);
        // A line end alone is missing, or the last cells are cut short.
        for _ in 0..2 {
            let told = match read(&name(kind), &bytes, None) {
                Err(Refusal::Broken { problems, .. }) => problems.iter().any(|p| p.fault == Fault::CutOff),
                _ => false,
            };
            assert_eq!(told, is_as_published, "{kind:?}");
            bytes.pop();
        }
        // The end-of-file code of old files may follow the line end.
        let mut whole = csv(&file(kind));
        whole.push(0x1A);
        assert!(read(&name(kind), &whole, None).is_ok(), "{kind:?}");
    }
}

#[test]
fn a_file_with_another_number_of_columns_is_not_recognised_as_its_kind() {
    for &kind in FileKind::ALL {
        let mut rows = file(kind);
        rows.iter_mut().for_each(|r| r.truncate(kind.layout().least_columns - 1));
        // A check master is known by its name, so its lines are at fault; the others are like no official file.
        match read(&name(kind), &csv(&rows), None) {
            Err(Refusal::Unrecognised(_)) => {}
            Err(Refusal::Broken { problems, .. }) => {
                assert!(matches!(problems[0].fault, Fault::Columns { .. }), "{kind:?}");
            }
            other => panic!("{kind:?}: {other:?}"),
        }
    }
}

#[test]
fn drugs_have_forty_columns_or_forty_two() {
    let mut rows = vec![row(FileKind::Drug, &[]), row(FileKind::Drug, &[(3, "620000002")])];
    rows[0].truncate(40);
    assert_eq!(read("y.csv", &csv(&rows), None).map(|s| s.rows()), Ok(2));
}

#[test]
fn the_same_code_twice_is_refused() {
    for &kind in FileKind::ALL {
        let unique = !matches!(kind.layout().shape, crate::column::Shape::Relation { unique: &[], .. });
        let mut rows = file(kind);
        rows.push(rows[rows.len() - 1].clone());
        if unique {
            assert!(problems(kind, &rows).iter().any(|p| p.2 == "repeated"), "{kind:?}");
        }
    }
}

#[test]
fn days_in_the_wrong_order_are_refused() {
    let rows = [row(FileKind::Procedure, &[(87, "20240801"), (88, "20240701")])];
    assert_eq!(problems(FileKind::Procedure, &rows), [(1, Some(87), "date-order")]);
    let rows = [row(FileKind::CountLimit, &[(13, "20240801"), (14, "20240701")])];
    assert_eq!(problems(FileKind::CountLimit, &rows), [(1, Some(13), "date-order")]);
}

#[test]
fn an_abolished_row_needs_its_last_day() {
    let rows = [row(FileKind::Material, &[(1, "9")])];
    assert_eq!(problems(FileKind::Material, &rows), [(1, Some(30), "no-last-day")]);
}

#[test]
fn exclusions_stand_in_both_directions() {
    let mut rows = file(FileKind::ExclusionMonth);
    rows[1][5] = "1".to_owned();
    assert_eq!(
        problems(FileKind::ExclusionMonth, &rows),
        [(1, Some(6), "not-inverted"), (2, Some(6), "not-inverted")]
    );
    rows.truncate(1);
    assert_eq!(problems(FileKind::ExclusionMonth, &rows), [(1, Some(6), "not-mirrored")]);
}

#[test]
fn comment_codes_are_made_of_their_parts() {
    let rows = [row(FileKind::Comment, &[(5, "2")])];
    assert_eq!(problems(FileKind::Comment, &rows), [(1, Some(23), "comment-code")]);
}

#[test]
fn files_of_later_waves_are_named_not_refused() {
    for (name, line) in
        [("h.csv", "0,H".to_owned() + &",".repeat(64)), ("m.csv", "0,M".to_owned() + &",".repeat(63))]
    {
        assert!(matches!(read(name, line.as_bytes(), None), Err(Refusal::NotTakenYet(_))), "{name}");
    }
    assert!(matches!(read("h-6.csv", b"0,301000110,A,000,00", None), Err(Refusal::NotTakenYet(_))));
    assert!(matches!(read("dpc.xlsx", b"PK\x03\x04", None), Err(Refusal::NotTakenYet(_))));
    assert_eq!(read("s.zip", b"PK\x03\x04", None).err(), Some(Refusal::Archive));
}

#[test]
fn what_is_not_recognised_says_why() {
    let exclusions = csv(&file(FileKind::ExclusionDay));
    let refused = read("haihan.csv", &exclusions, None).err().map(|e| e.message(Lang::En));
    assert!(refused.is_some_and(|m| m.contains("03-1, 03-2, 03-3, 03-4")));
    let refused = read("readme.txt", b"hello, world", None).err().map(|e| e.message(Lang::Ja));
    assert!(refused.is_some_and(|m| m.contains("2項目")));
    assert!(matches!(read("empty.csv", b"", None), Err(Refusal::Unrecognised(_))));
}

#[test]
fn the_day_of_publication_is_told_named_or_read() {
    let bytes = csv(&file(FileKind::Procedure));
    let day = Date::from_number;
    let dated = |name, told| read(name, &bytes, told).ok().map(|s| (s.published(), s.dated_by()));
    assert_eq!(dated("s.csv", None), Some((day(2024_06_01), DatedBy::Content)));
    assert_eq!(dated("s_20240621.csv", None), Some((day(2024_06_21), DatedBy::Name)));
    assert_eq!(dated("s_20240621.csv", day(2024_07_01)), Some((day(2024_07_01), DatedBy::Told)));
}

#[test]
fn updates_are_known_by_having_no_unchanged_row() {
    let form = |change: &str| {
        let rows = [row(FileKind::Procedure, &[(1, change)])];
        read("s.csv", &csv(&rows), None).map(|s| s.form())
    };
    assert_eq!(form("0"), Ok(Form::Full));
    assert_eq!(form("3"), Ok(Form::Update));
}
