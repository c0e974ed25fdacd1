//! What came of looking at the effects of a revision: figures, a bar and a row for each rule, examples, where receipts end.

use std::collections::BTreeMap;

use batch::{Comparison, Difference, Example, RuleDifference, Side, Tally};
use maud::{Markup, html};
use outcome::Disposition;
use report::bar::{bar, largest};
use review::session::Origin;

use crate::app::App;
use crate::auth::roles::SEATS;
use crate::effects::{Candidate, Effect, Ended};
use crate::pages::frame::Frame;
use crate::pages::rules::parts::revision_name;
use crate::pages::words::{self, grouped};

/// The page of one that ended.
pub fn page(app: &App, frame: &Frame, of: &Ended) -> Markup {
    html! {
        p.small { a href="/rules/effects" { (frame.word("改訂の影響へ", "to the effects")) } }
        h1 { (frame.word("改訂の影響", "Effects of a revision")) }
        @match &of.outcome {
            Ok(effect) => {
                (lead(app, frame, of, effect))
                (figures(frame, effect))
                (acts(frame, of, effect, app.standing().live.origin().number))
                (rules(frame, effect))
                (moves(frame, &effect.comparison))
                (examples(frame, effect))
            }
            Err(why) => div.told.bad {
                @let lines = match frame.lang { model::Lang::Ja => &why.0, model::Lang::En => &why.1 };
                p { (frame.word("できませんでした。何も変わっていません。", "It failed; nothing changed.")) }
                @for line in lines { p.small { (line) } }
            },
        }
    }
}

fn lead(app: &App, frame: &Frame, of: &Ended, effect: &Effect) -> Markup {
    let taken = &effect.taken;
    let live = app.standing();
    html! {
        dl.boxes {
            div { dt { (frame.word("今の改訂", "live")) } dd { (side(&effect.live)) } }
            div { dt { (frame.word("調べた改訂", "looked at")) } dd { (side(&effect.other)) } }
            div { dt { (frame.word("調べた時刻", "when")) } dd { (words::time(of.times.0)) "–" (words::time(of.times.1)) } }
            div { dt { (frame.word("審査月", "month")) } dd { @if of.wanted.month.is_empty() { (frame.word("すべて", "all")) } @else { (words::month(of.wanted.month.parse().ok(), frame.lang)) } } }
            div { dt { (frame.word("点検したもの", "judged")) } dd { (frame.word("事案 ", "cases ")) (count(taken.cases)) (frame.word("、医療機関のファイル ", ", files of clinics ")) (count(taken.uploads)) } }
        }
        @if *live.live.revision() != effect.live.id { p.told.bad { (frame.word("調べた後に、有効な改訂が替わりました。今との違いは、もう一度調べてください。", "Another revision went live since: look again for the difference from what is live now.")) } }
        @if taken.beyond > 0 { p.told { (count(taken.beyond)) (frame.word("個は、件数の上限（limits.effects_receipts）を超えるため点検していません。", " files or cases were left out: they are beyond the limit of receipts (limits.effects_receipts).")) } }
        @if taken.unread > 0 { p.told { (count(taken.unread)) @if taken.stopped { (frame.word("個は、途中で終えたため点検していません。", " files or cases were left out, since it was ended.")) } @else { (frame.word("個は、時間の上限（limits.effects_seconds）のため点検していません。", " files or cases were left out: the time was over (limits.effects_seconds).")) } } }
        @if taken.unlisted { p.told.bad { (frame.word("点検するものを選び終わる前に終わりました。上のほかにも、点検していないファイルや事案があるかもしれません。", "It ended before everything was looked up: there may be more files or cases that were not judged.")) } }
        @if taken.damaged > 0 { p.told.bad { (frame.word("壊れていて読めず、点検できなかったもの: ", "Damaged, and not judged: ")) (count(taken.damaged)) } }
        @if taken.older > 0 { p.faint.small { (frame.word("同じ請求の前のファイルは数えていません: ", "Earlier files of the same filing are not counted: ")) (count(taken.older)) } }
        @if taken.gone > 0 { p.faint.small { (frame.word("削除されていて、点検できなかったもの: ", "Deleted, and not judged: ")) (count(taken.gone)) } }
        p.faint.small { (frame.word("一件ずつ点検しています。ほかの月や、ほかの医療機関のレセプトが要る規則は、どちらの改訂でも評価できません。", "Each was judged by itself: rules that need other months, or claims of others, are not evaluated on either side.")) }
    }
}

fn side(of: &Origin) -> Markup {
    html! { (revision_name(of)) " " span.code.small { (of.id.short()) } }
}

fn figures(frame: &Frame, effect: &Effect) -> Markup {
    let of = &effect.comparison;
    let (total, [before, after]) = (&of.total, of.total.findings);
    let [open_before, open_after] = total.not_evaluated;
    html! {
        @if of.receipts == 0 { p.told { (frame.word("点検できるレセプトがありませんでした。事案を取り込むか、審査月を変えてください。", "There were no claims to judge: take cases in, or choose another month.")) } }
        @else if of.is_same() { p.told.good { (frame.word("違いはありません。", "Nothing differs.")) } }
        ul.figures {
            li { div.value { (count(total.receipts)) } div.of { (frame.word("違いのあるレセプト / ", "receipts that differ, of ")) (count(of.receipts)) } }
            li { div.value { (count(total.added)) } div.of { (frame.word("増える指摘", "findings more")) } }
            li { div.value { (count(total.removed)) } div.of { (frame.word("なくなる指摘", "findings gone")) } }
            li { div.value { (count(total.changed)) } div.of { (frame.word("変わる指摘", "findings other")) } }
            li { div.value { (points(total)) } div.of { (frame.word("増減点の差（動く点の計 ", "difference of points (moved ")) (count(total.points_moved)) "）" } }
            li { div.value { (count(before)) "→" (count(after)) } div.of { (frame.word("指摘", "findings")) } }
            li { div.value { (count(open_before)) "→" (count(open_after)) } div.of { (frame.word("評価できないところのあるレセプト", "receipts not evaluated in part")) } }
        }
    }
}

fn count(n: u64) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Points with their sign; those that cannot be computed are told.
fn points(of: &Tally) -> String {
    let sign = if of.points > 0 { "+" } else { "" };
    let unknown = if of.points_unknown > 0 { "＋?" } else { "" };
    format!("{sign}{}{unknown}", grouped(of.points))
}

/// What can be done now with what was looked at; only a number above the live one can be activated.
fn acts(frame: &Frame, of: &Ended, effect: &Effect, live: u64) -> Markup {
    let path = format!("/rules/effects/{}", of.id);
    let sent = matches!(of.wanted.candidate, Candidate::Bundle(_));
    let above = effect.other.number > live;
    html! {
    @if sent && !above { p.told { (frame.word("番号が今の改訂より大きくないので、このままでは有効にできません。大きい番号で作り直してください（前に有効だった改訂なら、規則の画面から戻せます）。", "Its number is not above that of the live revision, so it cannot be activated: make it anew with a higher one (one that was live before can be gone back to on the page of rules).")) } }
    div.acts {
        @if sent && above {
            form method="post" action={ (path) "/activate" } data-ask=(frame.word("この改訂をすべての支部で有効にします。", "Make this revision live for every branch?")) { (frame.token()) button.main { (frame.word("この改訂を有効にする", "activate this revision")) } }
        }
        @if sent {
            form method="post" action={ (path) "/shadow" } { (frame.token()) button { (frame.word("影として並べる", "put beside as a shadow")) } }
        }
        button data-print hidden { (frame.word("印刷", "print")) }
    } }
}

/// Rules with a difference, those with the most first.
fn differing(of: &Comparison) -> Vec<(&String, &RuleDifference)> {
    let mut all: Vec<_> = of.rules.iter().filter(|(_, own)| own.tally.receipts > 0).collect();
    all.sort_by_key(|(rule, own)| (std::cmp::Reverse(all_of(&own.tally)), *rule));
    all
}

const fn all_of(of: &Tally) -> u64 {
    of.added + of.removed + of.changed
}

fn rules(frame: &Frame, effect: &Effect) -> Markup {
    let all = differing(&effect.comparison);
    let most = largest(all.iter().map(|(_, own)| all_of(&own.tally)));
    html! { @if !all.is_empty() {
        h2 { (frame.word("規則ごと", "By rule")) }
        ul.legend {
            li { span.key.added {} (frame.word("増える", "more")) }
            li { span.key.removed {} (frame.word("なくなる", "gone")) }
            li { span.key.changed {} (frame.word("変わる", "other")) }
        }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("規則", "rule")) } th.bars { (frame.word("図", "chart")) } th { (frame.word("増える", "more")) } th { (frame.word("なくなる", "gone")) } th { (frame.word("変わる", "other")) } th { (frame.word("変わる所", "what changes")) }
                th { (frame.word("レセプト", "receipts")) } th { (frame.word("点数の差", "points")) } th { (frame.word("評価できない", "not evaluated")) }
            } }
            tbody { @for (rule, own) in all {
                @let of = &own.tally;
                @let [open_before, open_after] = of.not_evaluated;
                tr {
                    td data-name=(frame.word("規則", "rule")) { a.code href={ "#rule-" (rule) } { (rule) } " " (effect.titles.of(rule).0) }
                    td.bars data-name=(frame.word("図", "chart")) { (bar(&[("added", of.added), ("removed", of.removed), ("changed", of.changed)], most)) }
                    td.number data-name=(frame.word("増える", "more")) { (count(of.added)) }
                    td.number data-name=(frame.word("なくなる", "gone")) { (count(of.removed)) }
                    td.number data-name=(frame.word("変わる", "other")) { (count(of.changed)) }
                    td data-name=(frame.word("変わる所", "what changes")) { (aspects(frame, of.aspects.keys())) }
                    td.number data-name=(frame.word("レセプト", "receipts")) { (count(of.receipts)) }
                    td.number data-name=(frame.word("点数の差", "points")) { (points(of)) }
                    td.number data-name=(frame.word("評価できない", "not evaluated")) { @if open_before == open_after { (count(open_after)) } @else { (count(open_before)) "→" (count(open_after)) } }
                }
            } }
        } }
    } }
}

/// Receipts that end elsewhere, or go to somebody else.
fn moves(frame: &Frame, of: &Comparison) -> Markup {
    let disposition = |slug: &str| {
        let known = Disposition::ALL.iter().find(|of| of.slug() == slug);
        known.map_or_else(|| slug.to_owned(), |of| of.name().in_lang(frame.lang).to_owned())
    };
    let queue = |slug: &str| {
        let nobody = frame.word("だれにも回らない", "nobody").to_owned();
        if slug == "-" { nobody } else { words::queue(slug).in_lang(frame.lang).to_owned() }
    };
    html! {
        (steps(frame, frame.word("結果の変わるレセプト", "Receipts that end otherwise"), &of.dispositions, &disposition))
        (steps(frame, frame.word("見る人の変わるレセプト", "Receipts that go to somebody else"), &of.queues, &queue))
    }
}

fn steps(
    frame: &Frame,
    title: &str,
    moves: &BTreeMap<String, BTreeMap<String, u64>>,
    name: &dyn Fn(&str) -> String,
) -> Markup {
    html! { @if !moves.is_empty() {
        h2 { (title) }
        div.scroll { table {
            thead { tr { th { (frame.word("今", "now")) } th { (frame.word("新しい改訂", "then")) } th { (frame.word("レセプト", "receipts")) } } }
            tbody { @for (old, news) in moves { @for (new, receipts) in news { tr { td { (name(old)) } td { (name(new)) } td.number { (count(*receipts)) } } } } }
        } }
    } }
}

fn examples(frame: &Frame, effect: &Effect) -> Markup {
    html! {
        @let all = differing(&effect.comparison);
        @if !all.is_empty() { h2 { (frame.word("例", "Examples")) } }
        @for (rule, own) in all { @if !own.examples.is_empty() {
            section.card id={ "rule-" (rule) } {
                h3 { span.code { (rule) } " " (effect.titles.of(rule).0) }
                @for (difference, examples) in &own.examples {
                    h4 { (kind(frame, *difference)) }
                    ul.examples { @for one in examples { li { (example(frame, one)) } } }
                }
            }
        } }
    }
}

const fn kind(frame: &Frame, of: Difference) -> &'static str {
    match of {
        Difference::Added => frame.word("増える指摘", "findings more"),
        Difference::Removed => frame.word("なくなる指摘", "findings gone"),
        Difference::Changed => frame.word("変わる指摘", "findings other"),
    }
}

fn example(frame: &Frame, of: &Example) -> Markup {
    html! {
        (place(frame, of)) " "
        @match (&of.old, &of.new) {
            (Some(old), Some(new)) => {
                span.small { (aspects(frame, &of.aspects)) } " "
                // What both say is told once.
                @if message(old) == message(new) { (marks(frame, old)) " → " (marks(frame, new)) " " (message(new)) }
                @else { (said(frame, old)) " → " (said(frame, new)) }
            }
            (Some(one), None) | (None, Some(one)) => (said(frame, one)),
            (None, None) => {}
        }
    }
}

/// What is not the same, in words.
fn aspects<'a>(frame: &Frame, of: impl IntoIterator<Item = &'a &'static str>) -> String {
    let words = of.into_iter().map(|aspect| batch::aspect_name(aspect).in_lang(frame.lang));
    words.collect::<Vec<_>>().join(frame.word("・", ", "))
}

/// Where it is: a case that can be opened by whoever has a seat, or a file of a clinic by its id.
fn place(frame: &Frame, of: &Example) -> Markup {
    let seated = frame.caller.as_ref().is_some_and(|caller| SEATS.contains(&caller.role()));
    html! { @match of.file.split_once('/') {
        Some(("case", id)) if seated => a href={ "/cases/" (id) } { (frame.word("事案 ", "case ")) (short(id)) },
        Some(("case", id)) => span { (frame.word("事案 ", "case ")) (short(id)) },
        Some((_, id)) => span { (frame.word("点検 ", "check ")) (short(id)) (frame.word(" の", ", receipt ")) (of.seq) (frame.word("件目", "")) },
        None => span { (of.file) },
    } }
}

fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

fn said(frame: &Frame, of: &Side) -> Markup {
    html! { (marks(frame, of)) " " (message(of)) }
}

/// What a side makes of it.
fn marks(frame: &Frame, of: &Side) -> Markup {
    match of {
        Side::Finding { certainty, conclusion, points, .. } => html! {
            (words::conclusion_mark(conclusion, frame.lang)) " "
            span.small { (words::certainty(certainty).in_lang(frame.lang)) @if let Some(points) = points.filter(|points| *points != 0) { " " (grouped(points)) (frame.word("点", " points")) } }
        },
        Side::Receipt { disposition, .. } => html! { (disposition) },
    }
}

fn message(of: &Side) -> &str {
    match of {
        Side::Finding { message, .. } => message,
        Side::Receipt { .. } => "",
    }
}
