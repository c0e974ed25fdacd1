//! Gives the result files of a month to those who send them: one zip of the official lists.

use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use caseflow::Refusal;
use serde::Deserialize;
use store::cases::MonthRow;
use utoipa::IntoParams;

use super::months::branch as own_branch;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::auth::roles::SENDERS;
use crate::pages::mend::given;
use crate::results::{Failed, Gathered, cases, gathered};
use crate::web::{Code, Problem};

/// What for, as the trail has it.
const PURPOSE: &str = "審査結果の通知";

/// How much of what was settled stands in no list.
pub const MISSING: HeaderName = HeaderName::from_static("shinsa-left-out");
/// How many cases of the month are not settled.
pub const WAITING: HeaderName = HeaderName::from_static("shinsa-waiting");

/// Whether a month that is not closed will do.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Which {
    /// `true` なら、締切前の月でも、そこまでに判断の済んだ分を下書きとして取り出す
    pub draft: bool,
}

/// The zip, with the fetching on the trail.
///
/// # Errors
/// There is no such month, it is not closed, nothing of it is settled, its claims were deleted, or it has cases that are not
/// theirs to see.
pub async fn fetch(
    app: &App,
    caller: &Caller,
    (branch, month): (&str, &str),
    which: Which,
) -> Result<Response, Problem> {
    caller.must_be(SENDERS)?;
    let person = app.store().person(&caller.session()?.account, app.now()).await?.ok_or_else(not_allowed)?;
    if own_branch(caller)?.is_some_and(|own| own != branch) {
        return Err(Problem::not_found());
    }
    let row = app.store().months(branch).await?.into_iter().find(|row| row.month == month);
    let row = row.ok_or_else(Problem::not_found)?;
    if row.closed.is_none() && !which.draft {
        return Err(open_yet());
    }
    let all = cases(app.store(), branch, month).await?;
    let subject = format!("month/{branch}/{month}");
    if all.iter().any(|case| person.conflicts.contains(&case.institution)) {
        app.store().audit(&caller.entry("month.results-refused", subject, PURPOSE), app.now()).await?;
        return Err(conflict());
    }
    // One after another, as all work that holds claims.
    let turn = app.gate().turn().await?;
    let mut room = app.held().take(1)?;
    let mut lack = None;
    let held = |bytes: usize| {
        let grown = if bytes > room.most() { Err(never()) } else { room.grow(bytes) };
        lack = grown.err();
        lack.is_none()
    };
    let found = gathered(app.store(), &row, &all, held).await;
    let found = found.map_err(|why| lack.take().unwrap_or_else(|| told(why)))?;
    let mut entry = caller.entry("month.results", subject, PURPOSE);
    entry.detail = format!("{} settled, {} not", found.settled(), found.waiting);
    app.store().audit(&entry, app.now()).await?;
    let name = name(&row);
    let zipped = move || {
        let _held = room;
        Gathered::zipped(&found, &row)
    };
    let (bytes, written) = turn.run(zipped).await?.map_err(told)?;
    let mut file = given(&name, bytes).into_response();
    file.headers_mut().insert(MISSING, HeaderValue::from(written.missing()));
    file.headers_mut().insert(WAITING, HeaderValue::from(written.waiting));
    Ok(file)
}

fn name(of: &MonthRow) -> String {
    let draft = if of.closed.is_none() { "-draft" } else { "" };
    format!("results-{}-{}{draft}.zip", of.branch, of.month)
}

fn open_yet() -> Problem {
    Problem::new(
        Code::Conflict,
        "この月は締め切られていません。下書きでよければ draft=true を付けてください",
        "the month is not closed: ask with draft=true where a draft will do",
    )
}

fn conflict() -> Problem {
    Problem {
        detail: "この月には、あなた自身の、又は関係を申告した医療機関の事案があります。ほかの人が取り出してください"
            .to_owned(),
        detail_en: "the month has cases of an institution that is yours, or with which you declared a relation: somebody else has to fetch them"
            .to_owned(),
        ..Problem::refused(Refusal::Conflict)
    }
}

/// However long somebody waits, there is never so much room.
fn never() -> Problem {
    Problem::new(
        Code::TooLarge,
        "この月のレセプトは、サーバーが一度に扱える量（limits.held_mib）を超えます。サーバーの管理者が shinsa service results で書き出せます",
        "the claims of the month are more than the service ever holds (limits.held_mib): whoever runs it can write them with shinsa service results",
    )
}

fn told(why: Failed) -> Problem {
    match why {
        Failed::Store(error) => error.into(),
        Failed::Purged(_) => Problem::new(
            Code::Gone,
            "この月のレセプトは、保管期限が過ぎて削除されています。帳票は締切のときのものを使ってください",
            "the claims of the month were deleted when their time was over: use the lists that were written at its closing",
        ),
        Failed::Nothing => {
            Problem::new(Code::Conflict, "判断の済んだ事案がありません", "nothing is settled yet")
        }
        Failed::Unreadable | Failed::Room | Failed::Lists(_) | Failed::Machine(_) => Problem::failed(why),
    }
}
