//! Rule sets that change under load: a snapshot of one revision is made beside the live one and swapped in at one instant.
//!
//! What comes in: the content of a revision ([`Content`]). What goes out: a [`Snapshot`] that passed every stage, or the
//! [`Failure`] that ended it. A [`Session`] hands snapshots out to whoever works. See docs/design/revisions.md.

mod content;
mod counters;
mod failure;
#[cfg(test)]
mod model;
mod prepare;
mod shadow;
mod snapshot;
mod standing;
mod trial;

pub use content::{Content, Origin, RevisionId, RuleText, Setting};
pub use counters::{Counters, Hits, InstitutionKey};
pub use failure::{Failure, Stage};
pub use prepare::{Tests, prepare};
pub use shadow::{Changes, Difference, Tally, compare};
pub use snapshot::Snapshot;
pub use standing::{Session, Slot, Standing, Swap};
pub use trial::Trials;
