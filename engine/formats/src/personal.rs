//! Texts that can identify a person: written into the official files by design, never into logs or errors.

use std::fmt;

/// A text that `Debug` does not show.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Personal(pub String);

impl Personal {
    /// Whether nothing is written.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Personal {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Personal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "(blank)" } else { "(personal)" })
    }
}

#[cfg(test)]
mod tests {
    use super::Personal;

    #[test]
    fn debug_shows_no_text() {
        let shown = format!("{:?}", Personal::from("機密"));
        assert_eq!(shown, "(personal)");
    }
}
