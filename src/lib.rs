//! rekindle.
