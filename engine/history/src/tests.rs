//! Histories of small files.
