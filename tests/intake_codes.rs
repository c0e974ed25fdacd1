//! The list of official intake codes against the excerpt of the official list: codes, levels, kinds of claims.

use std::collections::BTreeMap;

use intake::codes;
use model::ClaimKind;

/// Code, level and kinds of claims of every line of the excerpt that speaks of medical claims.
fn official(text: &str) -> BTreeMap<&str, (&str, Vec<ClaimKind>)> {
    let lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let medical = lines.filter_map(|cells| {
        let [code, level, claims, ..] = cells[..] else { panic!("a line of the excerpt has too few cells") };
        let claims: Vec<ClaimKind> = claims
            .split('/')
            .map(|claim| match claim {
                "医科" => ClaimKind::Medical,
                "DPC" => ClaimKind::Dpc,
                other => panic!("{other} is no kind of claims that the excerpt knew"),
            })
            .collect();
        claims.contains(&ClaimKind::Medical).then_some((code, (level, claims)))
    });
    medical.collect()
}

#[test]
fn the_list_is_that_of_the_official_excerpt() {
    let Some(shared) = std::env::var_os("SHINSA_SHARED").filter(|v| !v.is_empty()) else {
        eprintln!("skipped: SHINSA_SHARED does not name the folder of the official data");
        return;
    };
    let path = std::path::Path::new(&shared).join("reference/asp-error-codes-83.tsv");
    let text = std::fs::read_to_string(&path).expect("the folder holds the excerpt");
    let expected = official(&text);
    assert!(!expected.is_empty());
    let listed: BTreeMap<_, _> = codes::ALL
        .iter()
        .map(|code| (code.code, (code.level().map_or("-", model::Level::name), code.claims.to_vec())))
        .collect();
    assert_eq!(listed, expected);
}
