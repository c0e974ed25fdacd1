//! A finding: a rule or a check that needs more than the file has something to say about a receipt.

use std::borrow::Cow;
use std::sync::Arc;

use crate::{CheckKind, Date, Effect, Level, MasterRow, Month, Queue, RecordId, Text};

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The data decide; it may be acted on without a person.
    Definite,
    /// A person decides.
    Review,
    /// Told only; nothing changes.
    Notice,
}

impl Certainty {
    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Definite => "definite",
            Self::Review => "review",
            Self::Notice => "notice",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Definite => Text::new("確定", "definite"),
            Self::Review => Text::new("要審査", "review"),
            Self::Notice => Text::new("注意", "notice"),
        }
    }
}

/// What a finding asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conclusion {
    /// 返戻.
    Return,
    /// 査定.
    Assess,
    /// To staff or committee.
    Flag,
    /// Told only.
    Notice,
    /// A purely formal correction.
    Repair,
    /// A coded comment is asked for.
    Ask,
}

impl Conclusion {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Return, Self::Assess, Self::Flag, Self::Notice, Self::Repair, Self::Ask];

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Assess => "assess",
            Self::Flag => "flag",
            Self::Notice => "notice",
            Self::Repair => "repair",
            Self::Ask => "ask",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Return => Text::new("返戻", "return"),
            Self::Assess => Text::new("査定", "assess"),
            Self::Flag => Text::new("人が確認", "shown to somebody"),
            Self::Notice => Text::new("お知らせ", "notice"),
            Self::Repair => Text::new("補正", "repair"),
            Self::Ask => Text::new("コメントを求める", "a comment is asked for"),
        }
    }
}

/// The part that a line plays in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineRole {
    /// What the conclusion acts on.
    Subject,
    /// What shows it.
    Witness,
}

impl LineRole {
    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Witness => "witness",
        }
    }
}

/// A line that a finding speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingLine {
    /// 1-based physical line of the file.
    pub line: u64,
    /// The code on it, when it has one.
    pub code: Option<u32>,
    /// Its part.
    pub role: LineRole,
}

/// A line of another claim of the patient that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedLine {
    /// The file.
    pub file: Arc<str>,
    /// 1-based ordinal of the claim in its file.
    pub seq: u64,
    /// 1-based physical line of its file.
    pub line: u64,
    /// The month of service of the claim.
    pub month: Month,
    /// The record.
    pub record: RecordId,
    /// The code on it, when it has one.
    pub code: Option<u32>,
    /// Its part.
    pub role: LineRole,
}

/// A finding about one receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable name of the rule or intake check.
    pub rule: Cow<'static, str>,
    /// The first and the last day of the edition of the rule; `None` for checks that are part of the program.
    pub edition: Option<(Date, Option<Date>)>,
    /// What it is about.
    pub check: CheckKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it asks for.
    pub conclusion: Conclusion,
    /// To whom it is to be shown, when the rule says so.
    pub queue: Option<Queue>,
    /// What it changes of what is claimed.
    pub effect: Effect,
    /// The letter of 増減点事由, when the rule gives one.
    pub reason: Option<Cow<'static, str>>,
    /// The code of the official list, where it has one.
    pub official: Option<&'static str>,
    /// The level of the official list.
    pub level: Level,
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// The lines it speaks of, in file order.
    pub lines: Vec<FindingLine>,
    /// Lines of the patient's other claims, the oldest first.
    pub linked: Vec<LinkedLine>,
    /// Bit 0 is the 1st of the month; 0 when no day matters.
    pub days: u32,
    /// The rows of official masters and tables that it rests on, as far as they were read.
    pub rows: Vec<MasterRow>,
    /// What is wrong, in the language asked for.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Where it is written.
    pub basis: Cow<'static, str>,
}
