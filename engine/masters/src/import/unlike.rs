//! Why a file is like no official file, in both languages.

use model::Lang;

/// Why a file was not recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// It has no rows.
    Empty,
    /// Item 2 names a master that has no layout with so many columns.
    Letter {
        /// マスター種別.
        letter: String,
        /// How many columns.
        columns: usize,
    },
    /// Several kinds look like it, and its name holds none of theirs.
    Alike(Vec<&'static str>),
    /// No kind has such columns.
    Shape {
        /// How many columns.
        columns: usize,
    },
    /// A starter file names an item that its kind does not have.
    NoSuchItem(String),
}

impl Unlike {
    /// The reason as a clause for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        match self {
            Self::Empty => "行がありません".to_owned(),
            Self::Letter { letter, columns } => {
                format!("マスター種別「{letter}」で{columns}項目のファイルは知られていません")
            }
            Self::Alike(names) => format!(
                "同じ形のファイルが{}種あるため、ファイル名に次のいずれかが必要です: {}",
                names.len(),
                names.join("、")
            ),
            Self::Shape { columns } => format!("{columns}項目で、どの公式ファイルの形にも合いません"),
            Self::NoSuchItem(name) => format!("「{name}」という項目はありません"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Empty => "it has no rows".to_owned(),
            Self::Letter { letter, columns } => {
                format!("no master `{letter}` with {columns} columns is known")
            }
            Self::Alike(names) => {
                format!("{} kinds look alike: its name must hold one of {}", names.len(), names.join(", "))
            }
            Self::Shape { columns: 1 } => "1 column, like no official file".to_owned(),
            Self::Shape { columns } => format!("{columns} columns, like no official file"),
            Self::NoSuchItem(name) => format!("there is no item `{name}`"),
        }
    }
}
