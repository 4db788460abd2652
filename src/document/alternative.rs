//! The ways out, set against each other.

use crate::document::{CostLine, Estimate};
use crate::language::Language;
use crate::model::Nth;
use crate::relocate::Verdict;
use crate::units::SquareMetres;
use crate::ways_out::{self, Alternatives, Way};
use crate::words::option::option_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Alternative {
    /// What it is called.
    pub id: String,
    /// How it goes about it.
    pub way: Way,
    /// Ids of what moves.
    pub moved: Vec<String>,
    /// The one of them that ends within the site.
    pub within: Option<String>,
    /// The worst that was found at the receiving sites it needs.
    pub receiving: Verdict,
    /// Land usable then.
    pub usable_m2: SquareMetres,
    /// Usable land that stays lost, against the site without obstacles.
    pub loss_m2: SquareMetres,
    /// Usable land that comes back against carving everything out, square metres; less than nothing
    /// where land is lost.
    pub recovered_m2: f64,
    /// What each of the moves adds to the others.
    pub marginal: Vec<Marginal>,
    /// The largest rectangle; null where nothing fits.
    pub largest_rectangle_m2: Option<SquareMetres>,
    /// Land taken at receiving sites; null where one of them is not known.
    pub taken_m2: Option<SquareMetres>,
    /// Land sterilised there.
    pub sterilised_m2: Option<SquareMetres>,
    /// What comes back, less what is taken and sterilised elsewhere, square metres.
    pub net_m2: Option<f64>,
    /// Money, land not included; null where no item is known.
    pub cost: Option<Estimate>,
    /// What land of others sterilised elsewhere is worth, by `money.sterilised_per_m2`; no part of `cost`.
    /// Null where no such price is given, or a receiving site is not known.
    pub third_party_cost: Option<Estimate>,
    /// The cost of delay.
    pub delay: CostLine,
    /// Items without a figure.
    pub missing: Vec<String>,
    /// Months until all ground is free.
    pub frees_ground_months: Option<Estimate>,
    /// Id of what frees its ground last.
    pub critical: Option<String>,
    /// Months that the project waits.
    pub waits_months: Option<Estimate>,
    /// Price of a square metre of usable land from which on it pays.
    pub break_even_price_per_m2: Option<Estimate>,
    /// Whether no other beats it in cost, usable land and largest rectangle.
    pub pareto: bool,
    /// Cost and lost land together, in money, at the middle of everything; null where it was not
    /// decided on.
    pub total: Option<f64>,
    /// Share of draws in which it cost least.
    #[schemars(range(min = 0, max = 1))]
    pub best_probability: Option<f64>,
    /// Mean total of the draws.
    pub total_mean: Option<f64>,
    /// A tenth of the draws cost less.
    pub total_p10: Option<f64>,
    /// Nine tenths of the draws cost less.
    pub total_p90: Option<f64>,
}

/// What one move adds to the others of an option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Marginal {
    /// Id of what moves.
    pub id: String,
    /// Usable land that comes back by it, square metres.
    pub recovered_m2: f64,
}

impl Alternative {
    pub(in crate::document) fn all(all: &Alternatives) -> Vec<Self> {
        Nth::each(&all.options).map(|(number, option)| Self::of(all, number, option)).collect()
    }

    fn of(
        all: &Alternatives,
        number: Nth<ways_out::Alternative>,
        option: &ways_out::Alternative,
    ) -> Self {
        let id = |number: Nth<ways_out::Move>| all.moves[number].id.clone();
        let marginal = option.marginal.iter();
        let decision = all.decision.as_ref();
        let choice = decision.and_then(|one| Some((one, one.choice(number)?)));
        let chance = choice.and_then(|(one, at)| one.chances.as_ref()?.of(at).copied());
        let quantiles = chance.and_then(|chance| chance.quantiles);
        Self {
            id: option_id(&all.name(option)),
            way: option.way,
            moved: option.moved.iter().map(|number| id(*number)).collect(),
            within: option.within.map(id),
            receiving: option.verdict,
            usable_m2: option.usable.area(),
            loss_m2: SquareMetres::saturating(option.loss_m2),
            recovered_m2: option.recovered_m2,
            marginal: marginal
                .map(|(number, area)| Marginal { id: id(*number), recovered_m2: *area })
                .collect(),
            largest_rectangle_m2: option.rectangle.map(|rectangle| rectangle.area()),
            taken_m2: option.taken,
            sterilised_m2: option.sterilised,
            net_m2: option.net_m2,
            cost: option.cost.map(Estimate::from),
            third_party_cost: option.third_party_cost.map(Estimate::from),
            delay: CostLine::of(&option.delay),
            missing: missing(option),
            frees_ground_months: option.frees_ground.map(|(_, months)| months.into()),
            critical: option.frees_ground.map(|(number, _)| id(number)),
            waits_months: option.waits.map(Estimate::from),
            break_even_price_per_m2: option.break_even.map(Estimate::from),
            pareto: option.on_front,
            total: choice.map(|(one, at)| one.stakes.total(&one.stakes.choices[at])),
            best_probability: chance.map(|chance| chance.best),
            total_mean: chance.map(|chance| chance.mean),
            total_p10: quantiles.map(|quantiles| quantiles.p10),
            total_p90: quantiles.map(|quantiles| quantiles.p90),
        }
    }
}

/// Money that an option has no figure for.
pub(in crate::document) fn missing(option: &ways_out::Alternative) -> Vec<String> {
    option.missing.iter().map(|expense| Language::En.missing(expense)).collect()
}
