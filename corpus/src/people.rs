//! Who claims and for whom: institutions, patients, and who pays.

mod numbers;
mod patient;
mod payer;
mod place;
mod window;

pub(crate) use patient::{Patient, Stage};
pub(crate) use payer::{AgeClass, Fund, Insurer, Need, Payer};
pub(crate) use place::{Place, Specialty};
pub(crate) use window::Window;
