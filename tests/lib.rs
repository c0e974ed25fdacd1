//! What the tests share with the fuzz targets and the long runs: slow twins of the reader, of the comment patterns and of
//! the rule engine, and the intake in batches of any size.

pub mod batches;
pub mod comments;
pub mod oracle;
pub mod twin;
