//! Which features of a layer are near enough to matter.

use crate::geometry::LonLat;
use crate::layer::raw::RawGeometry;

/// Metres in a degree of latitude, the smallest anywhere on the ellipsoid.
const DEGREE_M: f64 = 110_574.0;

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

    /// Whether the box around a geometry meets the window. Positions that are no degrees do not.
    #[must_use]
    pub fn meets(&self, geometry: &RawGeometry) -> bool {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for p in geometry.positions() {
            for axis in 0..2 {
                low[axis] = low[axis].min(p[axis]);
                high[axis] = high[axis].max(p[axis]);
            }
        }
        low[0] <= self.max.lon
            && high[0] >= self.min.lon
            && low[1] <= self.max.lat
            && high[1] >= self.min.lat
    }
}
