//! Checks of claim files before filing.

use axum::Json;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::{AspLists, Checked, CheckedReceipt, Comparison, Mend, Repair, Unwritten};
use model::{InstitutionKind, Lang};
use serde::{Deserialize, Serialize};
use store::uploads::{Cursor, State as Kept, Upload};
use utoipa::{IntoParams, ToSchema};

use super::alike::{Busy, Refused, TokenOrKey};
use super::ehr::ReceiptIn;
use crate::app::App;
use crate::auth::{Acting, Caller};
use crate::excluded::Exclusions;
use crate::judging::{File, How, judge, judge_opened};
use crate::kept;
use crate::looks::{looked, looked_at};
use crate::pages::{compare, mend};
use crate::web::held::Room;
use crate::web::problem::ProblemOut;
use crate::web::{Code, Problem, Sent, Told, sent};

/// How many errors stand in no line of a list.
const LEFT_OUT: HeaderName = HeaderName::from_static("shinsa-left-out");
/// For how many institutions no list could be made.
const UNWRITTEN: HeaderName = HeaderName::from_static("shinsa-unwritten");

/// How a file is to be checked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// ファイルの名前（送るのがファイルそのもののとき）
    name: Option<String>,
    /// `hospital`（病院）又は `clinic`（診療所）。レセプトからは分からない点検に使う
    institution: Option<String>,
    /// `false` なら、レセプトも結果も保管しない
    #[serde(default = "yes")]
    keep: bool,
}

const fn yes() -> bool {
    true
}

impl Asked {
    fn how(&self, lang: Lang) -> Result<How, Problem> {
        Ok(How { lang, institution: kind(self.institution.as_deref())? })
    }
}

/// Hospital or clinic, as it was said.
///
/// # Errors
/// Another word.
pub fn kind(said: Option<&str>) -> Result<InstitutionKind, Problem> {
    match said {
        None | Some("") => Ok(InstitutionKind::Unknown),
        Some("hospital") => Ok(InstitutionKind::Hospital),
        Some("clinic") => Ok(InstitutionKind::Clinic),
        Some(_) => Err(Problem::new(
            Code::Malformed,
            "institution は hospital か clinic です",
            "institution is hospital or clinic",
        )),
    }
}

/// A check that is kept, as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckOut {
    /// その点検の番号
    id: String,
    /// ファイルの名前（保管している間）
    file: Option<String>,
    /// 点検した時刻（1970年からの秒、UTC）
    made: i64,
    /// レセプトを削除する時刻
    delete_after: i64,
    /// レセプトを保管しているか
    kept: bool,
    /// 点検した改訂
    revision: String,
    /// レセプトの件数
    receipts: i64,
    /// 判定ごとの件数
    dispositions: std::collections::BTreeMap<String, i64>,
}

impl From<Upload> for CheckOut {
    fn from(upload: Upload) -> Self {
        Self {
            id: upload.id,
            file: upload.file_name,
            made: upload.made,
            delete_after: upload.delete_after,
            kept: upload.state == Kept::Kept,
            revision: upload.revision,
            receipts: upload.receipts,
            dispositions: upload.dispositions.into_iter().collect(),
        }
    }
}

/// A page of checks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecksOut {
    /// 新しい順
    checks: Vec<CheckOut>,
    /// 次のページの `after`。最後のページではnull
    next: Option<String>,
}

/// Where a page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct From_ {
    /// 前のページの `next`
    after: Option<String>,
}

/// レセプトのファイル（UKE、gzip、zip）を点検する。
///
/// 本文はファイルそのもの、又は `multipart/form-data` の `file`。`Idempotency-Key` を付けると、同じ要求を繰り返しても一度だけ保管する。
#[utoipa::path(post, path = "/api/v1/checks", tag = "点検", params(Asked, TokenOrKey, ("Idempotency-Key" = Option<String>, Header, description = "要求を見分ける文字列（255文字まで）")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "保管しない点検の結果、又は前と同じ要求の結果", body = Checked), (status = 201, description = "保管した点検の結果。Location にその場所", body = Checked),
        Refused, Busy))]
pub async fn check(
    State(app): State<App>,
    Acting(caller): Acting,
    Told(lang): Told,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Problem> {
    let clinic = caller.clinic()?.clone();
    let idempotency = idempotency(request.headers())?;
    let how = asked.how(lang)?;
    let mut sent = Sent::receive(&app, request).await?;
    if let Some(name) = &asked.name {
        sent.name = sent::plain(name);
    }
    let excluded = Exclusions::of(&app, &clinic).await?;
    if !asked.keep {
        let mut checked = judge(&app, &clinic, sent, how).await?.checked;
        excluded.put_all(&mut checked);
        return Ok(Json(checked).into_response());
    }
    let once = idempotency.map(|key| kept::Once::new(key, &sent, how));
    if let Some(once) = &once
        && let Some(known) = once.made(&app, &clinic).await?
    {
        let upload = kept::upload(&app, &clinic, &known).await?;
        let checked = kept::all(&app, &upload).await?;
        looked(&app, &caller, "check.read", &upload).await?;
        return Ok((StatusCode::OK, [("location", place(&known))], Json(checked)).into_response());
    }
    let mut judged = judge(&app, &clinic, sent, how).await?;
    let id = kept::keep(&app, &caller, &judged, once.as_ref()).await?;
    excluded.put_all(&mut judged.checked);
    Ok((StatusCode::CREATED, [("location", place(&id))], Json(judged.checked)).into_response())
}

fn place(id: &str) -> String {
    format!("/api/v1/checks/{id}")
}

fn idempotency(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|key| (1..=255).contains(&key.len()));
    key.map(|key| Some(key.to_owned())).ok_or_else(|| {
        Problem::new(
            Code::Malformed,
            "Idempotency-Key は1～255文字の英数字記号です",
            "Idempotency-Key has 1 to 255 printable characters",
        )
    })
}

/// 電子カルテのレセプト一件（JSON）を点検する。保管しない。
///
/// records は記録順のレコード。項目は順の配列か、記録条件仕様の項目名で書く。GOがなければ作る。
/// history に同じ患者の前のレセプトを書くと、縦覧の点検に使う。書かなければ、保管しているこの医療機関のレセプトを使う。
#[utoipa::path(post, path = "/api/v1/receipts", tag = "点検", params(Asked, TokenOrKey), request_body = ReceiptIn,
    responses((status = 200, body = Checked), Refused))]
pub async fn receipt(
    State(app): State<App>,
    Acting(caller): Acting,
    Told(lang): Told,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Json<Checked>, Problem> {
    let clinic = caller.clinic()?.clone();
    let how = asked.how(lang)?;
    let Sent { bytes, room, .. } = Sent::receive(&app, request).await?;
    let name = asked.name.as_deref().map(sent::plain).unwrap_or_default();
    let opened = move |_: &mut Room| {
        let receipt: ReceiptIn = sent::json(&bytes)?;
        let (bytes, earlier) = (receipt.bytes()?, receipt.earlier()?);
        Ok((File { name, bytes }, earlier))
    };
    let mut checked = judge_opened(&app, &clinic, room, opened, how).await?.checked;
    Exclusions::of(&app, &clinic).await?.put_all(&mut checked);
    Ok(Json(checked))
}

/// 保管している点検の一覧。
#[utoipa::path(get, path = "/api/v1/checks", tag = "点検", params(From_),
    responses((status = 200, body = ChecksOut), Refused))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(from): Query<From_>,
) -> Result<Json<ChecksOut>, Problem> {
    let after = from.after.as_deref().map(cursor).transpose()?;
    let page = app.store().uploads(caller.clinic()?, after.as_ref(), 50).await?;
    let next = page.next.map(|next| format!("{}.{}", next.made, next.id));
    Ok(Json(ChecksOut { checks: page.uploads.into_iter().map(CheckOut::from).collect(), next }))
}

/// Where a page begins, as it was given out before.
///
/// # Errors
/// It was not.
pub fn cursor(text: &str) -> Result<Cursor, Problem> {
    let read = text
        .split_once('.')
        .and_then(|(made, id)| Some(Cursor { made: made.parse().ok()?, id: id.to_owned() }));
    read.ok_or_else(|| Problem::new(Code::Malformed, "after が正しくありません", "`after` is not one"))
}

/// 点検の結果の全部。
#[utoipa::path(get, path = "/api/v1/checks/{id}", tag = "点検", params(("id" = String, Path, description = "点検の番号")),
    responses((status = 200, body = Checked), Refused))]
pub async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Checked>, Problem> {
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    looked(&app, &caller, "check.read", &upload).await?;
    Ok(Json(checked))
}

/// 点検の結果のうち、レセプト一件。
#[utoipa::path(get, path = "/api/v1/checks/{id}/receipts/{seq}", tag = "点検",
    params(("id" = String, Path, description = "点検の番号"), ("seq" = u64, Path, description = "ファイルの何件目か（1から）")),
    responses((status = 200, body = CheckedReceipt), Refused))]
pub async fn of_receipt(
    State(app): State<App>,
    caller: Caller,
    Path((id, seq)): Path<(String, u64)>,
) -> Result<Json<CheckedReceipt>, Problem> {
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let receipt = kept::receipt(&app, &upload, seq).await?;
    looked_at(&app, &caller, "check.read", (&upload, seq)).await?;
    Ok(Json(receipt))
}

/// 点検とそのレセプトを、今すぐ削除する。
#[utoipa::path(delete, path = "/api/v1/checks/{id}", tag = "点検", params(("id" = String, Path, description = "点検の番号"), TokenOrKey),
    responses((status = 204), Refused))]
pub async fn delete(
    State(app): State<App>,
    Acting(caller): Acting,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    kept::delete(&app, &caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which of several lists.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct WhichList {
    /// 医療機関がいくつもあるときの、何番目の一覧か（1から）
    pub list: Option<usize>,
}

/// 受付・事務点検ASP結果リスト（CSV、シフトJIS）。
#[utoipa::path(get, path = "/api/v1/checks/{id}/asp.csv", tag = "点検", params(("id" = String, Path, description = "点検の番号"), WhichList),
    responses((status = 200, body = Vec<u8>, content_type = "text/csv", headers(("shinsa-left-out" = usize, description = "公式のコードがないか、欄に書けず、この一覧に載らなかった誤りの数"), ("shinsa-unwritten" = usize, description = "一覧を作れなかった医療機関の数"))), (status = "4XX", description = "点検がないか、一覧に載る誤りがないか、一覧を作れない（理由は detail）", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn asp(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(which): Query<WhichList>,
) -> Result<Response, Problem> {
    asp_of(&app, &caller, &id, &which).await
}

/// The lists of a check, with the look on the trail: they name patients.
///
/// # Errors
/// There is no such check, or it is another clinic's.
pub async fn asp_lists(app: &App, caller: &Caller, id: &str) -> Result<AspLists, Problem> {
    let upload = kept::upload(app, caller.clinic()?, id).await?;
    let checked = kept::all(app, &upload).await?;
    looked(app, caller, "claim.list", &upload).await?;
    kept::in_turn(app, &upload, move |claims| desk::asp_list(&claims, &checked, None, 1)).await
}

/// One of the lists, to be saved; how much of what was found is left out stands in its head.
///
/// # Errors
/// There is no such check, or no such list.
pub async fn asp_of(app: &App, caller: &Caller, id: &str, which: &WhichList) -> Result<Response, Problem> {
    let AspLists { mut lists, unwritten } = asp_lists(app, caller, id).await?;
    let at = which.list.unwrap_or(1).checked_sub(1).filter(|at| *at < lists.len());
    let Some(list) = at.map(|at| lists.swap_remove(at)) else { return Err(no_list(&unwritten)) };
    let mut file = mend::given(&list.name, list.bytes);
    file.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=Shift_JIS"));
    file.headers_mut().insert(LEFT_OUT, HeaderValue::from(list.left_out));
    file.headers_mut().insert(UNWRITTEN, HeaderValue::from(unwritten.len()));
    Ok(file)
}

/// Why there is no list: nothing belongs in one, or none could be begun.
fn no_list(unwritten: &[Unwritten]) -> Problem {
    let Some(first) = unwritten.first() else {
        return Problem::new(
            Code::NotFound,
            "結果リストに載る誤りはありません（公式のエラーコードのあるものだけが載ります）",
            "nothing stands in the list: it has errors with an official code only",
        );
    };
    let Unwritten { institution, errors, why: (ja, en) } = first;
    Problem::new(
        Code::NotFound,
        format!("医療機関 {institution} の結果リストは作れません: {ja}（載せられなかったレセプト {errors}）"),
        format!(
            "no list can be made for institution {institution}: {en} (receipts that would stand in it: {errors})"
        ),
    )
}

/// 二つの点検の違い。
#[utoipa::path(get, path = "/api/v1/checks/{id}/compare/{earlier}", tag = "点検",
    params(("id" = String, Path, description = "後の点検の番号"), ("earlier" = String, Path, description = "前の点検の番号")),
    responses((status = 200, body = Comparison), Refused))]
pub async fn compared(
    State(app): State<App>,
    caller: Caller,
    Path((id, earlier)): Path<(String, String)>,
) -> Result<Json<Comparison>, Problem> {
    let (before, after) = compare::both(&app, &caller, &earlier, &id).await?;
    Ok(Json(app.gate().run(move || desk::compare(&before, &after)).await?))
}

/// 直せる形式の誤り。
#[utoipa::path(get, path = "/api/v1/checks/{id}/repairs", tag = "修正", params(("id" = String, Path, description = "点検の番号")),
    responses((status = 200, body = Vec<Repair>), Refused))]
pub async fn repairs(
    State(app): State<App>,
    caller: Caller,
    Told(lang): Told,
    Path(id): Path<String>,
) -> Result<Json<Vec<Repair>>, Problem> {
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    app.store().audit(&caller.entry("claim.read", kept::subject(&id), "請求前の修正"), app.now()).await?;
    let offer = move |claims: Vec<u8>| desk::repairs(&claims, &checked, lang);
    Ok(Json(kept::in_turn(&app, &upload, offer).await?))
}

/// The repairs that were accepted.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Accepted {
    /// `repairs` の `id`
    repairs: Vec<String>,
}

/// 選んだ修正をしたファイル。ほかは一バイトも変わらない。
#[utoipa::path(post, path = "/api/v1/checks/{id}/mended", tag = "修正", params(("id" = String, Path, description = "点検の番号"), TokenOrKey),
    request_body = Accepted, responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), Refused))]
pub async fn mended(
    State(app): State<App>,
    Acting(caller): Acting,
    Told(lang): Told,
    Path(id): Path<String>,
    Json(accepted): Json<Accepted>,
) -> Result<Response, Problem> {
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    let name = checked.file.clone();
    let work = move |claims: Vec<u8>| with_repairs(&claims, &checked, &accepted, lang);
    let bytes = kept::in_turn(&app, &upload, work).await??;
    app.store().audit(&caller.entry("claim.mend", kept::subject(&id), "請求前の修正"), app.now()).await?;
    Ok(mend::given(&name, bytes))
}

fn with_repairs(
    claims: &[u8],
    checked: &Checked,
    accepted: &Accepted,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let offered = desk::repairs(claims, checked, lang);
    let unknown = accepted.repairs.iter().any(|id| !offered.iter().any(|one| one.id == *id));
    if unknown {
        return Err(Problem::new(Code::Malformed, "修正の id が正しくありません", "there is no such repair"));
    }
    let mends: Vec<Mend> =
        offered.iter().filter(|one| accepted.repairs.contains(&one.id)).map(Repair::accept).collect();
    desk::mend(claims, &mends).map_err(mend::unmended)
}
