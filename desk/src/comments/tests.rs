//! What belongs to the lines of a made-up month, and what may be entered. That the check asks no more afterwards needs the
//! official comment relations: tests/desk.rs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use intake::content::comments::TextFault;
use model::{CheckKind, Lang};

use super::{CommentChoice, TextRefused, comment_choices};
use crate::check::tests::{SNAPSHOT, checked, only};
use crate::sheet::tests::part;

/// Something that the pattern of a comment takes.
fn entry(choice: &CommentChoice) -> String {
    match choice.pattern {
        20 => String::new(),
        31 => "112007410".to_owned(),
        40 => "0".repeat(choice.places.iter().map(|(_, digits)| usize::from(*digits)).sum()),
        42 => "1".to_owned(),
        50 => "5060601".to_owned(),
        51 => "1000".to_owned(),
        52 => "00030".to_owned(),
        53 => "011000".to_owned(),
        _ => "試験".to_owned(),
    }
}

#[test]
fn what_is_entered_is_checked_by_the_pattern() {
    let file = only(600, 41, CheckKind::CommentMissing);
    let checked = checked(&file);
    let mut seen = 0;
    for of in &checked.receipts {
        let bytes = (part(&file, of.bytes), part(&file, of.frame));
        for line in of.first_line..of.first_line + 12 {
            let Some(choices) = comment_choices(bytes, of, line, &SNAPSHOT, Lang::Ja) else { continue };
            for choice in &choices.choices {
                seen += 1;
                choice.write(&entry(choice)).unwrap();
                let nothing = choice.write("");
                let more = choice.write("試験");
                match choice.pattern {
                    20 => assert_eq!(
                        (nothing.is_ok(), more),
                        (true, Err(TextRefused::Wrong(TextFault::Unneeded)))
                    ),
                    _ => assert_eq!(nothing, Err(TextRefused::Wrong(TextFault::Missing))),
                }
                if matches!(choice.pattern, 10 | 30) {
                    assert!(matches!(choice.write(&"長".repeat(39)), Err(TextRefused::TooLong(78))));
                    assert_eq!(choice.write("\u{1F600}"), Err(TextRefused::Character));
                    let refused = choice.write("").unwrap_err();
                    assert!(refused.message(&choice.asks_for, Lang::Ja).contains(&choice.asks_for));
                }
            }
        }
    }
    assert!(seen > 20, "{seen}");
}
