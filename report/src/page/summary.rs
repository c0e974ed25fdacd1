//! The head of the page: what was screened, how far the computer got, and what became of the receipts.

use batch::Goals;
use maud::{Markup, html};
use model::Queue;
use outcome::Disposition;

use super::{Section, Source};
use crate::bar::{bar, largest, meter};
use crate::words::{grouped, percent, share, signed};

/// What was screened.
pub(super) fn lead(source: Source<'_>) -> Markup {
    let (run, words) = (source.run, source.words);
    let (receipts, files) = (grouped(run.counts.receipts), grouped(run.inputs.len() as u64));
    html! {
        p.lead {
            (words.text("医科レセプト ", "Medical receipts: ")) strong { (receipts) }
            (words.text("件　ファイル ", ", files: ")) (files)
            @if !run.history.is_empty() {
                (words.text("　過去のレセプトのファイル ", ", files of earlier claims: ")) (grouped(run.history.len() as u64))
            }
        }
    }
}

/// The figures that the run is measured by.
pub(super) fn figures(source: Source<'_>) -> Markup {
    let (counts, goals, words) = (&source.run.counts, source.run.goals, source.words);
    let committee = goals.before_committee;
    html! {
        div.figures {
            (against(words.text("コンピュータで完結", "Finished by the computer"), goals.finished, counts.finished(), Goals::FINISHED,
                goals.finished >= Goals::FINISHED, 10_000, words.text("目標 90% 以上", "goal: 90% or more")))
            (against(words.text("審査委員会以上へ", "Before a committee or beyond"), committee, counts.before_committee(),
                Goals::BEFORE_COMMITTEE, committee <= Goals::BEFORE_COMMITTEE, committee.max(4 * Goals::BEFORE_COMMITTEE),
                words.text("目標 1% 以下", "goal: 1% or less")))
            (figure(words.text("指摘のあるレセプト", "Receipts with findings"), &percent(goals.flagged), &grouped(counts.flagged)))
            (figure(words.text("評価できない項目だけで職員へ", "For staff only as not evaluated"),
                &percent(goals.only_not_evaluated), &grouped(counts.only_not_evaluated)))
            (figure(words.text("請求点数", "Points claimed"), &signed(counts.points_claimed), words.text("点", "points")))
            (figure(words.text("査定点数", "Points assessed"), &signed(counts.points_assessed),
                &per_million(counts.points_assessed, counts.points_claimed, words)))
        }
    }
}

/// A share, the number behind it, and the goal.
fn against(
    name: &str,
    share: u64,
    receipts: u64,
    goal: u64,
    reached: bool,
    scale: u64,
    told: &str,
) -> Markup {
    html! {
        div.figure {
            h3 { (name) }
            p.value { (percent(share)) }
            (meter(share, goal, reached, scale))
            p.note { (grouped(receipts)) " / " (told) span class=(if reached { "yes" } else { "no" }) { (if reached { " ✓" } else { " ✗" }) } }
        }
    }
}

fn figure(name: &str, value: &str, note: &str) -> Markup {
    html! { div.figure { h3 { (name) } p.value { (value) } p.note { (note) } } }
}

fn per_million(taken: i64, claimed: i64, words: crate::words::Words) -> String {
    match (u64::try_from(taken), u64::try_from(claimed)) {
        (Ok(taken), Ok(claimed)) if claimed > 0 => {
            format!("{}{}", words.text("請求の ", "of those claimed: "), percent(share(taken, claimed)))
        }
        _ => words.text("点", "points").to_owned(),
    }
}

/// What became of the receipts.
pub(super) fn dispositions(source: Source<'_>) -> Section {
    let (counts, words) = (&source.run.counts, source.words);
    let parts: Vec<(&str, u64)> = Disposition::ALL.iter().map(|of| (of.slug(), counts.of(*of))).collect();
    let body = html! {
        div.wide { (bar(&parts, counts.receipts)) }
        table {
            thead { tr {
                th scope="col" { (words.text("結果", "Disposition")) }
                th.n scope="col" { (words.text("件数", "Receipts")) }
                th.n scope="col" { (words.text("割合", "Share")) }
                th.b { span.only-read { (words.text("棒", "bar")) } }
            } }
            tbody { @for of in Disposition::ALL { tr {
                th scope="row" { span class={ "key " (of.slug()) } {} (of.name().in_lang(words.0)) }
                td.n { (grouped(counts.of(of))) }
                td.n { (percent(share(counts.of(of), counts.receipts))) }
                td.b { (bar(&[(of.slug(), counts.of(of))], counts.receipts)) }
            } } }
        }
        @if counts.only_not_evaluated > 0 { p.note { (words.text(
            "「人が確認」には、指摘がなくても評価できない項目があるものを含みます（マスターや履歴が足りないためで、「評価できなかった項目」を参照）。",
            "Those for review include receipts without findings of which something could not be evaluated (for want of masters or history; see “Not evaluated”).",
        )) } }
    };
    ("dispositions", words.text("審査の結果", "Dispositions"), body)
}

/// Who looks at the receipts that the computer may not finish.
pub(super) fn queues(source: Source<'_>) -> Option<Section> {
    let (counts, words) = (&source.run.counts, source.words);
    let of = |queue: Queue| counts.queues.get(queue.slug()).copied().unwrap_or(0);
    let full = largest(counts.queues.values().copied());
    let body = html! {
        table {
            thead { tr {
                th scope="col" { (words.text("確認する人", "Queue")) }
                th.n scope="col" { (words.text("件数", "Receipts")) }
                th.n scope="col" { (words.text("全件に対する割合", "Share of all")) }
                th.b { span.only-read { (words.text("棒", "bar")) } }
            } }
            tbody { @for queue in Queue::ALL { tr {
                th scope="row" { (queue.name().in_lang(words.0)) }
                td.n { (grouped(of(queue))) }
                td.n { (percent(share(of(queue), counts.receipts))) }
                td.b { (bar(&[("review", of(queue))], full)) }
            } } }
        }
    };
    (!counts.queues.is_empty()).then(|| ("queues", words.text("確認する人", "Queues"), body))
}
