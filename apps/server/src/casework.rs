//! What staff and committee do with cases, for pages and API alike: who sees what, what is done, and what the trail says of it.

pub mod acting;
pub mod asked;
pub mod decision;
pub mod giving;
pub mod handing;
pub mod linked;
pub mod list;
pub mod look;
pub mod months;
pub mod next;
pub mod numbers;
pub mod reasons;
pub mod results;

/// What for, as the trail has it.
pub const PURPOSE: &str = "審査";
