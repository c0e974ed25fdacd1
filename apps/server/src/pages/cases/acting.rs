//! Does something with a case, as a form says it, and goes on.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use caseflow::{Act, Seat};
use model::Text;
use store::cases::CaseFile;

use super::decision::Typed;
use super::giving;
use super::one::{Told, again};
use crate::app::App;
use crate::auth::Guarded;
use crate::casework::acting::{Came, Meant, act as acted};
use crate::casework::decision::Mend;
use crate::casework::next;
use crate::pages::frame::Frame;
use crate::seated::{self, Seated, seated};
use crate::web::{Code, Problem};

/// Does it, and goes on; or shows the case again with what hinders.
///
/// # Errors
/// There is no such case, it is not the caller's to see, or the form is not ours.
pub async fn act(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Guarded { caller, form }: Guarded<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let own = seated(&app, &caller).await?;
    let file = seated::case(&app, &own, &id).await?;
    let typed = Typed(form.into_iter().collect::<BTreeMap<_, _>>());
    let version: usize = typed.of("version").parse().map_err(|_| malformed())?;
    let seen = i64::try_from(version).map_err(|_| malformed())?;
    let came = match meant(&file, &typed)? {
        Ok(meant) => acted(&app, &own, &file, (seen, meant)).await?,
        Err(mend) => Came::Mend(mend),
    };
    let told = match came {
        Came::Done => return onwards(&app, &own, &file, &typed).await,
        Came::Refused(refusal) => Told::Refused(refusal),
        Came::Stale => Told::Stale(version),
        Came::Mend(mend) => Told::Mistyped(mend),
    };
    again(&app, &frame, &own, &id, told, &typed).await
}

async fn onwards(app: &App, own: &Seated, file: &CaseFile, typed: &Typed) -> Result<Response, Problem> {
    let next = match typed.of("then") {
        "next" => next::taken(app, own, &file.branch, &file.month).await?,
        _ => None,
    };
    let id = &file.id;
    Ok(Redirect::to(&match (next, typed.of("then")) {
        (Some(next), _) => format!("/cases/{next}?done={id}"),
        (None, "next") => format!("/cases/{id}?none=yes"),
        (None, _) => format!("/cases/{id}"),
    })
    .into_response())
}

/// What a form means; or what to mend in it.
fn meant(file: &CaseFile, typed: &Typed) -> Result<Result<Meant, Mend>, Problem> {
    let text = || typed.of("text").to_owned();
    let act = match typed.of("act") {
        "claim" => Act::Claim,
        "release" => Act::Release,
        "decide" => return Ok(typed.lines(file).map(Meant::Decide)),
        "assign" => match giving::meant(typed) {
            Some((seat, to)) => Act::Assign { seat, to, text: text() },
            None => {
                return Ok(Err(
                    Text::new("割り当てる人を選んでください", "choose whom it is given to").into()
                ));
            }
        },
        "free" => Act::Free { seat: Seat::from_slug(typed.of("seat")).ok_or_else(malformed)? },
        "refer" => Act::Refer { queue: typed.of("queue").to_owned(), text: text() },
        "answered" => Act::Answered { text: text() },
        "reopen" => Act::Reopen { text: text() },
        _ => return Err(malformed()),
    };
    Ok(Ok(Meant::Act(act)))
}

fn malformed() -> Problem {
    Problem::new(
        Code::Malformed,
        "読めない操作です。画面を開き直してください",
        "the act cannot be read: open the page anew",
    )
}
