//! The patient's other claims: who is the same patient, what is known of earlier months, and how far back it is all.
//!
//! What comes in: batches that were read, file by file. What goes out: for a judged receipt, the patient's claims of its
//! month and before as [`eval::Earlier`], each sure or doubtful, and from which month on they are all there.
//! Nothing here is written anywhere, and nothing kept names a patient: keys are one-way, bytes are not kept.

mod collect;
mod fold;
mod gaps;
mod history;
mod institution;
mod patient;
#[cfg(test)]
mod tests;

pub use collect::{Collector, FileReport, Keyed, Partition, keys};
pub use history::{History, Judged, Others, Place};
pub use institution::{InForce, institution_at};
pub use patient::{Patient, Relation, branch_of, card_key};
