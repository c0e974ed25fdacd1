//! From findings to decisions: what is assessed, returned or shown to whom, with points, reasons and ids.
//!
//! What comes in: one receipt with its defects, its findings and what could not be evaluated. What goes out: [`Settled`],
//! its disposition, queue and points, and for each finding whether it won, is contained in another, or is only told.
//! Pure, and the same whatever the order of what comes in. docs/design/screening.md has the policy.

mod again;
mod bearers;
mod effort;
mod fees;
mod frame;
mod id;
mod merge;
mod order;
mod reason;
mod reprice;
mod route;
mod routing;
mod settle;
mod share;
#[cfg(test)]
mod tests;

pub use again::{Again, Alone, alone, newly_said, reopen};
pub use bearers::bearers;
pub use effort::Effort;
pub use fees::{Fees, FeesError, Price};
pub use frame::{Reader, framed};
pub use id::Id;
pub use reason::{detail_of, letter_of, return_class};
pub use reprice::{LineChange, PayerPoints, PointsTimes, UnitChange};
pub use routing::{Routing, RoutingError};
pub use settle::{Disposition, Doubt, Settled, State, Subject, Weighed, settle};
