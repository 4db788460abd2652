//! Receiving sites: a parcel elsewhere, or a place at the site's edge.

use crate::document::Geometry;
use crate::geometry::Frame;
use crate::language::Language;
use crate::model::Gate;
use crate::relocate::{self, Verdict};
use crate::units::{AreaUnit, Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A parcel as a receiving site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Receiving {
    /// Id of the parcel.
    pub id: String,
    /// Its land-use code.
    pub land_use: Option<String>,
    /// Its zoning district.
    pub zoning: Option<String>,
    /// Who holds it.
    pub owner: Option<String>,
    /// Its area.
    pub area_m2: SquareMetres,
    /// From the middle of the present site to that of the plot taken, or of the parcel where there is none.
    pub distance_m: Metres,
    /// Whether every gate is passed.
    pub passes: bool,
    /// Gates failed.
    pub failed: usize,
    /// Gates of which it is not known whether they are passed.
    pub unknown: usize,
    /// What was found at each gate, in their order.
    #[schemars(length(equal = 9))]
    pub gates: Vec<Finding>,
    /// Land taken there.
    pub taken_m2: SquareMetres,
    /// Land of others within its clearance.
    pub sterilised_m2: SquareMetres,
    /// The part of that on parcels whose use is not known: taken at the longest distance.
    pub sterilised_unknown_m2: SquareMetres,
    /// The same by owner, the largest first.
    pub sterilised_by_owner: Vec<OwnersLand>,
    /// The plot taken; null where it does not fit.
    pub pad: Option<Geometry>,
    /// Layer it came from.
    pub file: String,
    /// Index of its feature in that.
    pub feature: usize,
}

/// Land of one owner within the clearance of a plot taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OwnersLand {
    /// Who holds it, as the layer of parcels has it; null where it does not say.
    pub owner: Option<String>,
    /// Ids of the parcels it is part of.
    pub parcels: Vec<String>,
    /// How much it is.
    pub area_m2: SquareMetres,
}

/// What was found at a gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// The gate.
    pub gate: Gate,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// The clause or declaration behind it.
    pub clause: Option<String>,
    /// The distance it turns on; null where it turns on none.
    pub distance_m: Option<Metres>,
}

/// A place within the site where the loss is least.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WithinSite {
    /// The plot there.
    pub pad: Geometry,
    /// Its longer side.
    pub pad_width_m: Metres,
    /// Its shorter side.
    pub pad_depth_m: Metres,
    /// Land usable then, everything else kept.
    pub usable_m2: SquareMetres,
    /// Usable land lost then.
    pub loss_m2: SquareMetres,
}

impl Receiving {
    pub(in crate::document) fn of(frame: &Frame, site: &relocate::Receiving) -> Self {
        Self {
            id: site.id.clone(),
            land_use: site.land_use.clone(),
            zoning: site.zoning.clone(),
            owner: site.owner.clone(),
            area_m2: site.parcel.area(),
            distance_m: site.distance,
            passes: site.passes(),
            failed: site.count(Verdict::Fail),
            unknown: site.count(Verdict::Unknown),
            gates: site.findings.iter().map(Finding::of).collect(),
            taken_m2: site.taken(),
            sterilised_m2: site.sterilised.area(),
            sterilised_unknown_m2: site.sterilised_unknown,
            sterilised_by_owner: site.sterilised_by_owner.iter().map(OwnersLand::of).collect(),
            pad: site.pad.as_ref().map(|pad| Geometry::of(frame, pad)),
            file: site.origin.file.to_string(),
            feature: site.origin.index,
        }
    }
}

impl OwnersLand {
    pub(in crate::document) fn of(land: &relocate::OwnersLand) -> Self {
        Self { owner: land.owner.clone(), parcels: land.parcels.clone(), area_m2: land.area }
    }
}

impl Finding {
    fn of(finding: &relocate::Finding) -> Self {
        Self {
            gate: finding.gate,
            verdict: finding.verdict,
            reason: Language::En.reason(&finding.reason, AreaUnit::M2.symbol()),
            clause: finding.source.as_ref().map(|source| Language::En.source(source)),
            // Nobody around is infinitely far away.
            distance_m: finding.reason.distance_m().and_then(|distance| Metres::new(distance).ok()),
        }
    }
}

impl WithinSite {
    pub(in crate::document) fn of(frame: &Frame, place: &relocate::WithinSite) -> Self {
        Self {
            pad: Geometry::of(frame, &place.pad.region()),
            pad_width_m: Metres::saturating(place.pad.width),
            pad_depth_m: Metres::saturating(place.pad.depth),
            usable_m2: place.carve_out.usable.area(),
            loss_m2: place.carve_out.ledger.loss(),
        }
    }
}
