//! A member of a list of features, read.

use crate::layer::properties::Values;
use crate::layer::raw::RawGeometry;
use crate::layer::BoundsDeg;

/// A member of `features`, read.
#[derive(Debug, PartialEq)]
pub enum Member {
    /// A feature that was selected.
    Kept {
        /// Its id, or else its attribute `id`.
        id: Option<String>,
        /// Wanted values by the place of their column.
        values: Values,
        /// In the numbers of the file.
        geometry: RawGeometry,
        /// Box around it; `None` when it cannot be degrees.
        bounds: Option<BoundsDeg>,
    },
    /// A feature elsewhere.
    Elsewhere(BoundsDeg),
    /// A feature without positions.
    NoGeometry(Option<String>),
    /// No feature, and why.
    Unreadable(Option<String>, String),
}
