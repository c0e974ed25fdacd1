//! Result files of a month: what was settled in it, as the official lists; for the command and for whoever fetches them.

mod clear;

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use batch::decided::{DecidedLine, DecidedReceipt, Unsaid, Verdict, decided};
use batch::{BatchError, Official};
use caseflow::{Decision, State};
use model::Month;
use serde_json::json;
use store::cases::{CaseFilter, CaseLine, MonthRow};
use store::{Store, StoreError};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use clear::Clear;
pub(crate) use clear::sweep_all;

/// So many cases are listed at once.
const AT_ONCE: i64 = 200;

/// Why there are no lists.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The claims of the month were deleted, at this time.
    #[error("the claims of the month were deleted")]
    Purged(i64),
    /// Nothing is settled.
    #[error("nothing is settled")]
    Nothing,
    /// What was found in a claim cannot be read.
    #[error("what was found cannot be read")]
    Unreadable,
    /// There is no room for all of it.
    #[error("there is no room")]
    Room,
    /// The lists cannot be written.
    #[error(transparent)]
    Lists(#[from] BatchError),
    /// The folder to work in, or the file of all lists.
    #[error(transparent)]
    Machine(#[from] io::Error),
}

impl From<ZipError> for Failed {
    fn from(error: ZipError) -> Self {
        Self::Machine(error.into())
    }
}

/// What was settled in a month.
#[derive(Debug)]
pub struct Gathered {
    month: Month,
    receipts: Vec<DecidedReceipt>,
    /// So many cases are not settled.
    pub waiting: u64,
}

/// What was written of it.
#[derive(Debug)]
pub struct Written {
    /// So many cases are settled.
    pub settled: u64,
    /// So many are not.
    pub waiting: u64,
    /// The lists.
    pub official: Official,
    /// Assessments that no list can say.
    pub unsaid: Vec<Unsaid>,
}

impl Written {
    /// So much of what was settled stands in no list.
    pub const fn missing(&self) -> u64 {
        self.official.left_out + self.unsaid.len() as u64
    }

    /// Whether every case of the month is settled, and all of it stands in the lists.
    pub const fn is_whole(&self) -> bool {
        self.waiting == 0 && self.missing() == 0
    }
}

/// All cases of a month.
///
/// # Errors
/// The store fails.
pub async fn cases(store: &Store, branch: &str, month: &str) -> Result<Vec<CaseLine>, StoreError> {
    let filter = CaseFilter { branch: branch.to_owned(), month: month.to_owned(), ..CaseFilter::default() };
    let mut all: Vec<CaseLine> = Vec::new();
    loop {
        let page = store.cases(&filter, all.last(), AT_ONCE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Gathers what was settled of the cases of a month, while there is room for it: `room` is told how many bytes are held.
///
/// # Errors
/// The claims were deleted, nothing is settled, there is no room, or the store fails.
pub async fn gathered(
    store: &Store,
    row: &MonthRow,
    cases: &[CaseLine],
    mut room: impl FnMut(usize) -> bool,
) -> Result<Gathered, Failed> {
    if let Some(at) = row.purged {
        return Err(Failed::Purged(at));
    }
    let month = row.month.parse().ok().and_then(Month::from_number).ok_or(Failed::Unreadable)?;
    let (mut receipts, mut waiting, mut held) = (Vec::new(), 0_u64, 0_usize);
    for case in cases {
        match receipt(store, &case.id).await? {
            Some((receipt, bytes)) => {
                held = held.saturating_add(bytes);
                if !room(held) {
                    return Err(Failed::Room);
                }
                receipts.push(receipt);
            }
            None => waiting += 1,
        }
    }
    if receipts.is_empty() { Err(Failed::Nothing) } else { Ok(Gathered { month, receipts, waiting }) }
}

/// A case that is settled, and how many bytes it was read from.
async fn receipt(store: &Store, id: &str) -> Result<Option<(DecidedReceipt, usize)>, Failed> {
    let Some(file) = store.case(id).await?.filter(|file| file.case.state() == State::Settled) else {
        return Ok(None);
    };
    let Some(decision) = file.case.settlement() else { return Ok(None) };
    let shown = store.case_claim(id).await?;
    let bytes = shown.claim.len().saturating_add(shown.found.len());
    // An error of JSON could name values.
    let taken = serde_json::from_slice(&shown.found).map_err(|_| Failed::Unreadable)?;
    Ok(Some((DecidedReceipt { taken, claim: shown.claim, lines: lines(decision) }, bytes)))
}

fn lines(decision: &Decision) -> Vec<DecidedLine> {
    let line = |(line, of): (&u32, &caseflow::Line)| DecidedLine {
        line: u64::from(*line),
        verdict: match of.verdict {
            // What was asked is not settled, and stays as claimed until it is.
            caseflow::Verdict::AsClaimed | caseflow::Verdict::Ask => Verdict::AsClaimed,
            caseflow::Verdict::Assess { points } => Verdict::Assess(points),
            caseflow::Verdict::Return => Verdict::Return,
        },
        reason: of.reason.clone().unwrap_or_default(),
        text: of.text.clone(),
    };
    decision.lines.iter().map(line).collect()
}

impl Gathered {
    /// How many cases are settled.
    pub fn settled(&self) -> u64 {
        self.receipts.len() as u64
    }

    /// Writes the lists to a folder that is not there yet. Claims stand in the clear meanwhile in a temporary folder that
    /// nobody else can read.
    ///
    /// # Errors
    /// The folder is there already, or the machine fails.
    pub fn write(&self, out: &Path) -> Result<Written, Failed> {
        let work = Clear::new()?;
        let (official, unsaid) = decided(&self.receipts, self.month, work.path(), out)?;
        Ok(Written { settled: self.settled(), waiting: self.waiting, official, unsaid })
    }

    /// The same as one zip in memory, with a summary in it.
    ///
    /// # Errors
    /// The machine fails.
    pub fn zipped(&self, row: &MonthRow) -> Result<(Vec<u8>, Written), Failed> {
        let beside = Clear::new()?;
        let out = beside.path().join("lists");
        let written = self.write(&out)?;
        let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
        for path in files(&out)? {
            let name = path.strip_prefix(&out).unwrap_or(&path).components();
            let name: Vec<_> = name.map(|part| part.as_os_str().to_string_lossy()).collect();
            put(&mut zip, &name.join("/"), &mut File::open(&path)?)?;
        }
        let summary = serde_json::to_vec_pretty(&summary(row, &written)).map_err(io::Error::from)?;
        put(&mut zip, "summary.json", &mut summary.as_slice())?;
        Ok((zip.finish()?.into_inner(), written))
    }
}

fn put(zip: &mut ZipWriter<impl Write + Seek>, name: &str, from: &mut impl io::Read) -> Result<(), Failed> {
    zip.start_file(name, SimpleFileOptions::default())?;
    io::copy(from, zip)?;
    Ok(())
}

/// All files below a folder, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut all = Vec::new();
    for path in entries {
        if path.is_dir() {
            all.extend(files(&path)?);
        } else {
            all.push(path);
        }
    }
    Ok(all)
}

fn summary(row: &MonthRow, of: &Written) -> serde_json::Value {
    let unsaid = of.unsaid.iter().map(|one| {
        json!({ "institution": one.institution, "seq": one.seq, "line": one.line, "why": one.why.ja, "why_en": one.why.en })
    });
    json!({
        "branch": row.branch, "month": row.month, "closed": row.closed.is_some(), "whole": of.is_whole(),
        "settled": of.settled, "waiting": of.waiting, "lists": of.official.files,
        "left_out": of.official.left_out, "fitted": of.official.fitted, "unsaid": unsaid.collect::<Vec<_>>(),
    })
}
