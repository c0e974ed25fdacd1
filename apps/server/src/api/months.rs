//! Months of review: how far they are, and closing one.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::{Caller, Signed};
use crate::casework::months::{self, Progress};
use crate::web::Problem;
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
    responses((status = 200, body = MonthsOut), (status = "4XX", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<MonthsOut>, Problem> {
    let seen = months::seen(&app, &caller).await?;
    Ok(Json(MonthsOut { months: seen.into_iter().map(MonthOut::from).collect() }))
}

/// 審査月を締め切る。すべての事案の判断が済んでいなければ断る。締め切った後は何も変えられない。
#[utoipa::path(post, path = "/api/v1/months/{branch}/{month}/close", tag = "審査月",
    params(("branch" = String, Path, description = "支部（2桁）"), ("month" = String, Path, description = "審査月（`202406` の形）"), ("Shinsa-CSRF" = String, Header, description = "`GET /api/v1/session` の `csrf`")),
    responses((status = 204, description = "締め切った"), (status = "4XX", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn close(
    State(app): State<App>,
    Path((branch, month)): Path<(String, String)>,
    Signed(caller): Signed,
) -> Result<StatusCode, Problem> {
    months::close(&app, &caller, (&branch, &month)).await?;
    Ok(StatusCode::NO_CONTENT)
}
