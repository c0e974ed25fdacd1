//! Master files as bytes: those of the starter masters written out in the official columns, and rows of tables.

use masters::{FileKind, Masters, SourceSet};

use super::first_day;

/// The kinds that are made up, in the order of the files.
pub const TABLES: &[FileKind] = &[
    FileKind::ExclusionDay,
    FileKind::ExclusionMonth,
    FileKind::ExclusionSimultaneous,
    FileKind::ExclusionWeek,
    FileKind::Inclusion,
    FileKind::CountLimit,
    FileKind::CheckIndication,
    FileKind::CheckContraindication,
];

/// A file of one kind: its cells, row by row.
pub struct TableFile {
    /// What it is.
    pub kind: FileKind,
    /// Every cell of every row.
    pub rows: Vec<Vec<String>>,
}

impl TableFile {
    /// The rows of the starter masters.
    pub fn starter(kind: FileKind) -> Self {
        let masters = Masters::starter();
        let cells = |row: masters::Row<'_>| row.items().map(|(_, text)| text.to_owned()).collect();
        let coded = masters.codes_in_force(kind, first_day()).map(|(_, row)| cells(row));
        let related = masters.relation_rows(kind, first_day()).map(cells);
        let rows: Vec<Vec<String>> = coded.collect();
        Self { kind, rows: if rows.is_empty() { related.collect() } else { rows } }
    }

    /// The bytes as published.
    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let layout = self.kind.layout();
        if layout.header {
            let titles = layout.columns.iter().map(|column| column.name);
            writer.write_record(titles).expect("bytes in memory");
        }
        for row in &self.rows {
            writer.write_record(row).expect("bytes in memory");
        }
        writer.into_inner().expect("bytes in memory")
    }

    /// A name as published, with the day of publication behind the month that is judged.
    pub fn name(&self) -> String {
        self.name_on("20240801")
    }

    /// A name as published on a day, as YYYYMMDD.
    pub fn name_on(&self, day: &str) -> String {
        format!("{}_{}_{day}.csv", self.kind.file_name(), self.kind.slug())
    }
}

/// All files of the starter masters but those that are made up.
pub fn untouched() -> Vec<TableFile> {
    let kept = FileKind::ALL.iter().filter(|kind| !TABLES.contains(kind));
    kept.map(|&kind| TableFile::starter(kind)).filter(|file| !file.rows.is_empty()).collect()
}

/// Masters of files, imported and built, and how many rows the made-up tables have.
pub fn masters(files: &[TableFile]) -> (Masters, usize) {
    let mut set = SourceSet::default();
    for file in untouched().iter().chain(files) {
        let source = masters::read(&file.name(), &file.bytes(), None);
        let source = source.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", file.name()));
        assert_eq!(source.kind(), file.kind, "taken for what it is");
        set.add(source);
    }
    (masters::build(&set).0, files.iter().map(|file| file.rows.len()).sum())
}
