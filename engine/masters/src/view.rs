//! Typed rows: what checks need of each master, under English names.
//!
//! Everything else is there by item number through `.row()`.

mod comment;
mod disease;
mod drug;
mod material;
mod modifier;
mod procedure;

pub use comment::{Comment, DigitField};
pub use disease::Disease;
pub use drug::Drug;
pub use material::Material;
pub use modifier::Modifier;
pub use procedure::{AgeAddition, Procedure, Section, Steps};

/// The parts that all typed rows share.
macro_rules! typed_row {
    ($(#[$doc:meta])* $name:ident($code:path, $item:literal)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'m>(pub(crate) crate::row::Row<'m>);

        /// Reads the row as one of this master; rows of other masters give blanks.
        impl<'m> From<crate::row::Row<'m>> for $name<'m> {
            fn from(row: crate::row::Row<'m>) -> Self {
                Self(row)
            }
        }

        impl<'m> $name<'m> {
            /// The whole row, any item by number.
            pub const fn row(&self) -> crate::row::Row<'m> {
                self.0
            }

            /// Whether no publication speaks of the day asked for: the newest known row was taken.
            pub const fn is_provisional(&self) -> bool {
                self.0.is_provisional()
            }

            /// The code.
            pub fn code(&self) -> $code {
                $code(<_>::try_from(self.0.value($item).unwrap_or(0)).unwrap_or(0))
            }
        }
    };
}
use typed_row;

/// What procedures, drugs and materials share: names, unit of quantity, and points or price, in the same items.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（４）,（５）,（７）, items 5, 8 and 10 to 12; the full name stands elsewhere in each.
macro_rules! priced_row {
    ($name:ident, full name $full:literal, $(#[$kind_doc:meta])* $kind:ident, $(#[$amount_doc:meta])* $amount:ident) => {
        impl<'m> $name<'m> {
            /// Short name (item 5): of procedures as printed on receipts, of drugs and materials with strength or size.
            pub fn short_name(&self) -> &'m str {
                self.0.text(5)
            }

            #[doc = concat!("Full name (item ", $full, "), or the short one where it is blank.")]
            pub fn name(&self) -> &'m str {
                match self.0.text($full) {
                    "" => self.short_name(),
                    name => name,
                }
            }

            /// Name of the unit of 数量データ or 使用量 (item 10); empty when no quantity is written.
            pub fn unit(&self) -> &'m str {
                self.0.text(10)
            }

            /// Code of that unit (item 8); 0 when no quantity is written.
            pub fn unit_code(&self) -> u32 {
                self.0.number(8).unwrap_or(0)
            }

            $(#[$kind_doc])*
            pub fn $kind(&self) -> u8 {
                self.0.class(11).unwrap_or(0)
            }

            $(#[$amount_doc])*
            pub fn $amount(&self) -> model::Quantity {
                self.0.quantity(12).unwrap_or_default()
            }
        }
    };
}
use priced_row;
