//! What is wrong with a file: rows named by line, code, item and value.

use std::fmt;

use model::{Date, Lang};

use crate::column::Column;
use crate::import::unlike::Unlike;
use crate::kind::FileKind;

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An archive: its members are to be given one by one.
    Archive,
    /// An official file that a later version will take; its title.
    NotTakenYet(&'static str),
    /// Not recognised; why.
    Unrecognised(Unlike),
    /// Recognised, but it breaks what always holds in such a file.
    Broken {
        /// What it was taken for.
        kind: FileKind,
        /// The first problems.
        problems: Vec<Problem>,
        /// How many there are in all.
        total: usize,
    },
}

/// One thing wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// 1-based physical line.
    pub line: u64,
    /// The code of the row, as written; empty when there is none.
    pub code: String,
    /// The column, when one is at fault.
    pub column: Option<&'static Column>,
    /// What is written there.
    pub value: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line has another number of columns.
    Columns {
        /// How many it has.
        found: usize,
        /// Fewest allowed.
        least: usize,
        /// Most allowed.
        most: usize,
    },
    /// The bytes are neither Shift_JIS nor UTF-8.
    NotText,
    /// A required item is blank.
    Missing,
    /// The value does not fit the type of the item.
    BadValue,
    /// The value is not one of those that the specification lists.
    NotAllowed,
    /// The item names another master.
    WrongLetter,
    /// The same code (or the same key) stands in an earlier line.
    Repeated {
        /// That line.
        first: u64,
    },
    /// A day lies after the one that must follow it.
    DateOrder {
        /// The day that must not be later.
        later: Date,
    },
    /// An abolished row without its last day.
    NoLastDay,
    /// A pair of exclusions without its inverse.
    NotMirrored,
    /// A pair of exclusions whose inverse says something else.
    NotInverted,
    /// A comment code that is not made of class, pattern and serial.
    CommentCode,
    /// The last line has no line end: the file stops within it.
    CutOff,
}

impl Fault {
    /// The name in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Columns { .. } => "columns",
            Self::NotText => "not-text",
            Self::Missing => "missing",
            Self::BadValue => "bad-value",
            Self::NotAllowed => "not-allowed",
            Self::WrongLetter => "wrong-letter",
            Self::Repeated { .. } => "repeated",
            Self::DateOrder { .. } => "date-order",
            Self::NoLastDay => "no-last-day",
            Self::NotMirrored => "not-mirrored",
            Self::NotInverted => "not-inverted",
            Self::CommentCode => "comment-code",
            Self::CutOff => "cut-off",
        }
    }

    fn in_japanese(self) -> String {
        match self {
            Self::Columns { found, least, most } if least == most => {
                format!("項目数が{found}です（{most}のはず）")
            }
            Self::Columns { found, least, most } => format!("項目数が{found}です（{least}〜{most}のはず）"),
            Self::NotText => "シフトJISとして読めない文字があります".to_owned(),
            Self::Missing => "必須の項目が空です".to_owned(),
            Self::BadValue => "値の形が項目に合いません".to_owned(),
            Self::NotAllowed => "仕様にない値です".to_owned(),
            Self::WrongLetter => "マスター種別が違います".to_owned(),
            Self::Repeated { first } => format!("同じコードが{first}行目にもあります"),
            Self::DateOrder { later } => format!("日付の順序が逆です（{later}より後）"),
            Self::NoLastDay => "廃止の行に廃止年月日がありません".to_owned(),
            Self::NotMirrored => "背反の表裏の行がありません".to_owned(),
            Self::NotInverted => "背反の表裏で背反区分が対応していません".to_owned(),
            Self::CommentCode => "コメントコードが区分・パターン・一連番号と一致しません".to_owned(),
            Self::CutOff => {
                "最後の行に改行がありません。ファイルが途中で切れています（もう一度ダウンロードしてください）"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { found, least, most } => {
                write!(f, "{found} columns where {least} to {most} are due")
            }
            Self::NotText => write!(f, "bytes that are neither Shift_JIS nor UTF-8"),
            Self::Missing => write!(f, "a required item is blank"),
            Self::BadValue => write!(f, "the value does not fit the item"),
            Self::NotAllowed => write!(f, "the specification has no such value"),
            Self::WrongLetter => write!(f, "the row names another master"),
            Self::Repeated { first } => write!(f, "the same code stands in line {first}"),
            Self::DateOrder { later } => write!(f, "the day lies after {later}"),
            Self::NoLastDay => write!(f, "an abolished row without its last day"),
            Self::NotMirrored => write!(f, "the inverse of the pair is missing"),
            Self::NotInverted => write!(f, "the inverse of the pair says something else"),
            Self::CommentCode => write!(f, "the code is not made of class, pattern and serial"),
            Self::CutOff => write!(f, "the last line has no end: the file is cut off (download it again)"),
        }
    }
}

impl Problem {
    /// The problem as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        let item = self.column.map(|c| (c.item, c.title(lang)));
        match (lang, item) {
            (Lang::Ja, Some((item, name))) => format!(
                "{}行目 コード「{}」 項番{item}「{name}」 値「{}」: {}",
                self.line,
                self.code,
                self.value,
                self.fault.in_japanese()
            ),
            (Lang::Ja, None) => {
                format!("{}行目 コード「{}」: {}", self.line, self.code, self.fault.in_japanese())
            }
            (Lang::En, Some((item, name))) => {
                format!(
                    "line {} code `{}` item {item} ({name}) value `{}`: {}",
                    self.line, self.code, self.value, self.fault
                )
            }
            (Lang::En, None) => format!("line {} code `{}`: {}", self.line, self.code, self.fault),
        }
    }
}

impl Refusal {
    /// The name in JSON.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::NotTakenYet(_) => "not-taken-yet",
            Self::Unrecognised(_) => "unrecognised",
            Self::Broken { .. } => "broken",
        }
    }

    /// The refusal as a sentence for people; problems of rows are told apart.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Archive, Lang::Ja) => {
                "圧縮ファイルです。中のファイルを取り出して渡してください".to_owned()
            }
            (Self::Archive, Lang::En) => "an archive: give its members one by one".to_owned(),
            (Self::NotTakenYet(title), Lang::Ja) => format!("「{title}」は今の版ではまだ取り込みません"),
            (Self::NotTakenYet(title), Lang::En) => format!("`{title}` is not taken by this version yet"),
            (Self::Unrecognised(why), Lang::Ja) => {
                format!("公式のマスターファイルと認識できません: {}", why.message(lang))
            }
            (Self::Unrecognised(why), Lang::En) => {
                format!("not recognised as an official master file: {}", why.message(lang))
            }
            (Self::Broken { kind, total, .. }, Lang::Ja) => {
                format!(
                    "{}の決まりに反する行が{total}件あるため取り込みません（前の版はそのまま残ります）",
                    kind.title()
                )
            }
            (Self::Broken { kind, total, .. }, Lang::En) => {
                format!(
                    "{total} rows break what always holds in `{}`: not taken, the old edition stays",
                    kind.title_in(lang)
                )
            }
        }
    }
}
