//! The coded reasons that a line can be decided with: those of the agency of the claim in the month of review.

use desk::Taken;
use formats::codes::change_reason::{ALL, ChangeReason, Users};
use formats::codes::table::{self, CodeTable};
use maud::{Markup, html};
use model::{Lang, Month, Text};

use crate::pages::frame::Frame;

/// The reasons of a case.
pub struct Reasons {
    letters: Vec<&'static ChangeReason>,
    /// 理由内容, for what is returned.
    content: Option<&'static CodeTable>,
}

impl Reasons {
    /// Those of the agency that the claim is filed with, in the month of review; none when either is not known.
    pub fn of(taken: &Taken, month: &str) -> Self {
        // SPEC: 審査支払機関 of IR: 1 支払基金, 2 国保連合会.
        let users = match taken.agency {
            1 => Some(Users::Fund),
            2 => Some(Users::Federations),
            _ => None,
        };
        let month = month.parse().ok().and_then(Month::from_number);
        let holds =
            |one: &&ChangeReason| month.is_some_and(|month| users == Some(one.users) && one.holds(month));
        // SPEC: which list 返戻 by a committee takes its codes from is *unverified*; 理由内容 is the one at hand.
        let content = table::ALL.into_iter().find(|table| table.name.ja == "理由内容");
        Self { letters: ALL.iter().filter(holds).collect(), content }
    }

    /// The code of an assessment, with its agency's edition: a letter alone says nothing.
    pub fn assess(&self, code: &str) -> Result<String, Text> {
        let known = self.letters.iter().find(|one| one.letter.to_string() == code);
        known.map(|one| one.letter.to_string()).ok_or(Text::new(
            "査定の行に、増減点事由を選んでください",
            "choose the reason of a line that is assessed",
        ))
    }

    /// The code of a return.
    pub fn returns(&self, code: &str) -> Result<String, Text> {
        let known = self.content.and_then(|table| table.find(code));
        known.map(|one| one.code.to_owned()).ok_or(Text::new(
            "返戻の行に、理由を選んでください",
            "choose the reason of a line that is returned",
        ))
    }

    /// What is missing, if so.
    pub fn note(&self, frame: &Frame) -> Markup {
        html! { @if self.letters.is_empty() {
            p.told { (frame.word("この審査支払機関と審査月の増減点事由は分かっていないため、査定はここでは登録できません。", "The reasons of this agency in this month are not known, so nothing can be assessed here.")) }
        } }
    }

    /// The choice of 増減点事由.
    pub fn choice(&self, frame: &Frame, line: &str, suggested: &str, typed: &str) -> Markup {
        let id = format!("assess-reason-{line}");
        let chosen = if typed.is_empty() { suggested } else { typed };
        html! { div.field {
            label for=(id) { (frame.word("査定の事由", "reason of an assessment")) @if let Some(first) = self.letters.first() { span.hint { "（" (first.edition) "）" } } }
            select id=(id) name=(id) {
                option value="" { "-" }
                @for one in &self.letters { @let letter = one.letter.to_string();
                    option value=(letter) selected[letter == chosen] { (letter) " " (match frame.lang { Lang::Ja => one.text, Lang::En => one.en }) }
                }
            }
        } }
    }

    /// The choice of 理由内容.
    pub fn return_choice(&self, frame: &Frame, line: &str, typed: &str) -> Markup {
        let id = format!("return-reason-{line}");
        html! { @if let Some(table) = self.content { div.field {
            label for=(id) { (frame.word("返戻の理由", "reason of a return")) }
            select id=(id) name=(id) {
                option value="" { "-" }
                @for one in table.codes { option value=(one.code) selected[one.code == typed] { (one.code) " " (one.text) } }
            }
        } } }
    }
}
