//! From what was sent to what came of it: unpacked and judged in one turn, under one pin of the session.
//!
//! What waits for its turn is as it was sent; what is unpacked, and what is read beside it, has its turn and its room.

use desk::{Asked, Checked, Filing};
use history::History;
use model::{InstitutionKind, Lang};
use review::session::Snapshot;
use store::Institution;

use crate::app::App;
use crate::history::{Before, Beside, before};
use crate::web::held::Room;
use crate::web::{Problem, Sent, Turn, unpack};

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
    /// Held while its bytes are.
    _room: Room,
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

/// What is judged, and the earlier claims beside it where whoever sent it gives them.
pub type Opened = (File, Option<Vec<Before>>);

/// Judges what was sent when its turn comes.
///
/// # Errors
/// It cannot be unpacked, the line is full, there is no room, or the machine failed.
pub async fn judge(app: &App, clinic: &Institution, sent: Sent, how: How) -> Result<Judged, Problem> {
    let most = app.settings().limits.unpacked();
    let Sent { name, bytes, room, .. } = sent;
    let unpacked = move |room: &mut Room| {
        let bytes = unpack::one_file(bytes, most, room)?;
        Ok((File { name, bytes }, None))
    };
    judge_opened(app, clinic, room, unpacked, how).await
}

/// Judges a file when its turn comes, beside what the clinic filed before.
///
/// # Errors
/// The line is full, there is no room, or the machine failed.
pub async fn judge_file(app: &App, clinic: &Institution, file: File, how: How) -> Result<Judged, Problem> {
    let room = app.held().take(file.bytes.len())?;
    judge_opened(app, clinic, room, move |_| Ok((file, None)), how).await
}

/// Judges what is opened when its turn comes, and until then is only held.
///
/// # Errors
/// It cannot be opened, the line is full, there is no room, or the machine failed.
pub async fn judge_opened(
    app: &App,
    clinic: &Institution,
    mut room: Room,
    open: impl FnOnce(&mut Room) -> Result<Opened, Problem> + Send + 'static,
    how: How,
) -> Result<Judged, Problem> {
    let turn = app.gate().turn().await?;
    let opened = move || {
        let (file, earlier) = open(&mut room)?;
        let filings = desk::filings(&file.bytes);
        Ok::<_, Problem>((room, file, filings, earlier))
    };
    let (mut room, file, filings, earlier) = turn.run(opened).await??;
    let earlier = match earlier {
        Some(earlier) => earlier,
        None => before(app, clinic, &filings, Beside(&mut room, file.bytes.len())).await?,
    };
    in_turn(app, &turn, (file, room), filings, earlier, how).await
}

async fn in_turn(
    app: &App,
    turn: &Turn,
    (file, room): (File, Room),
    filings: Vec<Filing>,
    earlier: Vec<Before>,
    how: How,
) -> Result<Judged, Problem> {
    let own = app.clone();
    let judged = move || {
        let checked = own.judge(&file, &earlier, how)?;
        Ok(Judged { bytes: file.bytes, filings, checked, how, _room: room })
    };
    turn.run(judged).await?
}

/// The patients' claims of a file and of those before it; none where nothing was filed before.
pub fn known(name: &str, bytes: &[u8], before: &[Before]) -> Option<History> {
    let others = before.iter().map(|one| (one.name.as_str(), one.bytes.as_slice()));
    (!before.is_empty()).then(|| desk::earlier((name, bytes), others))
}

impl App {
    /// Judges a file on this thread.
    fn judge(&self, file: &File, before: &[Before], how: How) -> Result<Checked, Problem> {
        let File { name, bytes } = file;
        let standing = self.session().pin();
        let history = known(name, bytes, before);
        let asked = how.asked(&standing.live, history.as_ref());
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
        Ok(checked)
    }
}
