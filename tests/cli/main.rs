//! The binary, as a user runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says why it was skipped"
)]

#[allow(dead_code, reason = "each test crate uses its own part of it")]
#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod dossier;
mod output;
mod readme;
mod rules;
