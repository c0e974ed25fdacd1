//! Tables of what came back, with bars drawn on the server.

use desk::Called;
use desk::returned::SaidBefore;
use maud::{Markup, html};
use model::Text;

use super::counts::{Counts, Said, Sum, Unsaid};
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};

/// So many receipts of which nothing had been said are listed.
const LISTED: usize = 50;

/// What a list is called.
pub fn form(id: &str) -> Text {
    match id {
        "henr" => Text::new("返戻内訳書", "list of returned receipts"),
        "zogn" => Text::new("増減点連絡書", "list of changed points"),
        _ => Text::new("返戻ファイル", "file of returned receipts"),
    }
}

/// What had been said.
const fn said(of: SaidBefore) -> Text {
    match of {
        SaidBefore::Same => Text::new("同じ理由を指摘", "same reason said"),
        SaidBefore::Other => Text::new("別のことを指摘", "something else said"),
        SaidBefore::Nothing => Text::new("指摘なし", "nothing said"),
        SaidBefore::Gone => Text::new("比べられない（点検が残っていない）", "no check is kept"),
        SaidBefore::NotFound => Text::new("比べられない（レセプトが見つからない）", "not found in the check"),
        SaidBefore::Several => Text::new("比べられない（候補が複数）", "several may be meant"),
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A bar: how large of the largest. The number stands beside it, so nobody needs to see it.
fn bar(class: &str, value: u64, most: u64) -> Markup {
    let width = value.saturating_mul(1000).checked_div(most).unwrap_or(0);
    html! {
        svg class={ "bar " (class) } viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect width=(width) height="10" {}
        }
    }
}

/// The sums.
pub fn figures(frame: &Frame, counts: &Counts) -> Markup {
    let all = &counts.all;
    let figure = |value: i64, class: &str, name: &'static str| {
        html! { li { span.value { (grouped(value)) } " " span class={ "mark " (class) } { (name) } } }
    };
    html! {
        ul.figures {
            (figure(signed(all.returned), "return", frame.word("返戻（件）", "returned")))
            (figure(signed(all.changed), "assess", frame.word("増減点（件）", "changed")))
            (figure(all.change, "assess", frame.word("増減点数", "points changed")))
            @if all.yen != 0 { (figure(all.yen, "assess", frame.word("増減（円）", "yen changed"))) }
            (figure(signed(all.said.of(SaidBefore::Same)), "good", said(SaidBefore::Same).in_lang(frame.lang)))
            (figure(signed(all.said.of(SaidBefore::Nothing)), "flag", said(SaidBefore::Nothing).in_lang(frame.lang)))
        }
        @if let Some(share) = (all.said.of(SaidBefore::Same) * 100).checked_div(all.said.comparable(true)) {
            p { (frame.word("点検と比べられた ", "Of ")) (grouped(signed(all.said.comparable(true)))) (frame.word("件のうち、請求前の点検が同じ理由を指摘していたのは ", " that could be held against a check, the same reason had been said of ")) strong { (share) "%" }
                (frame.word("、比べられなかったのは ", "; not comparable: ")) (grouped(signed(all.said.comparable(false)))) (frame.word("件です。", ".")) }
        }
        @if all.excluded > 0 {
            p.told.bad { (grouped(signed(all.excluded))) (frame.word("件は、指摘を除外していたレセプトです。", " were receipts of which every finding had been excluded.")) " " a href="/exclusions" { (frame.word("除外した指摘", "exclusions")) } }
        }
    }
}

/// Month by month.
pub fn by_month(frame: &Frame, counts: &Counts) -> Markup {
    let most = |of: fn(&Sum) -> u64| counts.months.values().map(of).max().unwrap_or(0);
    let (returned, changed) = (most(|sum| sum.returned), most(|sum| sum.change.unsigned_abs()));
    html! {
        h2 { (frame.word("診療月ごと", "By month of service")) }
        div.scroll { table.bars {
            thead { tr {
                th { (frame.word("診療年月", "month")) } th { (frame.word("返戻（件）", "returned")) } th { (frame.word("返戻（点）", "points returned")) }
                th { (frame.word("増減（件）", "changed")) } th { (frame.word("増減点数", "points changed")) } (said_heads(frame))
            } }
            tbody { @for (month, sum) in counts.months.iter().rev() { tr {
                th { (words::month(Some(*month), frame.lang)) }
                td.number { (sum.returned) (bar("return", sum.returned, returned)) }
                td.number { (grouped(sum.returned_points)) }
                td.number { (sum.changed) }
                td.number { (grouped(sum.change)) (bar("assess", sum.change.unsigned_abs(), changed)) }
                (said_cells(&sum.said))
            } } }
        } }
    }
}

fn said_heads(frame: &Frame) -> Markup {
    let shown = [SaidBefore::Same, SaidBefore::Other, SaidBefore::Nothing];
    html! {
        @for one in shown { th { (frame.word("点検: ", "check: ")) (said(one).in_lang(frame.lang)) } }
        th { (frame.word("比べられない", "not comparable")) }
    }
}

fn said_cells(of: &Said) -> Markup {
    let shown = [SaidBefore::Same, SaidBefore::Other, SaidBefore::Nothing];
    html! { @for one in shown { td.number { (of.of(one)) } } td.number { (of.comparable(false)) } }
}

/// By reason, the most frequent first.
pub fn by_reason(frame: &Frame, counts: &Counts) -> Markup {
    let mut rows: Vec<_> = counts.reasons.iter().collect();
    rows.sort_by_key(|(reason, by)| (!reason.0, std::cmp::Reverse(by.receipts)));
    let most = rows.iter().map(|(_, by)| by.receipts).max().unwrap_or(0);
    html! {
        h2 { (frame.word("事由ごと", "By reason")) }
        div.scroll { table.bars {
            thead { tr {
                th { (frame.word("種別", "kind")) } th { (frame.word("事由コード・記号", "code")) } th { (frame.word("事由", "reason")) }
                th { (frame.word("件数", "receipts")) } th { (frame.word("増減点数", "points changed")) } (said_heads(frame))
            } }
            tbody { @for ((is_return, code, text), by) in rows { tr {
                td { (kind(frame, *is_return)) }
                td.code { @if code.is_empty() { (frame.word("（記載なし）", "(none)")) } @else { (code) } }
                td.words { (text) }
                td.number { (by.receipts) (bar(if *is_return { "return" } else { "assess" }, by.receipts, most)) }
                td.number { @if !is_return { (grouped(by.points)) } }
                (said_cells(&by.said))
            } } }
        } }
    }
}

fn kind(frame: &Frame, is_return: bool) -> Markup {
    if is_return {
        html! { span.mark.return { (frame.word("返戻", "returned")) } }
    } else {
        html! { span.mark.assess { (frame.word("増減点", "changed")) } }
    }
}

/// Which checks had spoken of what came back.
pub fn by_rule(frame: &Frame, counts: &Counts, called: &Called) -> Markup {
    let mut rows: Vec<_> = counts.rules.iter().collect();
    rows.sort_by_key(|(_, (same, other))| std::cmp::Reverse((*same, *other)));
    html! { @if !rows.is_empty() {
        h2 { (frame.word("前もって指摘していた点検", "Checks that had spoken")) }
        div.scroll { table {
            thead { tr { th { (frame.word("規則・点検", "rule or check")) } th { (said(SaidBefore::Same).in_lang(frame.lang)) } th { (said(SaidBefore::Other).in_lang(frame.lang)) } } }
            tbody { @for (rule, (same, other)) in rows { tr { td { (called.check(rule, None)) } td.number { (same) } td.number { (other) } } } }
        } }
    } }
}

/// Receipts that came back though nothing had been said of them: what the checks could learn from.
pub fn unsaid(frame: &Frame, counts: &Counts) -> Markup {
    let more = counts.unsaid.len().saturating_sub(LISTED);
    html! { @if !counts.unsaid.is_empty() {
        h2 { (frame.word("点検では指摘がなかったレセプト", "Receipts of which nothing had been said")) }
        div.scroll { table.stack {
            thead { tr { th { (frame.word("診療年月", "month")) } th { (frame.word("種別", "kind")) } th { (frame.word("点数", "points")) } th { (frame.word("事由", "reason")) } th { (frame.word("レセプト", "receipt")) } } }
            tbody { @for one in counts.unsaid.iter().take(LISTED) { (row(frame, one)) } }
        } }
        @if more > 0 { p.faint { (frame.word("ほか", "and ")) (more) (frame.word("件", " more")) } }
    } }
}

fn row(frame: &Frame, of: &Unsaid) -> Markup {
    html! { tr {
        td data-name=(frame.word("診療年月", "month")) { (words::month(of.month, frame.lang)) }
        td { (kind(frame, of.is_return)) }
        td.number data-name=(frame.word("点数", "points")) { (of.points.map(grouped).unwrap_or_default()) }
        td data-name=(frame.word("事由", "reason")) { (of.reasons.join("、")) }
        td { @if let Some((check, seq)) = &of.place { a href={ "/checks/" (check) "/receipts/" (seq) } { (frame.word("開く", "open")) } } }
    } }
}
