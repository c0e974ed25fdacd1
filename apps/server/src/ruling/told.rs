//! What is told of the rule sets, to programs and to pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Branch, Lang};
use review::session::Snapshot;
use revisions::home::{Event, EventKind, State, Words};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Counted, Ended};
use crate::app::App;
use crate::web::Problem;

/// So many events are told, the newest first.
const EVENTS: usize = 50;

/// 規則の状態。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rules)]
pub struct RulesOut {
    /// 有効な改訂
    pub live: RevisionOut,
    /// その前の改訂（この起動の間に替わったとき）
    pub previous: Option<RevisionOut>,
    /// 並べて点検している影の改訂。その指摘は出さない
    pub shadow: Option<ShadowOut>,
    /// 改訂の保管先があり、切り替えられるか
    pub changeable: bool,
    /// 今している切替え
    pub working: Option<WorkingOut>,
    /// 最後の切替えの結末
    pub last: Option<EndedOut>,
    /// これまでの有効化と戻し、新しい順
    pub history: Vec<EventOut>,
    /// 最後の有効化の後の失敗
    pub failure: Option<FailureOut>,
}

/// 改訂。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleRevision)]
pub struct RevisionOut {
    /// 要約値
    pub id: String,
    /// 番号（0は内蔵の規則）
    pub number: u64,
    /// 名前
    pub name: String,
    /// マスターの要約値
    pub masters: String,
    /// 規則の数
    pub rules: usize,
    /// 動かせない規則のコード
    pub not_run: Vec<String>,
    /// 上書のある支部
    pub branches: Vec<String>,
    /// 一致した例
    pub passed: usize,
    /// マスターでは試せない例
    pub untried: usize,
    /// 支部の上書で結果の変わる例
    pub overlaid: usize,
    /// 計画を作ってある診療年月
    pub months: Vec<String>,
}

/// 影の改訂。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShadowRevision)]
pub struct ShadowOut {
    /// どの改訂か
    pub revision: RevisionOut,
    /// 比べたファイルの数
    pub files: u64,
    /// 違いのあったレセプトの数
    pub receipts: u64,
    /// 有効な改訂の指摘の数
    pub live: u64,
    /// 影の改訂の指摘の数
    pub other: u64,
    /// 規則ごとの違い
    pub rules: BTreeMap<String, ChangesOut>,
}

/// 規則一つの違い。
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[schema(as = RuleChanges)]
pub struct ChangesOut {
    /// 影の改訂にだけある指摘
    pub added: u64,
    /// 有効な改訂にだけある指摘
    pub removed: u64,
    /// 内容の変わる指摘
    pub changed: u64,
}

/// 今している切替え。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RulesWorking)]
pub struct WorkingOut {
    /// activate、rollback、shadow
    pub job: &'static str,
    /// 段階
    pub stage: &'static str,
    /// 段階の名前
    pub stage_name: &'static str,
}

/// 終わった切替え。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RulesEnded)]
pub struct EndedOut {
    /// activate、rollback、shadow
    pub job: &'static str,
    /// 終わった時刻（1970年からの秒、UTC）
    pub at: i64,
    /// うまくいったか
    pub done: bool,
    /// 失敗した理由と、その詳細
    pub why: Vec<String>,
}

/// 有効化又は戻し。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RulesEvent)]
pub struct EventOut {
    /// 時刻（日本）
    pub at: String,
    /// activated、rolledback
    pub kind: &'static str,
    /// 要約値
    pub revision: String,
    /// 番号
    pub number: u64,
    /// 名前
    pub name: String,
    /// 署名した人
    pub signer: String,
}

/// 有効にならなかった改訂。
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RulesFailure)]
pub struct FailureOut {
    /// 時刻（日本）
    pub at: String,
    /// どこまで進んだか
    pub stage: String,
    /// 理由
    pub why: String,
    /// 詳細
    pub details: Vec<String>,
}

/// Everything, in a language.
///
/// # Errors
/// The home of revisions cannot be read.
pub async fn rules(app: &App, lang: Lang) -> Result<RulesOut, Problem> {
    let state = state(app).await?;
    let standing = app.standing();
    let counted = app.ruling().counted(&standing);
    let shadow = standing.shadow.as_ref().map(|shadow| beside(shadow, counted.as_ref()));
    Ok(RulesOut {
        live: revision(&standing.live),
        previous: standing.previous.as_ref().map(revision),
        shadow,
        changeable: app.revisions().is_some(),
        working: app.ruling().working().map(|(job, stage)| WorkingOut {
            job,
            stage: stage.slug(),
            stage_name: stage.title().in_lang(lang),
        }),
        last: app.ruling().last().map(|last| ended(last, lang)),
        history: state.events.iter().rev().take(EVENTS).map(event).collect(),
        failure: state.failure.map(|of| FailureOut {
            at: of.at,
            stage: of.stage,
            why: words(&of.why, lang),
            details: of.details.iter().map(|detail| words(detail, lang)).collect(),
        }),
    })
}

async fn state(app: &App) -> Result<State, Problem> {
    let Some(home) = app.revisions().cloned() else { return Ok(State::default()) };
    let read = tokio::task::spawn_blocking(move || home.state()).await.map_err(Problem::failed)?;
    read.map_err(|error| Problem::failed(error.message(Lang::En)))
}

fn revision(of: &Arc<Snapshot>) -> RevisionOut {
    let (origin, trials) = (of.origin(), of.trials());
    RevisionOut {
        id: origin.id.to_string(),
        number: origin.number,
        name: origin.name.clone(),
        masters: origin.masters.to_string(),
        rules: of.book(None).rules().len(),
        not_run: of.not_run().to_vec(),
        branches: of.branches().map(|branch| Branch::name(branch).to_owned()).collect(),
        passed: trials.passed,
        untried: trials.untried,
        overlaid: trials.overlaid,
        months: of.planned().iter().map(|month| month.number().to_string()).collect(),
    }
}

fn beside(of: &Arc<Snapshot>, counted: Option<&Counted>) -> ShadowOut {
    let rules = counted.map(|counted| &counted.tally.rules).into_iter().flatten();
    let changes = rules.map(|(rule, of)| {
        (rule.clone(), ChangesOut { added: of.added, removed: of.removed, changed: of.changed })
    });
    ShadowOut {
        revision: revision(of),
        files: counted.map_or(0, |counted| counted.files),
        receipts: counted.map_or(0, |counted| counted.tally.receipts),
        live: counted.map_or(0, |counted| counted.tally.live),
        other: counted.map_or(0, |counted| counted.tally.other),
        rules: changes.collect(),
    }
}

fn ended(of: Ended, lang: Lang) -> EndedOut {
    let done = of.failed.is_none();
    let why = of.failed.map_or_else(Vec::new, |(ja, en)| match lang {
        Lang::Ja => ja,
        Lang::En => en,
    });
    EndedOut { job: of.job, at: of.at, done, why }
}

fn event(of: &Event) -> EventOut {
    EventOut {
        at: of.at.clone(),
        kind: match of.kind {
            EventKind::Activated => "activated",
            EventKind::RolledBack => "rolledback",
        },
        revision: of.revision.clone(),
        number: of.number,
        name: of.name.clone(),
        signer: of.signer.clone(),
    }
}

fn words(of: &Words, lang: Lang) -> String {
    match lang {
        Lang::Ja => of.ja.clone(),
        Lang::En => of.en.clone(),
    }
}
