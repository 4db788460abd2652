//! What can be laid out on usable land: a loss of its own, never added to the loss of area.
//!
//! A carve-out that costs little land may still cost the one long hall the project is about.

use crate::geometry::packing;
use crate::geometry::rectangle::{largest_rectangle, Limits, Rectangle};
use crate::geometry::shape_index::ShapeIndices;
use crate::geometry::{inscribed, Region};
use crate::model::Building;
use crate::settings::site_file::SiteLayout;
use crate::units::{Metres, SquareMetres};

/// What is asked of a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    /// What the largest rectangle must keep.
    pub limits: Limits,
    /// Buildings to be placed, if that was asked for.
    pub building: Option<Building>,
}

impl From<&SiteLayout> for LayoutRequest {
    fn from(asked: &SiteLayout) -> Self {
        let limits = Limits {
            min_side: asked.min_side_m.map_or(0.0, Metres::get),
            max_aspect: asked.max_aspect,
        };
        Self { limits, building: asked.building }
    }
}

/// What fits on usable land.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
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
        Self {
            rectangle: largest_rectangle(usable, &request.limits),
            circle: inscribed::width(usable),
            buildings: request.building.map(|building| packing::pack(usable, building.item())),
            indices: ShapeIndices::of(usable, whole),
        }
    }

    /// Area of the largest rectangle; zero where there is none.
    #[must_use]
    pub fn rectangle_area(&self) -> SquareMetres {
        self.rectangle.as_ref().map_or(SquareMetres::ZERO, Rectangle::area)
    }
}
