//! What a site file says of setbacks that differ from edge to edge.

use crate::model::EdgeClass;
use crate::settings::merge::merged;
use crate::units::Metres;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Setbacks by what an edge is, as far as they are given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteSetbacks {
    /// Setback of the front, the edges along the street that the site fronts, metres.
    pub front_m: Option<Metres>,
    /// Setback along other streets, of a corner lot, metres; where it is not given, that of the front.
    pub street_side_m: Option<Metres>,
    /// Setback of sides, the edges that are neither along a street nor the rear, metres.
    pub side_m: Option<Metres>,
    /// Setback of the rear, the edges that face away from the front and do not meet it, metres.
    pub rear_m: Option<Metres>,
    /// Name of the street that is the front of a site along several; by default the widest.
    pub front_road: Option<String>,
    /// Setback where certain land lies directly behind an edge, in metres, by use (`housing`), by kind of a
    /// facility or zone (`river`) or by land-use code: wins over the class of the edge. The code of a parcel
    /// itself goes before a code above it and before its use; of several that hold the largest counts.
    pub beside: BTreeMap<String, Metres>,
}

/// An edge told by hand: which one, and what it is or how far buildings stay from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteEdge {
    /// A place on or near the edge: longitude and latitude.
    pub at: Option<[f64; 2]>,
    /// Where the edge faces, instead of a place: degrees clockwise from north, or `"N"`, `"NE"`, ... Means the
    /// only edge within 45 degrees of it; two that are as near within 1 degree are refused.
    pub bearing: Option<Bearing>,
    /// What it is; `inner` only around land within the site that is no part of it.
    pub class: Option<EdgeClass>,
    /// Its setback, metres: wins over every other.
    pub setback_m: Option<Metres>,
    /// Why, for the report.
    pub why: Option<String>,
}

/// A direction, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(
    untagged,
    expecting = "this is no bearing: give degrees from north, or one of N, NE, E, SE, S, SW, W, NW"
)]
pub enum Bearing {
    /// Degrees clockwise from north.
    Degrees(f64),
    /// A point of the compass.
    Point(CompassPoint),
}

/// A point of the compass.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
pub enum CompassPoint {
    /// North.
    N,
    /// North-east.
    Ne,
    /// East.
    E,
    /// South-east.
    Se,
    /// South.
    S,
    /// South-west.
    Sw,
    /// West.
    W,
    /// North-west.
    Nw,
}

impl Bearing {
    /// Degrees clockwise from north.
    #[must_use]
    pub fn degrees(self) -> f64 {
        match self {
            Self::Degrees(degrees) => degrees,
            Self::Point(point) => f64::from(point as u8) * 45.0,
        }
    }
}

impl fmt::Display for Bearing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Degrees(degrees) => write!(f, "{degrees}"),
            Self::Point(point) => f.write_str(point.into()),
        }
    }
}

/// As a site file has it, on one line: `bearing = N, class = rear`.
impl fmt::Display for SiteEdge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = [
            self.at.map(|[x, y]| format!("at = [{x}, {y}]")),
            self.bearing.map(|bearing| format!("bearing = {bearing}")),
            self.class.map(|class| format!("class = {}", class.word())),
            self.setback_m.map(|setback| format!("setback_m = {}", setback.get())),
            self.why.as_ref().map(|why| format!("why = {why}")),
        ];
        f.write_str(&said.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

impl SiteEdge {
    /// What is wrong with it by itself, and what to do.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        match (self.at, self.bearing) {
            (None, None) => {
                return Some("names no edge: give at = [longitude, latitude] or bearing")
            }
            (Some(_), Some(_)) => return Some("has both at and bearing; keep one of the two"),
            (Some([x, y]), None) if crate::geometry::LonLat::new(x, y).is_err() => {
                return Some("has a place that is no longitude and latitude in degrees");
            }
            (None, Some(bearing)) if !(-360.0..=360.0).contains(&bearing.degrees()) => {
                return Some("has a bearing that is no number of degrees from north");
            }
            _ => {}
        }
        let says_nothing = self.class.is_none() && self.setback_m.is_none();
        says_nothing.then_some("says nothing of its edge: give class or setback_m")
    }
}

merged!(SiteSetbacks { front_m, street_side_m, side_m, rear_m, front_road, beside });
