//! The checks of the fuzz target on seeded bytes: 400 inputs, or `CARVEOUT_FUZZ=N` of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says on which bytes"
)]

#[path = "../fuzz/harness.rs"]
mod harness;

use std::panic::catch_unwind;

/// Bytes on which something went wrong once.
const REGRESSIONS: [&[u8]; 0] = [];

fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let length = 24 + usize::from(next() % 120);
    (0..length).map(|_| next()).collect()
}

#[test]
fn offsets_openings_and_overlays_agree_with_brute_force() {
    for bytes in REGRESSIONS {
        harness::check(bytes);
    }
    let count = std::env::var("CARVEOUT_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let failed: Vec<u64> =
        (0..count).filter(|seed| catch_unwind(|| harness::check(&bytes(*seed))).is_err()).collect();
    for seed in failed.iter().take(3) {
        eprintln!("seed {seed}: {:?}", bytes(*seed));
    }
    assert!(failed.is_empty(), "{} of {count} inputs failed: {failed:?}", failed.len());
}
