//! What the tests share with the fuzz targets: the slow twin of the reader, and the intake in batches of any size.

pub mod batches;
pub mod twin;
