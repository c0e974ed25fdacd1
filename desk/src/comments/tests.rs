//! Comments that made-up months lack: one is chosen and written, and the check asks no more.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use intake::content::comments::TextFault;
use model::{CheckKind, Lang};

use super::{CommentChoice, TextRefused, comment_choices};
use crate::check::tests::{SNAPSHOT, checked, only};
use crate::sheet::tests::part;
use crate::{Mend, mend};

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
fn a_comment_that_was_missing_is_chosen_and_no_longer_asked_for() {
    let file = only(600, 41, CheckKind::CommentMissing);
    let before = checked(&file);
    let mut mends: Vec<Mend> = Vec::new();
    let mut asked = Vec::new();
    for of in &before.receipts {
        for finding in of
            .findings
            .iter()
            .filter(|finding| finding.check == "comment-missing" && finding.conclusion == "ask")
        {
            let Some(line) = finding.lines.iter().find(|line| line.role == "subject") else { continue };
            let bytes = (part(&file, of.bytes), part(&file, of.frame));
            let choices = comment_choices(bytes, of, line.line, &SNAPSHOT, Lang::Ja).unwrap();
            assert_eq!(Some(&choices.code), line.code.as_ref());
            let due: Vec<_> =
                choices.choices.iter().filter(|one| one.is_due == Some(true) && !one.is_met).collect();
            let Some(choice) = due.first() else { panic!("{finding:?} {choices:?}") };
            mends.push(choice.write(&entry(choice)).unwrap());
            asked.push((of.seq, finding.rule.clone()));
        }
    }
    assert!(asked.len() > 10, "{}", asked.len());
    let mended = mend(&file, &mends).unwrap();
    assert!(mended.len() > file.len());
    let after = checked(&mended);
    for (seq, rule) in &asked {
        let of = after.receipts.iter().find(|of| of.seq == *seq).unwrap();
        assert!(of.findings.iter().all(|finding| finding.rule != *rule), "{seq} {rule}: {:?}", of.findings);
    }
    for (before, after) in before.receipts.iter().zip(&after.receipts) {
        assert_eq!(before.defects.len(), after.defects.len(), "nothing new is wrong: {:?}", after.defects);
        assert!(after.findings.len() <= before.findings.len());
    }
    let removed = without(&mended, &file);
    assert!(removed.iter().all(|line| line.starts_with(b"CO,,")), "everything else is as it was");
    assert_eq!(removed.len(), asked.len());
}

/// The lines of `more` that are not lines of `file`, when the others are the same in the same order.
fn without(more: &[u8], file: &[u8]) -> Vec<Vec<u8>> {
    let mut known = file.split_inclusive(|byte| *byte == b'\n').peekable();
    let mut new = Vec::new();
    for line in more.split_inclusive(|byte| *byte == b'\n') {
        if known.peek() == Some(&line) {
            known.next();
        } else {
            new.push(line.to_vec());
        }
    }
    assert!(known.next().is_none());
    new
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
