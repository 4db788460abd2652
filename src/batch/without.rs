//! Why a footprint has no numbers.

use crate::layer::LayerError;
use crate::loading::LoadError;
use crate::ways_out::AssessError;

/// Why a footprint has no numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutNumbers {
    /// The whole sentence, which names file and feature.
    pub reason: String,
    /// What of it names neither: the same for all footprints that have the same fault.
    pub cause: String,
}

impl WithoutNumbers {
    /// A sentence that names no feature.
    #[must_use]
    pub fn of_any(reason: String) -> Self {
        Self { cause: reason.clone(), reason }
    }
}

impl From<&LayerError> for WithoutNumbers {
    fn from(error: &LayerError) -> Self {
        let reason = error.to_string();
        let cause = match error {
            LayerError::BadFootprint { cause, .. } => cause.clone(),
            LayerError::NoGeometry(_) => LayerError::NO_GEOMETRY.to_owned(),
            LayerError::Position { cause, .. } => cause.to_string(),
            LayerError::Overlay { cause, .. } => cause.to_string(),
            _ => reason.clone(),
        };
        Self { reason, cause }
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
        let reason = error.to_string();
        let cause = match &error {
            AssessError::Carve { cause, .. } => cause.to_string(),
            AssessError::Balance { cause, .. } => cause.to_string(),
            _ => reason.clone(),
        };
        Self { reason, cause }
    }
}
