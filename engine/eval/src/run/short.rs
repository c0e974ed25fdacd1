//! A short text that is made, not found: a section number of the law.

/// A text of a few letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short {
    bytes: [u8; Self::MOST],
    len: u8,
}

impl Short {
    const MOST: usize = 14;

    /// Parts, joined; `None` when they are too long.
    pub(super) fn of(parts: &[&str]) -> Option<Self> {
        let mut short = Self { bytes: [0; Self::MOST], len: 0 };
        for part in parts {
            let from = usize::from(short.len);
            short.bytes.get_mut(from..from + part.len())?.copy_from_slice(part.as_bytes());
            short.len += u8::try_from(part.len()).ok()?;
        }
        Some(short)
    }

    pub(super) fn text(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        // Made of whole texts, so it is one.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    #[test]
    fn parts_are_joined_until_they_are_too_long() {
        assert_eq!(Short::of(&["B", "001", "-", "3"]).as_ref().map(Short::text), Some("B001-3"));
        assert_eq!(Short::of(&["一二三四五"]), None);
    }
}
