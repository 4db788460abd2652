//! Random choices: the same for a seed on every machine.

use carveout::model::SplitMix;

pub struct Dice(SplitMix);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(SplitMix::new(seed))
    }

    /// A number between two, to the centimetre.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        ((low + (high - low) * self.0.unit()) * 100.0).round() / 100.0
    }

    /// A whole number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.bits() % n as u64).unwrap()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.unit() < probability
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
