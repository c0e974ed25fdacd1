//! What the tests of the lists share: made-up issues, and bytes shown as text.
#![expect(clippy::unwrap_used, reason = "tests")]

use model::{Branch, Month};

use crate::{Agency, Institution, Issue, Medium};

/// A list for a made-up institution, of services of June 2024.
pub(crate) fn issue(agency: Agency, medium: Medium) -> Issue {
    let institution = Institution {
        prefecture: Branch::read("13").unwrap(),
        code: 1_234_567,
        name: "架空診療所".to_owned(),
    };
    let month = |number| Month::from_number(number).unwrap();
    Issue { agency, institution, department: None, month: month(2024_06), processed: month(2024_07), medium }
}

/// Bytes as text; carriage returns are shown, so that a snapshot holds every byte.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let (text, bad) = crate::text::decode(bytes);
    assert!(!bad);
    text.replace('\r', "⏎").replace('\u{1A}', "␚")
}
