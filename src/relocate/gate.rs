//! Gates of a receiving site: passed, failed, or not known, each with its reason.
//!
//! What is not known is never taken as passed.

use crate::model::Gate;
use crate::rules::Source;
use crate::units::Metres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// A neighbour from which a distance is kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Neighbour {
    /// What it is called; none if it is the project's own site.
    pub label: Option<String>,
    /// The use of the rule pack that it is.
    pub use_id: String,
    /// Distance from the pad.
    pub distance: Metres,
    /// Distance that is asked for.
    pub needs: Metres,
}

/// Why a gate was passed, failed, or cannot be decided.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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
    /// The register says that it is available.
    StatusAvailable(String),
    /// The register says something else.
    StatusTaken(String),
    /// The register says nothing.
    NoStatus,
    /// Nobody declared which words mean that land is available.
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
    /// Distance from the present site, and the service radius, metres.
    Radius {
        /// From the present site to the receiving site.
        distance: f64,
        /// The radius.
        radius: f64,
    },
    /// No service radius is known; distance from the present site, metres.
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
    /// No rule says how far something near keeps the kind away.
    NoSeparationRule {
        /// What it is called.
        label: String,
        /// Its kind.
        kind: String,
        /// Its distance from the pad, metres.
        distance: f64,
    },
    /// The use of some within reach is not known.
    UnknownNeighbours {
        /// How many.
        count: usize,
        /// The nearest; none if it is the project's own site.
        label: Option<String>,
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
            | Self::NoSeparationRule { distance, .. }
            | Self::UnknownNeighbours { nearest: distance, .. } => Some(*distance),
            Self::Clear(Some(neighbour))
            | Self::ClearFromEquipment { neighbour, .. }
            | Self::TooNear(neighbour) => Some(neighbour.distance.get()),
            _ => None,
        }
    }
}

/// What was found at a gate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The gate.
    pub gate: Gate,
    /// How it was passed.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The rule that asks for it, if any.
    pub source: Option<Source>,
}

impl Finding {
    /// A finding without a source.
    #[must_use]
    pub const fn new(gate: Gate, verdict: Verdict, reason: Reason) -> Self {
        Self { gate, verdict, reason, source: None }
    }

    /// The same with who asks for it.
    #[must_use]
    pub fn by(mut self, source: &Source) -> Self {
        self.source = Some(source.clone());
        self
    }
}
