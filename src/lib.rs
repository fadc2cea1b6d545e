//! rekindle.
pub mod message;
