//! Figures that are not known for sure.

use crate::model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A figure that is not known for sure, in money or months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Estimate {
    /// The least.
    #[schemars(range(min = 0))]
    pub low: f64,
    /// The likeliest, or the middle where none is.
    #[schemars(range(min = 0))]
    pub mid: f64,
    /// The greatest.
    #[schemars(range(min = 0))]
    pub high: f64,
}

impl From<model::Estimate> for Estimate {
    fn from(estimate: model::Estimate) -> Self {
        Self { low: estimate.low, mid: estimate.mid, high: estimate.high }
    }
}
