//! One rule in every branch: how often it spoke, what came of it by the computer and by people, and who should look.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use model::Branch;
use report::uniform::{Differing, Ends, SHARE_FROM, Uniform, Weight};
use report::{map, percent, share};

use super::{count, counted, decided, ends_bar, legend};
use crate::app::App;
use crate::pages::frame::Frame;
use crate::uniformity::{Rule, sum};
use crate::web::Problem;

/// Its branches, as a map and a table.
///
/// # Errors
/// The store fails.
pub async fn page(
    frame: &Frame,
    app: &App,
    month: &str,
    (code, of): (&str, &Rule),
) -> Result<Markup, Problem> {
    let receipts = receipts(app, month).await?;
    let (computer, people) = (of.of_computer(), of.of_people());
    let branches: BTreeSet<u8> =
        of.computer.keys().chain(of.people.keys()).chain(of.undecided.keys()).copied().collect();
    let per =
        |branch: u8| per_myriad(of.computer.get(&branch).copied().unwrap_or_default(), receipts.get(&branch));
    let rates: BTreeMap<u8, u64> =
        branches.iter().filter_map(|branch| Some((*branch, per(*branch)?))).collect();
    Ok(html! {
        (figures(frame, of, computer.as_ref(), people.as_ref()))
        @if !rates.is_empty() {
            h2 { (frame.word("レセプト1万件当たりの指摘", "Findings in ten thousand receipts")) }
            (map::draw(&rates, frame.word("支部別の、レセプト1万件当たりの指摘（数は下の表）", "findings in ten thousand receipts, by branch (numbers in the table below)")))
        }
        h2 { (frame.word("支部ごと", "By branch")) }
        (legend(frame))
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("支部", "branch")) } th { (frame.word("1万件当たり", "in 10,000")) }
                th.bars { (frame.word("コンピュータ", "computer")) } th { (frame.word("人へ / 査定 / 返戻", "shown / assessed / returned")) } th { (frame.word("差異", "differing")) }
                th.bars { (frame.word("人の判断", "people")) } th { (frame.word("請求どおり / 査定 / 返戻", "as claimed / assessed / returned")) } th { (frame.word("差異", "differing")) } th { (frame.word("未判断", "undecided")) }
            } }
            tbody { @for branch in &branches {
                @let (by_computer, by_people) = (of.computer.get(branch).copied().unwrap_or_default(), of.people.get(branch).copied().unwrap_or_default());
                tr {
                    td.name data-name=(frame.word("支部", "branch")) { (name(frame, *branch)) }
                    td.number data-name=(frame.word("1万件当たり", "in 10,000")) { @match per(*branch) { Some(rate) => (count(rate)), None => "-" } }
                    td.bars data-name=(frame.word("コンピュータ", "computer")) { (ends_bar(by_computer, "shown")) }
                    td.number data-name=(frame.word("人へ / 査定 / 返戻", "shown / assessed / returned")) { (ends(by_computer)) }
                    td data-name=(frame.word("差異", "differing")) { (weighed(frame, computer.as_ref(), *branch)) }
                    td.bars data-name=(frame.word("人の判断", "people")) { (ends_bar(by_people, "left")) }
                    td.number data-name=(frame.word("請求どおり / 査定 / 返戻", "as claimed / assessed / returned")) { (ends(by_people)) (passed(frame, by_people)) }
                    td data-name=(frame.word("差異", "differing")) { (weighed(frame, people.as_ref(), *branch)) }
                    td.number data-name=(frame.word("未判断", "undecided")) { (count(of.undecided.get(branch).copied().unwrap_or(0))) }
                }
            } }
        } }
        p { a href={ "/scorecards?rule=" (code) } { (frame.word("この規則の成績", "the scorecard of this rule")) } }
    })
}

/// Receipts of each branch in a month, or in all.
async fn receipts(app: &App, month: &str) -> Result<BTreeMap<u8, u64>, Problem> {
    let mut receipts: BTreeMap<u8, u64> = BTreeMap::new();
    for row in app.store().figures("", month).await? {
        if month.is_empty() || row.month == month {
            let branch = row.branch.parse().unwrap_or(0);
            *receipts.entry(branch).or_default() += u64::try_from(row.figures.receipts).unwrap_or(0);
        }
    }
    Ok(receipts)
}

/// Findings in ten thousand receipts; none of too few receipts.
fn per_myriad(of: Ends, receipts: Option<&u64>) -> Option<u64> {
    let receipts = *receipts?;
    (receipts >= SHARE_FROM).then(|| share(of.all(), receipts))
}

fn figures(frame: &Frame, of: &Rule, computer: Option<&Uniform>, people: Option<&Uniform>) -> Markup {
    let (by_computer, by_people) = (sum(&of.computer), sum(&of.people));
    let undecided: u64 = of.undecided.values().sum();
    html! { ul.figures {
        li { div.value { (count(by_computer.all())) } div.of { (frame.word("コンピュータの指摘", "findings of the computer")) } }
        @if let Some(one) = computer { li { div.value { (one.usual.name().in_lang(frame.lang)) } div.of { (frame.word("多い結果　差異 ", "usual end; differing ")) (counted(one.nation)) } } }
        li { div.value { (count(by_people.all())) } div.of { (frame.word("人が判断した明細　未判断 ", "lines that people settled; undecided ")) (count(undecided)) } }
        @if let Some(one) = people { li { div.value { (decided(one.usual).in_lang(frame.lang)) } div.of { (frame.word("多い判断　差異 ", "usual decision; differing ")) (counted(one.nation)) } } }
    } }
}

fn name(frame: &Frame, branch: u8) -> Markup {
    html! { @match Branch::of_prefecture(branch) {
        Some(of) => a href={ "/branches/" (of.number()) } { (of.number()) " " (of.name()) },
        None => (frame.word("読めない", "unreadable")),
    } }
}

fn ends(of: Ends) -> String {
    [of.shown, of.assessed, of.returned].map(count).join(" / ")
}

/// The share that people left as claimed, where there are enough.
fn passed(frame: &Frame, of: Ends) -> Markup {
    let one = Differing { findings: of.all(), differing: of.shown };
    html! { @if let Some(share) = one.share() { " " span.faint.small { (frame.word("請求どおり ", "as claimed ")) (percent(share)) } } }
}

/// How far a branch differs, and whether somebody should see why.
fn weighed(frame: &Frame, of: Option<&Uniform>, branch: u8) -> Markup {
    let found = of.and_then(|one| one.branches.get(&branch));
    html! { @match found {
        Some((one, weight)) => { (counted(*one)) " " span class={ "mark " (class(*weight)) } { (weight.name().in_lang(frame.lang)) } },
        None => "-",
    } }
}

const fn class(of: Weight) -> &'static str {
    match of {
        Weight::Same => "good",
        Weight::FewInNation | Weight::FewInBranch => "notice",
        Weight::Matters => "flag",
    }
}
