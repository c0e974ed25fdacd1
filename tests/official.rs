//! The official data as published, where they are at hand: what was found in them still holds.

mod editions;
mod files;
mod lookups;
mod merge;
mod refusals;
