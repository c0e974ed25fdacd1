//! From what was sent to what came of it: unpacked and judged in its turn, under one pin of the session.

use desk::{Asked, Checked, Filing};
use history::History;
use model::{InstitutionKind, Lang};
use review::session::Snapshot;
use store::Institution;

use crate::app::App;
use crate::history::{Before, before};
use crate::web::{Problem, Sent, unpack};

/// A claim file that was judged.
#[derive(Debug)]
pub struct Judged {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What it is filed as.
    pub filings: Vec<Filing>,
    /// What came of it.
    pub checked: Checked,
    /// How it was judged.
    pub how: How,
}

/// How it is to be judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// The language of sentences.
    pub lang: Lang,
    /// Hospital or clinic, as the account says.
    pub institution: InstitutionKind,
}

impl How {
    /// The same, by a revision and with what is known of the patients.
    pub fn asked<'a>(self, snapshot: &'a Snapshot, history: Option<&'a History>) -> Asked<'a> {
        Asked { institution: self.institution, lang: self.lang, history, ..Asked::new(snapshot) }
    }
}

/// A claim file as it is judged.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Judges what was sent when its turn comes.
///
/// # Errors
/// It cannot be unpacked, the line is full, or the machine failed.
pub async fn judge(app: &App, clinic: &Institution, sent: Sent, how: How) -> Result<Judged, Problem> {
    let most = app.settings().limits.unpacked();
    let unpacked = move || {
        let Sent { name, bytes, room, .. } = sent;
        let bytes = unpack::one_file(bytes, most)?;
        drop(room);
        Ok::<_, Problem>(File { name, bytes })
    };
    let file = app.gate().run(unpacked).await??;
    judge_file(app, clinic, file, how).await
}

/// Judges a file when its turn comes, beside what the clinic filed before.
///
/// # Errors
/// The line is full, or the machine failed.
pub async fn judge_file(app: &App, clinic: &Institution, file: File, how: How) -> Result<Judged, Problem> {
    let filings = desk::filings(&file.bytes);
    let earlier = before(app, clinic, &filings).await?;
    beside(app, file, filings, earlier, how).await
}

/// Judges a file when its turn comes, beside earlier claims that whoever sent it gives.
///
/// # Errors
/// The line is full, or the machine failed.
pub async fn judge_beside(app: &App, file: File, earlier: Vec<Before>, how: How) -> Result<Judged, Problem> {
    let filings = desk::filings(&file.bytes);
    beside(app, file, filings, earlier, how).await
}

async fn beside(
    app: &App,
    file: File,
    filings: Vec<Filing>,
    earlier: Vec<Before>,
    how: How,
) -> Result<Judged, Problem> {
    let own = app.clone();
    app.gate().run(move || own.judge(file, filings, &earlier, how)).await?
}

/// The patients' claims of a file and of those before it; none where nothing was filed before.
pub fn known(name: &str, bytes: &[u8], before: &[Before]) -> Option<History> {
    let others = before.iter().map(|one| (one.name.as_str(), one.bytes.as_slice()));
    (!before.is_empty()).then(|| desk::earlier((name, bytes), others))
}

impl App {
    /// Judges a file on this thread.
    fn judge(
        &self,
        file: File,
        filings: Vec<Filing>,
        before: &[Before],
        how: How,
    ) -> Result<Judged, Problem> {
        let File { name, bytes } = file;
        let standing = self.session().pin();
        let history = known(&name, &bytes, before);
        let asked = how.asked(&standing.live, history.as_ref());
        let checked = match &standing.shadow {
            None => desk::check(&name, bytes.as_slice(), asked).map_err(Problem::failed)?,
            Some(shadow) => {
                let beside = desk::check_beside(&name, bytes.as_slice(), asked, shadow);
                let (checked, tally) = beside.map_err(Problem::failed)?;
                self.ruling().count(&standing, &tally);
                checked
            }
        };
        self.metrics().judged(checked.summary.receipts);
        Ok(Judged { bytes, filings, checked, how })
    }
}
