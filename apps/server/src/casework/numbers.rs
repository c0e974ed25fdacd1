//! The numbers by which an insurer knows a patient: covered on the receipt of a case until somebody who may says what for.
//!
// SPEC: 告知要求制限: the numbers may be asked for and used for the purposes of the insurance alone (健康保険法 第194条の2 as
// capabilities.md row 31 has it; the text of the law was not at hand: *unverified*). It names no roles. That reviewers and
// arbiters, who judge treatment, do without them, and that others say for what, is ours.

use caseflow::Seat;
use desk::Sheet;
use model::Text;
use store::cases::CaseFile;

use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::seated::Seated;
use crate::web::{Code, Problem};

/// What stands in place of a number.
const COVER: &str = "＊＊＊";

/// What they may be looked at for.
pub const PURPOSES: [(&str, Text); 2] = [
    ("eligibility", Text::new("資格・記号番号の確認", "to confirm eligibility and numbers")),
    ("inquiry", Text::new("医療機関・保険者への照会", "to ask the institution or the insurer")),
];

/// Whether a seat has any purpose to see them for.
pub const fn may_see(seat: Seat) -> bool {
    matches!(seat, Seat::Staff | Seat::Headquarters)
}

/// Covers the numbers of insurers and public funds; what the insurer is called stays.
pub fn cover(sheet: &mut Sheet) {
    let payers = sheet.payers.iter_mut();
    let records = payers.flat_map(|of| std::iter::once(&mut of.record).chain(&mut of.confirmations));
    for record in records.chain(&mut sheet.others) {
        for field in record.fields.iter_mut().filter(|field| field.personal) {
            COVER.clone_into(&mut field.value);
            field.meaning.clear();
        }
    }
}

/// Puts on the trail what somebody uncovers the numbers of a case for.
///
/// # Errors
/// They may not see them, or no purpose was said: then nothing is shown.
pub async fn uncovered(
    app: &App,
    caller: &Caller,
    own: &Seated,
    file: &CaseFile,
    purpose: &str,
) -> Result<(), Problem> {
    if own.conflicts(file) || !may_see(own.person.seat) {
        return Err(not_allowed());
    }
    let purpose = PURPOSES.iter().find(|(code, _)| *code == purpose).ok_or_else(|| {
        Problem::new(
            Code::Malformed,
            "記号・番号を見る目的を選んでください",
            "choose what the numbers are looked at for",
        )
    })?;
    // The look itself is what the trail tells, so it comes first.
    let entry = caller.entry("case.numbers", format!("case/{}", file.id), purpose.1.ja);
    app.store().audit(&entry, app.now()).await?;
    Ok(())
}
