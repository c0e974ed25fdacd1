//! Which days are covered, what waits, what does not hold between files.

use masters::{FileKind, Knowledge, Warning, build, encode, open};

use super::files::{all, set};

/// The complete spans of a master.
fn complete(kind: FileKind) -> Option<Vec<String>> {
    let (masters, _) = all()?;
    let day = |d: Option<model::Date>| d.map_or_else(String::new, |d| d.to_string());
    let spans =
        masters.editions().into_iter().filter(|e| e.kind == kind && e.knowledge == Knowledge::Complete);
    Some(spans.map(|e| format!("{} {}", day(e.from), day(e.to))).collect())
}

#[test]
fn complete_spans_are_those_of_the_files() {
    for (kind, spans) in [
        // 2022: a full file published in the course of the revision. 2024-01: a merged file that keeps what was abolished.
        (
            FileKind::Procedure,
            ["2022-02-17 2022-02-17", "2022-04-01 2024-01-01", "2024-06-01 2025-09-01"].as_slice(),
        ),
        // No full file of the price revision of 2025-04-01.
        (FileKind::Drug, &["2024-04-01 2025-03-31"]),
        (FileKind::Material, &["2024-06-01 2025-09-01"]),
        // Complete in the past because all withdrawn diseases are listed.
        (FileKind::Disease, &["2002-06-01 2024-06-01"]),
    ] {
        let Some(found) = complete(kind) else { return };
        assert_eq!(found, spans, "{kind:?}");
    }
}

#[test]
fn updates_of_drugs_after_the_missing_revision_wait() {
    let Some((_, report)) = all() else { return };
    let mut waiting = Vec::new();
    for warning in &report.warnings {
        if let Warning::Pending { kind, name, rows, .. } = warning {
            assert_eq!(*kind, FileKind::Drug);
            waiting.push((name.rsplit('/').next().unwrap_or(name), *rows));
        }
    }
    let expected = [
        ("y_20250516.csv", 1),
        ("y_20250612.csv", 4),
        ("y_20250630.csv", 510),
        ("y_20250715.csv", 34),
        ("y_20250813.csv", 69),
    ];
    assert_eq!(waiting, expected);
}

#[test]
fn what_does_not_hold_between_files_is_told() {
    let Some((_, report)) = all() else { return };
    let mut found = Vec::new();
    for warning in &report.warnings {
        if let Warning::Between { kind, other, rows, .. } = warning {
            found.push((kind.slug(), other.slug(), *rows));
        }
    }
    assert_eq!(found, [("hojo", "s", 10), ("kaisu", "s", 6), ("hojo", "kaisu", 5)]);
}

#[test]
fn full_files_do_not_contradict_the_updates() {
    let Some((_, report)) = all() else { return };
    assert!(!report.warnings.iter().any(|w| matches!(w, Warning::Differs { .. })));
}

#[test]
fn the_order_of_import_does_not_matter() {
    let Some(some) = set(&["updates/t_", "R6/t.csv", "R6/z.txt"]) else { return };
    let mut turned = masters::SourceSet::default();
    let mut sources: Vec<_> = some.iter().cloned().collect();
    sources.reverse();
    sources.rotate_left(5);
    sources.into_iter().for_each(|source| assert!(turned.add(source)));
    assert!(encode(&build(&some).0) == encode(&build(&turned).0));
}

#[test]
fn the_store_keeps_all_and_is_small() {
    let Some((masters, _)) = all() else { return };
    let bytes = encode(masters);
    assert!(bytes.len() < 50_000_000, "{} bytes", bytes.len());
    let opened = open(&bytes).unwrap();
    assert!(encode(&opened) == bytes);
    assert_eq!(opened.sources(), masters.sources());
}
