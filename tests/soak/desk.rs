//! The desks of the 47 branches: they review file after file, and hold each output against the revision that it names.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use model::Branch;
use receipt::cut::Limits;
use review::session::{RevisionId, Session, Snapshot};
use review::{Config, review};

use super::Report;
use super::made::{Input, KINDS, MARK, Made};

/// Small batches, so that a file is judged in many steps.
const LIMITS: Limits = Limits { batch: 8 << 10, receipt: 8 << 20 };

/// What all desks share.
pub struct Desk<'m> {
    made: &'m Made,
    /// What each kind says of each file.
    expected: Vec<Vec<String>>,
    /// The kind of each revision that went live.
    kinds: Mutex<BTreeMap<RevisionId, usize>>,
    /// When each branch first worked under a revision from a file.
    arrived: Mutex<BTreeMap<RevisionId, BTreeMap<Branch, Instant>>>,
    begun: AtomicU64,
    outputs: AtomicU64,
    overtaken: AtomicU64,
    receipts: AtomicU64,
    wrong: Mutex<Vec<String>>,
}

impl<'m> Desk<'m> {
    /// Writes down what each kind says, in peace.
    pub fn new(made: &'m Made) -> Self {
        let say = |snapshot: &Snapshot| -> Vec<String> {
            let of = |input: &Input| said(snapshot, &input.bytes, input.branch).digest;
            made.inputs.iter().map(of).collect()
        };
        let expected = made.ready.iter().map(|snapshot| say(snapshot)).collect();
        let kinds = (0..KINDS).map(|kind| (*made.ready[kind].revision(), kind)).collect();
        Self {
            made,
            expected,
            kinds: Mutex::new(kinds),
            arrived: Mutex::default(),
            begun: AtomicU64::default(),
            outputs: AtomicU64::default(),
            overtaken: AtomicU64::default(),
            receipts: AtomicU64::default(),
            wrong: Mutex::default(),
        }
    }

    /// How many files were begun.
    pub fn begun(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }

    /// A revision from a file goes live.
    pub fn expect(&self, revision: RevisionId, kind: usize) {
        self.kinds.lock().expect("no thread panics").insert(revision, kind);
        self.arrived.lock().expect("no thread panics").insert(revision, BTreeMap::new());
    }

    /// Reviews a file under one pin.
    pub fn review(&self, session: &Session, at: usize) {
        let at = at % self.made.inputs.len();
        let input = &self.made.inputs[at];
        let pinned = session.pin();
        self.begun.fetch_add(1, Ordering::Relaxed);
        let revision = *pinned.live.revision();
        if let Some(arrived) = self.arrived.lock().expect("no thread panics").get_mut(&revision) {
            arrived.entry(input.branch).or_insert_with(Instant::now);
        }
        let said = said(&pinned.live, &input.bytes, input.branch);
        let kind = self.kinds.lock().expect("no thread panics").get(&revision).copied();
        let expected = kind.and_then(|kind| self.expected[kind].get(at));
        let marked = kind.map(|kind| format!("種類{kind} "));
        let pure = marked.is_some_and(|mark| {
            !said.marks.is_empty() && said.marks.iter().all(|one| one.starts_with(&mark))
        });
        if expected != Some(&said.digest) || !pure {
            let told = format!("file {at} under {revision}, kind {kind:?}: {} marks", said.marks.len());
            self.wrong.lock().expect("no thread panics").push(told);
        }
        self.outputs.fetch_add(1, Ordering::Relaxed);
        self.receipts.fetch_add(said.receipts, Ordering::Relaxed);
        let overtaken = *session.pin().live.revision() != revision;
        self.overtaken.fetch_add(u64::from(overtaken), Ordering::Relaxed);
    }

    /// Waits until every branch has begun a file under a revision, and says when the last one did.
    pub fn last_branch(&self, revision: RevisionId) -> Instant {
        loop {
            let arrived = self.arrived.lock().expect("no thread panics");
            let of = arrived.get(&revision).filter(|of| of.len() == Branch::all().count());
            if let Some(last) = of.and_then(|of| of.values().max().copied()) {
                return last;
            }
            drop(arrived);
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    /// Everything that was seen.
    pub fn close(self, report: &mut Report) {
        report.outputs = self.outputs.into_inner();
        report.overtaken = self.overtaken.into_inner();
        report.receipts = self.receipts.into_inner();
        report.wrong = self.wrong.into_inner().expect("no thread panics");
    }
}

/// What a review says.
struct Said {
    digest: String,
    /// The texts of the rule that tells kinds apart.
    marks: Vec<String>,
    receipts: u64,
}

fn said(snapshot: &Snapshot, bytes: &[u8], branch: Branch) -> Said {
    let config = Config { limits: LIMITS, rules: Some(snapshot.book(Some(branch))), ..Config::default() };
    let (mut hasher, mut marks) = (blake3::Hasher::new(), Vec::new());
    let outcome = review(bytes, snapshot.masters(), config, |part| {
        for finding in part.findings {
            hasher.update(format!("{finding:?}").as_bytes());
            if finding.rule == MARK {
                marks.push(finding.message.clone());
            }
        }
        hasher.update(format!("{:?}", part.not_evaluated).as_bytes());
        Ok::<(), Infallible>(())
    });
    let Ok(outcome) = outcome;
    Said { digest: hasher.finalize().to_hex().to_string(), marks, receipts: outcome.summary.receipts }
}
