//! Traces of made-up receipts: every finding of a rule has one, and its sentences speak of the finding's lines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use model::Lang;

use super::{Trace, TraceNode, trace};
use crate::Asked;
use crate::check::tests::{SNAPSHOT, checked, month};
use crate::sheet::tests::part;

fn lines(node: &TraceNode) -> Vec<u64> {
    let inside = node.parts.iter().flat_map(lines);
    node.lines.iter().copied().chain(inside).collect()
}

#[test]
fn every_finding_of_a_rule_has_its_trace() {
    let file = month(300, 21);
    let checked = checked(&file);
    let codes: Vec<&str> = SNAPSHOT.book(None).rules().iter().map(|rule| rule.code.as_str()).collect();
    let mut met = 0;
    for of in &checked.receipts {
        let (bytes, frame) = (part(&file, of.bytes), part(&file, of.frame));
        let all = trace(bytes, frame, of, Asked::new(&SNAPSHOT), None);
        for finding in of.findings.iter().filter(|finding| codes.contains(&finding.rule.as_str())) {
            let told: Vec<Trace> = trace(bytes, frame, of, Asked::new(&SNAPSHOT), Some(&finding.rule));
            let told = told.iter().find(|trace| trace.outcome == "fired" || trace.outcome == "referred");
            let told = told.unwrap();
            assert!(all.iter().any(|trace| trace.rule == told.rule));
            assert!(told.findings.iter().any(|text| text.contains(&finding.message)));
            let spoken: Vec<u64> = told.ways.iter().flat_map(lines).collect();
            let rows =
                of.first_line..of.first_line + bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            assert!(spoken.iter().all(|line| rows.contains(line)), "{spoken:?} {rows:?}");
            met += 1;
        }
    }
    assert!(met > 20, "{met}");
}

#[test]
fn a_silent_rule_says_where_it_stopped() {
    let file = month(5, 22);
    let checked = checked(&file);
    let of = checked.receipts.first().unwrap();
    let rule = &SNAPSHOT.book(None).rules().first().unwrap().code;
    let asked = Asked { lang: Lang::En, ..Asked::new(&SNAPSHOT) };
    let told = trace(part(&file, of.bytes), part(&file, of.frame), of, asked, Some(rule));
    assert!(told.iter().all(|one| one.outcome != "silent" || !one.why_not.is_empty()));
    assert!(!told.is_empty());
    assert!(trace(b"", b"", of, asked, Some(rule)).is_empty());
}
