//! All integration tests, one binary: each module is one boundary or one property of the whole.

mod docs;
mod flow;
mod intake_codes;
mod official;
mod planning;
mod reading;
mod recall;
mod table_proof;
mod tidy;
