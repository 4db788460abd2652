//! How probable it is that each option is the best: a seeded Monte Carlo.
//!
//! Every figure that is not known is drawn by its own distribution (uniform between two figures,
//! triangular through three), independently of the others; assumptions of the area model are uniform
//! between their ends, the loss follows by straight lines through the values that were computed, and
//! the changes of several assumptions add up. A component that several options pay for is drawn once
//! for all of them.

use crate::decide::{loss_between, Choice, CostGroup, Stakes};
use crate::model::{Nth, SplitMix};

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

/// Draws every figure so many times. `None` where there is nothing to draw for.
#[must_use]
pub fn draw(stakes: &Stakes, draws: u32, seed: u64) -> Option<Chances> {
    if draws == 0 || stakes.choices.is_empty() {
        return None;
    }
    let mut random = SplitMix::new(seed);
    let keep = stakes.choices.len() <= WITH_QUANTILES;
    let mut totals: Vec<Vec<f64>> = vec![Vec::new(); stakes.choices.len()];
    let mut sums = vec![0.0; stakes.choices.len()];
    let mut best = vec![0_u32; stakes.choices.len()];
    for _ in 0..draws {
        let price = stakes.price.sample(&mut random);
        let mut group = |components: &CostGroup| -> f64 {
            components.iter().map(|component| component.amount.sample(&mut random)).sum()
        };
        let groups: Vec<f64> = stakes.groups.iter().map(&mut group).collect();
        let values: Vec<f64> = stakes
            .assumptions
            .iter()
            .map(|one| one.first + (one.second - one.first) * random.unit())
            .collect();
        let mut least: Option<(usize, f64)> = None;
        for (number, choice) in stakes.choices.iter().enumerate() {
            let paid: f64 = choice.groups.iter().filter_map(|group| groups.get(group.get())).sum();
            let mut loss = choice.loss_m2;
            for (at, (assumption, value)) in stakes.assumptions.iter().zip(&values).enumerate() {
                loss += loss_between(choice, at, assumption, *value) - choice.loss_m2;
            }
            let total = paid + price * loss.max(0.0);
            sums[number] += total;
            if keep {
                totals[number].push(total);
            }
            if least.is_none_or(|(_, other)| total < other) {
                least = Some((number, total));
            }
        }
        if let Some((number, _)) = least {
            best[number] += 1;
        }
    }
    let chance = |((mut totals, sum), best): ((Vec<f64>, f64), u32)| {
        totals.sort_by(f64::total_cmp);
        let at = |tenth: usize| totals[(totals.len() - 1) * tenth / 10];
        let quantiles = keep.then(|| Quantiles { p10: at(1), p50: at(5), p90: at(9) });
        let best = f64::from(best) / f64::from(draws);
        Chance { best, mean: sum / f64::from(draws), quantiles }
    };
    let options = totals.into_iter().zip(sums).zip(best).map(chance).collect();
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
