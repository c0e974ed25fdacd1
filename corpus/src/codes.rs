//! The codes that courses speak of, under English names, each with its Japanese one.
//!
//! Points and prices are never written here: they come from the masters given.

pub(crate) mod comments;
pub(crate) mod diseases;
pub(crate) mod drugs;
pub(crate) mod materials;
pub(crate) mod procedures;

/// A code of a procedure, drug or material with its place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) index: u16,
    pub(crate) number: u32,
}

/// All codes in catalog order.
pub(crate) fn all() -> impl Iterator<Item = u32> {
    procedures::ALL.iter().chain(drugs::ALL).chain(materials::ALL).copied()
}

/// A table of codes: constants in catalog order, starting at a place.
macro_rules! codes {
    ($base:expr; $($name:ident $number:literal $ja:literal;)*) => {
        #[expect(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "counts the constants of the same names"
        )]
        #[repr(u16)]
        enum Place { $($name,)* }

        $(
            #[doc = $ja]
            pub(crate) const $name: crate::codes::Code =
                crate::codes::Code { index: $base + Place::$name as u16, number: $number };
        )*

        /// The numbers in catalog order.
        pub(crate) const ALL: &[u32] = &[$($number,)*];

        /// The Japanese names in catalog order.
        #[cfg(test)]
        pub(crate) const NAMES: &[&str] = &[$($ja,)*];
    };
}
use codes;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::{drugs, materials, procedures};

    fn date(number: u32) -> model::Date {
        model::Date::from_number(number).unwrap()
    }

    #[test]
    fn every_code_is_in_the_starter_masters_under_its_name() {
        let masters = masters::Masters::starter();
        // The starter drugs end with the price revision of 2025-04; all procedures are known from 2025-09 on.
        let (day, drug_day) = (date(2025_09_01), date(2025_02_03));
        let named = |numbers: &'static [u32], names: &'static [&'static str]| numbers.iter().zip(names);
        for (&number, &name) in named(procedures::ALL, procedures::NAMES) {
            let row = masters.procedure(model::ProcedureCode(number), day).row();
            assert_eq!(row.map(|r| r.short_name()), Some(name), "{number}");
        }
        for (&number, &name) in named(drugs::ALL, drugs::NAMES) {
            let row = masters.drug(model::DrugCode(number), drug_day).row();
            assert!(row.is_some_and(|r| r.short_name().starts_with(name)), "{number} {name}");
        }
        for (&number, &name) in named(materials::ALL, materials::NAMES) {
            let row = masters.material(model::MaterialCode(number), day).row();
            assert!(row.is_some_and(|r| r.short_name().starts_with(name)), "{number} {name}");
        }
    }
}
