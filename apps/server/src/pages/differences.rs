//! Where branches end otherwise: of each rule, what the computer made of its findings and what people decided, by branch.

mod rule;

use axum::extract::{Query, State};
use axum::response::Html;
use maud::{Markup, html};
use report::bar::bar;
use report::uniform::{Differing, End, Ends, FEW_IN_BRANCH, FEW_IN_NATION, SHARE_FROM, SMALL_SHARE, Uniform};
use report::{Titles, percent};
use serde::Deserialize;

use super::frame::{Frame, Page};
use super::words::{self, grouped};
use crate::app::App;
use crate::auth::roles::OFFICE;
use crate::uniformity::{Rule, rules, sum};
use crate::web::Problem;

/// What is shown: a month (`all`: every month), one rule, every rule.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    month: Option<String>,
    rule: String,
    all: String,
}

/// Stands for every month.
const EVERY: &str = "all";

/// Shows the rules of a month, or one of them.
///
/// # Errors
/// The caller's role does not see them.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    frame.caller()?.must_be(OFFICE)?;
    let months = months(&app).await?;
    let month = settle(wanted.month.as_deref(), &months);
    let standing = app.standing();
    let titles = Titles::of_books(standing.live.book(None), &standing.live.own_books(), frame.lang);
    let title = frame.word("支部間の差", "differences between branches").to_owned();
    let body = if wanted.rule.is_empty() {
        let all = rules(&app, of_month(&month), "").await?;
        html! {
            h1 { (frame.word("支部間の差", "Differences between branches")) }
            (chooser(&frame, &months, &month, "", &wanted.all))
            (explained(&frame))
            @if all.is_empty() { (nothing(&frame)) } @else { (table(&frame, &all, &titles, &month, !wanted.all.is_empty())) }
        }
    } else {
        let all = rules(&app, of_month(&month), &wanted.rule).await?;
        html! {
            p.small { a href={ "/differences?month=" (month) } { (frame.word("支部間の差へ", "to the differences")) } }
            h1 { span.code { (wanted.rule) } " " (titles.of(&wanted.rule).0) }
            (chooser(&frame, &months, &month, &wanted.rule, ""))
            @match all.get(&wanted.rule) {
                Some(one) => (rule::page(&frame, &app, of_month(&month), (&wanted.rule, one)).await?),
                None => (nothing(&frame)),
            }
        }
    };
    Ok(frame.show(Page { title, body }))
}

/// Months of which something is known, the newest first.
async fn months(app: &App) -> Result<Vec<String>, Problem> {
    let mut months = app.store().figure_months().await?;
    months.extend(app.store().all_months().await?.into_iter().map(|month| month.month));
    months.sort_by(|a, b| b.cmp(a));
    months.dedup();
    Ok(months)
}

/// The month that is meant: the one that was chosen, else the newest.
fn settle(chosen: Option<&str>, months: &[String]) -> String {
    let known = |month: &&str| *month == EVERY || months.iter().any(|one| one == month);
    let newest = months.first().map_or(EVERY, String::as_str);
    chosen.filter(known).unwrap_or(newest).to_owned()
}

/// As the store is asked for it.
fn of_month(month: &str) -> &str {
    if month == EVERY { "" } else { month }
}

fn nothing(frame: &Frame) -> Markup {
    html! { p.told { (frame.word("この月の集計がありません。審査の結果を取り込むと（shinsa service take）、ここに並びます。", "There are no figures of this month: they stand here once a screening was taken in (shinsa service take).")) } }
}

fn chooser(frame: &Frame, months: &[String], month: &str, rule: &str, all: &str) -> Markup {
    html! { form.row method="get" action="/differences" data-filter {
        @if !rule.is_empty() { input type="hidden" name="rule" value=(rule); }
        div.field { label for="month" { (frame.word("審査月", "month of review")) } select #month name="month" {
            @for one in months { option value=(one) selected[one == month] { (words::month(one.parse().ok(), frame.lang)) } }
            option value=(EVERY) selected[month == EVERY] { (frame.word("すべての月", "every month")) }
        } }
        @if rule.is_empty() { div.field { label for="all" { (frame.word("規則", "rules")) } select #all name="all" {
            option value="" selected[all.is_empty()] { (frame.word("差のあるもの", "those that differ")) }
            option value="yes" selected[!all.is_empty()] { (frame.word("すべて", "all")) }
        } } }
        button { (frame.word("見る", "show")) }
    } }
}

fn explained(frame: &Frame) -> Markup {
    let share = SMALL_SHARE / 100;
    html! { details { summary { (frame.word("差異の数え方", "How differences are counted")) }
        p.small { (match frame.lang {
            model::Lang::Ja => format!("規則ごとに、全国で最も多い結果（人へ・査定・返戻。人の判断では請求どおり・査定・返戻）と違う結果になったものを差異とします。全国の差異が{FEW_IN_NATION}件未満のもの、件数が{FEW_IN_BRANCH}件未満で差異が{share}%未満の支部は少数事例として挙げません（支払基金 審査の可視化レポート 検証不要 ③。年間の基準を、選んだ月の件数に当てはめています）。{SHARE_FROM}件未満の割合は示しません。差は事例や上書によることもあり、誤りとは限りません。"),
            model::Lang::En => format!("Of each rule, what ends otherwise than most in the nation differs (shown, assessed, returned; of what people decided: as claimed, assessed, returned). Rules with fewer than {FEW_IN_NATION} of them in the nation, and branches with fewer than {FEW_IN_BRANCH} cases of which less than {share}% differ, are few and not named (the rules for small numbers of the fund's report, which speak of a year, are applied to the months chosen). No share is told of fewer than {SHARE_FROM}. A difference may come from the cases or from an overlay."),
        }) }
    } }
}

/// The word for an end of what people decided.
pub const fn decided(end: End) -> model::Text {
    match end {
        End::Shown => model::Text::new("請求どおり", "as claimed"),
        _ => end.name(),
    }
}

/// Differing ones of all, with their share where there are enough.
pub fn counted(of: Differing) -> String {
    let share = of.share().map_or_else(String::new, |share| format!("（{}）", percent(share)));
    format!("{} / {}{share}", count(of.differing), count(of.findings))
}

/// A count with its thousands apart.
pub fn count(n: u64) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The bar of some ends.
pub fn ends_bar(of: Ends, first: &'static str) -> Markup {
    bar(&[(first, of.shown), ("assessed", of.assessed), ("returned", of.returned)], of.all().max(1))
}

/// What the colours mean.
pub fn legend(frame: &Frame) -> Markup {
    html! { ul.legend aria-label=(frame.word("凡例", "legend")) {
        li { span.key.shown {} (frame.word("人へ", "shown")) }
        li { span.key.left {} (frame.word("請求どおり（人の判断）", "as claimed (by people)")) }
        li { span.key.assessed {} (frame.word("査定", "assessed")) }
        li { span.key.returned {} (frame.word("返戻", "returned")) }
    } }
}

/// A rule with how far branches differ in it.
struct Row<'a> {
    rule: &'a str,
    of: &'a Rule,
    computer: Option<Uniform>,
    people: Option<Uniform>,
}

impl Row<'_> {
    /// Branches to look into, and what differs at all.
    fn weight(&self) -> (usize, u64) {
        let both = || [self.computer.as_ref(), self.people.as_ref()].into_iter().flatten();
        (both().map(|one| one.matters().count()).sum(), both().map(|one| one.nation.differing).sum())
    }
}

fn table<'a>(
    frame: &Frame,
    all: &'a std::collections::BTreeMap<String, Rule>,
    titles: &Titles,
    month: &str,
    every: bool,
) -> Markup {
    let row = |(rule, of): (&'a String, &'a Rule)| {
        let (computer, people) = (of.of_computer(), of.of_people());
        Row { rule, of, computer, people }
    };
    let mut rows: Vec<Row<'_>> = all.iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.weight()));
    let (known, told) = (rows.len(), rows.iter().filter(|row| row.weight().0 > 0).count());
    let same = rows.iter().filter(|row| row.weight().1 == 0).count();
    if !every {
        rows.retain(|row| row.weight().1 > 0);
    }
    html! {
        ul.figures {
            li { div.value { (known) } div.of { (frame.word("指摘か判断のある規則", "rules with findings or decisions")) } }
            li { div.value { (told) } div.of { (frame.word("確かめる支部のある規則", "rules with branches to look into")) } }
            li { div.value { (known - same - told) } div.of { (frame.word("差異はあるが少数の規則", "rules with few differences")) } }
            li { div.value { (same) } div.of { (frame.word("差のない規則", "rules without a difference")) } }
        }
        (legend(frame))
        @if rows.is_empty() { p.told.good { (frame.word("支部で結果の違う規則はありません。", "No rule ends otherwise in any branch.")) } }
        @else { div.scroll { table.stack {
            thead { tr {
                th { (frame.word("規則", "rule")) } th.bars { (frame.word("コンピュータ", "computer")) } th { (frame.word("差異 / 指摘", "differing / findings")) }
                th.bars { (frame.word("人の判断", "people")) } th { (frame.word("差異 / 明細", "differing / lines")) } th { (frame.word("確かめる支部", "branches to look into")) }
            } }
            tbody { @for row in &rows { (shown(frame, row, titles, month)) } }
        } } }
    }
}

fn shown(frame: &Frame, row: &Row<'_>, titles: &Titles, month: &str) -> Markup {
    let path = format!("/differences?month={month}&rule={}", row.rule);
    let matters = |of: &Option<Uniform>| -> Vec<String> {
        let all = of.iter().flat_map(|one| one.matters().map(|(branch, _)| branch).collect::<Vec<_>>());
        all.filter_map(model::Branch::of_prefecture).map(|branch| branch.name().to_owned()).collect()
    };
    let mut named = matters(&row.computer);
    named.extend(matters(&row.people));
    named.sort();
    named.dedup();
    html! { tr {
        td data-name=(frame.word("規則", "rule")) { a.code href=(path) { (row.rule) } " " (titles.of(row.rule).0) }
        td.bars data-name=(frame.word("コンピュータ", "computer")) { (ends_bar(sum(&row.of.computer), "shown")) }
        td data-name=(frame.word("差異", "differing")) { @match &row.computer { Some(one) => { (one.usual.name().in_lang(frame.lang)) " " (counted(one.nation)) } None => "-" } }
        td.bars data-name=(frame.word("人の判断", "people")) { (ends_bar(sum(&row.of.people), "left")) }
        td data-name=(frame.word("差異", "differing")) { @match &row.people { Some(one) => { (decided(one.usual).in_lang(frame.lang)) " " (counted(one.nation)) } None => "-" } }
        td data-name=(frame.word("確かめる支部", "look into")) { @if named.is_empty() { "-" } @else { (named.join("、")) } }
    } }
}
