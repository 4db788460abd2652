//! What a move costs: item by item, low, mid and high, and what is not known.
//!
//! Figures come from the site file, else from the rule pack; what neither gives is listed as missing.
//! Nothing is invented.

use crate::model::{Charge, CostItem, Estimate};
use crate::relocate::mover::Mover;
use crate::rules::{Per, Priced, RulePack, Source};
use crate::settings::site_file::SiteMove;
use crate::units::SquareMetres;

/// One item.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CostLine {
    /// What is paid for.
    pub item: CostItem,
    /// How much; none where it is not known.
    pub amount: Option<Estimate>,
    /// Its source; none where no figure is given.
    pub source: Option<Source>,
}

/// The cost of one move.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Cost {
    /// Every item of [`CostItem::ALL`] but the delay, which the project suffers once, whatever moves.
    pub lines: Vec<CostLine>,
}

/// What a cost depends on beside its figures.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The rule pack, for figures that the site file does not give.
    pub pack: &'a RulePack,
    /// Places whose rules hold.
    pub jurisdictions: &'a [String],
    /// The currency of the site file: figures of the pack in another one are of no use.
    pub currency: Option<&'a str>,
    /// Land taken at the receiving site; none where it is not known.
    pub pad: Option<SquareMetres>,
}

impl Cost {
    /// The cost of moving an obstacle.
    #[must_use]
    pub fn of(mover: &Mover<'_>, basis: &Basis<'_>) -> Self {
        let moving = &mover.moving;
        let compensation =
            given(moving, CostItem::Compensation).and_then(|charge| amount(charge, basis, None));
        let lines = CostItem::ALL
            .into_iter()
            .filter(|item| *item != CostItem::Delay)
            .map(|item| {
                let by_file = given(moving, item).map(|charge| (charge, Source::SiteFile));
                let by_rule = || published(item, mover, basis);
                let Some((charge, source)) = by_file.or_else(by_rule) else {
                    return CostLine { item, amount: None, source: None };
                };
                let amount = amount(charge, basis, compensation);
                CostLine { item, amount, source: amount.map(|_| source) }
            })
            .collect();
        Self { lines }
    }

    /// The sum of what is known: ends add up to ends.
    #[must_use]
    pub fn total(&self) -> Estimate {
        let known = self.lines.iter().filter_map(|line| line.amount);
        known.fold(Estimate::ZERO, |sum, amount| sum.plus(&amount))
    }

    /// Items without a figure.
    pub fn missing(&self) -> impl Iterator<Item = CostItem> + '_ {
        self.lines.iter().filter(|line| line.amount.is_none()).map(|line| line.item)
    }
}

/// What the project loses from delay: so many months at a price a month.
#[must_use]
pub fn delay(months: Option<Estimate>, per_month: Option<Estimate>) -> CostLine {
    let item = CostItem::Delay;
    let amount = match (months, per_month) {
        (Some(months), _) if months.high <= 0.0 => Some(Estimate::ZERO),
        (Some(months), Some(price)) => product(&months, &price),
        _ => None,
    };
    CostLine { item, amount, source: amount.map(|_| Source::Programme) }
}

fn given(moving: &SiteMove, item: CostItem) -> Option<Charge> {
    moving.costs.get(&item).copied()
}

/// A figure of the rule pack, in the currency of the site file.
fn published(item: CostItem, mover: &Mover<'_>, basis: &Basis<'_>) -> Option<(Charge, Source)> {
    let obstacle = mover.obstacle;
    let prices = basis.pack.prices(
        Priced::from(item),
        Some(&obstacle.kind),
        obstacle.grade.as_deref(),
        basis.jurisdictions,
    );
    prices.into_iter().find_map(|price| {
        if price.currency.is_some() && price.currency != basis.currency {
            return None;
        }
        let low = price.low;
        let estimate = Estimate::uniform(low, price.high.unwrap_or(low)).ok()?;
        let charge = match price.per {
            Per::Whole => Charge::Whole(estimate),
            Per::M2 => Charge::PerSquareMetre(estimate),
            Per::PercentOfCompensation => Charge::PercentOfCompensation(estimate),
            Per::Month | Per::Capacity => return None,
        };
        Some((charge, Source::Rule(price.citation)))
    })
}

/// A charge as an amount, if what it is charged for is known.
fn amount(charge: Charge, basis: &Basis<'_>, compensation: Option<Estimate>) -> Option<Estimate> {
    match charge {
        Charge::Whole(estimate) => Some(estimate),
        Charge::PerSquareMetre(price) => Some(price.times(registered(basis.pad?.get()))),
        Charge::PercentOfCompensation(percent) => {
            product(&percent, &compensation?).map(|amount| amount.times(0.01))
        }
    }
}

/// An area as land registers have it, to the hundredth of a square metre: a pad is cut to size by a
/// search that ends within millionths, and nobody pays for those.
fn registered(square_metres: f64) -> f64 {
    (square_metres * 100.0).round() / 100.0
}

/// A product of two figures that are not known for sure: ends times ends.
fn product(a: &Estimate, b: &Estimate) -> Option<Estimate> {
    Estimate::triangular(a.low * b.low, a.mid * b.mid, a.high * b.high).ok()
}
