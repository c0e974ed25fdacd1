//! All integration tests, one binary: each module is one boundary or one property of the whole.

mod again;
mod desk;
mod docs;
mod explaining;
mod flow;
mod groups;
mod intake_codes;
mod judging;
mod limits;
mod linked;
mod official;
mod planning;
mod pricing_units;
mod reading;
mod recall;
mod swapping;
mod table_proof;
mod tidy;
