//! Handing the cases of a month out by name: chosen ones to one person, or all that wait evenly over a seat.

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::alike::{Refused, Token};
use super::cases::said::seat_of;
use super::cases::shapes::{CaseLineOut, WhoOut};
use super::cases::{known, told};
use crate::app::App;
use crate::auth::{Caller, Spoken};
use crate::casework::handing::{self, Came, Wanted, hands};
use crate::web::object::objects;
use crate::web::{Code, Problem};

/// どの審査月の、どの事案か。
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Of {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202407` の形）
    month: String,
    /// 区分。省略するとすべて
    #[serde(default)]
    queue: String,
    /// `true` なら、まだ誰にも割り当てていないものだけ
    #[serde(default)]
    ungiven: bool,
    /// 前のページの `next`
    #[serde(default)]
    after: String,
}

/// 割り当てることのできる事案と人。
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignableOut {
    /// 判断の済んでいない事案。関わる点数の多い順
    cases: Vec<CaseLineOut>,
    /// 次のページの `after`。最後のページではnull
    next: Option<String>,
    /// 割り当てることのできる人
    people: Vec<PersonOut>,
}

/// 割り当てることのできる人。
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonOut {
    /// 立場
    seat: String,
    /// 誰
    to: WhoOut,
    /// `cases` のうち、担当しているか割り当てられている数
    cases: usize,
}

/// 選んだ事案を誰に割り当てるか。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveIn {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202407` の形）
    month: String,
    /// 事案（1000件まで）
    #[serde(deserialize_with = "objects")]
    cases: Vec<SeenIn>,
    /// 立場
    seat: String,
    /// 利用者の番号
    to: String,
    /// 伝えること（2000字まで）
    #[serde(default)]
    text: String,
}

/// 見た事案。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenIn {
    /// 事案の番号
    id: String,
    /// 見たときの `version`
    version: u32,
}

/// どの立場に均等に割り当てるか。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelIn {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202407` の形）
    month: String,
    /// 立場
    seat: String,
}

/// 割り当てた結果。
#[derive(Debug, Serialize, ToSchema)]
pub struct CameOut {
    /// 割り当てた数
    given: u64,
    /// 断られた数。名前は、一件ずつの操作が断られるときの `refusal` と同じ
    refused: Vec<RefusedOut>,
    /// 見たあとでほかの人が操作したため、割り当てなかった数
    stale: u64,
    /// まだの数。`given` が0でなければ、もう一度送ると続きを割り当てる。0なら、割り当てられる人がいない
    left: u64,
}

/// 断られた理由と数。
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedOut {
    /// 理由の名前
    refusal: &'static str,
    /// 理由
    text: &'static str,
    /// 英語
    text_en: &'static str,
    /// 数
    cases: u64,
}

impl From<Came> for CameOut {
    fn from(of: Came) -> Self {
        let refused = of.refused.into_iter().map(|(refusal, (text, cases))| RefusedOut {
            refusal,
            text: text.ja,
            text_en: text.en,
            cases,
        });
        Self { given: of.done, refused: refused.collect(), stale: of.stale, left: of.left }
    }
}

fn key(branch: &str, month: &str) -> String {
    format!("{branch}/{month}")
}

/// 割り当てることのできる事案と人の一覧。職員・本部・管理者が使う。見たことは記録される。
#[utoipa::path(get, path = "/api/v1/assign", tag = "割当", params(Of),
    responses((status = 200, body = AssignableOut), Refused))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(of): Query<Of>,
) -> Result<Json<AssignableOut>, Problem> {
    let own = hands(&app, &caller).await?;
    known(&of.queue, &of.after)?;
    let month = own.month(&app, &key(&of.branch, &of.month)).await?;
    let wanted = Wanted { queue: of.queue, ungiven: of.ungiven, after: of.after };
    let listed = handing::list(&app, &caller, &month, &wanted).await?;
    let has = listed.has();
    let people = listed.people.iter().map(|(account, person)| PersonOut {
        seat: person.seat.slug().to_owned(),
        to: WhoOut { id: account.id.clone(), name: account.display.clone() },
        cases: has.get(&account.id).copied().unwrap_or_default(),
    });
    let people = people.collect();
    let cases = listed.lines.into_iter().map(|line| told::line(line, &listed.given, &listed.names));
    Ok(Json(AssignableOut { cases: cases.collect(), next: listed.next, people }))
}

/// 選んだ事案を一人に割り当てる。
#[utoipa::path(post, path = "/api/v1/assign", tag = "割当", request_body = GiveIn,
    params(Token),
    responses((status = 200, body = CameOut), Refused))]
pub async fn give(
    State(app): State<App>,
    Spoken { caller, said }: Spoken<GiveIn>,
) -> Result<Json<CameOut>, Problem> {
    let own = hands(&app, &caller).await?;
    let month = own.month(&app, &key(&said.branch, &said.month)).await?;
    if said.cases.is_empty() {
        return Err(Problem::new(Code::Malformed, "事案（cases）を選んでください", "`cases` names no case"));
    }
    let seat = seat_of(&said.seat)?;
    let chosen: Vec<(String, i64)> =
        said.cases.into_iter().map(|one| (one.id, i64::from(one.version))).collect();
    let came = handing::give(&app, &own, &month, &chosen, (seat, &said.to, &said.text)).await?;
    Ok(Json(came.into()))
}

/// 待っていて誰にも割り当てていない事案を、一つの立場の人に均等に割り当てる（一度に300件、関わる点数の多い順）。
#[utoipa::path(post, path = "/api/v1/assign/level", tag = "割当", request_body = LevelIn,
    params(Token),
    responses((status = 200, body = CameOut), Refused))]
pub async fn level(
    State(app): State<App>,
    Spoken { caller, said }: Spoken<LevelIn>,
) -> Result<Json<CameOut>, Problem> {
    let own = hands(&app, &caller).await?;
    let month = own.month(&app, &key(&said.branch, &said.month)).await?;
    let came = handing::level(&app, &own, &month, seat_of(&said.seat)?).await?;
    Ok(Json(came.into()))
}
