//! The numbers of the insured on the page of a case: covered, and the form that uncovers them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use caseflow::Seat;
use maud::{Markup, html};
use serde::Deserialize;

use super::one;
use crate::app::App;
use crate::auth::Guarded;
use crate::casework::numbers::{PURPOSES, may_see, uncovered};
use crate::pages::frame::Frame;
use crate::seated::{self, seated};
use crate::web::Problem;

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
    uncovered(&app, &caller, &own, &file, &form.purpose).await?;
    Ok(one::with_numbers(&app, &frame, &own, &id).await?.into_response())
}
