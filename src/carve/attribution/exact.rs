//! Shares from the loss of every subset.
//!
//! Obstacles that are alike in everything that takes land take it once, however many there are: twelve
//! copies of a parcel cost what one costs. A subset is therefore one of *kinds* of obstacles, present if
//! one of them has arrived. Let every obstacle arrive at a moment between 0 and 1, all as likely, and s be
//! the share of time left: a kind of k has not arrived with probability `s^k`. An obstacle of kind c that
//! is the first of its kind finds just the kinds Q with probability
//!
//! ```text
//! w(Q, c) = integral over s from 0 to 1 of s^(k_c - 1) prod_{d in Q} (1 - s^k_d) prod_{d not in Q} s^k_d
//! ```
//!
//! which for kinds of one is the usual `|Q|! (n - |Q| - 1)! / n!`. The integrand is a polynomial, and
//! Gauss and Legendre's points give its integral exactly.

use crate::carve::attribution::{Game, Share};
use crate::carve::CarveError;
use crate::obstacle::Obstacle;

/// Members of a group by what they take: those that take the same, together.
pub(super) fn alike(game: &Game<'_>, group: &[usize]) -> Vec<Vec<usize>> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for &number in group {
        let same = |kind: &&mut Vec<usize>| {
            takes_the_same(game.obstacles[kind[0]], game.obstacles[number])
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push(number),
            None => kinds.push(vec![number]),
        }
    }
    kinds
}

/// Whether two obstacles take the same land in any company. Each way in takes its own.
fn takes_the_same(a: &Obstacle, b: &Obstacle) -> bool {
    let free = |one: &Obstacle| !one.needs_access;
    free(a)
        && free(b)
        && a.severs == b.severs
        && a.taking == b.taking
        && a.clearance.zone == b.clearance.zone
}

/// Shares of a group, in its order.
pub(super) fn shares(game: &Game<'_>, group: &[usize]) -> Result<Vec<Share>, CarveError> {
    let kinds = alike(game, group);
    let n = kinds.len();
    let all = (1_usize << n) - 1;
    let of_set = |set: usize| -> Vec<usize> {
        if set == all {
            // The rest of each kind changes nothing, and the whole is known already.
            return group.to_vec();
        }
        members(set, n).map(|kind| kinds[kind][0]).collect()
    };
    let wanted: Vec<Vec<usize>> = (0..=all).map(of_set).collect();
    let losses = game.losses(&wanted)?;
    let monotone = at_most_of_larger(losses.clone(), n);
    let sizes: Vec<usize> = kinds.iter().map(Vec::len).collect();
    let weights = Weights::of(&sizes);
    let mut shares = Vec::new();
    for (number, kind) in kinds.iter().enumerate() {
        let me = 1 << number;
        let without = (0..=all).filter(|set| set & me == 0);
        let shapley = without
            .map(|set| weights.of_set(set, number) * (monotone[set | me] - monotone[set]))
            .sum();
        let marginal = match kind.len() {
            1 => (losses[all] - losses[all & !me]).max(0.0),
            _ => 0.0,
        };
        let share = Share { alone: losses[me], marginal, shapley, standard_error: None };
        shares.extend(kind.iter().map(|member| (*member, share)));
    }
    let place = |number: usize| group.iter().position(|member| *member == number);
    shares.sort_by_key(|(number, _)| place(*number));
    Ok(shares.into_iter().map(|(_, share)| share).collect())
}

fn members(set: usize, n: usize) -> impl Iterator<Item = usize> {
    (0..n).filter(move |kind| set >> kind & 1 == 1)
}

/// The loss of each set, or that of a larger one where that is less.
fn at_most_of_larger(mut losses: Vec<f64>, n: usize) -> Vec<f64> {
    for kind in 0..n {
        for set in 0..losses.len() {
            if set >> kind & 1 == 0 {
                losses[set] = losses[set].min(losses[set | 1 << kind]);
            }
        }
    }
    losses
}

/// How probable it is to find just some kinds on arriving as the first of another.
struct Weights {
    /// Points of the integral: share of time left, and weight.
    points: Vec<(f64, f64)>,
    /// By point and kind: the probability that none of the kind has arrived.
    none_yet: Vec<Vec<f64>>,
}

impl Weights {
    fn of(sizes: &[usize]) -> Self {
        let degree: usize = sizes.iter().sum();
        let points = gauss_legendre(degree / 2 + 1);
        let none_yet = points
            .iter()
            .map(|(left, _)| sizes.iter().map(|size| left.powf(*size as f64)).collect())
            .collect();
        Self { points, none_yet }
    }

    fn of_set(&self, set: usize, own: usize) -> f64 {
        let at = |((left, weight), none_yet): (&(f64, f64), &Vec<f64>)| {
            let others = none_yet.iter().enumerate().map(|(kind, none)| match kind {
                _ if kind == own => none / left,
                _ if set >> kind & 1 == 1 => 1.0 - none,
                _ => *none,
            });
            weight * others.product::<f64>()
        };
        self.points.iter().zip(&self.none_yet).map(at).sum()
    }
}

/// Points and weights of the quadrature of Gauss and Legendre between 0 and 1: exact for polynomials of
/// a degree below twice the count. The points are the roots of the Legendre polynomial, by Newton.
fn gauss_legendre(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    (0..count)
        .map(|number| {
            let mut x = (std::f64::consts::PI * (number as f64 + 0.75) / (n + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..100 {
                let (mut before, mut value) = (1.0, x);
                for k in 2..=count {
                    let k = k as f64;
                    (before, value) =
                        (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
                }
                slope = n * (x * value - before) / (x * x - 1.0);
                let step = value / slope;
                x -= step;
                if step.abs() < 1e-15 {
                    break;
                }
            }
            (f64::midpoint(1.0, x), ((1.0 - x * x) * slope * slope).recip())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_single_obstacles_are_those_of_shapley() {
        // |Q|! (4 - |Q| - 1)! / 4!: 6/24, 2/24, 2/24, 6/24.
        let weights = Weights::of(&[1; 4]);
        for (set, weight) in
            [(0b0000, 0.25), (0b0010, 1.0 / 12.0), (0b0110, 1.0 / 12.0), (0b1110, 0.25)]
        {
            assert!((weights.of_set(set, 0) - weight).abs() < 1e-12, "{set:b}");
        }
    }

    #[test]
    fn one_of_twelve_alike_is_the_first_in_one_of_twelve_orders() {
        assert!((Weights::of(&[12]).of_set(0, 0) - 1.0 / 12.0).abs() < 1e-12);
        // Two alike and a third: one of the two comes first of all in 1/3 of the orders, second and right
        // after the third in 1/6; the third finds none of the two in 1/3, one or both in 2/3.
        let weights = Weights::of(&[2, 1]);
        assert!((weights.of_set(0b00, 0) - 1.0 / 3.0).abs() < 1e-12);
        assert!((weights.of_set(0b10, 0) - 1.0 / 6.0).abs() < 1e-12);
        assert!((weights.of_set(0b00, 1) - 1.0 / 3.0).abs() < 1e-12);
        assert!((weights.of_set(0b01, 1) - 2.0 / 3.0).abs() < 1e-12);
        // Hundreds alike.
        assert!((Weights::of(&[778]).of_set(0, 0) - 1.0 / 778.0).abs() < 1e-12);
    }

    #[test]
    fn a_set_counts_no_more_than_a_larger_one() {
        // Sets of two: none, a, b, both. The first alone loses more than both.
        assert_eq!(at_most_of_larger(vec![0.0, 9.0, 3.0, 7.0], 2), [0.0, 7.0, 3.0, 7.0]);
    }
}
