//! Where in the world: the box around positions, and the window around a site.

use crate::geometry::{Corners, LonLat};
use crate::layer::raw::Position;
use crate::units::Metres;

/// Metres in a degree of latitude, the smallest anywhere on the ellipsoid.
const DEGREE_M: f64 = 110_574.0;

/// A box in degrees around at least one position. One that reaches across the antimeridian runs on
/// beyond 180 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundsDeg {
    /// South-west corner.
    pub min: LonLat,
    /// North-east corner.
    pub max: LonLat,
}

impl BoundsDeg {
    /// The box around some positions of which nobody knows which way round they lie: of those more
    /// than half the globe apart it has all longitudes, for they may well lie either side of the
    /// antimeridian. `None` without positions or when one of them cannot be degrees.
    #[must_use]
    pub fn around(positions: &[Position]) -> Option<Self> {
        let first = *positions.first()?;
        let (mut min, mut max, mut in_degrees) = (first, first, true);
        for p in positions {
            in_degrees &= LonLat::are_degrees(p[0], p[1]);
            for axis in 0..2 {
                min[axis] = if p[axis] < min[axis] { p[axis] } else { min[axis] };
                max[axis] = if p[axis] > max[axis] { p[axis] } else { max[axis] };
            }
        }
        in_degrees.then(|| {
            let bounds = Self {
                min: LonLat { lon: min[0], lat: min[1] },
                max: LonLat { lon: max[0], lat: max[1] },
            };
            bounds.or_all_around()
        })
    }

    /// All longitudes, if it has more than half of them or runs on beyond them.
    fn or_all_around(mut self) -> Self {
        let beyond = self.min.lon < -180.0 || self.max.lon > 180.0;
        if beyond || self.max.lon - self.min.lon > 180.0 {
            (self.min.lon, self.max.lon) = (-180.0, 180.0);
        }
        self
    }

    /// The box around positions of one place, the shorter way round; `None` without any.
    #[must_use]
    pub fn of(positions: impl Iterator<Item = LonLat> + Clone) -> Option<Self> {
        let around = |positions: &mut dyn Iterator<Item = LonLat>| {
            let boxes = positions.map(|p| Self { min: p, max: p });
            boxes.reduce(|a, b| Self::joined(&a, &b))
        };
        let bounds = around(&mut positions.clone())?;
        if bounds.max.lon - bounds.min.lon <= 180.0 {
            return Some(bounds);
        }
        let onward = |p: LonLat| if p.lon < 0.0 { LonLat { lon: p.lon + 360.0, ..p } } else { p };
        around(&mut positions.map(onward))
    }

    /// South-west and north-east corner.
    #[must_use]
    pub const fn corners(&self) -> Corners {
        ([self.min.lon, self.min.lat], [self.max.lon, self.max.lat])
    }

    /// The box around both; of those more than half the globe apart it has all longitudes.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.joined(other).or_all_around()
    }

    const fn joined(&self, other: &Self) -> Self {
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

    /// South-west and north-east corner; longitudes run on across the antimeridian.
    #[must_use]
    pub const fn corners(&self) -> Corners {
        ([self.min.lon, self.min.lat], [self.max.lon, self.max.lat])
    }

    /// A longitude as the window counts them, if it reaches across the antimeridian.
    #[must_use]
    pub fn longitude(&self, lon: f64) -> f64 {
        if self.min.lon >= -180.0 && self.max.lon <= 180.0 {
            return lon;
        }
        let middle = f64::midpoint(self.min.lon, self.max.lon);
        lon + 360.0 * ((middle - lon) / 360.0).round()
    }

    /// The boxes in which positions within the window are: a second one on the other side of the
    /// antimeridian, if it reaches there.
    pub fn parts(&self) -> impl Iterator<Item = Corners> {
        let ([west, south], [east, north]) = self.corners();
        let moved = |turn: f64| ([west + turn, south], [east + turn, north]);
        let beyond = (east > 180.0).then(|| moved(-360.0));
        let before = (west < -180.0).then(|| moved(360.0));
        std::iter::once(moved(0.0)).chain(beyond).chain(before)
    }

    /// Whether a box meets the window.
    #[must_use]
    pub fn meets(&self, bounds: &BoundsDeg) -> bool {
        let BoundsDeg { min, max } = *bounds;
        self.parts().any(|([west, south], [east, north])| {
            min.lon <= east && max.lon >= west && min.lat <= north && max.lat >= south
        })
    }
}
