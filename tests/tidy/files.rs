//! Every source file says its job in its first line, and stays small.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files with an extension below the root, build output and hidden folders left out.
pub fn with_extension(extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(), &root(), extension, &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

fn collect(root: &Path, dir: &Path, extension: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            let relative = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.push((relative, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Files longer than 500 lines, each with its reason.
const LONG: &[(&str, &str)] = &[];

#[test]
fn every_file_says_its_job_first() {
    let silent: Vec<_> = with_extension("rs")
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "no `//!` in the first line of {silent:?}");
}

#[test]
fn files_stay_small() {
    for (path, text) in with_extension("rs") {
        let lines = text.lines().count();
        let allowed = if LONG.iter().any(|(long, _)| *long == path) { 800 } else { 500 };
        assert!(lines <= allowed, "{path} has {lines} lines: split it by what it is about");
    }
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    for extension in ["rs", "md", "toml", "csv"] {
        for (path, text) in with_extension(extension) {
            for word in [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/")] {
                assert!(!text.contains(word), "{path} names {word}");
            }
        }
    }
}
