//! Months of review: how far they are, opening, intake windows, closing, and their result files.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::alike::{Busy, Refused, Token};
use crate::app::App;
use crate::auth::{Caller, Signed, Spoken};
use crate::casework::months::{self, Progress, Window};
use crate::casework::results::{self, Which};
use crate::days;
use crate::web::Problem;
use crate::web::object::object;
use crate::web::problem::ProblemOut;

/// 審査月の一覧。
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthsOut {
    /// 新しい順
    months: Vec<MonthOut>,
}

/// 審査月と、その進み具合。
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthOut {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202406` の形）
    month: String,
    /// `open`（審査中）又は `closed`（締切済み）
    state: &'static str,
    /// 受付期間のはじめ（この秒から）。限りがないときはnull
    intake_from: Option<i64>,
    /// 受付期間のおわり（この秒の前まで）。限りがないときはnull
    intake_until: Option<i64>,
    /// 受付期間
    intake: WindowOut,
    /// 締め切った時刻
    closed: Option<i64>,
    /// レセプトを削除した時刻
    purged: Option<i64>,
    /// 事案の数
    cases: i64,
    /// 判断の済んだ数
    settled: i64,
    /// 区分ごと、状態ごとの数
    queues: BTreeMap<String, BTreeMap<String, i64>>,
}

/// 受付期間。
#[derive(Debug, Serialize, ToSchema)]
pub struct WindowOut {
    /// 初日（`2024-07-05` の形）。限りがないときはnull
    first: Option<String>,
    /// 最終日。限りがないときはnull
    last: Option<String>,
}

impl WindowOut {
    fn of(intake: (i64, i64)) -> Self {
        let (first, last) = days::told(intake);
        let bound = |day: String| (!day.is_empty()).then_some(day);
        Self { first: bound(first), last: bound(last) }
    }
}

/// 受付期間。
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WindowIn {
    /// 初日（`2024-07-05` の形）。省略すると限りなし
    first: Option<String>,
    /// 最終日。省略すると限りなし
    last: Option<String>,
}

impl WindowIn {
    fn window(&self) -> Window<'_> {
        Window {
            first: self.first.as_deref().unwrap_or_default(),
            last: self.last.as_deref().unwrap_or_default(),
        }
    }
}

/// 開く審査月。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthIn {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202407` の形）
    month: String,
    /// 受付期間。省略すると限りなし
    #[serde(default, deserialize_with = "object")]
    intake: WindowIn,
}

/// Where a month stands, by name.
pub const fn state(of: caseflow::Month) -> &'static str {
    match of {
        caseflow::Month::Open => "open",
        caseflow::Month::Closed => "closed",
    }
}

impl From<Progress> for MonthOut {
    fn from(of: Progress) -> Self {
        let (cases, settled) = of.sums();
        let mut queues: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for (queue, state, count) in of.counts {
            queues.entry(queue).or_default().insert(state, count);
        }
        let month = of.month;
        let (from, until) = month.intake;
        Self {
            branch: month.branch,
            month: month.month,
            state: state(month.state),
            intake_from: (from > 0).then_some(from),
            intake_until: (until < i64::MAX).then_some(until),
            intake: WindowOut::of(month.intake),
            closed: month.closed,
            purged: month.purged,
            cases,
            settled,
            queues,
        }
    }
}

/// 審査月の進み具合。
#[utoipa::path(get, path = "/api/v1/months", tag = "審査月",
    responses((status = 200, body = MonthsOut), Refused))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<MonthsOut>, Problem> {
    let seen = months::seen(&app, &caller).await?;
    Ok(Json(MonthsOut { months: seen.into_iter().map(MonthOut::from).collect() }))
}

/// 審査月を開く。受付期間の外では、事案は取り込まれない。
#[utoipa::path(post, path = "/api/v1/months", tag = "審査月", request_body = MonthIn,
    params(Token),
    responses((status = 204, description = "開いた"), (status = "4XX", description = "支部か月か日付が読めない、もうある", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn open(
    State(app): State<App>,
    Spoken { caller, said }: Spoken<MonthIn>,
) -> Result<StatusCode, Problem> {
    months::open(&app, &caller, (&said.branch, &said.month), said.intake.window()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 審査月の受付期間を定める。
#[utoipa::path(put, path = "/api/v1/months/{branch}/{month}/intake", tag = "審査月", request_body = WindowIn,
    params(("branch" = String, Path, description = "支部（2桁）"), ("month" = String, Path, description = "審査月（`202407` の形）"), Token),
    responses((status = 204, description = "定めた"), (status = "4XX", description = "その月がない、締め切られている、日付が読めない", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn intake(
    State(app): State<App>,
    Path((branch, month)): Path<(String, String)>,
    Spoken { caller, said }: Spoken<WindowIn>,
) -> Result<StatusCode, Problem> {
    months::set_intake(&app, &caller, (&branch, &month), said.window()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 審査月を締め切る。すべての事案の判断が済んでいなければ断る。締め切った後は何も変えられない。
#[utoipa::path(post, path = "/api/v1/months/{branch}/{month}/close", tag = "審査月",
    params(("branch" = String, Path, description = "支部（2桁）"), ("month" = String, Path, description = "審査月（`202406` の形）"), Token),
    responses((status = 204, description = "締め切った"), Refused))]
pub async fn close(
    State(app): State<App>,
    Path((branch, month)): Path<(String, String)>,
    Signed(caller): Signed,
) -> Result<StatusCode, Problem> {
    months::close(&app, &caller, (&branch, &month)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 締め切った審査月の帳票（増減点連絡書、返戻内訳書、返戻ファイル）を一つの zip で取り出す。
///
/// 医療機関と請求ごとのフォルダー。`summary.json` に件数、`notes.jsonl` に載せられなかったものと直した文字列。氏名も番号も伏せない。取り出したことは記録される。
#[utoipa::path(get, path = "/api/v1/months/{branch}/{month}/results", tag = "審査月",
    params(("branch" = String, Path, description = "支部（2桁）"), ("month" = String, Path, description = "審査月（`202407` の形）"), Which),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", headers(("shinsa-waiting" = u64, description = "判断の済んでいない事案の数"), ("shinsa-left-out" = u64, description = "帳票に載せられなかった数"))),
        (status = "4XX", description = "その月がない、締め切られていない、判断の済んだ事案がない、レセプトが削除された、関係を申告した医療機関の事案がある", body = ProblemOut, content_type = "application/problem+json"),
        Busy))]
pub async fn result_files(
    State(app): State<App>,
    caller: Caller,
    Path((branch, month)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    results::fetch(&app, &caller, (&branch, &month), which).await
}
