//! Lists the rule files for `lib.rs`; cargo runs it again when a file comes, goes or changes.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of the national set. Overlays of branches are not built in.
const FOLDERS: [&str; 2] = ["examples", "medical"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut list = String::from("[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for path in rule_files(&root.join(folder))? {
            let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let text = path.to_string_lossy().into_owned();
            writeln!(list, "    File {{ path: {name:?}, text: include_str!({text:?}) }},")
                .map_err(io::Error::other)?;
        }
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), list)
}

fn rule_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "rule"));
    paths.sort();
    Ok(paths)
}
