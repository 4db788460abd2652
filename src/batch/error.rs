//! Why a screening ended early, and why a footprint has no numbers.

use crate::layer::LayerError;
use crate::loading::LoadError;
use crate::ways_out::AssessError;
use std::error::Error;

/// What an observer or a sink of rows says when it cannot go on.
pub type Refusal = Box<dyn Error + Send + Sync>;

/// A screening that ended before its last row.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The observer could not go on.
    #[error("{0}")]
    Observer(#[source] Refusal),
    /// The rows could not be taken.
    #[error("{0}")]
    Sink(#[source] Refusal),
}

/// A footprint without numbers.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoNumbers<'a> {
    /// It cannot be used.
    #[error(transparent)]
    Footprint(&'a LayerError),
    /// Nor can it with these layers.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A number could not be trusted.
    #[error(transparent)]
    Assess(#[from] AssessError),
}
