//! To whom a case may be given by name: judged for everybody of its branch.

use caseflow::{Month, Person};
use store::accounts::Account;
use store::cases::CaseFile;

use crate::app::App;
use crate::seated::Seated;
use crate::web::Problem;

/// Those to whom the case may be given now.
///
/// # Errors
/// The store fails.
pub async fn choices(
    app: &App,
    own: &Seated,
    file: &CaseFile,
    month: Month,
) -> Result<Vec<(Account, Person)>, Problem> {
    if file.case.may_give(&own.person, month).is_err() {
        return Ok(Vec::new());
    }
    let mut people = app.store().people(&file.branch, app.now()).await?;
    let may = |to: &Person| file.case.judge_giving(&own.person, to, String::new(), month).is_ok();
    people.retain(|(_, to)| may(to));
    Ok(people)
}
