//! Telling what a file is, by its content, and by its name where several kinds share a shape.

use csv::StringRecord;

use crate::column::Mark;
use crate::import::unlike::Unlike;
use crate::kind::FileKind;

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// One of the registry.
    Kind(FileKind),
    /// An official file that a later version will take; its title.
    NotYet(&'static str),
    /// Nothing known; why.
    Unknown(Unlike),
}

/// Tells what a file is from its name and its records.
pub(crate) fn recognise(name: &str, records: &[StringRecord]) -> Recognised {
    let Some(first) = records.first() else {
        return Recognised::Unknown(Unlike::Empty);
    };
    let has_header = !first.iter().any(|cell| cell.len() >= 4 && all_digits(cell));
    let data = if has_header { records.get(1).unwrap_or(first) } else { first };
    let sample = Sample { name: base_name(name), data, records };
    sample
        .of_a_later_wave()
        .map(Recognised::NotYet)
        .or_else(|| sample.by_letter())
        .or_else(|| sample.by_header_name().map(Recognised::Kind))
        .or_else(|| sample.by_marks())
        .unwrap_or_else(|| sample.unknown())
}

/// What the recognition looks at.
struct Sample<'a> {
    name: String,
    /// The first record, or the one behind a header.
    data: &'a StringRecord,
    records: &'a [StringRecord],
}

/// The part of a path behind folders and archives, in small letters.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\', '!']).next().unwrap_or(name).to_ascii_lowercase()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn cell(record: &StringRecord, item: u16) -> Option<&str> {
    record.get(usize::from(item).checked_sub(1)?)
}

impl Sample<'_> {
    fn bears(&self, mark: Mark) -> bool {
        mark.is_on(|item| cell(self.data, item))
    }

    /// Dental, dispensing and other files: by their letter, or by codes that start with 3 and 4.
    fn of_a_later_wave(&self) -> Option<&'static str> {
        let nine = |item, first| self.bears(Mark::Code { item, width: 9, first });
        match (cell(self.data, 2), self.data.len()) {
            (Some("F"), 7) => return Some("歯式マスター"),
            (Some("H"), 66) => return Some("歯科診療行為マスター"),
            (Some("M"), 65) => return Some("調剤行為マスター"),
            _ => {}
        }
        let change = cell(self.data, 1).is_some_and(|c| c.len() == 1 && all_digits(c));
        // コメント関連テーブル names dental codes too, in another item; it alone has 30 columns.
        let dental = nine(2, "3") || (nine(4, "3") && !nine(2, "1") && self.data.len() != 30);
        match (change, dental, nine(2, "4")) {
            (true, true, _) => Some("歯科診療行為マスター・歯科電子点数表の関連テーブル"),
            (true, _, true) => Some("調剤の関連テーブル"),
            _ => None,
        }
    }

    /// Masters that name themselves in item 2 (マスター種別).
    fn by_letter(&self) -> Option<Recognised> {
        let letter =
            cell(self.data, 2).filter(|l| l.len() == 1 && l.bytes().all(|b| b.is_ascii_uppercase()))?;
        let named = self.candidates().filter(|kind| kind.layout().letter == Some(letter));
        // Of kinds with one letter and width, the one whose marks all rows bear is the narrower one (ward_k against s).
        let all_rows = |marks: &[Mark]| {
            marks.iter().all(|mark| self.records.iter().all(|record| mark.is_on(|item| cell(record, item))))
        };
        let found =
            named.filter(|kind| all_rows(kind.layout().marks)).max_by_key(|kind| kind.layout().marks.len());
        let columns = self.data.len();
        let why = || Recognised::Unknown(Unlike::Letter { letter: letter.to_owned(), columns });
        Some(found.map_or_else(why, Recognised::Kind))
    }

    /// Kinds with as many columns.
    fn candidates(&self) -> impl Iterator<Item = FileKind> {
        let columns = self.data.len();
        let fits =
            move |kind: &FileKind| (kind.layout().least_columns..=kind.layout().width()).contains(&columns);
        FileKind::ALL.iter().copied().filter(fits)
    }

    /// Published check masters, which have a header and are named as the agency names them.
    fn by_header_name(&self) -> Option<FileKind> {
        let named = |kind: &FileKind| {
            kind.layout().header && self.name.contains(&kind.file_name().to_ascii_lowercase())
        };
        FileKind::ALL.iter().copied().find(named)
    }

    /// Tables without a letter: by columns and the shape of their codes.
    fn by_marks(&self) -> Option<Recognised> {
        let unnamed = |kind: &FileKind| kind.layout().letter.is_none() && !kind.layout().marks.is_empty();
        let borne = |kind: &FileKind| kind.layout().marks.iter().all(|&mark| self.bears(mark));
        let kinds: Vec<FileKind> = self.candidates().filter(unnamed).filter(borne).collect();
        match kinds.as_slice() {
            [] => None,
            [kind] => Some(Recognised::Kind(*kind)),
            several => Some(self.by_name(several)),
        }
    }

    /// Kinds that look alike: only the name tells them apart.
    fn by_name(&self, kinds: &[FileKind]) -> Recognised {
        if let Some(kind) = kinds.iter().find(|kind| self.is_named(**kind)) {
            return Recognised::Kind(*kind);
        }
        Recognised::Unknown(Unlike::Alike(kinds.iter().map(|kind| kind.file_name()).collect()))
    }

    /// Whether the name holds the official name of a kind (03-1, also 03_1) or the last part of its short name (day).
    fn is_named(&self, kind: FileKind) -> bool {
        let official = kind.file_name().to_ascii_lowercase();
        let last = kind.slug().rsplit('_').next().unwrap_or(kind.slug());
        self.name.contains(&official)
            || self.name.contains(&official.replace('-', "_"))
            || self.name.contains(last)
    }

    fn unknown(&self) -> Recognised {
        Recognised::Unknown(Unlike::Shape { columns: self.data.len() })
    }
}
