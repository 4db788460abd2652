//! What can be laid out on usable land: a loss of its own, never added to the loss of area.
//!
//! A carve-out that costs little land may still cost the one long hall the project is about.

use crate::geometry::packing::{self, Item};
use crate::geometry::rectangle::{largest_rectangle, Limits, Rectangle};
use crate::geometry::shape_index::ShapeIndices;
use crate::geometry::{inscribed, Region};
use crate::model::Building;
use crate::units::{Metres, SquareMetres};

/// What is asked of a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    /// What the largest rectangle must keep.
    pub limits: Limits,
    /// Buildings to be placed, if that was asked for.
    pub building: Option<Building>,
}

/// What fits on usable land.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The largest rectangle at any angle; none where nothing keeps the limits.
    pub rectangle: Option<Rectangle>,
    /// Diameter of the largest circle, to 0.1 m.
    pub circle: Metres,
    /// Where the buildings stand, if any were asked for. As many as were found to fit; more may.
    pub buildings: Option<Vec<Rectangle>>,
    /// How compact and how whole the land is; none where there is none.
    pub indices: Option<ShapeIndices>,
}

impl Layout {
    /// The layout of some usable land; fragmentation is measured against `whole`.
    #[must_use]
    pub fn of(usable: &Region, whole: SquareMetres, request: &LayoutRequest) -> Self {
        let radius = inscribed::largest_circle(usable, 0.05).map_or(0.0, |circle| circle.radius);
        let buildings = request.building.map(|building| {
            let Building { width, depth, gap } = building;
            Item::new(width, depth, gap)
                .map_or_else(|_| Vec::new(), |item| packing::pack(usable, &item))
        });
        Self {
            rectangle: largest_rectangle(usable, &request.limits),
            circle: Metres::new(2.0 * radius).unwrap_or_default(),
            buildings,
            indices: ShapeIndices::of(usable, whole),
        }
    }
}
