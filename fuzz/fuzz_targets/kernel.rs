//! The geometry kernel against brute force, on whatever the fuzzer thinks of.
#![no_main]

#[path = "../../crates/geometry/tests/brute_force/mod.rs"]
#[allow(dead_code, reason = "the tests of the crate use more of it")]
mod brute_force;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(fault) = brute_force::check(bytes) {
        panic!("{}: {fault}", brute_force::OPERATIONS[brute_force::operation(bytes)]);
    }
});
