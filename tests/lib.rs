//! What the tests share with the fuzz targets: the slow twin of the reader.

pub mod twin;
