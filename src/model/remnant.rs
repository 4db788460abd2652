//! Land that is left over: why, where, and what it may still serve.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why land that remains is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Remnant {
    /// Narrower than the minimum width.
    Narrow,
    /// A piece below the minimum area.
    Small,
    /// No way of the least width leads there from the frontage.
    Landlocked,
}

/// Where a scrap lies.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 边角地: along the building line.
    Edge,
    /// 夹心地: between obstacles, or cut off by them.
    Enclosed,
    /// 插花地: between usable land and an obstacle.
    Interlocking,
}

/// What a scrap may serve, though no hall fits on it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RemnantUse {
    /// Offices and staff services.
    Office,
    /// Parking.
    Parking,
    /// Green.
    Green,
    /// A corridor for pipes and cables.
    PipeCorridor,
}
