//! Settling by hand-made findings on small receipts.
