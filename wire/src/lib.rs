//! Shapes of JSON that others rely on (docs/screening.md); the domain types themselves know nothing of JSON.
//!
//! [`DefectLine`] and [`FindingOut`] are what a check says; [`SettledFinding`] and [`ReceiptOut`] what a screening decides,
//! [`Explained`] why a rule said it.

mod causes;
mod explained;
mod master_row;
mod official;
mod read;
mod rows;
mod settled;

pub use causes::Causes;
pub use explained::{Explained, holds, outcome};
pub use master_row::{MasterCell, MasterRow};
pub use official::{
    AnswerRow, AnsweredRow, EffectRow, NameRow, PayerChange, PointsTimesRow, ShareRow, SlipRow, UnitLineRow,
    UnitRow,
};
pub use read::{DefectRow, FindingRow, LineRow, OpenRow, ReasonRow, ReceiptRow};
pub use rows::{DefectLine, FindingLineOut, FindingOut, digits};
pub use settled::{ReceiptOut, SettledFinding};
