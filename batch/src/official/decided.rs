//! The official lists of what people decided: decisions become the rows that the lists are made of, beside the claims that
//! are kept with them, put together again one file for each institution and agency.

mod notes;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use desk::Taken;
use desk::official::Facts;
use desk::official::assessment::{Assessment, Effect, assessment};
use model::Month;
use receipt::Batch;
use receipt::cut::Limits;
use review::walk;
use serde_json::{Value, json};

use super::{Asked, Official, lists};
use crate::error::BatchError;
use crate::run::{Coverage, Goals, Run, Stream};

/// What was decided of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 請求どおり.
    AsClaimed,
    /// 査定: so many points of the line remain, all its times together.
    Assess(u32),
    /// 返戻.
    Return,
}

/// A line with what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLine {
    /// As it stood in the file that was screened.
    pub line: u64,
    /// What.
    pub verdict: Verdict,
    /// The code: 増減点事由 of an assessment, 理由内容 of a return.
    pub reason: String,
    /// The reason in words.
    pub text: String,
}

/// A receipt that was decided.
#[derive(Debug)]
pub struct DecidedReceipt {
    /// What was found in it.
    pub taken: Taken,
    /// Its bytes, behind those of its institution.
    pub claim: Vec<u8>,
    /// Its lines.
    pub lines: Vec<DecidedLine>,
}

/// An assessment that no list can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaid {
    /// Nine digits, where they can be read.
    pub institution: String,
    /// 1-based ordinal of the receipt in the file that was screened.
    pub seq: u64,
    /// The line there.
    pub line: u64,
    /// Why.
    pub why: model::Text,
}

/// Writes the lists of a month to a folder that is not there yet. `work` is an empty folder that others cannot read.
///
/// # Errors
/// The machine fails, or `out` is there already.
pub fn decided(
    receipts: &[DecidedReceipt],
    month: Month,
    work: &Path,
    out: &Path,
) -> Result<(Official, Vec<Unsaid>), BatchError> {
    if out.exists() {
        return Err(BatchError::Exists { path: out.to_owned() });
    }
    let mut rows = Written::default();
    let mut inputs = Vec::new();
    for (at, group) in by_filer(receipts).into_iter().enumerate() {
        let path = work.join(format!("{}.UKE", at + 1));
        let mut bytes = part(group.first().copied(), |of| of.receipt.frame).to_vec();
        group.iter().for_each(|of| bytes.extend_from_slice(part(Some(*of), |of| of.receipt.bytes)));
        fs::write(&path, &bytes).map_err(BatchError::writing(&path))?;
        let file = path.display().to_string();
        rows.file(&file, &bytes, &group);
        inputs.push(Stream {
            digest: blake3::hash(&bytes).to_hex().to_string(),
            bytes: bytes.len() as u64,
            receipts: group.len() as u64,
            file,
            ..Stream::default()
        });
    }
    for (name, text) in [
        ("receipts.jsonl", &rows.receipts),
        ("findings.jsonl", &rows.findings),
        ("defects.jsonl", &String::new()),
    ] {
        let path = work.join(name);
        fs::write(&path, text).map_err(BatchError::writing(&path))?;
    }
    let asked = Asked { processed: Some(month), sent: None };
    let official = lists(&run(inputs), work, None, out, &asked)?;
    notes::rename(out, &rows.places)?;
    Ok((official, rows.unsaid))
}

/// Receipts by the bytes of the record of their institution: institution, agency and month in which they are filed.
fn by_filer(receipts: &[DecidedReceipt]) -> Vec<Vec<&DecidedReceipt>> {
    let mut groups: BTreeMap<&[u8], Vec<&DecidedReceipt>> = BTreeMap::new();
    for of in receipts {
        groups.entry(part(Some(of), |of| of.receipt.frame)).or_default().push(of);
    }
    groups.into_values().collect()
}

fn part(of: Option<&DecidedReceipt>, place: impl Fn(&Taken) -> (u64, u64)) -> &[u8] {
    let Some(of) = of else { return &[] };
    let (from, to) = place(&of.taken);
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
    of.claim.get(at(from)..at(to)).unwrap_or_default()
}

fn run(inputs: Vec<Stream>) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: BTreeMap::new(),
        inputs,
        history: Vec::new(),
        parts: 1,
        skipped: Vec::new(),
        asked: BTreeMap::new(),
        decisions: String::new(),
        outputs: BTreeMap::new(),
        goals: Goals::default(),
        counts: crate::counts::Counts::default(),
        coverage: Coverage::default(),
        timings: BTreeMap::new(),
    }
}

#[derive(Default)]
struct Written {
    receipts: String,
    findings: String,
    unsaid: Vec<Unsaid>,
    places: notes::Places,
}

impl Written {
    fn file(&mut self, file: &str, bytes: &[u8], group: &[&DecidedReceipt]) {
        let mut group = group.iter();
        let walked = walk(bytes, Limits::default(), |batch| {
            for receipt in 0..batch.receipts.len() {
                if let Some(of) = group.next() {
                    self.receipt(file, (batch, receipt), of);
                }
            }
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(_read_from_memory) = walked;
    }

    fn receipt(&mut self, file: &str, (batch, at): (&Batch, usize), of: &DecidedReceipt) {
        let own = &of.taken.receipt;
        let first = batch.receipts.get(at).map_or(0, |of| batch.line_of(of.rows.start));
        let seq = batch.seq_of(at);
        let known = (own.institution.clone().unwrap_or_default(), own.seq);
        self.places.insert((file.to_owned(), seq), known);
        let mut verdicts = Vec::new();
        for line in of.lines.iter().filter(|line| line.verdict != Verdict::AsClaimed) {
            let here = line.line.saturating_sub(own.first_line) + first;
            match said(Facts { batch, receipt: at }, here, line, &of.taken) {
                Ok(more) => {
                    let row = finding((file, seq, here), line, own, &more);
                    self.findings.push_str(&format!("{row}\n"));
                    verdicts.push(line.verdict);
                }
                Err(why) => self.unsaid.push(Unsaid {
                    institution: own.institution.clone().unwrap_or_default(),
                    seq: own.seq,
                    line: line.line,
                    why,
                }),
            }
        }
        let disposition = match () {
            () if verdicts.contains(&Verdict::Return) => "returned",
            () if verdicts.is_empty() => "accepted",
            () => "assessed",
        };
        let row = json!({
            "file": file, "seq": seq, "receipt": own.number, "institution": own.institution, "month": own.month,
            "disposition": disposition, "queue": null, "points_claimed": own.points_claimed, "points_after": null,
            "findings": verdicts.len(), "not_evaluated": [],
        });
        self.receipts.push_str(&format!("{row}\n"));
    }
}

/// What a row says beyond every other; or why no list can say it.
fn said(of: Facts<'_>, here: u64, line: &DecidedLine, taken: &Taken) -> Result<Value, model::Text> {
    let Verdict::Assess(left) = line.verdict else {
        // SPEC: 返戻区分 2 審査上, as third-party readers have the codes of the return file (unverified).
        return Ok(json!({ "conclusion": "return", "slip": { "class": "2", "detail": line.reason } }));
    };
    let Assessment { effect, change, payer } = assessment(of, here, left)?;
    let agency = if taken.agency == 1 { "fund" } else { "federation" };
    Ok(json!({
        "conclusion": "assess", "effect": row(effect, here), "by_payer": [{ "payer": payer, "points": change }],
        "reason": { "agency": agency, "edition": "", "code": line.reason },
    }))
}

fn row(effect: Effect, here: u64) -> Value {
    let share = |times: i64| json!([{ "line": here, "day": 0, "times": times }]);
    match effect {
        Effect::Falls { times } => json!({ "kind": "falls", "shares": share(times) }),
        Effect::Corrects { times, points } => {
            json!({ "kind": "corrects", "shares": share(times), "points": points })
        }
    }
}

fn finding(
    (file, seq, here): (&str, u64, u64),
    line: &DecidedLine,
    own: &desk::CheckedReceipt,
    more: &Value,
) -> Value {
    let mut row = json!({
        "id": format!("decision-{seq}-{here}"), "file": file, "seq": seq, "receipt": own.number,
        "institution": own.institution, "month": own.month, "rule": "decision", "edition": null, "check": "other",
        "certainty": "definite", "reason": null, "official_code": null, "level": "L4",
        "lines": [{ "file": file, "seq": seq, "line": here, "code": null, "role": "subject" }],
        "days": [], "points": null, "doubt": null, "message": line.text, "advice": "", "text": line.text, "basis": "",
        "state": "won", "subsumed_by": null,
    });
    if let (Some(row), Some(more)) = (row.as_object_mut(), more.as_object()) {
        row.extend(more.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    row
}
