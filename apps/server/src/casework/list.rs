//! The cases of a month: which of them are listed for somebody, and how many stand where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use store::cases::{CaseFilter, CaseLine, FIRST, Given, MonthRow};
use utoipa::IntoParams;

use super::{PURPOSE, months};
use crate::app::App;
use crate::auth::Caller;
use crate::called::names;
use crate::seated::Seated;
use crate::web::Problem;

/// So many cases stand on a page.
const ON_PAGE: usize = 50;

/// Names of states, as the store has them.
pub const STATES: [&str; 4] = ["open", "held", "asked", "settled"];

/// What was chosen; blank chooses everything.
#[derive(Clone, Debug, Default, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// 支部と審査月（`13/202406` の形）。省略すると、審査中のうち最も新しい月
    #[serde(skip_serializing_if = "String::is_empty")]
    pub month: String,
    /// 区分（`staff`、`committee`、`priority`、`headquarters`、`arbiter`）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub queue: String,
    /// 状態（`open` 待ち、`held` 担当中、`asked` 照会中、`settled` 済）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// 医療機関（9桁）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub institution: String,
    /// 指摘した規則又は点検
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// `own` なら、自分が担当しているか自分に割り当てられたもの
    #[serde(skip_serializing_if = "String::is_empty")]
    pub whose: String,
    /// 前のページの `next`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Filter {
    /// The month that is meant: the one that was chosen, else the newest open one, else the newest.
    fn settle<'m>(&mut self, months: &'m [MonthRow]) -> Option<&'m MonthRow> {
        let chosen = months.iter().find(|one| key(one) == self.month);
        let open = || months.iter().find(|one| one.state == caseflow::Month::Open);
        let month = chosen.or_else(open).or_else(|| months.first())?;
        self.month = key(month);
        Some(month)
    }

    /// The same for the store: of the queues that are somebody's to see.
    fn chosen(&self, own: &Seated) -> CaseFilter {
        let (branch, month) = self.month.split_once('/').unwrap_or_default();
        CaseFilter {
            branch: branch.to_owned(),
            month: month.to_owned(),
            queue: self.queue.clone(),
            seen: own.queues(),
            state: self.state.clone(),
            account: if self.whose == "own" { own.person.id.clone() } else { String::new() },
            institution: self.institution.trim().to_owned(),
            rule: self.rule.trim().to_owned(),
            ..CaseFilter::default()
        }
    }
}

/// A month in forms and addresses: branch and month, as `13/202406`.
pub fn key(of: &MonthRow) -> String {
    format!("{}/{}", of.branch, of.month)
}

/// Behind which case a list begins, by its points and its id; none where it is no place of a list.
pub fn place(after: &str) -> Option<(i64, &str)> {
    let (points, id) = after.split_once('.')?;
    Some((points.parse().ok()?, id))
}

/// The same, from the beginning where it is no place.
pub fn behind(after: &str) -> (i64, &str) {
    place(after).unwrap_or(FIRST)
}

/// The place behind a case.
pub fn after(line: &CaseLine) -> String {
    format!("{}.{}", line.points, line.id)
}

/// A page of cases with what stands beside it.
pub struct Listed {
    /// The months that there are.
    pub months: Vec<MonthRow>,
    /// The month of the list.
    pub month: MonthRow,
    /// The cases of this page, the heaviest first.
    pub lines: Vec<CaseLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// To whom cases of the month are given.
    pub given: Vec<Given>,
    /// What people are called.
    pub names: BTreeMap<String, String>,
    /// How many cases are in which queue and state, of the queues that are theirs to see.
    pub progress: Vec<(String, String, i64)>,
    /// Rules that spoke in the month.
    pub rules: Vec<String>,
}

/// Lists cases for somebody, and puts that on the trail; `None` where there is no month yet.
///
/// # Errors
/// The store fails.
pub async fn list(
    app: &App,
    caller: &Caller,
    own: &Seated,
    filter: &mut Filter,
) -> Result<Option<Listed>, Problem> {
    let months = months::of(app, own.branch.as_deref()).await?;
    let Some(month) = filter.settle(&months).cloned() else { return Ok(None) };
    let store = app.store();
    let behind = behind(&filter.after);
    let mut lines = store.cases_behind(&filter.chosen(own), behind, ON_PAGE as i64 + 1).await?;
    let more = lines.len() > ON_PAGE;
    lines.truncate(ON_PAGE);
    let next = lines.last().filter(|_| more).map(after);
    let given = store.given(&month.branch, &month.month).await?;
    let named = lines.iter().filter_map(|line| line.holder.clone());
    let names = names(app, named.chain(given.iter().map(|one| one.account.clone())).collect()).await?;
    let mut progress = store.progress(&month.branch, &month.month).await?;
    progress.retain(|(queue, _, _)| own.queues().iter().any(|own| own.slug() == queue));
    let rules = store.rules_of_month(&month.branch, &month.month).await?;
    let subject = format!("month/{}/{}", month.branch, month.month);
    store.audit(&caller.entry("case.list", subject, PURPOSE), app.now()).await?;
    Ok(Some(Listed { months, month, lines, next, given, names, progress, rules }))
}
