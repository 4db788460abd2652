//! Which way out is recommended, and what would change that.

use crate::decide::{self, Counting};
use crate::document::alternative::missing;
use crate::document::{Estimate, OwnersLand};
use crate::language::Language;
use crate::model::Nth;
use crate::units::SquareMetres;
use crate::ways_out::{self, Alternatives};
use crate::words::figure::driver_label;
use crate::words::option::option_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Decision {
    /// Id of the option that costs least, land included.
    pub recommended: String,
    /// Id of the next best; null where there is no choice.
    pub runner_up: Option<String>,
    /// By how much it is ahead, in money.
    #[schemars(range(min = 0))]
    pub margin: f64,
    /// Currency of all money.
    pub currency: Option<String>,
    /// Price of a square metre of usable land.
    pub land_price_per_m2: Option<Estimate>,
    /// Its source.
    pub land_price_from: Option<String>,
    /// Land price from which on the recommended option pays.
    #[schemars(range(min = 0))]
    pub break_even_price_per_m2: Option<f64>,
    /// Items of the recommended option without a figure.
    pub missing: Vec<String>,
    /// What could change it, the strongest first.
    pub flips: Vec<Flip>,
    /// What counts as worth of land of others sterilised elsewhere; where no `money.sterilised_per_m2` is
    /// given the land price, which is an upper bound.
    pub third_party_price_per_m2: Estimate,
    /// Whether that is the land price, for want of a price of its own.
    pub third_party_price_assumed: bool,
    /// Which option is best when counted otherwise. A way of counting is left out where the recommended
    /// option, or all others, cannot be counted so.
    pub otherwise: Vec<Otherwise>,
    /// What the recommended option costs whom.
    pub bears: Bears,
    /// Draws of the Monte Carlo.
    pub draws: Option<u32>,
    /// Its seed; the same gives the same numbers.
    pub seed: Option<u64>,
}

/// Which option is best when counted otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Otherwise {
    /// How it is counted.
    pub counting: Counting,
    /// Id of the best option then; the recommended one where that is as good.
    pub recommended: String,
    /// Whether that is the recommended one.
    pub same: bool,
    /// How far it is ahead of the next, in money; null by net land.
    pub margin: Option<f64>,
    /// How far it is ahead of the next by net land, square metres; null by money.
    pub margin_m2: Option<f64>,
    /// What it costs then, lost land included; null by net land.
    pub total: Option<f64>,
    /// What the recommended option costs then.
    pub total_of_recommended: Option<f64>,
    /// How many options could be counted so.
    pub compared: usize,
}

/// Who bears what of the recommended option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Bears {
    /// What the project pays.
    pub project_cost: Option<Estimate>,
    /// Usable land that the project loses.
    pub project_loss_m2: SquareMetres,
    /// What that is worth to it, at the middle of the land price.
    pub project_land_value: f64,
    /// Land that owners at the receiving sites lose; null where a receiving site is not known.
    pub third_party_m2: Option<SquareMetres>,
    /// What that is worth; null where no `money.sterilised_per_m2` is given.
    pub third_party_cost: Option<Estimate>,
    /// The same by owner, the largest first.
    pub owners: Vec<OwnerBears>,
}

/// What an owner at the receiving sites bears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OwnerBears {
    /// Whose land, and how much of it.
    #[serde(flatten)]
    pub land: OwnersLand,
    /// What that is worth; null where no `money.sterilised_per_m2` is given.
    pub cost: Option<Estimate>,
}

/// A figure at either end of its range, all others at their middle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Flip {
    /// The figure.
    pub what: String,
    /// Its two values.
    pub values: [f64; 2],
    /// How far ahead the recommended option is at each, in money; negative where another one is best.
    pub margins: [f64; 2],
    /// Ids of the best options at each.
    pub best: [Option<String>; 2],
    /// Whether another one is best at an end.
    pub flips: bool,
    /// The value at which another one becomes as good, whether or not it lies between the two.
    pub flips_at: Option<f64>,
}

impl Decision {
    pub(in crate::document) fn of(all: &Alternatives) -> Option<Self> {
        let (decision, best) = (all.decision.as_ref()?, all.recommended()?);
        let advice = &decision.recommendation;
        let price = all.land_price.as_ref();
        let chances = decision.chances.as_ref();
        Some(Self {
            recommended: option_id(&all.name(best)),
            runner_up: advice.runner_up.and_then(|at| id(all, decision, at)),
            margin: advice.margin,
            currency: all.currency.clone(),
            land_price_per_m2: price.map(|price| price.per_m2.into()),
            land_price_from: price.map(|price| Language::En.founded(&price.source)),
            break_even_price_per_m2: best.break_even.map(|price| price.mid),
            missing: missing(best),
            flips: advice.flips.iter().map(|flip| Flip::of(all, decision, flip)).collect(),
            third_party_price_per_m2: decision.stakes.third_party_price.into(),
            third_party_price_assumed: all.sterilised_price.is_none(),
            otherwise: advice
                .otherwise
                .iter()
                .filter_map(|one| Otherwise::of(all, decision, one))
                .collect(),
            bears: Bears::of(all, decision, best),
            draws: chances.map(|chances| chances.draws),
            seed: chances.map(|chances| chances.seed),
        })
    }
}

impl Otherwise {
    fn of(
        all: &Alternatives,
        decision: &ways_out::Decision,
        one: &decide::Otherwise,
    ) -> Option<Self> {
        let by_land = one.counting == Counting::NetLand;
        let money = |value: f64| (!by_land).then_some(value);
        Some(Self {
            counting: one.counting,
            recommended: id(all, decision, one.best)?,
            same: one.same,
            margin: money(one.margin),
            margin_m2: by_land.then_some(one.margin),
            total: money(one.value),
            total_of_recommended: money(one.recommended),
            compared: one.compared,
        })
    }
}

impl Bears {
    fn of(all: &Alternatives, decision: &ways_out::Decision, best: &ways_out::Alternative) -> Self {
        let owners = all.sterilised_by_owner(best).into_iter();
        Self {
            project_cost: best.cost.map(Estimate::from),
            project_loss_m2: SquareMetres::saturating(best.loss_m2),
            project_land_value: decision.stakes.price.mid * best.loss_m2,
            third_party_m2: best.sterilised,
            third_party_cost: best.third_party_cost.map(Estimate::from),
            owners: owners
                .map(|land| OwnerBears {
                    cost: all.sterilised_price.map(|price| price.times(land.area.get()).into()),
                    land: OwnersLand::of(&land),
                })
                .collect(),
        }
    }
}

impl Flip {
    fn of(all: &Alternatives, decision: &ways_out::Decision, flip: &decide::Flip) -> Self {
        Self {
            what: driver_label(&flip.what),
            values: flip.values.into(),
            margins: flip.margins.into(),
            best: [id(all, decision, flip.best.0), id(all, decision, flip.best.1)],
            flips: flip.flips(),
            flips_at: flip.flips_at,
        }
    }
}

/// Id of the option behind a choice.
fn id(
    all: &Alternatives,
    decision: &ways_out::Decision,
    choice: Nth<decide::Choice>,
) -> Option<String> {
    decision.option(all, choice).map(|option| option_id(&all.name(option)))
}
