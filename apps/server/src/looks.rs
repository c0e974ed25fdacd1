//! Looks at what is kept of a clinic: each stands on the trail before it is answered.

use store::uploads::Upload;

use crate::app::App;
use crate::auth::Caller;
use crate::kept;
use crate::web::Problem;

/// Why a clinic looks at its own claims.
pub const PURPOSE: &str = "請求前の点検";

/// Puts a look at a check on the trail.
///
/// # Errors
/// The trail cannot be written: then nothing is shown.
pub async fn looked(app: &App, caller: &Caller, act: &str, upload: &Upload) -> Result<(), Problem> {
    let entry = caller.entry(act, kept::subject(&upload.id), PURPOSE);
    app.store().audit(&entry, app.now()).await?;
    Ok(())
}

/// Puts a look at one receipt of a check on the trail.
///
/// # Errors
/// The trail cannot be written: then nothing is shown.
pub async fn looked_at(
    app: &App,
    caller: &Caller,
    act: &str,
    (upload, seq): (&Upload, u64),
) -> Result<(), Problem> {
    let subject = format!("{}/receipt/{seq}", kept::subject(&upload.id));
    app.store().audit(&caller.entry(act, subject, PURPOSE), app.now()).await?;
    Ok(())
}
