//! Which rules are in force in which branch: the live revision, and what each branch has otherwise than the nation.

mod one;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use eval::Difference;
use maud::{Markup, html};
use model::{Branch, Date, Lang};
use report::Overlay;
use review::session::Snapshot;

use super::frame::{Frame, Page};
use super::words;
use crate::app::App;
use crate::auth::roles::OFFICE;
use crate::web::Problem;

/// An overlay that ends within so many days is marked.
///
/// SPEC: no published number; *unverified*, chosen so that a quarter is left to renew it or to let it go.
const SOON: i64 = 90;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/branches", get(show)).route("/branches/{branch}", get(one::show))
}

/// How an overlay stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not begun.
    ToCome,
    /// It holds.
    Holds,
    /// It holds, and ends soon.
    Ending,
    /// It holds, and nobody said until when.
    Endless,
    /// It is over.
    Ended,
}

impl Standing {
    /// Of an overlay.
    pub fn of(overlay: &Overlay, today: Date) -> Self {
        let (from, until) = overlay.days;
        let soon = today.plus_days(SOON).unwrap_or(today);
        match until {
            Some(until) if until < today => Self::Ended,
            _ if from > today => Self::ToCome,
            Some(until) if until <= soon => Self::Ending,
            Some(_) => Self::Holds,
            None => Self::Endless,
        }
    }

    /// As a mark.
    pub fn mark(self, frame: &Frame) -> Markup {
        let (class, text) = match self {
            Self::ToCome => ("notice", frame.word("これから", "to come")),
            Self::Holds => ("good", frame.word("施行中", "in force")),
            Self::Ending => ("assess", frame.word("まもなく期限", "ends soon")),
            Self::Endless => ("flag", frame.word("期限なし", "without an end")),
            Self::Ended => ("return", frame.word("期限切れ", "over")),
        };
        html! { span class={ "mark " (class) } { (text) } }
    }
}

/// Shows all branches.
///
/// # Errors
/// The caller's role does not see them.
pub async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    frame.caller()?.must_be(OFFICE)?;
    let (standing, today) = (app.standing(), words::today(app.now()));
    let live = &standing.live;
    let own: Vec<Branch> = live.branches().collect();
    let body = html! {
        h1 { (frame.word("支部の規則", "Rules of branches")) }
        (lead(&frame, live))
        @if live.differences().is_empty() {
            p.told.good { (frame.word("上書のある支部はありません。すべての支部が全国の規則のとおりです。", "No branch has an overlay: all have the national rules.")) }
        } @else {
            (counts(&frame, live, today))
            h2 { (frame.word("支部ごと", "By branch")) }
            (by_branch(&frame, live, &own, today))
            h2 { (frame.word("上書", "Overlays")) }
            (overlays(&frame, live.differences().iter(), today))
        }
        details { summary { (frame.word("全国の規則のとおりの支部", "Branches with the national rules")) "（" (47 - own.len()) "）" }
            p { @for branch in Branch::all().filter(|branch| !own.contains(branch)) { a href={ "/branches/" (branch.number()) } { (branch.name()) } " " } }
        }
    };
    Ok(frame.show(Page { title: frame.word("支部の規則", "rules of branches").to_owned(), body }))
}

/// The revision that judges.
pub fn lead(frame: &Frame, live: &Snapshot) -> Markup {
    let origin = live.origin();
    html! { p.faint {
        (frame.word("有効な改訂 ", "live revision ")) (origin.number) "「" (origin.name) "」 "
        span.code { (origin.id.short()) } (frame.word("、全国の規則 ", ", national rules: ")) (live.book(None).rules().len())
        " " a href="/rules" { (frame.word("改訂を見る", "see the revision")) }
    } }
}

fn counts(frame: &Frame, live: &Snapshot, today: Date) -> Markup {
    let standing = |one: &Difference| Standing::of(&one.into(), today);
    let of = |which: Standing| live.differences().iter().filter(|one| standing(one) == which).count();
    html! { ul.figures {
        li { div.value { (live.branches().count()) } div.of { (frame.word("上書のある支部（47のうち）", "branches with overlays (of 47)")) } }
        li { div.value { (live.differences().len()) } div.of { (frame.word("全国と違うところ", "differences from the nation")) } }
        @for which in [Standing::Ended, Standing::Ending, Standing::Endless, Standing::ToCome] {
            li { div.value { (of(which)) } div.of { (which.mark(frame)) } }
        }
    } }
}

fn by_branch(frame: &Frame, live: &Snapshot, own: &[Branch], today: Date) -> Markup {
    html! { div.scroll { table.stack {
        thead { tr {
            th { (frame.word("支部", "branch")) } th { (frame.word("違い", "differences")) } th { (frame.word("規則", "rules")) }
            th { (frame.word("最も古いもの", "the oldest")) } th { (frame.word("期限", "standing")) }
        } }
        tbody { @for branch in own {
            @let all: Vec<Overlay> = of_branch(live, *branch).map(Overlay::from).collect();
            @let rules: std::collections::BTreeSet<&str> = all.iter().map(|one| one.rule.as_str()).collect();
            @let oldest = all.iter().map(|one| one.age(today.month())).max().unwrap_or(0);
            tr {
                td.name data-name=(frame.word("支部", "branch")) { a href={ "/branches/" (branch.number()) } { (branch.number()) " " (branch.name()) } }
                td.number data-name=(frame.word("違い", "differences")) { (all.len()) }
                td.number data-name=(frame.word("規則", "rules")) { (rules.len()) }
                td.number data-name=(frame.word("最も古いもの", "oldest")) { (months(frame, oldest)) }
                td data-name=(frame.word("期限", "standing")) { @for mark in marks(&all, today) { (mark.mark(frame)) " " } }
            }
        } }
    } } }
}

/// What should be seen of some overlays, the gravest first; that they hold where nothing else is to be said.
fn marks(all: &[Overlay], today: Date) -> Vec<Standing> {
    let has = |which: &Standing| all.iter().any(|one| Standing::of(one, today) == *which);
    let grave = [Standing::Ended, Standing::Ending, Standing::Endless, Standing::ToCome];
    let found: Vec<Standing> = grave.into_iter().filter(has).collect();
    if found.is_empty() { vec![Standing::Holds] } else { found }
}

/// What a branch has otherwise.
pub fn of_branch(live: &Snapshot, branch: Branch) -> impl Iterator<Item = &Difference> {
    live.differences().iter().filter(move |one| one.branch == branch)
}

/// A number of months.
pub fn months(frame: &Frame, months: u32) -> String {
    match frame.lang {
        Lang::Ja => format!("{months}か月"),
        Lang::En => format!("{months} months"),
    }
}

/// Overlays in full.
pub fn overlays<'a>(frame: &Frame, all: impl Iterator<Item = &'a Difference>, today: Date) -> Markup {
    html! { div.scroll { table.stack {
        thead { tr {
            th { (frame.word("支部", "branch")) } th { (frame.word("規則", "rule")) } th { (frame.word("全国との違い", "what differs")) }
            th { (frame.word("施行", "from, until")) } th { (frame.word("月数", "months")) } th { (frame.word("担当", "owner")) } th { (frame.word("理由", "why")) }
        } }
        tbody { @for one in all {
            @let overlay = Overlay::from(one);
            tr {
                td.name data-name=(frame.word("支部", "branch")) { (one.branch.name()) }
                td data-name=(frame.word("規則", "rule")) { span.code { (one.rule.0) } " " (one.rule.1) }
                td data-name=(frame.word("違い", "what")) { (one.what(frame.lang)) }
                td data-name=(frame.word("施行", "days")) { (one.days.0) "–" @if let Some(until) = one.days.1 { (until) } " " (Standing::of(&overlay, today).mark(frame)) }
                td.number data-name=(frame.word("月数", "age")) { (overlay.age(today.month())) }
                td data-name=(frame.word("担当", "owner")) { (one.owner) }
                td data-name=(frame.word("理由", "why")) { (one.reason) }
            }
        } }
    } } }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use super::*;

    #[test]
    fn an_overlay_is_marked_by_the_day() {
        let day = |number| Date::from_number(number).unwrap();
        let of = |from, until: Option<u32>| {
            let overlay = Overlay {
                branch: Branch::of_prefecture(13).unwrap(),
                rule: "A".to_owned(),
                days: (day(from), until.map(day)),
                reason: String::new(),
                owner: String::new(),
            };
            Standing::of(&overlay, day(2024_07_01))
        };
        assert_eq!(of(2024_04_01, Some(2024_06_30)), Standing::Ended);
        assert_eq!(of(2024_04_01, Some(2024_07_01)), Standing::Ending, "its last day is today");
        assert_eq!(of(2024_04_01, Some(2024_09_29)), Standing::Ending);
        assert_eq!(of(2024_04_01, Some(2024_09_30)), Standing::Holds);
        assert_eq!(of(2024_04_01, None), Standing::Endless);
        assert_eq!(of(2024_08_01, None), Standing::ToCome);
    }
}
