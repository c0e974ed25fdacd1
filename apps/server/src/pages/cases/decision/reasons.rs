//! The coded reasons of a decision, to be chosen.

use maud::{Markup, html};
use model::Lang;

use crate::casework::reasons::Reasons;
use crate::pages::frame::Frame;

/// What is missing, if so.
pub fn note(frame: &Frame, of: &Reasons) -> Markup {
    html! { @if of.letters.is_empty() {
        p.told { (frame.word("この審査支払機関と審査月の増減点事由は分かっていないため、査定はここでは登録できません。", "The reasons of this agency in this month are not known, so nothing can be assessed here.")) }
    } }
}

/// The choice of 増減点事由.
pub fn choice(frame: &Frame, of: &Reasons, line: &str, suggested: &str, typed: &str) -> Markup {
    let id = format!("assess-reason-{line}");
    let chosen = if typed.is_empty() { suggested } else { typed };
    html! { div.field {
        label for=(id) { (frame.word("査定の事由", "reason of an assessment")) @if let Some(first) = of.letters.first() { span.hint { "（" (first.edition) "）" } } }
        select id=(id) name=(id) {
            option value="" { "-" }
            @for one in &of.letters { @let letter = one.letter.to_string();
                option value=(letter) selected[letter == chosen] { (letter) " " (match frame.lang { Lang::Ja => one.text, Lang::En => one.en }) }
            }
        }
    } }
}

/// The choice of 理由内容.
pub fn return_choice(frame: &Frame, of: &Reasons, line: &str, typed: &str) -> Markup {
    let id = format!("return-reason-{line}");
    html! { @if let Some(table) = of.content { div.field {
        label for=(id) { (frame.word("返戻の理由", "reason of a return")) }
        select id=(id) name=(id) {
            option value="" { "-" }
            @for one in table.codes { option value=(one.code) selected[one.code == typed] { (one.code) " " (one.text) } }
        }
    } } }
}
