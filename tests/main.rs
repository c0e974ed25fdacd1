//! All integration tests, one binary: each module is one boundary or one property of the whole.

mod docs;
mod official;
mod reading;
mod tidy;
