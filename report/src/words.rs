//! Words and numbers of a page, in the language of its reader.

use model::{Branch, CheckKind, Lang, Text};

/// A language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub Lang);

impl Words {
    pub(crate) const fn text(self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.0)
    }

    pub(crate) const fn tag(self) -> &'static str {
        self.text("ja", "en")
    }

    /// The name of a kind of check.
    pub(crate) fn check(self, slug: &str) -> &str {
        let kind = CheckKind::ALL.iter().find(|kind| kind.slug() == slug);
        kind.map_or(slug, |kind| kind.name().in_lang(self.0))
    }

    /// The name of a branch; 0 is for receipts of which the prefecture cannot be read.
    pub(crate) fn branch(self, number: u8) -> &'static str {
        let unread = self.text("読めない", "unreadable");
        Branch::of_prefecture(number).map_or(unread, Branch::name)
    }
}

/// A number with its thousands apart.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its sign, when it has one.
pub(crate) fn signed(n: i64) -> String {
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(n.unsigned_abs()))
}

/// Hundredths of a per cent as a per cent.
pub fn percent(of: u64) -> String {
    format!("{}.{:02}%", grouped(of / 100), of % 100)
}

/// A part of a whole in hundredths of a per cent; nothing of nothing is nothing.
pub fn share(part: u64, whole: u64) -> u64 {
    let share = (u128::from(part) * 10_000).checked_div(u128::from(whole)).unwrap_or(0);
    u64::try_from(share).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{grouped, percent, share, signed};

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567].map(grouped).each_ref().map(String::as_str)
        );
        assert_eq!((signed(-1234), signed(12)), ("−1,234".into(), "12".into()));
        assert_eq!((percent(share(1, 3)), percent(share(0, 0))), ("33.33%".into(), "0.00%".into()));
        assert_eq!(percent(share(u64::MAX, u64::MAX)), "100.00%");
    }
}
