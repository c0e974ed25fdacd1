//! What may be done with a case now, as forms: only what the rules of work (`caseflow`) allow is offered.

mod reasons;
mod typed;

use caseflow::Month;
use maud::{Markup, html};
use model::Queue;
use store::cases::CaseFile;

use super::said;
use crate::casework::acting::may;
use crate::casework::asked::{Asked, Shown, Suggested};
use crate::casework::decision::{Choice, TEXT};
use crate::casework::reasons::Reasons;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};
use crate::seated::Seated;
pub use typed::Typed;

/// What stands for the number of a line that no rule spoke of, in the names of its fields.
const OTHER: &str = "other";

/// The forms.
pub fn acts(
    frame: &Frame,
    own: &Seated,
    (file, month): (&CaseFile, Month),
    shown: Option<&Shown<'_>>,
    typed: &Typed,
) -> Markup {
    let may = may(file, own, month);
    html! { section #decide tabindex="-1" {
        h2 { (frame.word("操作", "What to do")) }
        @if may.claim { (button(frame, file, "claim", frame.word("この事案を受け持つ", "take this case"), Some("c"))) }
        @if may.decide { @if let Some(shown) = shown { (decide(frame, file, shown, typed)) } }
        @if !may.refer.is_empty() { (refer(frame, file, &may.refer)) }
        @if may.answered { (told(frame, file, "answered", frame.word("医療機関の回答", "what the institution answered"), frame.word("回答を登録する", "record the answer"))) }
        @if may.reopen { (told(frame, file, "reopen", frame.word("判断を取り消す理由", "why the decision is taken back"), frame.word("判断を取り消す", "take the decision back"))) }
        @if may.release { (button(frame, file, "release", frame.word("判断せずに戻す", "put it back undecided"), None)) }
        @if let Some(refusal) = may.refusal { p.faint { (refusal.text().in_lang(frame.lang)) } }
    } }
}

/// What every form of an act has.
pub fn hidden(frame: &Frame, file: &CaseFile, act: &str) -> Markup {
    html! {
        (frame.token())
        input type="hidden" name="act" value=(act);
        input type="hidden" name="version" value=(file.events.len());
    }
}

fn button(frame: &Frame, file: &CaseFile, act: &str, name: &str, key: Option<&str>) -> Markup {
    html! { form.acts method="post" action={ "/cases/" (file.id) } {
        (hidden(frame, file, act))
        button.main[act == "claim"] data-key=[key] { (name) }
    } }
}

fn told(frame: &Frame, file: &CaseFile, act: &str, label: &str, name: &str) -> Markup {
    let id = format!("{act}-text");
    html! { form.card method="post" action={ "/cases/" (file.id) } {
        (hidden(frame, file, act))
        div.field { label for=(id) { (label) } textarea id=(id) name="text" required maxlength=(TEXT) rows="2" cols="60" {} }
        button { (name) }
    } }
}

fn refer(frame: &Frame, file: &CaseFile, queues: &[Queue]) -> Markup {
    html! { details.card { summary { (frame.word("ほかの区分へ回す", "hand it on")) }
        form method="post" action={ "/cases/" (file.id) } {
            (hidden(frame, file, "refer"))
            div.field { label for="refer-queue" { (frame.word("区分", "queue")) } select #refer-queue name="queue" {
                @for queue in queues { option value=(queue.slug()) { (words::queue(queue.slug()).in_lang(frame.lang)) } }
            } }
            div.field { label for="refer-text" { (frame.word("理由", "why")) } textarea #refer-text name="text" required maxlength=(TEXT) rows="2" cols="60" {} }
            button { (frame.word("回す", "hand on")) }
        }
    } }
}

fn decide(frame: &Frame, file: &CaseFile, shown: &Shown<'_>, typed: &Typed) -> Markup {
    let reasons = Reasons::of(shown.taken, &file.month);
    html! { form.card method="post" action={ "/cases/" (file.id) } data-once {
        (hidden(frame, file, "decide"))
        (reasons::note(frame, &reasons))
        @for line in file.case.lines() { (of_line(frame, &shown.asked(*line), &reasons, typed)) }
        details open[!typed.of(OTHER).is_empty()] { summary { (frame.word("指摘のない行についても判断する", "decide of a line that no rule spoke of")) }
            fieldset.decision {
                div.field { label for=(OTHER) { (frame.word("行番号", "number of the line")) } input id=(OTHER) name=(OTHER) type="number" min="1" inputmode="numeric" value=(typed.of(OTHER)); }
                (verdicts(frame, OTHER, (false, true), typed))
                (details(frame, OTHER, (&Suggested::default(), None), &reasons, typed))
            }
        }
        div.acts {
            button.main name="then" value="next" data-busy=(frame.word("登録しています…", "keeping…")) { (frame.word("判断して、次の事案へ", "decide, and take the next case")) }
            button name="then" value="stay" { (frame.word("判断する", "decide")) }
        }
    } }
}

fn of_line(frame: &Frame, of: &Asked<'_>, reasons: &Reasons, typed: &Typed) -> Markup {
    let name = of.line.to_string();
    let most = of.claimed.as_ref().ok().copied();
    html! { fieldset.decision {
        legend {
            @if of.whole { (frame.word("レセプト全体", "the receipt as a whole")) } @else { a href={ "#line-" (of.line) } { (of.line) (frame.word("行", "")) } " " (of.item) }
            @if let Some(total) = most { "　" (frame.word("請求 ", "claimed ")) (grouped(total)) (frame.word("点", " points")) }
        }
        @for one in &of.findings { div.small { span.code { (one.rule) } " " (one.message) } }
        @if of.findings.is_empty() { div.small.faint { (frame.word("指摘はありません。点検できなかった項目を確かめてください。", "Nothing was said: see what could not be checked.")) } }
        @if !of.payers.is_empty() { div.small.faint { (frame.word("査定した点数は、次の負担者のそれぞれから減ります: ", "What is assessed is taken from each of these payers: ")) (of.payers.join(frame.word("、", ", "))) } }
        @if let Err(why) = of.claimed { div.small.faint { (frame.word("査定できません: ", "It cannot be assessed: ")) (why.in_lang(frame.lang)) } }
        (verdicts(frame, &name, (true, most.is_some()), typed))
        (details(frame, &name, (&of.suggested(), most), reasons, typed))
    } }
}

/// The choice of a verdict for a line; of one that cannot be assessed without that.
fn verdicts(frame: &Frame, line: &str, (required, assessed): (bool, bool), typed: &Typed) -> Markup {
    let chosen = Choice::from_slug(typed.of_line("verdict", line));
    let offered = Choice::ALL.into_iter().enumerate().filter(|(_, one)| assessed || *one != Choice::Assess);
    html! { div.row { @for (at, one) in offered { @let slug = one.slug(); @let own = format!("verdict-{line}-{slug}");
        label for=(own) { input type="radio" data-key=[required.then_some(at + 1)] id=(own) name={ "verdict-" (line) } value=(slug) required[required] checked[chosen == Some(one)]; " " (said::verdict_of(slug).in_lang(frame.lang)) }
    } } }
}

/// Points, reasons and text of a line; what its verdict does not need is out of sight (style.css).
fn details(
    frame: &Frame,
    line: &str,
    (suggested, claimed): (&Suggested<'_>, Option<i64>),
    reasons: &Reasons,
    typed: &Typed,
) -> Markup {
    let most = claimed.map_or(9_999_999, |claimed| claimed - 1);
    let id = |name: &str| format!("{name}-{line}");
    let text = match typed.of_line("text", line) {
        "" => suggested.text,
        text => text,
    };
    let points = match typed.of_line("points", line) {
        "" => suggested.points.map(|points| points.to_string()).unwrap_or_default(),
        points => points.to_owned(),
    };
    html! {
        div.row {
            div.field.for-assess { label for=(id("points")) { (frame.word("査定後の点数（行の合計）", "points that remain (all times)")) } input id=(id("points")) name=(id("points")) type="number" min="0" max=(most) inputmode="numeric" value=(points); }
            div.for-assess { (reasons::choice(frame, reasons, line, suggested.letter, typed.of_line("assess-reason", line))) }
            div.for-return { (reasons::return_choice(frame, reasons, line, typed.of_line("return-reason", line))) }
        }
        div.field.for-text { label for=(id("text")) { (frame.word("理由の本文（査定・返戻・照会）", "text of the reason (assessed, returned, asked)")) } textarea id=(id("text")) name=(id("text")) maxlength=(TEXT) rows="2" cols="70" { (text) }
            div.hint.for-return { (frame.word("返戻内訳書には初めの", "The list of returns takes the first ")) (formats::return_list::REASON) (frame.word("字だけが載ります。", " characters alone.")) }
        }
    }
}
