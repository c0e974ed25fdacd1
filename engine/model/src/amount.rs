//! Amounts: points, yen and exact quantities. Never floats.

use std::fmt;

/// Points (点数) of the fee schedule; one point is ten yen unless a discount unit price is agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub i64);

/// Yen (円).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Yen(pub i64);

/// An exact decimal quantity (数量, 使用量) or price, kept in units of 1/100,000.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 医薬品レコード 使用量: five digits before and five after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// How many units make one.
    pub const SCALE: i64 = 100_000;

    /// A quantity from its count of 1/100,000.
    pub const fn from_scaled(scaled: i64) -> Self {
        Self(scaled)
    }

    /// A whole number.
    pub const fn whole(n: i64) -> Self {
        Self(n * Self::SCALE)
    }

    /// The count of 1/100,000.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// Reads digits with at most five decimals; `None` when it is anything else or too large to hold exactly.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (int, frac) = match text.iter().position(|&b| b == b'.') {
            Some(dot) => (text.get(..dot)?, text.get(dot + 1..)?),
            None => (text, &[][..]),
        };
        if int.is_empty() || int.len() > 13 || frac.len() > 5 || (frac.is_empty() && int.len() != text.len())
        {
            return None;
        }
        let mut scaled: i64 = 0;
        for &b in int.iter().chain(frac) {
            scaled = scaled * 10 + i64::from(b.is_ascii_digit().then(|| b - b'0')?);
        }
        (frac.len()..5).for_each(|_| scaled *= 10);
        Some(Self(scaled))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (int, frac) = (self.0.unsigned_abs() / 100_000, self.0.unsigned_abs() % 100_000);
        if frac == 0 {
            return write!(f, "{sign}{int}");
        }
        let digits = format!("{frac:05}");
        write!(f, "{sign}{int}.{}", digits.trim_end_matches('0'))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    #[test]
    fn quantity_reads_and_prints_exactly() {
        for (text, shown) in
            [("1", "1"), ("0.5", "0.5"), ("12345.12345", "12345.12345"), ("1.50", "1.5"), ("007", "7")]
        {
            assert_eq!(Quantity::parse(text.as_bytes()).map(|q| q.to_string()).as_deref(), Some(shown));
        }
        // Thirteen digits before the point and five behind it are held exactly.
        let most = "9999999999999.99999";
        assert_eq!(Quantity::parse(most.as_bytes()).map(Quantity::scaled), Some(999_999_999_999_999_999));
        assert_eq!(Quantity::parse(b"10000000000000"), None);
        assert_eq!((Quantity::whole(3).scaled(), Quantity::from_scaled(3).scaled()), (300_000, 3));
        for bad in ["", ".5", "1.", "1.234567", "1e3", "-1", "１"] {
            assert_eq!(Quantity::parse(bad.as_bytes()), None, "{bad}");
        }
    }
}
