//! The store on disk: what is taken stays, what is refused changes nothing, two imports keep apart.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::path::Path;

use masters::DatedBy;
use model::{Lang, ModifierCode};

use super::store::{Importing, Opened, open, told_before};
use super::{import, run};
use crate::args::masters::{Import, Masters, Show, Store, Told};
use crate::exit::{Done, Misused};

/// A full file of two modifiers, with a name each.
fn modifiers(names: [&str; 2]) -> String {
    let line = |code: &str, name: &str| {
        let empty = "\"\",";
        format!(
            "\"0\",\"Z\",\"{code}\",{empty}{empty}\"3\",\"{name}\",{empty}\"5\",\"カナ\",{empty}\"0\",\"0\",\"20200101\",{empty}\"99999999\",{empty}{empty}\"A8000000\"\r\n"
        )
    };
    line("8002", names[0]) + &line("8003", names[1])
}

fn import(dir: &Path, name: &str, text: &str) -> Done {
    import_told(dir, name, text, None)
}

fn import_told(dir: &Path, name: &str, text: &str, published: Option<Told>) -> Done {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    let store = Store { masters: Some(dir.join("store")) };
    import::run(&Import { paths: vec![path], store, published, json: false }, Lang::Ja, true).unwrap()
}

fn name_of(dir: &Path, code: u16) -> Option<String> {
    let opened = open(Some(&dir.join("store")), Lang::Ja).unwrap();
    let day = model::Date::from_number(2024_06_01)?;
    opened.masters().modifier(ModifierCode(code), day).in_force().map(|m| m.name().to_owned())
}

#[test]
fn what_is_taken_stays_and_what_is_refused_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(import(dir.path(), "z_20240601.txt", &modifiers(["の疑い", "術後"])), Done::Clean);
    assert_eq!(name_of(dir.path(), 8002).as_deref(), Some("の疑い"));
    let snapshot = std::fs::read(dir.path().join("store/masters.bin")).unwrap();
    let broken = modifiers(["の疑い", ""]);
    assert_eq!(import(dir.path(), "z_20250601.txt", &broken), Done::Partly);
    assert_eq!(import(dir.path(), "other.txt", "a,b,c"), Done::Partly);
    assert_eq!(import(dir.path(), "z_20240601.txt", &modifiers(["の疑い", "術後"])), Done::Clean);
    assert!(std::fs::read(dir.path().join("store/masters.bin")).unwrap() == snapshot);
}

#[test]
fn an_import_that_takes_nothing_leaves_no_store() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(import(dir.path(), "other.txt", "a,b,c"), Done::Partly);
    assert!(!dir.path().join("store").exists());
    assert!(open(Some(&dir.path().join("store")), Lang::Ja).err().unwrap().is::<Misused>());
}

#[test]
fn the_order_of_imports_leaves_the_same_store() {
    let (forth, back) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = [
        ("z_20240601.txt", modifiers(["の疑い", "術後"])),
        ("z_20250601.txt", modifiers(["の疑い", "手術後"])),
    ];
    for (name, text) in &files {
        import(forth.path(), name, text);
    }
    for (name, text) in files.iter().rev() {
        import(back.path(), name, text);
    }
    let bytes = |dir: &Path| std::fs::read(dir.join("store/masters.bin")).unwrap();
    assert!(bytes(forth.path()) == bytes(back.path()));
}

#[test]
fn a_wrong_day_of_publication_is_corrected_to_any_day_and_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let text = modifiers(["の疑い", "術後"]);
    let stands = || {
        let opened = open(Some(&dir.path().join("store")), Lang::Ja).unwrap();
        let sources = opened.masters().sources();
        assert_eq!(sources.len(), 1, "{sources:?}");
        let source = sources.first().unwrap();
        (
            source.published.unwrap().number(),
            source.dated_by,
            told_before(&opened).unwrap()(&source.digest).len(),
        )
    };
    let told = |number| Some(Told::Day(model::Date::from_number(number).unwrap()));
    assert_eq!(import(dir.path(), "z_20240601.txt", &text), Done::Clean);
    assert_eq!(stands(), (2024_06_01, DatedBy::Name, 0));
    for (day, before) in [(2024_07_01, 0), (2025_07_01, 1), (2024_05_01, 2)] {
        assert_eq!(import_told(dir.path(), "z_20240601.txt", &text, told(day)), Done::Clean);
        assert_eq!(stands(), (day, DatedBy::Told, before));
    }
    // Without a day nothing is told, under whatever name.
    assert_eq!(import(dir.path(), "z_20230601.txt", &text), Done::Clean);
    assert_eq!(stands(), (2024_05_01, DatedBy::Told, 2));
    // Taken back: the day of its names again, the earliest as before.
    assert_eq!(import_told(dir.path(), "z_20240601.txt", &text, Some(Told::AsFile)), Done::Clean);
    assert_eq!(stands(), (2023_06_01, DatedBy::Name, 3));
    // What the snapshot says is what the kept files say when they are read again.
    let snapshot = std::fs::read(dir.path().join("store/masters.bin")).unwrap();
    assert_eq!(import(dir.path(), "other.txt", "a,b,c"), Done::Partly);
    assert!(std::fs::read(dir.path().join("store/masters.bin")).unwrap() == snapshot);
}

#[test]
fn two_imports_at_once_refuse_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let first = Importing::begin(dir.path(), Lang::En).unwrap();
    let second = Importing::begin(dir.path(), Lang::En).err().map(|error| error.to_string());
    assert!(second.is_some_and(|text| text.contains("another import is running")));
    drop(first);
    assert!(Importing::begin(dir.path(), Lang::En).is_ok());
}

#[test]
fn a_folder_without_a_store_is_wrong_use_and_a_damaged_one_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let error = open(Some(dir.path()), Lang::Ja).err().unwrap();
    assert!(error.is::<Misused>());
    import(dir.path(), "z_20240601.txt", &modifiers(["の疑い", "術後"]));
    let path = dir.path().join("store/masters.bin");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    let error = open(Some(&dir.path().join("store")), Lang::Ja).err().unwrap();
    assert!(error.to_string().contains("取り込み直してください"), "{error}");
    // The kept files make it whole again, whatever is imported next.
    import(dir.path(), "other.txt", "a,b,c");
    assert_eq!(name_of(dir.path(), 8003).as_deref(), Some("術後"));
}

#[test]
fn without_a_store_the_starter_set_answers() {
    assert!(
        matches!(open(None, Lang::Ja).unwrap(), Opened::Starter) || std::env::var_os("SHINSA_HOME").is_some()
    );
    let show = |code: &str| {
        let options =
            Show { code: code.to_owned(), store: Store { masters: None }, on: None, all: true, json: true };
        run(&Masters::Show(options), Lang::Ja, true).unwrap()
    };
    assert_eq!(show("111000110"), Done::Clean);
    assert_eq!(show("199999998"), Done::Troubled);
    assert_eq!(show("12"), Done::Misused);
}
