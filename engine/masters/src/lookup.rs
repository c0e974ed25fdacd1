//! The answers of a dated look-up: six different ones, never mixed.

use std::fmt;

use model::{Date, Lang};

use crate::kind::FileKind;

/// What a master says about a code on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<T> {
    /// In force; ask the row whether the answer is provisional.
    InForce(T),
    /// No longer in force.
    Abolished {
        /// The last day of use; when the master does not state it, the last day it can have been.
        last: Date,
        /// Whether the master states the day (廃止年月日), or the code is just gone from the next edition.
        stated: bool,
        /// The last row known.
        row: T,
    },
    /// Comes into force later.
    NotYetInForce {
        /// The first day.
        from: Date,
        /// The first row known.
        row: T,
    },
    /// Still listed, but the days of its 経過措置 (or 使用期限) are over.
    PastTransition {
        /// The last day.
        last: Date,
        /// The row.
        row: T,
    },
    /// A complete edition covers the day and has no such code.
    Unknown,
    /// What was imported cannot decide.
    CannotTell(Cause),
}

/// Why a look-up cannot decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The master that would have to say.
    pub master: FileKind,
    /// What is missing.
    pub reason: Reason,
    /// The newest interval that a complete edition of this master covers.
    pub covered: Option<(Date, Date)>,
}

/// What is missing for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No edition of the master speaks of the day.
    NotCovered,
    /// The day lies after the newest publication and the code is in none.
    AfterPublication {
        /// The newest publication.
        published: Date,
    },
    /// The day lies before the full file, which no longer lists codes abolished before it.
    BeforePublication {
        /// The full file.
        published: Date,
    },
    /// A revision came into force of which no full edition was imported.
    RevisionMissing {
        /// Its first day.
        revision: Date,
    },
    /// The code was there, but what its row said then is known only from a later day on.
    ChangedLater {
        /// The first day from which the row is known.
        known_from: Date,
    },
    /// Only an excerpt is there (starter set).
    Excerpt,
    /// The edition bears no date.
    Undated,
}

impl<T> Lookup<T> {
    /// The row when in force.
    pub fn in_force(self) -> Option<T> {
        match self {
            Self::InForce(row) => Some(row),
            _ => None,
        }
    }

    /// The row of any answer that has one: in force, abolished, not yet in force, past its transition.
    pub fn row(self) -> Option<T> {
        match self {
            Self::InForce(row)
            | Self::Abolished { row, .. }
            | Self::NotYetInForce { row, .. }
            | Self::PastTransition { row, .. } => Some(row),
            Self::Unknown | Self::CannotTell(_) => None,
        }
    }

    /// The same answer about something made from the row.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Lookup<U> {
        match self {
            Self::InForce(row) => Lookup::InForce(f(row)),
            Self::Abolished { last, stated, row } => Lookup::Abolished { last, stated, row: f(row) },
            Self::NotYetInForce { from, row } => Lookup::NotYetInForce { from, row: f(row) },
            Self::PastTransition { last, row } => Lookup::PastTransition { last, row: f(row) },
            Self::Unknown => Lookup::Unknown,
            Self::CannotTell(cause) => Lookup::CannotTell(cause),
        }
    }

    /// The name of the answer in JSON.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::InForce(_) => "in-force",
            Self::Abolished { .. } => "abolished",
            Self::NotYetInForce { .. } => "not-yet-in-force",
            Self::PastTransition { .. } => "past-transition",
            Self::Unknown => "unknown",
            Self::CannotTell(_) => "cannot-tell",
        }
    }
}

impl Reason {
    /// The name in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NotCovered => "not-covered",
            Self::AfterPublication { .. } => "after-publication",
            Self::BeforePublication { .. } => "before-publication",
            Self::RevisionMissing { .. } => "revision-missing",
            Self::ChangedLater { .. } => "changed-later",
            Self::Excerpt => "excerpt",
            Self::Undated => "undated",
        }
    }
}

impl Cause {
    /// The cause as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.to_string(),
        }
    }

    fn in_japanese(&self) -> String {
        let title = self.master.title();
        let covered =
            self.covered.map_or(String::new(), |(from, to)| format!("（完全な版の範囲 {from}〜{to}）"));
        match self.reason {
            Reason::NotCovered => format!("{title}にこの日を含む版が取り込まれていません{covered}"),
            Reason::AfterPublication { published } => {
                format!(
                    "{title}の最新の公表日（{published}）より後の日で、新設されたコードかどうか判断できません{covered}"
                )
            }
            Reason::BeforePublication { published } => format!(
                "{title}の全件ファイル（{published}公表）より前の日で、それまでに廃止されたコードかどうか判断できません{covered}"
            ),
            Reason::RevisionMissing { revision } => {
                format!("{revision}の改定を反映した{title}（全件ファイル）が取り込まれていません{covered}")
            }
            Reason::ChangedLater { known_from } => {
                format!("{title}のこの行の内容は{known_from}以降しか分かりません（それ以前の版がありません）")
            }
            Reason::Excerpt => format!("{title}は一部を抜粋した組み込みデータだけです"),
            Reason::Undated => format!("{title}の版に日付がありません"),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.master.title_in(Lang::En);
        match self.reason {
            Reason::NotCovered => write!(f, "no edition of `{title}` covers the day"),
            Reason::AfterPublication { published } => {
                write!(f, "the day lies after the newest publication of `{title}` ({published})")
            }
            Reason::BeforePublication { published } => {
                write!(
                    f,
                    "the day lies before the full file of `{title}` ({published}), which drops abolished codes"
                )
            }
            Reason::RevisionMissing { revision } => {
                write!(f, "no full edition of `{title}` for the revision of {revision} was imported")
            }
            Reason::ChangedLater { known_from } => {
                write!(f, "what `{title}` said of this code is known only from {known_from} on")
            }
            Reason::Excerpt => write!(f, "of `{title}` only an excerpt is there"),
            Reason::Undated => write!(f, "the edition of `{title}` bears no date"),
        }?;
        match self.covered {
            Some((from, to)) => write!(f, " (complete from {from} to {to})"),
            None => Ok(()),
        }
    }
}
