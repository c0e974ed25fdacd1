//! How far the computer got, by month and branch: finished, with a finding, before a committee; against the goals.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Html;
use batch::Goals;
use maud::{Markup, html};
use model::{Branch, Lang};
use report::bar::meter;
use report::uniform::SHARE_FROM;
use report::{map, percent, share};
use serde::Deserialize;
use store::figures::{Figures, FiguresRow};

use super::chart::course;
use super::frame::{Frame, Page};
use super::words::{self, grouped};
use crate::app::App;
use crate::auth::roles::OFFICE;
use crate::web::Problem;

/// So many causes are told.
const CAUSES: usize = 12;
/// The course goes back so many months.
const MONTHS: usize = 12;

/// Which month and branch.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    month: String,
    branch: String,
}

/// Shows them.
///
/// # Errors
/// The caller's role does not see them.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    frame.caller()?.must_be(OFFICE)?;
    let branch = Branch::all().find(|one| one.number() == wanted.branch);
    let own = branch.map_or("", Branch::number);
    let months = app.store().figure_months().await?;
    let month = months.iter().find(|one| **one == wanted.month).or_else(|| months.first());
    let title = frame.word("審査の割合", "shares").to_owned();
    let Some(month) = month else {
        let body = html! {
            h1 { (frame.word("審査の割合", "Shares")) }
            p.told { (frame.word("集計がまだありません。審査の結果を取り込むと（shinsa service take）、ここに並びます。", "There are no figures yet: they stand here once a screening was taken in (shinsa service take).")) }
        };
        return Ok(frame.show(Page { title, body }));
    };
    let from = months.get(..MONTHS).and_then(<[String]>::last).or_else(|| months.last());
    let all = app.store().figures("", from.map_or("", String::as_str)).await?;
    let of_month: Vec<&FiguresRow> = all.iter().filter(|row| row.month == *month).collect();
    let chosen = of_month.iter().filter(|row| own.is_empty() || row.branch == own);
    let sum = sum(chosen.map(|row| &row.figures));
    let causes = app.store().open_figures(own, month).await?;
    let body = html! {
        h1 { (frame.word("審査の割合", "Shares")) @if let Some(branch) = branch { "　" (branch.name()) } }
        (chooser(&frame, &months, month, own))
        (figures(&frame, &app, &sum))
        (not_evaluated(&frame, &sum, &causes))
        (over_months(&frame, &all, own))
        (by_branch(&frame, &of_month, month))
    };
    Ok(frame.show(Page { title, body }))
}

fn sum<'a>(all: impl Iterator<Item = &'a Figures>) -> Figures {
    all.fold(Figures::default(), |mut sum, one| {
        sum.add(one);
        sum
    })
}

fn chooser(frame: &Frame, months: &[String], month: &str, own: &str) -> Markup {
    html! { form.row method="get" action="/shares" data-filter {
        div.field { label for="month" { (frame.word("審査月", "month of review")) } select #month name="month" {
            @for one in months { option value=(one) selected[one == month] { (words::month(one.parse().ok(), frame.lang)) } }
        } }
        div.field { label for="branch" { (frame.word("支部", "branch")) } select #branch name="branch" {
            option value="" selected[own.is_empty()] { (frame.word("全国", "all")) }
            @for one in Branch::all() { option value=(one.number()) selected[one.number() == own] { (one.number()) " " (one.name()) } }
        } }
        button { (frame.word("見る", "show")) }
    } }
}

/// A part of some receipts in hundredths of a per cent; none of too few receipts.
fn share_of(part: i64, receipts: i64) -> Option<u64> {
    let (part, receipts) = (u64::try_from(part).ok()?, u64::try_from(receipts).ok()?);
    (receipts >= SHARE_FROM).then(|| share(part, receipts))
}

fn told(frame: &Frame, of: Option<u64>) -> String {
    of.map_or_else(|| frame.word("少数", "few").to_owned(), percent)
}

fn figures(frame: &Frame, app: &App, of: &Figures) -> Markup {
    let [finished, flagged, committee] =
        [of.finished(), of.flagged, of.before_committee()].map(|part| share_of(part, of.receipts));
    html! { ul.figures {
        li { div.value { (grouped(of.receipts)) } div.of { (frame.word("審査したレセプト", "receipts screened")) } }
        li {
            div.value { (told(frame, finished)) }
            @if let Some(share) = finished { (meter(share, Goals::FINISHED, share >= Goals::FINISHED, 10_000)) }
            div.of { (frame.word("コンピュータで完結　目標 90% 以上 ", "finished by the computer; goal 90% or more ")) (reached(frame, finished.map(|share| share >= Goals::FINISHED))) }
        }
        li {
            div.value { (told(frame, flagged)) }
            div.of { (frame.word("指摘のあるレセプト　", "receipts with a finding; ")) (fewer(frame, app, flagged)) }
        }
        li {
            div.value { (told(frame, committee)) }
            @if let Some(share) = committee { (meter(share, Goals::BEFORE_COMMITTEE, share <= Goals::BEFORE_COMMITTEE, share.max(4 * Goals::BEFORE_COMMITTEE))) }
            div.of { (frame.word("審査委員会以上へ　目標 1% 以下 ", "before a committee or beyond; goal 1% or less ")) (reached(frame, committee.map(|share| share <= Goals::BEFORE_COMMITTEE))) }
        }
        li { div.value { (told(frame, share_of(of.not_evaluated, of.receipts))) } div.of { (frame.word("評価できないところのあるレセプト ", "receipts not evaluated in part: ")) (grouped(of.not_evaluated)) } }
    } }
}

fn reached(frame: &Frame, of: Option<bool>) -> Markup {
    html! { @match of {
        Some(true) => span.mark.good { (frame.word("達成", "reached")) },
        Some(false) => span.mark.return { (frame.word("未達", "not reached")) },
        None => {}
    } }
}

/// How far receipts with a finding became fewer, where it is known how many there were.
fn fewer(frame: &Frame, app: &App, flagged: Option<u64>) -> Markup {
    let [least, most] = Goals::FEWER_FLAGGED.map(|share| share / 100);
    let goal = match frame.lang {
        Lang::Ja => format!("目標 従来より {least}〜{most}% 減"),
        Lang::En => format!("goal: {least} to {most}% fewer than before"),
    };
    let before = app.settings().goals.flagged_before;
    html! {
        (goal) " "
        @match (flagged, before) {
            (Some(now), Some(before)) if before > 0 => {
                @let less = share(before.saturating_sub(now), before);
                (frame.word("従来 ", "before: ")) (percent(before)) (frame.word("、減少 ", ", fewer by ")) (percent(less)) " "
                (reached(frame, Some(less >= Goals::FEWER_FLAGGED.first().copied().unwrap_or_default())))
            }
            _ => span.faint { (frame.word("従来の割合（goals.flagged_before）が設定されていないため、言えません", "cannot be told: how many there were before is not set (goals.flagged_before)")) }
        }
    }
}

/// What could not be evaluated, and what that does to the shares.
fn not_evaluated(frame: &Frame, of: &Figures, causes: &[(String, i64, i64)]) -> Markup {
    html! { @if of.not_evaluated > 0 {
        div.told {
            p { (grouped(of.only_not_evaluated)) (frame.word("件は、指摘がなく、評価できないところがあるためだけに職員へ回りました。マスターや履歴が足りない間は、完結の割合は低く、指摘の割合も実際より低く出ます。目標との比較は、そのつもりで見てください。", " receipts went to staff without a finding, only because something could not be evaluated. As long as masters or history are missing, fewer are finished and fewer have a finding than would be: read the goals with that in mind.")) }
        }
        details { summary { (frame.word("評価できなかった理由", "Why not evaluated")) "（" (causes.len()) "）" }
            div.scroll { table { thead { tr { th { (frame.word("理由", "cause")) } th { (frame.word("規則", "rules")) } th { (frame.word("延べレセプト", "receipts, once for each rule")) } } }
                tbody { @for (cause, rules, receipts) in causes.iter().take(CAUSES) { tr { td { (cause) } td.number { (grouped(*rules)) } td.number { (grouped(*receipts)) } } } }
            } }
        }
    } }
}

fn over_months(frame: &Frame, all: &[FiguresRow], own: &str) -> Markup {
    let mut months: BTreeMap<&str, Figures> = BTreeMap::new();
    for row in all.iter().filter(|row| own.is_empty() || row.branch == own) {
        months.entry(&row.month).or_default().add(&row.figures);
    }
    let points: Vec<(String, Option<u64>)> =
        months.iter().map(|(month, of)| (short(month), share_of(of.finished(), of.receipts))).collect();
    html! {
        h2 { (frame.word("月ごと", "By month")) }
        @if points.len() > 1 { (course(&points, frame.word("コンピュータで完結した割合の月ごとの動き（数は下の表）", "share finished by the computer, by month (numbers in the table below)"))) }
        div.scroll { table.stack {
            (head(frame, frame.word("審査月", "month")))
            tbody { @for (month, of) in months.iter().rev() { tr {
                td.name data-name=(frame.word("審査月", "month")) { (words::month(month.parse().ok(), frame.lang)) }
                (cells(frame, of))
            } } }
        } }
    }
}

/// A month in little room: `24-07`.
fn short(month: &str) -> String {
    match (month.get(2..4), month.get(4..6)) {
        (Some(year), Some(month)) => format!("{year}-{month}"),
        _ => month.to_owned(),
    }
}

fn head(frame: &Frame, first: &str) -> Markup {
    html! { thead { tr {
        th { (first) } th { (frame.word("レセプト", "receipts")) } th.bars { (frame.word("完結の図", "chart of finished")) } th { (frame.word("完結", "finished")) }
        th { (frame.word("指摘あり", "with a finding")) } th { (frame.word("審査委員会以上へ", "before a committee")) } th { (frame.word("評価できないところあり", "not evaluated in part")) }
        th { (frame.word("査定点数", "points assessed")) }
    } } }
}

fn cells(frame: &Frame, of: &Figures) -> Markup {
    let share = |part: i64| share_of(part, of.receipts);
    let finished = share(of.finished());
    html! {
        td.number data-name=(frame.word("レセプト", "receipts")) { (grouped(of.receipts)) }
        td.bars data-name=(frame.word("完結の図", "chart")) { @if let Some(share) = finished { (meter(share, Goals::FINISHED, share >= Goals::FINISHED, 10_000)) } }
        td.number data-name=(frame.word("完結", "finished")) { (told(frame, finished)) }
        td.number data-name=(frame.word("指摘あり", "with a finding")) { (told(frame, share(of.flagged))) }
        td.number data-name=(frame.word("審査委員会以上へ", "committee")) { (told(frame, share(of.before_committee()))) }
        td.number data-name=(frame.word("評価できないところあり", "not evaluated")) { (told(frame, share(of.not_evaluated))) }
        td.number data-name=(frame.word("査定点数", "points")) { (grouped(of.points_assessed)) }
    }
}

fn by_branch(frame: &Frame, all: &[&FiguresRow], month: &str) -> Markup {
    let number = |row: &FiguresRow| row.branch.parse::<u8>().ok();
    let rates: BTreeMap<u8, u64> = all
        .iter()
        .filter_map(|row| Some((number(row)?, share_of(row.figures.finished(), row.figures.receipts)? / 100)))
        .collect();
    html! {
        h2 { (frame.word("支部ごと", "By branch")) "　" (words::month(month.parse().ok(), frame.lang)) }
        @if !rates.is_empty() { (map::draw(&rates, frame.word("支部別の、コンピュータで完結した割合（%、数は下の表）", "per cent finished by the computer, by branch (numbers in the table below)"))) }
        div.scroll { table.stack {
            (head(frame, frame.word("支部", "branch")))
            tbody { @for row in all { tr {
                td.name data-name=(frame.word("支部", "branch")) { a href={ "/shares?month=" (month) "&branch=" (row.branch) } { (row.branch) " " (number(row).and_then(Branch::of_prefecture).map_or("", Branch::name)) } }
                (cells(frame, &row.figures))
            } } }
        } }
    }
}
