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
use receipt::batch::Line;
use receipt::cut::Limits;
use review::walk;
use serde_json::{Value, json};
use wire::{PointsTimesRow, UnitLineRow, UnitRow};

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
    let Assessment { effect, change, payers } = assessment(of, here, left)?;
    let each: Vec<Value> = payers.iter().map(|payer| json!({ "payer": payer, "points": change })).collect();
    let agency = if taken.agency == 1 { "fund" } else { "federation" };
    Ok(json!({
        "conclusion": "assess", "effect": row(of, effect, here), "by_payer": each,
        "reason": { "agency": agency, "edition": "", "code": line.reason },
    }))
}

fn row(of: Facts<'_>, effect: Effect, here: u64) -> Value {
    let share = |times: i64| json!([{ "line": here, "day": 0, "times": times }]);
    let mut row = match effect {
        Effect::Falls { times } => json!({ "kind": "falls", "shares": share(times) }),
        Effect::Corrects { times, points } => {
            json!({ "kind": "corrects", "shares": share(times), "points": points })
        }
    };
    if let (Some(row), Some(unit)) = (row.as_object_mut(), unit(of, effect, here)) {
        row.insert("units".to_owned(), json!([unit]));
    }
    row
}

/// What becomes of all lines of a 剤, each of which stands in the list with its own 負担区分; a line by itself needs no more.
fn unit(of: Facts<'_>, effect: Effect, here: u64) -> Option<UnitRow> {
    let line = of.line(here)?;
    let lines = of.unit(line);
    let (points, all) =
        (i64::from(line.points), u32::from(if line.days == 0 { line.count } else { line.day_total }));
    let priced = |points: i64, times: u32| PointsTimesRow { points, times };
    let (left, after) = match effect {
        Effect::Falls { times } => {
            let left = all.saturating_sub(u32::try_from(times).ok()?);
            (left, if left == 0 { Vec::new() } else { vec![priced(points, left)] })
        }
        Effect::Corrects { points, .. } => (all, vec![priced(points, all)]),
    };
    let row = |line: &Line| UnitLineRow { line: of.batch.line_of(line.row), before: all, after: left };
    (lines.len() > 1).then(|| UnitRow {
        lines: lines.iter().map(row).collect(),
        before: vec![priced(points, all)],
        after,
    })
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use std::fs;
    use std::path::Path;

    use model::Month;
    use serde_json::json;

    use super::{DecidedLine, DecidedReceipt, Verdict, decided};

    /// A receipt with an insurer and a public fund, whose line 6 is borne by both: 152 points, twice.
    fn receipt() -> DecidedReceipt {
        receipt_of("SI,60,2,160091310,,152,2,,,,,,,2", 6)
    }

    /// The same of other lines, of which one is assessed.
    fn receipt_of(lines: &str, line: u64) -> DecidedReceipt {
        let frame = "IR,1,13,1,1310009,,X,202407,00,\r\n";
        let own = format!(
            "RE,1,1122,202406,P,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
             HO,06134019,1234,567,1,304,,,,,,,,,\r\n\
             KO,12131111,1234567,,1,304,,,,,,\r\n\
             SY,8833421,20240410,1,,,01,\r\n\
             {}\r\n",
            lines.replace('\n', &format!("{}\r\n", ",".repeat(30))) + &",".repeat(30)
        );
        let claim = [frame, &own].concat().into_bytes();
        let taken = json!({
            "run": "r", "agency": 1, "billed": 202407, "lines": own.lines().count(),
            "receipt": {
                "seq": 1, "number": 1, "institution": "131310009", "month": 202406, "inpatient": false,
                "department": null, "points_claimed": 304, "points_after": null, "payers": [], "disposition": "review",
                "queue": "staff", "defects": [], "findings": [], "not_evaluated": [],
                "bytes": [frame.len(), claim.len()], "first_line": 2, "frame": [0, frame.len()], "digest": ""
            }
        });
        let line =
            DecidedLine { line, verdict: Verdict::Assess(152), reason: "B".into(), text: "過剰".into() };
        DecidedReceipt { taken: serde_json::from_value(taken).unwrap(), claim, lines: vec![line] }
    }

    #[test]
    fn a_unit_of_several_codes_stands_with_all_its_lines_and_those_whose_totals_count_it() {
        let folder = tempfile::tempdir().unwrap();
        let (work, out) = (folder.path().join("work"), folder.path().join("out"));
        fs::create_dir(&work).unwrap();
        let month = Month::from_number(202_407).unwrap();
        // The insurer claims 304 and the fund 304: both have the points of the unit.
        let unit = "SI,60,1,160091310,,,2,,,,,,,2\nSI,,2,160091410,,152,2,,,,,,,2";
        let (_, unsaid) = decided(&[receipt_of(unit, 7)], month, &work, &out).unwrap();
        assert!(unsaid.is_empty(), "{unsaid:?}");
        let rows = changed(&out);
        let fields: Vec<Vec<String>> = rows
            .iter()
            .filter(|row| row.starts_with('3') || row.starts_with('4'))
            .map(|row| row.split(',').skip(21).take(7).map(str::to_owned).collect())
            .collect();
        assert_eq!(fields.len(), 2, "{rows:?}");
        let said = |line: usize, item: usize| fields.get(line)?.get(item).map(String::as_str);
        assert_eq!([said(0, 0), said(0, 1)], [Some("06"), Some("-152")], "{rows:?}");
        assert_eq!([said(1, 0), said(1, 1)], [Some("12"), Some("-152")], "{rows:?}");
        // Item 25, 負担 of what was claimed: each line its own.
        assert_eq!([said(0, 3), said(1, 3)], [Some("1"), Some("2")], "{rows:?}");
    }

    /// The lines of 増減点連絡書 in a folder of lists.
    fn changed(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        entries
            .flat_map(|path| {
                if path.is_dir() {
                    return changed(&path);
                }
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if !name.starts_with("RIzogn") {
                    return Vec::new();
                }
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                text.lines().map(str::to_owned).collect()
            })
            .collect()
    }

    #[test]
    fn of_several_payers_each_has_a_line_with_its_law_and_the_change() {
        let folder = tempfile::tempdir().unwrap();
        let (work, out) = (folder.path().join("work"), folder.path().join("out"));
        fs::create_dir(&work).unwrap();
        let month = Month::from_number(202_407).unwrap();
        let (_, unsaid) = decided(&[receipt()], month, &work, &out).unwrap();
        assert!(unsaid.is_empty(), "{unsaid:?}");
        let rows = changed(&out);
        let of_law = |law: &str| {
            let fields =
                |row: &String| row.split(',').map(|one| one.trim_matches('"').to_owned()).collect::<Vec<_>>();
            rows.iter().map(fields).filter(|row| row.get(21).is_some_and(|own| own == law)).count()
        };
        assert_eq!(rows.iter().filter(|row| row.contains("-152")).count(), 2, "{rows:?}");
        assert_eq!((of_law("06"), of_law("12")), (1, 1), "{rows:?}");
    }
}
