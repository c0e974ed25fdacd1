//! What the tests share with the fuzz targets and the long runs: slow twins of the reader, of the comment patterns and of
//! the rule engine, the intake in batches of any size, and swapping revisions under load.

pub mod batches;
pub mod comments;
pub mod oracle;
pub mod soak;
pub mod twin;
