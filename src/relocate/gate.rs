//! Gates of a receiving site: passed, failed, or not known, each with its reason.
//!
//! What is not known is never taken as passed.

use crate::units::grouped;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A condition on a receiving site.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// It is not the project's own land.
    OutsideSite,
    /// Its land use takes the kind.
    LandUse,
    /// It may be had.
    Available,
    /// It is large enough.
    Area,
    /// It lies at a road.
    RoadAccess,
    /// Those served are still within reach.
    Service,
    /// It lies in no control zone.
    ControlZone,
    /// The plot fits in, wide enough.
    Width,
    /// It keeps its distance from those around.
    Clearance,
}

impl Gate {
    /// All of them, as they are looked at: the cheap ones first.
    pub const ALL: [Self; 9] = [
        Self::OutsideSite,
        Self::LandUse,
        Self::Available,
        Self::Area,
        Self::RoadAccess,
        Self::Service,
        Self::ControlZone,
        Self::Width,
        Self::Clearance,
    ];

    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OutsideSite => "outside the site",
            Self::LandUse => "land use",
            Self::Available => "available",
            Self::Area => "area",
            Self::RoadAccess => "road access",
            Self::Service => "service",
            Self::ControlZone => "control zones",
            Self::Width => "width",
            Self::Clearance => "clearance",
        }
    }
}

/// How a gate was passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The condition is met.
    Pass,
    /// It is not known whether it is met.
    Unknown,
    /// It is not met.
    Fail,
}

/// Somebody around a receiving site from whom a distance is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// What it is called.
    pub label: String,
    /// The use of the rule pack that it is.
    pub use_id: String,
    /// Distance from the pad, metres.
    pub distance_m: f64,
    /// Distance that is asked for, metres.
    pub needs_m: f64,
}

/// Why a gate was passed, failed, or cannot be decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It is the project's own land, wholly or in part.
    IsSite,
    /// It is outside the site.
    IsOutside,
    /// The code takes the kind.
    CodeTakes(String),
    /// The code takes other things; those that would take the kind.
    CodeTakesNot(String, Vec<String>),
    /// The parcel has no code.
    NoCode,
    /// Nobody declared which system the codes are of.
    SystemUndeclared(String),
    /// No rule says what land takes the kind.
    NoLandUseRule,
    /// The register says that it may be had.
    StatusAvailable(String),
    /// The register says something else.
    StatusTaken(String),
    /// The register says nothing.
    NoStatus,
    /// Nobody declared which words mean that land may be had.
    AvailabilityUndeclared,
    /// Areas in square metres: there is, and there must be.
    Area {
        /// What there is.
        has: f64,
        /// What there must be.
        needs: f64,
    },
    /// Nobody knows how large the plot must be.
    AreaUnknown,
    /// A road is this near.
    Road(f64),
    /// No road is within the tolerance, metres.
    NoRoad(f64),
    /// No road layer was given.
    NoRoadLayer,
    /// Distance from the old place, and the service radius, metres.
    Radius {
        /// From the old place to the new.
        distance: f64,
        /// The radius.
        radius: f64,
    },
    /// No service radius is known; distance from the old place, metres.
    NoRadius(f64),
    /// Share of demand within the radius before and after.
    Served {
        /// Before, 0 to 1.
        before: f64,
        /// After, 0 to 1.
        after: f64,
    },
    /// It lies in no zone of the layers.
    NoZone,
    /// It lies in a zone.
    InZone(String),
    /// No zone layer was given.
    NoZoneLayer,
    /// A rule on places that no layer can decide.
    Siting(String),
    /// The plot of these sides fits in, metres.
    Fits(f64, f64),
    /// The plot as a whole is the pad; its width, metres.
    FitsWhole(f64),
    /// The widest circle in it, and the width asked for, metres.
    TooNarrow {
        /// Diameter of the largest circle in it.
        has: f64,
        /// Width asked for.
        needs: f64,
    },
    /// It is wide enough somewhere, but no rectangle of the plot's area fits between what stands there.
    NoRectangle,
    /// All distances are kept; the tightest.
    Clear(Option<Neighbour>),
    /// All distances are kept if its equipment, ground of this length and width, stands where there is
    /// room for it; the tightest, from the edge of the pad.
    ClearFromEquipment {
        /// The tightest.
        neighbour: Neighbour,
        /// Ground for the equipment, metres.
        room: (f64, f64),
    },
    /// Nobody around keeps it away, for it keeps no distance.
    NoDistance,
    /// No rule says how far the kind keeps away.
    DistanceUnknown,
    /// Somebody is too near wherever the pad lies.
    TooNear(Neighbour),
    /// The use of some within reach is not known.
    UnknownNeighbours {
        /// How many.
        count: usize,
        /// The nearest.
        label: String,
        /// Its distance from the pad, metres.
        nearest: f64,
        /// The longest distance that any use asks for, metres.
        within: f64,
    },
}

impl Reason {
    /// The distance it speaks of, metres.
    #[must_use]
    pub fn distance_m(&self) -> Option<f64> {
        match self {
            Self::Road(distance)
            | Self::NoRadius(distance)
            | Self::Radius { distance, .. }
            | Self::UnknownNeighbours { nearest: distance, .. } => Some(*distance),
            Self::Clear(Some(neighbour))
            | Self::ClearFromEquipment { neighbour, .. }
            | Self::TooNear(neighbour) => Some(neighbour.distance_m),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |value: f64| grouped(value, 0);
        match self {
            Self::IsSite => f.write_str("is the project's own land"),
            Self::IsOutside => f.write_str("lies outside the site"),
            Self::CodeTakes(code) => write!(f, "\"{code}\" takes it"),
            Self::CodeTakesNot(code, wanted) => {
                write!(f, "\"{code}\" does not take it ({} would)", wanted.join(", "))
            }
            Self::NoCode => f.write_str("the parcel has no land-use code"),
            Self::SystemUndeclared(code) => write!(
                f,
                "\"{code}\" means different land in different code systems: declare land_use_system"
            ),
            Self::NoLandUseRule => f.write_str("no rule says which land takes this kind"),
            Self::StatusAvailable(status) | Self::StatusTaken(status) => {
                write!(f, "the register says \"{status}\"")
            }
            Self::NoStatus => f.write_str("the register does not say whether it may be had"),
            Self::AvailabilityUndeclared => {
                f.write_str("nobody declared which status means that land may be had")
            }
            Self::Area { has, needs } => write!(f, "{} of {} m2", whole(*has), whole(*needs)),
            Self::AreaUnknown => f.write_str("nobody knows how large the plot must be"),
            Self::Road(distance) => write!(f, "a road is {} m away", grouped(*distance, 1)),
            Self::NoRoad(tolerance) => write!(f, "no road within {} m", whole(*tolerance)),
            Self::NoRoadLayer => f.write_str("no road layer is given"),
            Self::Radius { distance, radius } => write!(
                f,
                "{} m from the old place, service radius {} m",
                whole(*distance),
                whole(*radius)
            ),
            Self::NoRadius(distance) => {
                write!(f, "{} m from the old place; no service radius is known", whole(*distance))
            }
            Self::Served { before, after } => write!(
                f,
                "{} % of the demand within the radius, {} % before",
                grouped(100.0 * after, 1),
                grouped(100.0 * before, 1)
            ),
            Self::NoZone => f.write_str("in no zone of the layers"),
            Self::InZone(zone) => write!(f, "in zone {zone}"),
            Self::NoZoneLayer => f.write_str("no zone layer is given"),
            Self::Siting(place) => {
                write!(f, "no layer tells whether this is a {}", place.replace('_', " "))
            }
            Self::Fits(width, depth) => {
                write!(f, "{} x {} m fit in", grouped(*width, 1), grouped(*depth, 1))
            }
            Self::FitsWhole(width) => {
                write!(f, "the parcel as a whole, {} m wide", grouped(*width, 1))
            }
            Self::TooNarrow { has, needs } => {
                write!(f, "{} m wide, {} m needed", grouped(*has, 1), grouped(*needs, 1))
            }
            Self::NoRectangle => f.write_str("no plot of the area fits between what stands there"),
            Self::Clear(None) => f.write_str("nobody near enough to ask for a distance"),
            Self::ClearFromEquipment { neighbour: near, room } => write!(
                f,
                "{} ({}) is {} m away; {} m from its equipment are kept, for which there is room \
                 ({} x {} m)",
                near.label,
                near.use_id.replace('_', " "),
                grouped(near.distance_m, 1),
                grouped(near.needs_m, 1),
                grouped(room.0, 0),
                grouped(room.1, 0)
            ),
            Self::NoDistance => f.write_str("it keeps no distance from anybody"),
            Self::DistanceUnknown => f.write_str("no rule says how far this kind keeps away"),
            Self::Clear(Some(near)) | Self::TooNear(near) => write!(
                f,
                "{} ({}) is {} m away, {} m needed",
                near.label,
                near.use_id.replace('_', " "),
                grouped(near.distance_m, 1),
                grouped(near.needs_m, 1)
            ),
            Self::UnknownNeighbours { count, label, nearest, within } => write!(
                f,
                "the use of {count} within {} m is not known, the nearest, {label}, {} m away",
                whole(*within),
                grouped(*nearest, 1)
            ),
        }
    }
}

/// What was found at a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The gate.
    pub gate: Gate,
    /// How it was passed.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The clause or declaration behind it.
    pub clause: Option<String>,
}

impl Finding {
    /// A finding without a clause.
    #[must_use]
    pub const fn new(gate: Gate, verdict: Verdict, reason: Reason) -> Self {
        Self { gate, verdict, reason, clause: None }
    }

    /// The same with the clause behind it.
    #[must_use]
    pub fn by(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }
}
