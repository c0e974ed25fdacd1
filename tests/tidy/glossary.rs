//! The glossary names what the code has: every identifier in it occurs in the source.

use super::files::{root, with_extension};

#[test]
fn identifiers_of_the_glossary_exist() {
    let glossary = std::fs::read_to_string(root().join("GLOSSARY.md")).unwrap();
    let rows: Vec<Vec<&str>> = glossary
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| term") && !line.starts_with("| ---"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 40);
    let sources: String = with_extension("rs").into_iter().map(|(_, text)| text).collect();
    for row in rows {
        for identifier in
            row[3].split(',').map(|i| i.trim().trim_matches('`')).filter(|i| !i.is_empty() && *i != "-")
        {
            let last = identifier.rsplit("::").next().unwrap();
            assert!(
                sources.contains(last),
                "`{identifier}` ({}) is in the glossary but nowhere in the code",
                row[1]
            );
        }
        assert!(!row[4].is_empty(), "{} has no sentence", row[1]);
    }
}
