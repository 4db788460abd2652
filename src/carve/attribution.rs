//! Which obstacle costs how much.
//!
//! The loss of a set of obstacles is not the sum of their losses: clearances overlap, and a strip
//! between two of them is lost only while both stay. Four figures say so, for a loss function
//! `v(S)` over sets of kept obstacles and the set N of all:
//!
//! - *alone*: `v({i})`, it is the only one kept;
//! - *marginal*: `v(N) - v(N without i)`, what moving it alone returns;
//! - *Shapley*: its mean marginal loss over all orders of arrival (L. S. Shapley, "A value for
//!   n-person games", 1953); the shares sum to the loss. Exact up to [`EXACT`] obstacles, else the
//!   mean over seeded random orders, with its standard error;
//! - *joint returns*: pairs whose moving together returns more than moving each alone.

use crate::carve::{exclusion, Baseline, CarveError, Ground, Trial};
use crate::model::{Nth, SplitMix};
use crate::obstacle::Obstacle;
use crate::units::SquareMetres;

/// Up to this many obstacles every subset is computed.
pub const EXACT: usize = 10;
/// Losses computed for the sampled shares at most, orders times obstacles.
const SAMPLED_LOSSES: usize = 120;
/// Pairs are looked for among this many obstacles with the largest shares.
const PAIRED: usize = 5;
/// A joint return is worth a sentence from this share of the loss on.
const NOTABLE: f64 = 0.02;

/// The part of one obstacle in the loss, square metres.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Share {
    /// Loss if it were the only one kept.
    pub alone: f64,
    /// Loss that goes if only it is moved.
    pub marginal: f64,
    /// Its Shapley share.
    pub shapley: f64,
    /// Standard error of the share; none when it is exact.
    pub standard_error: Option<f64>,
}

/// Two obstacles that are worth more moved together than each alone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JointReturn {
    /// The two.
    pub pair: (Nth<Obstacle>, Nth<Obstacle>),
    /// What moving both returns.
    pub together: SquareMetres,
    /// What moving each alone returns.
    pub apart: (SquareMetres, SquareMetres),
}

/// Shares of all obstacles, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Attribution {
    /// One share an obstacle.
    pub shares: Vec<Share>,
    /// Notable pairs, largest joint return first.
    pub joint: Vec<JointReturn>,
}

/// Divides the loss of all obstacles together, square metres, among them.
///
/// # Errors
/// [`CarveError`] from the area model.
pub fn attribute(
    ground: &Ground,
    baseline: &Baseline,
    obstacles: &[&Obstacle],
    loss: f64,
) -> Result<Attribution, CarveError> {
    let game = Game { ground, baseline, obstacles, whole: loss };
    match obstacles.len() {
        0 => Ok(Attribution::default()),
        n if n <= EXACT => game.exact(),
        _ => game.sampled(),
    }
}

struct Game<'a> {
    ground: &'a Ground,
    baseline: &'a Baseline,
    obstacles: &'a [&'a Obstacle],
    /// v(N), which is known already, square metres.
    whole: f64,
}

impl Game<'_> {
    /// v(S), for a set given as a predicate.
    fn loss(&self, keep: impl Fn(usize) -> bool) -> Result<f64, CarveError> {
        let kept: Vec<&Obstacle> = self
            .obstacles
            .iter()
            .enumerate()
            .filter(|(number, _)| keep(*number))
            .map(|(_, obstacle)| *obstacle)
            .collect();
        match kept.len() {
            0 => return Ok(0.0),
            n if n == self.obstacles.len() => return Ok(self.whole),
            _ => {}
        }
        Ok(Trial::of(self.ground, self.baseline, &kept)?.loss(self.baseline))
    }

    fn exact(&self) -> Result<Attribution, CarveError> {
        let n = self.obstacles.len();
        let all = (1usize << n) - 1;
        let losses = (0..=all)
            .map(|set| self.loss(|number| set >> number & 1 == 1))
            .collect::<Result<Vec<f64>, _>>()?;
        // |S|! (n - |S| - 1)! / n!, from the weight of the empty set upwards.
        let mut weights = vec![1.0 / n as f64];
        for size in 1..n {
            weights.push(weights[size - 1] * size as f64 / (n - size) as f64);
        }
        let shares = (0..n)
            .map(|i| {
                let me = 1 << i;
                let shapley = (0..=all)
                    .filter(|set| set & me == 0)
                    .map(|set| {
                        weights[set.count_ones() as usize] * (losses[set | me] - losses[set])
                    })
                    .sum();
                Share {
                    alone: losses[me],
                    marginal: losses[all] - losses[all & !me],
                    shapley,
                    standard_error: None,
                }
            })
            .collect::<Vec<_>>();
        let joint =
            joint_returns(&shares, losses[all], |i, j| Ok(losses[all & !(1 << i) & !(1 << j)]))?;
        Ok(Attribution { shares, joint })
    }

    fn sampled(&self) -> Result<Attribution, CarveError> {
        let n = self.obstacles.len();
        let orders = (SAMPLED_LOSSES / n).max(2);
        let mut sums = vec![(0.0, 0.0); n];
        let mut random = SplitMix::new(0x6361_7276_656F_7574);
        for _ in 0..orders {
            let mut before = 0.0;
            let mut arriving = exclusion::Arriving::none_yet();
            for number in random.order(n) {
                arriving.arrive(self.obstacles[number])?;
                let loss = if arriving.count() == n {
                    self.whole
                } else {
                    arriving.trial(self.ground, self.baseline)?.loss(self.baseline)
                };
                let added = loss - before;
                sums[number].0 += added;
                sums[number].1 += added * added;
                before = loss;
            }
        }
        let count = orders as f64;
        let shares = (0..n)
            .map(|number| {
                let mean = sums[number].0 / count;
                let variance = (sums[number].1 / count - mean * mean).max(0.0);
                Ok(Share {
                    alone: self.loss(|other| other == number)?,
                    marginal: self.whole - self.loss(|other| other != number)?,
                    shapley: mean,
                    standard_error: Some((variance / (count - 1.0)).sqrt()),
                })
            })
            .collect::<Result<Vec<_>, CarveError>>()?;
        let joint = joint_returns(&shares, self.whole, |i, j| {
            self.loss(|number| number != i && number != j)
        })?;
        Ok(Attribution { shares, joint })
    }
}

/// Pairs that return notably more together, given the loss without two obstacles.
fn joint_returns(
    shares: &[Share],
    whole: f64,
    loss_without: impl Fn(usize, usize) -> Result<f64, CarveError>,
) -> Result<Vec<JointReturn>, CarveError> {
    let mut largest: Vec<usize> = (0..shares.len()).collect();
    largest.sort_by(|a, b| shares[*b].shapley.total_cmp(&shares[*a].shapley));
    largest.truncate(PAIRED);
    largest.sort_unstable();
    let area = |value: f64| SquareMetres::saturating(value);
    let mut joint = Vec::new();
    for (at, &i) in largest.iter().enumerate() {
        for &j in &largest[at + 1..] {
            let together = whole - loss_without(i, j)?;
            let (a, b) = (shares[i].marginal, shares[j].marginal);
            if together - a - b > NOTABLE * whole && together - a - b > 1.0 {
                let apart = (area(a), area(b));
                let pair = (Nth::new(i), Nth::new(j));
                joint.push(JointReturn { pair, together: area(together), apart });
            }
        }
    }
    joint.sort_by(|a, b| b.together.get().total_cmp(&a.together.get()));
    Ok(joint)
}
