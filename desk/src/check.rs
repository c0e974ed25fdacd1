//! From the bytes of a claim file to what is kept of it.

use std::io::{self, Read};

use history::History;
use intake::file::Refusals;
use model::{Branch, InstitutionKind, Lang};
use outcome::{Routing, RoutingError};
use receipt::Batch;
use receipt::cut::Limits;
use review::session::{Snapshot, Tally};
use review::{Config, Institutions, Reviewed, Shadow, Summary};
use wire::Causes;

use crate::checked::{Checked, CheckedReceipt, CheckedRevision, CheckedSummary};

mod convert;
mod mark;
mod places;
#[cfg(test)]
pub(crate) mod tests;

use convert::{defect, receipt};
use places::Frames;

/// How a file is to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// By which revision.
    pub snapshot: &'a Snapshot,
    /// For which branch; without one each receipt is judged as the branch of its prefecture has the rules.
    pub branch: Option<Branch>,
    /// Whether the institution is a hospital or a clinic.
    pub institution: InstitutionKind,
    /// Of each institution, when several file.
    pub institutions: Option<&'a Institutions>,
    /// The language of sentences.
    pub lang: Lang,
    /// The patients' other claims, if they are known; this file is among them.
    pub history: Option<&'a History>,
}

impl<'a> Asked<'a> {
    /// By a revision, in Japanese, with nothing else known.
    pub const fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            branch: None,
            institution: InstitutionKind::Unknown,
            institutions: None,
            lang: Lang::Ja,
            history: None,
        }
    }
}

/// Why nothing could be judged.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The routing of the revision cannot be read.
    #[error("routing.toml: {0}")]
    Routing(#[from] RoutingError),
    /// The routing of the revision is no text.
    #[error("routing.toml: {0}")]
    Text(#[from] std::str::Utf8Error),
}

/// The name of the routing among the settings of a revision.
const ROUTING: &str = "routing.toml";

/// Judges a claim file. What cannot be read of it is told in what comes back.
///
/// # Errors
/// The settings of the revision are broken.
pub fn check(file: &str, bytes: impl Read, asked: Asked<'_>) -> Result<Checked, Failed> {
    Ok(whole(file, bytes, asked, None)?.0)
}

/// The same, and what another revision would say otherwise: counted, and never issued.
///
/// # Errors
/// The settings of the revision are broken.
pub fn check_beside(
    file: &str,
    bytes: impl Read,
    asked: Asked<'_>,
    shadow: &Snapshot,
) -> Result<(Checked, Tally), Failed> {
    whole(file, bytes, asked, Some(shadow))
}

fn whole(
    file: &str,
    mut bytes: impl Read,
    asked: Asked<'_>,
    shadow: Option<&Snapshot>,
) -> Result<(Checked, Tally), Failed> {
    let mut held = Vec::new();
    let broken = bytes.read_to_end(&mut held).err();
    let routing = routing(asked.snapshot)?;
    let (mut checked, mut tally, refused) = once(file, &held, (asked, shadow), &routing, None);
    if refused.any() {
        // What no agency takes in is known at its end only; whose it is, their receipts are then settled as refused.
        (checked, tally, _) = once(file, &held, (asked, shadow), &routing, Some(&refused));
    }
    if let Some(error) = broken {
        checked.broken = Some(sentence(&error, asked.lang));
    }
    Ok((checked, tally))
}

/// Who looks at what: the settings of a revision, or those inside the program.
///
/// # Errors
/// The settings cannot be read.
pub fn routing(snapshot: &Snapshot) -> Result<Routing, Failed> {
    match snapshot.setting(ROUTING) {
        Some(bytes) => Ok(Routing::parse(std::str::from_utf8(bytes)?)?),
        None => Ok(Routing::built_in()?),
    }
}

/// The kind of the error alone: its text may name paths.
fn sentence(error: &io::Error, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("途中で読み取れなくなりました（{}）", error.kind()),
        Lang::En => format!("it could not be read to its end ({})", error.kind()),
    }
}

fn once(
    file: &str,
    bytes: &[u8],
    (asked, shadow): (Asked<'_>, Option<&Snapshot>),
    routing: &Routing,
    refused: Option<&Refusals>,
) -> (Checked, Tally, Refusals) {
    let snapshot = asked.snapshot;
    // A branch that was asked for judges all; else each receipt is of the branch of its prefecture.
    let own_books = if asked.branch.is_some() { Vec::new() } else { snapshot.own_books() };
    let shadow_books = shadow.filter(|_| asked.branch.is_none()).map(Snapshot::own_books).unwrap_or_default();
    let config = Config {
        limits: Limits::default(),
        content: intake::content::Config { institution: asked.institution, lang: asked.lang },
        rules: Some(snapshot.book(asked.branch)),
        branches: &own_books,
        history: asked.history,
        institutions: asked.institutions,
        routing: Some(routing),
        refused,
        idle: Some(snapshot.idle()),
        shadow: shadow.map(|of| Shadow {
            masters: of.masters(),
            rules: of.book(asked.branch),
            branches: &shadow_books,
        }),
        ..Config::default()
    };
    let told = Told { file, masters: snapshot.masters(), lang: asked.lang };
    let mut checked = begun(file, bytes, asked);
    let mut frames = Frames::default();
    let mut tally = Tally::default();
    let reviewed = review::review_with(
        bytes,
        snapshot.masters(),
        config,
        |part| told.receipts(&part),
        |part, (receipts, others)| {
            take(&mut checked, &mut frames, &part, receipts, others);
            if let Some(other) = part.shadow {
                tally.count(part.findings, other);
            }
            Ok::<(), std::convert::Infallible>(())
        },
    );
    let Ok(outcome) = reviewed;
    checked.refused = outcome.refused.any();
    checked.summary = summary(&outcome.summary, &checked);
    (checked, tally, outcome.refused)
}

fn begun(file: &str, bytes: &[u8], asked: Asked<'_>) -> Checked {
    let origin = asked.snapshot.origin();
    Checked {
        file: file.to_owned(),
        revision: CheckedRevision {
            id: origin.id.to_string(),
            number: origin.number,
            name: origin.name.clone(),
        },
        lang: match asked.lang {
            Lang::Ja => "ja".to_owned(),
            Lang::En => "en".to_owned(),
        },
        digest: blake3::hash(bytes).to_hex().to_string(),
        summary: CheckedSummary::default(),
        defects: Vec::new(),
        receipts: Vec::new(),
        broken: None,
        refused: false,
    }
}

/// What sentences are made for.
#[derive(Clone, Copy)]
struct Told<'a> {
    file: &'a str,
    masters: &'a masters::Masters,
    lang: Lang,
}

type Part = (Vec<CheckedReceipt>, Vec<(Option<u64>, crate::CheckedDefect)>);

impl Told<'_> {
    /// The receipts of a part, and the defects of all of it by receipt; made on the thread that reviewed it.
    fn receipts(&self, part: &Reviewed<'_>) -> Part {
        let defects =
            part.defects.iter().map(|one| (one.seq, defect(self.file, part.batch, one, self.lang))).collect();
        let Some(batch) = part.batch else { return (Vec::new(), defects) };
        let mut causes = Causes::new(self.lang);
        causes.meet(part.not_evaluated);
        let receipts = part
            .decided
            .iter()
            .map(|decided| {
                let open = part.not_evaluated.get(decided.not_evaluated.clone()).unwrap_or_default();
                let findings = part.findings.get(decided.findings.clone()).unwrap_or_default();
                receipt((self.file, self.masters, self.lang), batch, decided, findings, (open, &causes))
            })
            .collect();
        (receipts, defects)
    }
}

/// Puts a part behind those before it.
fn take(
    checked: &mut Checked,
    frames: &mut Frames,
    part: &Reviewed<'_>,
    receipts: Vec<CheckedReceipt>,
    defects: Vec<(Option<u64>, crate::CheckedDefect)>,
) {
    for mut receipt in receipts {
        receipt.frame = part.batch.map_or((0, 0), |batch| frames.of(batch, receipt.seq));
        checked.receipts.push(receipt);
    }
    if let Some(batch) = part.batch {
        frames.pass(batch);
    }
    for (seq, defect) in defects {
        let at = seq.and_then(|seq| usize::try_from(seq.checked_sub(1)?).ok());
        match at.and_then(|at| checked.receipts.get_mut(at)) {
            Some(receipt) => receipt.defects.push(defect),
            None => checked.defects.push(defect),
        }
    }
}

fn summary(of: &Summary, checked: &Checked) -> CheckedSummary {
    let count = |disposition: &str| {
        checked.receipts.iter().filter(|receipt| receipt.disposition == disposition).count() as u64
    };
    CheckedSummary {
        bytes: of.bytes,
        lines: of.lines,
        receipts: of.receipts,
        troubled: of.troubled,
        defects: of.defects.values().sum(),
        findings: of.findings.values().sum(),
        notices: of.notices.values().sum(),
        accepted: count("accepted"),
        assessed: count("assessed"),
        returned: count("returned"),
        review: count("review"),
        unreadable: count("unreadable"),
    }
}

/// Where rows stand in the file: the first byte and the one after the last.
fn place(batch: &Batch, rows: std::ops::Range<u32>) -> (u64, u64) {
    let at = |row: u32| batch.offset + batch.row_start(row) as u64;
    (at(rows.start), at(rows.end))
}
