//! What is told about a line: a defect or a finding, with the parts that the screen shows.

use std::borrow::Cow;

use intake::message;
use model::{Defect, DefectKind, Finding, Lang, Level, LineRole, LinkedLine, RecordId};

use wire::MasterRow;

use super::super::Answered;
use super::{line, returns};

/// A defect, a finding or the answer to a return, to be shown under its line.
pub enum Told<'a> {
    /// The file is wrong.
    Defect(&'a Defect),
    /// A check has something to say.
    Finding(&'a Finding),
    /// The receipt is filed again.
    Answer(&'a Answered),
}

/// What something is about: notices about the same are told once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A kind of defect in an item of a record.
    Item(DefectKind, Option<RecordId>, Option<u8>),
    /// A check, by its name.
    Check(Cow<'static, str>),
}

/// The parts of what is told.
pub struct Parts {
    /// How it is treated.
    pub level: Level,
    /// The official code, else the level.
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
    /// Where it is written; blank when nowhere.
    pub basis: String,
    /// The rows of masters and tables that it rests on.
    pub rows: Vec<String>,
}

impl Told<'_> {
    /// How it is treated.
    pub const fn level(&self) -> Level {
        match self {
            Self::Defect(defect) => defect.level,
            Self::Finding(finding) => finding.level,
            Self::Answer(_) => Level::L48,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Defect(defect) => Subject::Item(defect.kind, defect.place.record, defect.place.field),
            Self::Finding(finding) => Subject::Check(finding.rule.clone()),
            Self::Answer(_) => Subject::Check(Cow::Borrowed("returns")),
        }
    }

    /// The line under which it is shown: for a finding the first that the conclusion acts on.
    pub fn line(&self) -> u64 {
        match self {
            Self::Defect(defect) => defect.place.line,
            Self::Finding(finding) => {
                let subject = finding.lines.iter().find(|line| line.role == LineRole::Subject);
                subject.or(finding.lines.first()).map_or(0, |line| line.line)
            }
            Self::Answer(answered) => answered.line,
        }
    }

    /// The other lines that it speaks of.
    pub fn other_lines(&self) -> Vec<u64> {
        match self {
            Self::Defect(_) | Self::Answer(_) => Vec::new(),
            Self::Finding(finding) => {
                let shown = self.line();
                finding.lines.iter().map(|line| line.line).filter(|line| *line != shown).collect()
            }
        }
    }

    /// The lines of other claims that it speaks of.
    pub fn linked(&self) -> &[LinkedLine] {
        match self {
            Self::Defect(_) | Self::Answer(_) => &[],
            Self::Finding(finding) => &finding.linked,
        }
    }

    /// The receipt; `None` for what belongs to the file.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::Defect(defect) => defect.seq,
            Self::Finding(finding) => Some(finding.seq),
            Self::Answer(answered) => Some(answered.seq),
        }
    }

    /// Whether it is shown though it is only told: what was asked for is.
    pub const fn is_asked_for(&self) -> bool {
        matches!(self, Self::Answer(_))
    }

    /// Whether it says that the line is no record at all: such lines are shown as runs.
    pub fn is_unknown_record(&self) -> bool {
        matches!(self, Self::Defect(defect) if defect.kind == DefectKind::UnknownRecord)
    }

    /// Its parts in a language.
    pub fn parts(&self, lang: Lang) -> Parts {
        match self {
            Self::Defect(defect) => Parts {
                level: self.level(),
                code: defect.official.unwrap_or_else(|| defect.level.name()),
                what: message::what(defect, lang),
                advice: message::advice(defect, lang),
                basis: line::basis(defect),
                rows: Vec::new(),
            },
            Self::Finding(finding) => Parts {
                level: self.level(),
                code: finding.official.unwrap_or_else(|| finding.level.name()),
                what: finding.message.clone(),
                advice: finding.advice.clone(),
                basis: finding.basis.clone().into_owned(),
                rows: MasterRow::all(finding).iter().map(|row| row.line(lang)).collect(),
            },
            Self::Answer(answered) => returns::parts(&answered.row, lang),
        }
    }
}
