//! How rules fare before people: of the lines that a rule spoke of and that were settled, how many were not left as claimed,
//! over the months, and what to do with the rule.

mod one;

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Html;
use maud::{Markup, html};
use model::Lang;
use report::bar::bar;
use report::uniform::SHARE_FROM;
use report::{Titles, percent, share};
use serde::Deserialize;
use store::cases::RuleVerdicts;

use super::frame::{Frame, Page};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::roles::{AGENCY, OFFICE, SEATS};
use crate::settings::Scorecards;
use crate::web::Problem;

/// They go back so many months of review.
const MONTHS: usize = 12;

/// One rule, where it is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    rule: String,
}

/// Lines of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Left as claimed.
    pub as_claimed: u64,
    /// Points were taken.
    pub assessed: u64,
    /// The receipt went back.
    pub returned: u64,
    /// Not settled yet, or asked about.
    pub undecided: u64,
}

/// What is to be done with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Too few lines were settled.
    TooFew,
    /// It is right often enough.
    Keep,
    /// It should be made to speak less often.
    Tune,
    /// It is hardly ever right.
    Retire,
}

impl Card {
    /// Lines that were settled.
    pub const fn settled(&self) -> u64 {
        self.as_claimed + self.assessed + self.returned
    }

    /// Share of settled lines that were assessed or returned, in hundredths of a per cent; none of too few.
    pub fn precision(&self) -> Option<u64> {
        (self.settled() >= SHARE_FROM).then(|| share(self.assessed + self.returned, self.settled()))
    }

    /// What is to be done with its rule.
    pub fn advice(&self, by: Scorecards) -> Advice {
        let precision = share(self.assessed + self.returned, self.settled());
        match () {
            () if self.settled() < by.few.max(1) => Advice::TooFew,
            () if precision >= by.keep_percent * 100 => Advice::Keep,
            () if precision < by.retire_percent * 100 => Advice::Retire,
            () => Advice::Tune,
        }
    }

    /// Counts some lines.
    pub fn count(&mut self, of: &RuleVerdicts) {
        let lines = u64::try_from(of.lines).unwrap_or(0);
        match of.verdict.as_deref() {
            Some("as-claimed") => self.as_claimed += lines,
            Some("assess") => self.assessed += lines,
            Some("return") => self.returned += lines,
            _ => self.undecided += lines,
        }
    }

    /// Its lines as a bar.
    fn bar(&self, most: u64) -> Markup {
        let parts = [
            ("assessed", self.assessed),
            ("returned", self.returned),
            ("left", self.as_claimed),
            ("undecided", self.undecided),
        ];
        bar(&parts, most)
    }

    const fn all(&self) -> u64 {
        self.settled() + self.undecided
    }
}

impl Advice {
    /// As a mark.
    pub fn mark(self, frame: &Frame) -> Markup {
        let (class, text) = match self {
            Self::TooFew => ("notice", frame.word("判断が少なく言えない", "too few to tell")),
            Self::Keep => ("good", frame.word("続ける", "keep")),
            Self::Tune => ("assess", frame.word("見直す", "tune")),
            Self::Retire => ("return", frame.word("やめる", "retire")),
        };
        html! { span class={ "mark " (class) } { (text) } }
    }
}

/// The branch that the caller is kept to; staff, headquarters and administrators see all of them.
fn branch(caller: &Caller) -> Result<String, Problem> {
    let everywhere = OFFICE.contains(&caller.role());
    let own = caller.session()?.account.branch.clone();
    Ok(own.filter(|_| !everywhere).unwrap_or_default())
}

/// Shows them, or one of them.
///
/// # Errors
/// The caller's role does not see them.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    caller.must_be(AGENCY)?;
    let own = branch(caller)?;
    let since = since(&app).await?;
    let standing = app.standing();
    let titles = Titles::of_books(standing.live.book(None), &standing.live.own_books(), frame.lang);
    let body = if wanted.rule.is_empty() {
        all(&app, &frame, &own, &since, &titles).await?
    } else {
        one::page(&app, &frame, &own, &wanted.rule, &titles).await?
    };
    Ok(frame.show(Page { title: frame.word("規則の成績", "scorecards").to_owned(), body }))
}

/// The first of the last months of review.
async fn since(app: &App) -> Result<String, Problem> {
    let months: std::collections::BTreeSet<String> =
        app.store().all_months().await?.into_iter().map(|month| month.month).collect();
    let before = months.len().saturating_sub(MONTHS);
    Ok(months.into_iter().nth(before).unwrap_or_default())
}

async fn all(app: &App, frame: &Frame, own: &str, since: &str, titles: &Titles) -> Result<Markup, Problem> {
    let mut cards: BTreeMap<String, Card> = BTreeMap::new();
    for row in app.store().verdicts_by_month(own, since).await? {
        cards.entry(row.of.rule.clone()).or_default().count(&row.of);
    }
    let by = app.settings().scorecards;
    let mut rows: Vec<(&String, &Card)> = cards.iter().collect();
    rows.sort_by_key(|(rule, card)| (std::cmp::Reverse(card.all()), *rule));
    Ok(html! {
        h1 { (frame.word("規則の成績", "Scorecards of rules")) }
        p.faint { (frame.word("人が見た明細だけを、最近の12の審査月について数えています。的中率は、判断の済んだ明細のうち査定又は返戻となった割合です。", "Only lines that people looked at, in the last twelve months of review. Precision: of the lines that were settled, the share that was assessed or returned.")) }
        p.faint.small { (explained(frame, by)) }
        @if rows.is_empty() { p { (frame.word("まだ事案がありません。", "There are no cases yet.")) } } @else {
            (advices(frame, &cards, by))
            (legend(frame))
            (table(frame, &rows, titles, by))
        }
    })
}

fn explained(frame: &Frame, by: Scorecards) -> String {
    let Scorecards { few, keep_percent, retire_percent } = by;
    match frame.lang {
        Lang::Ja => format!(
            "勧め（設定 scorecards の値で、公表された基準ではありません）: 的中率 {keep_percent}% 以上は続ける、{retire_percent}% 未満はやめる、その間は見直す。判断の済んだ明細が{few}件に満たないものは言えません。"
        ),
        Lang::En => format!(
            "Recommended (by the settings scorecards; no published standard): keep from {keep_percent}% precision on, retire below {retire_percent}%, tune in between. Of fewer than {few} settled lines nothing can be told."
        ),
    }
}

fn advices(frame: &Frame, cards: &BTreeMap<String, Card>, by: Scorecards) -> Markup {
    let of = |advice: Advice| cards.values().filter(|card| card.advice(by) == advice).count();
    html! { ul.figures { @for advice in [Advice::Keep, Advice::Tune, Advice::Retire, Advice::TooFew] {
        li { div.value { (of(advice)) } div.of { (advice.mark(frame)) } }
    } } }
}

/// What the colours of lines mean.
pub fn legend(frame: &Frame) -> Markup {
    html! { ul.legend aria-label=(frame.word("凡例", "legend")) {
        li { span.key.assessed {} (frame.word("査定", "assessed")) }
        li { span.key.returned {} (frame.word("返戻", "returned")) }
        li { span.key.left {} (frame.word("請求どおり", "as claimed")) }
        li { span.key.undecided {} (frame.word("未判断", "undecided")) }
    } }
}

fn table(frame: &Frame, rows: &[(&String, &Card)], titles: &Titles, by: Scorecards) -> Markup {
    let most = report::bar::largest(rows.iter().map(|(_, card)| card.all()));
    html! { div.scroll { table.stack {
        thead { tr {
            th { (frame.word("規則・点検", "rule or check")) } th.bars { (frame.word("図", "chart")) } th { (frame.word("的中率", "precision")) } th { (frame.word("勧め", "recommended")) }
            th { (frame.word("査定", "assessed")) } th { (frame.word("返戻", "returned")) } th { (frame.word("請求どおり", "as claimed")) } th { (frame.word("未判断", "undecided")) } th { (frame.word("事案", "cases")) }
        } }
        tbody { @for (rule, card) in rows { tr {
            td data-name=(frame.word("規則", "rule")) { a.code href={ "/scorecards?rule=" (rule) } { (rule) } " " (titles.of(rule).0) }
            td.bars data-name=(frame.word("図", "chart")) { (card.bar(most)) }
            td.number data-name=(frame.word("的中率", "precision")) { (precision(card)) }
            td data-name=(frame.word("勧め", "recommended")) { (card.advice(by).mark(frame)) }
            (counts(frame, card))
            td data-name=(frame.word("事案", "cases")) { (cases(frame, rule, "")) }
        } } }
    } } }
}

/// The precision of a card, where there is enough to tell it.
pub fn precision(of: &Card) -> String {
    of.precision().map_or_else(|| "-".to_owned(), percent)
}

/// The counts of a card.
pub fn counts(frame: &Frame, of: &Card) -> Markup {
    let count = super::differences::count;
    html! {
        td.number data-name=(frame.word("査定", "assessed")) { (count(of.assessed)) }
        td.number data-name=(frame.word("返戻", "returned")) { (count(of.returned)) }
        td.number data-name=(frame.word("請求どおり", "as claimed")) { (count(of.as_claimed)) }
        td.number data-name=(frame.word("未判断", "undecided")) { (count(of.undecided)) }
    }
}

/// The cases of a rule, for whoever has a seat; of a month, where one is named (as `13/202407`).
pub fn cases(frame: &Frame, rule: &str, month: &str) -> Markup {
    let seated = frame.caller.as_ref().is_some_and(|caller| SEATS.contains(&caller.role()));
    let month = if month.is_empty() { String::new() } else { format!("&month={month}") };
    html! { @if seated { a href={ "/cases?rule=" (rule) (month) } { (frame.word("事案", "cases")) } } @else { "-" } }
}

#[cfg(test)]
mod tests {
    use super::{Advice, Card, Scorecards};

    #[test]
    fn a_rule_is_recommended_by_its_precision_and_not_by_few_lines() {
        let by = Scorecards { few: 30, keep_percent: 50, retire_percent: 10 };
        let of = |right, wrong| Card { assessed: right, as_claimed: wrong, ..Card::default() }.advice(by);
        assert_eq!(of(29, 0), Advice::TooFew);
        assert_eq!(of(30, 0), Advice::Keep);
        assert_eq!(of(50, 50), Advice::Keep);
        assert_eq!(of(49, 51), Advice::Tune);
        assert_eq!(of(10, 90), Advice::Tune);
        assert_eq!(of(9, 91), Advice::Retire);
        assert_eq!(of(0, 0), Advice::TooFew);
        let few = Card { returned: 5, as_claimed: 4, undecided: 90, ..Card::default() };
        assert_eq!((few.settled(), few.precision()), (9, None), "no share of fewer than ten");
    }
}
