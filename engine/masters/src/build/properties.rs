//! What holds for any set of files: the order of import does not matter, and segments say what the definition says.

use model::Date;
use proptest::prelude::*;

use crate::build::chapter::Chapters;
use crate::build::timeline::state_on;
use crate::build::{build, coverage, dates, merge};
use crate::calendar::revisions;
use crate::column::Cycle;
use crate::fuzz::{fuzz_import, fuzz_open};
use crate::import::read;
use crate::kind::FileKind;
use crate::pool::PoolBuilder;
use crate::sample::{csv, delta, file, row};
use crate::snapshot::State;
use crate::source::{Source, SourceSet};
use crate::store::{encode, open};

const KINDS: [FileKind; 3] = [FileKind::Procedure, FileKind::Material, FileKind::Disease];

/// Days around revisions and between them.
fn any_day() -> impl Strategy<Value = u32> {
    let days = vec![
        2020_04_01, 2021_06_01, 2022_03_31, 2022_04_01, 2023_05_08, 2024_05_31, 2024_06_01, 2024_10_01,
        2025_03_01,
    ];
    prop::sample::select(days)
}

fn code(kind: FileKind, n: usize) -> String {
    match kind {
        FileKind::Disease => format!("{:07}", 8_830_001 + n),
        FileKind::Material => format!("{:09}", 710_000_001 + n),
        _ => format!("{:09}", 111_000_110 + n * 10),
    }
}

prop_compose! {
    /// One file of few codes: full or update, named by a day or not.
    fn any_file()(
        kind in prop::sample::select(KINDS.to_vec()),
        full in any::<bool>(),
        published in any_day(),
        named in any::<bool>(),
        rows in prop::collection::btree_map(0..5_usize, (0..6_usize, any_day(), any_day(), 0..3_usize), 1..5),
    ) -> Option<Source> {
        let cells = rows.iter().map(|(&n, &(change, changed, last, content))| {
            one_row(kind, full, &code(kind, n), change, changed.min(last), last, content)
        });
        let name = if named { format!("x_{published}.csv") } else { "x.csv".to_owned() };
        read(&name, &csv(&cells.collect::<Vec<_>>()), None).ok()
    }
}

fn one_row(
    kind: FileKind,
    full: bool,
    code: &str,
    change: usize,
    changed: u32,
    last: u32,
    content: usize,
) -> Vec<String> {
    let crate::column::Shape::Coded { code: code_item, changed: on, abolished, .. } = kind.layout().shape
    else {
        return row(kind, &[]);
    };
    let (changed, last, content) = (changed.to_string(), last.to_string(), content.to_string());
    // Item 13 of s and t, item 19 of b: some content to differ in.
    let item = if kind == FileKind::Disease { 19 } else { 13 };
    let change = if full { ["0", "0", "0", "3", "5", "9"] } else { ["5", "5", "5", "3", "1", "9"] }
        .get(change)
        .copied();
    let change = change.unwrap_or("0");
    let end = if change == "9" { last.as_str() } else { "99999999" };
    match change {
        "5" if !full && content == "0" => delta(kind, code, "5", &[(item, "2")]),
        "5" if !full => delta(kind, code, "5", &[(item, &content), (on, &changed)]),
        "1" => delta(kind, code, "1", &[]),
        "9" if !full => delta(kind, code, "9", &[(abolished, &last)]),
        _ => row(kind, &[(1, change), (code_item, code), (on, &changed), (abolished, end), (item, &content)]),
    }
}

fn set_of<'a>(sources: impl Iterator<Item = &'a Source>) -> SourceSet {
    let mut set = SourceSet::default();
    for source in sources {
        set.add(source.clone());
    }
    set
}

/// Every day on which anything can turn, and its neighbours.
fn days_to_ask() -> Vec<u32> {
    let mut days: Vec<u32> =
        [2019_01_01, 2021_01_01, 2022_09_09, 2024_08_08, 2025_02_28, 2025_03_02, 2026_07_01].to_vec();
    for revision in revisions(Cycle::Fees) {
        days.extend([crate::calendar::day_before(revision.start), revision.start]);
    }
    days.extend([
        2020_04_02, 2021_06_01, 2021_06_02, 2023_05_08, 2023_05_09, 2024_10_01, 2024_10_02, 2025_03_01,
    ]);
    days
}

/// The chapters of a kind, merged anew: what look-ups are compared with.
fn definition(set: &SourceSet, kind: FileKind) -> (Vec<coverage::Span>, Vec<(u32, Chapters)>) {
    let dated = dates::dated(set, kind);
    let merged = merge::merge(kind, &dated, &mut PoolBuilder::new(), &mut super::Report::default());
    (coverage::spans(kind, &dated), merged.codes.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_import_does_not_matter(
        files in prop::collection::vec(any_file(), 1..7),
        order in any::<prop::sample::Index>(),
    ) {
        let sources: Vec<Source> = files.into_iter().flatten().collect();
        let start = order.index(sources.len().max(1));
        let turned = sources.iter().skip(start).chain(sources.iter().take(start)).rev();
        let (forth, back) = (build(&set_of(sources.iter())), build(&set_of(turned)));
        prop_assert_eq!(forth.1, back.1);
        prop_assert!(encode(&forth.0) == encode(&back.0));
    }

    #[test]
    fn look_ups_say_what_the_definition_says(files in prop::collection::vec(any_file(), 1..7)) {
        let sources: Vec<Source> = files.into_iter().flatten().collect();
        let set = set_of(sources.iter());
        let (masters, _) = build(&set);
        let opened = open(&encode(&masters));
        prop_assert!(opened.is_ok());
        for kind in KINDS {
            let (spans, codes) = definition(&set, kind);
            for (code, chapters) in &codes {
                for on in days_to_ask() {
                    let defined = state_on(&spans, chapters, kind.layout().columns, on).state;
                    let day = Date::from_number(on);
                    let found = day.map(|day| masters.find(kind, *code, day).slug());
                    let expected = match defined {
                        State::InForce | State::Provisional => "in-force",
                        State::Abolished | State::Dropped => "abolished",
                        State::NotYet => "not-yet-in-force",
                        State::PastTransition => "past-transition",
                        State::ChangedLater | State::Uncovered => "cannot-tell",
                    };
                    prop_assert_eq!(found, Some(expected), "{:?} {} on {}", kind, code, on);
                }
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        fuzz_import(&bytes);
        fuzz_open(&bytes);
    }

    #[test]
    fn damaged_files_never_panic(
        kind in prop::sample::select(FileKind::ALL.to_vec()),
        steer in any::<u8>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut bytes = csv(&file(kind));
        for (place, byte) in damage {
            let at = place.index(bytes.len());
            if let Some(to) = bytes.get_mut(at) {
                *to = byte;
            }
        }
        bytes.insert(0, steer);
        fuzz_import(&bytes);
    }
}
