//! The official list of intake errors: where each code is judged, or why it cannot be.
