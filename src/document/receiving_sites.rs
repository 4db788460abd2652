//! Receiving sites of one obstacle, and nothing else.

use crate::document::{Receiving, Warning, WithinSite};
use crate::geometry::Frame;
use crate::language::Language;
use crate::model;
use crate::model::Gate;
use crate::relocate::PadSize;
use crate::units::{Metres, SquareMetres};
use crate::ways_out::Places;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name and version of the document of receiving sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RelocationSchema {
    /// The first version.
    #[serde(rename = "carveout/relocation/1")]
    V1,
}

/// Receiving sites of one obstacle.
///
/// Areas are in square metres, lengths in metres, positions in WGS 84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ReceivingSites {
    /// Name and version of this document.
    pub schema: RelocationSchema,
    /// Id of what moves.
    pub facility: String,
    /// Its kind.
    pub kind: String,
    /// The land it takes; null where that is not known.
    pub pad: Option<Pad>,
    /// Parcels looked at.
    pub considered: usize,
    /// How many of them failed at which gate.
    pub failed: FailedGates,
    /// Receiving sites, best first.
    pub receiving: Vec<Receiving>,
    /// Places within the site, least loss first, if they were asked for.
    pub within: Vec<WithinSite>,
    /// Doubts.
    pub warnings: Vec<Warning>,
}

/// The plot an obstacle takes at the receiving site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Pad {
    /// Its area.
    pub area_m2: SquareMetres,
    /// Its least width.
    pub width_m: Metres,
    /// Its source.
    pub clause: String,
}

/// Parcels that failed, by the gates that all of them are looked at for; a gate at which none did is
/// left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct FailedGates {
    /// Are the project's own land.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside_the_site: Option<usize>,
    /// Are of a land use that does not take the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub land_use: Option<usize>,
    /// May not be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<usize>,
    /// Are too small.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<usize>,
    /// Lie at no road.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road_access: Option<usize>,
    /// Lie too far from those served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<usize>,
}

impl ReceivingSites {
    /// Receiving sites, from the frame of its site.
    #[must_use]
    pub fn of(frame: &Frame, places: &Places, warnings: &[model::Warning]) -> Self {
        let ranking = &places.ranking;
        Self {
            schema: RelocationSchema::V1,
            facility: places.obstacle.id.clone(),
            kind: places.obstacle.kind.clone(),
            pad: places.pad.as_ref().map(Pad::of),
            considered: ranking.considered,
            failed: FailedGates::of(&ranking.failed),
            receiving: ranking.sites.iter().map(|site| Receiving::of(frame, site)).collect(),
            within: places.within.iter().map(|place| WithinSite::of(frame, place)).collect(),
            warnings: warnings.iter().map(Warning::of).collect(),
        }
    }
}

impl Pad {
    fn of(pad: &PadSize) -> Self {
        Self { area_m2: pad.area, width_m: pad.width, clause: Language::En.source(&pad.source) }
    }
}

impl FailedGates {
    fn of(failed: &BTreeMap<Gate, usize>) -> Self {
        let at = |gate: Gate| failed.get(&gate).copied();
        Self {
            outside_the_site: at(Gate::OutsideSite),
            land_use: at(Gate::LandUse),
            available: at(Gate::Available),
            area: at(Gate::Area),
            road_access: at(Gate::RoadAccess),
            service: at(Gate::Service),
        }
    }
}
