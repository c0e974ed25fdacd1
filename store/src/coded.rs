//! Enumerations that are kept as short texts: one table of codes and names each.

/// Declares an enumeration with the text that is kept and its name in both languages.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $code:literal, $ja:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$case_doc])* #[doc = concat!($ja, ": ", $en)] $case,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$case),+];

            /// The text that is kept.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$case => $code,)+
                }
            }

            /// What people call it.
            pub const fn name(self) -> model::Text {
                match self {
                    $(Self::$case => model::Text::new($ja, $en),)+
                }
            }

            /// From the text that is kept.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$case),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use coded;
