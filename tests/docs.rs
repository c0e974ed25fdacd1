//! Pages of docs/ that are derived from code equal what the code says; `UPDATE_DOCS=1` writes them anew.

use std::path::Path;

/// Compares a page with what it is derived from, or writes it.
fn check_page(name: &str, derived: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some_and(|v| v == "1") {
        std::fs::write(&path, derived).expect("docs/ can be written");
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let first = written.lines().zip(derived.lines()).position(|(a, b)| a != b);
    assert!(
        written == derived,
        "docs/{name} is out of step from line {}: run the tests with UPDATE_DOCS=1 and commit the page",
        first.unwrap_or_else(|| written.lines().count().min(derived.lines().count())) + 1
    );
}

#[test]
fn records_page_is_that_of_the_layouts() {
    check_page("records.md", &receipt::layout::doc::page());
}

#[test]
fn page_of_official_codes_is_that_of_the_list() {
    check_page("intake-codes.md", &intake::doc::codes_page());
}

#[test]
fn page_of_the_intake_is_that_of_its_tables() {
    check_page("intake.md", &intake::doc::intake_page());
}

#[test]
fn page_of_master_layouts_is_that_of_the_layouts() {
    check_page("master-layouts.md", &masters::doc::page());
}

#[test]
fn page_of_facts_is_that_of_the_catalogue() {
    check_page("facts.md", &eval::facts::page());
}
