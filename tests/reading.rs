//! Reading and writing of receipts: properties over random files, and small named cases.

mod cases;
mod comment_texts;
mod generate;
mod made_up;
mod properties;
mod regressions;
mod samples;
