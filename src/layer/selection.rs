//! What of a layer is wanted, and what was seen of it as a whole.

use crate::layer::properties::ColumnNames;
use crate::layer::raw::RawGeometry;
use crate::layer::window::BoundsDeg;
use crate::layer::Columns;
use crate::model::Doubt;

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

/// Columns of a feature that are noted at most.
pub(in crate::layer) const MOST_COLUMNS: usize = 500;

/// What was seen of the columns of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Wanted columns that some feature has, as bits by their place in the list.
    pub(in crate::layer) wanted: u64,
    /// All columns of the first feature that has any.
    pub columns: Vec<String>,
}

impl Seen {
    /// Adds what was seen further on in the layer.
    pub(in crate::layer) fn add(&mut self, other: Self) {
        self.wanted |= other.wanted;
        if self.columns.is_empty() {
            self.columns = other.columns;
        }
    }

    /// Notes a wanted column by its place in the list.
    pub(in crate::layer) const fn note(&mut self, place: usize) {
        if place < u64::BITS as usize {
            self.wanted |= 1 << place;
        }
    }
}

/// What was seen of a layer, the features elsewhere included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// How many features there are, the doubtful ones included.
    pub features: usize,
    /// The box around all features whose positions can be degrees; `None` when there is no such
    /// feature.
    pub extent: Option<BoundsDeg>,
    /// Its columns.
    pub seen: Seen,
    /// What is doubtful about the layer as a whole.
    pub doubts: Vec<Doubt>,
}

impl Survey {
    /// Adds what was seen further on in the layer.
    pub(in crate::layer) fn add(&mut self, other: Self) {
        self.features += other.features;
        self.meet(other.extent);
        self.seen.add(other.seen);
        self.doubts.extend(other.doubts);
    }

    /// Whether some feature has a column, which must be among those asked for.
    #[must_use]
    pub fn has(&self, columns: &Columns, column: &str) -> bool {
        let place = columns.names().find(column.as_bytes());
        place.is_some_and(|place| self.seen.wanted >> place & 1 == 1)
    }

    /// Adds the box around a feature, if it has one.
    pub(in crate::layer) fn meet(&mut self, bounds: Option<BoundsDeg>) {
        self.extent = match (self.extent, bounds) {
            (Some(extent), Some(bounds)) => Some(extent.union(&bounds)),
            (extent, bounds) => extent.or(bounds),
        };
    }
}
