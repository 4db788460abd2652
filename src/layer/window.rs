//! Where in the world: the box around positions, and the window around a site.

use crate::geometry::{Corners, LonLat};
use crate::layer::raw::Position;
use crate::units::Metres;

/// Metres in a degree of latitude, the smallest anywhere on the ellipsoid.
const DEGREE_M: f64 = 110_574.0;

/// A box in degrees around at least one position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundsDeg {
    /// South-west corner.
    pub min: LonLat,
    /// North-east corner.
    pub max: LonLat,
}

impl BoundsDeg {
    /// The box around some positions; `None` without positions or when one of them cannot be
    /// degrees.
    #[must_use]
    pub fn around(positions: &[Position]) -> Option<Self> {
        let first = *positions.first()?;
        let (mut min, mut max, mut in_degrees) = (first, first, true);
        for p in positions {
            // A number that is none fails both comparisons.
            in_degrees &= p[0].abs() <= 180.0 && p[1].abs() <= 90.0;
            for axis in 0..2 {
                min[axis] = if p[axis] < min[axis] { p[axis] } else { min[axis] };
                max[axis] = if p[axis] > max[axis] { p[axis] } else { max[axis] };
            }
        }
        in_degrees.then(|| Self {
            min: LonLat { lon: min[0], lat: min[1] },
            max: LonLat { lon: max[0], lat: max[1] },
        })
    }

    /// The box around checked positions; `None` without any.
    #[must_use]
    pub fn of(positions: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let boxes = positions.into_iter().map(|p| Self { min: p, max: p });
        boxes.reduce(|a, b| a.union(&b))
    }

    /// South-west and north-east corner.
    #[must_use]
    pub const fn corners(&self) -> Corners {
        ([self.min.lon, self.min.lat], [self.max.lon, self.max.lat])
    }

    /// The box around both.
    #[must_use]
    pub const fn union(&self, other: &Self) -> Self {
        Self {
            min: LonLat {
                lon: self.min.lon.min(other.min.lon),
                lat: self.min.lat.min(other.min.lat),
            },
            max: LonLat {
                lon: self.max.lon.max(other.max.lon),
                lat: self.max.lat.max(other.max.lat),
            },
        }
    }
}

/// A box in degrees around a site, grown by a reach in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    min: LonLat,
    max: LonLat,
}

impl Window {
    /// A box grown by `reach`.
    #[must_use]
    pub fn around_box(bounds: &BoundsDeg, reach: Metres) -> Self {
        let BoundsDeg { min, max } = *bounds;
        let lat = reach.get() / DEGREE_M;
        let widest = min.lat.abs().max(max.lat.abs()) + lat;
        let lon = lat / widest.min(89.5).to_radians().cos();
        Self {
            min: LonLat { lon: min.lon - lon, lat: min.lat - lat },
            max: LonLat { lon: max.lon + lon, lat: max.lat + lat },
        }
    }

    /// South-west and north-east corner.
    #[must_use]
    pub const fn corners(&self) -> Corners {
        ([self.min.lon, self.min.lat], [self.max.lon, self.max.lat])
    }

    /// Whether a box meets the window.
    #[must_use]
    pub fn meets(&self, bounds: &BoundsDeg) -> bool {
        bounds.min.lon <= self.max.lon
            && bounds.max.lon >= self.min.lon
            && bounds.min.lat <= self.max.lat
            && bounds.max.lat >= self.min.lat
    }
}
