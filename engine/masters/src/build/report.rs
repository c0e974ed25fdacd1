//! What the import has to say beyond the files themselves.

use model::{Date, Lang};

use crate::kind::FileKind;

/// The report of a build, in the order of the kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Things to know; none of them stops the import.
    pub warnings: Vec<Warning>,
}

/// Something to know about the imported masters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Rows of an update wait for the full file on which they build.
    Pending {
        /// The master.
        kind: FileKind,
        /// The update.
        name: String,
        /// How many rows.
        rows: u32,
        /// First day of the revision whose full file is missing; `None` for masters without revisions.
        revision: Option<Date>,
        /// The first few codes.
        codes: Vec<String>,
    },
    /// A full file says something else than the updates before it; the full file stands.
    Differs {
        /// The master.
        kind: FileKind,
        /// The full file.
        name: String,
        /// How many codes.
        rows: u32,
        /// The first few codes.
        codes: Vec<String>,
    },
    /// A file without a day of publication.
    Undated {
        /// The master.
        kind: FileKind,
        /// The file.
        name: String,
    },
    /// A full file has far fewer rows than the full file before it.
    Shrunk {
        /// The master.
        kind: FileKind,
        /// The full file.
        name: String,
        /// How many rows it has.
        rows: u32,
        /// How many the one before has.
        before: u32,
    },
    /// What should hold between two files does not.
    Between {
        /// The master that names codes.
        kind: FileKind,
        /// The master in which they should be.
        other: FileKind,
        /// What should hold.
        expectation: Expectation,
        /// How many codes break it.
        rows: u32,
        /// The first few codes.
        codes: Vec<String>,
    },
}

/// What should hold between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Codes named here stand there.
    CodesExist,
    /// Codes flagged here have rows there.
    FlaggedHaveRows,
    /// Codes with rows there are flagged here.
    RowsAreFlagged,
    /// Groups named here have rows there.
    GroupsExist,
}

impl Expectation {
    const fn ja(self) -> &'static str {
        match self {
            Self::CodesExist => "のコードが見つかりません",
            Self::FlaggedHaveRows => "の関連識別が立っているのに行がありません",
            Self::RowsAreFlagged => "の行があるのに関連識別が立っていません",
            Self::GroupsExist => "のグループに行がありません",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::CodesExist => "codes that do not exist",
            Self::FlaggedHaveRows => "codes flagged without rows",
            Self::RowsAreFlagged => "codes with rows but no flag",
            Self::GroupsExist => "groups without rows",
        }
    }
}

impl Warning {
    /// The name in JSON.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Differs { .. } => "differs",
            Self::Undated { .. } => "undated",
            Self::Shrunk { .. } => "shrunk",
            Self::Between { .. } => "between-files",
        }
    }

    /// The warning as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        match self {
            Self::Pending { kind, name, rows, revision, codes } => format!(
                "{}（{name}）の{rows}行は、土台となる{}全件ファイルがないため保留しています（{}）",
                kind.title(),
                revision.map_or(String::new(), |r| format!("{r}改定の")),
                shortened(codes, *rows)
            ),
            Self::Differs { kind, name, rows, codes } => format!(
                "{}の全件ファイル（{name}）が、それまでの更新の積み上げと{rows}コードで異なります。全件ファイルを採りました（{}）",
                kind.title(),
                shortened(codes, *rows)
            ),
            Self::Undated { kind, name } => format!(
                "{}（{name}）の公表日が分かりません。すべての日について暫定として答えます（--publishedで指定できます）",
                kind.title()
            ),
            Self::Shrunk { kind, name, rows, before } => format!(
                "{}の全件ファイル（{name}）は{rows}行で、その前の全件ファイル（{before}行）より大きく減っています。途中までのファイルではないか確認してください（ないコードは廃止されたものとして答えます）",
                kind.title()
            ),
            Self::Between { kind, other, expectation, rows, codes } => format!(
                "{}から見て、{}{}: {rows}件（{}）",
                kind.title(),
                other.title(),
                expectation.ja(),
                shortened(codes, *rows)
            ),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Pending { kind, name, rows, revision, codes } => format!(
                "{rows} rows of update `{name}` ({}) wait for the full file{} ({})",
                kind.title_in(Lang::En),
                revision.map_or(String::new(), |r| format!(" of the revision of {r}")),
                shortened(codes, *rows)
            ),
            Self::Differs { kind, name, rows, codes } => format!(
                "full file `{name}` ({}) differs from the updates before it in {rows} codes; the full file stands ({})",
                kind.title_in(Lang::En),
                shortened(codes, *rows)
            ),
            Self::Undated { kind, name } => format!(
                "`{name}` ({}) bears no day of publication: every answer from it is provisional (tell it with --published)",
                kind.title_in(Lang::En)
            ),
            Self::Shrunk { kind, name, rows, before } => format!(
                "full file `{name}` ({}) has {rows} rows, far fewer than the full file before it ({before}): see whether it is a part of a file (codes that it lacks count as abolished)",
                kind.title_in(Lang::En)
            ),
            Self::Between { kind, other, expectation, rows, codes } => format!(
                "`{}` against `{}`: {rows} {} ({})",
                kind.title_in(Lang::En),
                other.title_in(Lang::En),
                expectation.en(),
                shortened(codes, *rows)
            ),
        }
    }
}

/// How many codes a warning names.
pub(super) const NAMED: usize = 5;

fn shortened(codes: &[String], all: u32) -> String {
    let more = usize::try_from(all).is_ok_and(|n| n > codes.len());
    format!("{}{}", codes.join(", "), if more { ", …" } else { "" })
}
