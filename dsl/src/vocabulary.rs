//! The closed word lists of the language, each word with its Japanese and its English form.
//!
//! The grammar holds those words at which it must decide; a test keeps the two in step. A word has one meaning.

mod builtin;
mod heads;
mod kinds;
mod labels;
mod tables;
mod units;

pub use builtin::{canonical, is_builtin, japanese, names};
pub use heads::{ClauseHead, ItemHead};
pub use kinds::{Kind, Type};
pub use labels::{ClaimWord, Queue, SourceKind, Stage, certainty_word, publish_word};
pub use tables::TABLES;
pub use units::Unit;

/// A surface of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surface {
    /// The surface that authors read and that is stored.
    Japanese,
    /// The same, for readers of English.
    English,
}

/// A word of a closed list.
pub trait Word: Copy + Eq + 'static {
    /// The whole list.
    const ALL: &'static [Self];

    /// The word in one surface.
    fn word(self, surface: Surface) -> &'static str;

    /// The word with this text, in either surface.
    fn find(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|w| w.word(Surface::Japanese) == text || w.word(Surface::English) == text)
    }

    /// All forms of all words, for near names.
    fn forms() -> Vec<&'static str> {
        Self::ALL.iter().flat_map(|w| [w.word(Surface::Japanese), w.word(Surface::English)]).collect()
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $ja:literal $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each word is its own explanation, in both languages")]
        pub enum $name { $($variant,)* }

        impl $crate::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn word(self, surface: $crate::vocabulary::Surface) -> &'static str {
                match (self, surface) {
                    $((Self::$variant, $crate::vocabulary::Surface::Japanese) => $ja,
                      (Self::$variant, $crate::vocabulary::Surface::English) => $en,)*
                }
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests;
