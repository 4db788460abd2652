//! Which obstacle costs how much.
//!
//! The loss of a set of obstacles is not the sum of their losses: clearances overlap, and a strip
//! between two of them is lost only while both stay. Four figures say so, for a loss function
//! `v(S)` over sets of kept obstacles and the set N of all:
//!
//! - *alone*: `v({i})`, it is the only one kept;
//! - *marginal*: `v(N) - v(N without i)`, what moving it alone returns;
//! - *Shapley*: its mean marginal loss over all orders of arrival (L. S. Shapley, "A value for
//!   n-person games", 1953); the shares sum to the loss;
//! - *joint returns*: pairs whose moving together returns more than moving each alone.
//!
//! | module | decides |
//! |---|---|
//! | `groups` | which obstacles have to do with each other; the others are divided apart |
//! | `exact` | the shares of up to [`EXACT`] obstacles that differ, from every subset of them |
//! | `sampled` | the shares of more, from random orders, with their standard error |
//!
//! Where a set loses more than a larger one, by the tolerance of curved edges or because ways in are laid
//! elsewhere (`docs/area-model.md`), shares count the smaller loss, so that none is negative and none is
//! more than the loss; what moving one alone returns is nothing then.

mod exact;
pub(in crate::carve) mod groups;
mod sampled;

use crate::carve::{Baseline, CarveError, CarveOut, Ground, Sets, Trial};
use crate::geometry::offset;
use crate::model::Nth;
use crate::obstacle::Obstacle;
use crate::units::SquareMetres;
use rayon::prelude::*;

/// Up to this many obstacles that differ every subset is computed.
pub const EXACT: usize = 10;
/// Pairs are looked for among this many obstacles with the largest shares.
const PAIRED: usize = 5;
/// A joint return is worth a sentence from this share of the loss on.
const NOTABLE: f64 = 0.02;
/// Work that a division unasked for may take, a second or two: chords of the curves drawn around
/// obstacles, over all losses computed. One takes 2 to 5 microseconds.
const QUICK: usize = 1_000_000;
/// More obstacles than these are not divided unless that is asked for.
const QUICK_OBSTACLES: usize = 200;
/// Work that random orders are drawn up to, beyond the fewest, where the division is asked for.
const THOROUGH: usize = 20 * QUICK;

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
    /// Random orders behind the shares that have a standard error; none where all are exact.
    pub orders: Option<usize>,
}

/// How much work the division of a loss is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Only what takes a second or two: many obstacles that hang together are not divided.
    Quick,
    /// Whatever it takes.
    Full,
}

/// Divides the loss of all obstacles together among them. `None` where that takes more than the effort
/// it is worth.
///
/// # Errors
/// [`CarveError`] from the area model.
pub fn attribute(sets: &Sets<'_>, effort: Effort) -> Result<Option<Attribution>, CarveError> {
    let Sets { baseline, all_kept, .. } = *sets;
    let game = Game::of_wholes(sets);
    let whole = game.whole;
    let n = sets.obstacles.len();
    if n <= EXACT {
        let game = Game { sets: Some(sets), ..game };
        let everyone: Vec<usize> = (0..n).collect();
        let shares = if n == 0 { Vec::new() } else { exact::shares(&game, &everyone)? };
        let joint = game.joint_returns(&shares, &[everyone])?;
        return Ok(Some(Attribution { shares, joint, orders: None }));
    }
    // To tell groups apart takes the whole site several times.
    if effort == Effort::Quick && n > QUICK_OBSTACLES {
        return Ok(None);
    }
    let groups = groups::apart(&game, all_kept)?;
    let price = Price::of(baseline, all_kept, n);
    let Some(plan) = Plan::of(&game, &groups, price, effort) else { return Ok(None) };
    let solved = groups
        .par_iter()
        .zip(&plan.orders)
        .map(|(group, orders)| match orders {
            None => exact::shares(&game, group),
            Some(orders) => sampled::shares(&game, group, *orders),
        })
        .collect::<Result<Vec<_>, CarveError>>()?;
    let nobody = Share { alone: 0.0, marginal: 0.0, shapley: 0.0, standard_error: None };
    let mut shares = vec![nobody; n];
    for (group, solved) in groups.iter().zip(solved) {
        for (number, share) in group.iter().zip(solved) {
            shares[*number] = share;
        }
    }
    settle(&mut shares, whole);
    let joint = game.joint_returns(&shares, &groups)?;
    let orders = plan.orders.iter().flatten().min().copied();
    Ok(Some(Attribution { shares, joint, orders }))
}

/// Groups sum to the loss but for rounding; the shares take that along.
fn settle(shares: &mut [Share], whole: f64) {
    let sum: f64 = shares.iter().map(|share| share.shapley).sum();
    if sum > 0.0 {
        for share in shares {
            share.shapley *= whole / sum;
        }
    }
}

/// What the loss of a set takes to compute, in chords: around each obstacle discs of half the minimum
/// width are drawn, once around all of it, whatever its form.
#[derive(Clone, Copy)]
struct Price {
    site: usize,
    obstacle: usize,
}

impl Price {
    fn of(baseline: &Baseline, all_kept: &CarveOut, obstacles: usize) -> Self {
        let site = baseline.open.edges().count();
        let edges = all_kept.remainder.edges().count().saturating_sub(site);
        Self { site, obstacle: offset::SEGMENTS as usize + edges / obstacles.max(1) }
    }

    /// So many losses of sets that hold so many obstacles, all in all.
    const fn losses(self, count: usize, obstacles: usize) -> usize {
        self.site.saturating_mul(count).saturating_add(self.obstacle.saturating_mul(obstacles))
    }

    /// Every subset of so many kinds; half of all hold each.
    const fn subsets(self, kinds: usize) -> usize {
        if kinds > EXACT {
            return usize::MAX;
        }
        self.losses(1 << kinds, kinds << kinds.saturating_sub(1))
    }

    /// An order lays the first once, the second with it, and so on.
    const fn order(self, members: usize) -> usize {
        self.losses(members, members * (members + 1) / 2)
    }
}

/// How each group is divided: from subsets, or from so many random orders.
struct Plan {
    orders: Vec<Option<usize>>,
}

impl Plan {
    fn of(game: &Game<'_>, groups: &[Vec<usize>], price: Price, effort: Effort) -> Option<Self> {
        let mut by_size: Vec<usize> = (0..groups.len()).collect();
        by_size.sort_by_key(|at| groups[*at].len());
        let (mut work, mut sampled) = (0, Vec::new());
        for at in by_size {
            let kinds = exact::alike(game, &groups[at]).len();
            let subsets = price.subsets(kinds);
            let affordable = match effort {
                Effort::Quick => subsets <= QUICK.saturating_sub(work),
                Effort::Full => kinds <= EXACT,
            };
            if affordable {
                work += subsets;
            } else {
                sampled.push(at);
            }
        }
        let one_order: usize = sampled.iter().map(|at| price.order(groups[*at].len())).sum();
        let most = match effort {
            Effort::Quick => QUICK,
            Effort::Full => THOROUGH,
        };
        let fewest = one_order * sampled::LEAST_ORDERS;
        if effort == Effort::Quick && work + fewest > most {
            return None;
        }
        // Whole pairs of an order and its reverse.
        let pairs = most.saturating_sub(work) / one_order.max(1) / 2;
        let pairs = pairs.clamp(sampled::LEAST_ORDERS / 2, sampled::MOST_ORDERS / 2);
        let mut orders = vec![None; groups.len()];
        for at in sampled {
            orders[at] = Some(2 * pairs);
        }
        Some(Self { orders })
    }
}

/// The loss as a function of who is kept.
pub(in crate::carve) struct Game<'a> {
    ground: &'a Ground,
    baseline: &'a Baseline,
    obstacles: &'a [&'a Obstacle],
    /// v(N), which is known already, square metres.
    whole: f64,
    /// Where the losses of sets are shared; else each is computed.
    sets: Option<&'a Sets<'a>>,
}

impl<'a> Game<'a> {
    /// Each set computed as a whole.
    pub(in crate::carve) fn of_wholes(sets: &'a Sets<'a>) -> Self {
        let Sets { ground, baseline, all_kept, .. } = *sets;
        let whole = all_kept.ledger.loss().get();
        Self { ground, baseline, obstacles: &sets.obstacles, whole, sets: None }
    }

    /// What some of the obstacles leave.
    fn trial(&self, kept: &[usize]) -> Result<Trial, CarveError> {
        let kept: Vec<&'a Obstacle> = kept.iter().map(|number| self.obstacles[*number]).collect();
        Ok(Trial::of(self.ground, self.baseline, &kept)?)
    }

    /// v(S).
    fn loss(&self, kept: &[usize]) -> Result<f64, CarveError> {
        match (kept.len(), self.sets) {
            (0, _) => Ok(0.0),
            (n, _) if n == self.obstacles.len() => Ok(self.whole),
            (_, Some(sets)) => sets.loss(kept),
            (_, None) => Ok(self.trial(kept)?.loss(self.baseline)),
        }
    }

    /// v of several sets, each in ascending order.
    fn losses(&self, wanted: &[Vec<usize>]) -> Result<Vec<f64>, CarveError> {
        if let Some(sets) = self.sets {
            sets.prepare(wanted)?;
        }
        wanted.par_iter().map(|kept| self.loss(kept)).collect()
    }

    /// Pairs that return notably more together; two of different groups never do.
    fn joint_returns(
        &self,
        shares: &[Share],
        groups: &[Vec<usize>],
    ) -> Result<Vec<JointReturn>, CarveError> {
        let mut largest: Vec<usize> = (0..shares.len()).collect();
        largest.sort_by(|a, b| shares[*b].shapley.total_cmp(&shares[*a].shapley));
        largest.truncate(PAIRED);
        largest.sort_unstable();
        let area = |value: f64| SquareMetres::saturating(value);
        let mut joint = Vec::new();
        for group in groups {
            let inside: Vec<usize> =
                largest.iter().copied().filter(|number| group.contains(number)).collect();
            if inside.len() < 2 {
                continue;
            }
            let together_all = self.loss(group)?;
            for (at, &i) in inside.iter().enumerate() {
                for &j in &inside[at + 1..] {
                    let others: Vec<usize> =
                        group.iter().copied().filter(|other| *other != i && *other != j).collect();
                    let together = together_all - self.loss(&others)?;
                    let (a, b) = (shares[i].marginal, shares[j].marginal);
                    if together - a - b > NOTABLE * self.whole && together - a - b > 1.0 {
                        let apart = (area(a), area(b));
                        let pair = (Nth::new(i), Nth::new(j));
                        joint.push(JointReturn { pair, together: area(together), apart });
                    }
                }
            }
        }
        joint.sort_by(|a, b| b.together.get().total_cmp(&a.together.get()));
        Ok(joint)
    }
}
