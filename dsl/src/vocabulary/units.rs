//! Units of numbers; the English form changes with one.

use super::{Surface, Type, Word, words};

words! {
    /// A unit of a number.
    Unit {
        Points "点" "points";
        Yen "円" "yen";
        Times "回" "times";
        Days "日" "days";
        Weeks "週" "weeks";
        Months "月" "months";
        YearsOld "歳" "years-old";
        Years "年" "years";
        Units "単位" "units";
        Sheets "枚" "sheets";
        Items "項目" "items";
        Minutes "分" "minutes";
        Percent "%" "%";
        NanogramsPerMillilitre "ng/mL" "ng/mL";
        Millilitres "mL" "mL";
        Litres "L" "L";
        Milligrams "mg" "mg";
        Grams "g" "g";
        Kilograms "kg" "kg";
        Micrograms "μg" "μg";
    }
}

impl Unit {
    /// The unit with this text, plural or singular, in either surface.
    pub fn read(text: &str) -> Option<Self> {
        let text = if text == "％" { "%" } else { text };
        Self::find(text).or_else(|| Self::ALL.iter().copied().find(|u| u.singular() == Some(text)))
    }

    /// The unit behind a number.
    pub fn behind(self, digits: &str, surface: Surface) -> &'static str {
        match (surface, self.singular()) {
            (Surface::English, Some(singular)) if digits == "1" => singular,
            _ => self.word(surface),
        }
    }

    const fn singular(self) -> Option<&'static str> {
        Some(match self {
            Self::Points => "point",
            Self::Times => "time",
            Self::Days => "day",
            Self::Weeks => "week",
            Self::Months => "month",
            Self::YearsOld => "year-old",
            Self::Years => "year",
            Self::Units => "unit",
            Self::Sheets => "sheet",
            Self::Items => "item",
            Self::Minutes => "minute",
            _ => return None,
        })
    }

    /// The type of a number with this unit.
    pub const fn type_of(self) -> Type {
        match self {
            Self::Points => Type::Points,
            Self::Yen => Type::Yen,
            Self::Times => Type::Times,
            Self::Days => Type::Days,
            Self::Weeks => Type::Weeks,
            Self::Months => Type::Months,
            Self::YearsOld => Type::Age,
            Self::Years => Type::Years,
            Self::Units => Type::Units,
            Self::Sheets => Type::Sheets,
            Self::Items => Type::Items,
            Self::Minutes => Type::Minutes,
            Self::Percent => Type::Ratio,
            Self::NanogramsPerMillilitre
            | Self::Millilitres
            | Self::Litres
            | Self::Milligrams
            | Self::Grams
            | Self::Kilograms
            | Self::Micrograms => Type::Quantity,
        }
    }
}
