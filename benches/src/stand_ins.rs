//! Files that stand in for official masters of 2024 that are not at hand, so that a month can be judged as it would be
//! with all of them: the check masters and 包括 of the starter masters, 03-1 of 2016 with the days of 2024.
//!
//! What they say is no official fact; only shares and times of runs over made-up months may be taken from them.

use std::path::Path;

use masters::FileKind;

use crate::generated::files::TableFile;

/// What stands in, from the starter masters.
const FROM_STARTER: &[FileKind] = &[
    FileKind::Inclusion,
    FileKind::CheckCase,
    FileKind::CheckIndication,
    FileKind::CheckContraindication,
    FileKind::CheckInteraction,
    FileKind::CheckDose,
    FileKind::CheckLongUse,
    FileKind::CheckProcedureDisease,
];

/// The day on which they say that they were published, and from which their rows are in force.
const DAY: &str = "20240601";

/// Where 03-1 of 2016 is, from the folder of the official data on, and the column of its first day.
const DAY_PAIRS: &str = "masters/H28/tensuhyo_ika/03-1_haihan_day.csv";
const FIRST_DAY: usize = 8;

/// Names and bytes of all of them.
///
/// # Panics
/// When 03-1 of 2016 cannot be read: there is nothing to judge by then.
pub fn all(shared: &Path) -> Vec<(String, Vec<u8>)> {
    let starter = FROM_STARTER.iter().map(|&kind| TableFile::starter(kind));
    let files = starter.chain([day_pairs(&shared.join(DAY_PAIRS))]);
    files.map(|file| (file.name_on(DAY), file.bytes())).collect()
}

/// 03-1 of 2016, in force from the day on.
fn day_pairs(path: &Path) -> TableFile {
    let bytes = std::fs::read(path).expect("03-1 of 2016 can be read");
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(&bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let dated = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("a row");
        let cells = record.iter().enumerate();
        cells.map(|(at, cell)| if at == FIRST_DAY { DAY } else { cell }.to_owned()).collect()
    };
    TableFile { kind: FileKind::ExclusionDay, rows: reader.records().map(dated).collect() }
}
