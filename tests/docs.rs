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
fn page_of_outputs_is_that_of_the_columns() {
    check_page("outputs.md", &formats::doc::page());
}

#[test]
fn page_of_mending_is_that_of_the_repairs() {
    check_page("mending.md", &desk::mending::doc::page());
}

#[test]
fn page_of_rules_lists_the_whole_book() {
    check_page("rules.md", &rules());
}

/// Every rule of the book by its file, with what it rests on and what it leaves to people.
fn rules() -> String {
    let reading = eval::Reading::of(rulebook::FILES);
    assert_eq!(reading.errors(), 0);
    let entries = eval::catalogue::entries(&reading);
    assert_eq!(entries.len(), reading.compiled.rules.len());
    let tables = eval::catalogue::tables(&entries, |file| rulebook::FILES[file].path, model::Lang::En);
    format!(
        "# Rules\n\nThe {} rules that are built in, by file.\nDerived from rules/; do not edit (`UPDATE_DOCS=1` writes it anew).\n\
         What they rest on and how far they were tried: [rule-book.md](rule-book.md).\n{tables}",
        entries.len()
    )
}

#[test]
fn page_of_facts_is_that_of_the_catalogue() {
    check_page("facts.md", &eval::facts::page());
}
