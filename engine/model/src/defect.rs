//! A defect: the claim file itself is wrong. Data, never an error: reading goes on.
//!
//! The kinds of defects are a table of their own (`defect/kinds.rs`); the macro here turns it into [`DefectKind`].

use crate::{Level, Place, Text};

/// What a kind of defect says and how official it is.
#[derive(Clone, Copy, Debug)]
pub struct DefectSpec {
    /// Stable name in files and scripts.
    pub slug: &'static str,
    /// The level; a field of a layout may override it together with the official code.
    pub level: Level,
    /// The code of the official list of intake errors, where one is known.
    pub official: Option<&'static str>,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub advice: Text,
}

/// The numbers that belong to a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Detail {
    /// Nothing more to say.
    #[default]
    None,
    /// One number, `{a}`.
    One(i64),
    /// Two numbers, `{a}` (what was expected or allowed) and `{b}` (what was found).
    Two(i64, i64),
    /// Three numbers, `{a}` (what they depend on), `{b}` (what was expected) and `{c}` (what was found).
    Three(i64, i64, i64),
    /// The name of another record or item, `{a}`.
    Name(&'static str),
}

/// A defect of a claim file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// Where.
    pub place: Place,
    /// 1-based ordinal of the receipt in its file; `None` for what belongs to the file.
    pub seq: Option<u64>,
    /// What kind.
    pub kind: DefectKind,
    /// How it is treated.
    pub level: Level,
    /// The code of the official list, where one is known.
    pub official: Option<&'static str>,
    /// The numbers that belong to it.
    pub detail: Detail,
}

/// Makes [`DefectKind`] of the table: name, level, official code, what is wrong, what to do.
macro_rules! defects {
    ($($(#[$doc:meta])* $variant:ident $slug:literal $level:ident $official:expr,
        $ja:literal, $en:literal,
        $todo_ja:literal, $todo_en:literal;)*) => {
        /// The kinds of defects.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum DefectKind { $($(#[$doc])* $variant,)* }

        impl DefectKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What the kind says.
            pub const fn spec(self) -> &'static DefectSpec {
                match self { $(Self::$variant => const { &DefectSpec {
                    slug: $slug,
                    level: Level::$level,
                    official: $official,
                    what: Text::new($ja, $en),
                    advice: Text::new($todo_ja, $todo_en),
                } },)* }
            }
        }
    };
}

mod kinds;

pub use kinds::DefectKind;
