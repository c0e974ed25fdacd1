//! The intake checks (受付・事務点検): what the file itself, or the file with the masters, can decide.
//!
//! What comes in: batches that were read. What goes out: defects (decidable from the record layouts alone) and
//! findings (everything that needs a master), each with its official code where the official list has one.
//!
//! Three places, in the order in which a receipt meets them:
//! 1. [`structure::check`]: one receipt by itself, pure, in the parallel part; adds to `batch.defects`.
//! 2. [`file::FileState::take`]: what runs across receipts of a file (numbering, sums, volumes), batch after batch.
//! 3. [`content::check`]: one receipt against the masters; gives findings.
//!
//! [`codes`] lists the official codes and says of each where it is judged, or why it cannot be; [`examples`] shows each
//! kind of defect; docs/design/intake.md says why things are where they are.

pub mod codes;
pub mod content;
pub mod doc;
pub mod examples;
pub mod file;
pub mod message;
pub mod structure;
mod view;

pub use view::ReceiptView;
