//! What can be laid out on usable land.

use crate::carve;
use crate::document::Ring;
use crate::geometry::rectangle::Rectangle;
use crate::geometry::Frame;
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be laid out on usable land.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Layout {
    /// The largest rectangle at any angle; null where nothing keeps the limits.
    pub largest_rectangle: Option<LargestRectangle>,
    /// Diameter of the largest circle, to 0.1 m.
    pub inscribed_circle_m: Metres,
    /// How many buildings of the size asked for were found to fit; null if none were asked for.
    pub buildings: Option<usize>,
    /// Their corners, counter-clockwise.
    pub building_rings: Option<Vec<Ring>>,
    /// 4 pi area / perimeter squared: 1 for a disc; null where there is no land.
    #[schemars(range(min = 0))]
    pub polsby_popper: Option<f64>,
    /// Area / area of the smallest circle around: 1 for a disc.
    #[schemars(range(min = 0))]
    pub reock: Option<f64>,
    /// Area / area of the smallest rectangle around: 1 for a rectangle.
    #[schemars(range(min = 0))]
    pub rectangularity: Option<f64>,
    /// Area / area of the convex hull: 1 for a convex region.
    #[schemars(range(min = 0))]
    pub convexity: Option<f64>,
    /// Effective mesh size: the whole area for undivided land.
    pub effective_mesh_m2: Option<SquareMetres>,
}

/// The largest rectangle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LargestRectangle {
    /// Its area.
    pub area_m2: SquareMetres,
    /// The longer side.
    pub width_m: Metres,
    /// The shorter side.
    pub depth_m: Metres,
    /// Direction of the longer side, counter-clockwise from east, degrees.
    #[schemars(range(min = 0, max = 180))]
    pub angle_deg: f64,
    /// Its corners, counter-clockwise.
    pub ring: Ring,
}

impl Layout {
    pub(in crate::document) fn of(frame: &Frame, layout: &carve::Layout) -> Self {
        let rings = |all: &Vec<Rectangle>| all.iter().map(|one| Ring::around(frame, one)).collect();
        let indices = layout.indices.as_ref();
        Self {
            largest_rectangle: layout.rectangle.map(|one| LargestRectangle::of(frame, &one)),
            inscribed_circle_m: layout.circle,
            buildings: layout.buildings.as_ref().map(Vec::len),
            building_rings: layout.buildings.as_ref().map(rings),
            polsby_popper: indices.map(|indices| indices.polsby_popper),
            reock: indices.map(|indices| indices.reock),
            rectangularity: indices.map(|indices| indices.rectangularity),
            convexity: indices.map(|indices| indices.convexity),
            effective_mesh_m2: indices.map(|indices| indices.mesh_m2),
        }
    }
}

impl LargestRectangle {
    fn of(frame: &Frame, rectangle: &Rectangle) -> Self {
        Self {
            area_m2: rectangle.area(),
            width_m: Metres::saturating(rectangle.width),
            depth_m: Metres::saturating(rectangle.depth),
            angle_deg: rectangle.angle_deg,
            ring: Ring::around(frame, rectangle),
        }
    }
}
