//! The button that takes the next case.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::auth::Guarded;
use crate::casework::next::taken;
use crate::seated::seated;
use crate::web::Problem;

/// Of which month.
#[derive(Debug, Deserialize)]
pub struct Of {
    branch: String,
    month: String,
}

/// Takes it and goes there; to the list when nothing is left.
///
/// # Errors
/// The caller has no seat, or the month is another branch's.
pub async fn take(
    State(app): State<App>,
    Guarded { caller, form }: Guarded<Of>,
) -> Result<Response, Problem> {
    let own = seated(&app, &caller).await?;
    Ok(match taken(&app, &own, &form.branch, &form.month).await? {
        Some(id) => Redirect::to(&format!("/cases/{id}")).into_response(),
        None => {
            let month = format!("{}/{}", form.branch, form.month);
            let query = [("month", month), ("whose", "own".to_owned()), ("none", "yes".to_owned())];
            let query = serde_html_form::to_string(query).unwrap_or_default();
            Redirect::to(&format!("/cases?{query}")).into_response()
        }
    })
}
