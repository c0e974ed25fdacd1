//! The member list of the workspace is the layer list: a crate depends only on crates above it.

use super::files::root;

/// Members in order, as (package name, folder).
fn members() -> Vec<(String, String)> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let list = manifest.split("members = [").nth(1).unwrap().split(']').next().unwrap();
    let folders = list.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next());
    folders
        .map(|folder| {
            let text = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
            let name = text.lines().find_map(|line| line.strip_prefix("name = \"")).unwrap();
            (name.trim_end_matches('"').to_owned(), folder.to_owned())
        })
        .collect()
}

/// Names under `[dependencies]`: what is shipped; tests may look upwards.
fn dependencies(folder: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let part = text.split("\n[dependencies]").nth(1).unwrap_or_default();
    let part = part.split("\n[").next().unwrap_or_default();
    part.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
}

#[test]
fn dependencies_point_up_the_member_list() {
    let members = members();
    assert!(members.len() >= 9);
    for (at, (name, folder)) in members.iter().enumerate() {
        for dependency in dependencies(folder) {
            if let Some(layer) = members.iter().position(|(other, _)| *other == dependency) {
                assert!(layer < at, "{name} depends on {dependency}, which stands below it");
            }
        }
    }
}

#[test]
fn versions_stand_in_one_place() {
    for (name, folder) in members() {
        let text = std::fs::read_to_string(root().join(&folder).join("Cargo.toml")).unwrap();
        let dependencies =
            text.split("dependencies]").skip(1).flat_map(|part| part.split("\n[").next().unwrap().lines());
        for line in dependencies.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(line.contains("workspace = true"), "{name}: `{line}` names a version of its own");
        }
    }
}
