//! The program from outside: one binary, so that all of it is linked once.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

mod again;
mod decisions;
mod diff;
mod eligibility;
mod history;
mod masters;
mod months;
mod official;
mod one_fact;
mod outputs;
mod report;
mod revisions;
mod rules;
mod screen;
mod service;
mod shinsa;
mod staff;

use std::path::Path;
use std::process::Command;

/// Runs the program in a folder: its exit code, its output and its errors.
fn shinsa(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(arguments).current_dir(dir).env("LANG", "ja_JP.UTF-8").env_remove("SHINSA_HOME");
    let output = command.output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A file that is no module would never be run.
#[test]
fn every_file_of_tests_is_a_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let own = include_str!("program.rs");
    for entry in std::fs::read_dir(folder).expect("the folder of the tests") {
        let name = entry.expect("an entry").file_name();
        let Some(module) = name.to_str().and_then(|name| name.strip_suffix(".rs")) else { continue };
        assert!(module == "program" || own.contains(&format!("\nmod {module};\n")), "{module}");
    }
}
