//! What the service keeps: accounts, sessions, keys of clinics, sealed claims and their results, and the audit trail.
//!
//! One [`Store`] handle over SQLite (a file, or memory) or PostgreSQL; one set of migrations and statements for both.
//! It knows nothing of HTTP or of receipts: what it keeps are bytes and counts that the caller gives.
//! Time comes from the caller as [`Now`]; no statement reads a clock. See docs/store.md.
//!
//! Reading order: [`open`], [`seal`], [`accounts`], [`sessions`], [`api_keys`], [`uploads`], [`exclusions`], [`returned`], [`audit`], [`cases`], [`figures`],
//! [`reseal`], [`backup`], [`statistics`].

pub mod open;

pub mod accounts;
pub mod api_keys;
pub mod audit;
pub mod backup;
pub mod cases;
mod coded;
mod error;
pub mod exclusions;
pub mod figures;
pub mod reseal;
pub mod returned;
mod rows;
pub mod seal;
pub mod sessions;
pub mod statistics;
mod token;
pub mod uploads;
mod words;

pub use error::{Problem, Result, StoreError};
pub use open::{Place, Store};
pub use seal::KeyRing;
pub use token::Secret;
pub use words::{Institution, Now, Role, Side, SignInKind};
