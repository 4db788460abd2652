//! What an assessment was computed with, and who gave each value.

use crate::assess::{Assessment, Sourced};
use crate::geometry::offset::ARC_EXCESS;
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every value used and who gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Parameters {
    /// Rule pack, by name or file.
    pub rules: Sourced<String>,
    /// What the rule pack is called.
    pub rule_pack: String,
    /// Proposed use.
    #[serde(rename = "use")]
    pub proposed_use: Sourced<String>,
    /// Places whose rules hold.
    pub jurisdictions: Vec<String>,
    /// Conditions that hold.
    pub conditions: Vec<String>,
    /// Building setback.
    pub setback_m: Sourced<Metres>,
    /// Building setback along roads; null where roads have none of their own.
    pub setback_road_m: Option<Sourced<Metres>>,
    /// Narrowest usable width.
    pub min_width_m: Sourced<Metres>,
    /// Smallest usable piece.
    pub min_area_m2: Sourced<SquareMetres>,
    /// Clearances by kind that win over the rule pack.
    pub clearance_m: StatedClearances,
    /// Where the site can be reached from.
    pub frontage: FrontageKnown,
    /// How near a road makes frontage.
    pub frontage_tolerance_m: Sourced<Metres>,
    /// Most by which arcs lie outside the true distance, as a share of it.
    #[schemars(range(min = 0))]
    pub arc_excess: f64,
}

/// Clearances by kind, by who gave them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct StatedClearances {
    /// From flags.
    pub command_line: BTreeMap<String, Metres>,
    /// From the site file.
    pub site_file: BTreeMap<String, Metres>,
}

/// What is known of the frontage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrontageKnown {
    /// The boundary along roads.
    Roads,
    /// No road is known: the whole boundary.
    WholeBoundary,
}

impl Parameters {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let settings = &assessment.settings;
        let whole_boundary = assessment.frontage.whole_boundary;
        Self {
            rules: settings.rules.clone(),
            rule_pack: assessment.rules.en.clone(),
            proposed_use: settings.proposed_use.clone(),
            jurisdictions: settings.jurisdictions.clone(),
            conditions: settings.conditions.clone(),
            setback_m: settings.setback.clone(),
            setback_road_m: settings.setback_road.clone(),
            min_width_m: settings.min_width.clone(),
            min_area_m2: settings.min_area.clone(),
            clearance_m: StatedClearances {
                command_line: settings.clearance_command_line.clone(),
                site_file: settings.clearance_site_file.clone(),
            },
            frontage: if whole_boundary {
                FrontageKnown::WholeBoundary
            } else {
                FrontageKnown::Roads
            },
            frontage_tolerance_m: settings.frontage_tolerance.clone(),
            arc_excess: ARC_EXCESS,
        }
    }
}
