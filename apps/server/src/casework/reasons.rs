//! The coded reasons that a line can be decided with: those of the agency of the claim in the month of review.

use desk::Taken;
use formats::codes::change_reason::{ALL, ChangeReason, Users};
use formats::codes::table::{self, CodeTable};
use model::{Month, Text};

/// The reasons of a case.
pub struct Reasons {
    /// 増減点事由, for what is assessed; none when agency or month is not known.
    pub letters: Vec<&'static ChangeReason>,
    /// 理由内容, for what is returned.
    pub content: Option<&'static CodeTable>,
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
}
