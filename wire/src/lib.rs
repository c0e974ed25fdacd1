//! Shapes of JSON that others rely on (docs/screening.md); the domain types themselves know nothing of JSON.
//!
//! [`DefectLine`] and [`FindingOut`] are what a check says; [`SettledFinding`] and [`ReceiptOut`] what a screening decides.

mod causes;
mod rows;
mod settled;
mod stored;

pub use causes::Causes;
pub use rows::{DefectLine, FindingLineOut, FindingOut, digits};
pub use settled::{ReceiptOut, SettledFinding};
pub use stored::{StoredFinding, StoredLine, StoredOpen, StoredReason, StoredReceipt};
