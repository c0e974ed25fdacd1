//! The work queue of staff and committee, and one case: listed, taken, looked at and decided as on the pages.

pub mod said;
pub mod shapes;
pub mod told;

use axum::Json;
use axum::extract::{Path, Query, State};
use model::Queue;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::alike::{Refused, Token};
use crate::app::App;
use crate::auth::{Caller, Spoken};
use crate::casework::acting::{Came, act as acted};
use crate::casework::list::{self, Filter, Listed, STATES};
use crate::casework::look::{self, Numbers};
use crate::casework::{linked, next, numbers};
use crate::seated::{self, seated};
use crate::web::{Code, Problem, Told};
use said::ActIn;
use shapes::{CaseOut, CasesOut, LinkedClaimOut, NextOut, StandingOut, TracesOut};

/// 審査月の事案の一覧。
///
/// 職員と本部はその支部のすべての区分、審査委員と裁定者は自分の区分のものが見える。見たことは記録される。
#[utoipa::path(get, path = "/api/v1/cases", tag = "事案", params(Filter),
    responses((status = 200, body = CasesOut), Refused))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(mut filter): Query<Filter>,
) -> Result<Json<CasesOut>, Problem> {
    let own = seated(&app, &caller).await?;
    checked(&filter)?;
    let asked = filter.month.clone();
    let listed = list::list(&app, &caller, &own, &mut filter).await?;
    if !asked.is_empty() && asked != filter.month {
        return Err(Problem::not_found());
    }
    Ok(Json(listed.map_or_else(CasesOut::default, CasesOut::from)))
}

fn unknown(ja: &str, en: &str) -> Result<(), Problem> {
    Err(Problem::new(Code::Malformed, ja, en))
}

/// A queue and a place of a list, as they were said; what is chosen by a name that there is not would choose nothing, and
/// look like an empty queue.
///
/// # Errors
/// One of them is none.
pub fn known(queue: &str, after: &str) -> Result<(), Problem> {
    if !queue.is_empty() && Queue::ALL.iter().all(|one| one.slug() != queue) {
        return unknown("そのような区分（queue）はありません", "there is no such queue");
    }
    if !after.is_empty() && list::place(after).is_none() {
        return unknown("after が正しくありません", "`after` is not one");
    }
    Ok(())
}

fn checked(filter: &Filter) -> Result<(), Problem> {
    if !filter.state.is_empty() && !STATES.contains(&filter.state.as_str()) {
        return unknown("そのような状態（state）はありません", "there is no such state");
    }
    if !matches!(filter.whose.as_str(), "" | "own") {
        return unknown("whose は own だけです", "`whose` is `own` alone");
    }
    known(&filter.queue, &filter.after)
}

impl From<Listed> for CasesOut {
    fn from(of: Listed) -> Self {
        let mut out = Self {
            branch: Some(of.month.branch),
            month: Some(of.month.month),
            next: of.next,
            ..Self::default()
        };
        for (queue, state, count) in of.progress {
            out.queues.entry(queue).or_default().insert(state, count);
        }
        out.cases = of.lines.into_iter().map(|line| told::line(line, &of.given, &of.names)).collect();
        out
    }
}

/// 審査月。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextIn {
    /// 支部（2桁）
    branch: String,
    /// 審査月（`202406` の形）
    month: String,
}

/// 次の事案を受け持つ。
///
/// 自分に割り当てられたもの、次に平準化で自分のものになるもの（関わる点数の多い順）から一つ。
#[utoipa::path(post, path = "/api/v1/cases/next", tag = "事案", request_body = NextIn,
    params(Token),
    responses((status = 200, body = NextOut), Refused))]
pub async fn next(
    State(app): State<App>,
    Spoken { caller, said }: Spoken<NextIn>,
) -> Result<Json<NextOut>, Problem> {
    let own = seated(&app, &caller).await?;
    Ok(Json(NextOut { case: next::taken(&app, &own, &said.branch, &said.month).await? }))
}

/// 事案を見る。
///
/// レセプト、指摘、判断する行、できる操作、これまでの操作。記号・番号は伏せる。見たことは記録される。
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "事案", params(("id" = String, Path, description = "事案の番号")),
    responses((status = 200, body = CaseOut), Refused))]
pub async fn one(
    State(app): State<App>,
    caller: Caller,
    Told(lang): Told,
    Path(id): Path<String>,
) -> Result<Json<CaseOut>, Problem> {
    let own = seated(&app, &caller).await?;
    let look = look::look(&app, (&caller, &own), &id, lang, Numbers::Covered).await?;
    Ok(Json(told::case(&app, &own, look, (lang, Numbers::Covered)).await?))
}

/// 記号・番号を見る目的。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurposeIn {
    /// `eligibility`（資格・記号番号の確認）又は `inquiry`（医療機関・保険者への照会）。記録される
    purpose: String,
}

/// 事案を、記号・番号も含めて一度だけ見る。職員と本部だけができる。目的は記録される。
#[utoipa::path(post, path = "/api/v1/cases/{id}/numbers", tag = "事案", request_body = PurposeIn,
    params(("id" = String, Path, description = "事案の番号"), Token),
    responses((status = 200, body = CaseOut), Refused))]
pub async fn uncovered(
    State(app): State<App>,
    Path(id): Path<String>,
    Told(lang): Told,
    Spoken { caller, said }: Spoken<PurposeIn>,
) -> Result<Json<CaseOut>, Problem> {
    let own = seated(&app, &caller).await?;
    let file = seated::case(&app, &own, &id).await?;
    numbers::uncovered(&app, &caller, &own, &file, &said.purpose).await?;
    let look = look::look(&app, (&caller, &own), &id, lang, Numbers::Shown).await?;
    Ok(Json(told::case(&app, &own, look, (lang, Numbers::Shown)).await?))
}

/// 事案に操作をする（受け持つ、判断する、照会する、回す、戻すなど）。
///
/// 断られたときは 409 で、`code` が `stale` ならほかの人が先に操作している。`conflict` なら `refusal` が理由の名前。判断の中身が登録できないときは 422。
#[utoipa::path(post, path = "/api/v1/cases/{id}/acts", tag = "事案", request_body = ActIn,
    params(("id" = String, Path, description = "事案の番号"), Token),
    responses((status = 200, body = StandingOut), Refused))]
pub async fn act(
    State(app): State<App>,
    Path(id): Path<String>,
    Spoken { caller, said }: Spoken<ActIn>,
) -> Result<Json<StandingOut>, Problem> {
    let own = seated(&app, &caller).await?;
    let file = seated::case(&app, &own, &id).await?;
    let ActIn { version, act } = said;
    let came = match act.meant()? {
        Ok(meant) => acted(&app, &own, &file, (i64::from(version), meant)).await?,
        Err(mend) => Came::Mend(mend),
    };
    match came {
        Came::Done => {}
        Came::Refused(refusal) => return Err(Problem::refused(refusal)),
        Came::Stale => return Err(stale()),
        Came::Mend(mend) => {
            let told = |lang| mend.told(lang);
            return Err(Problem::new(Code::Decision, told(model::Lang::Ja), told(model::Lang::En)));
        }
    }
    // What came of it may be another queue, which is then not theirs to see: it is told all the same.
    let case = app.store().case(&id).await?.ok_or_else(Problem::not_found)?.case;
    Ok(Json(StandingOut {
        queue: case.queue().slug().to_owned(),
        state: case.state().slug().to_owned(),
        holder: case.holder().map(str::to_owned),
        version: case.version(),
    }))
}

fn stale() -> Problem {
    Problem::new(
        Code::Stale,
        "この事案を見たあとで、ほかの人が操作をしました。あなたの操作は行われていません。もう一度見て、必要なら操作してください",
        "somebody acted on the case after it was looked at, so nothing was done: look again, and act if it is still needed",
    )
}

/// どの規則についてか。
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// 規則のコード
    rule: String,
}

/// 規則がなぜそう言ったか。見たことは記録される。
#[utoipa::path(get, path = "/api/v1/cases/{id}/trace", tag = "事案", params(("id" = String, Path, description = "事案の番号"), Which),
    responses((status = 200, body = TracesOut), Refused))]
pub async fn trace(
    State(app): State<App>,
    caller: Caller,
    Told(lang): Told,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<TracesOut>, Problem> {
    let own = seated(&app, &caller).await?;
    let traces = look::trace(&app, (&caller, &own), &id, &which.rule, lang).await?;
    Ok(Json(TracesOut { traces }))
}

/// 指摘が挙げるほかのレセプトを見る。見たことは記録される。
#[utoipa::path(get, path = "/api/v1/cases/{id}/linked/{seq}", tag = "事案",
    params(("id" = String, Path, description = "事案の番号"), ("seq" = u32, Path, description = "何番目か（1から）")),
    responses((status = 200, body = LinkedClaimOut), Refused))]
pub async fn linked(
    State(app): State<App>,
    caller: Caller,
    Told(lang): Told,
    Path((id, seq)): Path<(String, u32)>,
) -> Result<Json<LinkedClaimOut>, Problem> {
    let own = seated(&app, &caller).await?;
    let shown = linked::look(&app, (&caller, &own), (&id, seq), lang).await?;
    Ok(Json(LinkedClaimOut {
        institution: shown.institution,
        settled: shown.settled,
        month: shown.linked.month,
        lines: told::linked_lines(&shown.linked),
        sheet: shown.receipt.and_then(|(_, sheet)| sheet),
    }))
}
