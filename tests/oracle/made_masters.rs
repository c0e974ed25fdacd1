//! Small made-up masters: official layouts, few codes, different knowledge of days.

use masters::column::{Column, ValueType};
use masters::{FileKind, Masters, SourceSet, build, read};

use super::random::Random;

/// Procedures of receipts and rules; the last is in no master.
pub const PROCEDURES: &[u32] = &[
    111_000_110,
    112_007_410,
    113_001_810,
    113_001_910,
    140_009_310,
    160_022_510,
    160_022_610,
    190_077_410,
    113_001_850,
];
/// How many of them the masters have.
const KNOWN: usize = 8;
/// Drugs; the last is in no master.
pub const DRUGS: &[u32] = &[620_000_001, 620_000_002, 620_000_003, 620_000_009];
/// Materials.
pub const MATERIALS: &[u32] = &[710_000_001, 710_000_002];
/// Comments.
pub const COMMENTS: &[u32] = &[830_000_001, 830_000_002, 810_000_001];
/// Diseases: the last two are uncoded and in no master.
pub const DISEASES: &[u32] = &[8_830_001, 8_830_002, 4_660_009, 2_500_013, 999, 8_830_009];
/// Units of 算定回数 with a window of days, then some without.
pub const UNITS: &[u32] = &[121, 138, 142, 131, 143, 144, 145, 146, 147, 148, 53, 135, 10, 149];

const CODED: [FileKind; 6] = [
    FileKind::Procedure,
    FileKind::Drug,
    FileKind::Material,
    FileKind::Comment,
    FileKind::Disease,
    FileKind::Modifier,
];
const TABLES: [FileKind; 6] = [
    FileKind::ExclusionDay,
    FileKind::ExclusionMonth,
    FileKind::ExclusionSimultaneous,
    FileKind::ExclusionWeek,
    FileKind::CountLimit,
    FileKind::CommentRelation,
];

/// Masters of a seed.
pub fn masters(seed: u64) -> Masters {
    let mut random = Random::new(seed);
    let mut set = SourceSet::default();
    for kind in CODED.into_iter().chain(TABLES) {
        if random.chance(8) {
            continue;
        }
        let mut rows = rows(kind, &mut random);
        // Known for all days of receipts; known on the first and taken on; known late.
        let days: &[&str] =
            random.pick(&[&["20240601", "20241231"][..], &["20240601"], &["20240715", "20241231"]]);
        for (at, day) in days.iter().enumerate() {
            if at > 0 && random.chance(30) {
                rows = self::rows(kind, &mut random);
            }
            publish(&mut set, kind, &rows, (at, day));
        }
    }
    build(&set).0
}

/// Masters of a seed in which codes name groups: those of 包括, and those of 注加算. All of them hold all the time.
pub fn grouped(seed: u64) -> Masters {
    let mut random = Random::new(seed);
    let mut set = SourceSet::default();
    let group = |random: &mut Random| random.pick(&["0", "N000001", "N000002", "N000003"]).to_owned();
    let unit = |random: &mut Random| random.pick(&["0", "1", "2", "3", "02", "6"]).to_owned();
    let flag = |random: &mut Random| random.pick(&["0", "0", "1"]).to_owned();
    let (mut procedures, mut links, mut inclusions) = (Vec::new(), Vec::new(), Vec::new());
    for &code in &PROCEDURES[..KNOWN] {
        let (note, serial) = (random.pick(&["0", "7", "8"]), random.pick(&["0", "1", "2", "3"]));
        let own = [(38, note.to_owned()), (39, serial.to_owned()), (68, "7".to_owned())];
        procedures.push(made(FileKind::Procedure, &[&[(3, code.to_string())], &own[..]].concat()));
        if random.chance(70) {
            let mut items = vec![(2, code.to_string()), (20, "0".to_owned()), (21, "0".to_owned())];
            for item in [4, 6, 8] {
                items.extend([(item, unit(&mut random)), (item + 1, group(&mut random))]);
            }
            links.push(made(FileKind::FeeTableLinks, &items));
        }
        for group in ["N000001", "N000002", "N000003"] {
            if random.chance(30) {
                let items = [(2, group.to_owned()), (3, code.to_string()), (5, flag(&mut random))];
                inclusions.push(made(FileKind::Inclusion, &items));
            }
        }
    }
    // Tables that speak of the month, and of nothing that stands on a receipt.
    let (stranger, code) = (PROCEDURES[KNOWN], PROCEDURES[0]);
    let none = |kind| (kind, vec![exclusion(kind, [stranger, code]), exclusion(kind, [code, stranger])]);
    let files = [
        (FileKind::Procedure, procedures),
        (FileKind::FeeTableLinks, links),
        (FileKind::Inclusion, inclusions),
        none(FileKind::ExclusionDay),
        none(FileKind::ExclusionMonth),
        none(FileKind::ExclusionSimultaneous),
    ];
    for (kind, rows) in files {
        for (at, day) in ["20240601", "20241231"].into_iter().enumerate() {
            publish(&mut set, kind, &rows, (at, day));
        }
    }
    build(&set).0
}

/// Publishes rows of a kind on a day. The same bytes count once: each publication ends with one empty line more.
fn publish(set: &mut SourceSet, kind: FileKind, rows: &[Vec<String>], (at, day): (usize, &str)) {
    let name = format!("{}_{day}.csv", kind.file_name());
    let text = csv(rows) + &"\r\n".repeat(at);
    match read(&name, text.as_bytes(), None) {
        Ok(source) => _ = set.add(source),
        Err(refusal) => panic!("{name}: {}\n{refusal:?}", refusal.message(model::Lang::En)),
    }
}

fn exclusion(kind: FileKind, [one, other]: [u32; 2]) -> Vec<String> {
    let items = [(2, one.to_string()), (4, other.to_string()), (6, "3".to_owned()), (7, "0".to_owned())];
    made(kind, &items)
}

fn csv(rows: &[Vec<String>]) -> String {
    let quoted =
        |row: &Vec<String>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    rows.iter().map(|row| quoted(row) + "\r\n").collect()
}

fn rows(kind: FileKind, random: &mut Random) -> Vec<Vec<String>> {
    match kind {
        FileKind::Procedure => PROCEDURES[..KNOWN].iter().map(|&code| procedure(code, random)).collect(),
        FileKind::Drug => DRUGS[..3].iter().map(|&code| drug(code, random)).collect(),
        FileKind::Material => MATERIALS.iter().map(|&code| made(kind, &[(3, code.to_string())])).collect(),
        FileKind::Comment => COMMENTS.iter().map(|&code| comment(code)).collect(),
        FileKind::Disease => DISEASES[..5].iter().map(|&code| disease(code, random)).collect(),
        FileKind::Modifier => vec![made(kind, &[(3, "8002".to_owned())])],
        FileKind::CountLimit => limits(random),
        FileKind::CommentRelation => relations(random),
        _ => exclusions(kind, random),
    }
}

fn procedure(code: u32, random: &mut Random) -> Vec<String> {
    let points_kind = random.pick(&["3", "3", "3", "3", "5", "1"]);
    // A basic inpatient fee, a test, or something without a section.
    let sections =
        [("A", "100"), ("Ａ", "308"), ("A", "200"), ("D", "007"), ("-", "000"), ("*", "000"), ("D", "")];
    let (letter, section) = match code / 1_000_000 {
        190 => ("A", "102"),
        _ => random.pick(&sections),
    };
    made(
        FileKind::Procedure,
        &[
            (3, code.to_string()),
            (11, points_kind.to_owned()),
            (12, format!("{}.00", random.pick(&[10, 50, 70, 291]))),
            (16, random.pick(&["0", "1"]).to_owned()),
            (68, random.pick(&["1", "3", "7", "9"]).to_owned()),
            (85, letter.to_owned()),
            (92, section.to_owned()),
            (93, random.pick(&["", "00", "02"]).to_owned()),
        ],
    )
}

fn drug(code: u32, random: &mut Random) -> Vec<String> {
    let price = format!("{}.50", random.pick(&[5, 15, 120]));
    made(FileKind::Drug, &[(3, code.to_string()), (12, price), (17, random.pick(&["0", "1"]).to_owned())])
}

fn comment(code: u32) -> Vec<String> {
    let (pattern, serial) = (code / 1_000_000 % 100, code % 1_000_000);
    made(
        FileKind::Comment,
        &[(3, "8".to_owned()), (4, pattern.to_string()), (5, serial.to_string()), (23, code.to_string())],
    )
}

fn disease(code: u32, random: &mut Random) -> Vec<String> {
    let icd = random.pick(&["C500", "C61", "E119", "I10", "J069"]);
    made(
        FileKind::Disease,
        &[(3, format!("{code:07}")), (16, icd.to_owned()), (20, random.pick(&["0", "1"]).to_owned())],
    )
}

fn limits(random: &mut Random) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for code in &PROCEDURES[..KNOWN] {
        for unit in UNITS {
            if random.chance(18) {
                let most = random.pick(&["1", "2", "3"]).to_owned();
                let special = random.pick(&["0", "0", "1"]).to_owned();
                rows.push(made(
                    FileKind::CountLimit,
                    &[
                        (2, code.to_string()),
                        (4, unit.to_string()),
                        (6, most),
                        (7, special),
                        (13, since(random)),
                        (14, until(random)),
                    ],
                ));
            }
        }
    }
    rows
}

fn exclusions(kind: FileKind, random: &mut Random) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (at, one) in PROCEDURES[..KNOWN].iter().enumerate() {
        for other in &PROCEDURES[at + 1..KNOWN] {
            if random.chance(35) {
                let (claim, inverse) = random.pick(&[("1", "2"), ("2", "1"), ("3", "3")]);
                let special = random.pick(&["0", "0", "1"]).to_owned();
                let (since, until) = (since(random), until(random));
                for (a, b, claim) in [(one, other, claim), (other, one, inverse)] {
                    rows.push(made(
                        kind,
                        &[
                            (2, a.to_string()),
                            (4, b.to_string()),
                            (6, claim.to_owned()),
                            (7, special.clone()),
                            (9, since.clone()),
                            (10, until.clone()),
                        ],
                    ));
                }
            }
        }
    }
    rows
}

fn relations(random: &mut Random) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for code in &PROCEDURES[..KNOWN] {
        for comment in COMMENTS {
            if random.chance(40) {
                let condition = random.pick(&["0", "1", "2", "3"]).to_owned();
                let (in_out, times) =
                    (random.pick(&["0", "1", "2"]).to_owned(), random.pick(&["", "2", "3"]).to_owned());
                rows.push(made(
                    FileKind::CommentRelation,
                    &[
                        (6, code.to_string()),
                        (9, comment.to_string()),
                        (12, since(random)),
                        (13, until(random)),
                        (14, condition),
                        (16, in_out),
                        (17, times),
                    ],
                ));
            }
        }
    }
    rows
}

fn since(random: &mut Random) -> String {
    random.pick(&["20240601", "20240601", "20240601", "20240710"]).to_owned()
}

fn until(random: &mut Random) -> String {
    random.pick(&["99999999", "99999999", "99999999", "20240720"]).to_owned()
}

/// A row of defaults that pass every check, with the given items.
fn made(kind: FileKind, items: &[(u16, String)]) -> Vec<String> {
    let mut cells: Vec<String> = kind.layout().columns.iter().map(|column| default(kind, column)).collect();
    for (item, text) in items {
        cells[usize::from(*item) - 1].clone_from(text);
    }
    cells
}

fn default(kind: FileKind, column: &Column) -> String {
    let fixed = match column.id {
        "change" => "0",
        "letter" => kind.layout().letter.unwrap_or_default(),
        "changed" | "since" | "listed" => "20240601",
        "abolished" | "until" => "99999999",
        "points_kind" | "previous_points_kind" => "3",
        "price_kind" | "previous_price_kind" => "1",
        _ => "",
    };
    match column.value {
        _ if !fixed.is_empty() => fixed.to_owned(),
        ValueType::Decimal if column.required => "10.00".to_owned(),
        ValueType::Class | ValueType::Int if column.required => "0".to_owned(),
        ValueType::Text if column.required => "見本".to_owned(),
        _ => String::new(),
    }
}
