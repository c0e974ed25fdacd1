//! What the tests share with the fuzz targets: slow twins of the reader and of the comment patterns,
//! and the intake in batches of any size.

pub mod batches;
pub mod comments;
pub mod twin;
