//! Rule books to measure: that of this repository, read from its files.

use std::path::Path;

use dsl::ast::File;

/// The texts of the rule files of this repository, in the order of their names.
///
/// # Panics
/// When they cannot be read: there is nothing to measure then.
pub fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let mut paths: Vec<_> = sources::walk(&[folder])
        .expect("the rule book can be read")
        .into_iter()
        .map(|found| found.path)
        .filter(|path| path.extension().is_some_and(|name| name == "rule"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a rule file can be read")).collect()
}

/// The syntax trees of texts.
pub fn trees(texts: &[String]) -> Vec<File> {
    texts.iter().map(|text| dsl::parse(text).file).collect()
}
