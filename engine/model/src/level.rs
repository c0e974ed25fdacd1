//! Levels of the official intake checks (受付・事務点検ASP).

use std::fmt;

/// How an intake error is treated by the payment agencies.
///
/// SPEC: 受付・事務点検ASP error levels; docs/intake-codes.md lists the codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole file of an institution is refused; file again.
    L1,
    /// The receipt is refused; file it again.
    L2,
    /// To be looked at; likely to be returned.
    L3,
    /// To be looked at; may be assessed, returned or right.
    L4,
    /// Taken as it is, and told.
    L48,
    /// A rule of the fee schedule (算定ルール).
    L7,
}

impl Level {
    /// The level that an official code says by its first characters; `None` for anything else.
    pub const fn of_official(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [b'L', b'1', ..] => Some(Self::L1),
            [b'L', b'2', ..] => Some(Self::L2),
            [b'L', b'3', ..] => Some(Self::L3),
            [b'L', b'4', b'8', ..] => Some(Self::L48),
            [b'L', b'4', ..] => Some(Self::L4),
            [b'L', b'7', ..] => Some(Self::L7),
            _ => None,
        }
    }

    /// The name as official lists write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
            Self::L4 => "L4",
            Self::L48 => "L48",
            Self::L7 => "L7",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    /// The first characters of a code say how grave it is; L48 is no L4.
    #[test]
    fn an_official_code_says_its_level() {
        for (code, level) in [
            ("L1001", Some(Level::L1)),
            ("L2140", Some(Level::L2)),
            ("L3006", Some(Level::L3)),
            ("L4451", Some(Level::L4)),
            ("L4834", Some(Level::L48)),
            ("L7113", Some(Level::L7)),
            ("L5001", None),
            ("L", None),
            ("", None),
            ("4451", None),
        ] {
            assert_eq!(Level::of_official(code), level, "{code}");
        }
    }
}
