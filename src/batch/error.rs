//! Why a screening ended early.

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
