//! Where in the world: the box around positions, and the window around a site.

use crate::geometry::LonLat;
use crate::layer::raw::Position;

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
    /// The box around some positions, grown by `reach_m` metres; `None` without positions.
    #[must_use]
    pub fn around(positions: impl IntoIterator<Item = LonLat>, reach_m: f64) -> Option<Self> {
        let mut positions = positions.into_iter();
        let first = positions.next()?;
        let (mut min, mut max) = (first, first);
        for p in positions {
            min = LonLat { lon: min.lon.min(p.lon), lat: min.lat.min(p.lat) };
            max = LonLat { lon: max.lon.max(p.lon), lat: max.lat.max(p.lat) };
        }
        let lat = reach_m / DEGREE_M;
        let widest = min.lat.abs().max(max.lat.abs()) + lat;
        let lon = lat / widest.min(89.5).to_radians().cos();
        Some(Self {
            min: LonLat { lon: min.lon - lon, lat: min.lat - lat },
            max: LonLat { lon: max.lon + lon, lat: max.lat + lat },
        })
    }

    /// A window that nothing meets.
    #[must_use]
    pub const fn nowhere() -> Self {
        Self {
            min: LonLat { lon: f64::INFINITY, lat: f64::INFINITY },
            max: LonLat { lon: f64::NEG_INFINITY, lat: f64::NEG_INFINITY },
        }
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
