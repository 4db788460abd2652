//! The kernel on shapes made of seeded bytes, against slow constructions (`brute_force`).
//!
//! `CARVEOUT_FUZZ_INPUTS=1000000 cargo test --release -p carveout-geometry --test kernel_against_brute_force` runs many
//! more than the few thousand of every day; `CARVEOUT_FUZZ_SEED` starts elsewhere.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it compared"
)]

mod brute_force;

use brute_force::{check, operation, Tally, OPERATIONS};
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Inputs that once went wrong, with what was wrong then.
const REGRESSIONS: &[(&str, &str)] = &[
    (
        "a slit thinner than a nanometre was mitred past the far side of the region",
        "5c55000000000000000000fd00c0a0000000000000eb00000000000000580000000000000000000000000000000\
         0000000000000000000000000000000000000000000000000",
    ),
    (
        "the square cut of a sharp mitre was askew, 6e-6 m at its end",
        "e17300a24100000000000000000000000000000000000089005e5ee568639893010000000000f540160067cc69",
    ),
    (
        "the square cut of a sharp mitre was askew, which showed in the area",
        "f21986635f00000000000000005e0000001e0000000004aa86000000a900000000004316000000ef",
    ),
    (
        "a thin spike with two corners at its end became one with a sharp one",
        "e89100c1310000000000000000000000006b000000310000000069",
    ),
    (
        "vertices were dropped from short edges, whose direction then was another one",
        "84fd000000412c0000e7000000000000000000000000af00001d0000030073db",
    ),
    (
        "likewise, at an inner corner",
        "18001b00000025d796e60000002e00000000000000000000000000000099f5a15d000000004600000023dc00e2",
    ),
    (
        "likewise, which showed in the area",
        "dec10000120000000000000000792e00c40000004b7a746500d700c3",
    ),
    (
        "a strip ended where the flat end of the next, short segment was",
        "57000000df5e220000008ae2007b0e004700d20bf7bb5800c97d00b500c8",
    ),
    (
        "a line with short steps near its end lost its round end",
        "0700000000875c000000000000f800a00000000093000000000000110000000b",
    ),
];

/// `SplitMix64`: the same bytes on every machine.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

fn input(seed: u64) -> Vec<u8> {
    let mut seeded = Seeded(seed);
    let length = 16 + usize::from(seeded.next().to_le_bytes()[0]) % 160;
    std::iter::repeat_with(|| seeded.next().to_le_bytes()).flatten().take(length).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |k: usize| u8::from_str_radix(&hex[k..k + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// No input may take longer; most take a millisecond.
const PATIENCE: Duration = Duration::from_secs(60);

/// The verdict, a panic being the worst one but for never coming back.
fn verdict(bytes: &[u8]) -> Result<Tally, String> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let start = Instant::now();
            while !done.load(Ordering::Acquire) {
                if start.elapsed() > PATIENCE {
                    eprintln!("no verdict after {PATIENCE:?}: {}", hex(bytes));
                    std::process::abort();
                }
                std::thread::park_timeout(PATIENCE);
            }
        });
        let verdict = catch_unwind(|| check(bytes)).unwrap_or_else(|_| Err("panic".to_owned()));
        done.store(true, Ordering::Release);
        watch.thread().unpark();
        verdict
    })
}

/// Cuts bytes off the end and sets bytes to zero as long as the same operation still fails.
fn smaller(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let fails = |bytes: &[u8]| verdict(bytes).is_err();
    for cut in [64, 16, 4, 1] {
        while bytes.len() > cut && fails(&bytes[..bytes.len() - cut]) {
            bytes.truncate(bytes.len() - cut);
        }
    }
    for index in 1..bytes.len() {
        let kept = std::mem::take(&mut bytes[index]);
        if kept != 0 && !fails(&bytes) {
            bytes[index] = kept;
        }
    }
    bytes
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().expect("a whole number"))
}

/// What a run compared, by operation, and the inputs that went wrong.
#[derive(Default)]
struct Run {
    inputs: [usize; OPERATIONS.len()],
    tallies: [Tally; OPERATIONS.len()],
    wrong: Vec<Vec<u8>>,
}

impl Run {
    fn over(seeds: impl Iterator<Item = u64>, most_wrong: usize) -> Self {
        let mut run = Self::default();
        for bytes in seeds.map(input) {
            let index = operation(&bytes);
            run.inputs[index] += 1;
            match verdict(&bytes) {
                Ok(tally) => run.tallies[index].add(tally),
                Err(_) => run.wrong.push(bytes),
            }
            if run.wrong.len() >= most_wrong {
                break;
            }
        }
        run
    }

    fn add(&mut self, other: Self) {
        for index in 0..OPERATIONS.len() {
            self.inputs[index] += other.inputs[index];
            self.tallies[index].add(other.tallies[index]);
        }
        self.wrong.extend(other.wrong);
    }
}

#[test]
fn the_kernel_agrees_with_brute_force() {
    let count = number("CARVEOUT_FUZZ_INPUTS", 3_000);
    let first = number("CARVEOUT_FUZZ_SEED", 1);
    let most_wrong = usize::try_from(number("CARVEOUT_FUZZ_FAULTS", 3)).expect("a small number");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut total = Run::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                let seeds = (first..first + count).skip(worker).step_by(threads);
                scope.spawn(move || Run::over(seeds, most_wrong))
            })
            .collect();
        for worker in workers {
            total.add(worker.join().expect("a worker"));
        }
    });
    for (index, name) in OPERATIONS.iter().enumerate() {
        let (inputs, tally) = (total.inputs[index], total.tallies[index]);
        eprintln!("{name}: {inputs} inputs, {tally:?}");
        assert!(inputs < 50 || tally.points > inputs, "{name} compares next to nothing");
    }
    for bytes in &total.wrong {
        let bytes = smaller(bytes);
        let fault = verdict(&bytes).expect_err("smaller, and still wrong");
        eprintln!("{}: {fault}\n  {}", OPERATIONS[operation(&bytes)], hex(&bytes));
    }
    assert!(total.wrong.is_empty(), "{} inputs went wrong", total.wrong.len());
}

#[test]
fn what_once_went_wrong_stays_right() {
    for (what, input) in REGRESSIONS {
        if let Err(fault) = verdict(&bytes(input)) {
            panic!("{what} again: {fault}\n  {input}");
        }
    }
}

#[test]
fn no_input_is_too_short() {
    for byte in 0..=255 {
        for length in [0, 1, 2, 9] {
            let bytes = vec![byte; length];
            if let Err(fault) = verdict(&bytes) {
                panic!("{fault}: {}", hex(&bytes));
            }
        }
    }
}
