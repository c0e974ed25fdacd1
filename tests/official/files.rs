//! The files: each one taken for what it is, with all its rows.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::OnceLock;

use masters::{FileKind, Form, Masters, Refusal, Report, Source, SourceSet, build, read};
use sources::{SourceError, Stream};

/// What was read of one file, by its path below the folder.
pub type Files = BTreeMap<String, Result<Source, Refusal>>;

/// The folder of the official data; says so when it is not known.
pub fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("SHINSA_SHARED").filter(|v| !v.is_empty());
    if shared.is_none() {
        eprintln!("skipped: SHINSA_SHARED does not name the folder of the official data");
    }
    shared.map(PathBuf::from)
}

/// The bytes of every official master file.
pub fn bytes() -> Option<&'static BTreeMap<String, Vec<u8>>> {
    static BYTES: OnceLock<Option<BTreeMap<String, Vec<u8>>>> = OnceLock::new();
    BYTES
        .get_or_init(|| {
            let shared = folder()?;
            let mut files = BTreeMap::new();
            for path in ["masters", "law/R4/facility_standard_codes.csv"] {
                for found in sources::walk(&[shared.join(path)]).unwrap() {
                    let mut keep = |stream: Stream<'_>| -> Result<(), SourceError> {
                        let mut bytes = Vec::new();
                        stream.bytes.read_to_end(&mut bytes).unwrap();
                        let name = stream.name.strip_prefix(&format!("{}/", shared.display()));
                        files.insert(name.unwrap_or(&stream.name).to_owned(), bytes);
                        Ok(())
                    };
                    if found.path.extension().is_some_and(|e| e == "xlsx") {
                        let bytes: &mut dyn Read = &mut std::fs::File::open(&found.path).unwrap();
                        keep(Stream { name: found.path.display().to_string(), bytes }).unwrap();
                    } else {
                        sources::each_stream(&found.path, keep).unwrap();
                    }
                }
            }
            Some(files)
        })
        .as_ref()
}

/// Every official master file, read.
pub fn files() -> Option<&'static Files> {
    static FILES: OnceLock<Option<Files>> = OnceLock::new();
    FILES
        .get_or_init(|| {
            Some(bytes()?.iter().map(|(name, bytes)| (name.clone(), read(name, bytes, None))).collect())
        })
        .as_ref()
}

/// A set of those files whose path holds one of the parts.
pub fn set(parts: &[&str]) -> Option<SourceSet> {
    let mut set = SourceSet::default();
    for (name, source) in files()? {
        if let (true, Ok(source)) = (parts.iter().any(|part| name.contains(part)), source) {
            set.add(source.clone());
        }
    }
    Some(set)
}

/// All of them, built.
pub fn all() -> Option<&'static (Masters, Report)> {
    static ALL: OnceLock<Option<(Masters, Report)>> = OnceLock::new();
    ALL.get_or_init(|| set(&[""]).map(|set| build(&set))).as_ref()
}

#[test]
fn each_is_taken_for_what_it_is() {
    let Some(files) = files() else { return };
    let taken = |name: &str| {
        files.get(name).and_then(|f| f.as_ref().ok()).map(|s| (s.kind().slug(), s.form(), s.rows()))
    };
    for (name, kind, rows) in [
        ("masters/R2/s.csv", "s", 8735),
        ("masters/R4/s.csv", "s", 10111),
        ("masters/R6/s.csv", "s", 10173),
        ("masters/R6/y.csv", "y", 21182),
        ("masters/R6/t.csv", "t", 1360),
        ("masters/R6/b.txt", "b", 27437),
        ("masters/R6/z.txt", "z", 2375),
        ("masters/R6/c.csv", "c", 3759),
        ("masters/R6/ck.csv", "ck", 14719),
        ("masters/R6/ward_k.csv", "ward_k", 200),
        ("masters/R6/tensuhyo_ika/01_hojo.csv", "hojo", 10178),
        ("masters/R6/tensuhyo_ika/03-2_haihan_month.csv", "haihan_month", 21918),
        ("masters/R6/tensuhyo_ika/03-3_haihan_simultaneous.csv", "haihan_simultaneous", 17136),
        ("masters/R6/tensuhyo_ika/03-4_haihan_week.csv", "haihan_week", 350),
        ("masters/R6/tensuhyo_ika/04_nyuin.csv", "nyuin", 6084),
        ("masters/R6/tensuhyo_ika/05_kaisu.csv", "kaisu", 5343),
        ("masters/H28/tensuhyo_ika/03-1_haihan_day.csv", "haihan_day", 20302),
        ("masters/updates/s_20240531.zip!/s_ALL20240531.csv", "s", 10133),
        ("masters/updates/y_ALL20240321.zip!/y_ALL20240321.csv", "y", 19686),
        ("law/R4/facility_standard_codes.csv", "facility", 1092),
    ] {
        assert_eq!(taken(name), Some((kind, Form::Full, rows)), "{name}");
    }
    assert_eq!(taken("masters/updates/y_20240906.csv"), Some(("y", Form::Update, 2190)));
    // The list of withdrawn diseases (旧傷病名管理ファイル) is an update of b.
    assert_eq!(taken("masters/R6/shika/hb_20260101.txt"), Some(("b", Form::Update, 7965)));
}

#[test]
fn none_is_refused_and_those_of_later_waves_are_named() {
    let Some(files) = files() else { return };
    let mut later = 0;
    for (name, source) in files {
        match source {
            Ok(_) => {}
            Err(Refusal::NotTakenYet(_)) => later += 1,
            Err(other) => panic!("{name}: {}", other.message(model::Lang::En)),
        }
    }
    assert_eq!(later, 20);
}

#[test]
fn every_row_of_a_full_file_is_in_the_store() {
    let Some((masters, _)) = all() else { return };
    let codes = |kind| masters.all_codes(kind).count();
    // Codes of all editions together.
    for (kind, count) in [
        (FileKind::Procedure, 11936),
        (FileKind::Drug, 21182),
        (FileKind::Material, 1360),
        (FileKind::Disease, 35291),
        (FileKind::Modifier, 2375),
        (FileKind::Comment, 3759),
        (FileKind::Ward, 200),
    ] {
        assert_eq!(codes(kind), count, "{kind:?}");
    }
}
