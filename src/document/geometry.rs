//! Land as RFC 7946 writes it: WGS 84, outer rings counter-clockwise, nine decimals (a tenth of a
//! millimetre).

use crate::geometry::rectangle::Rectangle;
use crate::geometry::{self, Region};
use geo::{Coord, LineString};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longitude and latitude, degrees of WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position(
    /// Longitude.
    pub f64,
    /// Latitude.
    pub f64,
);

/// A closed ring: the last position is the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ring(#[schemars(length(min = 4))] pub Vec<Position>);

/// A polygon or several, RFC 7946.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// Land in one piece: the outer ring first, then its holes.
    Polygon(Vec<Ring>),
    /// Land in several pieces, or none.
    MultiPolygon(Vec<Vec<Ring>>),
}

impl Position {
    /// A point of a site's frame.
    fn of(frame: &geometry::Frame, point: Coord<f64>) -> Self {
        let p = frame.unproject(point);
        let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
        Self(rounded(p.lon), rounded(p.lat))
    }
}

impl Ring {
    fn of(frame: &geometry::Frame, ring: &LineString<f64>) -> Self {
        Self(ring.0.iter().map(|point| Position::of(frame, *point)).collect())
    }

    /// The corners of a rectangle, counter-clockwise.
    pub(in crate::document) fn around(frame: &geometry::Frame, rectangle: &Rectangle) -> Self {
        let corners = rectangle.corners();
        let closed = corners.iter().chain(&corners[..1]);
        Self(closed.map(|corner| Position::of(frame, *corner)).collect())
    }
}

impl Geometry {
    /// Land of a site's frame.
    #[must_use]
    pub fn of(frame: &geometry::Frame, region: &Region) -> Self {
        let polygons = region.polygons().iter().map(|polygon| -> Vec<Ring> {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.map(|ring| Ring::of(frame, ring)).collect()
        });
        let mut polygons: Vec<Vec<Ring>> = polygons.collect();
        match polygons.pop() {
            Some(only) if polygons.is_empty() => Self::Polygon(only),
            last => {
                polygons.extend(last);
                Self::MultiPolygon(polygons)
            }
        }
    }
}
