//! Why a revision was not made live.

use dsl::Message;
use model::{Lang, Text};

/// The steps on the way from a file to the live revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The form of the bundle, its sizes and digests.
    Read,
    /// The signature and who may sign.
    Signature,
    /// Its number and its day against what is live.
    Order,
    /// The masters inside.
    Masters,
    /// The text of the rules.
    Parse,
    /// The rules as one book.
    Check,
    /// From rules to programs.
    Compile,
    /// The examples of the rules.
    Test,
    /// Planning the months in advance.
    Warm,
}

impl Stage {
    /// Its name for scripts.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Signature => "signature",
            Self::Order => "order",
            Self::Masters => "masters",
            Self::Parse => "parse",
            Self::Check => "check",
            Self::Compile => "compile",
            Self::Test => "test",
            Self::Warm => "warm",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> Text {
        match self {
            Self::Read => Text::new("読み取り", "reading"),
            Self::Signature => Text::new("署名", "signature"),
            Self::Order => Text::new("改訂番号と適用日", "number and day"),
            Self::Masters => Text::new("マスター", "masters"),
            Self::Parse => Text::new("規則の読み取り", "reading the rules"),
            Self::Check => Text::new("規則の点検", "checking the rules"),
            Self::Compile => Text::new("規則の組立て", "compiling"),
            Self::Test => Text::new("規則の例", "examples of the rules"),
            Self::Warm => Text::new("計画", "planning"),
        }
    }
}

/// Why a revision was not made live; what was live before still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where on the way it ended.
    pub stage: Stage,
    /// In one sentence.
    pub what: Message,
    /// The single things, such as errors of rules.
    pub details: Vec<Message>,
}

impl Failure {
    /// A failure in one sentence.
    pub fn new(stage: Stage, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { stage, what: Message::new(ja, en), details: Vec::new() }
    }

    /// The stage and the sentence, for people.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}: {}", self.stage.title().in_lang(lang), self.what.in_lang(lang))
    }
}
