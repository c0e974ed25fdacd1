//! What ties codes together, on a day: pairs, groups, limits, comments, standards, check masters.

mod check;
mod comment;
mod fee_table;
mod query;

pub use check::{Case, Contraindication, DoseLimit, Indication, Interaction, LongUse, ProcedureIndication};
pub use comment::CommentDemand;
pub use fee_table::{
    BasicFeeAddition, Claim, CountLimit, Exclusion, FeeTableLinks, Included, InclusionUnit, Window,
};
pub use query::Related;

/// The parts that all rows of relations share.
macro_rules! relation_row {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'m>(pub(crate) crate::row::Row<'m>);

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
        }
    };
}
use relation_row;
