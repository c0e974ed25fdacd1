//! Other claims of the patient that findings of a case name: those that are cases themselves, or that were kept with it, can be
//! looked at.

use desk::{CheckedReceipt, Linked, Sheet, Taken};
use model::Lang;
use store::cases::CaseFile;

use super::numbers;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::seated::{self, Seated};
use crate::sheets;
use crate::web::Problem;

/// What for, as the trail has it.
const PURPOSE: &str = "審査（縦覧）";

/// Whether a linked claim can be looked at.
pub enum AtHand {
    /// It is this case.
    Here(Box<CaseFile>),
    /// It is a case of another branch, or of an institution that is not theirs to judge.
    NotTheirs,
    /// It is no case: a copy was kept with the case whose findings name it.
    Kept,
    /// It is neither: its file was not there when the case was taken in, or that was before copies were kept.
    No,
}

/// A file by its digest, and the number of a receipt there.
type Place = (String, i64);

fn place(of: &Linked) -> Option<Place> {
    Some((of.file.clone()?, i64::try_from(of.seq).ok()?))
}

async fn at_hand(app: &App, own: &Seated, of: &Linked, kept: &[Place]) -> Result<AtHand, Problem> {
    let Some(place) = place(of) else { return Ok(AtHand::No) };
    let other = match app.store().case_of_receipt(&place.0, place.1).await? {
        Some(id) => app.store().case(&id).await?,
        None => None,
    };
    Ok(match other {
        Some(file) if !own.works_for(&file.branch) || own.conflicts(&file) => AtHand::NotTheirs,
        Some(file) => AtHand::Here(Box::new(file)),
        None if kept.contains(&place) => AtHand::Kept,
        None => AtHand::No,
    })
}

/// All of them, by the number under which each is looked at.
///
/// # Errors
/// The store fails.
pub async fn all(
    app: &App,
    own: &Seated,
    (id, taken): (&str, &Taken),
) -> Result<Vec<(u32, Linked, AtHand)>, Problem> {
    let kept = app.store().linked_claims(id).await?;
    let mut all = Vec::new();
    for (at, of) in (1..).zip(taken.linked()) {
        let hand = at_hand(app, own, &of, &kept).await?;
        all.push((at, of, hand));
    }
    Ok(all)
}

/// A linked claim as it is shown: without what was found in it, which is for its own case.
pub struct Shown {
    /// Where findings name it.
    pub linked: Linked,
    /// Its institution.
    pub institution: String,
    /// What a computer made of it, where it is no case and the same screening judged it.
    pub settled: Option<String>,
    /// The bare receipt with its sheet, where it can be laid out; none where it was deleted.
    pub receipt: Option<(CheckedReceipt, Option<Sheet>)>,
}

/// Looks at one of them.
///
/// # Errors
/// It is not there, or not theirs to see.
pub async fn look(
    app: &App,
    (caller, own): (&Caller, &Seated),
    (id, seq): (&str, u32),
    lang: Lang,
) -> Result<Shown, Problem> {
    let file = seated::case(app, own, id).await?;
    if own.conflicts(&file) {
        return Err(not_allowed());
    }
    let (taken, _) = seated::shown(app, id).await?.ok_or_else(Problem::not_found)?;
    let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1)).ok_or_else(Problem::not_found)?;
    let linked = taken.linked().into_iter().nth(at).ok_or_else(Problem::not_found)?;
    let kept = app.store().linked_claims(id).await?;
    // The look itself is what the trail tells, so it comes first.
    let looked = async |subject: String| {
        let mut entry = caller.entry("case.look-linked", subject, PURPOSE);
        entry.detail = format!("case/{id}");
        app.store().audit(&entry, app.now()).await
    };
    match (at_hand(app, own, &linked, &kept).await?, place(&linked)) {
        (AtHand::Here(other), _) => {
            looked(format!("case/{}", other.id)).await?;
            let shown = seated::shown(app, &other.id).await?;
            let receipt = shown.map(|(taken, claim)| bare(app, taken, &claim, lang));
            let institution = other.case.institution().to_owned();
            Ok(Shown { linked, institution, settled: None, receipt })
        }
        (AtHand::Kept, Some((of, receipt))) => {
            looked(format!("case/{id}/linked/{seq}")).await?;
            let kept = app.store().linked_claim(id, &of, receipt).await?.ok_or_else(Problem::not_found)?;
            let (taken, claim) = seated::opened(kept)?;
            let settled = Some(taken.receipt.disposition.clone()).filter(|of| !of.is_empty());
            // Only claims of the institution of the case are ever looked at beside it.
            let institution = file.case.institution().to_owned();
            Ok(Shown { linked, institution, settled, receipt: Some(bare(app, taken, &claim, lang)) })
        }
        _ => Err(Problem::not_found()),
    }
}

fn bare(app: &App, taken: Taken, claim: &[u8], lang: Lang) -> (CheckedReceipt, Option<Sheet>) {
    let bare = CheckedReceipt {
        findings: Vec::new(),
        defects: Vec::new(),
        not_evaluated: Vec::new(),
        ..taken.receipt
    };
    let mut laid = sheets::laid_out(app, claim, &bare, lang);
    if let Some(sheet) = &mut laid {
        numbers::cover(sheet);
    }
    (bare, laid)
}
