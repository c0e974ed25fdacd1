//! What came back to a clinic: lists are read, held against the checks that are kept, and kept sealed without names.

use std::collections::BTreeSet;

use desk::Filing;
use desk::returned::{Kept, ReturnedList, hold_against, read};
use store::Institution;
use store::returned::{NewReturned, Returned};
use store::uploads::{State, Upload};

use crate::app::App;
use crate::auth::Caller;
use crate::history::Beside;
use crate::kept;
use crate::web::{Code, Problem, Sent, unpack};

/// The number that whoever is at this machine has instead of an institution.
const HERE: &str = "000000000";
/// The purpose that the trail tells.
pub const PURPOSE: &str = "返戻・査定の集計";

/// A list with what is kept beside it.
#[derive(Debug)]
pub struct Listed {
    /// The row.
    pub row: Returned,
    /// What it says; none where it cannot be read any more.
    pub list: Option<ReturnedList>,
}

/// Takes a list that was sent.
///
/// # Errors
/// It is none, of another institution, or kept already.
pub async fn take(app: &App, caller: &Caller, sent: Sent) -> Result<(), Problem> {
    let clinic = caller.clinic()?.clone();
    let most = app.settings().limits.unpacked();
    let Sent { name, bytes, mut room, .. } = sent;
    let opened = move || {
        let bytes = unpack::one_file(bytes, most, &mut room)?;
        let list = read(&bytes, &name).ok_or_else(no_list)?;
        Ok::<_, Problem>((*blake3::hash(&bytes).as_bytes(), list, name))
    };
    let (digest, list, name) = app.gate().run(opened).await??;
    must_be_of(&clinic, &list)?;
    let list = compared(app, &clinic, list).await?;
    let said = serde_json::to_vec(&list).map_err(Problem::failed)?;
    let month = list.processed.or_else(|| list.receipts.iter().filter_map(|one| one.month).max());
    let new = NewReturned {
        institution: &clinic,
        made_by: caller.id(),
        kind: &list.form,
        month: i64::from(month.unwrap_or(0)),
        digest,
        receipts: i64::try_from(list.receipts.len()).unwrap_or(i64::MAX),
        file_name: if name.is_empty() { "list" } else { &name },
        said: &said,
    };
    let entry = caller.entry("returned.keep", "", PURPOSE);
    match app.store().keep_returned(&new, &entry, app.now()).await {
        Err(error) if error.problem() == store::Problem::Taken => Err(Problem::new(
            Code::Conflict,
            "この帳票はもう取り込まれています",
            "this list was taken in before",
        )),
        done => Ok(done.map(|_| ())?),
    }
}

fn no_list() -> Problem {
    Problem::new(
        Code::Unreadable,
        "読める帳票ではありません。返戻内訳書（RIhenr…csv）、増減点連絡書（RIzogn…csv）、返戻ファイル（RECEIPTC.HEN）のどれか一つを送ってください",
        "this is none of the lists that can be read (RIhenr…csv, RIzogn…csv, RECEIPTC.HEN)",
    )
}

/// A list of another institution is not taken: it names its patients.
fn must_be_of(clinic: &Institution, list: &ReturnedList) -> Result<(), Problem> {
    let own = clinic.as_str();
    let code = list.institution.as_deref().is_none_or(|code| own.get(2..) == Some(code));
    let prefecture = list.prefecture.is_none_or(|of| own.get(..2) == Some(format!("{of:02}").as_str()));
    if own == HERE || (code && prefecture) {
        return Ok(());
    }
    Err(Problem::new(
        Code::Unreadable,
        "ほかの医療機関の帳票です。取り込んでいません",
        "this is a list of another institution; nothing was kept of it",
    ))
}

/// Holds a list against the checks that are kept: of each filing the last one, as it was filed.
async fn compared(app: &App, clinic: &Institution, mut list: ReturnedList) -> Result<ReturnedList, Problem> {
    let wanted: BTreeSet<u32> = list.receipts.iter().filter_map(|one| one.month).collect();
    let mut held = Vec::new();
    for (upload, filings) in last_of_each(app, clinic, &list).await? {
        let checked = kept::all(app, &upload).await?;
        let speaks = |month: Option<u32>| month.is_some_and(|month| wanted.contains(&month));
        if checked.receipts.iter().any(|of| speaks(of.month)) {
            let billed: Vec<u32> = filings.iter().map(|of| of.billed).collect();
            held.push((upload, billed, checked));
        }
    }
    let turn = app.gate().turn().await?;
    let mut room = app.held().take(0)?;
    let mut beside = Beside(&mut room, 0);
    let mut opened = Vec::new();
    for (upload, billed, checked) in held {
        beside.more(&upload)?;
        if let Some(claims) = kept::claims(app, &upload).await? {
            opened.push((upload.id, billed, checked, claims));
        }
    }
    let against = move || {
        let _held = room;
        let kept: Vec<Kept<'_>> =
            opened.iter().map(|(id, billed, checked, claims)| Kept { id, billed, checked, claims }).collect();
        hold_against(&mut list, &kept);
        list
    };
    turn.run(against).await
}

/// The checks whose claims may be those of a list, the newest first; of each filing the last one.
async fn last_of_each(
    app: &App,
    clinic: &Institution,
    list: &ReturnedList,
) -> Result<Vec<(Upload, Vec<Filing>)>, Problem> {
    let mut met: BTreeSet<Filing> = BTreeSet::new();
    let mut last = Vec::new();
    for (id, filings) in kept::all_filed(app, clinic).await? {
        let of_list = |of: &&Filing| list.agency.is_none_or(|agency| agency == of.agency);
        let own: Vec<Filing> =
            filings.iter().filter(of_list).filter(|of| met.insert((*of).clone())).cloned().collect();
        if own.is_empty() {
            continue;
        }
        if let Some(upload) = app.store().upload(clinic, &id).await?.filter(|of| of.state == State::Kept) {
            last.push((upload, own));
        }
    }
    Ok(last)
}

/// All lists of a clinic.
///
/// # Errors
/// The store fails.
pub async fn all(app: &App, clinic: &Institution) -> Result<Vec<Listed>, Problem> {
    let rows = app.store().returned(clinic).await?;
    let read = |row: Returned| Listed { list: serde_json::from_slice(&row.said).ok(), row };
    Ok(rows.into_iter().map(read).collect())
}

/// Takes a list away.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn delete(app: &App, caller: &Caller, id: &str) -> Result<(), Problem> {
    let entry = caller.entry("returned.delete", "", PURPOSE);
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Problem::not_found());
    }
    Ok(app.store().delete_returned(caller.clinic()?, id, &entry, app.now()).await?)
}

/// How lists of one agency and month stand to each other: return files repeat what 返戻内訳書 says, so they count only
/// where there is no 返戻内訳書.
pub fn counted(all: &[Listed]) -> Vec<&ReturnedList> {
    let lists = || all.iter().filter_map(|one| one.list.as_ref());
    let told: BTreeSet<(Option<u8>, Option<u32>)> =
        lists().filter(|list| list.form == "henr").map(|list| (list.agency, list.processed)).collect();
    lists().filter(|list| list.form != "HEN" || !told.contains(&(list.agency, list.processed))).collect()
}
