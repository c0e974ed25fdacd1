//! What is measured, once: inputs, limits, peers and ourselves, shared by the criterion benches and `ratios`.

pub mod book;
pub mod clock;
pub mod engine;
pub mod generated;
pub mod input;
pub mod judging;
pub mod official;
pub mod peers;
pub mod reading;
pub mod stand_ins;
