//! Rows of tables: those of the starter masters, with which the made-up month complies, and made-up ones.
//!
//! Of the rows of 03-1 to 03-4 of 2024 (03-1 of 2016), 0.2 to 0.4 % have two codes that the made-up month claims and 2 to
//! 16 % one; of 05, 1.3 %. The made-up rows have these shares. A pair of seen codes is made only when both stand together
//! on few receipts, as tables forbid what is seldom done.

use std::collections::BTreeSet;
use std::path::Path;

use masters::FileKind;

use super::files::{TABLES, TableFile};
use super::{Codes, Draw, Seen};

/// Of a thousand rows: how many of each kind, and how many have one and two seen codes.
const SHARES: &[(FileKind, usize, usize, usize)] = &[
    (FileKind::ExclusionDay, 260, 17, 1),
    (FileKind::ExclusionMonth, 280, 162, 4),
    (FileKind::ExclusionSimultaneous, 220, 87, 2),
    (FileKind::ExclusionWeek, 5, 57, 1),
    (FileKind::Inclusion, 60, 13, 0),
    (FileKind::CountLimit, 65, 13, 0),
    (FileKind::CheckIndication, 90, 40, 0),
    (FileKind::CheckContraindication, 20, 40, 1),
];

const ALWAYS: [&str; 2] = ["20240601", "99999999"];

/// About so many rows of all kinds, the same for the same seed; fewer rows are a part of more.
pub fn files(seed: u64, rows: usize, seen: &Seen, codes: &Codes) -> Vec<TableFile> {
    let of_kind = |&kind: &FileKind| {
        let &(_, share, one, two) = SHARES.iter().find(|row| row.0 == kind).expect("a share for each kind");
        let mut file = TableFile::starter(kind);
        let mut known: BTreeSet<Vec<String>> = file.rows.iter().map(|row| key(kind, row)).collect();
        let (mut draw, wanted) = (Draw::new(seed, kind as u64), rows * share / 1000);
        if !is_pairs(kind) {
            file.rows.truncate(wanted.max(1));
        }
        while file.rows.len() < wanted {
            let row = row(kind, &mut draw, (one, two), seen, codes);
            if known.insert(key(kind, &row)) {
                // A pair stands in the table from both sides.
                let other = is_pairs(kind).then(|| mirrored(&row));
                known.extend(other.iter().map(|row| key(kind, row)));
                file.rows.push(row);
                file.rows.extend(other);
            }
        }
        file
    };
    TABLES.iter().map(of_kind).collect()
}

const fn is_pairs(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::ExclusionDay
            | FileKind::ExclusionMonth
            | FileKind::ExclusionSimultaneous
            | FileKind::ExclusionWeek
    )
}

/// The same pair from the other side. SPEC: 医科電子点数表の活用手引き（令和6年度版）５（３）, 背反区分.
fn mirrored(row: &[String]) -> Vec<String> {
    let mut row = row.to_vec();
    row.swap(1, 3);
    row.swap(2, 4);
    let claim = match &*row[5] {
        "1" => "2",
        "2" => "1",
        other => other,
    };
    row[5] = claim.to_owned();
    row
}

/// What no two rows of a file share.
fn key(kind: FileKind, row: &[String]) -> Vec<String> {
    let items: &[usize] = match kind {
        FileKind::CheckIndication | FileKind::CheckContraindication => &[0, 1],
        FileKind::Inclusion => &[1, 2],
        _ => &[1, 3],
    };
    items.iter().map(|&item| row[item].clone()).collect()
}

fn row(kind: FileKind, draw: &mut Draw, shares: (usize, usize), seen: &Seen, codes: &Codes) -> Vec<String> {
    match kind {
        FileKind::Inclusion => included(draw, shares.0, codes),
        FileKind::CountLimit => limit(draw, shares.0, codes),
        FileKind::CheckIndication => indication(draw, shares.0, codes),
        FileKind::CheckContraindication => contraindication(draw, shares.0, codes),
        _ => pair(draw, shares, seen, codes),
    }
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn pair(draw: &mut Draw, (one, two): (usize, usize), seen: &Seen, codes: &Codes) -> Vec<String> {
    let pool = &codes.procedures;
    let (a, b) = loop {
        let at = draw.below(1000);
        let (a, b) = if at < two {
            (draw.pick(&pool.seen), draw.pick(&pool.seen))
        } else if at < two + one {
            (draw.pick(&pool.seen), draw.pick(&pool.rare))
        } else {
            (draw.pick(&pool.rare), draw.pick(&pool.rare))
        };
        if seen.seldom_together(a, b) {
            break if draw.chance(500) { (a, b) } else { (b, a) };
        }
    };
    let claim = draw.pick(&["1", "2", "3", "3"]);
    let special = if draw.chance(100) { "1" } else { "0" };
    let [from, until] = ALWAYS;
    cells(&["0", &a.to_string(), "甲", &b.to_string(), "乙", claim, special, "0", from, until])
}

fn included(draw: &mut Draw, seen: usize, codes: &Codes) -> Vec<String> {
    let group = format!("A{:06}", 900_000 + draw.below(400));
    let code = codes.procedures.draw(draw, seen).to_string();
    cells(&["0", &group, &code, "子", "0", ALWAYS[0], ALWAYS[1]])
}

fn limit(draw: &mut Draw, seen: usize, codes: &Codes) -> Vec<String> {
    let code = codes.procedures.draw(draw, seen).to_string();
    let (unit, name, most) =
        draw.pick(&[("121", "日", "3"), ("131", "月", "10"), ("138", "週", "7"), ("141", "一連", "2")]);
    cells(&["0", &code, "行為", unit, name, most, "0", "0", "0", "0", "0", "0", ALWAYS[0], ALWAYS[1]])
}

/// A row of the check master with some items filled.
fn checked(kind: FileKind, filled: &[(u16, &str)]) -> Vec<String> {
    let cell = |item: u16| filled.iter().find(|(at, _)| *at == item).map_or("0", |(_, text)| text);
    kind.layout().columns.iter().map(|column| cell(column.item).to_owned()).collect()
}

fn indication(draw: &mut Draw, seen: usize, codes: &Codes) -> Vec<String> {
    // Indications of a seen drug are those of the starter masters and further ones: who complied still complies.
    let known = draw.chance(seen);
    let drug = if known { draw.pick(&codes.drugs.seen) } else { draw.pick(&codes.drugs.rare) };
    let disease = codes.diseases.draw(draw, if known { 100 } else { 20 });
    let texts = (drug.to_string(), format!("{disease:07}"));
    let filled = [(1, &*texts.0), (2, &*texts.1), (7, "999"), (8, "1"), (13, "99999.99999"), (15, "999")];
    checked(FileKind::CheckIndication, &filled)
}

fn contraindication(draw: &mut Draw, seen: usize, codes: &Codes) -> Vec<String> {
    let drug = codes.drugs.draw(draw, seen).to_string();
    let disease = format!("{:07}", codes.diseases.draw(draw, 0));
    checked(FileKind::CheckContraindication, &[(1, &drug), (2, &disease)])
}

/// The rules of this repository that read these tables: what the rows mean is said there, not here.
const RULES: &[&str] = &[
    "examples/exclusion-day.rule",
    "examples/count-limit.rule",
    "examples/drug-indication.rule",
    "medical/tables.rule",
    "medical/tables-inclusion.rule",
];

/// Their texts.
pub fn rules() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let read = |path| std::fs::read_to_string(folder.join(path)).expect("a rule file can be read");
    RULES.iter().map(read).collect()
}
