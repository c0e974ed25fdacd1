//! The official data as published, where SHINSA_SHARED names their folder: what was found in them still holds.

mod editions;
pub mod files;
mod lookups;
mod merge;
mod refusals;
