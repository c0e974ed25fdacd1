//! Codes that results are told in, as data: who uses them, in which edition, and how well each is known.

pub mod change_reason;
mod data_kind;
mod original_reason;
mod reason_content;
mod request_reason;
pub mod return_class;
mod review_result;
pub mod table;

use model::Text;

/// How well something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// It stands in an official document that the authors had before them.
    Official,
    /// It was read on a public page that quotes the agency.
    Published,
    /// It was read in programs of others that read the official files: unverified.
    ThirdParty,
    /// Nobody could name a source: unverified.
    Unverified,
}

impl Proof {
    /// How a page says it.
    pub const fn text(self) -> Text {
        match self {
            Self::Official => Text::new("公式資料", "official document"),
            Self::Published => Text::new("公開ページの引用", "quoted on a public page"),
            Self::ThirdParty => Text::new("未検証（他のプログラムによる）", "unverified (other programs)"),
            Self::Unverified => Text::new("未検証", "unverified"),
        }
    }
}
