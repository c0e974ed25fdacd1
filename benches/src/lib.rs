//! What is measured, once: inputs, limits, peers and ourselves, shared by the criterion benches and `ratios`.

pub mod input;
pub mod reading;
