//! The recommendation under other ways of counting: with what third parties lose, by means, by net land.

use crate::decide::{Choice, Stakes};
use crate::model::Nth;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Differences below this share of a value are rounding.
const AS_GOOD: f64 = 1e-9;

/// Another way of counting than the likeliest figures of the project's own money and land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Land of others sterilised at receiving sites is added at its price.
    ThirdParties,
    /// Every figure at its mean instead of its likeliest value.
    Mean,
    /// Land alone: what comes back less what is taken and sterilised elsewhere.
    NetLand,
}

impl Counting {
    /// Every other way of counting, in the order of reports.
    pub const ALL: [Self; 3] = [Self::ThirdParties, Self::Mean, Self::NetLand];

    /// What a choice is counted at: money, or square metres of net land; none where it is not known.
    fn of(self, stakes: &Stakes, choice: &Choice) -> Option<f64> {
        match self {
            Self::ThirdParties => {
                let lost = stakes.third_party_price.mid * choice.sterilised_m2?;
                Some(stakes.total(choice) + lost)
            }
            Self::Mean => Some(stakes.mean(choice)),
            Self::NetLand => choice.net_m2,
        }
    }

    /// Whether more of it is better.
    const fn more_is_better(self) -> bool {
        matches!(self, Self::NetLand)
    }
}

/// Which option is best when counted otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Otherwise {
    /// How it is counted.
    pub counting: Counting,
    /// The best option then; the recommended one where that is as good.
    pub best: Nth<Choice>,
    /// Whether that is the recommended one.
    pub same: bool,
    /// What the best is counted at: money, or square metres of net land.
    pub value: f64,
    /// What the recommended one is counted at.
    pub recommended: f64,
    /// How far the best is ahead of the next, in the same unit.
    pub margin: f64,
    /// How many options could be counted so.
    pub compared: usize,
}

/// The best option by every other way of counting; left out where the recommended option, or all others,
/// cannot be counted so.
#[must_use]
pub fn otherwise(stakes: &Stakes, recommended: Nth<Choice>) -> Vec<Otherwise> {
    Counting::ALL.iter().filter_map(|counting| counted(*counting, stakes, recommended)).collect()
}

fn counted(counting: Counting, stakes: &Stakes, recommended: Nth<Choice>) -> Option<Otherwise> {
    let sign = if counting.more_is_better() { -1.0 } else { 1.0 };
    let known: Vec<(Nth<Choice>, f64)> = Nth::each(&stakes.choices)
        .filter_map(|(number, choice)| Some((number, sign * counting.of(stakes, choice)?)))
        .collect();
    let own = known.iter().find(|(number, _)| *number == recommended)?.1;
    let least = |but: Option<Nth<Choice>>| {
        let others = known.iter().copied().filter(|(number, _)| Some(*number) != but);
        others.min_by(|a, b| a.1.total_cmp(&b.1))
    };
    let (number, value) = least(None)?;
    let same = own - value <= AS_GOOD * own.abs();
    let (best, value) = if same { (recommended, own) } else { (number, value) };
    let (_, next) = least(Some(best))?;
    Some(Otherwise {
        counting,
        best,
        same,
        value: sign * value,
        recommended: sign * own,
        margin: (next - value).max(0.0),
        compared: known.len(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::decide::{recommend, Component};
    use crate::model::{CostItem, Estimate, Expense};

    /// Carving out loses 13,000 m2. Moving costs 6 million, loses 1,000 m2, and elsewhere takes 5,000 m2
    /// and sterilises 2,000 m2 of others.
    fn stakes(price: Estimate, third_party_price: f64) -> Stakes {
        let item = CostItem::Rebuild;
        let rebuild = Expense::Move { id: "FS-01".to_owned(), item };
        let rebuild = Component { expense: rebuild, amount: Estimate::exact(6e6) };
        let stay = Choice {
            loss_m2: 13_000.0,
            sterilised_m2: Some(0.0),
            net_m2: Some(0.0),
            ..Choice::default()
        };
        let moved = Choice {
            groups: vec![Nth::new(0)],
            loss_m2: 1_000.0,
            sterilised_m2: Some(2_000.0),
            net_m2: Some(5_000.0),
            ..Choice::default()
        };
        Stakes {
            price,
            third_party_price: Estimate::exact(third_party_price),
            groups: vec![vec![rebuild]],
            choices: vec![stay, moved],
            ..Stakes::default()
        }
    }

    fn by(stakes: &Stakes, counting: Counting) -> Option<Otherwise> {
        let best = recommend(stakes).unwrap().best;
        otherwise(stakes, best).into_iter().find(|one| one.counting == counting)
    }

    #[test]
    fn what_third_parties_lose_may_flip_it() {
        // At 600 moving costs 6 + 0.6 = 6.6 million against 7.8. The 2,000 m2 of others at 500 are another
        // million: 7.6, still 0.2 ahead. At 700 they are 1.4: 8.0, 0.2 behind.
        let price = Estimate::exact(600.0);
        let stays = by(&stakes(price, 500.0), Counting::ThirdParties).unwrap();
        assert_eq!((stays.best, stays.same, stays.compared), (Nth::new(1), true, 2));
        assert!((stays.margin - 0.2e6).abs() < 1e-6 && (stays.value - 7.6e6).abs() < 1e-6);
        let flips = by(&stakes(price, 700.0), Counting::ThirdParties).unwrap();
        assert_eq!((flips.best, flips.same), (Nth::new(0), false));
        assert!((flips.margin - 0.2e6).abs() < 1e-6);
        assert!((flips.value - 7.8e6).abs() < 1e-6 && (flips.recommended - 8.0e6).abs() < 1e-6);
    }

    #[test]
    fn means_of_skewed_ranges_may_flip_it() {
        // 300, most likely 400, at most 2,000: 900 on average. At 400 carving out costs 5.2 million and
        // moving 6.4; on average 11.7 and 6.9.
        let price = Estimate::triangular(300.0, 400.0, 2_000.0).unwrap();
        let flips = by(&stakes(price, 0.0), Counting::Mean).unwrap();
        assert_eq!((flips.best, flips.same), (Nth::new(1), false));
        assert!((flips.value - 6.9e6).abs() < 1e-3 && (flips.recommended - 11.7e6).abs() < 1e-3);
        assert!((flips.margin - 4.8e6).abs() < 1e-3);
        // Figures that are not skewed agree: 9.6 million less 6 for 12,000 m2 at 800.
        let even = by(&stakes(Estimate::uniform(600.0, 1_000.0).unwrap(), 0.0), Counting::Mean);
        let even = even.unwrap();
        assert!(even.same && (even.margin - 3.6e6).abs() < 1e-6);
    }

    #[test]
    fn net_land_may_flip_it_and_only_known_land_counts() {
        // At 400 carving out is best by 1.2 million, although moving wins 5,000 m2.
        let mut stakes = stakes(Estimate::exact(400.0), 0.0);
        let flips = by(&stakes, Counting::NetLand).unwrap();
        assert_eq!((flips.best, flips.same), (Nth::new(1), false));
        assert_eq!((flips.value, flips.recommended, flips.margin), (5_000.0, 0.0, 5_000.0));
        // Two options with the same land: the recommended one stays.
        stakes.choices[1].net_m2 = Some(0.0);
        assert!(by(&stakes, Counting::NetLand).unwrap().same);
        // Where it is not known of the only other one there is nothing to compare.
        stakes.choices[1].net_m2 = None;
        assert_eq!(by(&stakes, Counting::NetLand), None);
    }
}
