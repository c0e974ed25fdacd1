//! The first findings of each rule, picked out of `findings.jsonl` in one pass.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

use memchr::memmem;
use serde::Deserialize;

/// How many a rule has.
const EACH: usize = 3;

/// A finding, as far as a page shows it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Example {
    pub file: String,
    pub seq: u64,
    /// The first line that it speaks of.
    pub line: Option<u64>,
    pub message: String,
    /// What kind of check it is.
    pub check: String,
    pub basis: String,
}

/// By rule.
pub(crate) type Examples = BTreeMap<String, Vec<Example>>;

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    file: Cow<'a, str>,
    seq: u64,
    #[serde(borrow)]
    rule: Cow<'a, str>,
    #[serde(borrow)]
    check: Cow<'a, str>,
    lines: Vec<Line>,
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    basis: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Line {
    line: u64,
}

/// The first findings of each rule that are not contained in others.
pub(crate) fn pick(mut rows: impl BufRead) -> io::Result<Examples> {
    // A quotation mark within a text has a backslash, so this is a key of the object.
    let key = memmem::Finder::new(br#""rule":""#);
    let subsumed = memmem::Finder::new(br#""state":"subsumed""#);
    let mut examples = Examples::new();
    let mut row = Vec::new();
    while {
        row.clear();
        rows.read_until(b'\n', &mut row)?
    } > 0
    {
        // PERF: most rows are of rules that have their examples; those are told by their name alone.
        let known = rule_of(&row, &key).and_then(|rule| examples.get(rule));
        if known.is_some_and(|known| known.len() >= EACH) || subsumed.find(&row).is_some() {
            continue;
        }
        let one: Row<'_> = serde_json::from_slice(&row)?;
        let line = one.lines.first().map(|line| line.line);
        examples.entry(one.rule.into_owned()).or_default().push(Example {
            file: one.file.into_owned(),
            seq: one.seq,
            line,
            message: one.message.into_owned(),
            check: one.check.into_owned(),
            basis: one.basis.into_owned(),
        });
    }
    Ok(examples)
}

/// The rule of a row, unless its name has something escaped in it.
fn rule_of<'a>(row: &'a [u8], key: &memmem::Finder<'_>) -> Option<&'a str> {
    let rest = row.get(key.find(row)? + key.needle().len()..)?;
    let name = std::str::from_utf8(rest.get(..memchr::memchr(b'"', rest)?)?).ok()?;
    (!name.contains('\\')).then_some(name)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use super::pick;

    fn row(seq: u64, rule: &str, state: &str) -> String {
        let row = serde_json::json!({
            "file": "a\"b", "seq": seq, "rule": rule, "check": "age", "lines": [{"line": seq + 10}],
            "message": r#"says "rule":"other""#, "basis": "-", "state": state,
        });
        format!("{row}\n")
    }

    #[test]
    fn the_first_three_of_each_rule_that_stand() {
        let rows: String =
            (1..=9).map(|seq| row(seq, "A", if seq == 2 { "subsumed" } else { "won" })).collect();
        let rows = rows + &row(10, r#"B"quoted"#, "notice");
        let picked = pick(rows.as_bytes()).unwrap();
        let seqs = |rule: &str| picked.get(rule).unwrap().iter().map(|one| one.seq).collect::<Vec<_>>();
        assert_eq!(seqs("A"), [1, 3, 4]);
        assert_eq!(seqs(r#"B"quoted"#), [10]);
        let first = picked.get("A").unwrap().first().unwrap();
        assert_eq!((first.file.as_str(), first.line), ("a\"b", Some(11)));
    }
}
