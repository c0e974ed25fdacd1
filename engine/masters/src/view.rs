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
