//! Claims of the patient that findings of what is left to people name: read once more from the files of the run and of its
//! history, to be kept beside them, and the digests of those files.
//!
//! The history is read as it is now, so what stands there is held against the case: the month that was named, and the patient.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use desk::{Taken, TakenRows};
use history::{Patient, Relation, institution_at};
use receipt::cut::Limits;
use receipt::{Batch, Institution};
use review::walk;
use sources::{SourceError, each_stream};
use wire::ReceiptRow;

use super::filer::Filer;
use super::files;
use super::people::ForPeople;
use super::rows::Rows;
use crate::error::BatchError;
use crate::run::{Run, Stream};
use crate::unit::Hashed;

/// Another claim of the patient of a case.
#[derive(Clone, Debug)]
pub struct NamedClaim {
    /// The digest of its claim file.
    pub file: String,
    /// The receipt without what was found in it; its disposition is blank where the run did not judge it.
    pub taken: Taken,
    /// The bytes that it is shown from.
    pub claim: Vec<u8>,
}

/// Receipts by the name of their file and their number there.
type Wanted = BTreeMap<String, BTreeSet<u64>>;

/// A claim as it was read.
struct Read {
    taken: Taken,
    claim: Vec<u8>,
    patient: Option<Patient>,
}

#[derive(Default)]
struct Reading {
    wanted: Wanted,
    digests: BTreeMap<String, String>,
    read: BTreeMap<(String, u64), Read>,
}

/// Tells each receipt the digests of the files that its findings name, and gives it the claims that they name there. What is not
/// there any more stays without.
///
/// # Errors
/// A file of the run changed, or the machine fails.
pub(super) fn put(of: &Path, run: &Run, found: &mut [ForPeople]) -> Result<(), BatchError> {
    let mut reading = Reading {
        wanted: wanted(found),
        digests: run.inputs.iter().map(|input| (input.file.clone(), input.digest.clone())).collect(),
        read: BTreeMap::new(),
    };
    reading.inputs(of, run)?;
    reading.history(run);
    let own: BTreeSet<(String, u64)> =
        found.iter().map(|one| (one.file.clone(), one.taken.receipt.seq)).collect();
    for one in found {
        let named = one.taken.named_files().into_iter();
        let known = named.filter_map(|name| Some((name.to_owned(), reading.digests.get(name)?.clone())));
        one.taken.files = known.filter(|(_, digest)| !digest.is_empty()).collect();
        one.linked = reading.of(one, &own);
    }
    Ok(())
}

fn wanted(found: &[ForPeople]) -> Wanted {
    let mut wanted = Wanted::new();
    for (name, seq) in found.iter().flat_map(|one| one.taken.named_claims()) {
        wanted.entry(name.to_owned()).or_default().insert(seq);
    }
    wanted
}

/// The path of a file in a zip, else its own: members are opened together.
fn container(file: &str) -> &str {
    file.split_once("!/").map_or(file, |(container, _)| container)
}

impl Reading {
    /// Reads the files of the run that are named.
    fn inputs(&mut self, of: &Path, run: &Run) -> Result<(), BatchError> {
        let named: BTreeSet<&str> = self.wanted.keys().map(|name| container(name)).collect();
        let inputs = run.inputs.iter().filter(|input| named.contains(container(&input.file)));
        let inputs: Vec<Stream> = inputs.cloned().collect();
        if inputs.is_empty() {
            return Ok(());
        }
        let mut rows: Rows<ReceiptRow> = Rows::open(&of.join("receipts.jsonl"))?;
        files::each(&inputs, None, |stream, bytes| {
            rows.skip_while(|row| row.file != stream.file)?;
            let mut filer = Filer::default();
            walk(bytes, Limits::default(), |batch| {
                filer.each(batch, |at, filed| {
                    let seq = batch.seq_of(at);
                    let row = rows.take_if(|row| row.file == stream.file && row.seq == seq)?;
                    if self.wants(&stream.file, seq) {
                        let disposition = row.map_or_else(String::new, |row| row.disposition);
                        self.keep((&stream.file, seq), (batch, at), (filed, disposition));
                    }
                    Ok(())
                })
            })
            .map(|_broken| ())
        })
    }

    /// Reads the files of the history that are named, as they are now; one that cannot be read is not there.
    fn history(&mut self, run: &Run) {
        let of_run: BTreeSet<&str> = run.inputs.iter().map(|input| input.file.as_str()).collect();
        let missing: BTreeSet<String> =
            self.wanted.keys().filter(|name| !of_run.contains(name.as_str())).cloned().collect();
        if missing.is_empty() {
            return;
        }
        for path in &run.history {
            let _gone = each_stream(Path::new(path), |stream| {
                if missing.contains(&stream.name) {
                    self.earlier(&stream.name, stream.bytes);
                }
                Ok::<(), SourceError>(())
            });
        }
    }

    fn earlier(&mut self, name: &str, bytes: &mut dyn io::Read) {
        let mut hashed = Hashed::new(bytes);
        let mut filer = Filer::default();
        let walked = walk(&mut hashed, Limits::default(), |batch| {
            filer.each(batch, |at, filed| {
                let seq = batch.seq_of(at);
                if self.wants(name, seq) {
                    self.keep((name, seq), (batch, at), (filed, String::new()));
                }
                Ok::<(), std::convert::Infallible>(())
            })
        });
        let Ok(broken) = walked;
        // What stands behind the last line that could be read belongs to the digest too.
        if broken.is_none() && io::copy(&mut hashed, &mut io::sink()).is_ok() {
            self.digests.insert(name.to_owned(), hashed.digest());
        }
    }

    fn wants(&self, file: &str, seq: u64) -> bool {
        self.wanted.get(file).is_some_and(|wanted| wanted.contains(&seq))
    }

    fn keep(
        &mut self,
        (file, seq): (&str, u64),
        (batch, at): (&Batch, usize),
        (filed, disposition): (Option<(&[u8], Institution)>, String),
    ) {
        let who = filed.map(|(_, who)| who);
        let own = batch.receipts.get(at);
        let receipt = ReceiptRow {
            file: String::new(),
            seq,
            receipt: own.and_then(|own| own.number),
            institution: None,
            month: own.and_then(|own| own.month).map(model::Month::number),
            disposition,
            queue: None,
            points_claimed: None,
            points_after: None,
            findings: 0,
            not_evaluated: Vec::new(),
        };
        let rows = TakenRows { receipt, findings: Vec::new(), defects: Vec::new() };
        let (taken, claim) = Taken::new("", rows, (batch, at), filed);
        let patient = Patient::of(batch, at, who, &mut Vec::new());
        self.read.insert((file.to_owned(), seq), Read { taken, claim, patient });
    }

    /// The claims that findings of a receipt name, those left out that are cases of the same run (`own`): they are looked at there.
    fn of(&self, one: &ForPeople, own: &BTreeSet<(String, u64)>) -> Vec<NamedClaim> {
        let patient = one.taken.read(&one.claim).and_then(|batch| {
            let who = institution_at(None, &batch, 0);
            Patient::of(&batch, 0, who, &mut Vec::new())
        });
        let Some(patient) = patient else { return Vec::new() };
        let mut all = Vec::new();
        for (name, of) in one.taken.linked_by_name() {
            let Some(read) = self.read.get(&(name.to_owned(), of.seq)) else { continue };
            let Some(digest) = self.digests.get(name).filter(|digest| !digest.is_empty()) else { continue };
            let same = read.patient.is_some_and(|other| patient.relation(&other) != Relation::Other);
            let is_case = own.contains(&(digest.clone(), of.seq));
            if same && !is_case && read.taken.receipt.month == of.month {
                let mut taken = read.taken.clone();
                taken.receipt.institution.clone_from(&one.taken.receipt.institution);
                all.push(NamedClaim { file: digest.clone(), taken, claim: read.claim.clone() });
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]
    use std::fs;
    use std::path::Path;

    use serde_json::{Value, json};

    use crate::for_people;
    use crate::run::{Run, Stream};

    const IR: &str = "IR,1,13,1,1310009,,X,202407,00,\r\n";

    /// A receipt of three lines: outpatient or inpatient, of a month and a patient.
    fn receipt(number: u32, class: u32, month: u32, name: &str) -> String {
        format!(
            "RE,{number},{class},{month},{name},1,19800115,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
             HO,06134019,1234,567,1,152,,,,,,,,,\r\n\
             SI,60,1,160091310,,152,1,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
        )
    }

    fn write(path: &Path, text: &str) -> String {
        fs::write(path, text).unwrap();
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }

    fn row(file: &str, seq: u64, disposition: &str) -> Value {
        let queue = (disposition == "review").then_some("staff");
        json!({
            "file": file, "seq": seq, "receipt": seq, "institution": "131310009", "month": 202406,
            "disposition": disposition, "queue": queue, "points_claimed": 152, "points_after": null, "findings": 0,
            "not_evaluated": [],
        })
    }

    /// A finding of the first receipt of a file, which names lines of others.
    fn finding(file: &str, named: &[(&str, u64, u32)]) -> Value {
        let other = |&(file, seq, month): &(&str, u64, u32)| json!({ "file": file, "seq": seq, "line": 4, "code": null, "role": "witness", "month": month });
        let mut lines = vec![json!({ "file": file, "seq": 1, "line": 4, "code": null, "role": "subject" })];
        lines.extend(named.iter().map(other));
        json!({
            "id": "f", "file": file, "seq": 1, "receipt": 1, "institution": "131310009", "month": 202406, "rule": "R-1",
            "edition": null, "check": "other", "certainty": "review", "conclusion": "flag", "reason": null,
            "official_code": null, "level": "L4", "lines": lines, "days": [], "points": null, "doubt": null,
            "message": "", "advice": "", "text": "", "basis": "", "state": "won", "subsumed_by": null,
        })
    }

    /// A run over a file with four receipts and a history with two, of which the first receipt's finding names all.
    fn run(dir: &Path) -> (String, String) {
        let month = dir.join("month.UKE");
        let before = dir.join("before.UKE");
        let of_month = [
            receipt(1, 1112, 202_406, "P"),
            receipt(2, 1111, 202_406, "P"),
            receipt(3, 1112, 202_406, "P"),
            receipt(4, 1112, 202_406, "Q").replace("19800115", "19800116"),
        ];
        let digest = write(&month, &format!("{IR}{}", of_month.concat()));
        let of_before = [receipt(1, 1112, 202_405, "P"), receipt(2, 1112, 202_404, "P")];
        let earlier = write(&before, &format!("{IR}{}", of_before.concat()));
        let (month, before) = (month.display().to_string(), before.display().to_string());
        let dispositions = ["review", "assessed", "review", "accepted"];
        let rows = (1..).zip(dispositions).map(|(seq, of)| format!("{}\n", row(&month, seq, of)));
        fs::write(dir.join("receipts.jsonl"), rows.collect::<String>()).unwrap();
        // The second of the history was of another month when it was screened.
        let named = [
            (month.as_str(), 2, 202_406),
            (month.as_str(), 3, 202_406),
            (month.as_str(), 4, 202_406),
            (before.as_str(), 1, 202_405),
            (before.as_str(), 2, 202_403),
            ("gone.UKE", 1, 202_402),
        ];
        fs::write(dir.join("findings.jsonl"), format!("{}\n", finding(&month, &named))).unwrap();
        fs::write(dir.join("defects.jsonl"), "").unwrap();
        let input = Stream { file: month, digest: digest.clone(), ..Stream::default() };
        let run = Run { inputs: vec![input], history: vec![before], ..Run::default() };
        fs::write(dir.join("run.json"), serde_json::to_vec(&run).unwrap()).unwrap();
        (digest, earlier)
    }

    #[test]
    fn claims_that_findings_name_are_kept_where_they_are_the_patients_and_no_cases() {
        let folder = tempfile::tempdir().unwrap();
        let (digest, earlier) = run(folder.path());
        let left = for_people(folder.path()).unwrap();
        assert_eq!(left.receipts.len(), 2);
        let kept: Vec<(&str, u64, &str)> = left.receipts[0]
            .linked
            .iter()
            .map(|one| (one.file.as_str(), one.taken.receipt.seq, one.taken.receipt.disposition.as_str()))
            .collect();
        assert_eq!(kept, [(digest.as_str(), 2, "assessed"), (earlier.as_str(), 1, "")]);
        assert!(left.receipts[1].linked.is_empty(), "nothing names others there");
        let inpatient = &left.receipts[0].linked[0];
        let claim = String::from_utf8_lossy(&inpatient.claim).into_owned();
        assert!(claim.starts_with("IR,") && claim.contains("RE,2,1111"), "with its institution");
        assert!(!claim.contains("RE,1,") && !claim.contains("RE,3,"), "and nothing else");
        assert_eq!(inpatient.taken.receipt.institution.as_deref(), Some("131310009"));
        assert!(inpatient.taken.read(&inpatient.claim).is_some(), "it can be laid out");
    }
}
