//! `shinsa masters` as a user meets it: where the store is, what the screen says, in both languages.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with a home.
fn run(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shinsa"))
        .args(arguments)
        .current_dir(home)
        .env("SHINSA_HOME", home)
        .output()
        .expect("run")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_home_without_a_store_is_told_and_the_starter_set_answers() {
    let home = tempfile::tempdir().expect("a folder");
    let list = run(home.path(), &["masters", "list"]);
    assert_eq!(list.status.code(), Some(0));
    assert!(err(&list).contains("SHINSA_HOME に保管庫がありません"), "{}", err(&list));
    // An absent code suggests near ones from the same masters: told once, not twice.
    let show = run(home.path(), &["--lang", "en", "masters", "show", "199999998", "--json"]);
    assert_eq!(show.status.code(), Some(1));
    assert_eq!(err(&show).matches("SHINSA_HOME holds no store").count(), 1, "{}", err(&show));
}

#[test]
fn a_home_with_half_a_store_is_an_error() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(home.path().join("masters/sources")).expect("a folder");
    let list = run(home.path(), &["masters", "list"]);
    assert_eq!(list.status.code(), Some(2));
    assert!(err(&list).contains("shinsa masters import"), "{}", err(&list));
}

#[test]
fn a_file_that_is_not_there_says_why_and_leaves_no_store() {
    let home = tempfile::tempdir().expect("a folder");
    let import = run(home.path(), &["masters", "import", "nofile"]);
    assert_eq!(import.status.code(), Some(3));
    assert!(out(&import).contains("nofile: ファイルがありません"), "{}", out(&import));
    assert!(!home.path().join("masters").exists());
}

#[test]
fn the_list_has_one_row_a_master_and_no_trailing_blanks() {
    let home = tempfile::tempdir().expect("a folder");
    let list = out(&run(home.path(), &["masters", "list"]));
    assert_eq!(list.matches("医薬品マスター").count(), 1, "{list}");
    assert!(list.lines().all(|line| line == line.trim_end()), "{list}");
    let all = out(&run(home.path(), &["masters", "list", "--all"]));
    assert!(all.contains("starter/y.csv"), "{all}");
    assert!(all.lines().all(|line| line == line.trim_end()), "{all}");
}

#[test]
fn numbers_stand_with_their_meaning_in_both_languages() {
    let home = tempfile::tempdir().expect("a folder");
    let ja = out(&run(home.path(), &["masters", "show", "111000110", "--on", "2024-07-01"]));
    assert!(ja.contains("点数識別（新又は現点数）: 3（点数（プラス））"), "{ja}");
    let en = out(&run(home.path(), &["--lang", "en", "masters", "show", "111000110", "--on", "2024-07-01"]));
    assert!(en.contains("medical procedures") && en.contains("kind of points: 3 (points)"), "{en}");
}
