//! Hash-chained lines: each record names the hash of the one before it, so none can be changed, dropped or moved unseen.
//!
//! A line is `{"n":…,"prev":"…","record":{…},"hash":"…"}`; `hash` is the blake3 digest of all that stands before it in the
//! line. What a chain cannot show by itself is that its end was cut off at a record: its head must be known from elsewhere.

use std::io::{self, BufRead, Read};

use model::Text;
use serde::Serialize;
use serde_json::Value;

/// What the first record names as the one before it.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line is no longer than this; what is longer was not written here.
const LONGEST: u64 = 1 << 22;

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many records there are.
    pub records: u64,
    /// The hash of the last one.
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Self { records: 0, hash: NOTHING.to_owned() }
    }
}

/// Why a chain is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line is none of this form.
    Form,
    /// The line does not have its hash.
    Hash,
    /// It does not follow the record before it.
    Order,
    /// The chain ends before a head that is known.
    Short,
    /// It holds another record where a head is known.
    Other,
}

impl Fault {
    /// For people.
    pub const fn message(self) -> Text {
        match self {
            Self::Form => Text::new("記録の形ではありません", "this is no record"),
            Self::Hash => Text::new("記録が書き換えられています", "the record was changed"),
            Self::Order => Text::new(
                "前の記録に続いていません（削除・入れ替え・追加）",
                "it does not follow the record before it (dropped, moved or put in)",
            ),
            Self::Short => Text::new("記録の終わりが失われています", "the end of the chain is missing"),
            Self::Other => Text::new(
                "控えと違う記録になっています",
                "this is not the record that is known from elsewhere",
            ),
        }
    }
}

/// A chain that is not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The record, counted from 1.
    pub record: u64,
    /// Why.
    pub fault: Fault,
}

/// What came of reading a chain to its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Walked {
    /// Where it ends.
    pub head: Head,
    /// How many bytes the whole records have.
    pub whole: u64,
    /// Whether something follows them that is no whole line: a writer was broken off.
    pub torn: bool,
}

/// The line of the next record, with its end, and the head after it.
pub(crate) fn line(head: &Head, record: &impl Serialize) -> io::Result<(String, Head)> {
    let record = serde_json::to_string(record)?;
    let n = head.records + 1;
    let body = format!("{{\"n\":{n},\"prev\":\"{}\",\"record\":{record}", head.hash);
    let hash = digest(&body);
    Ok((format!("{body},\"hash\":\"{hash}\"}}\n"), Head { records: n, hash }))
}

fn digest(body: &str) -> String {
    blake3::hash(body.as_bytes()).to_hex().to_string()
}

/// Reads on from a head; `each` is given every record with the head after it.
pub(crate) fn walk(
    from: Head,
    mut lines: impl BufRead,
    mut each: impl FnMut(&Head, &Value),
) -> io::Result<Result<Walked, Broken>> {
    let (mut head, mut whole) = (from, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut lines).take(LONGEST).read_until(b'\n', &mut line)?;
        let torn = read > 0 && line.last() != Some(&b'\n');
        if read == 0 || (torn && (read as u64) < LONGEST) {
            return Ok(Ok(Walked { head, whole, torn }));
        }
        match next(&head, &line) {
            Ok((after, record)) => {
                head = after;
                whole += read as u64;
                each(&head, &record);
            }
            Err(fault) => return Ok(Err(Broken { record: head.records + 1, fault })),
        }
    }
}

/// Reads one line after a head.
fn next(head: &Head, line: &[u8]) -> Result<(Head, Value), Fault> {
    let text = std::str::from_utf8(line).map_err(|_| Fault::Hash)?;
    let (body, tail) = text.rsplit_once(",\"hash\":\"").ok_or(Fault::Form)?;
    let hash = tail.strip_suffix("\"}\n").ok_or(Fault::Form)?;
    if digest(body) != hash {
        return Err(Fault::Hash);
    }
    let mut value: Value = serde_json::from_str(&format!("{body}}}")).map_err(|_| Fault::Form)?;
    let follows = value.get("n").and_then(Value::as_u64) == Some(head.records + 1)
        && value.get("prev").and_then(Value::as_str) == Some(head.hash.as_str());
    if !follows {
        return Err(Fault::Order);
    }
    let record = value.get_mut("record").map(Value::take).ok_or(Fault::Form)?;
    Ok((Head { records: head.records + 1, hash: hash.to_owned() }, record))
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first thing that is not so"
    )]

    use super::{Broken, Fault, Head, Walked, line, walk};

    /// A chain of some records, by lines.
    fn chain() -> (Vec<String>, Head) {
        let mut head = Head::default();
        let mut lines = Vec::new();
        for n in 0..5 {
            let (text, after) = line(&head, &serde_json::json!({"value": n, "text": "診療"})).unwrap();
            lines.push(text);
            head = after;
        }
        (lines, head)
    }

    fn walked(text: &[u8]) -> Result<Walked, Broken> {
        walk(Head::default(), text, |_, _| {}).unwrap()
    }

    fn fault(lines: &[String]) -> Result<u64, (u64, Fault)> {
        let walked = walked(lines.concat().as_bytes());
        walked.map(|walked| walked.head.records).map_err(|broken| (broken.record, broken.fault))
    }

    #[test]
    fn a_chain_is_read_to_its_head() {
        let (lines, head) = chain();
        let whole = lines.concat().len() as u64;
        assert_eq!(walked(lines.concat().as_bytes()), Ok(Walked { head, whole, torn: false }));
    }

    #[test]
    fn any_changed_byte_is_seen() {
        let (lines, head) = chain();
        let text = lines.concat().into_bytes();
        for at in 0..text.len() {
            let mut changed = text.clone();
            changed[at] ^= 1;
            let seen = walked(&changed);
            assert!(!seen.is_ok_and(|seen| !seen.torn && seen.head == head), "byte {at}");
        }
    }

    #[test]
    fn records_cannot_be_dropped_swapped_or_put_in() {
        let (lines, _) = chain();
        for at in 0..lines.len() - 1 {
            let mut dropped = lines.clone();
            dropped.remove(at);
            assert_eq!(fault(&dropped), Err((at as u64 + 1, Fault::Order)));
            let mut swapped = lines.clone();
            swapped.swap(at, at + 1);
            assert_eq!(fault(&swapped), Err((at as u64 + 1, Fault::Order)));
            let mut twice = lines.clone();
            twice.insert(at, lines[at].clone());
            assert_eq!(fault(&twice), Err((at as u64 + 2, Fault::Order)));
        }
    }

    #[test]
    fn a_torn_tail_is_told_from_a_broken_chain() {
        let (lines, _) = chain();
        let text = lines.concat();
        let before = text.len() - lines[4].len();
        for cut in 1..lines[4].len() {
            let seen = walked(&text.as_bytes()[..text.len() - cut]).unwrap();
            assert_eq!((seen.head.records, seen.whole, seen.torn), (4, before as u64, true));
        }
        let seen = walked(&text.as_bytes()[..before]).unwrap();
        assert_eq!((seen.head.records, seen.torn), (4, false), "the chain alone cannot see this");
    }
}
