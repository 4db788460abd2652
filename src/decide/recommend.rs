//! The recommendation: the option that costs least, land included; its margin; and what would flip it.

use crate::decide::{loss_between, otherwise, Choice, Component, Driver, Otherwise, Stakes};
use crate::model::Nth;

/// One figure at either end of its range, all others where they are.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Flip {
    /// The figure.
    pub what: Driver,
    /// Its two values.
    pub values: (f64, f64),
    /// What the recommended option costs less than the best other one, at the two values; negative
    /// where another one is best.
    pub margins: (f64, f64),
    /// The best options at the two values.
    pub best: (Nth<Choice>, Nth<Choice>),
    /// The value nearest to the one used at which another option becomes as good, whether or not it
    /// lies between the two; none where no value does, or where that is not computed.
    pub flips_at: Option<f64>,
    /// Position of the option that becomes as good there, and is better beyond.
    pub then: Option<Nth<Choice>>,
}

impl Flip {
    /// How far it moves the margin.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.margins.0 - self.margins.1).abs()
    }

    /// Whether another option is best at one of its ends.
    #[must_use]
    pub fn flips(&self) -> bool {
        self.margins.0.min(self.margins.1) < 0.0
    }

    /// The value at which the margin is least, and the best option there.
    #[must_use]
    pub fn worst(&self) -> (f64, Nth<Choice>) {
        if self.margins.0 <= self.margins.1 {
            (self.values.0, self.best.0)
        } else {
            (self.values.1, self.best.1)
        }
    }

    /// Whether the recommended option gives way below [`Flip::flips_at`] rather than above; `None` where
    /// there is no such value.
    #[must_use]
    pub fn gives_way_below(&self) -> Option<bool> {
        let at = self.flips_at?;
        Some(if self.flips() { self.worst().0 < at } else { at < self.values.0 })
    }
}

/// The option to take.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Recommendation {
    /// The one that costs least.
    pub best: Nth<Choice>,
    /// The best other one; none where there is no choice.
    pub runner_up: Option<Nth<Choice>>,
    /// What it costs less than that one.
    pub margin: f64,
    /// What moves the margin, most first: a tornado.
    pub flips: Vec<Flip>,
    /// Which option is best when counted otherwise.
    pub otherwise: Vec<Otherwise>,
}

/// The option that costs least in all; the earlier one of two that cost the same. `None` without options.
#[must_use]
pub fn recommend(stakes: &Stakes) -> Option<Recommendation> {
    let totals: Vec<f64> = stakes.choices.iter().map(|choice| stakes.total(choice)).collect();
    let best = least(&totals)?;
    let (runner_up, margin) = margin(&totals, best);
    let mut flips = Vec::new();
    flips.extend(of_price(stakes, &totals, best));
    for (group, components) in Nth::each(&stakes.groups) {
        for component in components.iter().filter(|one| !one.amount.is_exact()) {
            let paid: Vec<bool> =
                stakes.choices.iter().map(|choice| choice.groups.contains(&group)).collect();
            flips.push(of_component(component, &totals, &paid, best));
        }
    }
    for (number, assumption) in stakes.assumptions.iter().enumerate() {
        let at = |value: f64| -> Vec<f64> {
            let choices = stakes.choices.iter().zip(&totals);
            choices
                .map(|(choice, total)| {
                    let loss = loss_between(choice, number, assumption, value);
                    total + stakes.price.mid * (loss - choice.loss_m2)
                })
                .collect()
        };
        let values = (assumption.first, assumption.second);
        let what = Driver::Assumption(assumption.of.clone());
        flips.push(flip(what, values, (&at(values.0), &at(values.1)), best, None));
    }
    flips.sort_by(|a, b| b.width().total_cmp(&a.width()));
    let runner_up = runner_up.map(Nth::new);
    let otherwise = otherwise(stakes, Nth::new(best));
    Some(Recommendation { best: Nth::new(best), runner_up, margin, flips, otherwise })
}

fn least(totals: &[f64]) -> Option<usize> {
    let all = totals.iter().enumerate();
    all.reduce(|best, one| if *one.1 < *best.1 { one } else { best }).map(|(number, _)| number)
}

/// The best other option and how much more it costs; nothing more where there is none.
fn margin(totals: &[f64], best: usize) -> (Option<usize>, f64) {
    let others = totals.iter().enumerate().filter(|(number, _)| *number != best);
    let second = others.min_by(|a, b| a.1.total_cmp(b.1));
    second.map_or((None, 0.0), |(number, total)| (Some(number), total - totals[best]))
}

fn flip(
    what: Driver,
    values: (f64, f64),
    totals: (&[f64], &[f64]),
    best: usize,
    crossing: Option<(usize, f64)>,
) -> Flip {
    let at = |totals: &[f64]| (margin(totals, best).1, Nth::new(least(totals).unwrap_or(best)));
    let (first, second) = (at(totals.0), at(totals.1));
    let (margins, best) = ((first.0, second.0), (first.1, second.1));
    let (then, flips_at) = crossing.unzip();
    Flip { what, values, margins, best, flips_at, then: then.map(Nth::new) }
}

fn of_price(stakes: &Stakes, totals: &[f64], best: usize) -> Option<Flip> {
    let price = stakes.price;
    if stakes.choices.len() < 2 {
        return None;
    }
    let at = |value: f64| -> Vec<f64> {
        let choices = stakes.choices.iter().zip(totals);
        choices.map(|(choice, total)| total + (value - price.mid) * choice.loss_m2).collect()
    };
    // total + (p - mid) * loss is a straight line for each option; where it crosses that of the best.
    let own = stakes.choices.get(best)?.loss_m2;
    let choices = stakes.choices.iter().zip(totals).enumerate();
    let crossings = choices.filter_map(|(number, (choice, total))| {
        let slope = own - choice.loss_m2;
        let value = price.mid + (total - totals[best]) / slope;
        (slope.abs() > 1e-9 && value >= 0.0).then_some((number, value))
    });
    let crossing = nearest(crossings, price.mid);
    let (low, high) = (at(price.low), at(price.high));
    Some(flip(Driver::LandPrice, (price.low, price.high), (&low, &high), best, crossing))
}

fn of_component(component: &Component, totals: &[f64], paid: &[bool], best: usize) -> Flip {
    let amount = component.amount;
    let at = |value: f64| -> Vec<f64> {
        let all = totals.iter().zip(paid);
        all.map(|(total, paid)| if *paid { total + value - amount.mid } else { *total }).collect()
    };
    let others = totals.iter().zip(paid).enumerate();
    let crossings = others.filter_map(|(number, (total, other_pays))| {
        let apart = total - totals[best];
        let value = match (paid[best], *other_pays) {
            (true, false) => amount.mid + apart,
            (false, true) => amount.mid - apart,
            _ => return None,
        };
        (value >= 0.0).then_some((number, value))
    });
    let crossing = nearest(crossings, amount.mid);
    let (low, high) = (at(amount.low), at(amount.high));
    flip(
        Driver::Expense(component.expense.clone()),
        (amount.low, amount.high),
        (&low, &high),
        best,
        crossing,
    )
}

fn nearest(values: impl Iterator<Item = (usize, f64)>, to: f64) -> Option<(usize, f64)> {
    values.min_by(|a, b| (a.1 - to).abs().total_cmp(&(b.1 - to).abs()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::decide::{Counting, Span};
    use crate::model::{CostItem, Estimate, Expense};
    use crate::settings::{Assumption, Parameter};

    fn choice(groups: &[usize], loss_m2: f64, loss_at: &[(f64, f64)]) -> Choice {
        let groups = groups.iter().copied().map(Nth::new).collect();
        let loss_at = loss_at.to_vec();
        Choice { groups, loss_m2, loss_at, ..Choice::default() }
    }

    fn setback() -> Assumption {
        Assumption::Parameter(Parameter::Setback)
    }

    fn rebuilding() -> Expense {
        Expense::Move { id: "FS-01".to_owned(), item: CostItem::Rebuild }
    }

    /// Carving out loses 13,000 m2; moving costs 4 to 8 million and loses none of it.
    fn stakes(price: Estimate) -> Stakes {
        let amount = Estimate::uniform(4e6, 8e6).unwrap();
        let rebuild = Component { expense: rebuilding(), amount };
        Stakes {
            price,
            groups: vec![vec![rebuild]],
            assumptions: vec![Span { of: setback(), first: 5.0, at: 10.0, second: 15.0 }],
            choices: vec![
                choice(&[], 13_000.0, &[(8_000.0, 15_000.0)]),
                choice(&[0], 1_000.0, &[(1_000.0, 1_000.0)]),
            ],
            ..Stakes::default()
        }
    }

    #[test]
    fn the_margin_and_what_flips_it_by_hand() {
        // At 600: carving out 7.8 million, moving 6 + 0.6 = 6.6 million; 1.2 million between them.
        let answer = recommend(&stakes(Estimate::uniform(450.0, 750.0).unwrap())).unwrap();
        assert_eq!((answer.best, answer.runner_up), (Nth::new(1), Some(Nth::new(0))));
        assert!((answer.margin - 1.2e6).abs() < 1e-6);
        let of = |what: Driver| answer.flips.iter().find(|flip| flip.what == what).unwrap();
        // Even at 6,000,000 / 12,000 = 500: at 450 carving out is best by 50 * 12,000.
        let price = of(Driver::LandPrice);
        assert!((price.flips_at.unwrap() - 500.0).abs() < 1e-9);
        assert!((price.margins.0 + 0.6e6).abs() < 1e-6 && price.flips());
        assert_eq!(price.best, (Nth::new(0), Nth::new(1)));
        assert_eq!((price.then, price.gives_way_below()), (Some(Nth::new(0)), Some(true)));
        assert_eq!(price.worst(), (450.0, Nth::new(0)));
        // Rebuilding for 7.2 million would eat the margin.
        let rebuild = of(Driver::Expense(rebuilding()));
        assert!((rebuild.flips_at.unwrap() - 7.2e6).abs() < 1e-6);
        assert_eq!((rebuild.then, rebuild.gives_way_below()), (Some(Nth::new(0)), Some(false)));
        assert!((rebuild.margins.1 + 0.8e6).abs() < 1e-6);
        // At a setback of 5 m moving returns 7,000 m2 only: 600 * 7,000 - 6 million.
        let moved = of(Driver::Assumption(setback()));
        assert!((moved.margins.0 + 1.8e6).abs() < 1e-6);
        assert!((moved.margins.1 - 2.4e6).abs() < 1e-6);
        assert_eq!((moved.then, moved.gives_way_below()), (None, None));
        // The tornado begins with the widest: the setback moves 4.2 million, rebuilding 4, the price 3.6.
        let widths: Vec<f64> = answer.flips.iter().map(Flip::width).collect();
        assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]));
        assert_eq!(answer.flips[0].what, Driver::Assumption(setback()));
    }

    #[test]
    fn the_mean_is_over_assumptions_too() {
        // A price of 300, most likely 400, at most 2,000: 900 on average. The setback is uniform between 5
        // and 15 m: carving out loses 10,500 m2 below 10 m and 14,000 m2 above it on average, 12,250 in all.
        let price = Estimate::triangular(300.0, 400.0, 2_000.0).unwrap();
        let answer = recommend(&stakes(price)).unwrap();
        assert_eq!(answer.best, Nth::new(0));
        let by_mean = answer.otherwise.iter().find(|one| one.counting == Counting::Mean).unwrap();
        assert_eq!((by_mean.best, by_mean.same), (Nth::new(1), false));
        assert!((by_mean.value - 6.9e6).abs() < 1e-3);
        assert!((by_mean.recommended - 12_250.0 * 900.0).abs() < 1e-3);
    }

    #[test]
    fn below_the_break_even_price_carving_out_is_best() {
        assert_eq!(recommend(&stakes(Estimate::exact(499.0))).unwrap().best.get(), 0);
        assert_eq!(recommend(&stakes(Estimate::exact(501.0))).unwrap().best.get(), 1);
        assert!(recommend(&Stakes::default()).is_none());
    }
}
