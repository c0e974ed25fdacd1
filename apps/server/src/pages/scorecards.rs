//! How rules fare before people: of the lines that a rule spoke of and that were settled, how many were not left as claimed.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::frame::{Frame, Page};
use super::words::grouped;
use crate::app::App;
use crate::seated::seated;
use crate::web::Problem;

/// Lines of one rule.
#[derive(Default)]
struct Card {
    as_claimed: i64,
    assessed: i64,
    returned: i64,
    undecided: i64,
}

impl Card {
    const fn settled(&self) -> i64 {
        self.as_claimed + self.assessed + self.returned
    }

    /// Share of settled lines that were assessed or returned, in tenths of a per cent; none before anything is settled.
    fn precision(&self) -> Option<i64> {
        ((self.assessed + self.returned) * 1000).checked_div(self.settled())
    }
}

/// Shows them, for the caller's branch.
///
/// # Errors
/// The caller has no seat.
pub async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    let own = seated(&app, frame.caller()?).await?;
    let counts = app.store().rule_verdicts(own.branch.as_deref().unwrap_or_default(), "").await?;
    let mut cards: BTreeMap<String, Card> = BTreeMap::new();
    for one in counts {
        let card = cards.entry(one.rule).or_default();
        match one.verdict.as_deref() {
            Some("as-claimed") => card.as_claimed += one.lines,
            Some("assess") => card.assessed += one.lines,
            Some("return") => card.returned += one.lines,
            _ => card.undecided += one.lines,
        }
    }
    let body = html! {
        h1 { (frame.word("規則の成績", "Scorecards of rules")) }
        p.faint { (frame.word("人が見た明細だけを数えています。的中率は、判断の済んだ明細のうち査定又は返戻となった割合です。", "Only lines that people looked at. Precision: of the lines that were settled, the share that was assessed or returned.")) }
        @if cards.is_empty() { p { (frame.word("まだ事案がありません。", "There are no cases yet.")) } } @else { (table(&frame, &cards)) }
    };
    Ok(frame.show(Page { title: frame.word("規則の成績", "scorecards").to_owned(), body }))
}

fn table(frame: &Frame, cards: &BTreeMap<String, Card>) -> Markup {
    html! { div.scroll { table {
        thead { tr {
            th { (frame.word("規則・点検", "rule or check")) } th { (frame.word("請求どおり", "as claimed")) } th { (frame.word("査定", "assessed")) }
            th { (frame.word("返戻", "returned")) } th { (frame.word("未判断", "undecided")) } th { (frame.word("的中率", "precision")) }
        } }
        tbody { @for (rule, card) in cards { tr {
            td.code { a href={ "/cases?rule=" (rule) } { (rule) } }
            td.number { (grouped(card.as_claimed)) } td.number { (grouped(card.assessed)) } td.number { (grouped(card.returned)) } td.number { (grouped(card.undecided)) }
            td.number { @match card.precision() { Some(share) => { (share / 10) "." (share % 10) " %" }, None => "-" } }
        } } }
    } } }
}
