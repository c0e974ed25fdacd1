//! The scorecard of one rule: its precision over the months, and by branch.

use std::collections::BTreeMap;

use maud::{Markup, html};
use model::Branch;
use report::Titles;
use report::bar::largest;

use super::{Card, cases, counts, explained, legend, precision};
use crate::app::App;
use crate::auth::roles::OFFICE;
use crate::pages::chart::course;
use crate::pages::frame::Frame;
use crate::pages::words;
use crate::web::Problem;

/// So many months are shown.
const SHOWN: usize = 12;

/// The page of a rule.
///
/// # Errors
/// The store fails.
pub async fn page(
    app: &App,
    frame: &Frame,
    own: &str,
    rule: &str,
    titles: &Titles,
) -> Result<Markup, Problem> {
    let (mut months, mut branches): (BTreeMap<String, Card>, BTreeMap<String, (Card, String)>) =
        Default::default();
    let mut sum = Card::default();
    for row in app.store().verdicts_by_branch("", rule).await? {
        if !own.is_empty() && row.branch != own {
            continue;
        }
        months.entry(row.month.clone()).or_default().count(&row.of);
        let (card, newest) = branches.entry(row.branch).or_default();
        card.count(&row.of);
        *newest = row.month.max(std::mem::take(newest));
        sum.count(&row.of);
    }
    let by = app.settings().scorecards;
    let gone = months.len().saturating_sub(SHOWN);
    let shown: Vec<(&String, &Card)> = months.iter().skip(gone).collect();
    let points: Vec<(String, Option<u64>)> = shown
        .iter()
        .map(|(month, card)| (month.get(2..).unwrap_or_default().to_owned(), card.precision()))
        .collect();
    let (title, basis) = titles.of(rule);
    Ok(html! {
        p.small { a href="/scorecards" { (frame.word("規則の成績へ", "to the scorecards")) } }
        h1 { span.code { (rule) } " " (title) }
        @if !basis.is_empty() { p.faint.small { (basis) } }
        ul.figures {
            li { div.value { (precision(&sum)) } div.of { (frame.word("的中率（すべての月）", "precision (every month)")) } }
            li { div.value { (sum.advice(by).mark(frame)) } div.of { (frame.word("勧め", "recommended")) } }
            li { div.value { (sum.settled()) } div.of { (frame.word("判断の済んだ明細　未判断 ", "settled lines; undecided ")) (sum.undecided) } }
        }
        p.faint.small { (explained(frame, by)) }
        @if months.is_empty() { p.told { (frame.word("この規則が指摘した明細を、まだだれも見ていません。", "Nobody looked at a line that this rule spoke of yet.")) } } @else {
            h2 { (frame.word("月ごとの的中率", "Precision by month")) }
            @if points.len() > 1 { (course(&points, frame.word("的中率の月ごとの動き（数は下の表）", "precision by month (numbers in the table below)"))) }
            (legend(frame))
            (by_month(frame, &shown))
            h2 { (frame.word("支部ごと", "By branch")) }
            (by_branch(frame, &branches, rule))
        }
        p { (cases(frame, rule, "")) " " @if OFFICE.contains(&frame.caller()?.role()) { a href={ "/differences?month=all&rule=" (rule) } { (frame.word("支部間の差", "differences between branches")) } } }
    })
}

fn head(frame: &Frame, first: &str, last: bool) -> Markup {
    html! { thead { tr {
        th { (first) } th.bars { (frame.word("図", "chart")) } th { (frame.word("的中率", "precision")) }
        th { (frame.word("査定", "assessed")) } th { (frame.word("返戻", "returned")) } th { (frame.word("請求どおり", "as claimed")) } th { (frame.word("未判断", "undecided")) }
        @if last { th { (frame.word("最後の月の事案", "cases of its last month")) } }
    } } }
}

fn by_month(frame: &Frame, months: &[(&String, &Card)]) -> Markup {
    let most = largest(months.iter().map(|(_, card)| card.all()));
    html! { div.scroll { table.stack {
        (head(frame, frame.word("審査月", "month"), false))
        tbody { @for (month, card) in months.iter().rev() { tr {
            td.name data-name=(frame.word("審査月", "month")) { (words::month(month.parse().ok(), frame.lang)) }
            td.bars data-name=(frame.word("図", "chart")) { (card.bar(most)) }
            td.number data-name=(frame.word("的中率", "precision")) { (precision(card)) }
            (counts(frame, card))
        } } }
    } } }
}

fn by_branch(frame: &Frame, branches: &BTreeMap<String, (Card, String)>, rule: &str) -> Markup {
    let most = largest(branches.values().map(|(card, _)| card.all()));
    html! { div.scroll { table.stack {
        (head(frame, frame.word("支部", "branch"), true))
        tbody { @for (branch, (card, newest)) in branches { tr {
            td.name data-name=(frame.word("支部", "branch")) { (branch) " " (Branch::read(branch).map_or("", Branch::name)) }
            td.bars data-name=(frame.word("図", "chart")) { (card.bar(most)) }
            td.number data-name=(frame.word("的中率", "precision")) { (precision(card)) }
            (counts(frame, card))
            td data-name=(frame.word("事案", "cases")) { (cases(frame, rule, &format!("{branch}/{newest}"))) }
        } } }
    } } }
}
