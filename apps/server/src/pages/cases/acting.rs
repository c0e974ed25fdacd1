//! Does something with a case: judged by the store under the version that the page showed.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use caseflow::{Act, Seat};
use model::Text;
use store::cases::{Acted, CaseFile};

use super::decision::{self, Mend, Typed};
use super::one::{Told, again};
use super::{giving, next};
use crate::app::App;
use crate::auth::Guarded;
use crate::auth::caller::not_allowed;
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
    let act = match meant(&app, &own, &file, &typed).await? {
        Ok(act) => act,
        Err(mend) => return again(&app, &frame, &own, &id, Told::Mistyped(mend), &typed).await,
    };
    let seen = i64::try_from(version).map_err(|_| malformed())?;
    match app.store().act_on_case(&id, seen, &own.person, act, "審査", app.now()).await {
        Ok(Acted::Done(_)) => onwards(&app, &own, &file, &typed).await,
        Ok(Acted::Refused(refusal)) => again(&app, &frame, &own, &id, Told::Refused(refusal), &typed).await,
        Err(error) if error.problem() == store::Problem::Stale => {
            again(&app, &frame, &own, &id, Told::Stale(version), &typed).await
        }
        Err(error) => Err(error.into()),
    }
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

/// The act that a form means; or what to mend in it.
async fn meant(
    app: &App,
    own: &Seated,
    file: &CaseFile,
    typed: &Typed,
) -> Result<Result<Act, Mend>, Problem> {
    let text = || typed.of("text").trim().to_owned();
    let act = match typed.of("act") {
        "claim" => Act::Claim,
        "release" => Act::Release,
        "decide" => {
            if own.conflicts(file) {
                return Err(not_allowed());
            }
            let (taken, claim) = seated::shown(app, &file.id).await?.ok_or_else(Problem::not_found)?;
            return Ok(decision::typed(file, &taken, &claim, typed).map(|decision| Act::Decide { decision }));
        }
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
    let blank = matches!(&act, Act::Refer { text, .. } | Act::Answered { text } | Act::Reopen { text } if text.is_empty());
    Ok(if blank {
        Err(Text::new("本文を入れてください", "write the text").into())
    } else {
        Ok(act)
    })
}

fn malformed() -> Problem {
    Problem::new(
        Code::Malformed,
        "読めない操作です。画面を開き直してください",
        "the act cannot be read: open the page anew",
    )
}
