//! Shelves on top of each other: the choice that holds most, by dynamic programming.
//!
//! Of two stacks with equally many slots the lower one is at least as good, whatever its shelves
//! look like, so for every number of slots only the lowest stack is remembered. The next shelf
//! stands either right on top of a stack, a gap above it, or at the lowest level further up that
//! holds more.

use super::shelf::{Level, Outline, Shade, Slot};

/// A row of slots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shelf {
    pub(super) y: f64,
    /// Index of its slot.
    pub(super) kind: usize,
    pub(super) count: usize,
}

/// The lowest stack known for a number of slots.
#[derive(Clone, Copy, Debug)]
struct Stack {
    top: f64,
    last: Option<Shelf>,
}

const UNKNOWN: Stack = Stack { top: f64::INFINITY, last: None };

/// The shelves that hold most slots, at most `cap` of them.
pub(super) fn fullest(
    outline: &Outline,
    kinds: &[(Slot, Vec<Level>)],
    gap: f64,
    cap: usize,
    shades: &mut Vec<Shade>,
) -> Vec<Shelf> {
    let mut stacks = vec![Stack { top: outline.floor - gap, last: None }];
    let mut most = 1;
    let mut number = 0;
    while number < stacks.len().min(cap) {
        let below = stacks[number].top;
        let fuller = stacks[number + 1..].iter().take(most);
        let dominated = fuller.clone().any(|other| other.top <= below);
        if below.is_finite() && !dominated {
            let y = below + gap;
            for (kind, (slot, levels)) in kinds.iter().enumerate() {
                if y > outline.roof - slot.height {
                    continue;
                }
                let mut add = |y: f64, count: usize| {
                    let count = count.min(cap - number);
                    if count > 0 {
                        most = most.max(count);
                        let sum = number + count;
                        stacks.resize(stacks.len().max(sum + 1), UNKNOWN);
                        let top = y + slot.height;
                        if top < stacks[sum].top {
                            stacks[sum] = Stack { top, last: Some(Shelf { y, kind, count }) };
                        }
                    }
                };
                let mut best = outline.count(y, *slot, gap, shades);
                add(y, best);
                let mut index = levels.partition_point(|level| level.y < y);
                while let Some(level) = levels.get(index) {
                    if level.count > best {
                        best = level.count;
                        add(level.y, best);
                    }
                    index = level.next_higher;
                }
            }
        }
        number += 1;
    }
    let mut shelves = Vec::new();
    let mut left = stacks.len() - 1;
    while let Some(shelf) = stacks[left].last {
        shelves.push(shelf);
        left -= shelf.count;
    }
    shelves
}
