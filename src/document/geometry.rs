//! Land as RFC 7946 writes it: WGS 84, outer rings counter-clockwise, nine decimals (a tenth of a
//! millimetre), cut at the antimeridian.
//!
//! Positions are rounded so that polygons stay valid (OGC 06-103r4), and so that land that is rounded
//! together does not overlap where it did not before.

use crate::geometry::lattice::{self, LatticePolygon};
use crate::geometry::rectangle::Rectangle;
use crate::geometry::{self, Region};
use geo::Coord;
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

/// Lattice units in a degree: nine decimals.
const DEGREE: i64 = 1_000_000_000;
/// The antimeridian, seen from either side.
const ANTIMERIDIAN: [i64; 2] = [-180 * DEGREE, 180 * DEGREE];

/// Land as it is written, and how many pieces of it nine decimals cannot show.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// What can be shown.
    pub geometry: Geometry,
    /// Pieces of less than a tenth of a millimetre, left out.
    pub left_out: usize,
}

impl Position {
    /// A point of a site's frame.
    pub(in crate::document) fn of(frame: &geometry::Frame, point: Coord<f64>) -> Self {
        let p = frame.unproject(point);
        let degree = DEGREE as f64;
        let rounded = |degrees: f64| (degrees * degree).round() / degree;
        Self(rounded(p.lon), rounded(p.lat))
    }
}

impl Ring {
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
        let written = Written::of(frame, region);
        written.geometry
    }

    fn of_polygons(mut polygons: Vec<Vec<Ring>>) -> Self {
        match polygons.pop() {
            Some(only) if polygons.is_empty() => Self::Polygon(only),
            last => {
                polygons.extend(last);
                Self::MultiPolygon(polygons)
            }
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::MultiPolygon(polygons) if polygons.is_empty())
    }
}

impl Written {
    /// Land of a site's frame.
    #[must_use]
    pub fn of(frame: &geometry::Frame, region: &Region) -> Self {
        let nothing = Self { geometry: Geometry::of_polygons(Vec::new()), left_out: 0 };
        Self::together(frame, &[region]).pop().unwrap_or(nothing)
    }

    /// Several pieces of land of one frame, rounded together: what did not overlap does not.
    #[must_use]
    pub fn together(frame: &geometry::Frame, regions: &[&Region]) -> Vec<Self> {
        let centre = frame.centre().lon;
        // Longitudes run on beyond the antimeridian, so that a ring is not torn there.
        let place = |at: Coord<f64>| {
            let p = frame.unproject(at);
            let lon = p.lon - 360.0 * ((p.lon - centre) / 360.0).round();
            Coord { x: lon * DEGREE as f64, y: p.lat * DEGREE as f64 }
        };
        let rounded = lattice::round(regions, place, &ANTIMERIDIAN);
        let written = rounded.into_iter().map(|one| Self {
            geometry: Geometry::of_polygons(one.polygons.iter().map(degrees).collect()),
            left_out: one.vanished,
        });
        written.collect()
    }
}

/// A polygon in degrees; one beyond the antimeridian on the side where its longitudes belong.
fn degrees(polygon: &LatticePolygon) -> Vec<Ring> {
    let [west, east] = ANTIMERIDIAN;
    let lons = || polygon.iter().flatten().map(|node| node[0]);
    let shift = if lons().all(|lon| lon >= east) {
        -360 * DEGREE
    } else if lons().all(|lon| lon <= west) {
        360 * DEGREE
    } else {
        0
    };
    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    let ring = |ring: &Vec<[i64; 2]>| {
        let degrees = |number: i64| number as f64 / DEGREE as f64;
        Ring(ring.iter().map(|[x, y]| Position(degrees(x + shift), degrees(*y))).collect())
    };
    polygon.iter().map(ring).collect()
}
