//! Editions, updates and answers, on small made-up files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use model::{Date, MaterialCode, ProcedureCode, Quantity};

use crate::build::{Warning, build};
use crate::import::read;
use crate::kind::FileKind::{self, ExclusionWeek, FeeTableLinks, Procedure};
use crate::lookup::{Lookup, Reason};
use crate::masters::Masters;
use crate::relation::Window;
use crate::sample::{csv, delta, row};
use crate::source::SourceSet;

const A: &str = "111000110";
const B: &str = "111000220";

fn day(number: u32) -> Date {
    Date::from_number(number).unwrap()
}

fn masters(files: &[(&str, Vec<Vec<String>>)]) -> (Masters, Vec<Warning>) {
    let mut set = SourceSet::default();
    for (name, rows) in files {
        set.add(read(name, &csv(rows), None).unwrap());
    }
    let (masters, report) = build(&set);
    (masters, report.warnings)
}

/// A procedure in one word: points, or what else the answer is.
fn told(masters: &Masters, code: &str, on: u32) -> String {
    let answer = masters.procedure(ProcedureCode(code.parse().unwrap()), day(on));
    match answer {
        Lookup::InForce(p) if p.is_provisional() => format!("{} provisional", p.points()),
        Lookup::InForce(p) => p.points().to_string(),
        Lookup::Abolished { last, stated: true, .. } => format!("abolished {last}"),
        Lookup::Abolished { last, .. } => format!("gone {last}"),
        Lookup::NotYetInForce { from, .. } => format!("from {from}"),
        Lookup::CannotTell(cause) => cause.reason.slug().to_owned(),
        other => other.slug().to_owned(),
    }
}

fn base() -> (&'static str, Vec<Vec<String>>) {
    (
        "s_ALL20240531.csv",
        vec![row(Procedure, &[(12, "291.00"), (5, "初診")]), row(Procedure, &[(3, B), (12, "75.00")])],
    )
}

#[test]
fn an_update_changes_only_what_it_gives() {
    let update = ("s_20240801.csv", vec![delta(Procedure, A, "5", &[(12, "300.00"), (87, "20240801")])]);
    let (masters, warnings) = masters(&[base(), update]);
    assert_eq!(told(&masters, A, 2024_07_31), "291");
    assert_eq!(told(&masters, A, 2024_08_01), "300");
    let name =
        masters.procedure(ProcedureCode(111_000_110), day(2024_08_01)).in_force().map(|p| p.short_name());
    assert_eq!(name, Some("初診"));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_correction_without_day_holds_from_the_start_of_its_row() {
    let update = ("s_20240621.csv", vec![delta(Procedure, A, "5", &[(19, "1")])]);
    let (masters, _) = masters(&[base(), update]);
    let class =
        |on| masters.procedure(ProcedureCode(111_000_110), day(on)).in_force().map(|p| p.hospital_clinic());
    assert_eq!(class(2024_06_01), Some(1));
}

#[test]
fn new_abolished_and_erased_codes_are_told_apart() {
    let new = row(Procedure, &[(1, "3"), (3, "111000330"), (12, "10.00"), (87, "20240801")]);
    let gone = delta(Procedure, B, "9", &[(87, "20240901"), (88, "20240831")]);
    let wrong = row(Procedure, &[(1, "3"), (3, "111000440"), (87, "20240801")]);
    let erased = delta(Procedure, "111000440", "1", &[]);
    let (masters, _) =
        masters(&[base(), ("s_20240731.csv", vec![new, wrong]), ("s_20240829.csv", vec![gone, erased])]);
    assert_eq!(told(&masters, "111000330", 2024_07_31), "from 2024-08-01");
    assert_eq!(told(&masters, "111000330", 2024_08_01), "10");
    assert_eq!(told(&masters, B, 2024_08_31), "75 provisional");
    assert_eq!(told(&masters, B, 2024_09_01), "abolished 2024-08-31");
    assert_eq!(told(&masters, "111000440", 2024_08_15), "unknown");
}

#[test]
fn a_full_file_with_far_fewer_rows_than_the_one_before_is_told() {
    let full =
        |rows: u32| (0..rows).map(|n| row(Procedure, &[(3, &(111_000_100 + n).to_string())])).collect();
    let told = |rows| masters(&[("s_20240531.csv", full(20)), ("s_20240901.csv", full(rows))]).1;
    assert_eq!(told(18), []);
    let shrunk = Warning::Shrunk { kind: Procedure, name: "s_20240901.csv".to_owned(), rows: 17, before: 20 };
    assert_eq!(told(17), [shrunk]);
}

#[test]
fn a_code_is_steady_where_no_day_of_a_span_answers_otherwise() {
    let update = ("s_20240801.csv", vec![delta(Procedure, A, "5", &[(12, "300.00"), (87, "20240815")])]);
    let (masters, _) = masters(&[base(), update]);
    let steady = |code, from, to| masters.is_steady(Procedure, code, day(from), day(to));
    assert!(steady(111_000_110, 2024_06_01, 2024_06_30));
    assert!(!steady(111_000_110, 2024_08_02, 2024_08_31), "its points change on the 15th");
    assert!(steady(111_000_220, 2024_08_02, 2024_08_31), "the other code stays as it is");
    assert!(!steady(111_000_220, 2024_08_01, 2024_08_31), "what is known changes with the publication");
}

#[test]
fn the_master_of_procedures_says_nothing_of_wards() {
    let ward = ProcedureCode(190_610_099);
    let (alone, _) = masters(&[base()]);
    let cause = |answer: Lookup<_>| match answer {
        Lookup::CannotTell(cause) => Some((cause.master, cause.reason)),
        _ => None,
    };
    let of_wards = Some((FileKind::Ward, Reason::NotCovered));
    assert_eq!(cause(alone.procedure(ward, day(2024_06_01)).map(|_| ())), of_wards);
    assert_eq!(told(&alone, "190024999", 2024_06_01), "unknown");
    let (both, _) = masters(&[base(), ("ward_k_20240531.csv", vec![row(FileKind::Ward, &[])])]);
    assert_eq!(told(&both, "190610001", 2024_06_01), "10");
    assert_eq!(told(&both, "190610099", 2024_06_01), "unknown");
}

#[test]
fn rows_say_the_same_where_their_values_have_one_number() {
    let (masters, _) = masters(&[base()]);
    let entry = |code, item| masters.find(Procedure, code, day(2024_06_01)).row().unwrap().entry(item);
    assert_ne!(entry(111_000_110, 12), entry(111_000_220, 12), "points");
    assert_eq!(entry(111_000_110, 13), entry(111_000_220, 13), "入外適用区分");
    assert_eq!(masters.values_of(Procedure, 12), 2);
    assert_eq!(entry(111_000_110, 9_999), None);
}

#[test]
fn absent_codes_are_unknown_only_where_an_edition_is_complete() {
    let update = ("s_20240801.csv", vec![delta(Procedure, A, "5", &[(19, "1")])]);
    let (masters, _) = masters(&[base(), update]);
    for (on, answer) in [
        (2024_05_31, "not-covered"),
        (2024_06_01, "unknown"),
        (2024_08_01, "unknown"),
        (2024_08_02, "after-publication"),
        (2026_06_01, "revision-missing"),
    ] {
        assert_eq!(told(&masters, "199999998", on), answer, "{on}");
    }
    assert_eq!(told(&masters, A, 2024_08_02), "291 provisional");
    assert_eq!(told(&masters, A, 2026_06_01), "revision-missing");
}

#[test]
fn an_update_without_its_base_waits_and_is_applied_when_it_comes() {
    let update = || ("s_20240801.csv", vec![delta(Procedure, A, "5", &[(12, "300.00"), (87, "20240801")])]);
    let (waiting, warnings) = masters(&[update()]);
    assert_eq!(told(&waiting, A, 2024_08_01), "not-covered");
    assert!(
        matches!(warnings.as_slice(), [Warning::Pending { rows: 1, revision, .. }] if *revision == Some(day(2024_06_01)))
    );
    assert_eq!(waiting.sources().first().map(|s| s.pending), Some(1));
    let (applied, warnings) = masters(&[update(), base()]);
    assert_eq!(told(&applied, A, 2024_08_01), "300");
    assert!(warnings.is_empty());
}

#[test]
fn revisions_follow_each_other() {
    let old = (
        "s_ALL20220331.csv",
        vec![
            row(Procedure, &[(12, "288.00"), (87, "20200401")]),
            row(Procedure, &[(3, "111000550"), (12, "5.00"), (87, "20220401")]),
        ],
    );
    let (masters, _) = masters(&[old, base()]);
    assert_eq!(told(&masters, A, 2020_04_01), "288");
    assert_eq!(told(&masters, A, 2024_05_31), "288 provisional");
    assert_eq!(told(&masters, A, 2024_06_01), "291");
    // Not in the complete edition of 2024 any more; the last day is an inference.
    assert_eq!(told(&masters, "111000550", 2024_06_01), "gone 2024-05-31");
    // In the edition of 2024 only, and complete in 2022-04 without it.
    assert_eq!(told(&masters, B, 2022_04_01), "from 2024-06-01");
}

#[test]
fn a_row_is_known_only_from_its_day_of_change() {
    let rows = vec![
        row(Procedure, &[(87, "20240601")]),
        row(Procedure, &[(1, "5"), (3, B), (87, "20241001")]),
        row(Procedure, &[(1, "3"), (3, "111000330"), (87, "20241001")]),
    ];
    let (masters, _) = masters(&[("s.csv", rows)]);
    assert_eq!(told(&masters, B, 2024_09_30), "changed-later");
    assert_eq!(told(&masters, B, 2024_10_01), "10");
    assert_eq!(told(&masters, "111000330", 2024_09_30), "from 2024-10-01");
    // Published in the course of the revision: what was abolished before is not in it.
    assert_eq!(told(&masters, "199999998", 2024_09_30), "before-publication");
    assert_eq!(told(&masters, "199999998", 2024_10_01), "unknown");
}

#[test]
fn a_full_file_that_contradicts_the_updates_stands_and_is_told() {
    let update = ("s_20240801.csv", vec![delta(Procedure, A, "5", &[(12, "300.00"), (87, "20240801")])]);
    let full = (
        "s_20240901.csv",
        vec![row(Procedure, &[(12, "305.00"), (87, "20240801")]), row(Procedure, &[(3, B), (12, "75.00")])],
    );
    let (masters, warnings) = masters(&[base(), update, full]);
    assert_eq!(told(&masters, A, 2024_08_01), "305");
    assert!(matches!(warnings.as_slice(), [Warning::Differs { rows: 1, .. }]), "{warnings:?}");
}

#[test]
fn a_code_gone_from_a_later_full_file_is_out_of_use() {
    let full = ("s_20240901.csv", vec![row(Procedure, &[(12, "291.00"), (5, "初診")])]);
    let (masters, _) = masters(&[base(), full]);
    assert_eq!(told(&masters, B, 2024_06_01), "75");
    assert_eq!(told(&masters, B, 2024_09_01), "gone 2024-08-31");
}

#[test]
fn a_revived_code_holds_again() {
    let gone = delta(Procedure, B, "9", &[(88, "20240731")]);
    let back = row(Procedure, &[(1, "2"), (3, B), (12, "80.00"), (87, "20240901")]);
    let (masters, _) = masters(&[base(), ("s_20240720.csv", vec![gone]), ("s_20240830.csv", vec![back])]);
    assert_eq!(told(&masters, B, 2024_08_01), "abolished 2024-07-31");
    assert_eq!(told(&masters, B, 2024_08_30), "abolished 2024-07-31");
    assert_eq!(told(&masters, B, 2024_09_01), "80 provisional");
}

#[test]
fn materials_past_their_transition_are_told() {
    let rows = vec![row(FileKind::Material, &[(29, "20241130")])];
    let (masters, _) = masters(&[("t_ALL20240531.csv", rows)]);
    let on = |number| masters.material(MaterialCode(710_000_001), day(number));
    assert!(matches!(on(2024_11_30), Lookup::InForce(m) if m.price() == Quantity::whole(10)));
    assert!(matches!(on(2024_12_01), Lookup::PastTransition { last, .. } if last == day(2024_11_30)));
}

#[test]
fn prices_changed_after_a_revision_without_its_full_file_wait() {
    let full = ("y_ALL20240321.csv", vec![row(FileKind::Drug, &[(12, "20.00"), (30, "20240401")])]);
    let update =
        ("y_20250715.csv", vec![delta(FileKind::Drug, "620000001", "5", &[(12, "15.00"), (30, "20250716")])]);
    let (masters, warnings) = masters(&[full, update]);
    let on = |number| masters.drug(model::DrugCode(620_000_001), day(number));
    assert!(matches!(on(2025_03_31), Lookup::InForce(d) if d.price() == Quantity::whole(20)));
    let missing = Reason::RevisionMissing { revision: day(2025_04_01) };
    assert!(matches!(on(2025_07_16), Lookup::CannotTell(cause) if cause.reason == missing));
    assert!(matches!(warnings.as_slice(), [Warning::Pending { rows: 1, .. }]));
}

#[test]
fn a_transition_within_a_revision_that_is_missing_is_not_taken_as_over() {
    let drug = |code, until| row(FileKind::Drug, &[(3, code), (30, "20240401"), (34, until)]);
    let rows = vec![drug("620000001", "20250331"), drug("620000002", "20250930")];
    let (masters, _) = masters(&[("y_ALL20240321.csv", rows)]);
    let on = |code, number| masters.drug(model::DrugCode(code), day(number)).slug();
    assert_eq!(on(620_000_001, 2025_04_01), "past-transition");
    assert_eq!(on(620_000_002, 2025_10_01), "cannot-tell");
}

#[test]
fn withdrawn_diseases_have_their_last_day_and_make_the_past_complete() {
    let full = ("b_20240601.txt", vec![row(FileKind::Disease, &[(22, "20020601"), (23, "")])]);
    let gone =
        row(FileKind::Disease, &[(1, "9"), (3, "7516029"), (4, "8830001"), (23, ""), (24, "20030531")]);
    let (masters, _) = masters(&[full, ("hb_20260101.txt", vec![gone])]);
    let on = |code, number| masters.disease(model::DiseaseCode(code), day(number));
    assert!(matches!(on(8_830_001, 2010_01_01), Lookup::InForce(d) if !d.is_provisional()));
    assert!(matches!(on(7_516_029, 2010_01_01), Lookup::Abolished { last, stated: true, row }
        if last == day(2003_05_31) && row.successor().is_some_and(|c| c.0 == 8_830_001)));
    assert_eq!(on(1, 2010_01_01).slug(), "unknown");
}

#[test]
fn a_table_without_new_rows_belongs_to_the_links_that_flag_it() {
    let links = vec![
        row(FeeTableLinks, &[(13, "1"), (26, "20251201")]),
        row(FeeTableLinks, &[(2, B), (13, "1"), (26, "20240601")]),
    ];
    let pair = |a, b, claim| row(ExclusionWeek, &[(2, a), (4, b), (6, claim), (9, "20220401")]);
    let week = || ("03-4.csv", vec![pair(A, B, "1"), pair(B, A, "2")]);
    let on = |masters: &Masters| {
        let rows = masters.exclusions(ProcedureCode(111_000_110), Window::Week, day(2024_07_01));
        (rows.cause().map(|c| c.reason.slug()), rows.count())
    };
    let (alone, _) = masters(&[week()]);
    assert_eq!(on(&alone), (Some("revision-missing"), 0));
    let (together, warnings) = masters(&[week(), ("01.csv", links)]);
    assert_eq!(on(&together), (None, 1));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn what_does_not_hold_between_files_warns() {
    let links = vec![row(FeeTableLinks, &[(21, "1")]), row(FeeTableLinks, &[(2, "199999998")])];
    let counts = vec![row(FileKind::CountLimit, &[(2, B), (4, "121"), (6, "1")])];
    let (_, warnings) = masters(&[base(), ("01_20240601.csv", links), ("05_20240601.csv", counts)]);
    let slugs: Vec<&str> = warnings.iter().map(Warning::slug).collect();
    assert_eq!(slugs, ["between-files"; 3], "{warnings:?}");
}

#[test]
fn masters_with_nothing_in_them_cannot_tell() {
    assert_eq!(told(&Masters::empty(), A, 2024_07_01), "not-covered");
}
