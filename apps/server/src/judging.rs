//! From what was sent to what came of it: unpacked and judged in its turn, under one pin of the session.

use desk::{Asked, Checked};
use model::{InstitutionKind, Lang};
use review::session::Snapshot;

use crate::app::App;
use crate::web::{Problem, Sent, unpack};

/// A claim file that was judged.
#[derive(Debug)]
pub struct Judged {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
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
    /// The same, by a revision.
    pub fn asked(self, snapshot: &Snapshot) -> Asked<'_> {
        Asked { institution: self.institution, lang: self.lang, ..Asked::new(snapshot) }
    }
}

/// Judges a file when its turn comes.
///
/// # Errors
/// It cannot be unpacked, the line is full, or the machine failed.
pub async fn judge(app: &App, sent: Sent, how: How) -> Result<Judged, Problem> {
    let (most, own) = (app.settings().limits.unpacked(), app.clone());
    app.gate()
        .run(move || {
            let Sent { name, bytes, room, .. } = sent;
            let bytes = unpack::one_file(bytes, most)?;
            drop(room);
            own.judge(&name, bytes, how)
        })
        .await?
}

/// Judges bytes when their turn comes.
///
/// # Errors
/// The line is full, or the machine failed.
pub async fn judge_bytes(app: &App, name: String, bytes: Vec<u8>, how: How) -> Result<Judged, Problem> {
    let own = app.clone();
    app.gate().run(move || own.judge(&name, bytes, how)).await?
}

impl App {
    /// Judges bytes on this thread.
    fn judge(&self, name: &str, bytes: Vec<u8>, how: How) -> Result<Judged, Problem> {
        let standing = self.session().pin();
        let asked = how.asked(&standing.live);
        let checked = match &standing.shadow {
            None => desk::check(name, bytes.as_slice(), asked).map_err(Problem::failed)?,
            Some(shadow) => {
                let beside = desk::check_beside(name, bytes.as_slice(), asked, shadow);
                let (checked, tally) = beside.map_err(Problem::failed)?;
                self.ruling().count(&standing, &tally);
                checked
            }
        };
        self.metrics().judged(checked.summary.receipts);
        Ok(Judged { bytes, checked, how })
    }
}
