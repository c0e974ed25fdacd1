//! A decision as somebody says it: held against the receipt, so that nothing is settled that no list can say.

use std::collections::BTreeMap;

use caseflow::{Decision, Line, Verdict};
use desk::Taken;
use desk::official::Facts;
use desk::official::assessment::assessment;
use model::{Lang, Text};
use receipt::Batch;
use serde::Deserialize;
use store::cases::CaseFile;
use utoipa::ToSchema;

use super::reasons::Reasons;

/// The longest text that is written with an act, in characters.
pub const TEXT: usize = 2000;

/// What is decided of a line, apart from its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// 請求どおり
    AsClaimed,
    /// 査定
    Assess,
    /// 返戻
    Return,
    /// 照会
    Ask,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::AsClaimed, Self::Assess, Self::Return, Self::Ask];

    /// The name in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::AsClaimed => "as-claimed",
            Self::Assess => "assess",
            Self::Return => "return",
            Self::Ask => "ask",
        }
    }

    /// From the name in forms.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// What somebody says of a line.
#[derive(Clone, Debug)]
pub struct LineSaid {
    /// What; none where nothing was chosen.
    pub choice: Option<Choice>,
    /// Points that remain, where a number was said.
    pub points: Option<u32>,
    /// The code of the reason.
    pub reason: String,
    /// Its text.
    pub text: String,
}

/// What to mend in what was said.
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
    /// Of one line.
    pub const fn of_line(line: u32, text: Text) -> Self {
        Self { line: Some(line), about: None, text }
    }

    /// In words.
    pub fn told(&self, lang: Lang) -> String {
        let line = self.line.map(|line| format!("{line}{}", Text::new("行: ", ": ").in_lang(lang)));
        let about = self.about.map(|about| about.in_lang(lang));
        format!("{}{}{}", line.unwrap_or_default(), about.unwrap_or_default(), self.text.in_lang(lang))
    }
}

const UNSAID: Text = Text::new("増減点連絡書に書けません。", "the list of changes cannot say it: ");

/// Why nothing of a receipt can be assessed that is none.
pub const UNREADABLE: Text = Text::new("レセプトとして読めません", "its bytes cannot be read as a receipt");

/// Why a text is too long.
pub const TOO_LONG: Text =
    Text::new("理由の本文は2000字までです", "the text of a reason has at most 2000 characters");

/// A decision as it was said; or what to mend.
pub fn decision(
    file: &CaseFile,
    (taken, claim): (&Taken, &[u8]),
    said: &BTreeMap<u32, LineSaid>,
) -> Result<Decision, Mend> {
    let held = Held { reasons: Reasons::of(taken, &file.month), batch: taken.read(claim) };
    let mut lines = BTreeMap::new();
    for line in file.case.lines() {
        let of = said.get(line).ok_or_else(|| caseflow::Refusal::Incomplete.text())?;
        lines.insert(*line, held.line(of, *line)?);
    }
    for (line, of) in said.iter().filter(|(line, _)| !file.case.lines().contains(line)) {
        if !is_own(taken, *line) {
            return Err(ELSEWHERE.into());
        }
        lines.insert(*line, held.line(of, *line)?);
    }
    Ok(Decision { lines })
}

/// Of a line that no rule spoke of: it must be one of the receipt.
pub const ELSEWHERE: Text = Text::new(
    "ほかの行には、このレセプトの行番号を入れてください",
    "another line must be one of this receipt, by its number",
);

fn is_own(taken: &Taken, line: u32) -> bool {
    let first = taken.receipt.first_line;
    (first..first.saturating_add(taken.lines)).contains(&u64::from(line))
}

/// What lines are held against.
struct Held {
    reasons: Reasons,
    /// The receipt, where its bytes can be read as one.
    batch: Option<Batch>,
}

impl Held {
    fn line(&self, of: &LineSaid, line: u32) -> Result<Line, Mend> {
        let of_this = |text: Text| Mend::of_line(line, text);
        let verdict = self.verdict(of, line)?;
        let reason = self.reason(of, verdict).map_err(of_this)?;
        let text = text(of, verdict).map_err(of_this)?;
        Ok(Line { verdict, reason, text })
    }

    fn verdict(&self, of: &LineSaid, line: u32) -> Result<Verdict, Mend> {
        Ok(match of.choice {
            Some(Choice::AsClaimed) => Verdict::AsClaimed,
            Some(Choice::Assess) => Verdict::Assess { points: self.points(of, line)? },
            Some(Choice::Return) => Verdict::Return,
            Some(Choice::Ask) => Verdict::Ask,
            None => return Err(caseflow::Refusal::Incomplete.text().into()),
        })
    }

    /// Points that remain: so many that 増減点連絡書 can say it, since that is what becomes of them.
    fn points(&self, of: &LineSaid, line: u32) -> Result<u32, Mend> {
        let points = of.points.ok_or(Mend::of_line(
            line,
            Text::new(
                "査定には、査定後の点数を0以上の数字で入れてください",
                "an assessment needs the points that remain, as a number",
            ),
        ))?;
        let said = match &self.batch {
            Some(batch) => assessment(Facts { batch, receipt: 0 }, u64::from(line), points).map(|_| ()),
            None => Err(UNREADABLE),
        };
        said.map(|()| points).map_err(|text| Mend { line: Some(line), about: Some(UNSAID), text })
    }

    fn reason(&self, of: &LineSaid, verdict: Verdict) -> Result<Option<String>, Text> {
        Ok(match verdict {
            Verdict::AsClaimed | Verdict::Ask => None,
            Verdict::Assess { .. } => Some(self.reasons.assess(&of.reason)?),
            Verdict::Return => Some(self.reasons.returns(&of.reason)?),
        })
    }
}

fn text(of: &LineSaid, verdict: Verdict) -> Result<String, Text> {
    let text = of.text.trim();
    if text.chars().count() > TEXT {
        return Err(TOO_LONG);
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
