//! The numbers by which an insurer knows a patient: covered on the receipt of a case until somebody who may says what for.
//!
// SPEC: 告知要求制限: the numbers may be asked for and used for the purposes of the insurance alone (健康保険法 第194条の2 as
// capabilities.md row 31 has it; the text of the law was not at hand: *unverified*). It names no roles. That reviewers and
// arbiters, who judge treatment, do without them, and that others say for what, is ours.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use caseflow::Seat;
use desk::Sheet;
use maud::{Markup, html};
use model::Text;
use serde::Deserialize;

use super::one;
use crate::app::App;
use crate::auth::Guarded;
use crate::auth::caller::not_allowed;
use crate::pages::frame::Frame;
use crate::seated::{self, seated};
use crate::web::{Code, Problem};

/// What stands in place of a number.
const COVER: &str = "＊＊＊";

/// What they may be looked at for.
const PURPOSES: [(&str, Text); 2] = [
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

/// Says that they are covered, and lets those who may uncover them.
pub fn section(frame: &Frame, id: &str, seat: Seat, shown: bool) -> Markup {
    html! { @if shown { p.small.faint { (frame.word("記号・番号を示しています。目的は記録されました。", "The numbers are shown; what for is on the trail.")) } }
    @else if may_see(seat) {
        details.screen-only { summary { (frame.word("記号・番号を見る", "see the numbers of the insured")) }
            form.row method="post" action={ "/cases/" (id) "/numbers" } {
                (frame.token())
                div.field { label for="numbers-for" { (frame.word("目的（記録されます）", "what for (put on the trail)")) } select #numbers-for name="purpose" required {
                    option value="" { "-" }
                    @for (code, text) in PURPOSES { option value=(code) { (text.in_lang(frame.lang)) } }
                } }
                button { (frame.word("見る", "see")) }
            }
        }
    } @else { p.small.faint.screen-only { (frame.word("記号・番号は、診療内容の審査には用いないため、示しません（告知要求制限）。", "Numbers of the insured are not shown: they are not used to judge treatment (告知要求制限).")) } } }
}

/// What for, as typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    purpose: String,
}

/// Shows the case with its numbers.
///
/// # Errors
/// There is no such case, it is not theirs, or no purpose was said.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Guarded { caller, form }: Guarded<Typed>,
) -> Result<Response, Problem> {
    let own = seated(&app, &caller).await?;
    let file = seated::case(&app, &own, &id).await?;
    if own.conflicts(&file) || !may_see(own.person.seat) {
        return Err(not_allowed());
    }
    let purpose = PURPOSES.iter().find(|(code, _)| *code == form.purpose).ok_or_else(|| {
        Problem::new(
            Code::Malformed,
            "記号・番号を見る目的を選んでください",
            "choose what the numbers are looked at for",
        )
    })?;
    // The look itself is what the trail tells, so it comes first.
    app.store().audit(&caller.entry("case.numbers", format!("case/{id}"), purpose.1.ja), app.now()).await?;
    Ok(one::with_numbers(&app, &frame, &own, &id).await?.into_response())
}
