//! The list of a made-up month has a row for each error with an official code.

use encoding_rs::SHIFT_JIS;

use super::asp_list;
use crate::check::tests::{checked, clean, month};

#[test]
fn every_error_with_an_official_code_has_its_row() {
    let file = month(300, 51);
    let checked = checked(&file);
    let coded =
        |code: &Option<String>| code.as_deref().and_then(|code| code.strip_prefix('L').map(str::to_owned));
    let mut codes: Vec<String> = Vec::new();
    for of in &checked.receipts {
        codes.extend(of.defects.iter().filter_map(|defect| coded(&defect.code)));
        codes.extend(of.findings.iter().filter_map(|finding| coded(&finding.official_code)));
    }
    assert!(codes.len() > 5, "{codes:?}");
    let lists = asp_list(&file, &checked, None, 1).lists;
    assert!(
        lists.iter().all(|list| list.name.starts_with("RIhasp") && list.name.ends_with(".csv")),
        "{lists:?}"
    );
    let text: String = lists.iter().map(|list| SHIFT_JIS.decode(&list.bytes).0.into_owned()).collect();
    let wide =
        |code: &str| code.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect::<String>();
    let rows = codes.iter().filter(|code| text.contains(&wide(code))).count();
    assert_eq!(rows, codes.len(), "{text}");
}

#[test]
fn a_file_without_errors_has_no_list() {
    let file = clean(40, 52);
    let lists = asp_list(&file, &checked(&file), None, 1).lists;
    assert!(lists.iter().all(|list| list.left_out == 0 || !list.bytes.is_empty()));
    let of_nothing = asp_list(b"", &checked(b""), None, 1).lists;
    assert!(of_nothing.is_empty());
    let first = lists.first().map(|list| list.name.clone());
    assert_eq!(
        first,
        None,
        "{:?}",
        lists.first().map(|list| SHIFT_JIS.decode(&list.bytes).0.into_owned()).unwrap_or_default()
    );
}

#[test]
fn errors_without_a_list_are_counted_with_the_reason() {
    let file = month(300, 51);
    let whole = asp_list(&file, &checked(&file), None, 1);
    assert!(whole.unwritten.is_empty() && !whole.lists.is_empty());
    // A prefecture that is none: a list has no agency and no name.
    let text = SHIFT_JIS.decode(&file).0.into_owned();
    let mut lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|line| line.starts_with("IR,")) {
        let mut items: Vec<String> = line.split(',').map(str::to_owned).collect();
        items.iter_mut().skip(2).take(1).for_each(|prefecture| *prefecture = "99".to_owned());
        *line = items.join(",");
    }
    let nowhere = SHIFT_JIS.encode(&lines.join("\r\n")).0.into_owned();
    let none = asp_list(&nowhere, &checked(&nowhere), None, 1);
    assert!(none.lists.is_empty());
    let told: Vec<_> = none.unwritten.iter().map(|one| (one.errors > 0, one.why.0.as_str())).collect();
    assert!(!told.is_empty() && told.iter().all(|(some, why)| *some && why.contains("都道府県")), "{told:?}");
}
