//! Which way out is recommended, and what would change that.

use crate::decide;
use crate::document::alternative::missing;
use crate::document::Estimate;
use crate::language::Language;
use crate::model::Nth;
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
    /// The option that costs least at the means of all figures; null where that is the recommended one.
    pub by_mean: Option<ByMean>,
    /// Draws of the Monte Carlo.
    pub draws: Option<u32>,
    /// Its seed; the same gives the same numbers.
    pub seed: Option<u64>,
}

/// Another option than the recommended one costs least on average.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ByMean {
    /// Id of the one that does.
    pub option: String,
    /// What it costs on average, lost land included.
    pub total: f64,
    /// What the recommended one costs on average.
    pub total_of_recommended: f64,
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
            by_mean: advice.by_mean.and_then(|by_mean| {
                Some(ByMean {
                    option: id(all, decision, by_mean.best)?,
                    total: by_mean.total,
                    total_of_recommended: by_mean.recommended,
                })
            }),
            draws: chances.map(|chances| chances.draws),
            seed: chances.map(|chances| chances.seed),
        })
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
