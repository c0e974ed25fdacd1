//! The slow twin of the look-up: for every question, all files are read again from the first to the last.
//!
//! It covers one revision whose full file came out before it, which is what most look-ups meet; it knows no versions,
//! chapters, spans or segments.

use model::{Date, ProcedureCode};
use proptest::prelude::*;

use crate::build::build;
use crate::import::read;
use crate::kind::FileKind::Procedure;
use crate::lookup::Lookup;
use crate::sample::{csv, delta, row};
use crate::source::SourceSet;

/// First day of the revision and days on which things happen in it.
const START: u32 = 2024_06_01;
const DAYS: [u32; 8] =
    [2024_06_01, 2024_06_15, 2024_07_01, 2024_08_01, 2024_08_02, 2024_10_01, 2025_01_01, 2025_03_01];

/// One line of an update for one code.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// 3: a new whole row.
    New { from: u32, points: u32 },
    /// 5 with its day.
    From { from: u32, points: u32 },
    /// 5 without a day.
    Correction { points: u32 },
    /// 9.
    Abolished { last: u32 },
}

/// An update: its publication and what it says of each of three codes.
type Update = (u32, [Option<Change>; 3]);

fn any_change() -> impl Strategy<Value = Option<Change>> {
    let day = || prop::sample::select(DAYS.to_vec());
    prop_oneof![
        3 => Just(None),
        1 => (day(), 100..120_u32).prop_map(|(from, points)| Some(Change::New { from, points })),
        3 => (day(), 100..120_u32).prop_map(|(from, points)| Some(Change::From { from, points })),
        2 => (100..120_u32).prop_map(|points| Some(Change::Correction { points })),
        1 => day().prop_map(|last| Some(Change::Abolished { last })),
    ]
}

fn any_updates() -> impl Strategy<Value = Vec<Update>> {
    let update = prop::array::uniform3(any_change());
    prop::collection::btree_map(prop::sample::select(DAYS.to_vec()), update, 0..6)
        .prop_map(|m| m.into_iter().collect())
}

fn code(n: usize) -> String {
    format!("{:09}", 111_000_110 + n * 10)
}

/// The full file has codes 0 and 1; code 2 may come later.
fn set(updates: &[Update]) -> SourceSet {
    let base: Vec<Vec<String>> = (0..2).map(|n| row(Procedure, &[(3, &code(n)), (12, "50.00")])).collect();
    let mut files = vec![("s_ALL20240531.csv".to_owned(), base)];
    for (published, changes) in updates {
        let lines =
            changes.iter().enumerate().filter_map(|(n, change)| Some(line(&code(n), (*change)?, *published)));
        files.push((format!("s_{published}.csv"), lines.collect()));
    }
    let mut set = SourceSet::default();
    for (name, rows) in files.iter().filter(|(_, rows)| !rows.is_empty()) {
        if let Ok(source) = read(name, &csv(rows), None) {
            set.add(source);
        }
    }
    set
}

/// One line; the kana holds the publication, for the same bytes twice would count once.
fn line(code: &str, change: Change, published: u32) -> Vec<String> {
    let points = |p: u32| format!("{p}.00");
    let mut cells = match change {
        Change::New { from, points: p } => {
            row(Procedure, &[(1, "3"), (3, code), (12, &points(p)), (87, &from.to_string())])
        }
        Change::From { from, points: p } => {
            delta(Procedure, code, "5", &[(12, &points(p)), (87, &from.to_string())])
        }
        Change::Correction { points: p } => delta(Procedure, code, "5", &[(12, &points(p))]),
        Change::Abolished { last } => delta(Procedure, code, "9", &[(88, &last.to_string())]),
    };
    if let Some(kana) = cells.get_mut(6) {
        *kana = published.to_string();
    }
    cells
}

/// What a code is worth on a day: points, or what else is the case.
fn naive(updates: &[Update], n: usize, on: u32) -> String {
    // The days on which a row of the code begins, as known so far; the first is when it came.
    let mut begins: Vec<u32> = if n < 2 { vec![START] } else { Vec::new() };
    let mut points = (n < 2).then_some(50);
    let mut last = None;
    for (published, changes) in updates {
        let held = |begins: &[u32]| {
            begins.iter().copied().filter(|b| b <= published).max().or(begins.first().copied())
        };
        match changes.get(n).copied().flatten() {
            Some(Change::New { from, points: p }) => {
                begins.retain(|&b| b < from);
                begins.push(from);
                if from <= on {
                    (points, last) = (Some(p), None);
                }
            }
            Some(Change::From { from, points: p }) if !begins.is_empty() => {
                let from = from.max(begins.iter().copied().min().unwrap_or(from));
                if from <= on {
                    points = Some(p);
                }
                begins.push(from);
                begins.sort_unstable();
                begins.dedup();
            }
            Some(Change::Correction { points: p }) if held(&begins).is_some_and(|from| from <= on) => {
                points = Some(p)
            }
            // The last day ends the newest row; earlier ones ended when it began.
            Some(Change::Abolished { last: day }) if begins.last().is_some_and(|&b| b <= on) => {
                last = Some(day)
            }
            _ => {}
        }
    }
    match (points, last) {
        (_, Some(last)) if last < on => "abolished".to_owned(),
        (Some(points), _) => points.to_string(),
        (None, _) => if begins.is_empty() { "unknown" } else { "not-yet-in-force" }.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn look_ups_equal_a_naive_scan(updates in any_updates()) {
        let (masters, _) = build(&set(&updates));
        let newest = updates.iter().rfind(|(_, changes)| changes.iter().any(Option::is_some)).map_or(START, |u| u.0);
        for n in 0..3 {
            for on in DAYS.into_iter().filter(|&day| day <= newest) {
                let code = code(n).parse().map(ProcedureCode).ok();
                let found = code.zip(Date::from_number(on)).map(|(code, on)| match masters.procedure(code, on) {
                    Lookup::InForce(p) => p.points().to_string(),
                    other => other.slug().to_owned(),
                });
                prop_assert_eq!(found, Some(naive(&updates, n, on)), "code {} on {}", n, on);
            }
        }
    }
}
