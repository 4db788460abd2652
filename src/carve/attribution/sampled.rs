//! Shares from random orders of arrival.
//!
//! Each order is taken with its reverse: who comes first in one comes last in the other, so the mean of
//! the two varies less. The standard error is that of the means of the pairs.

use crate::carve::attribution::{exact, Game, Share};
use crate::carve::{exclusion, CarveError};
use crate::model::SplitMix;
use rayon::prelude::*;

/// Fewer orders say too little of how far shares vary.
pub(super) const LEAST_ORDERS: usize = 16;
/// More take longer than their digits are worth.
pub(super) const MOST_ORDERS: usize = 128;
/// The same orders everywhere.
const SEED: u64 = 0x6361_7276_656F_7574;

/// Shares of a group, in its order, from so many orders, an even number.
pub(super) fn shares(
    game: &Game<'_>,
    group: &[usize],
    orders: usize,
) -> Result<Vec<Share>, CarveError> {
    let n = group.len();
    let together = game.loss(group)?;
    let mut random = SplitMix::new(SEED);
    let drawn: Vec<Vec<usize>> = (0..orders / 2).map(|_| random.order(n)).collect();
    let pairs = drawn
        .par_iter()
        .map(|order| {
            let reverse: Vec<usize> = order.iter().rev().copied().collect();
            let one = added(game, group, order, together)?;
            let other = added(game, group, &reverse, together)?;
            Ok(one.iter().zip(other).map(|(a, b)| f64::midpoint(*a, b)).collect())
        })
        .collect::<Result<Vec<Vec<f64>>, CarveError>>()?;
    let ends = (0..n)
        .into_par_iter()
        .map(|at| {
            let others: Vec<usize> =
                group.iter().copied().filter(|other| *other != group[at]).collect();
            Ok((game.loss(&[group[at]])?, (together - game.loss(&others)?).max(0.0)))
        })
        .collect::<Result<Vec<(f64, f64)>, CarveError>>()?;
    let mut shares = vec![None; n];
    for kind in exact::alike(game, group) {
        let places: Vec<usize> = (0..n).filter(|place| kind.contains(&group[*place])).collect();
        // Those that are alike have the same share: the mean of theirs, pair by pair.
        let means: Vec<f64> = pairs
            .iter()
            .map(|pair| places.iter().map(|at| pair[*at]).sum::<f64>() / places.len() as f64)
            .collect();
        let (shapley, error) = mean(&means);
        for at in places {
            let (alone, marginal) = ends[at];
            // Orders that all say the same may have missed what only others show: between its loss
            // alone and its loss last of all a share may lie anywhere.
            let unseen = (alone - marginal).abs() / (12.0 * means.len() as f64).sqrt();
            let standard_error = Some(error.max(if error > 0.0 { 0.0 } else { unseen }));
            shares[at] = Some(Share { alone, marginal, shapley, standard_error });
        }
    }
    Ok(shares.into_iter().flatten().collect())
}

/// What each place of a group adds in an order of its places.
fn added(
    game: &Game<'_>,
    group: &[usize],
    order: &[usize],
    together: f64,
) -> Result<Vec<f64>, CarveError> {
    let mut arriving = exclusion::Arriving::none_yet();
    let mut losses = Vec::with_capacity(order.len());
    for place in order {
        arriving.arrive(game.obstacles[group[*place]])?;
        losses.push(if losses.len() + 1 == order.len() {
            together
        } else {
            arriving.trial(game.ground, game.baseline)?.loss(game.baseline)
        });
    }
    // No more than a later, larger set loses.
    for at in (1..losses.len()).rev() {
        losses[at - 1] = losses[at - 1].min(losses[at]);
    }
    let mut added = vec![0.0; order.len()];
    let mut before = 0.0;
    for (place, loss) in order.iter().zip(losses) {
        added[*place] = loss - before;
        before = loss;
    }
    Ok(added)
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0).max(1.0) / count).sqrt())
}
