//! Who asks: a browser with a session, a program with a key, or somebody at this machine where nobody has an account.

pub mod caller;
pub mod cookies;
pub mod form;
pub mod next;
pub mod origin;
pub mod rate;
pub mod roles;
pub mod spoken;

pub use caller::{Caller, Who};
pub use form::Guarded;
pub use rate::Rates;
pub use spoken::{Acting, Signed, Spoken};
