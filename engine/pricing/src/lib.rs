//! What points a 剤 has by the masters of the day, and what remains of it when some of its lines fall.
//!
//! In: a batch of receipts, a unit of it, the lines that fall, masters. Out: the points of what remains, or why they
//! cannot be decided. The method is trusted for a unit only when it gives the claimed points of the whole unit; whatever
//! two readings of the law would price differently is undecided. See docs/design/pricing.md.
//!
//! Reading order: [`remaining`] (the two questions), `line` (what a line costs), `price` (what lines cost together),
//! `bond` (which additions stand on which lines).

mod bond;
mod chain;
mod leaning;
mod line;
mod price;
mod remaining;
mod undecided;

pub use chain::Links;
pub use leaning::{Cut, Leaning, Tie, leaning};
pub use line::{Fee, Film, Line, Ware};
pub use price::{Reading, price};
pub use remaining::{Remaining, computed, remaining};
pub use undecided::Undecided;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
