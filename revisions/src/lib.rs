//! Signed revisions: what a headquarters makes, what a branch verifies and activates, and the folder of what is active.
//!
//! In: rule files, a store of masters, settings and a key; or a bundle. Out: bundles, and the [`review::session::Snapshot`]
//! that is active. Nothing of a bundle is used before its signature is verified; see docs/design/revisions.md.
//!
//! Reading order: [`manifest`], [`bundle`], [`keys`], [`gather`] (making), [`verified`] (using), [`home`] (keeping).

pub mod bundle;
mod error;
pub mod gather;
pub mod home;
pub mod keys;
pub mod manifest;
pub mod verified;
pub mod watch;

pub use bundle::Bundle;
pub use error::{Error, Result};
pub use home::Home;
pub use keys::{Signer, Trust};
pub use manifest::{Label, Manifest};
pub use verified::Verified;
