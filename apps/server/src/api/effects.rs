//! What a revision would change, for programs: asked for with a bundle, and looked at until it is done.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderName, StatusCode};
use batch::Tally;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::alike::{Busy, Refused, Token};
use super::rules::bundle;
use crate::app::App;
use crate::auth::roles::CENTRE;
use crate::auth::{Caller, Signed};
use crate::effects::{Candidate, Ended, PURPOSE, Wanted, Working, month};
use crate::web::{Problem, Told};

/// 何で調べるか。
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct Of {
    /// 審査月（YYYYMM）。省略するとすべて
    month: String,
    /// 事案のレセプトを使わない
    no_cases: bool,
    /// 医療機関が点検に送ったレセプトを使わない
    no_uploads: bool,
}

/// 改訂の影響。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Effects)]
pub struct EffectsOut {
    /// 識別子
    pub id: String,
    /// まだ調べているか
    pub working: bool,
    /// うまくいったか。調べている間はない
    pub done: Option<bool>,
    /// うまくいかなかった理由
    pub why: Vec<String>,
    /// 点検したレセプトの数
    pub receipts: u64,
    /// 点検するレセプトの数
    pub of: u64,
    /// 事案の数
    pub cases: u64,
    /// 医療機関のファイルの数
    pub files: u64,
    /// 点検しなかった数（事案とファイル。上限のため、途中で終えたため、削除されたか壊れていて読めないため）
    pub left_out: u64,
    /// 点検するものを選び終わる前に終わったか（`true` なら、点検していないものがほかにもあるかもしれない）
    pub cut_short: bool,
    /// 有効な改訂の要約値
    pub live: Option<String>,
    /// 調べた改訂の要約値
    pub other: Option<String>,
    /// 全体
    pub total: Option<EffectOut>,
    /// 規則ごと（違いのあるもの）
    pub rules: BTreeMap<String, EffectOut>,
}

/// 違い。組は有効な改訂、調べた改訂の順。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Effect)]
pub struct EffectOut {
    /// 指摘の数
    pub findings: [u64; 2],
    /// 増える指摘
    pub added: u64,
    /// なくなる指摘
    pub removed: u64,
    /// 変わる指摘
    pub changed: u64,
    /// 違いのあるレセプト
    pub receipts: u64,
    /// 増減点の差
    pub points: i64,
    /// 点数の分からない違い
    pub points_unknown: u64,
    /// 評価できないところのあるレセプト
    pub not_evaluated: [u64; 2],
}

impl From<&Tally> for EffectOut {
    fn from(of: &Tally) -> Self {
        Self {
            findings: of.findings,
            added: of.added,
            removed: of.removed,
            changed: of.changed,
            receipts: of.receipts,
            points: of.points,
            points_unknown: of.points_unknown,
            not_evaluated: of.not_evaluated,
        }
    }
}

/// 署名された改訂（.shinsa-bundle）を有効にすると、保管しているレセプトの指摘がどう変わるかを調べる。
///
/// 何も変えない。時間がかかるので、進み具合と結果は応答の `Location` で見る。結果は再起動するとなくなる。
#[utoipa::path(post, path = "/api/v1/rules/effects", tag = "規則", params(Of, Token),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, description = "始めた", headers(("Location" = String, description = "結果の場所"))), Refused, Busy))]
pub async fn ask(
    State(app): State<App>,
    Signed(caller): Signed,
    Told(lang): Told,
    Query(of): Query<Of>,
    request: Request,
) -> Result<(StatusCode, [(HeaderName, String); 1]), Problem> {
    caller.must_be(CENTRE)?;
    let branch = caller.session()?.account.branch.clone().unwrap_or_default();
    let candidate = Candidate::Bundle(Arc::new(bundle(&app, request).await?));
    let month = month(&of.month)?;
    let wanted = Wanted { candidate, month, branch, cases: !of.no_cases, uploads: !of.no_uploads, lang };
    let id = app.begin_effects(wanted, caller.entry("rules.effects", "", PURPOSE)).await?;
    Ok((StatusCode::ACCEPTED, [(LOCATION, format!("/api/v1/rules/effects/{id}"))]))
}

/// 調べている影響の進み具合、又は結果。
#[utoipa::path(get, path = "/api/v1/rules/effects/{id}", tag = "規則", params(("id" = String, Path, description = "識別子")),
    responses((status = 200, body = EffectsOut), Refused))]
pub async fn one(
    State(app): State<App>,
    caller: Caller,
    Told(lang): Told,
    Path(id): Path<String>,
) -> Result<Json<EffectsOut>, Problem> {
    caller.must_be(CENTRE)?;
    if let Some(working) = app.effects().working().filter(|working| working.id == id) {
        return Ok(Json(underway(&working)));
    }
    let ended = app.effects().of(&id).ok_or_else(Problem::not_found)?;
    Ok(Json(ended_as(&ended, lang)))
}

fn underway(of: &Working) -> EffectsOut {
    EffectsOut { working: true, receipts: of.receipts, of: of.of, ..nothing(&of.id) }
}

fn nothing(id: &str) -> EffectsOut {
    EffectsOut {
        id: id.to_owned(),
        working: false,
        done: None,
        why: Vec::new(),
        receipts: 0,
        of: 0,
        cases: 0,
        files: 0,
        left_out: 0,
        cut_short: false,
        live: None,
        other: None,
        total: None,
        rules: BTreeMap::new(),
    }
}

fn ended_as(of: &Ended, lang: model::Lang) -> EffectsOut {
    let blank = nothing(&of.id);
    let effect = match &of.outcome {
        Ok(effect) => effect,
        Err((ja, en)) => {
            let why = if lang == model::Lang::Ja { ja } else { en };
            return EffectsOut { done: Some(false), why: why.clone(), ..blank };
        }
    };
    let (taken, comparison) = (&effect.taken, &effect.comparison);
    let differing = comparison.rules.iter().filter(|(_, own)| own.tally.receipts > 0);
    EffectsOut {
        done: Some(true),
        receipts: comparison.receipts,
        of: comparison.receipts,
        cases: taken.cases,
        files: taken.uploads,
        left_out: taken.beyond + taken.unread + taken.damaged + taken.gone,
        cut_short: taken.unlisted,
        live: Some(effect.live.id.to_string()),
        other: Some(effect.other.id.to_string()),
        total: Some((&comparison.total).into()),
        rules: differing.map(|(rule, own)| (rule.clone(), (&own.tally).into())).collect(),
        ..blank
    }
}
