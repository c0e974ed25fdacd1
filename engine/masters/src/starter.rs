//! The starter set: a hand-made excerpt of facts, embedded, so that the program works before anything is imported.
//!
//! Each file names its items in its first line (`12 新又は現点数`); what is not named takes a default. The files pass the same
//! descriptions and checks as official ones and are marked as an excerpt: a code that is not there is "cannot tell".

use std::sync::OnceLock;

use csv::StringRecord;

use crate::build::build;
use crate::import::check::{Problems, check};
use crate::import::file::FileRows;
use crate::import::read::split;
use crate::import::{Refusal, Unlike};
use crate::kind::FileKind;
use crate::masters::Masters;
use crate::source::{DatedBy, Form, Source, SourceSet};

macro_rules! files {
    ($($slug:literal)*) => {
        &[$(($slug, include_str!(concat!("../starter/", $slug, ".csv"))),)*]
    };
}

const FILES: &[(&str, &str)] = files! {
    "s" "y" "t" "b" "z" "c" "ck" "hojo" "hokatsu" "haihan_day" "haihan_month" "haihan_simultaneous" "haihan_week" "nyuin"
    "kaisu" "facility" "cc_jirei" "iy_tekio" "iy_shobyokinki" "iy_heiyokinki" "iy_toyoryou" "iy_manzen" "si_shobyo"
};

impl Masters {
    /// The embedded starter set; built once. Every answer about an absent code is `CannotTell`.
    pub fn starter() -> &'static Self {
        static STARTER: OnceLock<Masters> = OnceLock::new();
        STARTER.get_or_init(Self::starter_anew)
    }

    /// The same, built once more: for who has to own it.
    pub fn starter_anew() -> Self {
        let mut set = SourceSet::default();
        for (slug, text) in FILES {
            // A file that breaks a rule is left out here; the test below names its rows.
            if let Some(source) = FileKind::from_slug(slug).and_then(|kind| read_excerpt(kind, text).ok()) {
                set.add(source);
            }
        }
        build(&set).0
    }

    /// blake3 of the files of the starter set.
    pub fn starter_digest() -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for (slug, text) in FILES {
            hasher.update(slug.as_bytes());
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

/// Reads a file whose header names the items.
///
/// # Errors
/// Names the rows that break what always holds.
pub(crate) fn read_excerpt(kind: FileKind, text: &str) -> Result<Source, Refusal> {
    let mut records = split(text).into_iter();
    let header = records.next().unwrap_or_default();
    let items = items(kind, &header)?;
    let mut file = FileRows::new(kind);
    for record in records {
        let line = record.position().map_or(0, csv::Position::line);
        file.push(line, cells(kind, &items, &record).into_iter());
    }
    file.form = Form::Excerpt;
    let mut problems = Problems::default();
    check(&file, &mut problems);
    if problems.total > 0 {
        return Err(Refusal::Broken { kind, problems: problems.first, total: problems.total });
    }
    let published = file.newest_change();
    let dated_by = if published.is_some() { DatedBy::Content } else { DatedBy::Unknown };
    let name = format!("starter/{}.csv", kind.slug());
    Ok(Source { name, digest: *blake3::hash(text.as_bytes()).as_bytes(), published, dated_by, file })
}

/// The item of each column of the header.
fn items(kind: FileKind, header: &StringRecord) -> Result<Vec<u16>, Refusal> {
    let item = |cell: &str| {
        let number = cell.split(' ').next().and_then(|n| n.parse().ok());
        number
            .filter(|&n| kind.layout().column(n).is_some())
            .ok_or_else(|| Refusal::Unrecognised(Unlike::NoSuchItem(cell.to_owned())))
    };
    header.iter().map(item).collect()
}

/// A full row: the named items, and for the rest what the layout makes of silence.
fn cells<'a>(kind: FileKind, items: &[u16], record: &'a StringRecord) -> Vec<&'a str> {
    let layout = kind.layout();
    let silent = |id: &str| match id {
        "change" => "0",
        "letter" => layout.letter.unwrap_or(""),
        _ => "",
    };
    let mut cells: Vec<&'a str> = layout.columns.iter().map(|c| silent(c.id)).collect();
    for (&item, value) in items.iter().zip(record) {
        if let Some(cell) = usize::from(item).checked_sub(1).and_then(|i| cells.get_mut(i)) {
            *cell = value;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use super::{FILES, read_excerpt};
    use crate::kind::FileKind;
    use crate::lookup::{Lookup, Reason};
    use crate::masters::Masters;
    use model::{Date, Lang, ProcedureCode, Quantity};

    #[test]
    fn every_starter_file_passes_the_checks() {
        for (slug, text) in FILES {
            let kind = FileKind::from_slug(slug).unwrap();
            if let Err(crate::Refusal::Broken { problems, .. }) = read_excerpt(kind, text) {
                let told: Vec<String> = problems.iter().map(|p| p.message(Lang::En)).collect();
                assert!(told.is_empty(), "{slug}: {told:#?}");
            }
            assert!(read_excerpt(kind, text).is_ok(), "{slug}");
        }
    }

    #[test]
    fn the_first_visit_has_its_points_and_unknown_codes_are_open() {
        let masters = Masters::starter();
        let day = Date::from_number(2024_07_01).unwrap();
        let visit = masters.procedure(ProcedureCode(111_000_110), day).in_force();
        assert_eq!(visit.map(|p| (p.points(), p.in_out())), Some((Quantity::whole(291), 0)));
        let absent = masters.procedure(ProcedureCode(199_999_998), day);
        assert!(matches!(absent, Lookup::CannotTell(cause) if cause.reason == Reason::Excerpt), "{absent:?}");
    }
}
