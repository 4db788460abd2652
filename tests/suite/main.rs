//! Everything that is tested from outside: through the library and through the binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it measured or why it was skipped"
)]

mod architecture;
mod batch;
mod cases;
mod city;
mod cli;
mod deed;
mod edges;
mod evidence;
mod examples;
mod groups;
mod land_balance;
mod laws;
mod layers;
mod memory;
mod multiples;
mod neighbours;
mod oracle;
mod parties;
mod random_jobs;
mod ranges;
mod relocation;
mod remnants;
mod schema;
mod support;
mod ways_out;
mod written;
