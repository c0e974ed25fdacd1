//! What people may do with a case under review, and what becomes of it.
//!
//! In: a case, a person, an act. Out: the event to keep and the case after it, or a refusal with its reason.
//! A case is nothing but its opening and its events in order ([`Case::replay`]), so no act is lost.
//! No I/O, no clock, no identity of patients: receipts are named by the caller.
//!
//! Reading order: [`people`], [`act`], [`case`], [`judge`] (may they?), [`level`] (who takes what?), [`month`].

pub mod act;
pub mod case;
mod judge;
pub mod level;
pub mod month;
pub mod people;
mod refusal;

pub use act::{Act, Decision, Event, Line, Verdict};
pub use case::{Case, Opening, State};
pub use month::Month;
pub use people::{Person, Seat};
pub use refusal::Refusal;
