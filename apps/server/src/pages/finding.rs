//! A finding and a defect, as a clinic reads them: what is wrong, what to do, where it is written.

use desk::{CheckedDefect, CheckedFinding};
use maud::{Markup, html};

use super::frame::Frame;
use super::words;

/// A finding; `more` stands at its end.
pub fn shown(frame: &Frame, of: &CheckedFinding, more: &Markup) -> Markup {
    let lang = frame.lang;
    let class = match &of.excluded {
        Some(_) => "finding out excluded",
        None if of.state == "subsumed" => "finding out",
        None => "finding",
    };
    html! {
        div class={ (class) " " (of.conclusion) } id={ "f-" (of.id) } tabindex="-1" {
            div.head {
                (words::conclusion_mark(&of.conclusion, lang))
                span.mark.notice { (words::certainty(&of.certainty).in_lang(lang)) }
                @if let Some(points) = of.points.filter(|points| *points != 0) { strong { (words::grouped(points)) (frame.word("点", " points")) } }
                span.code.faint { (of.rule) }
                @if let Some(code) = &of.official_code { span.code.faint { (code) } }
            }
            div.what { (of.message) }
            @if let Some(excluded) = &of.excluded {
                div.set-aside { (frame.word("除外: ", "excluded: ")) (excluded.reason) "　" span.faint.small { (words::who(&excluded.by, lang)) " " (words::time(excluded.made)) } }
            }
            @if !of.advice.is_empty() { div.do { (of.advice) } }
            @if let Some(doubt) = &of.doubt { div.small { (frame.word("点数が定まらない理由: ", "why the points are open: ")) (words::doubt(doubt, lang)) } }
            div.basis { (frame.word("根拠: ", "basis: ")) (of.basis) (places(frame, of)) }
            (more)
        }
    }
}

/// The lines and days that it speaks of.
fn places(frame: &Frame, of: &CheckedFinding) -> Markup {
    let lines: Vec<String> =
        of.lines.iter().filter(|line| line.month.is_none()).map(|line| line.line.to_string()).collect();
    let days: Vec<String> = of.days.iter().map(u32::to_string).collect();
    html! {
        @if !lines.is_empty() { "　" (frame.word("行: ", "lines: ")) (lines.join(", ")) }
        @if !days.is_empty() { "　" (frame.word("日: ", "days: ")) (days.join(", ")) }
    }
}

/// Where a finding of a receipt leads: lines of the patient's other claims that it rests on, the comment to choose.
pub fn linked(frame: &Frame, of: &CheckedFinding) -> Markup {
    let others = || of.lines.iter().filter(|line| line.month.is_some());
    html! { @if others().next().is_some() {
        div.small { (frame.word("他の明細書: ", "other claims: "))
            @for line in others() { (words::month(line.month, frame.lang)) " " (line.file) " " (line.line) (frame.word("行　", "; ")) }
        }
    } (choosing(frame, of)) }
}

/// The way from a receipt to where the comment that is asked for is chosen.
fn choosing(frame: &Frame, of: &CheckedFinding) -> Markup {
    let asks = of.check == "comment-missing" && of.state == "won";
    let line = of.lines.iter().find(|line| asks && line.role == "subject" && line.month.is_none());
    html! { @if let Some(line) = line {
        div.screen-only { a href={ "../mend#line-" (line.line) } { (frame.word("コメントを選んで直す", "choose the comment")) } }
    } }
}

/// What is wrong with the file itself.
pub fn defects(frame: &Frame, defects: &[CheckedDefect]) -> Markup {
    html! { @for of in defects {
        div class={ "finding " (if of.level == "L48" { "notice" } else { "return" }) } tabindex="-1" {
            div.head {
                span.mark.notice { (of.level) }
                @if let Some(code) = &of.code { span.code.faint { (code) } }
                @if of.line > 0 { span.faint { (of.line) (frame.word("行目", "")) } }
                @if let Some(record) = &of.record { span.faint { (record) " " (of.field_name.as_deref().unwrap_or_default()) } }
            }
            div.what { (of.message) }
            @if !of.advice.is_empty() { div.do { (of.advice) } }
        }
    } }
}
