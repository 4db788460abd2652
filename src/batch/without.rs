//! Why a footprint has no numbers.

use crate::geometry::FrameError;
use crate::layer::{FootprintFault, LayerError};
use crate::loading::LoadError;
use crate::ways_out::AssessError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with a footprint, whatever its file, id and coordinates are.
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
#[non_exhaustive]
pub enum Cause {
    /// It has no geometry.
    NoGeometry,
    /// It cannot be read.
    Unreadable,
    /// Lines and nothing else.
    OnlyLines,
    /// Points and nothing else.
    OnlyPoints,
    /// No positions.
    NoPositions,
    /// On both sides of the antimeridian.
    SpansTheGlobe,
    /// A position is not a finite number.
    NotFinite,
    /// A position cannot be degrees.
    NotDegrees,
    /// Latitude stands first.
    AxesSwapped,
    /// Too near to a pole.
    Polar,
    /// It has no area.
    NoArea,
    /// Larger than any site.
    TooLarge,
    /// The geometry engine gave up, or a sum did not close.
    NotComputed,
    /// Something else, which the reason says.
    Other,
}

/// Why a footprint has no numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutNumbers {
    /// The whole sentence, which names file and feature.
    pub reason: String,
    /// What sort of fault it is.
    pub cause: Cause,
}

impl WithoutNumbers {
    /// A fault that only the sentence tells.
    #[must_use]
    pub const fn of_any(reason: String) -> Self {
        Self { reason, cause: Cause::Other }
    }
}

impl From<&FrameError> for Cause {
    fn from(error: &FrameError) -> Self {
        match error {
            FrameError::NotFinite => Self::NotFinite,
            FrameError::NotDegrees { .. } => Self::NotDegrees,
            FrameError::AxesSwapped { .. } => Self::AxesSwapped,
            FrameError::Polar(_) => Self::Polar,
        }
    }
}

impl From<&FootprintFault> for Cause {
    fn from(fault: &FootprintFault) -> Self {
        match fault {
            FootprintFault::Unreadable(_) => Self::Unreadable,
            FootprintFault::OnlyLines => Self::OnlyLines,
            FootprintFault::OnlyPoints => Self::OnlyPoints,
            FootprintFault::NoPositions => Self::NoPositions,
            FootprintFault::SpansTheGlobe => Self::SpansTheGlobe,
            FootprintFault::Position(cause) => cause.into(),
            FootprintFault::NoArea => Self::NoArea,
            FootprintFault::TooLarge { .. } => Self::TooLarge,
        }
    }
}

impl From<&LayerError> for WithoutNumbers {
    fn from(error: &LayerError) -> Self {
        let cause = match error {
            LayerError::BadFootprint { fault, .. } => fault.into(),
            LayerError::NoGeometry(_) => Cause::NoGeometry,
            LayerError::Position { cause, .. } => cause.into(),
            LayerError::Overlay { .. } => Cause::NotComputed,
            _ => Cause::Other,
        };
        Self { reason: error.to_string(), cause }
    }
}

impl From<LoadError> for WithoutNumbers {
    fn from(error: LoadError) -> Self {
        match &error {
            LoadError::Layer(layer) => layer.into(),
            _ => Self::of_any(error.to_string()),
        }
    }
}

impl From<AssessError> for WithoutNumbers {
    fn from(error: AssessError) -> Self {
        let cause = match &error {
            AssessError::Carve { .. } | AssessError::Balance { .. } => Cause::NotComputed,
            _ => Cause::Other,
        };
        Self { reason: error.to_string(), cause }
    }
}
