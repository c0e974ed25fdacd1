//! What was done with a case so far, by whom and when.

use std::collections::BTreeMap;

use caseflow::{Act, Decision, Event, Line, Verdict};
use maud::{Markup, html};

use super::said;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};

/// How much of what was done is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Who did what, how it was decided, what was written.
    All,
    /// When something was done, and which act: for whoever must not know more.
    Acts,
}

/// All of it.
pub fn history(
    frame: &Frame,
    events: &[(i64, Event)],
    names: &BTreeMap<String, String>,
    shown: Shown,
) -> Markup {
    html! {
        h2 { (frame.word("これまでの操作", "What was done")) }
        @if events.is_empty() { p.faint { (frame.word("まだありません。", "Nothing yet.")) } } @else { (list(frame, events, names, shown)) }
    }
}

/// Some of it.
pub fn list(
    frame: &Frame,
    events: &[(i64, Event)],
    names: &BTreeMap<String, String>,
    shown: Shown,
) -> Markup {
    html! { ol.acts-done { @for (at, event) in events { li { @match shown {
        Shown::All => (one(frame, *at, event, names)),
        Shown::Acts => { span.faint { (words::time(*at)) } " " (said::act(&event.act).in_lang(frame.lang)) },
    } } } } }
}

fn one(frame: &Frame, at: i64, event: &Event, names: &BTreeMap<String, String>) -> Markup {
    let who = names.get(&event.actor).map_or("", String::as_str);
    html! {
        span.faint { (words::time(at)) } " " (who) "（" (said::seat(event.seat).in_lang(frame.lang)) "） " (said::act(&event.act).in_lang(frame.lang))
        @match &event.act {
            Act::Decide { decision } => (decided(frame, decision)),
            Act::Refer { queue, text } => { ": " (words::queue(queue).in_lang(frame.lang)) "　" (text) },
            Act::Answered { text } | Act::Reopen { text } => { ": " (text) },
            Act::Assign { seat, to, text } => { ": " (names.get(to).map_or("", String::as_str)) "（" (said::seat(*seat).in_lang(frame.lang)) "）　" (text) },
            Act::Free { seat } => { ": " (said::seat(*seat).in_lang(frame.lang)) },
            Act::Claim | Act::Release => {},
        }
    }
}

fn decided(frame: &Frame, of: &Decision) -> Markup {
    html! { ul { @for (number, line) in &of.lines { li {
        (number) (frame.word("行: ", ": ")) (verdict(frame, line))
        @if let Some(reason) = &line.reason { " " span.code { (reason) } }
        @if !line.text.is_empty() { "　" (line.text) }
    } } } }
}

fn verdict(frame: &Frame, of: &Line) -> Markup {
    html! {
        strong { (said::verdict(of.verdict).in_lang(frame.lang)) }
        @if let Verdict::Assess { points } = of.verdict { " " (grouped(i64::from(points))) (frame.word("点に", " points remain")) }
    }
}
