//! Whether a text may stand in a column: asked by the writer before, and by the reader after.

use crate::column::{Column, Content, Length};
use crate::sheet::WriteFault;

impl Column {
    /// Whether a text that is not blank may stand here, as far as length and meaning go.
    pub fn admits(&self, text: &str) -> Result<(), WriteFault> {
        self.admits_length(text)?;
        let fine = match self.content {
            Content::Text | Content::Code => true,
            Content::Amount => digits(text),
            Content::Signed => digits(text.strip_prefix('-').unwrap_or(text)),
            Content::Change => change(text),
            Content::OneOf(words) => words.contains(&text),
            Content::Always(word) => word == text,
            Content::Unused => false,
        };
        if fine { Ok(()) } else { Err(WriteFault::Value) }
    }

    fn admits_length(&self, text: &str) -> Result<(), WriteFault> {
        // A column of either width counts full-width characters twice.
        let weight = |c: char| if self.mode == crate::column::Mode::Either && !c.is_ascii() { 2 } else { 1 };
        let n: u32 = text.chars().map(weight).sum();
        let fine = match self.length {
            Length::Fixed(fixed) => n == u32::from(fixed),
            Length::FixedOr(a, b) => n == u32::from(a) || n == u32::from(b),
            Length::UpTo(most) => n <= u32::from(most),
        };
        if fine { Ok(()) } else { Err(WriteFault::Length(n)) }
    }
}

/// Digits without leading zeros.
fn digits(text: &str) -> bool {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain && (text == "0" || !text.starts_with('0'))
}

/// `-216`, `+¥7000`, and the same in ［］.
fn change(text: &str) -> bool {
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let Some(text) = text.strip_prefix(['+', '-']) else { return false };
    digits(text.strip_prefix('\u{A5}').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::{change, digits};

    #[test]
    fn amounts_and_changes() {
        for good in ["-216", "+216", "-¥7000", "[-216]"] {
            assert!(change(good), "{good}");
        }
        for bad in ["216", "-", "-¥", "¥-7000", "-0216", "[-216"] {
            assert!(!change(bad), "{bad}");
        }
        assert!(digits("0") && !digits("007") && !digits(""));
    }
}
