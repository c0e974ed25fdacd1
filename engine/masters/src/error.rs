//! What can be wrong with a store.

use model::Lang;

/// Why a store cannot be opened. Import the official files again to make a new one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file is something else.
    #[error("not a master store of Shinsa")]
    NotAStore,
    /// A later version wrote it.
    #[error(
        "the store has format {found}, this version reads format {known}: update the program, or import anew"
    )]
    NewerFormat {
        /// Its format.
        found: u32,
        /// The format that this version writes.
        known: u32,
    },
    /// An earlier version wrote it.
    #[error(
        "the store has the old format {found}, this version reads format {known}: import the official files again"
    )]
    OlderFormat {
        /// Its format.
        found: u32,
        /// The format that this version writes.
        known: u32,
    },
    /// It ends too early or too late.
    #[error("the store is damaged: {expected} bytes are due, {found} are there")]
    Length {
        /// As the header says.
        expected: u64,
        /// As found.
        found: u64,
    },
    /// Its bytes are not those that were written.
    #[error("the store is damaged: its digest does not agree")]
    Digest,
    /// Its parts do not fit together.
    #[error("the store is damaged: {0} does not fit")]
    Part(&'static str),
    /// It was written on a machine with the other byte order.
    #[error("the store was written on a machine with another byte order: import the official files again")]
    ByteOrder,
}

impl StoreError {
    /// The error as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.to_string(),
        }
    }

    fn in_japanese(&self) -> String {
        let again = "公式ファイルを取り込み直してください";
        match self {
            Self::NotAStore => "マスターの保管庫のファイルではありません".to_owned(),
            Self::NewerFormat { found, known } => {
                format!("新しい版の形式です（形式{found}、この版は{known}）。プログラムを更新するか、{again}")
            }
            Self::OlderFormat { found, known } => {
                format!("古い版の形式です（形式{found}、この版は{known}）。{again}")
            }
            Self::Length { expected, found } => {
                format!("保管庫が壊れています（{expected}バイトのはずが{found}バイト）。{again}")
            }
            Self::Digest => format!("保管庫が壊れています（内容が書き込み時と異なります）。{again}"),
            Self::Part(_) => format!("保管庫が壊れています（内容のつじつまが合いません）。{again}"),
            Self::ByteOrder => format!("バイト順の異なる機械で作られた保管庫です。{again}"),
        }
    }
}
