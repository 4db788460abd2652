//! What of a layer is wanted, and what was seen of it as a whole.

use crate::layer::properties::ColumnNames;
use crate::layer::raw::RawGeometry;
use crate::layer::window::BoundsDeg;
use crate::layer::Columns;

/// What of a layer is wanted.
///
/// The properties of features that are elsewhere are never decoded. A feature with a position that
/// cannot be degrees is nowhere and is always handed on, for it must be named.
pub struct Selection<'a> {
    pub(in crate::layer) columns: ColumnNames,
    near: &'a (dyn Fn(&BoundsDeg) -> bool + Sync),
}

impl<'a> Selection<'a> {
    /// Features near enough to matter, by the box around them.
    #[must_use]
    pub fn near(columns: &Columns, near: &'a (dyn Fn(&BoundsDeg) -> bool + Sync)) -> Self {
        Self { columns: columns.names(), near }
    }

    /// Every feature.
    #[must_use]
    pub fn everything(columns: &Columns) -> Self {
        Self::near(columns, &|_| true)
    }

    /// Whether a geometry with positions is handed on, and the box around it if it has one.
    pub(in crate::layer) fn judge(&self, geometry: &RawGeometry) -> (bool, Option<BoundsDeg>) {
        let bounds = BoundsDeg::around(geometry.positions());
        (bounds.as_ref().is_none_or(self.near), bounds)
    }
}

/// What was seen of a layer, the features elsewhere included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Survey {
    /// How many features there are, the doubtful ones included.
    pub features: usize,
    /// The box around all features whose positions can be degrees; `None` when there is no such
    /// feature.
    pub extent: Option<BoundsDeg>,
}

impl Survey {
    /// Adds what was seen further on in the layer.
    pub(in crate::layer) fn add(&mut self, other: &Self) {
        self.features += other.features;
        self.meet(other.extent);
    }

    /// Adds the box around a feature, if it has one.
    pub(in crate::layer) fn meet(&mut self, bounds: Option<BoundsDeg>) {
        self.extent = match (self.extent, bounds) {
            (Some(extent), Some(bounds)) => Some(extent.union(&bounds)),
            (extent, bounds) => extent.or(bounds),
        };
    }
}
