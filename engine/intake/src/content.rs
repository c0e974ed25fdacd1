//! Findings: checks of one receipt against the masters.
