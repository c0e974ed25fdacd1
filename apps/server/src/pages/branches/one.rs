//! One branch: what it has otherwise than the nation, and what those rules did there and elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Html;
use maud::{Markup, html};
use model::Branch;
use store::figures::RuleFigures;

use super::{lead, of_branch, overlays};
use crate::app::App;
use crate::auth::roles::OFFICE;
use crate::pages::frame::{Frame, Page};
use crate::pages::words::{self, grouped};
use crate::web::Problem;

/// What a rule did in the branch and in all others.
type Beside = [RuleFigures; 2];

/// Shows it.
///
/// # Errors
/// There is no such branch, or the caller's role does not see it.
pub async fn show(
    State(app): State<App>,
    Path(number): Path<String>,
    frame: Frame,
) -> Result<Html<String>, Problem> {
    frame.caller()?.must_be(OFFICE)?;
    let branch = Branch::all().find(|one| one.number() == number).ok_or_else(Problem::not_found)?;
    let (standing, today) = (app.standing(), words::today(app.now()));
    let live = &standing.live;
    let differing: BTreeSet<&str> = of_branch(live, branch).map(|one| one.rule.0.as_str()).collect();
    let newest = app.store().figure_months().await?.into_iter().next();
    let mut did = BTreeMap::new();
    if let Some(month) = &newest {
        for rule in &differing {
            did.insert(*rule, beside(&app, branch, month, rule).await?);
        }
    }
    let title = format!("{} {}", branch.number(), branch.name());
    let body = html! {
        p.small { a href="/branches" { (frame.word("支部の規則へ", "to the rules of branches")) } }
        h1 { (title) }
        (lead(&frame, live))
        @if differing.is_empty() {
            p.told.good { (frame.word("この支部は全国の規則のとおりです。", "This branch has the national rules.")) }
        } @else {
            p { (frame.word("規則 ", "rules ")) (live.book(Some(branch)).rules().len()) (frame.word("のうち、全国と違うもの ", ", of which differ from the nation: ")) (differing.len()) }
            (overlays(&frame, of_branch(live, branch), today))
            (did_there(&frame, newest.as_deref(), &did))
        }
        p { a href={ "/shares?branch=" (branch.number()) } { (frame.word("この支部の審査の割合", "shares of this branch")) } }
    };
    Ok(frame.show(Page { title, body }))
}

async fn beside(app: &App, branch: Branch, month: &str, rule: &str) -> Result<Beside, Problem> {
    let mut sums = Beside::default();
    for row in app.store().rule_figures("", month, rule).await? {
        let [own, others] = &mut sums;
        if row.branch == branch.number() { own.add(&row.figures) } else { others.add(&row.figures) }
    }
    Ok(sums)
}

fn did_there(frame: &Frame, month: Option<&str>, did: &BTreeMap<&str, Beside>) -> Markup {
    let Some(month) = month else {
        return html! { p.faint { (frame.word("審査の結果を取り込むと（shinsa service take）、これらの規則の結果がここに並びます。", "What these rules did stands here once a screening was taken in (shinsa service take).")) } };
    };
    let ends = |of: &RuleFigures| [of.flagged, of.assessed, of.returned].map(grouped).join(" / ");
    html! {
        h2 { (frame.word("これらの規則の結果", "What these rules did")) "　" (words::month(month.parse().ok(), frame.lang)) }
        p.faint.small { (frame.word("コンピュータの審査の指摘: 人へ / 査定 / 返戻", "Findings of the computer: shown / assessed / returned")) }
        div.scroll { table.stack {
            thead { tr { th { (frame.word("規則", "rule")) } th { (frame.word("この支部", "this branch")) } th { (frame.word("ほかの支部", "other branches")) } } }
            tbody { @for (rule, [own, others]) in did { tr {
                td.code data-name=(frame.word("規則", "rule")) { a href={ "/differences?rule=" (rule) } { (rule) } }
                td.number data-name=(frame.word("この支部", "here")) { (ends(own)) }
                td.number data-name=(frame.word("ほかの支部", "elsewhere")) { (ends(others)) }
            } } }
        } }
    }
}
