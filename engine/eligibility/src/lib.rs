//! Whether the patient of a receipt was insured on the days of service: a seam for sources, a table as one of them, and
//! the findings.
//!
//! What comes in: a batch and something that answers [`Eligibility::on`]. What goes out: findings of check `eligibility`
//! for a person to decide, and what could not be asked. Nothing is guessed: several matches are shown to somebody, what
//! cannot be read or is not covered is not evaluated. Cards are kept as one-way numbers only.

mod answer;
mod check;
mod table;
mod words;

pub use answer::{Answer, Eligibility, Insured, Span};
pub use check::check;
pub use table::{COLUMNS, Table, TableError};
