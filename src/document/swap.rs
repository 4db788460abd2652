//! Land exchanged with a neighbour.

use crate::document::Geometry;
use crate::geometry::Frame;
use crate::relocate;
use crate::units::SquareMetres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The carved-out enclave exchanged for land next door of equal area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Swap {
    /// Id of the parcel that land is gained from.
    pub parcel: String,
    /// Who holds it, and must agree.
    pub owner: Option<String>,
    /// Land exchanged.
    pub area_m2: SquareMetres,
    /// The land given up.
    pub given: Geometry,
    /// The land gained.
    pub gained: Geometry,
    /// The footprint after the exchange.
    pub footprint: Geometry,
}

impl Swap {
    pub(in crate::document) fn of(frame: &Frame, swap: &relocate::Swap) -> Self {
        Self {
            parcel: swap.parcel.clone(),
            owner: swap.owner.clone(),
            area_m2: swap.given.area(),
            given: Geometry::of(frame, &swap.given),
            gained: Geometry::of(frame, &swap.gained),
            footprint: Geometry::of(frame, &swap.footprint),
        }
    }
}
