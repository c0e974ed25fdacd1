//! A list of cases and one case, as programs get them.

use std::collections::BTreeMap;

use desk::{CheckedReceipt, Sheet, Trace};
use serde::Serialize;
use utoipa::ToSchema;

/// 一つの審査月の事案。
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct CasesOut {
    /// 支部（2桁）。審査月がまだないときはnull
    pub branch: Option<String>,
    /// 審査月（`202406` の形）
    pub month: Option<String>,
    /// 区分ごと、状態ごとの数（見ることのできる区分）
    pub queues: BTreeMap<String, BTreeMap<String, i64>>,
    /// 関わる点数の多い順
    pub cases: Vec<CaseLineOut>,
    /// 次のページの `after`。最後のページではnull
    pub next: Option<String>,
}

/// 一覧の事案。
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLineOut {
    /// 事案の番号
    pub id: String,
    /// 医療機関（9桁）
    pub institution: String,
    /// ファイルの何件目のレセプトか
    pub receipt: i64,
    /// 区分
    pub queue: String,
    /// 状態
    pub state: String,
    /// 担当している人
    pub holder: Option<WhoOut>,
    /// 割り当てられている人
    pub given: Vec<GivenOut>,
    /// 関わる点数
    pub points: i64,
    /// 操作に付ける版
    pub version: i64,
    /// 最後の操作の時刻（1970年からの秒、UTC）
    pub changed: i64,
}

/// 利用者。
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WhoOut {
    /// 利用者の番号
    pub id: String,
    /// 表示名
    pub name: String,
}

/// 割り当て（られ）る人。
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GivenOut {
    /// 立場
    pub seat: String,
    /// 誰に
    pub to: WhoOut,
}

/// 受け持った事案。
#[derive(Debug, Serialize, ToSchema)]
pub struct NextOut {
    /// その番号。受け持てるものがもうないときはnull
    pub case: Option<String>,
}

/// 操作のあとの事案。
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingOut {
    /// 区分
    pub queue: String,
    /// 状態
    pub state: String,
    /// 担当している人の番号
    pub holder: Option<String>,
    /// 次の操作に付ける版
    pub version: u64,
}

/// 事案。関係を申告した医療機関のものでは、レセプトも、ほかの人の判断と文も示さない。
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseOut {
    /// 事案の番号
    pub id: String,
    /// 支部（2桁）
    pub branch: String,
    /// 審査月（`202406` の形）
    pub month: String,
    /// `open`（審査中）又は `closed`（締切済み）
    pub month_state: &'static str,
    /// 医療機関（9桁）
    pub institution: String,
    /// ファイルの何件目のレセプトか
    pub seq: i64,
    /// 区分
    pub queue: String,
    /// 状態
    pub state: String,
    /// 担当している人
    pub holder: Option<WhoOut>,
    /// 割り当てられている人
    pub given: Vec<GivenOut>,
    /// 関わる点数
    pub points: i64,
    /// 操作に付ける版
    pub version: u64,
    /// 自らの、又は関係を申告した医療機関か
    pub conflict: bool,
    /// いまできる操作
    pub may: MayOut,
    /// 判断する行。レセプトを示さないときは空
    pub lines: Vec<LineOut>,
    /// 理由のコード
    pub reasons: Option<ReasonsOut>,
    /// レセプトと指摘。示さないとき、削除されたときはnull
    pub receipt: Option<CheckedReceipt>,
    /// 紙の様式のレセプト
    pub sheet: Option<Sheet>,
    /// 記号・番号を示しているか（`false` なら伏せている）
    pub numbers: bool,
    /// 指摘が挙げるほかのレセプト
    pub linked: Vec<LinkedOut>,
    /// 同じ規則についてのこれまでの判断
    pub before: Vec<BeforeOut>,
    /// これまでの操作
    pub done: Vec<DoneOut>,
}

/// いまできる操作。
#[derive(Debug, Serialize, ToSchema)]
pub struct MayOut {
    /// 受け持つ
    pub claim: bool,
    /// 判断する
    pub decide: bool,
    /// 判断せずに戻す
    pub release: bool,
    /// 回答を登録する
    pub answered: bool,
    /// 判断を取り消す
    pub reopen: bool,
    /// 回せる区分
    pub refer: Vec<&'static str>,
    /// 割当を外せる立場
    pub free: Vec<&'static str>,
    /// 割り当てられる人
    pub assign: Vec<GivenOut>,
    /// 受け持てず、判断もできない理由（操作が断られるときの `refusal` と同じ）
    pub refusal: Option<&'static str>,
}

/// 判断する行。
#[derive(Debug, Serialize, ToSchema)]
pub struct LineOut {
    /// 行番号
    pub line: u32,
    /// レセプト全体か
    pub whole: bool,
    /// 名称
    pub item: String,
    /// 行についての指摘（`receipt.findings` の `id`）
    pub findings: Vec<String>,
    /// 請求の点数（全回数の合計）。査定できないときはnull
    pub claimed: Option<i64>,
    /// 査定した点数がそれぞれから減る負担者（レセプトの負担者が一つのときは空）
    pub payers: Vec<String>,
    /// 査定できない理由
    pub not_assessable: Option<String>,
    /// 指摘から考えられる判断の中身
    pub suggested: SuggestedOut,
}

/// 指摘から考えられる、査定の中身。決めるのは人。
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedOut {
    /// 増減点事由
    pub reason: Option<String>,
    /// 理由の本文
    pub text: Option<String>,
    /// 査定後の点数
    pub points: Option<i64>,
}

/// 理由のコード。
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonsOut {
    /// 査定（増減点事由）。審査支払機関と審査月のものが分からないときは空
    pub assess: Vec<ReasonOut>,
    /// 返戻（理由内容）
    #[serde(rename = "return")]
    pub returns: Vec<ReasonOut>,
}

/// 理由。
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonOut {
    /// コード
    pub code: String,
    /// 意味
    pub text: String,
}

/// 指摘が挙げるほかのレセプト。
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkedOut {
    /// 何番目か（1から）
    pub seq: u32,
    /// 診療年月（`202406` の形）
    pub month: Option<u32>,
    /// 挙げる行と規則
    pub lines: Vec<LinkedLineOut>,
    /// `case`（事案として手元にある）、`copy`（事案ではなく、取り込んだときの写しがある）、`not-yours`（ほかの支部か、関係を申告した医療機関のもの）、`none`（手元にない）
    pub at_hand: &'static str,
    /// 事案としての状態
    pub state: Option<String>,
}

/// 挙げられた行。
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkedLineOut {
    /// 行番号
    pub line: u64,
    /// 規則
    pub rules: Vec<String>,
}

/// 関わるレセプト。その中の指摘は示さない。記号・番号は伏せる。
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkedClaimOut {
    /// 医療機関（9桁）
    pub institution: String,
    /// 診療年月（`202406` の形）
    pub month: Option<u32>,
    /// 挙げる行と規則
    pub lines: Vec<LinkedLineOut>,
    /// コンピューターの判定（`accepted`、`assessed`、`returned`）。事案のときと、分からないときはnull
    pub settled: Option<String>,
    /// 紙の様式のレセプト。削除されたか、表示できないときはnull
    pub sheet: Option<Sheet>,
}

/// 規則と、その指摘についてのこれまでの判断。
#[derive(Debug, Serialize, ToSchema)]
pub struct BeforeOut {
    /// 規則
    pub rule: String,
    /// 判断ごとの明細の数
    pub verdicts: BTreeMap<String, i64>,
}

/// これまでの操作の一つ。
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneOut {
    /// 時刻（1970年からの秒、UTC）
    pub at: i64,
    /// 操作
    pub act: &'static str,
    /// だれが
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<WhoOut>,
    /// どの立場で
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<&'static str>,
    /// 判断
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<DecidedOut>,
    /// 回した区分
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// 割り当てた人
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<GivenOut>,
    /// 割当を外した立場
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freed: Option<&'static str>,
    /// 本文
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// 行の判断。
#[derive(Debug, Serialize, ToSchema)]
pub struct DecidedOut {
    /// 行番号
    pub line: u32,
    /// 判断
    pub verdict: &'static str,
    /// 査定後の点数
    pub points: Option<u32>,
    /// 理由のコード
    pub reason: Option<String>,
    /// 理由の本文
    pub text: String,
}

/// なぜ規則がそう言ったか。今の規則によるもので、ほかの月のレセプトは見ない。
#[derive(Debug, Serialize, ToSchema)]
pub struct TracesOut {
    /// 規則の版ごと
    pub traces: Vec<Trace>,
}
