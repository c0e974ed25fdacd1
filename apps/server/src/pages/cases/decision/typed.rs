//! What was typed in the forms of a case, by the names of their fields.

use std::collections::BTreeMap;

use model::Text;
use store::cases::CaseFile;

use super::OTHER;
use crate::casework::decision::{Choice, ELSEWHERE, LineSaid, Mend};

/// What was typed, by the names of its fields.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub BTreeMap<String, String>);

impl Typed {
    /// One field; blank when it was not there.
    pub fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub(super) fn of_line(&self, name: &str, line: &str) -> &str {
        self.of(&format!("{name}-{line}"))
    }

    /// What was typed of the lines of a case, and of another one.
    ///
    /// # Errors
    /// The other one is none, or one that is decided above.
    pub fn lines(&self, file: &CaseFile) -> Result<BTreeMap<u32, LineSaid>, Mend> {
        let asked = file.case.lines().iter();
        let mut lines: BTreeMap<u32, LineSaid> =
            asked.map(|line| (*line, self.line(&line.to_string()))).collect();
        let other = self.of(OTHER).trim();
        if !other.is_empty() {
            let line = other.parse().map_err(|_| ELSEWHERE)?;
            if lines.insert(line, self.line(OTHER)).is_some() {
                return Err(TWICE.into());
            }
        }
        Ok(lines)
    }

    /// What was typed for a line under its name in the form.
    fn line(&self, name: &str) -> LineSaid {
        let choice = Choice::from_slug(self.of_line("verdict", name));
        let reason = match choice {
            Some(Choice::Return) => "return-reason",
            _ => "assess-reason",
        };
        LineSaid {
            choice,
            points: self.of_line("points", name).trim().parse().ok(),
            reason: self.of_line(reason, name).to_owned(),
            text: self.of_line("text", name).to_owned(),
        }
    }
}

const TWICE: Text = Text::new(
    "ほかの行に、上で判断する行の番号が入っています。上の欄で判断し、行番号を消してください",
    "another line is one that is decided above: decide it there, and empty the number",
);
