//! How probable it is that each option is the best: a seeded Monte Carlo.
//!
//! Every figure that is not known is drawn by its own distribution (uniform between two figures,
//! triangular through three), independently of the others; assumptions of the area model are uniform
//! between their ends, the loss follows by straight lines through the values that were computed, and
//! the changes of several assumptions add up. A component that several options pay for is drawn once
//! for all of them.

use crate::decide::{loss_between, Choice, CostGroup, Stakes};
use crate::model::{Nth, SplitMix};
use rayon::prelude::*;

/// One option over all draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Chance {
    /// Share of draws in which it cost least, 0 to 1; the earlier option of two that cost the same.
    pub best: f64,
    /// Mean of its total cost, land included.
    pub mean: f64,
    /// A tenth, half and nine tenths of the draws cost less; none where there are more than
    /// [`WITH_QUANTILES`] options.
    pub quantiles: Option<Quantiles>,
}

/// Below these lie a tenth, half and nine tenths of the draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Quantiles {
    /// A tenth.
    pub p10: f64,
    /// Half.
    pub p50: f64,
    /// Nine tenths.
    pub p90: f64,
}

/// Up to this many options every draw is kept for the quantiles.
pub const WITH_QUANTILES: usize = 64;

/// All options over all draws.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Chances {
    /// One a choice, in their order.
    pub options: Vec<Chance>,
    /// How many draws.
    pub draws: u32,
    /// The seed; the same gives the same numbers everywhere.
    pub seed: u64,
}

impl Chances {
    /// One choice over all draws.
    #[must_use]
    pub fn of(&self, choice: Nth<Choice>) -> Option<&Chance> {
        self.options.get(choice.get())
    }
}

/// So many choices are totted up together.
const AT_A_TIME: usize = 64;
/// So many draws are held at a time.
const DRAWN_AT_A_TIME: u32 = 4096;

/// Every figure, drawn once.
struct Drawn {
    price: f64,
    /// By group of costs, what it comes to.
    groups: Vec<f64>,
    /// By assumption, its value.
    values: Vec<f64>,
}

impl Drawn {
    fn of(stakes: &Stakes, random: &mut SplitMix) -> Self {
        let price = stakes.price.sample(random);
        let mut group = |components: &CostGroup| -> f64 {
            components.iter().map(|component| component.amount.sample(random)).sum()
        };
        let groups = stakes.groups.iter().map(&mut group).collect();
        let spans = stakes.assumptions.iter();
        let values = spans.map(|one| one.first + (one.second - one.first) * random.unit());
        Self { price, groups, values: values.collect() }
    }

    /// What a choice comes to, land included.
    fn total(&self, stakes: &Stakes, choice: &Choice) -> f64 {
        let paid: f64 = choice.groups.iter().filter_map(|one| self.groups.get(one.get())).sum();
        let mut loss = choice.loss_m2;
        for (at, (assumption, value)) in stakes.assumptions.iter().zip(&self.values).enumerate() {
            loss += loss_between(choice, at, assumption, *value) - choice.loss_m2;
        }
        paid + self.price * loss.max(0.0)
    }
}

/// A choice over all draws.
#[derive(Clone, Default)]
struct Tally {
    sum: f64,
    /// What it comes to in each draw, where that is kept.
    totals: Vec<f64>,
}

impl Tally {
    /// Takes some draws, and notes those in which it costs less than the least so far.
    fn add(
        &mut self,
        stakes: &Stakes,
        (number, choice): (usize, &Choice),
        drawn: &[Drawn],
        keep: bool,
        least: &mut [(usize, f64)],
    ) {
        for (one, least) in drawn.iter().zip(least) {
            let total = one.total(stakes, choice);
            self.sum += total;
            if keep {
                self.totals.push(total);
            }
            if total < least.1 {
                *least = (number, total);
            }
        }
    }
}

/// Draws every figure so many times. `None` where there is nothing to draw for.
#[must_use]
pub fn draw(stakes: &Stakes, draws: u32, seed: u64) -> Option<Chances> {
    if draws == 0 || stakes.choices.is_empty() {
        return None;
    }
    let mut random = SplitMix::new(seed);
    let keep = stakes.choices.len() <= WITH_QUANTILES;
    let mut tallies = vec![Tally::default(); stakes.choices.len()];
    let mut best = vec![0_u32; stakes.choices.len()];
    let mut left = draws;
    while left > 0 {
        let some = left.min(DRAWN_AT_A_TIME);
        left -= some;
        let drawn: Vec<Drawn> = (0..some).map(|_| Drawn::of(stakes, &mut random)).collect();
        let chunks = tallies.par_chunks_mut(AT_A_TIME).zip(stakes.choices.par_chunks(AT_A_TIME));
        let least: Vec<Vec<(usize, f64)>> = chunks
            .enumerate()
            .map(|(chunk, (tallies, choices))| {
                let first = chunk * AT_A_TIME;
                let mut least = vec![(first, f64::INFINITY); drawn.len()];
                for ((number, tally), choice) in (first..).zip(tallies).zip(choices) {
                    tally.add(stakes, (number, choice), &drawn, keep, &mut least);
                }
                least
            })
            .collect();
        for draw in 0..drawn.len() {
            // The earlier of two that cost the same.
            let all = least.iter().map(|some| some[draw]);
            let least = all.reduce(|least, other| if other.1 < least.1 { other } else { least });
            if let Some((number, _)) = least {
                best[number] += 1;
            }
        }
    }
    let chance = |(Tally { sum, mut totals }, best): (Tally, u32)| {
        totals.sort_by(f64::total_cmp);
        let at = |tenth: usize| totals[(totals.len() - 1) * tenth / 10];
        let quantiles = keep.then(|| Quantiles { p10: at(1), p50: at(5), p90: at(9) });
        let best = f64::from(best) / f64::from(draws);
        Chance { best, mean: sum / f64::from(draws), quantiles }
    };
    let options = tallies.into_iter().zip(best).map(chance).collect();
    Some(Chances { options, draws, seed })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::decide::Component;
    use crate::model::{CostItem, Estimate, Expense};

    fn stakes() -> Stakes {
        let component = |item: CostItem, low: f64, high: f64| Component {
            expense: Expense::Move { id: "FS-01".to_owned(), item },
            amount: Estimate::uniform(low, high).unwrap(),
        };
        let choice = |groups: Vec<Nth<CostGroup>>, loss_m2: f64| Choice {
            groups,
            loss_m2,
            ..Choice::default()
        };
        Stakes {
            price: Estimate::uniform(400.0, 800.0).unwrap(),
            groups: vec![vec![
                component(CostItem::Rebuild, 4e6, 8e6),
                component(CostItem::ReplacementLand, 1e6, 3e6),
            ]],
            choices: vec![choice(vec![], 13_000.0), choice(vec![Nth::new(0)], 0.0)],
            ..Stakes::default()
        }
    }

    #[test]
    fn means_are_those_of_the_ranges() {
        // Carving out: 13,000 times a uniform 400 to 800, mean 7.8 million, standard deviation
        // 13,000 * 400 / sqrt 12 = 1.501 million. Moving: 6 + 2 million, deviation of the sum
        // sqrt(4^2 + 2^2) / sqrt 12 = 1.291 million. Four standard errors of 20,000 draws.
        let chances = draw(&stakes(), 20_000, 7).unwrap();
        let error = |deviation: f64| 4.0 * deviation / 20_000_f64.sqrt();
        assert!((chances.options[0].mean - 7.8e6).abs() < error(1.501e6));
        assert!((chances.options[1].mean - 8.0e6).abs() < error(1.291e6));
        // A uniform's tenth, half and nine tenths: 5.72, 7.8, 9.88 million.
        let Quantiles { p10, p50, p90 } = chances.options[0].quantiles.unwrap();
        for (quantile, value) in [(p10, 5.72e6), (p50, 7.8e6), (p90, 9.88e6)] {
            assert!((quantile - value).abs() < 0.06e6, "{quantile} {value}");
        }
        let sum: f64 = chances.options.iter().map(|one| one.best).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_share_of_wins_is_the_area_of_a_triangle() {
        // Moving is known to cost 6.5 million: it is best when 13,000 p > 6.5 million, p > 500,
        // three quarters of the range.
        let mut stakes = stakes();
        let amount = Estimate::exact(6.5e6);
        stakes.groups = vec![vec![Component { expense: Expense::Exchange, amount }]];
        let chances = draw(&stakes, 40_000, 1).unwrap();
        assert!((chances.options[1].best - 0.75).abs() < 0.01);
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let of = |seed: u64| draw(&stakes(), 500, seed).unwrap();
        assert_eq!(of(3), of(3));
        assert_ne!(of(3), of(4));
        assert!(draw(&stakes(), 0, 1).is_none());
    }
}
