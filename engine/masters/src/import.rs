//! Reading official files: one description a kind, one reader for all.

pub(crate) mod file;
pub(crate) mod read;

pub(crate) mod check;
mod problem;
mod recognise;
mod text;
mod unlike;

pub(crate) mod basic_fee;
pub(crate) mod check_case;
pub(crate) mod check_contraindication;
pub(crate) mod check_dose;
pub(crate) mod check_indication;
pub(crate) mod check_interaction;
pub(crate) mod check_long_use;
mod check_master;
pub(crate) mod check_procedure_disease;
pub(crate) mod comment;
pub(crate) mod comment_relation;
pub(crate) mod count_limit;
pub(crate) mod disease;
pub(crate) mod drug;
pub(crate) mod exclusion;
pub(crate) mod facility;
pub(crate) mod fee_table_links;
pub(crate) mod inclusion;
pub(crate) mod material;
pub(crate) mod modifier;
pub(crate) mod procedure;
pub(crate) mod ward;

pub use problem::{Fault, Problem, Refusal};
pub use read::read;
pub use unlike::Unlike;

#[cfg(test)]
mod tests;
