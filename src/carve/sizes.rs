//! The loss for every minimum area at once.
//!
//! What is wide enough and within reach does not hang on the minimum area; which of its pieces count
//! does. So one trial without a minimum area tells what every other one leaves, and where the loss
//! jumps: at the areas of the pieces. Only corridors, laid where they add the least loss, may lie
//! otherwise at another minimum area.

use crate::carve::{Baseline, Trial};
use crate::geometry::Region;

/// Areas of the pieces of usable land without obstacles and with them, square metres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sizes {
    without: Vec<f64>,
    with: Vec<f64>,
}

impl Sizes {
    /// Of a site and of what is left of it, both at a minimum area of nothing.
    #[must_use]
    pub fn of(baseline: &Baseline, trial: &Trial) -> Self {
        let of_pieces = |region: &Region| -> Vec<f64> {
            region.pieces().iter().map(|piece| piece.area().get()).collect()
        };
        let with = trial.remaining.sizes.iter().map(|size| size.get()).collect();
        Self { without: of_pieces(&baseline.usable), with }
    }

    /// The same with all usable land as one piece, where the minimum area has no range.
    #[must_use]
    pub fn as_one(baseline: &Baseline, trial: &Trial) -> Self {
        let of = |region: &Region| vec![region.area().get()];
        Self { without: of(&baseline.usable), with: of(&trial.remaining.usable) }
    }

    /// Of two sites: one without obstacles, the other with them.
    #[must_use]
    pub fn of_two(without: &Self, with: &Self) -> Self {
        Self { without: without.without.clone(), with: with.with.clone() }
    }

    /// Usable land without obstacles and with them where only pieces of some area count, square metres.
    #[must_use]
    pub fn usable(&self, least: f64) -> [f64; 2] {
        let counted = |sizes: &[f64]| -> f64 { sizes.iter().filter(|size| **size >= least).sum() };
        [counted(&self.without), counted(&self.with)]
    }

    /// Usable land lost where only pieces of some area count, square metres.
    #[must_use]
    pub fn loss(&self, least: f64) -> f64 {
        let [without, with] = self.usable(least);
        (without - with).max(0.0)
    }

    /// The minimum areas between two at which the loss jumps, ascending: a piece of that area counts, and
    /// above it does not.
    #[must_use]
    pub fn steps(&self, (first, second): (f64, f64)) -> Vec<f64> {
        let (low, high) = (first.min(second), first.max(second));
        let mut steps: Vec<f64> = self.without.iter().chain(&self.with).copied().collect();
        steps.retain(|size| (low..high).contains(size));
        steps.sort_by(f64::total_cmp);
        steps.dedup();
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_counts_up_to_its_own_area() {
        // 5,000 m2 that an obstacle cuts into 3,000 and 1,000: 1,000 are lost, 2,000 where the small one
        // does not count, all that is left of the site once the large one does not either.
        let sizes = Sizes { without: vec![5_000.0], with: vec![3_000.0, 1_000.0] };
        let losses = [0.0, 1_000.0, 1_000.01, 3_000.0, 3_000.01, 5_000.0, 5_000.01];
        let losses = losses.map(|least| sizes.loss(least));
        assert_eq!(losses, [1_000.0, 1_000.0, 2_000.0, 2_000.0, 5_000.0, 5_000.0, 0.0]);
        assert_eq!(sizes.steps((4_000.0, 500.0)), [1_000.0, 3_000.0]);
        assert_eq!(sizes.steps((0.0, 10_000.0)), [1_000.0, 3_000.0, 5_000.0]);
    }
}
