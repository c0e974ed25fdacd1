//! Who is signed in, with the token that every changing request of the session carries.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::alike::Refused;
use crate::app::App;
use crate::auth::Caller;
use crate::web::Problem;

/// 自分のセッション。
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOut {
    /// 利用者の番号
    account: String,
    /// サインインの名前
    login: String,
    /// 表示名
    display: String,
    /// 役割
    role: &'static str,
    /// 支部。ないときは全支部
    branch: Option<String>,
    /// 事案を扱う立場。ないときは扱わない
    seat: Option<&'static str>,
    /// 変更する要求のヘッダー `Shinsa-CSRF` に付ける文字列
    csrf: String,
    /// 遅くともこの時刻に終わる（1970年からの秒、UTC）
    ends: i64,
}

/// サインインしている利用者と、変更する要求に付ける文字列。
///
/// 職員・審査委員などの口は、鍵ではなく本人のセッション（`POST /sign-in` のクッキー）で使う。
#[utoipa::path(get, path = "/api/v1/session", tag = "サインイン",
    responses((status = 200, body = SessionOut), Refused))]
pub async fn session(State(app): State<App>, caller: Caller) -> Result<Json<SessionOut>, Problem> {
    let session = caller.session()?;
    let account = &session.account;
    let person = app.store().person(account, app.now()).await?;
    Ok(Json(SessionOut {
        account: account.id.clone(),
        login: account.login.clone(),
        display: account.display.clone(),
        role: account.role.code(),
        branch: account.branch.clone(),
        seat: person.map(|person| person.seat.slug()),
        csrf: caller.csrf().to_owned(),
        ends: session.ends,
    }))
}
