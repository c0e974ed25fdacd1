//! From what was sent to what came of it: unpacked and judged in its turn, under one pin of the session.

use desk::{Asked, Checked};
use model::{InstitutionKind, Lang};

use crate::app::App;
use crate::web::{Problem, Sent, unpack};

/// A claim file that was judged.
#[derive(Debug)]
pub struct Judged {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What came of it.
    pub checked: Checked,
}

/// How it is to be judged.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// The language of sentences.
    pub lang: Lang,
    /// Hospital or clinic, as the account says.
    pub institution: InstitutionKind,
}

/// Judges a file when its turn comes.
///
/// # Errors
/// It cannot be unpacked, the line is full, or the machine failed.
pub async fn judge(app: &App, sent: Sent, how: How) -> Result<Judged, Problem> {
    let (most, own) = (app.settings().limits.unpacked(), app.clone());
    let judged = app
        .gate()
        .run(move || {
            let Sent { name, bytes, room, .. } = sent;
            let bytes = unpack::one_file(bytes, most)?;
            drop(room);
            let checked = own.judge(&name, &bytes, how)?;
            Ok::<_, Problem>(Judged { bytes, checked })
        })
        .await??;
    app.metrics().judged(judged.checked.summary.receipts);
    Ok(judged)
}

impl App {
    /// Judges bytes on this thread.
    ///
    /// # Errors
    /// The settings of the live revision are broken.
    pub fn judge(&self, name: &str, bytes: &[u8], how: How) -> Result<Checked, Problem> {
        let standing = self.session().pin();
        let asked =
            Asked { institution: how.institution, lang: how.lang, ..Asked::new(&standing.live) };
        desk::check(name, bytes, asked).map_err(Problem::failed)
    }
}
