//! A decision as it was typed: held against the receipt, so that nothing is settled that no list can say.

use std::collections::BTreeMap;

use caseflow::{Decision, Line, Verdict};
use desk::Taken;
use desk::official::Facts;
use desk::official::assessment::assessment;
use maud::{Markup, html};
use model::{Lang, Text};
use receipt::Batch;
use store::cases::CaseFile;

use super::reasons::Reasons;
use super::{ASSESS, OTHER, TEXT};

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
}

/// What to mend in what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Of which line, where it is one.
    line: Option<u32>,
    /// What comes before it, where something does.
    about: Option<Text>,
    text: Text,
}

impl From<Text> for Mend {
    fn from(text: Text) -> Self {
        Self { line: None, about: None, text }
    }
}

impl Mend {
    /// In words.
    pub fn told(&self, lang: Lang) -> Markup {
        html! {
            @if let Some(line) = self.line { (line) (Text::new("行: ", ": ").in_lang(lang)) }
            @if let Some(about) = self.about { (about.in_lang(lang)) }
            (self.text.in_lang(lang))
        }
    }
}

const UNSAID: Text = Text::new("増減点連絡書に書けません。", "the list of changes cannot say it: ");

/// A decision as it was typed; or what to mend.
pub fn typed(file: &CaseFile, taken: &Taken, claim: &[u8], typed: &Typed) -> Result<Decision, Mend> {
    let form = Form { typed, reasons: Reasons::of(taken, &file.month), batch: taken.read(claim) };
    let mut lines = BTreeMap::new();
    for line in file.case.lines() {
        lines.insert(*line, form.line(&line.to_string(), *line)?);
    }
    if !typed.of(OTHER).trim().is_empty() {
        let line = other_line(typed.of(OTHER), file, taken)?;
        lines.insert(line, form.line(OTHER, line)?);
    }
    Ok(Decision { lines })
}

/// A line that no rule spoke of; it must be one of the receipt, and not decided above.
fn other_line(number: &str, file: &CaseFile, taken: &Taken) -> Result<u32, Text> {
    let first = taken.receipt.first_line;
    let own = |line: &u32| (first..first.saturating_add(taken.lines)).contains(&u64::from(*line));
    let line = number.trim().parse().ok().filter(own).ok_or(Text::new(
        "ほかの行には、このレセプトの行番号を入れてください",
        "another line must be one of this receipt, by its number",
    ))?;
    if file.case.lines().contains(&line) {
        return Err(Text::new(
            "ほかの行に、上で判断する行の番号が入っています。上の欄で判断し、行番号を消してください",
            "another line is one that is decided above: decide it there, and empty the number",
        ));
    }
    Ok(line)
}

/// A form with what its lines are held against.
struct Form<'a> {
    typed: &'a Typed,
    reasons: Reasons,
    /// The receipt, where its bytes can be read as one.
    batch: Option<Batch>,
}

impl Form<'_> {
    /// What was typed for a line under its name in the form.
    fn line(&self, name: &str, line: u32) -> Result<Line, Mend> {
        let of_this = |text: Text| Mend { line: Some(line), about: None, text };
        let verdict = self.verdict(name, line)?;
        let reason = self.reason(name, verdict).map_err(of_this)?;
        let text = self.text(name, verdict).map_err(of_this)?;
        Ok(Line { verdict, reason, text })
    }

    fn verdict(&self, name: &str, line: u32) -> Result<Verdict, Mend> {
        Ok(match self.typed.of_line("verdict", name) {
            "as-claimed" => Verdict::AsClaimed,
            ASSESS => Verdict::Assess { points: self.points(name, line)? },
            "return" => Verdict::Return,
            "ask" => Verdict::Ask,
            _ => return Err(caseflow::Refusal::Incomplete.text().into()),
        })
    }

    /// Points that remain: so many that 増減点連絡書 can say it, since that is what becomes of them.
    fn points(&self, name: &str, line: u32) -> Result<u32, Mend> {
        let points = self.typed.of_line("points", name).trim().parse().map_err(|_| Mend {
            line: Some(line),
            about: None,
            text: Text::new(
                "査定には、査定後の点数を0以上の数字で入れてください",
                "an assessment needs the points that remain, as a number",
            ),
        })?;
        let said = match &self.batch {
            Some(batch) => assessment(Facts { batch, receipt: 0 }, u64::from(line), points).map(|_| ()),
            None => Err(UNREADABLE),
        };
        said.map(|()| points).map_err(|text| Mend { line: Some(line), about: Some(UNSAID), text })
    }

    fn reason(&self, name: &str, verdict: Verdict) -> Result<Option<String>, Text> {
        Ok(match verdict {
            Verdict::AsClaimed | Verdict::Ask => None,
            Verdict::Assess { .. } => Some(self.reasons.assess(self.typed.of_line("assess-reason", name))?),
            Verdict::Return => Some(self.reasons.returns(self.typed.of_line("return-reason", name))?),
        })
    }

    fn text(&self, name: &str, verdict: Verdict) -> Result<String, Text> {
        let text = self.typed.of_line("text", name).trim();
        if text.chars().count() > TEXT {
            return Err(Text::new(
                "理由の本文は2000字までです",
                "the text of a reason has at most 2000 characters",
            ));
        }
        if text.is_empty() && verdict != Verdict::AsClaimed {
            return Err(Text::new(
                "査定・返戻・照会の行には、理由の本文を入れてください",
                "a line that is assessed, returned or asked about needs the text of its reason",
            ));
        }
        // A text that was filled in beforehand says nothing of a line that stays as it was claimed.
        Ok(if verdict == Verdict::AsClaimed { String::new() } else { text.to_owned() })
    }
}

/// Why nothing of a receipt can be assessed that is none.
pub(super) const UNREADABLE: Text =
    Text::new("レセプトとして読めません", "its bytes cannot be read as a receipt");
