//! Land-control indicators (用地控制指标) with their limits.

use crate::adjust::{self, Measure};
use crate::rules::{Bound, Status};
use crate::ways_out::Alternatives;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An indicator of land control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Indicator {
    /// Which.
    pub indicator: Measure,
    /// Its value, in the unit.
    pub value: Option<f64>,
    /// `1` or `%`.
    pub unit: String,
    /// The input without which there is no value.
    pub missing: Option<String>,
    /// Limits of the rule pack, every edition of them.
    pub limits: Vec<Limit>,
    /// Why there are no limits, where there are none.
    pub no_limit: Option<String>,
}

/// A limit of one source and edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Limit {
    /// Id of the rule.
    pub rule: String,
    /// How the figure limits; null where the pack does not say.
    pub bound: Option<Bound>,
    /// The figure, in the unit.
    pub value: f64,
    /// Upper end of a range, in the unit.
    pub value_max: Option<f64>,
    /// Unit of the figures.
    pub unit: String,
    /// Document and clause.
    pub citation: String,
    /// How well the figure is founded.
    pub status: Status,
    /// What else is to be known.
    pub note: Option<String>,
    /// Whether it is kept; null while that cannot be told.
    pub met: Option<bool>,
}

impl Indicator {
    pub(in crate::document) fn all(all: &Alternatives) -> Vec<Self> {
        all.adjustment.indicators.iter().map(Self::of).collect()
    }

    fn of(indicator: &adjust::Indicator) -> Self {
        Self {
            indicator: indicator.what,
            value: indicator.value,
            unit: indicator.what.unit().to_owned(),
            missing: indicator.missing.map(str::to_owned),
            limits: indicator.limits.iter().map(Limit::of).collect(),
            no_limit: indicator.no_limit.map(str::to_owned),
        }
    }
}

impl Limit {
    fn of(limit: &adjust::Limit) -> Self {
        Self {
            rule: limit.rule.clone(),
            bound: limit.bound,
            value: limit.value,
            value_max: limit.value_max,
            unit: limit.unit.clone(),
            citation: limit.citation.to_string(),
            status: limit.status,
            note: limit.note.clone(),
            met: limit.met,
        }
    }
}
