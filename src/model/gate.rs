//! Conditions on a receiving site.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A condition on a receiving site.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Gate {
    /// It is not the project's own land.
    #[strum(serialize = "outside_the_site")]
    OutsideSite,
    /// Its land use takes the kind.
    LandUse,
    /// It is available.
    Available,
    /// It is large enough.
    Area,
    /// It lies at a road.
    RoadAccess,
    /// Those served are still within reach.
    Service,
    /// It lies in no control zone.
    #[strum(serialize = "control_zones")]
    ControlZone,
    /// The plot fits in, wide enough.
    Width,
    /// It keeps its distance from those around.
    Clearance,
}

impl Gate {
    /// The key under which JSON counts the parcels that fail here.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.into()
    }
}
